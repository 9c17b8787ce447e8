"""Search over measures, items, indicators and body text: SQLite FTS5 on our own bigrams."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from planlink.records.findings import Analysis
from planlink.records.links import SETTLED
from planlink.records.plans import Plan
from planlink.workspace import grams

TITLE_WEIGHT, TEXT_WEIGHT = 6.0, 1.0
SNIPPET_BEFORE, SNIPPET_LETTERS = 20, 80
FUSION = 60.0
"""How soon a lower rank stops to matter when two rankings are merged."""

_TABLES = (
    "CREATE TABLE entries (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL,"
    " file TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, page INTEGER)",
    "CREATE TABLE entry_labels (number INTEGER NOT NULL, scheme TEXT NOT NULL, label TEXT NOT NULL)",
    "CREATE INDEX entry_labels_by_label ON entry_labels (scheme, label, number)",
)
_WORDS = "CREATE VIRTUAL TABLE entry_words USING fts5(title, text, content='', tokenize='ascii', prefix='6')"

KINDS = ("measure", "item", "indicator", "passage")


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer; one of `measure`, `item`, `indicator` is its id, all None for body text."""

    rank: int
    measure: str | None
    item: str | None
    indicator: str | None
    document: str
    title: str
    page: int | None
    score: float
    snippet: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What an answer must be linked to, or stand in; None: anything."""

    sdg: str | None = None
    theme: str | None = None
    viewpoint: str | None = None
    document: str | None = None

    @property
    def labels(self) -> tuple[tuple[str, str], ...]:
        named = (("sdg", self.sdg), ("theme", self.theme), ("viewpoint", self.viewpoint))
        return tuple((scheme, label) for scheme, label in named if label is not None)


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found. `number` is its place in the index."""

    number: int
    kind: str
    id: str
    document: str
    title: str
    text: str
    page: int | None


class Meaning(Protocol):
    """A ranking by meaning: numbers of entries with their nearness, best first; only those near enough to answer."""

    def rank(self, query: str, entries: Sequence[Entry]) -> list[tuple[int, float]]: ...


def make(db: sqlite3.Connection) -> None:
    """Create the index's tables."""
    for statement in (*_TABLES, _WORDS):
        db.execute(statement)


def fill(db: sqlite3.Connection, analysis: Analysis) -> None:
    """Index an analysis anew. The caller holds the transaction."""
    db.execute("DROP TABLE entry_words")
    db.execute(_WORDS)
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


def search(
    db: sqlite3.Connection,
    query: str,
    *,
    limit: int = 10,
    kinds: Sequence[str] = ("measure",),
    filters: Filters | None = None,
    meaning: Meaning | None = None,
    synonyms: Sequence[Sequence[str]] = (),
) -> tuple[Hit, ...]:
    """The best answers to a query; none where nothing answers. Words are looked for together, then one by one, each
    in all spellings of `synonyms` (a phrase in 「」 only as it stands); with `meaning` its ranking is merged."""
    allowed = {entry.number: entry for entry in _allowed(db, kinds, filters or Filters())}
    asked = grams.parse(query)
    ranked = [(number, score) for number, score in _by_words(db, asked, allowed, synonyms)]
    if meaning is not None:
        ranked = _merged(ranked, meaning.rank(query, list(allowed.values())))
    words = (*asked.words, *asked.pieces, *(s for word in asked.words for s in grams.spellings(word, synonyms)))
    return tuple(_hit(rank, allowed[number], score, words) for rank, (number, score) in enumerate(ranked[:limit], 1))


def _allowed(db: sqlite3.Connection, kinds: Sequence[str], filters: Filters) -> Iterator[Entry]:
    where = [f"kind IN ({', '.join('?' * len(kinds))})"]
    values = list(kinds)
    if filters.document is not None:
        where.append("? IN (document, file)")
        values.append(filters.document)
    for scheme, label in filters.labels:
        where.append("number IN (SELECT number FROM entry_labels WHERE scheme = ? AND label = ?)")
        values += [scheme, label]
    query = f"SELECT number, kind, id, document, title, text, page FROM entries WHERE {' AND '.join(where)}"
    return (Entry(*row) for row in db.execute(query, values))


def _by_words(
    db: sqlite3.Connection, asked: grams.Query, allowed: dict[int, Entry], synonyms: Sequence[Sequence[str]]
) -> list[tuple[int, float]]:
    """All words, else any of them, else any of their pieces."""
    words = [_phrases(word, () if word in asked.exact else synonyms) for word in asked.words]
    pieces = [grams.phrase(piece) for piece in asked.pieces]
    for expression in (" AND ".join(words), " OR ".join(words), " AND ".join(pieces), " OR ".join(pieces)):
        found = [one for one in _match(db, expression) if one[0] in allowed] if expression else []
        if found:
            return found
    return []


def _phrases(word: str, synonyms: Sequence[Sequence[str]]) -> str:
    """The word in any of its spellings."""
    spelled = [phrase for one in grams.spellings(word, synonyms) if (phrase := grams.phrase(one))]
    return f"({' OR '.join(spelled)})"


def _match(db: sqlite3.Connection, expression: str) -> Iterator[tuple[int, float]]:
    query = (
        "SELECT rowid, -bm25(entry_words, ?, ?) AS score FROM entry_words WHERE entry_words MATCH ?"
        " ORDER BY score DESC, rowid"
    )
    return iter(db.execute(query, (TITLE_WEIGHT, TEXT_WEIGHT, expression)))


def _merged(words: Sequence[tuple[int, float]], meaning: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Two rankings as one, by the ranks alone."""
    total: dict[int, float] = {}
    for ranking in (words, meaning):
        for rank, (number, _) in enumerate(ranking, 1):
            total[number] = total.get(number, 0.0) + FUSION / (FUSION + rank)
    return sorted(total.items(), key=lambda one: (-one[1], one[0]))


def _hit(rank: int, entry: Entry, score: float, words: tuple[str, ...]) -> Hit:
    own = {kind: entry.id if entry.kind == kind else None for kind in KINDS}
    return Hit(
        rank,
        own["measure"],
        own["item"],
        own["indicator"],
        entry.document,
        entry.title,
        entry.page,
        round(score, 3),
        snippet(entry.text or entry.title, words),
    )


def snippet(text: str, words: tuple[str, ...]) -> str:
    """The stretch of text around the first word that is found, with … where it was cut."""
    place = grams.found_at(text, words)
    start = max(0, place[0] - SNIPPET_BEFORE) if place else 0
    end = min(len(text), start + SNIPPET_LETTERS)
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
