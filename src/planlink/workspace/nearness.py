"""What is near a query in meaning: vectors of everything that can be found, kept in the workspace at the first search.

Two spaces: the topics of our training text, which are always there, and the sentence encoder where it is installed.
"""

from __future__ import annotations

import math
import os
import sqlite3
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planlink.knowledge import data_folder
from planlink.meaning.encoders import USE, Encoder, sentence_encoder
from planlink.meaning.sparse import Sparse
from planlink.meaning.threads import one_thread
from planlink.meaning.topics import TOPICS, TopicSpace, load_topics
from planlink.records.links import Pair
from planlink.workspace import decisions, store
from planlink.workspace.entries import Entry
from planlink.workspace.narrowing import Filters
from planlink.workspace.search import Answer, answer
from planlink.workspace.transactions import transaction

Numbers = NDArray[np.int64]
Scores = NDArray[np.float32]
Vectors = Sparse | NDArray[np.float32]
"""Row by row; where most is zero, dimension by dimension."""
MOST_SENTENCES = 4096
AT_ONCE = 16_384
"""Vectors that a thread takes: the same on every machine, since the last digit of a product depends on it."""
WEIGHTS = {USE: 1.0, TOPICS: 1.5}
"""Of spaces together; one alone has 1."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read or reckoned before: vectors by kind and space, and those of sentences that were shown."""

    vectors: dict[tuple[str, str], tuple[Numbers, Vectors]] = field(default_factory=dict)
    sentences: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Near:
    """How near entries are to a query: numbers in ascending order and their scores; `margin` is how much nearer by
    topics the nearest one is than the topics that the query is about itself, which tells best whether it answers."""

    numbers: Numbers
    scores: Scores
    margin: float

    def gained(self, gains: Sequence[tuple[Sequence[int], float]]) -> Near:
        """The same after the entries of each gain have got it."""
        scores = self.scores.copy()
        for numbers, gain in gains:
            places = np.searchsorted(self.numbers, numbers)
            places = places[(places < len(scores)) & (self.numbers[np.minimum(places, len(scores) - 1)] == numbers)]
            scores[places] += np.float32(gain)
        return replace(self, scores=scores)

    def either(self, others: Sequence[Near]) -> Near:
        """How near the entries, which all have, are to the query that is nearest to each."""
        scores = np.maximum.reduce([self.scores, *(one.scores for one in others)])
        return Near(self.numbers, scores, max((self.margin, *(one.margin for one in others))))

    def ranked(self, allowed: set[int] | None, most: int) -> list[tuple[int, float]]:
        """The best entries with their scores; None: all are allowed."""
        scores = self.scores
        if allowed is not None:
            scores = np.where(np.isin(self.numbers, np.fromiter(allowed, dtype=np.int64)), scores, -np.inf)
        first = np.argpartition(-scores, most)[:most] if len(scores) > most else np.arange(len(scores))
        order = first[np.lexsort((self.numbers[first], -scores[first]))]
        return [(int(self.numbers[n]), float(scores[n])) for n in order if np.isfinite(scores[n])]


class Nearness:
    """The vectors of a workspace, read once; `encoders` are the spaces in use. Not for entries that changed since:
    who goes on with what another one has read (`kept`) begins anew after a build."""

    def __init__(
        self, db: sqlite3.Connection, encoders: Sequence[Encoder] | None = None, kept: Kept | None = None
    ) -> None:
        self._db = db
        self._encoders = spaces() if encoders is None else encoders
        self._kept = Kept() if kept is None else kept

    def near(self, query: str, kinds: Sequence[str]) -> Near:
        """How near all entries of these kinds are to a query."""
        weights = WEIGHTS if len(self._encoders) > 1 else dict.fromkeys(WEIGHTS, 1.0)
        asked = [(encoder, encoder.encode(query).astype(np.float32)) for encoder in self._encoders]
        numbers, scores, best = [], [], 0.0
        own = _its_own(*asked[0])
        with one_thread():
            for kind in kinds:
                found = [(encoder.name, *self._vectors(kind, encoder), vector) for encoder, vector in asked]
                near = {name: _products(vectors, vector) for name, _, vectors, vector in found}
                numbers.append(found[0][1])
                scores.append(sum(weights[name] * one for name, one in near.items()))
                best = max(best, float(next(iter(near.values())).max(initial=0.0)))
        every, whole = np.concatenate(numbers), np.concatenate(scores).astype(np.float32)
        order = np.argsort(every)
        return Near(every[order], whole[order], best - own)

    def nearest(self, query: str, texts: Sequence[str]) -> int:
        """Which of some texts is the nearest one, the first of equals, by the first space: it is the quick one."""
        space = self._encoders[0]
        asked = self._sentence(query, space)
        with one_thread():
            return int(np.argmax([float(self._sentence(text, space) @ asked) for text in texts]))

    def _sentence(self, text: str, space: Encoder) -> Any:
        kept = self._kept.sentences
        vector = kept.get(text)
        if vector is None:
            if len(kept) >= MOST_SENTENCES:
                kept.clear()
            vector = kept[text] = space.encode(text)
        return vector

    def _vectors(self, kind: str, encoder: Encoder) -> tuple[Numbers, Vectors]:
        key = (kind, encoder.name)
        kept = self._kept.vectors
        if key not in kept:
            kept[key] = _load(self._db, kind, encoder.name) or _made(self._db, kind, encoder)
        return kept[key]


def _its_own(space: Encoder, vector: Scores) -> float:
    """What the nearest entry is held against: topics alone can tell; a query of unknown words has no answer by them."""
    if not isinstance(space, TopicSpace):
        return -math.inf
    return space.its_own(vector.astype(np.float64)) if vector.any() else math.inf


def _products(vectors: Vectors, vector: Scores) -> Scores:
    if isinstance(vectors, Sparse):
        return vectors.weighed(vector)
    parts = [vectors[first : first + AT_ONCE] for first in range(0, len(vectors), AT_ONCE)]
    if len(parts) <= 1:
        return parts[0] @ vector if parts else np.zeros(0, dtype=np.float32)
    return np.concatenate(list(_threads(os.getpid()).map(lambda part: part @ vector, parts)))


@cache
def _threads(process: int) -> ThreadPoolExecutor:
    """One for all queries of a process, since to begin threads takes a while; a fork has none of its parent's."""
    return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="nearness")


def ask(
    db: sqlite3.Connection,
    query: str,
    limit: int,
    kinds: Sequence[str],
    filters: Filters,
    *,
    skip: int = 0,
    verdicts: Mapping[Pair, str] | None = None,
    kept: Kept | None = None,
) -> Answer:
    """What the command and the page answer to a query: by words in all their spellings and by meaning, narrowed by
    what stands now. `verdicts` are the words on links where the caller knows them."""
    if verdicts is None:
        verdicts = {word.pair: word.verdict for word in decisions.latest(db)}
    return answer(
        db,
        query,
        limit=limit,
        skip=skip,
        kinds=kinds,
        filters=filters,
        meaning=Nearness(db, kept=kept),
        synonyms=store.load_synonyms(db),
        verdicts=verdicts,
    )


@cache
def spaces() -> tuple[Encoder, ...]:
    """The topics, and the sentence encoder where it is installed."""
    encoder = sentence_encoder()
    topics: Encoder = load_topics(data_folder() / "models" / TOPICS)
    return (topics,) if encoder is None else (topics, encoder)


def _made(db: sqlite3.Connection, kind: str, encoder: Encoder) -> tuple[Numbers, Vectors]:
    """Encode all entries of a kind and keep the vectors."""
    rows = db.execute(f"SELECT {Entry.COLUMNS} FROM entries WHERE kind = ? ORDER BY number", (kind,)).fetchall()
    entries = [Entry(*row) for row in rows]
    vectors = [encoder.encode(f"{one.title}。{one.text}") for one in entries]
    keep_vectors(db, kind, encoder.name, [one.number for one in entries], vectors)
    found = _load(db, kind, encoder.name)
    assert found is not None
    return found


def keep_vectors(
    db: sqlite3.Connection, kind: str, space: str, numbers: Sequence[int], vectors: Sequence[NDArray[np.float64]]
) -> None:
    """Keep the vectors of the entries of a kind, by their numbers in ascending order."""
    stacked, places = _stacked(vectors), np.array(numbers, dtype=np.int64)
    with transaction(db):
        db.execute(
            "INSERT OR REPLACE INTO entry_vectors VALUES (?, ?, ?, ?, ?, ?)",
            (kind, space, places.tobytes(), stacked.shape[1], *_packed(stacked)),
        )


def _stacked(vectors: Sequence[NDArray[np.float64]]) -> NDArray[np.float16]:
    return np.stack(vectors).astype(np.float16) if vectors else np.zeros((0, 0), dtype=np.float16)


def _packed(vectors: NDArray[np.float16]) -> tuple[bytes, bytes]:
    """Places and amounts of what is not zero, row by row; no places where nothing is zero."""
    filled = vectors != 0
    if filled.mean() > 0.5 if filled.size else True:
        return b"", vectors.tobytes()
    counts = filled.sum(axis=1)
    places = np.concatenate([counts.astype(np.int32), np.nonzero(filled)[1].astype(np.int32)])
    return places.tobytes(), vectors[filled].tobytes()


def _load(db: sqlite3.Connection, kind: str, space: str) -> tuple[Numbers, Vectors] | None:
    """The numbers of the entries and their vectors; None where none are kept."""
    row = db.execute(
        "SELECT numbers, width, places, amounts FROM entry_vectors WHERE kind = ? AND space = ?", (kind, space)
    ).fetchone()
    if row is None:
        return None
    numbers = np.frombuffer(row[0], dtype=np.int64)
    amounts = np.frombuffer(row[3], dtype=np.float16).astype(np.float32)
    if not row[2]:
        return numbers, amounts.reshape(len(numbers), row[1])
    places = np.frombuffer(row[2], dtype=np.int32)
    starts = np.concatenate([[0], np.cumsum(places[: len(numbers)])])
    return numbers, Sparse(amounts, places[len(numbers) :], starts, row[1]).turned()
