"""Terms of a workspace near to a query that nothing answers: alike in letters or sound, or near in meaning."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from planlink.japanese.tokens import tokens
from planlink.workspace import figures, grams
from planlink.workspace.entries import Entry
from planlink.workspace.queries import Query

MOST = 6
ALIKE = 4
"""Of these so many at most for their letters or sound."""
LEAST = 0.4
"""Of the pairs of letters, how many two words share at least."""


def near_terms(db: sqlite3.Connection, asked: Query, kinds: Sequence[str], nearest: Iterable[Entry]) -> tuple[str, ...]:
    """The terms to offer, best first, none twice; each stands in an entry of these kinds. `nearest` are the entries
    that are nearest in meaning, though not near enough to answer."""
    words = [word for word in asked.words if not figures.figure(word)]
    alike = _alike(db, words, kinds)[:ALIKE]
    meant = [term for entry in nearest for term in _leading(entry.title or entry.text)]
    known = _known(db, kinds)
    typed = {grams.key(word) for word in words}
    offered = dict.fromkeys(term for term in chain(alike, meant) if term in known and grams.key(term) not in typed)
    return tuple(offered)[:MOST]


def _alike(db: sqlite3.Connection, words: Sequence[str], kinds: Sequence[str]) -> list[str]:
    places = ", ".join("?" * len(kinds))
    query = f"SELECT term, reading, sum(times) FROM entry_terms WHERE kind IN ({places}) GROUP BY term"
    asked = [(_pairs(grams.key(word)), _pairs(_sound(word))) for word in words]
    found: list[tuple[float, int, str]] = []
    for term, reading, times in db.execute(query, list(kinds)) if asked else ():
        letters, sound = _pairs(grams.key(term)), _pairs(reading)
        likeness = max(max(_shared(letters, own), _shared(sound, said)) for own, said in asked)
        if likeness >= LEAST:
            found.append((-likeness, -times, term))
    return [term for _, _, term in sorted(found)]


def _known(db: sqlite3.Connection, kinds: Sequence[str]) -> set[str]:
    places = ", ".join("?" * len(kinds))
    return {term for (term,) in db.execute(f"SELECT term FROM entry_terms WHERE kind IN ({places})", list(kinds))}


def _leading(text: str) -> Iterator[str]:
    """The terms of a text, the longest first."""
    return iter(sorted((term for term, _ in grams.terms(text)), key=len, reverse=True)[:2])


def _sound(word: str) -> str:
    """How a word is read, in katakana."""
    return grams.in_katakana("".join(token.reading for token in tokens(word)))


def _pairs(text: str) -> Counter[str]:
    """The letters of a text by twos, its ends too."""
    return Counter(here + after for here, after in pairwise(f"^{text}$"))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """The share of pairs that two texts have in common, 0 to 1."""
    return 2 * (one & other).total() / (one.total() + other.total())
