"""Themes (重点テーマ) of *this* city, from its own plans: no training, no theme known beforehand.

A theme is described by its own title and text and by the priority policies below it. A measure's theme is the one
that the plan prints for its basic goal, where that is a single one; of several printed ones, and where none is
printed, the nearest by words and by the encoder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planlink.links.decide import LINKED, NONE, REVIEW, Verdict
from planlink.meaning.encoders import Encoder
from planlink.meaning.tfidf import Array, Vocabulary, features
from planlink.meaning.vectors import cosines
from planlink.records.links import Evidence
from planlink.records.plans import Item, Measure, Plan

WORDS_WEIGHT, MEANING_WEIGHT, SHARPNESS = 1.0, 1.0, 12.0
PRINTED = 3.0  # what the plan's own declaration adds to a logit
LARGE = 20.0  # a logit as good as certain
MARGIN = 0.2  # a theme whose score is this near the best one's is shown for review


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as the city's plans describe it: `sentences` are what a measure is compared with, one by one."""

    label: str
    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeIndex:
    """The city's themes ready for comparison. `printed` are the themes that a plan prints, by item id."""

    themes: tuple[Theme, ...]
    printed: Mapping[str, frozenset[str]]
    words: tuple[tuple[dict[int, float], ...], ...]
    vectors: tuple[tuple[Array, ...], ...]
    vocabulary: Vocabulary
    encoder: Encoder | None


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """A theme's verdict and what it is made of; the weights are parts of a logit, scores a softmax over themes."""

    verdict: Verdict
    name: str
    evidence: tuple[Evidence, ...]


def index_themes(plans: Sequence[Plan], vocabulary: Vocabulary, encoder: Encoder | None) -> ThemeIndex:
    """All themes of a city's plans; the same label in two plans is one theme."""
    themes = _themes(plans)
    printed: dict[str, set[str]] = {}
    for declaration in (d for plan in plans for d in plan.declared if d.scheme == "theme"):
        printed.setdefault(declaration.subject_id, set()).add(declaration.label)
    words = tuple(tuple(_words(vocabulary, s) for s in theme.sentences) for theme in themes)
    vectors = tuple(tuple(encoder.encode(s) for s in theme.sentences) if encoder else () for theme in themes)
    return ThemeIndex(themes, {k: frozenset(v) for k, v in printed.items()}, words, vectors, vocabulary, encoder)


def judge_themes(measure: Measure, index: ThemeIndex) -> tuple[ThemeScore, ...]:
    """Every theme for one measure, best first; the best is linked, others near it are for review."""
    if not index.themes:
        return ()
    parts = _parts(measure, index)
    logits = parts.sum(axis=1)
    scores = np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum()
    order = sorted(range(len(index.themes)), key=lambda n: (-scores[n], n))
    best = scores[order[0]]
    return tuple(
        ThemeScore(
            Verdict(index.themes[n].label, float(scores[n]), None, _status(place, float(best - scores[n]))),
            index.themes[n].name,
            tuple(Evidence(None, None, None, None, float(part)) for part in (*parts[n], -_others(logits, n)) if part),
        )
        for place, n in enumerate(order)
    )


def _others(logits: Array, own: int) -> float:
    """What the other themes put against one: with it the score is the logistic function of the evidence's sum."""
    rest = np.delete(logits, own)
    return float(np.logaddexp.reduce(rest)) if len(rest) else -LARGE


def _status(place: int, behind: float) -> str:
    if place == 0:
        return LINKED
    return REVIEW if behind <= MARGIN else NONE


def _parts(measure: Measure, index: ThemeIndex) -> Array:
    """Words, meaning, and the plan's own word: one row a theme."""
    text = f"{measure.title}。{measure.text}"
    words = _words(index.vocabulary, text)
    by_words = [_near([_dot(words, sentence) for sentence in theme]) for theme in index.words]
    by_meaning = [0.0] * len(index.themes)
    if index.encoder is not None:
        vector = index.encoder.encode(text)
        by_meaning = [_near(list(cosines(vector, theme))) for theme in index.vectors]
    printed = _printed(measure, index)
    return np.array(
        [
            [SHARPNESS * WORDS_WEIGHT * w, SHARPNESS * MEANING_WEIGHT * m, PRINTED if theme.label in printed else 0.0]
            for theme, w, m in zip(index.themes, by_words, by_meaning, strict=True)
        ]
    )


def _printed(measure: Measure, index: ThemeIndex) -> frozenset[str]:
    """What the plan prints nearest above the measure: at itself, its group, or its basic goal."""
    for subject in (measure.id, measure.group, measure.goal):
        if subject is not None and subject in index.printed:
            return index.printed[subject]
    return frozenset()


def _near(nearness: Sequence[float]) -> float:
    """Nearness to a theme: its best sentences count most."""
    best = sorted(nearness, reverse=True)[:3]
    return float(np.mean([best[0], np.mean(best)])) if best else 0.0


def _themes(plans: Sequence[Plan]) -> tuple[Theme, ...]:
    items = [item for plan in plans for item in plan.items]
    found: dict[str, tuple[str, list[str]]] = {}
    for item in items:
        if item.kind != "theme":
            continue
        _, sentences = found.setdefault(item.label or item.title, (item.title, []))
        below = [policy for policy in items if policy.parent == item.id]
        for text in (item.title, *_sentences(item), *(t for p in below for t in (p.title, *_sentences(p)))):
            if text and text not in sentences:
                sentences.append(text)
    for declaration in (d for plan in plans for d in plan.declared if d.scheme == "theme"):
        found.setdefault(declaration.label, (declaration.name, [declaration.name]))
    return tuple(Theme(label, name, tuple(sentences)) for label, (name, sentences) in sorted(found.items()))


def _sentences(item: Item) -> list[str]:
    return [sentence + "。" for sentence in item.text.split("。") if sentence.strip()]


def _words(vocabulary: Vocabulary, text: str) -> dict[int, float]:
    return vocabulary.weigh(features(text))


def _dot(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    return sum(amount * other[column] for column, amount in one.items() if column in other) / 2.0
