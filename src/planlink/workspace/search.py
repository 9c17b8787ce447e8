"""Search over measures, items, indicators and body text: SQLite FTS5 on our own bigrams and on words, whole numbers,
and meaning."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from planlink.records.links import Pair
from planlink.records.places import sheet_at
from planlink.workspace import figures, grams, narrowing, quoting
from planlink.workspace.entries import KINDS, Entry, turns_of
from planlink.workspace.narrowing import Counts, Filters
from planlink.workspace.near_terms import near_terms
from planlink.workspace.queries import Query, parse
from planlink.workspace.standing import Standing, standing

if TYPE_CHECKING:
    from planlink.workspace.nearness import Near

TITLE_WEIGHT, TEXT_WEIGHT = 6.0, 1.0
COVERED = 0.3
"""What an entry gains that has all words of the query, the rare ones counting more."""
AS_ASKED = 0.1
"""What one gains in which the query stands as it was typed."""
OWN_FIGURE = 0.5
"""What an indicator gains whose target, baseline or actual is the number that is asked for."""
ANSWERED = -0.14
"""The margin from which the nearest one answers (`bench/search.py`)."""
NEARLY = -0.25
"""That from which it is worth to name what the nearest ones are about."""
FEW = 3
SHARE = 0.2
"""Answers have at least this share of the best one's score."""
DEEP = 200
"""Answers that are ranked."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer; one of `measure`, `item`, `indicator` is its id, all None for body text. `snippet` is the sentence
    that answers and `page` the sheet on which it does; `marks` and `title_marks` are the letters of it and of the title
    that answer; `note`: it explains a term (用語解説)."""

    rank: int
    measure: str | None
    item: str | None
    indicator: str | None
    document: str
    title: str
    page: int | None
    score: float
    snippet: str
    marks: tuple[quoting.Span, ...] = ()
    title_marks: tuple[quoting.Span, ...] = ()
    note: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """`hits` are those of `total` answers (no more than DEEP) that were asked for; `counts` what each facet would
    leave; `elsewhere` how many indicators, items and pieces of text have the query as it was typed, where measures
    alone were asked for; `unnarrowed` how many answers there are without filters; `terms` are those to try instead
    where there is none."""

    hits: tuple[Hit, ...]
    total: int = 0
    counts: Counts = field(default_factory=dict)
    elsewhere: int = 0
    unnarrowed: int = 0
    terms: tuple[str, ...] = ()


class Meaning(Protocol):
    """How near entries are to a query in meaning, and which of some texts is the nearest one."""

    def near(self, query: str, kinds: Sequence[str]) -> Near: ...

    def nearest(self, query: str, texts: Sequence[str]) -> int: ...


class Ranked(Protocol):
    """All that answers a query; of these the best that may, with their scores."""

    def among(self, allowed: set[int] | None) -> list[tuple[int, float]]: ...


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
    said = answer(
        db, query, limit=limit, kinds=kinds, filters=filters, meaning=meaning, synonyms=synonyms, counting=False
    )
    return said.hits


def answer(
    db: sqlite3.Connection,
    query: str,
    *,
    limit: int = 10,
    skip: int = 0,
    kinds: Sequence[str] = ("measure",),
    filters: Filters | None = None,
    meaning: Meaning | None = None,
    synonyms: Sequence[Sequence[str]] = (),
    verdicts: Mapping[Pair, str] | None = None,
    counting: bool = True,
) -> Answer:
    """What `search` finds, behind the first `skip`, with counts of all answers. `verdicts` are the words on links
    that stand now, one a pair: filters and counts follow them."""
    filters = filters or Filters()
    words = _Words(db, parse(query), synonyms)
    bound = words.bound(kinds)
    ways = [(way, meaning.near(way, kinds)) for way in words.asked.ways] if meaning is not None else []
    ranked = _fused(words, ways, bound) if ways else _by_words(words, kinds, bound)
    now = standing(db, verdicts or {})
    left = _left(ranked, bound, filters, now)
    hits = tuple(_hits(left[skip : skip + limit], skip, words, now, meaning))
    if not counting:
        return Answer(hits, len(left))

    def numbers(narrowed: Filters) -> list[int]:
        return [n for n, _ in (left if narrowed == filters else _left(ranked, bound, narrowed, now))]

    counts = narrowing.counts(filters, now, numbers)
    unnarrowed = len(left) if filters == Filters() else len(_left(ranked, bound, Filters(), now))
    terms = () if unnarrowed else near_terms(db, words.asked, kinds, _nearest(db, ways))
    return Answer(hits, len(left), counts, words.elsewhere(kinds), unnarrowed, terms)


def _nearest(db: sqlite3.Connection, ways: Sequence[tuple[str, Near]]) -> Iterator[Entry]:
    """The entries that came nearest to an answer."""
    for _, near in ways:
        if near.margin >= NEARLY:
            ranked = near.ranked(None, FEW)
            found = _entries(db, [number for number, _ in ranked])
            yield from (found[number] for number, score in ranked if score >= ranked[0][1] / 2)


def _left(ranked: Ranked, bound: set[int] | None, filters: Filters, now: Standing) -> list[tuple[int, float]]:
    passing = narrowing.allowed(filters, now)
    if bound is None or passing is None:
        return ranked.among(bound if passing is None else passing)
    return ranked.among(bound & passing)


def _by_words(words: _Words, kinds: Sequence[str], bound: set[int] | None) -> Ranked:
    return _ByWords(tuple(words.ranked(words.of(kinds) if bound is None else bound)))


@dataclass(frozen=True, slots=True)
class _ByWords:
    """By words alone."""

    found: tuple[tuple[int, float], ...]

    def among(self, allowed: set[int] | None) -> list[tuple[int, float]]:
        return [one for one in self.found if allowed is None or one[0] in allowed][:DEEP]


@dataclass(frozen=True, slots=True)
class _Fused:
    """Words and meaning together: what has the query as it was typed, and what has enough of the best one's score."""

    near: Near
    known: set[int]
    least: float

    def among(self, allowed: set[int] | None) -> list[tuple[int, float]]:
        ranked = self.near.ranked(allowed, DEEP)
        return [(number, score) for number, score in ranked if number in self.known or score >= self.least]


def _fused(words: _Words, ways: Sequence[tuple[str, Near]], bound: set[int] | None) -> Ranked:
    """Where the query stands as it was typed it is answered, else where the best one is near enough."""
    typed = sorted(words.typed())
    known = set(typed) if bound is None else bound.intersection(typed)
    if not known and max(near.margin for _, near in ways) < ANSWERED:
        return _ByWords(())
    gains = [(typed, AS_ASKED), (words.own_figures(), OWN_FIGURE)]
    made = [near.gained([*_covered(words.db, way, len(near.numbers)), *gains]) for way, near in ways]
    near = made[0].either(made[1:])
    best = near.ranked(bound, 1)
    return _Fused(near, known, SHARE * best[0][1] if best else 0.0)


def _covered(db: sqlite3.Connection, text: str, every: int) -> list[tuple[list[int], float]]:
    """For each word of a text, by its lemma, the entries that have it and what its share of all weights gains."""
    words = dict.fromkeys(grams.lemmas(text).split())
    found = [[number for (number,) in db.execute(_LEMMA, (f'"{word}"',))] for word in words]
    weights = [max(math.log((every + 1) / (len(numbers) + 0.5)), 0.0) for numbers in found]
    total = sum(weights) or 1.0
    return [(numbers, COVERED * weight / total) for numbers, weight in zip(found, weights, strict=True)]


_FOUND = "SELECT rowid FROM entry_words WHERE entry_words MATCH ?"
_LEMMA = "SELECT rowid FROM entry_lemmas WHERE entry_lemmas MATCH ?"
_SCORED = "SELECT rowid, -bm25(entry_words, ?, ?) FROM entry_words WHERE entry_words MATCH ?"
_FIGURE = (
    "SELECT number FROM entry_figures WHERE value = ?1 AND (?2 = '' OR substr(before, -length(?2)) = ?2)"
    " AND substr(after, 1, length(?3)) = ?3 AND own >= ?4"
)


@dataclass(slots=True)
class _Words:
    """The words of a query in an index, in all their spellings."""

    db: sqlite3.Connection
    asked: Query
    synonyms: Sequence[Sequence[str]]
    _typed: set[int] | None = None

    def spellings(self, word: str) -> tuple[str, ...]:
        """The word in all its spellings; a phrase has one."""
        return (word,) if word in self.asked.exact else grams.spellings(word, self.synonyms)

    def to_mark(self) -> tuple[str, ...]:
        """What answers where it stands: each word in all its spellings."""
        return tuple(dict.fromkeys(one for word in self.asked.words for one in (word, *self.spellings(word))))

    def of(self, kinds: Sequence[str]) -> set[int]:
        """The numbers of the entries of these kinds."""
        query = f"SELECT number FROM entries WHERE kind IN ({', '.join('?' * len(kinds))})"
        return {number for (number,) in self.db.execute(query, list(kinds))}

    def bound(self, kinds: Sequence[str]) -> set[int] | None:
        """The entries of these kinds that have what is quoted and nothing that is excluded; None: all of them."""
        if not self.asked.bound and not self.asked.without:
            return None
        left = self.of(kinds)
        for group in self.asked.bound:
            left &= self.having(group)
        return left - self._having(sorted(self.asked.without), self.asked.exact)

    def typed(self) -> set[int]:
        """The entries that have the query as it was typed: one word of each choice."""
        if self._typed is None:
            with_figures = [group for group in self.asked.groups if any(map(figures.figure, group))]
            sets = [self.having(group) for group in with_figures]
            plain = [self._phrases(group) for group in self.asked.groups if group not in with_figures]
            if plain:
                expression = " AND ".join(f"({one})" for one in plain) if all(plain) else ""
                sets.append({n for (n,) in self.db.execute(_FOUND, (expression,))} if expression else set())
            self._typed = set[int].intersection(*sets) if sets else set()
        return self._typed

    def elsewhere(self, kinds: Sequence[str]) -> int:
        """How many entries of the other kinds have the query as it was typed."""
        others = [kind for kind in KINDS if kind not in kinds]
        if not others:
            return 0
        bound = self.bound(others)
        return len(self.typed() & (self.of(others) if bound is None else bound))

    def _phrases(self, group: Sequence[str]) -> str:
        return " OR ".join(filter(None, (grams.phrase(one) for word in group for one in self.spellings(word))))

    def having(self, words: Sequence[str]) -> set[int]:
        """The entries that have one of these words in one of its spellings."""
        return self._having([one for word in words for one in self.spellings(word)], self.asked.exact)

    def ranked(self, every: set[int]) -> list[tuple[int, float]]:
        """Those of the entries that have all words, else any of them, else all of their pieces, else any of these;
        an indicator's own number comes first."""
        words, pieces = self.asked.words, [piece for piece in self.asked.pieces if not figures.figure(piece)]
        for found, told in (
            (self.typed, words),
            (lambda: self.having(words), words),
            (lambda: set[int].intersection(*([self._having([one]) for one in pieces] or [set()])), pieces),
            (lambda: self._having(pieces), pieces),
        ):
            left = found() & every
            if left:
                own = set(self.own_figures())
                scores = self._scores([one for word in told for one in self.spellings(word)])
                ranked = [(number, scores.get(number, 0.0) + OWN_FIGURE * (number in own)) for number in left]
                return sorted(ranked, key=lambda one: (one[0] not in own, -one[1], one[0]))
        return []

    def own_figures(self) -> list[int]:
        """The indicators whose own value is a number of the query."""
        numbers = [one for word in self.asked.words if figures.is_figure(word) for one in self.spellings(word)]
        return sorted({number for one in numbers for number in self._with_figure(one, own=True)})

    def _having(self, spelled: Sequence[str], exact: Collection[str] = ()) -> set[int]:
        whole = [one for one in spelled if one not in exact and figures.figure(one)]
        expression = " OR ".join(filter(None, (grams.phrase(one) for one in spelled if one not in whole)))
        found = {number for one in whole for number in self._with_figure(one)}
        return found.union(number for (number,) in self.db.execute(_FOUND, (expression,))) if expression else found

    def _with_figure(self, word: str, own: bool = False) -> set[int]:
        """The entries in which a number stands whole, with the letters that the word has beside it."""
        one = figures.figure(word)
        if one is None:
            return set()
        found = {number for (number,) in self.db.execute(_FIGURE, (one.value, one.before, one.after, own))}
        if len(one.before) == figures.BEFORE or len(one.after) == figures.AFTER:  # there may be more than is kept
            found.intersection_update(number for (number,) in self.db.execute(_FOUND, (grams.phrase(word),)))
        return found

    def _scores(self, spelled: Sequence[str]) -> dict[int, float]:
        expression = " OR ".join(filter(None, map(grams.phrase, spelled)))
        return dict(self.db.execute(_SCORED, (TITLE_WEIGHT, TEXT_WEIGHT, expression))) if expression else {}


def typed(
    db: sqlite3.Connection, asked: Query, kinds: Sequence[str], synonyms: Sequence[Sequence[str]]
) -> tuple[Entry, ...]:
    """The entries of these kinds that have a query as it was typed, in all spellings, and nothing that it excludes; in
    their order."""
    words = _Words(db, asked, synonyms)
    bound = words.bound(kinds)
    found = words.typed() & (words.of(kinds) if bound is None else bound)
    return tuple(entry for _, entry in sorted(_entries(db, sorted(found)).items()))


def _entries(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Entry]:
    places = ", ".join("?" * len(numbers))
    rows = db.execute(f"SELECT {Entry.COLUMNS} FROM entries WHERE number IN ({places})", list(numbers))
    return {entry.number: entry for entry in (Entry(*row) for row in rows)}


def _hits(
    shown: Sequence[tuple[int, float]], skip: int, words: _Words, now: Standing, meaning: Meaning | None
) -> Iterator[Hit]:
    found = _entries(words.db, [number for number, _ in shown])
    turns = turns_of(words.db, list(found))
    labels = now.labels({number: (one.kind, one.id) for number, one in found.items()})
    told, meant = words.to_mark(), " ".join(words.asked.ways)
    nearest = (lambda texts: meaning.nearest(meant, texts)) if meaning is not None and meant else None
    for rank, (number, score) in enumerate(shown, skip + 1):
        entry = found[number]
        own = {kind: entry.id if entry.kind == kind else None for kind in KINDS}
        said = quoting.quotation(entry.text or entry.title, told, nearest, words.asked.exact)
        yield Hit(
            rank,
            own["measure"],
            own["item"],
            own["indicator"],
            entry.document,
            entry.title,
            sheet_at(said.start, entry.page, turns[number]),
            round(score, 3),
            said.text,
            said.marks,
            quoting.marks(entry.title, told, words.asked.exact),
            ("note", "") in labels[number],
        )
