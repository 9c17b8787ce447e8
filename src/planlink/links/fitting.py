"""Regressions over texts' columns, and their cross-validation. The only module of links/ that imports scikit-learn.

A goal has two regressions, one for primary (◎) alone and one for primary or related (○); its weights lie between them,
so that one logit orders both tiers and its parts can be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planlink.links.classifier import ALL, ENCODER, TEXT
from planlink.links.views import Columns, View
from planlink.meaning.tfidf import Array

FOLDS = 5
STRICT = 0.65  # how much of a goal's weights comes from primary alone
Mask = NDArray[np.bool_]
Folds = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts as a sparse matrix, one row a text, one column a column of the model (those left out are empty)."""

    matrix: Any

    @classmethod
    def of(cls, views: Sequence[View], layout: Columns, kept: Mask) -> Rows:
        from scipy.sparse import csr_matrix, diags, hstack

        lengths = np.cumsum([0, *(len(view.columns) for view in views)])
        columns = np.concatenate([view.columns for view in views])
        values = np.concatenate([view.values for view in views])
        sparse = csr_matrix((values, columns, lengths), shape=(len(views), layout.sparse))
        dense = csr_matrix(np.stack([view.dense for view in views]))
        matrix = (hstack([sparse, dense]) @ diags(kept.astype(np.float64))).tocsr()
        matrix.eliminate_zeros()
        return cls(matrix)

    def take(self, which: Mask) -> Rows:
        return Rows(self.matrix[np.flatnonzero(which)])

    def logits(self, weights: Array) -> Array:
        """One row a text, one column a label; `weights` has one row a label with the bias last."""
        product: Array = self.matrix @ weights[:, :-1].T + weights[:, -1]
        return product


Fit = Callable[[Rows, Array], Array]


def columns_of(name: str, layout: Columns) -> Mask:
    """Which columns a choice of features has."""
    text = np.arange(layout.sparse + len(layout.mean)) < layout.sparse
    everywhere: Mask = np.ones_like(text)
    return {ALL: everywhere, TEXT: text, ENCODER: ~text}[name]


def folds_of(groups: Sequence[str]) -> Folds:
    """A fold 0 to 4 for every example, groups together; -1 for those that are never scored."""
    from sklearn.model_selection import GroupKFold

    folds = np.full(len(groups), -1)
    scored = np.flatnonzero([bool(group) for group in groups])
    names = [groups[int(n)] for n in scored]
    for number, (_, held) in enumerate(GroupKFold(FOLDS).split(names, groups=names)):
        folds[scored[held]] = number
    return folds


def numbered(names: Sequence[str]) -> Folds:
    """A fold for each name; -1 for those without one."""
    places = {name: place for place, name in enumerate(sorted({name for name in names if name}))}
    return np.array([places.get(name, -1) for name in names])


def cross_validated(rows: Rows, grades: Array, folds: Folds, fit: Fit) -> Array:
    """Logits of each example from weights that never saw its fold; zero for fold -1."""
    logits = np.zeros(grades.shape)
    for fold in range(int(folds.max()) + 1):
        held = folds == fold
        logits[held] = rows.take(held).logits(fit(rows.take(~held), grades[~held]))
    return logits


def fit_goals(rows: Rows, grades: Array, strength: float) -> Array:
    """Weights by label (bias last) from grades 1 primary, 0.5 related, 0 neither."""
    return np.stack([_graded(rows, grades[:, n], strength) for n in range(grades.shape[1])])


def fit_targets(rows: Rows, hits: Array, ridge: float) -> Array:
    """Weights by target (bias last) from a ridge regression for all targets at once: most have few sentences."""
    from sklearn.linear_model import Ridge

    fitted = Ridge(alpha=ridge, solver="cholesky", fit_intercept=False).fit(rows.matrix, hits - hits.mean(axis=0))
    return np.hstack([fitted.coef_, hits.mean(axis=0)[:, None]])


def _graded(rows: Rows, grades: Array, strength: float) -> Array:
    tiers = [grades >= least for least in (1.0, 0.5)]
    if (tiers[0] == tiers[1]).all():
        return _regression(rows, tiers[0], strength)
    strict, either = (_regression(rows, tier, strength) for tier in tiers)
    between: Array = STRICT * strict + (1.0 - STRICT) * either
    return between


def _regression(rows: Rows, positive: Mask, strength: float) -> Array:
    """Logistic regression; the rarer side weighs more, by the square root of how rare it is."""
    from sklearn.linear_model import LogisticRegression

    weight = float(np.sqrt((~positive).sum() / positive.sum()))
    classes = {True: weight, False: 1.0}
    model = LogisticRegression(
        C=strength, solver="liblinear", dual=True, tol=1e-3, max_iter=1000, random_state=0, class_weight=classes
    )
    model.fit(rows.matrix, positive)
    return np.append(model.coef_[0], model.intercept_[0])
