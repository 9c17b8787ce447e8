"""A text as a model sees it: numbers by column, and which part of the text each number comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planlink.japanese.tokens import Token, compounds, is_content, tokens
from planlink.knowledge import formal_nouns
from planlink.links.evidence import TermHit, counts
from planlink.meaning.tfidf import WORDS, Array, Feature, Vocabulary, features
from planlink.meaning.vectors import directions

TERM_SCHEMES = ("sdg", "viewpoint")


@dataclass(frozen=True, slots=True)
class Scales:
    """How much each kind of column counts (terms of goals and of viewpoints apart), how many times a title's word
    counts, how far long and short texts are made even (1: wholly), how much nearness in meaning counts, and how fast
    it falls with the distance."""

    words: float
    letters: float
    terms: float
    viewpoint_terms: float
    dense: float
    title: float
    evening: float
    nearness: float
    falling: float


@dataclass(frozen=True, slots=True)
class Columns:
    """The model's columns in order: words and letter runs, then terms by label, then the encoder's directions
    (less their mean over the training text). Nearness is reckoned along `axes` alone, one row an axis: those in which
    training texts differ most. `known` has the training texts' directions along them, one row a text."""

    vocabulary: Vocabulary
    terms: Mapping[tuple[str, str], int]
    mean: Array
    axes: Array
    known: Array

    @property
    def sparse(self) -> int:
        """How many columns come from words, letters and terms."""
        return len(self.vocabulary.columns) + len(self.terms)


@dataclass(frozen=True, slots=True)
class View:
    """One text. `text` is title + "\\n" + text; `values[i]` stands in column `columns[i]`; `shares[u, i]` is the part
    of it that comes from the text's unit u (a word or compound, `units[u]` its letters); `dense` is the encoder's
    part and `near` how near the text is to each known one, both all zero without an encoder."""

    text: str
    columns: NDArray[np.int64]
    values: Array
    units: tuple[tuple[int, int], ...]
    shares: Array
    dense: Array
    near: Array


def make_view(
    title: str, body: str, hits: Sequence[TermHit], vector: Array | None, layout: Columns, scales: Scales
) -> View:
    """See the text through a model's columns. `hits` are the knowledge terms in title + "\\n" + body; `vector` is the
    encoder's (see `encoder_text`)."""
    text = f"{title}\n{body}"
    values, places = _text_values(text, len(title), layout, scales)
    term_values, term_places = _term_values(hits, layout, scales)
    values.update(term_values)
    places += term_places
    columns = np.array(sorted(values), dtype=np.int64)
    units = _units(text)
    away = np.zeros(len(layout.mean)) if vector is None else vector - layout.mean
    return View(
        text,
        columns,
        np.array([values[column] for column in columns]),
        units,
        _shares(columns, places, units, len(text)),
        away * scales.dense,
        np.zeros(len(layout.known))
        if vector is None
        else nearness(direction(layout.axes @ away), layout.known, scales),
    )


def direction(vector: Array) -> Array:
    """A vector's direction, or those of the rows of a matrix; in half the precision, which is twice as fast."""
    found: Array = directions(vector).astype(np.float32)
    return found


def nearness(those: Array, known: Array, scales: Scales) -> Array:
    """How near those directions (one, or a row each) are to each known one; its scale where they are the same."""
    near: Array = scales.nearness * np.exp(2.0 * scales.falling * (those @ known.T - 1.0))
    return near


def encoder_text(title: str, body: str) -> str:
    """The text that the encoder is given."""
    return f"{title}。{body}" if title and body else title or body


Places = list[tuple[int, int, int]]  # column, start, end


def _text_values(text: str, title: int, layout: Columns, scales: Scales) -> tuple[dict[int, float], Places]:
    found = features(text)
    values = layout.vocabulary.weigh(found, scales.title, title, scales.evening)
    places = [(layout.vocabulary.columns[f.key], f.start, f.end) for f in found if f.key in layout.vocabulary.columns]
    kinds = {layout.vocabulary.columns[f.key]: _scale(f, scales) for f in found if f.key in layout.vocabulary.columns}
    return {column: value * kinds[column] for column, value in values.items()}, places


def _scale(feature: Feature, scales: Scales) -> float:
    return scales.words if feature.key.startswith(WORDS) else scales.letters


def _term_values(hits: Sequence[TermHit], layout: Columns, scales: Scales) -> tuple[dict[int, float], Places]:
    values = {
        layout.terms[scheme, label]: float(np.log1p(number))
        * (scales.terms if scheme == "sdg" else scales.viewpoint_terms)
        for scheme in TERM_SCHEMES
        for label, number in counts(hits, scheme).items()
    }
    places = [(layout.terms[h.scheme, h.label], h.start, h.end) for h in hits if h.scheme in TERM_SCHEMES]
    return values, places


def _units(text: str) -> tuple[tuple[int, int], ...]:
    """What evidence is shown by: compounds, and content words outside them."""
    words = tokens(text)
    joined = compounds(words, text)
    inside = {place for compound in joined for place in range(compound.start, compound.end)}
    single = [word for word in words if is_content(word) and word.start not in inside and is_telling(word)]
    return tuple(sorted((word.start, word.end) for word in (*joined, *single)))


def is_telling(word: Token) -> bool:
    """A word that says something when it is shown alone: no auxiliary, no formal noun, no verb in kana."""
    if word.pos.startswith(("動詞-非自立", "形状詞-助動詞", "形容詞-非自立")) or word.lemma in formal_nouns():
        return False
    return not (word.pos.startswith("動詞") and re.fullmatch("[ぁ-ん]+", word.surface))


def _shares(columns: NDArray[np.int64], places: Places, units: Sequence[tuple[int, int]], letters: int) -> Array:
    """Every place of a column has the same share, spread evenly over its letters; letters outside all units drop."""
    unit_of = np.full(letters, -1)
    for number, (start, end) in enumerate(units):
        unit_of[start:end] = number
    index = {int(column): i for i, column in enumerate(columns)}
    often: dict[int, int] = {}
    for column, _, _ in places:
        often[column] = often.get(column, 0) + 1
    shares = np.zeros((len(units), len(columns)))
    for column, start, end in places:
        part = 1.0 / (often[column] * (end - start))
        for unit in unit_of[start:end]:
            if unit >= 0:
                shares[unit, index[column]] += part
    return shares
