"""How often the checks are right: every error and warning in the made-up plans has a verdict, and what was judged a
false alarm is not found again."""

from __future__ import annotations

from pathlib import Path

import precision
import pytest

from factories import finding
from planlink.audit.checks import wordings
from shelf import Shelf


@pytest.mark.parametrize("file", precision.made_up(), ids=lambda file: file.stem)
def test_every_error_and_warning_in_a_made_up_plan_has_a_verdict(shelf: Shelf, file: Path) -> None:
    found = precision.of_plan(shelf.plan(file))
    assert [one.finding.message for one in precision.unjudged(found)] == []
    assert [one.finding.message for one in found if one.verdict == "false"] == []


def test_verdicts_are_of_known_checks_and_kinds_and_have_a_reason() -> None:
    entries = precision.plan_verdicts()
    assert entries
    assert len({entry["finding"] for entry in entries}) == len(entries)
    stems = {file.stem for file in precision.made_up()}
    for entry in entries:
        check, subject = entry["finding"].split(":", 1)
        assert check in wordings()
        assert subject.split(".")[0] in stems
        assert entry["verdict"] in precision.VERDICTS
        assert entry["why"]


def test_a_warning_without_a_verdict_is_told_and_a_note_is_not() -> None:
    warned, noted = finding(severity="warning"), finding(severity="note")
    found = [precision.Judged("plans", one, None) for one in (warned, noted)]
    assert [one.finding for one in precision.unjudged(found)] == [warned]


def test_the_table_has_every_check_and_a_precision_only_where_something_was_judged() -> None:
    given = [
        *(("real", "goal-name-differs", "error", verdict) for verdict in ("true", "true", "true", "false")),
        ("demo", "indicator-no-baseline", "warning", "true"),
        ("plans", "indicator-no-baseline", "note", "arguable"),
        ("plans", "baseline-old", "note", None),
    ]
    found = [precision.Judged(source, finding(check=c, severity=s), verdict) for source, c, s, verdict in given]
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in precision.table(found).splitlines()[2:]]
    told = {(row[0].split("`")[1], row[1]): row[2:8] for row in rows}
    assert list(dict.fromkeys(check for check, _ in told)) == list(wordings())
    assert told["goal-name-differs", "error"] == ["0 / 4 / 0", "3", "0", "1", "0", "0.75"]
    assert told["indicator-no-baseline", "warning"][-1] == "1.00"
    assert told["indicator-no-baseline", "note"] == ["0 / 0 / 1", "0", "1", "0", "0", "0.00"]
    assert told["baseline-old", "note"] == ["0 / 0 / 1", "0", "0", "0", "1", "–"]
    page = precision.page(found)
    assert "`baseline-old` 古い現状値: 1 found, none judged" in page
    assert "- `goal-name-differs`" not in page


def test_cases_are_counted_by_check() -> None:
    counted = precision.cases()
    assert set(counted) <= set(wordings())
    assert all(spoken and silent for spoken, silent in counted.values())
