"""What answers what: items of a list, policies and measures against the measures or policies of a plan.

Two texts answer each other when the one's words stand in the other and both mean something near. The words are
weighed by how rare they are among the texts; an encoder adds nearness of meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np

from planlink.japanese.tokens import Token, is_content, tokens
from planlink.links.views import is_telling
from planlink.meaning.encoders import Encoder
from planlink.meaning.tfidf import Array
from planlink.meaning.threads import one_thread
from planlink.meaning.vectors import directions
from planlink.records.links import Alignment, Evidence
from planlink.records.places import Turn, sheet_at

ITEM_ANSWERED = 0.23
"""Unanswered items of viewpoint lists, read by eye, lie below with and without an encoder."""
MEASURE_ANSWERED = 0.29
"""Measures of one plan that another leaves unanswered, read by eye, lie below with the encoder (tests/cases)."""
MOST, NEAR = 3, 0.1  # answers of one source, and how far the last may lie behind the best
WORDS, MEANING = 0.5, 0.5  # with an encoder; the words count for both without one
TOLD = 5  # words that an alignment names
BLOCK = 500  # sources compared at once: so many rows fit in memory beside a hundred thousand targets


@dataclass(frozen=True, slots=True)
class Text:
    """Something to align: an item's or measure's id, what it says, its page, and where it goes on on another one."""

    id: str
    text: str
    page: int | None = None
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """Texts by their content words, and as a matrix, one row a text, one column a word, 1 where it stands; `weights`
    say how rare each is."""

    of_sources: Sequence[dict[str, Token]]
    of_targets: Sequence[dict[str, Token]]
    sources: Any
    targets: Any
    weights: Array
    columns: dict[str, int]


def align(
    sources: Sequence[Text],
    targets: Sequence[Text],
    encoder: Encoder | None,
    document: str | None = None,
    least: float = ITEM_ANSWERED,
) -> tuple[Alignment, ...]:
    """For each source its best answers, three at most; one alignment with target None where nothing answers.

    `document` names the plan whose targets these are; `least` is the lowest score of an answer. Scores are between 0
    and 1, the sum of their evidence; that of "nothing" is the best one that was too low. Empty where there are no
    targets, since then nothing can be said, and where there are no sources.
    """
    if not sources or not targets:
        return ()
    with one_thread():
        return _aligned(sources, targets, encoder, document, least)


def _aligned(
    sources: Sequence[Text], targets: Sequence[Text], encoder: Encoder | None, document: str | None, least: float
) -> tuple[Alignment, ...]:
    words = _words(sources, targets)
    near = None if encoder is None else (_vectors(sources, encoder), _vectors(targets, encoder))
    made: list[Alignment] = []
    for start in range(0, len(sources), BLOCK):
        shared = _covered(words, start)
        meaning = shared if near is None else np.clip(near[0][start : start + BLOCK] @ near[1].T, 0.0, 1.0)
        scores = WORDS * shared + MEANING * meaning
        for row, source in enumerate(sources[start : start + BLOCK]):
            for best in _answers(scores[row], least):
                score = float(scores[row, best])
                evidence = tuple(_evidence(words, start + row, best, score, source))
                target = targets[best].id if score >= least else None
                made.append(Alignment(source.id, target, score, "linked", evidence, document))
    return tuple(made)


def _answers(scores: Array, least: float) -> list[int]:
    """The answers' places, the best first; where nothing answers the best one alone."""
    order = np.argsort(-scores, kind="stable")[:MOST]
    lowest = max(least, float(scores[order[0]]) - NEAR)
    return [int(place) for place in order if scores[place] >= lowest] or [int(order[0])]


def _evidence(words: _Words, source: int, target: int, score: float, said: Text) -> Iterator[Evidence]:
    """The source's words that the target has too, the heaviest first, and the rest of the score."""
    found = words.of_sources[source]
    weights = {lemma: float(words.weights[words.columns[lemma]]) for lemma in found}
    total = sum(weights.values()) or 1.0
    both = (lemma for lemma in set(found) & set(words.of_targets[target]) if is_telling(found[lemma]))
    shared = sorted(both, key=lambda lemma: (-weights[lemma], lemma))
    rest = score
    for lemma in shared[:TOLD]:
        weight, token = WORDS * weights[lemma] / total, found[lemma]
        rest -= weight
        page = sheet_at(token.start, said.page, said.turns)
        yield Evidence(token.surface, token.start, token.end, page, weight)
    yield Evidence(None, None, None, None, rest)


def _covered(words: _Words, start: int) -> Array:
    """The share of each source's weight of words that each target has too."""
    some = words.sources[start : start + BLOCK].multiply(words.weights).tocsr()
    totals = np.asarray(some.sum(axis=1)).ravel()
    shared: Array = (some @ words.targets.T).toarray() / np.where(totals > 0.0, totals, 1.0)[:, None]
    return shared


def _words(sources: Sequence[Text], targets: Sequence[Text]) -> _Words:
    from scipy.sparse import csr_matrix

    columns: dict[str, int] = {}
    contents = [_content(text.text) for text in (*sources, *targets)]
    rows = [[columns.setdefault(word, len(columns)) for word in content] for content in contents]
    lengths = np.cumsum([0, *(len(row) for row in rows)])
    places = np.fromiter(chain.from_iterable(rows), dtype=np.int64)
    matrix = csr_matrix((np.ones(len(places)), places, lengths), shape=(len(rows), len(columns)))
    often = np.asarray(matrix.sum(axis=0)).ravel()
    weights = np.log((1.0 + len(rows)) / np.maximum(often, 1.0))
    half = len(sources)
    return _Words(contents[:half], contents[half:], matrix[:half], matrix[half:], weights, columns)


def _vectors(texts: Sequence[Text], encoder: Encoder) -> Array:
    return directions(np.stack([encoder.encode(text.text) for text in texts]))


@lru_cache(maxsize=8192)  # each plan is held against each other one
def _content(text: str) -> dict[str, Token]:
    """The content words by lemma, each at its first place."""
    found: dict[str, Token] = {}
    for token in tokens(text):
        if is_content(token):
            found.setdefault(token.lemma, token)
    return found
