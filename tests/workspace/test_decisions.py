"""What people decide, as events: none is lost, an act is taken back in one step, and databases of before come along."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection

import pytest

import former
from factories import analysis, decision, link, measure, plan
from planlink.records.links import Decision
from planlink.workspace import decisions, store

DAY = "2025-11-21T10:00:00"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with store.opened(tmp_path, create=True) as opened:
        yield opened


def verdicts(db: Connection) -> dict[str, str]:
    return {word.label: word.verdict for word in decisions.latest(db)}


def told(events: Sequence[Decision]) -> list[tuple[str, str, str, str]]:
    return [(one.label, one.before, one.verdict, one.way) for one in events]


def test_an_event_keeps_all_of_its_fields_and_what_stood_before(db: Connection) -> None:
    first = decision(who="企画課", when=DAY)
    decisions.add(db, [first])
    said = replace(first, verdict="hold", when="2025-11-21T10:00:05", way="rest", why="所管課に照会中")
    (written,) = decisions.add(db, [said])
    assert written == replace(said, before="related")
    assert decisions.every(db) == (first, written)
    assert [event.act for event in decisions.every(db)] == [1, 2]
    assert decisions.history(db, first.pair) == decisions.every(db)
    assert decisions.history(db, ("戦略.1.ア.1", "sdg", "4")) == ()


def test_what_stood_before_is_the_record_s_not_the_caller_s(db: Connection) -> None:
    (written,) = decisions.add(db, decision())
    (again,) = decisions.add(db, replace(written, verdict="rejected", before="primary", act=7))
    assert (again.before, again.act) == ("related", 2)


def test_after_a_word_was_taken_back_only_the_proposal_stands(db: Connection) -> None:
    decisions.add(db, [decision(), decision(verdict="open")])
    (written,) = decisions.add(db, [decision(verdict="primary")])
    assert told(decisions.every(db))[:2] == [("3", "", "related", "one"), ("3", "related", "open", "one")]
    assert written.before == ""


def test_many_are_written_all_or_none(db: Connection) -> None:
    broken = replace(decision(label="9"), text=None)  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        decisions.add(db, [decision(), broken])
    for wrong in (decision(verdict="maybe"), decision(way="auto")):
        with pytest.raises(ValueError, match="verdict or way"):
            decisions.add(db, [decision(), wrong])
    assert decisions.every(db) == ()
    assert decisions.add(db, []) == ()


def test_a_bulk_is_taken_back_in_one_step_by_new_events(db: Connection) -> None:
    decisions.add(db, [decision(label="1", verdict="primary", why="市長の指示")])
    decisions.add(db, [decision(label=n, verdict="rejected", way="rest") for n in ("1", "2", "3")])
    undone = decisions.undo(db, "係長", "2025-11-21T10:00:09")
    assert told(undone) == [
        ("1", "rejected", "primary", "undo"),
        ("2", "rejected", "open", "undo"),
        ("3", "rejected", "open", "undo"),
    ]
    assert {(one.who, one.when, one.act) for one in undone} == {("係長", "2025-11-21T10:00:09", 3)}
    assert undone[0].why == "市長の指示"
    assert verdicts(db) == {"1": "primary"}
    assert len(decisions.every(db)) == 7


def test_undo_goes_on_backwards_until_nothing_is_left(db: Connection) -> None:
    for verdict in ("related", "primary", "primary"):
        decisions.add(db, decision(verdict=verdict))
    found = [[one.verdict for one in decisions.undo(db)] for _ in range(4)]
    assert found == [["primary"], ["related"], ["open"], []]
    assert verdicts(db) == {}
    decisions.add(db, decision(verdict="hold"))
    assert [one.verdict for one in decisions.undo(db)] == ["open"]


def test_taking_back_can_be_taken_back(db: Connection) -> None:
    decisions.add(db, decision(verdict="primary"))
    decisions.add(db, decision(verdict="open"))
    decisions.undo(db)
    assert verdicts(db) == {"3": "primary"}


def test_a_restored_word_is_that_of_who_said_it(db: Connection) -> None:
    (first,) = decisions.add(db, decision(text="前の文", who="甲", when=DAY, why="照会済み"))
    decisions.add(db, decision(text="今の文", verdict="related", who="乙", way="rest"))
    (back,) = decisions.undo(db, "係長", "2025-11-21T12:00:00")
    assert (back.verdict, back.before, back.text, back.who) == ("related", "related", "前の文", "係長")
    assert decisions.latest(db) == (first,)


def test_what_two_people_said_alike_is_the_other_s_when_one_takes_theirs_back(db: Connection) -> None:
    decisions.add(db, decision(verdict="primary", who="甲"))
    (other,) = decisions.add(db, decision(verdict="primary", who="乙"))
    decisions.undo(db, "甲", of="甲")
    assert decisions.latest(db) == (other,)
    decisions.undo(db, "乙", of="乙")
    assert decisions.latest(db) == ()


def test_an_act_may_speak_twice_of_a_pair(db: Connection) -> None:
    decisions.add(db, decision(verdict="primary"))
    decisions.add(db, [decision(verdict="rejected"), decision(verdict="hold")])
    assert told(decisions.undo(db)) == [("3", "hold", "primary", "undo")]


def test_an_import_under_a_later_word_shows_when_that_is_taken_back(db: Connection) -> None:
    decisions.add(db, decision(verdict="primary", who="甲", when="2025-11-21T11:00:00"))
    decisions.merge(db, [decision(verdict="related", who="乙", when=DAY)])
    assert verdicts(db) == {"3": "primary"}
    decisions.undo(db, of="甲")
    assert verdicts(db) == {"3": "related"}


def test_one_of_two_people_takes_back_only_what_they_did_and_what_still_stands(db: Connection) -> None:
    decisions.add(db, [decision(label="1", who="甲"), decision(label="2", who="甲")])
    decisions.add(db, [decision(label="2", who="乙", verdict="rejected"), decision(label="3", who="乙")])
    assert told(decisions.undo(db, "甲", of="甲")) == [
        ("1", "related", "open", "undo"),
        ("2", "rejected", "rejected", "undo"),
    ]
    assert verdicts(db) == {"2": "rejected", "3": "related"}
    assert decisions.undo(db, "甲", of="甲") == ()


def test_the_disk_has_what_was_acknowledged_when_the_process_is_killed(tmp_path: Path) -> None:
    child = (
        "import sys; from pathlib import Path; from factories import decision;"
        "from planlink.workspace import decisions, store\n"
        f"with store.opened(Path({str(tmp_path)!r}), create=True) as db:\n"
        "    for n in range(20):\n"
        "        decisions.add(db, [decision(label=str(n)), decision(label=str(n), verdict='hold')])\n"
        "    print('done', flush=True); sys.stdin.read()\n"
    )
    paths = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    with subprocess.Popen(
        [sys.executable, "-c", child],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"done\n"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    with store.opened(tmp_path) as db:
        assert len(decisions.every(db)) == 40
        assert verdicts(db) == {str(n): "hold" for n in range(20)}


def test_writes_wait_for_the_disk(db: Connection) -> None:
    full = 2
    assert db.execute("PRAGMA synchronous").fetchone()[0] >= full
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_a_failed_write_leaves_no_half_of_an_act(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.opened(tmp_path, create=True) as db:
        monkeypatch.setattr(decisions, "history", lambda *_: 1 / 0 if decisions.every(db) else ())
        with pytest.raises(ZeroDivisionError):
            decisions.add(db, [decision(label="1"), decision(label="2")])
    with store.opened(tmp_path) as db:
        assert decisions.every(db) == ()


# Databases of before.

WORDS = (
    decision(label="11", verdict="primary", who="企画課"),
    decision(label="9", verdict="linked", scheme="theme"),
    decision(label="11", verdict="rejected", who="係長", when="2025-11-21"),
)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_database_of_before_comes_along_without_losing_a_decision(version: int, tmp_path: Path) -> None:
    former.make(tmp_path, version, WORDS)
    with store.opened(tmp_path) as db:
        found = decisions.every(db)
        assert found == (*WORDS[:2], replace(WORDS[2], before="primary"))
        assert [event.act for event in found] == [1, 2, 3]
        assert db.execute("PRAGMA user_version").fetchone() == (store.VERSION,)
        assert db.execute("SELECT count(*) FROM answers").fetchone() == (0,)
        for statement in ("DELETE FROM decisions", "UPDATE decisions SET who = ''"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                db.execute(statement)
        assert [one.verdict for one in decisions.undo(db)] == ["primary"]
    with store.opened(tmp_path) as db:
        assert len(decisions.every(db)) == 4


@pytest.mark.parametrize("version", [1, 2, 3])
def test_it_ends_up_as_one_that_is_made_today(version: int, tmp_path: Path) -> None:
    def schema(out: Path) -> list[tuple[str, ...]]:
        with store.opened(out, create=True) as db:
            names = [name for (name,) in db.execute("SELECT name FROM sqlite_master ORDER BY name")]
            columns = db.execute("SELECT name, type, dflt_value FROM pragma_table_info('decisions')").fetchall()
        return [*((name,) for name in names), *columns]

    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    former.make(tmp_path / "old", version, WORDS)
    assert schema(tmp_path / "old") == schema(tmp_path / "new")


def test_a_move_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    former.make(tmp_path, 1, WORDS)
    before = (tmp_path / store.DATABASE).read_bytes()
    monkeypatch.setattr(store, "_propose", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError), store.opened(tmp_path):
        pass
    assert (tmp_path / store.DATABASE).read_bytes() == before


def test_an_old_analysis_takes_decisions_and_gives_them_back_for_review(tmp_path: Path) -> None:
    one = measure(id="戦略.1")
    links = (
        link(measure="戦略.1", label="11", status="confirmed", level="primary"),
        link(measure="戦略.1", label="3", level="related", status="linked"),
    )
    said = decision(measure="戦略.1", label="11", verdict="primary", text=f"{one.title}\n{one.text}")
    former.make(tmp_path, 2, [said], analysis(plans=(plan(measures=(one,)),), links=links))
    with store.opened(tmp_path) as db:
        assert store.load_analysis(db).links == links
        decisions.add(db, replace(said, verdict="open"))
        found = {k.label: (k.status, k.level) for k in store.load_analysis(db).links}
        assert found == {"11": ("review", None), "3": ("linked", "related")}


def test_one_act_is_taken_back_wherever_it_stands(db: Connection) -> None:
    for label in ("1", "2", "3"):
        decisions.add(db, decision(label=label, who="甲"))
    assert told(decisions.take_back(db, 2, "乙", DAY)) == [("2", "related", "open", "undo")]
    assert verdicts(db) == {"1": "related", "3": "related"}
    assert decisions.take_back(db, 2, "乙") == ()
    assert decisions.take_back(db, 4) == ()  # the taking back itself
    assert decisions.take_back(db, 99) == ()


def test_an_act_is_kept_where_something_was_said_after_it(db: Connection) -> None:
    decisions.add(db, [decision(label="1", who="甲"), decision(label="2", who="甲")])
    (later,) = decisions.add(db, decision(label="2", who="乙", verdict="rejected"))
    with pytest.raises(decisions.LaterWordError, match=r"その後に別の判断があります（1件，乙）") as refused:
        decisions.take_back(db, 1, "甲")
    assert refused.value.later == (later,)
    assert verdicts(db) == {"1": "related", "2": "rejected"}
    decisions.take_back(db, later.act, "乙")
    decisions.take_back(db, 1, "甲")
    assert verdicts(db) == {}


def test_a_later_import_keeps_an_act_too(db: Connection) -> None:
    decisions.add(db, decision(who="甲", when=DAY))
    decisions.merge(db, [decision(who="乙", verdict="primary", when="2025-11-21T11:00:00")])
    with pytest.raises(decisions.LaterWordError):
        decisions.take_back(db, 1, "甲")


def test_a_request_that_comes_again_is_written_once(tmp_path: Path) -> None:
    for _ in range(2):  # a server that was started again knows it too
        with store.opened(tmp_path, create=True) as db:
            (first,) = decisions.add(db, decision(), "request-1")
    assert first.act == 1
    with store.opened(tmp_path) as db:
        assert len(decisions.every(db)) == 1
        assert decisions.act_of(db, "request-1") == 1
        assert decisions.act_of(db, "request-2") is None
        assert decisions.act_of(db, "") is None
        decisions.add(db, decision(label="4"))
        decisions.add(db, decision(label="5"))
        assert [one.act for one in decisions.every(db)] == [1, 2, 3]


def test_what_goes_on_with_a_request_is_one_act_with_it(db: Connection) -> None:
    decisions.add(db, decision(label="1"), "request-1")
    decisions.add(db, decision(label="9", who="乙"))
    decisions.add(db, decision(label="2"), "request-2", "request-1")
    assert [(one.label, one.act) for one in decisions.every(db)] == [("1", 1), ("9", 2), ("2", 1)]
    decisions.take_back(db, 1)
    assert verdicts(db) == {"9": "related"}
    decisions.add(db, decision(label="3"), "request-3", "request-1")
    assert verdicts(db) == {"9": "related", "3": "related"}  # what was taken back does not grow
