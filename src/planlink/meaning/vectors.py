"""A cache of vectors by text, in front of an encoder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from planlink.meaning.encoders import Encoder, unit
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
    cosine: Array = directions(np.stack(rows)) @ unit(vector)
    return cosine


def directions(vectors: Array) -> Array:
    """One vector, or a matrix of them row by row, each made 1 long (or left all zero)."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    made: Array = vectors / np.where(lengths > 0.0, lengths, 1.0)
    return made
