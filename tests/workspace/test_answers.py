"""What an office answers to findings stays, until the text there changes."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

import former
from factories import analysis, finding, place, plan
from planlink.outputs import audit_rows
from planlink.records.findings import Answer, Finding
from planlink.workspace import answers, store
from planlink.workspace.answers import answered

FOUND = finding(id="era-differs:1", severity="error", places=(place(text="2024年（令和５年）"),))


def to(found: Finding, verdict: str = "keep") -> Answer:
    return Answer(found.id, verdict, found.said, "企画課", "原典のとおり", "2025-11-21")


def test_an_answer_settles_a_finding_until_the_text_there_changes() -> None:
    (settled,) = answered([FOUND], {FOUND.id: to(FOUND)})
    assert settled.settled
    changed = replace(FOUND, places=(place(text="2023年（令和４年）"),))
    (stale,) = answered([changed], {FOUND.id: to(FOUND)})
    assert stale.answer is not None
    assert not stale.settled


def test_another_page_is_not_another_text() -> None:
    (moved,) = answered([replace(FOUND, places=(place(text="2024年（令和５年）", page=9),))], {FOUND.id: to(FOUND)})
    assert moved.settled


def test_the_last_answer_counts_and_none_is_lost(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        answers.add(db, [to(FOUND, "keep")])
        answers.add(db, [to(FOUND, "fix")])
        assert answers.latest(db)[FOUND.id].verdict == "fix"
        with pytest.raises(sqlite3.DatabaseError):
            db.execute("DELETE FROM answers")
        assert db.execute("SELECT count(*) FROM answers").fetchone() == (2,)


def test_a_workspace_comes_back_with_its_answers(tmp_path: Path) -> None:
    given = analysis(plans=(plan(),), findings=(FOUND,))
    with store.opened(tmp_path, create=True) as db:
        store.save(db, given, store.Run("k"))
        answers.add(db, [to(FOUND)])
        assert store.load_analysis(db).findings[0].settled
        store.save(db, given, store.Run("k2"))
        assert store.load_analysis(db).findings[0].settled


def test_a_workspace_of_the_version_before_takes_answers(tmp_path: Path) -> None:
    former.make(tmp_path, 1)
    with store.opened(tmp_path) as db:
        answers.add(db, [to(FOUND)])
        assert list(answers.latest(db)) == [FOUND.id]


def test_what_is_settled_comes_last_and_is_not_counted() -> None:
    note = finding(id="n", severity="note")
    found = answered([FOUND, note], {FOUND.id: to(FOUND)})
    given = analysis(findings=found)
    assert [one.id for one in audit_rows.shown(given)] == ["n", FOUND.id]
    assert audit_rows.severity_counts(given) == {"error": 0, "warning": 0, "note": 1}
    assert audit_rows.finding_paper(given).rows[1][-1] == "理由を付して現行どおり（企画課，2025-11-21）\n原典のとおり"


def test_a_changed_text_is_told_beside_the_answer() -> None:
    stale = replace(FOUND, answer=replace(to(FOUND), said="前の記載"))
    assert str(audit_rows.finding_paper(analysis(findings=(stale,))).rows[0][-1]).startswith("再確認\n")
