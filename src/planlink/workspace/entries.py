"""What can be found in a workspace: measures, items, indicators and body text, indexed by letters and by words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from planlink.records.findings import Analysis
from planlink.records.links import SETTLED
from planlink.records.plans import Plan
from planlink.workspace import grams

_TABLES = (
    "CREATE TABLE entries (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL,"
    " file TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, page INTEGER)",
    "CREATE TABLE entry_labels (number INTEGER NOT NULL, scheme TEXT NOT NULL, label TEXT NOT NULL)",
    "CREATE INDEX entry_labels_by_label ON entry_labels (scheme, label, number)",
)
_WORDS = "CREATE VIRTUAL TABLE entry_words USING fts5(title, text, content='', tokenize='ascii', prefix='6')"

_VECTORS = (
    "CREATE TABLE IF NOT EXISTS entry_vectors (kind TEXT NOT NULL, space TEXT NOT NULL, numbers BLOB NOT NULL,"
    " width INTEGER NOT NULL, places BLOB NOT NULL, amounts BLOB NOT NULL, PRIMARY KEY (kind, space))"
)
"""Vectors of meaning by kind, made at the first search (`nearness.py`)."""
_LEMMAS = "CREATE VIRTUAL TABLE IF NOT EXISTS entry_lemmas USING fts5(title, text, content='', tokenize='ascii')"

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


def make(db: sqlite3.Connection) -> None:
    """Create the index's tables."""
    for statement in (*_TABLES, _WORDS):
        db.execute(statement)
    complete(db)


def complete(db: sqlite3.Connection) -> None:
    """Create the tables that the first versions did not have, empty."""
    for statement in (_LEMMAS, _VECTORS):
        db.execute(statement)


def is_current(db: sqlite3.Connection) -> bool:
    """Whether the index has all that this planlink looks for."""
    return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'entry_lemmas'").fetchone() is not None


def fill(db: sqlite3.Connection, analysis: Analysis) -> None:
    """Index an analysis anew. The caller holds the transaction."""
    for table in ("entry_words", "entry_lemmas", "entry_vectors"):
        db.execute(f"DROP TABLE IF EXISTS {table}")
    db.execute(_WORDS)
    complete(db)
    db.execute("DELETE FROM entries")
    db.execute("DELETE FROM entry_labels")
    files = {plan.id: plan.file for plan in analysis.plans}
    found = [entry for plan in analysis.plans for entry in _entries(plan)]
    rows = [Entry(number, *parts) for number, parts in enumerate(found, 1)]
    db.executemany(
        "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((e.number, e.kind, e.id, e.document, files[e.document], e.title, e.text, e.page) for e in rows),
    )
    db.executemany(
        "INSERT INTO entry_words (rowid, title, text) VALUES (?, ?, ?)",
        ((e.number, grams.indexed(e.title), grams.indexed(e.text)) for e in rows),
    )
    db.executemany(
        "INSERT INTO entry_lemmas (rowid, title, text) VALUES (?, ?, ?)",
        ((e.number, grams.lemmas(e.title), grams.lemmas(e.text)) for e in rows),
    )
    db.executemany("INSERT INTO entry_labels VALUES (?, ?, ?)", _labels(analysis, rows))


_Parts = tuple[str, str, str, str, str, int | None]


def _entries(plan: Plan) -> Iterator[_Parts]:
    for one in plan.measures:
        yield "measure", one.id, plan.id, one.title, one.text, one.page
    for item in plan.items:
        yield "item", item.id, plan.id, item.title, item.text, item.page
    for kpi in plan.indicators:
        yield "indicator", kpi.id, plan.id, kpi.name, kpi.raw or kpi.target.text or "", kpi.page
    for passage in plan.passages:
        yield "passage", passage.id, plan.id, passage.path[-1] if passage.path else "", passage.text, passage.page


def _labels(analysis: Analysis, rows: Sequence[Entry]) -> list[tuple[int, str, str]]:
    numbers = {(row.kind, row.id): row.number for row in rows}
    linked = [("measure", link.measure, link.scheme, link.label) for link in analysis.links if link.status in SETTLED]
    printed = [("item", one.subject_id, one.scheme, one.label) for plan in analysis.plans for one in plan.declared]
    return [
        (numbers[kind, id], scheme, label) for kind, id, scheme, label in (*linked, *printed) if (kind, id) in numbers
    ]
