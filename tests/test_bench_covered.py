"""bench/covered.py: what counts, and what is short."""

from __future__ import annotations

import covered
import pytest

REPORT = {
    "files": {
        f"src/planlink/{name}": {
            "summary": dict(
                zip(("num_statements", "covered_lines", "num_branches", "covered_branches"), told, strict=True)
            )
        }
        for name, told in {
            "audit/slips.py": (100, 95, 40, 30),
            "relate.py": (100, 90, 0, 0),
            "cli.py": (100, 0, 10, 0),
            "commands/build.py": (100, 0, 10, 0),
        }.items()
    }
}


def test_the_command_line_does_not_count_and_a_sample_has_its_folders() -> None:
    every = list(covered.runs(REPORT))
    assert [one.file for one in every if covered.is_asked(one.file, sample=False)] == ["audit/slips.py", "relate.py"]
    assert [one.file for one in every if covered.is_asked(one.file, sample=True)] == ["audit/slips.py"]


def test_lines_and_branches_have_a_bar_each() -> None:
    found = [one for one in covered.runs(REPORT) if covered.is_asked(one.file, sample=False)]
    lines, branches = (covered.row(kind, found, 0.9) for kind in ("lines", "branches"))
    assert (lines["measured"], lines["holds"]) == ("92.5% of 200", True)
    assert (branches["measured"], branches["holds"]) == ("75.0% of 40", False)
    assert list(covered.short(found, 0.9)) == ["audit/slips.py: lines 95/100, branches 30/40"]
    assert not covered.row("lines", [], 0.9)["holds"]


def test_without_the_package_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(covered, "find_spec", lambda name: None)
    assert covered.main(["--sample"]) == 2
    assert "coverage is not installed" in capsys.readouterr().err
