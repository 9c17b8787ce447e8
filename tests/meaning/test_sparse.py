"""Sparse matrices say what the whole ones would."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_matrix

from planlink.meaning.sparse import Sparse

AMOUNTS = st.sampled_from([0.0, 0.0, 0.0, 0.1, -2.5, 1 / 3])
MATRICES = st.tuples(st.integers(0, 5), st.integers(1, 5)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=AMOUNTS)
)


def sparse(whole: np.ndarray) -> tuple[Sparse, csr_matrix]:
    made = csr_matrix(whole)
    return Sparse(made.data, made.indices, made.indptr, whole.shape[1]), made


@given(MATRICES, st.lists(AMOUNTS, min_size=5, max_size=5))
def test_products_are_those_of_scipy_to_the_last_digit(whole: np.ndarray, numbers: list[float]) -> None:
    own, other = sparse(whole)
    vector = np.array(numbers[: whole.shape[1]])
    assert (own @ vector).tolist() == (other @ vector).tolist()
    assert own.shape == whole.shape


@given(MATRICES)
def test_turned_twice_is_the_same(whole: np.ndarray) -> None:
    own, _ = sparse(whole)
    turned, back = own.turned(), own.turned().turned()
    for number in range(whole.shape[1]):
        places, amounts = turned.row(number)
        column = np.zeros(len(whole))
        column[places] = amounts
        assert column.tolist() == whole[:, number].tolist()
    for one, other in ((own.amounts, back.amounts), (own.places, back.places), (own.starts, back.starts)):
        assert one.tolist() == other.tolist()


@given(MATRICES, st.lists(AMOUNTS, min_size=5, max_size=5))
def test_rows_weighed_are_the_product_of_the_turned_matrix(whole: np.ndarray, numbers: list[float]) -> None:
    own, _ = sparse(whole)
    vector = np.array(numbers[: len(whole)])
    assert own.weighed(vector).tolist() == (own.turned() @ vector).tolist()


def test_a_product_keeps_the_precision_and_wants_a_vector_that_fits() -> None:
    own, _ = sparse(np.eye(3))
    few = Sparse(own.amounts.astype(np.float32), own.places, own.starts, own.width)
    assert (few @ np.ones(3, dtype=np.float32)).dtype == np.float32
    assert few.weighed(np.ones(3, dtype=np.float32)).dtype == np.float32
    for product in (few.__matmul__, few.weighed):
        with pytest.raises(ValueError, match="2 for 3"):
            product(np.ones(2))
