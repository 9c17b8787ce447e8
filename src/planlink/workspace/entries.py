"""What can be found in a workspace: measures, items, indicators and body text, indexed by letters and by words."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from planlink.knowledge import section_words
from planlink.links.decided import proposals
from planlink.records.findings import Analysis
from planlink.records.places import Turn
from planlink.records.plans import Plan
from planlink.workspace import figures, grams

_TABLES = (
    "CREATE TABLE entries (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL,"
    " file TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, page INTEGER)",
    "CREATE INDEX entries_by_id ON entries (kind, id)",
    "CREATE TABLE entry_labels (number INTEGER NOT NULL, scheme TEXT NOT NULL, label TEXT NOT NULL,"
    " status TEXT NOT NULL)",
    "CREATE INDEX entry_labels_by_label ON entry_labels (scheme, label, number, status)",
    "CREATE INDEX entry_labels_by_number ON entry_labels (number)",
    "CREATE TABLE entry_turns (number INTEGER NOT NULL, start INTEGER NOT NULL, page INTEGER NOT NULL,"
    " PRIMARY KEY (number, start)) WITHOUT ROWID",
    "CREATE TABLE entry_figures (number INTEGER NOT NULL, value TEXT NOT NULL, before TEXT NOT NULL,"
    " after TEXT NOT NULL, own INTEGER NOT NULL)",
    "CREATE INDEX entry_figures_by_value ON entry_figures (value)",
    "CREATE TABLE entry_terms (term TEXT NOT NULL, kind TEXT NOT NULL, reading TEXT NOT NULL, times INTEGER NOT NULL,"
    " PRIMARY KEY (term, kind))",
    "CREATE VIRTUAL TABLE entry_words USING fts5(title, text, content='', tokenize='ascii', prefix='6')",
    "CREATE VIRTUAL TABLE entry_lemmas USING fts5(title, text, content='', tokenize='ascii')",
    "CREATE TABLE entry_vectors (kind TEXT NOT NULL, space TEXT NOT NULL, numbers BLOB NOT NULL,"
    " width INTEGER NOT NULL, places BLOB NOT NULL, amounts BLOB NOT NULL, PRIMARY KEY (kind, space))",
)
"""Of labels: those of links as the tool proposes them with their status, those that are printed, and what else a
measure has. Vectors of meaning by kind are made at the first search (`nearness.py`)."""
_NAMES = (
    "entries",
    *(f"entry_{part}" for part in ("labels", "turns", "figures", "terms", "words", "lemmas", "vectors")),
)
PRINTED = "printed"
"""The status of a label that is no link."""

KINDS = ("measure", "item", "indicator", "passage")


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found. `number` is its place in the index."""

    COLUMNS: ClassVar[str] = "number, kind, id, document, title, text, page"

    number: int
    kind: str
    id: str
    document: str
    title: str
    text: str
    page: int | None


def turns_of(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, list[Turn]]:
    """Where the texts of entries go on on another sheet, in their order."""
    found: dict[int, list[Turn]] = {number: [] for number in numbers}
    places = ", ".join("?" * len(numbers))
    query = f"SELECT number, start, page FROM entry_turns WHERE number IN ({places}) ORDER BY number, start"
    for number, start, page in db.execute(query, list(numbers)):
        found[number].append(Turn(start, page))
    return found


def make(db: sqlite3.Connection) -> None:
    """Create the index's tables, empty, in the place of those there are."""
    for name in _NAMES:
        db.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in _TABLES:
        db.execute(statement)


def is_current(db: sqlite3.Connection) -> bool:
    """Whether the index has all that this planlink looks for."""
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'entry_turns'").fetchone() is not None


def fill(db: sqlite3.Connection, analysis: Analysis) -> None:
    """Index an analysis anew. The caller holds the transaction."""
    make(db)
    files = {plan.id: plan.file for plan in analysis.plans}
    found = [entry for plan in analysis.plans for entry in entries_of(plan)]
    rows = [Entry(number, *parts) for number, parts in enumerate(found, 1)]
    db.executemany(
        "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((e.number, e.kind, e.id, e.document, files[e.document], e.title, e.text, e.page) for e in rows),
    )
    db.executemany(
        "INSERT INTO entry_words (rowid, title, text) VALUES (?, ?, ?)",
        ((e.number, grams.indexed(e.title), grams.indexed(e.text)) for e in rows),
    )
    _say_words(db, rows)
    numbers = {(row.kind, row.id): row.number for row in rows}
    labels = (*_linked(analysis), *(label for plan in analysis.plans for label in _printed(plan)))
    db.executemany(
        "INSERT INTO entry_labels VALUES (?, ?, ?, ?)",
        [(numbers[kind, id], *label) for kind, id, *label in labels if (kind, id) in numbers],
    )
    db.executemany("INSERT INTO entry_turns VALUES (?, ?, ?)", _turns(analysis, numbers))
    db.executemany("INSERT INTO entry_figures VALUES (?, ?, ?, ?, ?)", _figures(analysis, rows, numbers))


def _say_words(db: sqlite3.Connection, rows: Sequence[Entry]) -> None:
    """Index the words of the entries, and count its terms."""
    times: Counter[tuple[str, str]] = Counter()
    readings: dict[str, str] = {}
    for row in rows:
        lemmas = [grams.lemmas(text) for text in (row.title, row.text)]
        db.execute("INSERT INTO entry_lemmas (rowid, title, text) VALUES (?, ?, ?)", (row.number, *lemmas))
        said = dict(term for text in (row.title, row.text) for term in grams.terms(text))
        times.update((term, row.kind) for term in said)
        readings |= said
    db.executemany(
        "INSERT INTO entry_terms VALUES (?, ?, ?, ?)",
        ((term, kind, readings[term], count) for (term, kind), count in times.items()),
    )


Parts = tuple[str, str, str, str, str, int | None]


def entries_of(plan: Plan) -> Iterator[Parts]:
    """What can be found of a plan: kind, id, document, title, text, sheet."""
    for one in plan.measures:
        yield "measure", one.id, plan.id, one.title, one.text, one.page
    for item in plan.items:
        yield "item", item.id, plan.id, item.title, item.text, item.page
    for kpi in plan.indicators:
        yield "indicator", kpi.id, plan.id, kpi.name, kpi.raw or kpi.target.text or "", kpi.page
    for passage in plan.passages:
        yield "passage", passage.id, plan.id, passage.path[-1] if passage.path else "", passage.text, passage.page


def _linked(analysis: Analysis) -> Iterator[tuple[str, str, str, str, str]]:
    """The links as the tool proposes them: what was decided since is said when one searches (`standing.py`)."""
    for link in proposals(analysis.links, analysis.proposed):
        yield "measure", link.measure, link.scheme, link.label, link.status


def _printed(plan: Plan) -> Iterator[tuple[str, str, str, str, str]]:
    """What the plan says itself: declared labels, goals, departments, which measures have indicators, notes."""
    for one in plan.declared:
        yield "item", one.subject_id, one.scheme, one.label, PRINTED
    owners = plan.kpi_owners
    for measure in plan.measures:
        if measure.goal:
            yield "measure", measure.id, "goal", measure.goal, PRINTED
        if measure.department:
            yield "measure", measure.id, "department", measure.department, PRINTED
        if measure.has_kpi(owners):
            yield "measure", measure.id, "kpi", "yes", PRINTED
    for passage in plan.passages:
        if passage.note or (passage.path and any(word in passage.path[-1] for word in section_words().glossary)):
            yield "passage", passage.id, "note", "", PRINTED


def _turns(analysis: Analysis, numbers: Mapping[tuple[str, str], int]) -> Iterator[tuple[int, int, int]]:
    for plan in analysis.plans:
        for kind, found in (("measure", plan.measures), ("passage", plan.passages)):
            for one in found:
                yield from ((numbers[kind, one.id], *turn) for turn in one.turns)


def _figures(
    analysis: Analysis, rows: Sequence[Entry], numbers: Mapping[tuple[str, str], int]
) -> Iterator[tuple[int, str, str, str, bool]]:
    for row in rows:
        for one in figures.figures(f"{row.title}\n{row.text}"):
            yield row.number, one.value, one.before, one.after, False
    for plan in analysis.plans:
        for kpi in plan.indicators:
            for one in figures.own(kpi):
                yield numbers["indicator", kpi.id], one.value, one.before, one.after, True
