"""A person's word on links, as events: written once, never changed; a later word on the same pair stands beside the
earlier. What is written together is one act, and an act is taken back by a new one."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, fields, replace

from planlink.errors import PlanlinkError
from planlink.links.decided import IMPORT, OPEN, last_words
from planlink.records.links import VERDICTS, WAYS, Decision, Pair
from planlink.workspace.journal import Line, columns, speaking

UNDO = "undo"
_COLUMNS = columns(Decision)
_PLACES = ", ".join("?" for _ in fields(Decision))
_UNDONE = "act IN (SELECT undoes FROM decisions)"
"""Of an act that was taken back."""
_ON_ITS_PAIRS = "(measure, scheme, label) IN (SELECT measure, scheme, label FROM decisions WHERE act = ?)"
"""Of an event on a pair of an act."""


class LaterWordError(PlanlinkError):
    """An act cannot be taken back, since other words, `later`, were said of its pairs after it."""

    def __init__(self, later: Sequence[Decision]) -> None:
        self.later = tuple(later)
        names = "，".join(dict.fromkeys(one.who for one in later if one.who))
        said = f"{len({one.pair for one in later})}件" + (f"，{names}" if names else "")
        super().__init__(
            f"その後に別の判断があります（{said}）。元に戻すときは，履歴で後の判断から順に取り消してください。"
        )


def add(
    db: sqlite3.Connection, decisions: Decision | Sequence[Decision], number: str = "", first: str = ""
) -> tuple[Decision, ...]:
    """Append decisions as one act, all or none; they are on the disk when this returns. Gives them back as written:
    with `before`, which is what stood here, and `act`. A request whose `number` is known is not written again: its act
    is given. What goes on with the request `first` belongs to the act of that. Raises ValueError for a verdict or a
    way that there is not."""
    said = (decisions,) if isinstance(decisions, Decision) else tuple(decisions)
    for one in said:
        if one.verdict not in VERDICTS or one.way not in WAYS:
            raise ValueError(f"no such verdict or way: {one.verdict!r}, {one.way!r}")
    with speaking(db) as lines:
        known = act_of(db, number)
        if known is not None:
            return _events(db, "act = ?", (known,))
        begun = act_of(db, first)
        written = _append(db, [replace(one, undoes=0) for one in said], begun if _stands(db, begun) else None)
        if number and written:
            db.execute("INSERT INTO requests VALUES (?, ?)", (number, written[0].act))
        lines.append(Line(written, request=number))
        return written


def act_of(db: sqlite3.Connection, number: str) -> int | None:
    """The act that a request wrote, None where it wrote none."""
    found = db.execute("SELECT act FROM requests WHERE number = ?", (number,)).fetchone()
    return None if found is None else int(found[0])


def undo(db: sqlite3.Connection, who: str = "", when: str = "", of: str | None = None) -> tuple[Decision, ...]:
    """Take back the last act that was not taken back, or that of the person `of`, as a new act, and give its events;
    empty where there is none. What stood before stands again, with its own person and time; a pair on which something
    was said since then keeps that."""
    with speaking(db) as lines:
        for act in _acts(db):
            events = _events(db, "act = ?", (act,))
            if of is None or all(event.who == of for event in events):
                lines.append(Line(_append(db, _back(db, events, who, when))))
                return lines[0].decisions
    return ()


def take_back(db: sqlite3.Connection, act: int, who: str = "", when: str = "") -> tuple[Decision, ...]:
    """Take back one act, as a new one, and give its events; empty where it was taken back before, or is none that can
    be. Raises LaterWordError where something was said on one of its pairs since then."""
    with speaking(db) as lines:
        if not _stands(db, act):
            return ()
        later = _events(db, f"act > ? AND undoes = 0 AND NOT {_UNDONE} AND {_ON_ITS_PAIRS}", (act, act))
        if later:
            raise LaterWordError(later)
        lines.append(Line(_append(db, _back(db, _events(db, "act = ?", (act,)), who, when))))
        return lines[0].decisions


def merge(db: sqlite3.Connection, events: Iterable[Decision]) -> tuple[Decision, ...]:
    """Append another officer's events as one act, but for those on record (same pair, who and when; without a name the
    same pair and when). An import that was taken back is no longer on record. Gives the new ones."""
    with speaking(db) as lines:
        known: Counter[tuple[Pair, str, str]] = Counter()
        for one in _events(db, f"NOT (way = '{IMPORT}' AND {_UNDONE})"):
            known.update({(one.pair, one.who, one.when), (one.pair, "" if one.when else one.who, one.when)})
        new = [one for one in events if not _counted_off(known, one)]
        lines.append(Line(_append(db, [replace(one, way=IMPORT, undoes=0) for one in new])))
        return lines[0].decisions


def every(db: sqlite3.Connection) -> tuple[Decision, ...]:
    """All events in the order they were written, those on measures that are gone too."""
    return _events(db)


def latest(db: sqlite3.Connection) -> tuple[Decision, ...]:
    """The word that counts on each pair, in the order of the pairs' first events; none where it was taken back."""
    return last_words(every(db))


def words_on(db: sqlite3.Connection, pair: Pair) -> tuple[Decision, ...]:
    """The word that counts on one pair; none where nothing was said, or it was taken back."""
    return last_words(history(db, pair))


def pairs_of(db: sqlite3.Connection, act: int) -> tuple[Pair, ...]:
    """The pairs on which an act says something, in its order."""
    return tuple(dict.fromkeys(event.pair for event in _events(db, "act = ?", (act,))))


def history(db: sqlite3.Connection, pair: Pair) -> tuple[Decision, ...]:
    """What was said of one pair, in the order it was written."""
    return _events(db, "measure = ? AND scheme = ? AND label = ?", pair)


def _append(db: sqlite3.Connection, said: Sequence[Decision], act: int | None = None) -> tuple[Decision, ...]:
    """Write one act, or more of one, within a transaction."""
    act = act or db.execute("SELECT coalesce(max(act), 0) + 1 FROM decisions").fetchone()[0]
    written = []
    for one in said:
        stood = words_on(db, one.pair)
        event = replace(one, before=stood[0].verdict if stood else "", act=act)
        db.execute(f"INSERT INTO decisions ({_COLUMNS}) VALUES ({_PLACES})", astuple(event))
        written.append(event)
    return tuple(written)


def _back(db: sqlite3.Connection, events: Sequence[Decision], who: str, when: str) -> list[Decision]:
    """What takes an act back."""
    act = events[0].act
    return [replace(word, who=who, when=when, way=UNDO, undoes=act) for word in _without(db, events)]


def _without(db: sqlite3.Connection, events: Sequence[Decision]) -> Iterator[Decision]:
    """What stands on each pair of an act without it; open where nothing does."""
    for pair, said in {event.pair: event for event in events}.items():
        stands = last_words(event for event in history(db, pair) if event.act != said.act)
        yield stands[0] if stands else replace(said, verdict=OPEN, why="")


def _stands(db: sqlite3.Connection, act: int | None) -> bool:
    """Whether an act is one that was not taken back and takes nothing back."""
    query = f"SELECT 1 FROM decisions WHERE act = ? AND undoes = 0 AND NOT {_UNDONE}"
    return db.execute(query, (act,)).fetchone() is not None


def _acts(db: sqlite3.Connection) -> list[int]:
    """The acts that were not taken back and take nothing back, the last first."""
    query = f"SELECT DISTINCT act FROM decisions WHERE undoes = 0 AND NOT {_UNDONE} ORDER BY act DESC"
    return [act for (act,) in db.execute(query)]


def _counted_off(known: Counter[tuple[Pair, str, str]], one: Decision) -> bool:
    """Whether an event is on record; each one on record counts for one only, since two may share a second."""
    key = (one.pair, one.who, one.when)
    known[key] -= 1
    return known[key] >= 0


def _events(db: sqlite3.Connection, where: str = "true", given: Sequence[object] = ()) -> tuple[Decision, ...]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM decisions WHERE {where} ORDER BY number", given)
    return tuple(Decision(*row) for row in rows)
