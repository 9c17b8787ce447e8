"""Regressions over texts' columns and their nearness in meaning, and their cross-validation.

All labels of a kind are fitted at once by kernel ridge regression: how much two texts have in common is the product of
their columns, and where an encoder counts how near they are in meaning. The one inverse that this needs gives, besides
the model, what every held-out group would be told by a model without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planlink.links.classifier import ALL, ENCODER, TEXT
from planlink.links.views import Columns, Scales, View, nearness
from planlink.meaning.tfidf import Array

FOLDS = 5
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

    def kernel(self) -> Array:
        """How much each text has in common with each; the one stands for the bias."""
        shared: Array = (self.matrix @ self.matrix.T).toarray()
        shared += 1.0
        return shared

    def weights(self, pulls: Array) -> Array:
        """The weights by column (one row a label, the bias last) that pulls by text come to."""
        by_column: Array = (self.matrix.T @ pulls.T).T
        return np.hstack([by_column, pulls.sum(axis=1)[:, None]])


@dataclass(frozen=True, slots=True)
class Fit:
    """`pulls` has a row for each label, a column for each text; `unseen` has for each folding, and text of a fold 0 or
    more, the logits that a model without that fold gives it, one row a text, one column a label."""

    pulls: Array
    unseen: tuple[Array, ...]


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


def near_kernel(layout: Columns, scales: Scales) -> Array:
    """How near each known text is in meaning to each."""
    return nearness(layout.known, layout.known, scales).astype(np.float64)


def fit(kernel: Array, wanted: Array, penalty: float, foldings: Sequence[Folds] = ()) -> Fit:
    """Ridge regression of `wanted` (one row a text, one column a label) over a kernel, which is used up.

    What a text of a held-out group would be told follows from the inverse without fitting again: it is short of what
    was wanted by the pulls of its group, divided by the group's own block of the inverse.
    """
    from scipy.linalg import solve

    inverse = _inverse(kernel, penalty)
    pulls = inverse @ wanted
    unseen = []
    for folds in foldings:
        logits = np.zeros(wanted.shape)
        for fold in range(int(folds.max()) + 1):
            held = np.flatnonzero(folds == fold)
            short = solve(inverse[np.ix_(held, held)], pulls[held], assume_a="pos", overwrite_a=True)
            logits[held] = wanted[held] - short
        unseen.append(logits)
    return Fit(pulls.T, tuple(unseen))


def _inverse(kernel: Array, penalty: float) -> Array:
    """The inverse of kernel + penalty, made in place: with ten thousand texts it fills a gigabyte."""
    from scipy.linalg.lapack import dpotrf, dpotri

    kernel[np.diag_indices_from(kernel)] += penalty
    factor, failed = dpotrf(kernel.T, lower=1, overwrite_a=1)  # a symmetric matrix is its own transpose
    if failed:
        raise ArithmeticError("the kernel is not positive: raise the penalty")
    inverse, _ = dpotri(factor, lower=1, overwrite_c=1)
    lower: Array = np.tril(inverse)
    lower += np.tril(lower, -1).T
    return lower
