"""Topics of municipal policy as directions of meaning: a text by how near it is to each topic of our own texts.

Two texts without a word in common are near where their words stand in the same topics: お年寄り and 高齢者 in that of
going out in old age. What one sentence does not show, those of its topic show together (explicit semantic analysis).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from planlink.errors import KnowledgeError
from planlink.meaning.encoders import unit
from planlink.meaning.seals import seal, sealed
from planlink.meaning.sparse import Sparse
from planlink.meaning.tfidf import Array, Vocabulary, features, fit_vocabulary

TOPICS = "topics"
KEPT = 64
"""Topics of a text that count; those further off are chance."""
SHARPNESS = 1.25
"""The power of nearness: the nearest topics say most."""
ITS_OWN = 8
"""Topics that tell what a query is about."""
FEWEST = 4  # texts of a topic
COMMON = 0.4  # a word in a larger share of the topics tells none apart
FILE = "topics.npz"


@dataclass(frozen=True, slots=True)
class TopicSpace:
    """`weights` has one row a word and one column a topic (a topic's are 1 long); `own` says how near the topics are
    to one another, as `encode` would of a topic's whole text."""

    vocabulary: Vocabulary
    weights: Sparse
    own: Sparse
    name: str = TOPICS

    def encode(self, text: str) -> Array:
        """One text as its nearness to each topic, a vector of length 1 (all zero without a known word)."""
        near = np.zeros(self.weights.width)
        for word, weight in self.vocabulary.weigh(features(text, letters=False)).items():
            topics, amounts = self.weights.row(word)
            near[topics] += amounts * weight
        return unit(_nearest(near))

    def its_own(self, vector: Array) -> float:
        """How near a text, by its vector, is to the topics that it is about itself: what another text may be
        held against that is to be about the same."""
        return float(np.sort(self.own @ vector)[-ITS_OWN:].mean())


def _nearest(near: Array) -> Array:
    sharp: Array = near**SHARPNESS
    sharp[np.argsort(-sharp, kind="stable")[KEPT:]] = 0.0
    return sharp


def fit_topics(texts: Mapping[str, Sequence[str]]) -> TopicSpace:
    """The topics that have enough texts, each as one long text, in the order given."""
    from scipy.sparse import csr_matrix

    whole = ["。".join(found) for found in texts.values() if len(found) >= FEWEST]
    every = fit_vocabulary(whole, 1)
    often = Counter(key for text in whole for key in {one.key for one in features(text, letters=False)})
    kept = [key for key in every.columns if often[key] <= COMMON * len(whole)]
    idf = every.idf[[every.columns[key] for key in kept]]
    vocabulary = Vocabulary({key: column for column, key in enumerate(kept)}, idf)
    weights = _sparse([vocabulary.weigh(features(text, letters=False)) for text in whole], len(kept))
    near = [unit(_nearest(row)) for row in (weights @ weights.T).toarray()]
    return TopicSpace(vocabulary, _kept(weights).turned(), _kept(csr_matrix(np.stack(near))))


def _kept(matrix: Any) -> Sparse:
    return Sparse(matrix.data, matrix.indices, matrix.indptr, matrix.shape[1])


def _sparse(rows: Sequence[Mapping[int, float]], columns: int) -> Any:
    from scipy.sparse import csr_matrix

    starts = np.cumsum([0, *map(len, rows)])
    places = np.array([column for row in rows for column in row], dtype=np.int32)
    amounts = np.array([amount for row in rows for amount in row.values()]).astype(np.float16)
    return csr_matrix((amounts.astype(np.float64), places, starts), shape=(len(rows), columns))


def save_topics(space: TopicSpace, folder: Path) -> None:
    """Write `topics.npz`, and note its digest."""
    arrays = {**space.vocabulary.arrays(), **_arrays("", space.weights.turned()), **_arrays("own_", space.own)}
    np.savez_compressed(folder / FILE, **arrays)
    seal(folder / FILE)


def _arrays(name: str, matrix: Sparse) -> dict[str, Any]:
    return {
        f"{name}amounts": matrix.amounts.astype(np.float16),
        f"{name}places": matrix.places.astype(np.int32),
        f"{name}starts": matrix.starts.astype(np.int32),
    }


def _matrix(name: str, arrays: Mapping[str, Any], columns: int) -> Sparse:
    """Raises ValueError for arrays that are no such matrix."""
    amounts, places, starts = (arrays[f"{name}{part}"] for part in ("amounts", "places", "starts"))
    if not len(amounts) == len(places) == starts[-1] or places.max(initial=0) >= columns or places.min(initial=0) < 0:
        raise ValueError(f"{name}places")
    return Sparse(amounts.astype(np.float64), places, starts, columns)


def load_topics(folder: Path) -> TopicSpace:
    """The space of a model folder (models/topics). Raises KnowledgeError when its file is missing, changed or broken,
    or holds anything but numbers."""
    file = folder / FILE
    try:
        with np.load(BytesIO(sealed(file)), allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        vocabulary = Vocabulary.of(arrays)
        weights = _matrix("", arrays, len(vocabulary.columns))
        own = _matrix("own_", arrays, weights.shape[0])
        weights = weights.turned()
    except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
        raise KnowledgeError(
            f"{file} を読めません（{error}）。planlink をもう一度インストールしてください。"
        ) from error
    return TopicSpace(vocabulary, weights, own)
