"""bench/bundle.py: what it lets pass as the same reports, and how it tells what falls short."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import bundle
import pytest
from measured import Row

from small_wheels import write_wheel


def done(status: int = 0, error: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess(["planlink"], status, "", error)


def out(folder: Path, **papers: str) -> Path:
    (folder / "reports").mkdir(parents=True)
    for name, text in papers.items():
        (folder / "reports" / name).write_text(text)
    return folder


def test_the_same_reports_hold(tmp_path: Path) -> None:
    row = bundle._reports(
        "x", done(), out(tmp_path / "a", table="1", audit="2"), out(tmp_path / "b", table="1", audit="2")
    )
    assert row.holds
    assert row.measured.startswith("2 files; other bytes: none")


@pytest.mark.parametrize(
    "made", [{}, {"table": "1"}, {"table": "1", "audit": "3"}, {"table": "1", "audit": "2", "more": ""}]
)
def test_other_reports_do_not(tmp_path: Path, made: dict[str, str]) -> None:
    assert not bundle._reports(
        "x", done(), out(tmp_path / "a", table="1", audit="2"), out(tmp_path / "b", **made)
    ).holds


def test_a_run_that_ended_badly_does_not(tmp_path: Path) -> None:
    one, two = out(tmp_path / "a", table="1"), out(tmp_path / "b", table="1")
    row = bundle._reports("x", done(2, "エラー：壊れています。"), one, two)
    assert (row.holds, "エラー：壊れています。" in row.measured) == (False, True)


@pytest.mark.parametrize(("holds", "status"), [([True, True], 0), ([True, False], 1)])
def test_what_falls_short_is_told_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, holds: list[bool], status: int
) -> None:
    def rows(given: object, away: Path) -> Iterator[Row]:
        yield from (Row(f"row {number}", "a", "b", held) for number, held in enumerate(holds))

    monkeypatch.setattr(bundle, "_rows", rows)
    write_wheel(tmp_path, "planlink", "0.1.0")
    file = tmp_path / "proof.json"
    assert bundle.main(["--wheels", str(tmp_path), "--json", str(file)]) == status
    assert [row["holds"] for row in json.loads(file.read_text("utf-8"))["rows"]] == holds


def test_without_wheels_it_says_what_makes_them(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="make wheels"):
        bundle.main(["--wheels", str(tmp_path / "wheels")])
