"""A model small enough to reckon with by hand: three words, two goals, one target, one viewpoint."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from planlink.knowledge import goals, viewpoints
from planlink.links.classifier import ALL, ANY, TEXT, Chance, Cut, Head, Label, Model
from planlink.links.views import TERM_SCHEMES, Columns, Scales
from planlink.meaning.tfidf import Vocabulary

ROWS: tuple[Label, ...] = (("sdg", "6"), ("sdg", "8"), ("viewpoint", "DX"), ("sdg-target", "6.1"), ANY)
WORDS = ("w:水道", "w:観光", "g:水道")
CHANCES = {said: Chance(1.0, 0.5) for said in ("primary", "related", "linked")}
KNOWN = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])


def cut(primary: float = 0.5, related: float | None = 0.3, review: float = 0.2) -> Cut:
    return Cut(2.0, 0.1, primary, related, review)


def layout(directions: int = 2) -> Columns:
    labels = [("sdg", g.label) for g in goals()] + [("viewpoint", v.label) for v in viewpoints()]
    assert {scheme for scheme, _ in labels} == set(TERM_SCHEMES)
    vocabulary = Vocabulary({key: n for n, key in enumerate(WORDS)}, np.array([1.5, 2.0, 1.0]))
    terms = {label: len(WORDS) + n for n, label in enumerate(labels)}
    return Columns(vocabulary, terms, np.full(directions, 0.25), np.eye(directions), KNOWN)


def small_model(cuts: Mapping[Label, Cut] | None = None) -> Model:
    columns = layout()
    weights = np.zeros((len(ROWS), columns.sparse))
    weights[0, :3] = (2.0, -1.0, 0.5)
    weights[1, :3] = (-1.0, 2.0, 0.0)
    weights[0, columns.terms["sdg", "6"]] = 0.75
    weights[3, 0] = 1.0
    dense = np.array([[0.5, -0.5], [0.0, 1.0], [0.25, 0.0], [0.0, 0.0], [0.0, 0.0]])
    made = {label: cut(related=0.3 if label[0] == "sdg" else None) for label in ROWS} | dict(cuts or {})
    pulls = np.array([[0.5, 0.0, -0.25], [0.0, 0.75, 0.0]])
    bias = np.array([-1.0, -1.0, -2.0, 0.0, 3.0])
    head = Head({label: n for n, label in enumerate(ROWS)}, weights, dense, pulls, bias, made, CHANCES)
    scales = Scales(1.0, 0.7, 0.5, 1.0, 1.0, 2.0, 0.75, 0.5, 1.0)
    return Model("small", "two", columns, scales, {ALL: head, TEXT: head}, 3, 0.25, "small-1")


class TwoDirections:
    """An encoder that needs no file."""

    name = "two"

    def encode(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.array([1.0, 0.0]) if "水" in text else np.array([0.0, 1.0])
