"""The journal: every word stands in it before it stands in the database, and each mends the other."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from factories import decision, town
from planlink.errors import WorkspaceError
from planlink.records.findings import Answer
from planlink.records.links import Decision
from planlink.workspace import answers, decisions, journal, lock, store

ANSWER = Answer("kpi-year.1", "fix", "R6年度", "企画課")
Words = tuple[list[tuple[Decision, int, int]], dict[str, Answer]]


def words(out: Path) -> Words:
    with store.opened(out) as db:
        return [(one, one.act, one.undoes) for one in decisions.every(db)], answers.latest(db)


def speak(out: Path) -> Words:
    """Two acts, one of them a request of the page and taken back, and an answer."""
    with store.opened(out, create=True) as db:
        decisions.add(db, [decision(who="甲"), decision(label="4", who="甲")], number="request-1")
        decisions.add(db, decision(label="11", who="髙𠮷～"))
        decisions.undo(db)
        answers.add(db, [ANSWER])
    return words(out)


def file(out: Path) -> Path:
    return out / journal.FILE


def test_each_act_is_a_line(tmp_path: Path) -> None:
    speak(tmp_path)
    told = [json.loads(line) for line in file(tmp_path).read_text(encoding="utf-8").splitlines()]
    assert [(len(one["decisions"]), len(one["answers"]), one["request"]) for one in told] == [
        (2, 0, "request-1"),
        (1, 0, ""),
        (1, 0, ""),
        (0, 1, ""),
    ]
    assert journal.count(file(tmp_path)) == 5


def test_reading_writes_no_journal(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.save(db, town(), store.Run("k"))
    words(tmp_path)
    assert not file(tmp_path).exists()


def test_a_new_database_takes_everything_in(tmp_path: Path) -> None:
    said = speak(tmp_path)
    before = file(tmp_path).read_bytes()
    (tmp_path / store.DATABASE).unlink()
    with store.opened(tmp_path, create=True) as db:
        assert decisions.act_of(db, "request-1") == 1
        assert decisions.add(db, decision(), number="request-1") == tuple(one for one, act, _ in said[0] if act == 1)
    assert (words(tmp_path), file(tmp_path).read_bytes()) == (said, before)


def test_an_older_database_takes_in_what_was_said_since(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        decisions.add(db, decision(label="17"))
    older = (tmp_path / store.DATABASE).read_bytes()
    said = speak(tmp_path)
    (tmp_path / store.DATABASE).write_bytes(older)
    assert words(tmp_path) == said


def test_a_journal_that_is_gone_is_written_again(tmp_path: Path) -> None:
    said = speak(tmp_path)
    file(tmp_path).unlink()
    assert words(tmp_path) == said
    (tmp_path / store.DATABASE).unlink()
    with store.opened(tmp_path, create=True):
        pass
    assert words(tmp_path) == said


def test_two_histories_come_together_and_agree_from_then_on(tmp_path: Path) -> None:
    """The database was put back from before while the journal lay elsewhere, and both went on."""
    with store.opened(tmp_path, create=True) as db:
        decisions.add(db, decision(label="17"))
    older = (tmp_path / store.DATABASE).read_bytes()
    speak(tmp_path)
    file(tmp_path).rename(tmp_path / "別")
    (tmp_path / store.DATABASE).write_bytes(older)
    with store.opened(tmp_path) as db:
        decisions.add(db, decision(label="9", who="乙"))
    (tmp_path / "別").replace(file(tmp_path))
    events, said = words(tmp_path)
    assert sorted(one.label for one, *_ in events) == ["11", "11", "17", "3", "4", "9"]
    assert len({act for _, act, _ in events}) == 5
    undone = {act: one.label for one, act, _ in events}
    assert [undone[undoes] for _, _, undoes in events if undoes] == ["11"]
    assert said == {ANSWER.finding: ANSWER}
    (tmp_path / store.DATABASE).unlink()
    with store.opened(tmp_path, create=True):
        pass
    assert sorted(one.label for one, *_ in words(tmp_path)[0]) == ["11", "11", "17", "3", "4", "9"]
    size = file(tmp_path).stat().st_size
    words(tmp_path)
    assert file(tmp_path).stat().st_size == size


@pytest.mark.parametrize("cut", [1, 2, 30])
def test_a_line_that_a_crash_tore_is_passed_over_and_stays_alone(cut: int, tmp_path: Path) -> None:
    said = speak(tmp_path)
    content = file(tmp_path).read_bytes()
    file(tmp_path).write_bytes(content + content.splitlines()[0][:-cut])
    assert words(tmp_path) == said
    with store.opened(tmp_path) as db:
        decisions.add(db, decision(label="17"))
    (tmp_path / store.DATABASE).unlink()
    with store.opened(tmp_path, create=True):
        pass
    assert [one.label for one, *_ in words(tmp_path)[0]] == [*(one.label for one, *_ in said[0]), "17"]


@pytest.mark.parametrize(
    "line",
    [
        "壊れた行",
        "[]",
        "{}",
        "3",
        "[" * 3000,
        '{"_": "Line", "decisions": [{"_": "Decision", "measure": "m"}]}',
        '{"_": "Line", "decisions": 5}',
        '{"_": "Line", "answers": [{"_": "Answer", "finding": "f", "verdict": "無い", "said": ""}]}',
        '{"_": "Line", "decisions": [{"_": "Decision", "measure": 1, "scheme": "sdg", "label": "3",'
        ' "verdict": "primary", "text": ""}]}',
        '{"_": "Line", "decisions": [{"_": "Decision", "measure": "m", "scheme": "sdg", "label": "3",'
        ' "verdict": "DROP", "text": ""}]}',
    ],
)
def test_what_is_no_line_of_ours_changes_nothing(line: str, tmp_path: Path) -> None:
    said = speak(tmp_path)
    with file(tmp_path).open("ab") as opened:
        opened.write(line.encode() + b"\n\xff\xfe\n")
    assert words(tmp_path) == said


def test_where_the_journal_cannot_be_written_nothing_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = speak(tmp_path)
    before = file(tmp_path).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with store.opened(tmp_path) as db, pytest.raises(WorkspaceError, match="空き容量"):
            decisions.add(db, decision(label="17"))
    assert (words(tmp_path), file(tmp_path).read_bytes()) == (said, before)


def test_what_the_database_refuses_is_not_in_the_journal(tmp_path: Path) -> None:
    said = speak(tmp_path)
    before = file(tmp_path).read_bytes()
    with store.opened(tmp_path) as db:
        db.execute("CREATE TRIGGER full BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'full'); END")
        with pytest.raises(sqlite3.IntegrityError):
            answers.add(db, [ANSWER])
    assert (words(tmp_path), file(tmp_path).read_bytes()) == (said, before)


def test_a_commit_that_fails_takes_its_line_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = speak(tmp_path)
    before = file(tmp_path).read_bytes()

    class Refusing(journal.Desk):
        def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
            if sql == "COMMIT" and self.journal is not None:
                raise sqlite3.OperationalError("disk I/O error")
            return super().execute(sql, *given)

    with monkeypatch.context() as patched:
        patched.setattr(store, "Desk", Refusing)
        with pytest.raises(WorkspaceError), store.opened(tmp_path) as db:
            decisions.add(db, decision(label="17"))
    assert (words(tmp_path), file(tmp_path).read_bytes()) == (said, before)


def test_a_journal_that_another_holds_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = speak(tmp_path)
    monkeypatch.setattr(journal, "PATIENCE", 0.05)
    held = lock.taken(file(tmp_path), 1)
    assert held is not None
    with held, store.opened(tmp_path) as db, pytest.raises(WorkspaceError, match="使用中"):
        decisions.add(db, decision(label="17"))
    assert words(tmp_path) == said


def test_words_may_be_said_twice(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        for _ in range(2):
            answers.add(db, [ANSWER])
    (tmp_path / store.DATABASE).unlink()
    with store.opened(tmp_path, create=True) as db:
        assert db.execute("SELECT count(*) FROM answers").fetchone() == (2,)
