"""A cache of vectors by text, in front of an encoder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from planlink.meaning.encoders import Encoder
from planlink.meaning.tfidf import Array


class CachedEncoder:
    """An encoder that encodes each text once. `known` are vectors kept from an earlier run of the same encoder;
    `vectors` is what to keep."""

    def __init__(self, encoder: Encoder, known: Mapping[str, Array] | None = None) -> None:
        self._encoder = encoder
        self.vectors: dict[str, Array] = dict(known or {})

    @property
    def name(self) -> str:
        return self._encoder.name

    def encode(self, text: str) -> Array:
        if text not in self.vectors:
            self.vectors[text] = self._encoder.encode(text)
        return self.vectors[text]


def cosines(vector: Array, others: Iterable[Array]) -> Array:
    """The cosine of `vector` with each of `others` (0 where one of them is all zero)."""
    rows = list(others)
    if not rows:
        return np.zeros(0)
    cosine: Array = unit_rows(rows) @ (vector / (float(np.linalg.norm(vector)) or 1.0))
    return cosine


def unit_rows(vectors: Sequence[Array]) -> Array:
    """Vectors of length 1 (or all zero), one row each."""
    rows = np.stack(vectors)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    made: Array = rows / np.where(lengths > 0.0, lengths, 1.0)
    return made
