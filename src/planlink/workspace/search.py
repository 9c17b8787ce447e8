"""Search over measures, items, indicators and body text: SQLite FTS5 on our own bigrams and on words, and meaning."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from planlink.workspace import grams
from planlink.workspace.entries import KINDS, Entry

if TYPE_CHECKING:
    from planlink.workspace.nearness import Near

TITLE_WEIGHT, TEXT_WEIGHT = 6.0, 1.0
SNIPPET_BEFORE, SNIPPET_LETTERS = 20, 80
COVERED = 0.3
"""What an entry gains that has all words of the query, the rare ones counting more."""
AS_ASKED = 0.1
"""What one gains in which the query stands as it was typed."""
ANSWERED = 0.16
"""The nearness by topics from which the nearest one answers (`bench/search.py`)."""
SHARE = 0.2
"""Answers have at least this share of the best one's score."""
DEEP = 200
"""Answers that are ranked."""


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


class Meaning(Protocol):
    """How near entries are to a query in meaning."""

    def near(self, query: str, kinds: Sequence[str]) -> Near: ...


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
    in all spellings of `synonyms` (a phrase in 「」 only as it stands, one after － not at all); with `meaning` what is
    near in meaning answers too."""
    asked = grams.parse(query)
    filters = filters or Filters()
    if meaning is None or not asked.free:
        ranked = _by_words(db, asked, _allowed(db, asked, kinds, filters), synonyms)
    else:
        bound = filters != Filters() or asked.exact or asked.without
        allowed = _allowed(db, asked, kinds, filters) if bound else None
        ranked = _fused(db, asked, allowed, meaning.near(asked.free, kinds), synonyms)
    words = (*asked.words, *asked.pieces, *(s for word in asked.words for s in grams.spellings(word, synonyms)))
    found = _entries(db, [number for number, _ in ranked[:limit]])
    return tuple(_hit(rank, found[number], score, words) for rank, (number, score) in enumerate(ranked[:limit], 1))


def _allowed(db: sqlite3.Connection, asked: grams.Query, kinds: Sequence[str], filters: Filters) -> set[int]:
    """The numbers of the entries that may answer: those of these kinds that pass the filters, have each quoted phrase
    and none of the words that are excluded."""
    where = [f"kind IN ({', '.join('?' * len(kinds))})"]
    values = list(kinds)
    if filters.document is not None:
        where.append("? IN (document, file)")
        values.append(filters.document)
    for scheme, label in filters.labels:
        where.append("number IN (SELECT number FROM entry_labels WHERE scheme = ? AND label = ?)")
        values += [scheme, label]
    for phrases, negative in ((asked.exact, ""), (asked.without, "NOT ")):
        for expression in filter(None, map(grams.phrase, sorted(phrases))):
            where.append(f"number {negative}IN ({_FOUND})")
            values.append(expression)
    return {number for (number,) in db.execute(f"SELECT number FROM entries WHERE {' AND '.join(where)}", values)}


def _entries(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Entry]:
    places = ", ".join("?" * len(numbers))
    rows = db.execute(f"SELECT {Entry.COLUMNS} FROM entries WHERE number IN ({places})", list(numbers))
    return {entry.number: entry for entry in (Entry(*row) for row in rows)}


def _fused(
    db: sqlite3.Connection,
    asked: grams.Query,
    allowed: set[int] | None,
    near: Near,
    synonyms: Sequence[Sequence[str]],
) -> list[tuple[int, float]]:
    """Words and meaning together. Where the query stands as it was typed it is answered, else where the best one is
    near enough."""
    covered = [(numbers, COVERED * weight) for numbers, weight in _covered(db, asked.free, len(near.numbers))]
    typed = [number for (number,) in db.execute(_FOUND, (" AND ".join(_spelled(asked, synonyms)),))]
    known = frozenset(typed) if allowed is None else allowed.intersection(typed)
    if not known and near.best < ANSWERED:
        return []
    ranked = near.ranked([*covered, (typed, AS_ASKED)], allowed, DEEP)
    return [(number, score) for number, score in ranked if number in known or score >= SHARE * ranked[0][1]]


def _covered(db: sqlite3.Connection, query: str, every: int) -> list[tuple[list[int], float]]:
    """For each word of the query, by its lemma, the entries that have it and its share of the query's weight."""
    words = dict.fromkeys(grams.lemmas(query).split())
    found = [[number for (number,) in db.execute(_LEMMA, (f'"{word}"',))] for word in words]
    weights = [max(math.log((every + 1) / (len(numbers) + 0.5)), 0.0) for numbers in found]
    total = sum(weights) or 1.0
    return [(numbers, weight / total) for numbers, weight in zip(found, weights, strict=True)]


_FOUND = "SELECT rowid FROM entry_words WHERE entry_words MATCH ?"
_LEMMA = "SELECT rowid FROM entry_lemmas WHERE entry_lemmas MATCH ?"


def _spelled(asked: grams.Query, synonyms: Sequence[Sequence[str]]) -> list[str]:
    """Each word in any of its spellings."""
    return [_phrases(word, () if word in asked.exact else synonyms) for word in asked.words]


def _by_words(
    db: sqlite3.Connection, asked: grams.Query, allowed: set[int], synonyms: Sequence[Sequence[str]]
) -> list[tuple[int, float]]:
    """All words, else any of them, else any of their pieces."""
    words = _spelled(asked, synonyms)
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
