"""Kernel ridge regression: what a held-out group is told is what a model without it tells."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from planlink.links.fitting import Rows, fit, folds_of, numbered

PENALTY = 0.3


def some_rows(seed: int = 0) -> tuple[Rows, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    matrix = draw.normal(size=(40, 12)) * (draw.random((40, 12)) < 0.4)
    folds = np.arange(40) % 4 - 1  # a quarter is never scored
    return Rows(csr_matrix(matrix)), (draw.random((40, 3)) < 0.3).astype(float), folds


def test_held_out_logits_are_those_of_a_model_without_the_group() -> None:
    rows, wanted, folds = some_rows()
    (unseen,) = fit(rows.kernel(), wanted, PENALTY, (folds,)).unseen
    for fold in range(3):
        others, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        kernel = rows.kernel()
        without = fit(kernel[np.ix_(others, others)].copy(), wanted[others], PENALTY)
        assert unseen[held] == pytest.approx(kernel[np.ix_(held, others)] @ without.pulls.T)
    assert not unseen[folds == -1].any()


def test_weights_by_column_give_the_logits_of_the_kernel() -> None:
    rows, wanted, _ = some_rows(1)
    pulls = fit(rows.kernel(), wanted, PENALTY).pulls
    weights = rows.weights(pulls)
    assert rows.matrix @ weights[:, :-1].T + weights[:, -1] == pytest.approx(rows.kernel() @ pulls.T)


def test_the_fit_is_that_of_scikit_learn() -> None:
    from sklearn.kernel_ridge import KernelRidge

    rows, wanted, _ = some_rows(2)
    expected = KernelRidge(alpha=PENALTY, kernel="precomputed").fit(rows.kernel(), wanted).dual_coef_
    assert pytest.approx(expected) == fit(rows.kernel(), wanted, PENALTY).pulls.T


def test_a_kernel_that_is_none_is_refused() -> None:
    with pytest.raises(ArithmeticError):
        fit(-np.eye(3), np.ones((3, 1)), 0.1)


def test_groups_stay_together_and_nameless_ones_are_never_scored() -> None:
    groups = [f"g{n % 7}" for n in range(70)] + [""]
    folds = folds_of(groups)
    assert {len(set(folds[[n for n in range(70) if n % 7 == g]])) for g in range(7)} == {1}
    assert set(folds) == {-1, 0, 1, 2, 3, 4}
    assert list(numbered(["b", "", "a", "b"])) == [1, -1, 0, 1]
