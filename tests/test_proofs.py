"""bench/proofs.py: a script that falls short, or says nothing, is seen."""

from __future__ import annotations

import json
from pathlib import Path

import proofs
import pytest
from measured import Row, tell

SCRIPT = """import json, sys
file = sys.argv[sys.argv.index("--json") + 1]
rows = {rows!r}
if rows is not None:
    open(file, "w").write(json.dumps({{"rows": rows}}))
sys.exit({status})
"""
GOOD = {"what": "a", "asked": "< 2", "measured": "1", "holds": True}
BAD = {"what": "b", "asked": "< 2", "measured": "3", "holds": False}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(proofs, "BENCH", tmp_path)
    monkeypatch.setattr(proofs, "PROOFS", {"one": (("--whole",), ("--sample",)), "long": ((), None)})
    return tmp_path


def write(bench: Path, name: str, rows: list[dict[str, object]] | None, status: int) -> None:
    (bench / f"{name}.py").write_text(SCRIPT.format(rows=rows, status=status), encoding="utf-8")


@pytest.mark.parametrize(
    ("rows", "status", "ends"),
    [([GOOD], 0, 0), ([GOOD, BAD], 1, 1), ([GOOD, BAD], 0, 1), ([GOOD], 3, 1), ([], 0, 1), (None, 0, 1)],
)
def test_whatever_does_not_hold_ends_with_status_1(
    bench: Path, rows: list[dict[str, object]] | None, status: int, ends: int
) -> None:
    write(bench, "one", rows, status)
    assert proofs.main(["one", "--json", str(bench / "kept.json")]) == ends
    (made,) = json.loads((bench / "kept.json").read_text())["proofs"]
    assert all(row["holds"] for row in made["rows"]) == (ends == 0)


def test_a_sample_leaves_out_what_has_none(bench: Path) -> None:
    write(bench, "one", [GOOD], 0)
    assert proofs.main(["--sample", "--json", str(bench / "kept.json")]) == 0
    assert [one["script"] for one in json.loads((bench / "kept.json").read_text())["proofs"]] == ["one"]


def test_the_table_has_a_line_for_each_row(bench: Path) -> None:
    write(bench, "one", [GOOD, BAD], 1)
    proofs.main(["one", "--json", str(bench / "kept.json"), "--table", str(bench / "table.md")])
    lines = (bench / "table.md").read_text(encoding="utf-8").splitlines()
    first = lines.index("|---|---|---|---|---|") + 1
    assert lines[first : first + 2] == ["| `one` | a | < 2 | 1 | yes |", "| `one` | b | < 2 | 3 | **no** |"]
    assert lines[-1].startswith("| `one` | 20")
    again = bench / "again.md"
    proofs.main(["--from", str(bench / "kept.json"), "--table", str(again)])
    assert again.read_text(encoding="utf-8").splitlines() == lines


def test_rows_of_scripts_that_are_not_run_now_stay(bench: Path) -> None:
    kept = bench / "kept.json"
    for name, rows in (("long", [BAD]), ("one", [GOOD, BAD]), ("one", [GOOD])):
        write(bench, name, rows, 0)
        assert proofs.main([name, "--json", str(kept)]) == int(BAD in rows)
    assert proofs.main(["one", "--sample", "--json", str(kept)]) == 0
    found = json.loads(kept.read_text())["proofs"]
    assert {one["script"]: one["rows"] for one in found} == {"one": [GOOD], "long": [BAD]}
    assert {one["script"]: one["sample"] for one in found} == {"one": True, "long": False}
    assert proofs.main(["long", "--sample"]) == 1  # it has none


def test_rows_that_another_run_adds_meanwhile_stay(bench: Path) -> None:
    kept, other = bench / "kept.json", bench / "other.json"
    write(bench, "long", [BAD], 1)
    proofs.main(["long", "--json", str(other)])
    adds = f"import shutil\nshutil.copy({str(other)!r}, {str(kept)!r})\n"
    (bench / "one.py").write_text(adds + SCRIPT.format(rows=[GOOD], status=0), encoding="utf-8")
    assert proofs.main(["one", "--json", str(kept)]) == 0
    assert [one["script"] for one in json.loads(kept.read_text())["proofs"]] == ["one", "long"]


def test_the_page_is_that_of_the_rows_that_are_kept() -> None:
    docs = Path(proofs.__file__).parents[1] / "docs"
    kept = json.loads((docs / "proofs.json").read_text(encoding="utf-8"))
    assert proofs.table(kept) == (docs / "proofs.md").read_text(encoding="utf-8")
    assert all(one["rows"] for one in kept["proofs"])


def test_rows_are_kept_as_they_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [Row("a", "< 2", "1", True), Row("b", "< 2", "3", False)]
    assert tell(rows, tmp_path / "rows.json") == 1
    assert tell(rows[:1], None) == 0
    assert json.loads((tmp_path / "rows.json").read_text())["rows"][1] == BAD
    assert "FAILS  b: 3" in capsys.readouterr().out


def test_every_script_that_is_run_is_there() -> None:
    assert all((Path(proofs.__file__).parent / f"{name}.py").is_file() for name in proofs.PROOFS)
