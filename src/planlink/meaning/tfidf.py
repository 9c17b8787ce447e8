"""Text as weighted words and letter pairs (TF-IDF), each with its places, so that a score can be shown in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planlink.japanese.text import fold_with_map
from planlink.japanese.tokens import Token, compounds, is_content, tokens

Array = NDArray[np.float64]
WORDS, LETTERS = "w", "g"
USUAL_LENGTH = 30.0  # the length of a block's vector in a text of about 80 letters


@dataclass(frozen=True, slots=True)
class Feature:
    """A word ("w:…") or a run of two or three letters ("g:…") at letters `start` to `end` of the text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Features that count: `columns` gives each key's place, `idf` its weight; words and letters are two blocks."""

    columns: Mapping[str, int]
    idf: Array

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Vocabulary:
        """From the arrays of a file. Raises KeyError where one is missing."""
        keys = arrays["keys"].tobytes().decode("utf-8").split("\n")
        return cls({key: n for n, key in enumerate(keys)}, arrays["idf"].astype(np.float64))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """As arrays of a file."""
        keys = "\n".join(sorted(self.columns, key=self.columns.__getitem__))
        return {"keys": np.frombuffer(keys.encode("utf-8"), dtype=np.uint8), "idf": self.idf.astype(np.float32)}

    def weigh(
        self, found: Iterable[Feature], emphasis: float = 1.0, until: int = 0, evening: float = 1.0
    ) -> dict[int, float]:
        """TF-IDF by column: sublinear counts. Features that begin before letter `until` (the title) count `emphasis`
        times. Each block has length 1 with `evening` 1; with less, long texts weigh more than short ones."""
        amounts: dict[int, float] = {}
        blocks: dict[int, str] = {}
        for feature in found:
            column = self.columns.get(feature.key)
            if column is not None:
                amounts[column] = amounts.get(column, 0.0) + (emphasis if feature.start < until else 1.0)
                blocks[column] = feature.key[0]
        weights = {column: (1.0 + np.log(amount)) * self.idf[column] for column, amount in amounts.items()}
        lengths = {
            block: float(np.sqrt(sum(weights[c] ** 2 for c in weights if blocks[c] == block))) or 1.0
            for block in (WORDS, LETTERS)
        }
        norms = {block: length**evening * USUAL_LENGTH ** (1.0 - evening) for block, length in lengths.items()}
        return {column: float(weights[column]) / norms[blocks[column]] for column in sorted(weights)}


def features(text: str, letters: bool = True) -> tuple[Feature, ...]:
    """Content words, compounds and pairs inside them; with `letters` also runs of two and three letters."""
    words = tokens(text)
    return (*_word_features(words, text), *(_letter_features(text) if letters else ()))


def fit_vocabulary(texts: Iterable[str], words_in: int = 2, letters_in: int | None = None) -> Vocabulary:
    """Words found in `words_in` texts and letter runs found in `letters_in` (None: no letter runs), in sorted order,
    with smoothed inverse document frequencies."""
    found: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        found.update({feature.key for feature in features(text, letters_in is not None)})
    least = {WORDS: words_in, LETTERS: letters_in or 0}
    kept = sorted(key for key, count in found.items() if count >= least[key[0]])
    idf = np.array([np.log((1 + total) / (1 + found[key])) + 1.0 for key in kept])
    return Vocabulary({key: column for column, key in enumerate(kept)}, idf.astype(np.float32).astype(np.float64))


def _word_features(words: Sequence[Token], text: str) -> Iterator[Feature]:
    for word in words:
        if is_content(word):
            yield Feature(f"{WORDS}:{word.lemma}", word.start, word.end)
    for compound in compounds(words, text):
        parts = [word for word in words if compound.start <= word.start and word.end <= compound.end]
        if len(parts) > 2:
            yield Feature(f"{WORDS}:{compound.lemma}", compound.start, compound.end)
        for left, right in pairwise(parts):
            yield Feature(f"{WORDS}:{left.lemma}{right.lemma}", left.start, right.end)


def _letter_features(text: str) -> Iterator[Feature]:
    folded = fold_with_map(text)
    normal = folded.text.casefold()
    if len(normal) != len(folded.text):  # a letter such as ß grows when its case is folded
        normal = folded.text
    for size in (2, 3):
        for start in range(len(normal) - size + 1):
            run = normal[start : start + size]
            if not any(letter.isspace() for letter in run):
                yield Feature(f"{LETTERS}:{run}", *folded.raw_span(start, start + size))
