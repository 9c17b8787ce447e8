"""Where a logit becomes a score, and a score a link: calibration, and cuts by label, from cross-validated logits.

A score is what a label is worth on the scale primary 1, related 0.5, neither 0. All goals share one curve from logit to
score, and so do all viewpoints: curves of their own were no better calibrated and made scores of different goals worse
to compare. Each label has cuts of its own; those of rare labels lean on all, since few sentences say little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planlink.links.classifier import ANY, Chance, Cut, Label, logistic, logits_of
from planlink.links.decide import LINKED, PRIMARY, RELATED
from planlink.meaning.tfidf import Array

GRID = np.round(np.arange(0.04, 0.97, 0.01), 2)
LEAN = 0.1  # what all labels together weigh beside one label
RELATED_RIGHT = 0.5  # the least certain related link is right so often, by training labels; plans tolerate far more
REVIEW_RIGHT = 0.3
LOST = 0.015  # of the texts with goals are taken for texts without any


@dataclass(frozen=True, slots=True)
class Judged:
    """Cross-validated logits and grades, one row an example, one column a label; fold -1 is never scored."""

    logits: Array
    grades: Array
    folds: NDArray[np.int64]

    def only(self, which: NDArray[np.bool_]) -> Judged:
        return Judged(self.logits[which], self.grades[which], self.folds[which])


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of examples, one row an example, one column a label: scores, and what is called primary (of a
    viewpoint: linked) and related. A text that fails ANY has neither for any goal."""

    scores: Array
    primary: NDArray[np.bool_]
    related: NDArray[np.bool_]
    grades: Array


def choose_cuts(labels: Sequence[Label], judged: Judged) -> dict[Label, Cut]:
    """The cuts from all folds."""
    return _cuts(labels, judged.only(judged.folds >= 0))


def said_unseen(labels: Sequence[Label], judged: Judged, at_most: int) -> Said:
    """What is said of each example whose fold is 0 or more by the cuts that the other folds choose, fold by fold."""
    scored = judged.only(judged.folds >= 0)
    found = []
    for fold in range(int(scored.folds.max()) + 1):
        cuts = _cuts(labels, scored.only(scored.folds != fold))
        found.append(_said(labels, cuts, scored.only(scored.folds == fold), at_most))
    return Said(
        np.concatenate([said.scores for said in found]),
        np.concatenate([said.primary for said in found]),
        np.concatenate([said.related for said in found]),
        np.concatenate([said.grades for said in found]),
    )


def _said(labels: Sequence[Label], cuts: Mapping[Label, Cut], judged: Judged, at_most: int) -> Said:
    chosen = [cuts[label] for label in labels]
    scores = np.stack([logistic(c.slope * judged.logits[:, n] + c.offset) for n, c in enumerate(chosen)], axis=1)
    primary = scores >= np.array([c.primary for c in chosen])
    near = (scores >= np.array([c.related if c.related is not None else 1.0 for c in chosen])) & ~primary
    goals = np.array([scheme == "sdg" for scheme, _ in labels])
    stands = primary[:, [labels.index(ANY)]] | ~goals
    primary, near = primary & stands, near & stands
    order = np.argsort(np.argsort(-np.where(near, scores, -1.0), axis=1), axis=1)
    return Said(scores, primary, near & (order < at_most), judged.grades)


def choose_chances(labels: Sequence[Label], said: Said) -> dict[str, Chance]:
    """How often what is said is right, by its score: of goals as primary and as related, of viewpoints as linked."""
    logits, right = logits_of(said.scores), (said.grades > 0.0).astype(np.float64)
    return {name: Chance(*_platt(logits[some], right[some])) for name, some in linked(labels, said).items()}


def linked(labels: Sequence[Label], said: Said) -> dict[str, NDArray[np.bool_]]:
    """Which goals are said to be primary or related, and which viewpoints linked."""
    goals, views = (np.array([name == scheme for name, _ in labels]) for scheme in ("sdg", "viewpoint"))
    return {PRIMARY: said.primary & goals, RELATED: said.related & goals, LINKED: said.primary & views}


def pooled_cut(judged: Judged) -> Cut:
    """One cut for many labels with few examples each; only for ranking and review."""
    scored = judged.only(judged.folds >= 0)
    slope, offset = _platt(scored.logits.ravel(), scored.grades.ravel())
    return Cut(slope, offset, 1.0, None, 0.0)


def _cuts(labels: Sequence[Label], judged: Judged) -> dict[Label, Cut]:
    whether = labels.index(ANY)
    cuts = {ANY: _any_cut(judged.logits[:, whether], judged.grades[:, whether])}
    for scheme in ("sdg", "viewpoint"):
        columns = [n for n, label in enumerate(labels) if label[0] == scheme]
        logits, grades = judged.logits[:, columns], judged.grades[:, columns]
        slope, offset = _platt(logits.ravel(), grades.ravel())
        scores = logistic(slope * logits + offset)
        for i, n in enumerate(columns):
            cuts[labels[n]] = _cut((slope, offset), scores, grades, i, scheme == "sdg")
    return cuts


def _any_cut(logits: Array, grades: Array) -> Cut:
    """The cut that all but a few texts with goals pass."""
    slope, offset = _platt(logits, grades)
    least = float(np.quantile(logistic(slope * logits[grades == 1.0] + offset), LOST))
    return Cut(slope, offset, round(least, 4), None, round(least, 4))


def _cut(platt: tuple[float, float], scores: Array, grades: Array, column: int, tiers: bool) -> Cut:
    primary = _best_f1(scores, grades, column)
    if not tiers:
        return Cut(*platt, primary, None, round(primary / 2, 3))
    related = min(primary, _least_right(scores, grades, column, RELATED_RIGHT, primary))
    return Cut(*platt, primary, related, min(related, _least_right(scores, grades, column, REVIEW_RIGHT, related)))


def _best_f1(scores: Array, grades: Array, column: int) -> float:
    """The cut with the best F1 of primary, over this label with all labels leaning in."""
    worth = []
    for cut in GRID:
        taken = scores >= cut
        right = _leaning(taken & (grades == 1.0), column)
        worth.append(2 * right / max(1e-9, _leaning(taken, column) + _leaning(grades == 1.0, column)))
    return float(GRID[int(np.argmax(worth))])


def _least_right(scores: Array, grades: Array, column: int, share: float, below: float) -> float:
    """The lowest cut from which on links up to `below` are right (primary or related) in `share` of cases around it."""
    lowest = below
    for cut in GRID[below > GRID][::-1]:
        near = (scores >= cut) & (scores < cut + 0.08)
        if _leaning(near & (grades > 0), column) < share * _leaning(near, column):
            break
        lowest = float(cut)
    return lowest


def _leaning(which: NDArray[np.bool_], column: int) -> float:
    return float(which[:, column].sum() + LEAN * which.sum())


def _platt(logits: Array, grades: Array) -> tuple[float, float]:
    """Slope and offset of the logistic curve through soft grades."""
    from sklearn.linear_model import LogisticRegression

    column = np.concatenate([logits, logits])[:, None]
    sides = np.concatenate([np.ones(len(logits)), np.zeros(len(logits))])
    weights = np.concatenate([grades, 1.0 - grades])
    model = LogisticRegression(C=100.0, tol=1e-8).fit(column[weights > 0], sides[weights > 0], weights[weights > 0])
    return float(model.coef_[0, 0]), float(model.intercept_[0])
