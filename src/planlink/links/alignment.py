"""What answers what: items of a list or policies of a plan against measures.

Two texts answer each other when the one's words stand in the other and both mean something near. The words are
weighed by how rare they are among the measures; an encoder adds nearness of meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planlink.japanese.tokens import is_content, tokens
from planlink.meaning.encoders import Encoder
from planlink.meaning.tfidf import Array
from planlink.meaning.vectors import cosines
from planlink.records.links import Alignment

ANSWERS = 0.23
"""Least score of an answer: unanswered items read by eye lie below .23 with and without an encoder."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Text:
    """Something to align: an item's or measure's id and what it says."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A text's content words with their weights, and its vector."""

    id: str
    words: dict[str, float]
    vector: Array | None


def align(sources: Sequence[Text], targets: Sequence[Text], encoder: Encoder | None) -> tuple[Alignment, ...]:
    """For each source its best answers, three at most; one alignment with target None where nothing answers.
    Scores are between 0 and 1. Empty without targets: then nothing can be said."""
    if not targets:
        return ()
    rarity = _rarity([*targets, *sources])
    weighed = [_weigh(target, rarity, encoder) for target in targets]
    made: list[Alignment] = []
    for source in sources:
        made.extend(_answers(_weigh(source, rarity, encoder), weighed))
    return tuple(made)


def _answers(source: _Weighed, targets: Sequence[_Weighed]) -> list[Alignment]:
    shared = np.array([_covered(source, target) for target in targets])
    near = shared
    if source.vector is not None:
        near = np.clip(cosines(source.vector, [t.vector for t in targets if t.vector is not None]), 0.0, 1.0)
    scores = 0.5 * shared + 0.5 * near
    order = np.argsort(-scores, kind="stable")[:MOST]
    found = [(float(scores[i]), targets[i].id) for i in order if scores[i] >= ANSWERS]
    if not found:
        return [Alignment(source.id, None, float(scores.max()), "linked")]
    best = found[0][0]
    return [Alignment(source.id, target, score, "linked") for score, target in found if score >= best - 0.1]


def _covered(source: _Weighed, target: _Weighed) -> float:
    """The share of the source's weight of words that the target has too."""
    total = sum(source.words.values())
    return sum(weight for word, weight in source.words.items() if word in target.words) / total if total else 0.0


def _rarity(texts: Sequence[Text]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for text in texts:
        for word in _words(text.text):
            counts[word] = counts.get(word, 0) + 1
    return {word: float(np.log((1 + len(texts)) / count)) for word, count in counts.items()}


def _weigh(text: Text, rarity: dict[str, float], encoder: Encoder | None) -> _Weighed:
    words = {word: rarity.get(word, 0.0) for word in _words(text.text)}
    return _Weighed(text.id, words, encoder.encode(text.text) if encoder else None)


def _words(text: str) -> set[str]:
    return {token.lemma for token in tokens(text) if is_content(token)}
