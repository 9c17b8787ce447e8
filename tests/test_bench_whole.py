"""Scripts tell rows that say whether they hold; what a command spends is counted whole."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import measured
import pytest
import whole


def test_a_row_that_does_not_hold_is_told_in_print_in_the_file_and_by_the_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [measured.at_most("one", 2.0, 2.0, "s"), measured.at_least("two", 0.99, 1.0, "s"), measured.told("x", "5 s")]
    assert [row.holds for row in rows] == [True, False, True]
    assert measured.tell(rows, tmp_path / "rows.json", {"more": 1}) == 1
    assert measured.tell(rows[::2], None) == 0
    found = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))
    assert found["rows"][1] == {"what": "two", "asked": ">= 1 s", "measured": "0.99 s", "holds": False}
    assert found["more"] == 1
    assert "FAILS  two: 0.99 s (asked: >= 1 s)" in capsys.readouterr().out


def test_the_libraries_are_no_part_of_the_ratio() -> None:
    assert whole.Job(bare=2.0, libraries=3.0, whole=8.0, again=1.0, peak=0).ratio == 2.5


def test_what_a_command_and_its_children_spend_is_counted() -> None:
    work = "import time\nwhile time.process_time() < 0.2: pass\n"
    found = whole.spent(
        "-c", f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {work!r}])\nprint('done')"
    )
    assert found.cpu > 0.2
    assert found.printed == "done\n"
    with pytest.raises(subprocess.CalledProcessError):
        whole.spent("-c", "raise SystemExit(3)")
