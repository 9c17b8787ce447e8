"""Matrices that are mostly zero, for those who search: scipy's, which reckon faster over many rows, take longer to load
than a search of a city's plans may last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Sparse:
    """What is not zero, row by row: row n has `amounts` at `places` from `starts[n]` to `starts[n + 1]`."""

    amounts: NDArray[Any]
    places: NDArray[np.int32]
    starts: NDArray[Any]
    width: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.starts) - 1, self.width

    def row(self, number: int) -> tuple[NDArray[np.int32], NDArray[Any]]:
        """Places and amounts of one row."""
        own = slice(self.starts[number], self.starts[number + 1])
        return self.places[own], self.amounts[own]

    def __matmul__(self, vector: NDArray[Any]) -> NDArray[Any]:
        """The product of each row with a vector, in the matrix's precision; terms are summed from left to right."""
        rows, columns = self.shape
        if len(vector) != columns:
            raise ValueError(f"a vector of {len(vector)} for {columns} columns")
        owners = np.repeat(np.arange(rows), np.diff(self.starts))
        sums = np.bincount(owners, weights=self.amounts * vector[self.places], minlength=rows)
        return sums.astype(self.amounts.dtype)

    def weighed(self, vector: NDArray[Any]) -> NDArray[Any]:
        """The sum of all rows, each as often as the vector says: what the turned matrix gives for it, but rows of zero
        cost nothing. For rows that name no place twice."""
        rows, columns = self.shape
        if len(vector) != rows:
            raise ValueError(f"a vector of {len(vector)} for {rows} rows")
        sums = np.zeros(columns)
        for number in map(int, np.flatnonzero(vector)):
            places, amounts = self.row(number)
            sums[places] += amounts * vector[number]
        return sums.astype(self.amounts.dtype)

    def turned(self) -> Sparse:
        """Rows for columns."""
        rows, columns = self.shape
        order = np.argsort(self.places, kind="stable")
        owners = np.repeat(np.arange(rows, dtype=np.int32), np.diff(self.starts))
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.places, minlength=columns))])
        return Sparse(self.amounts[order], owners[order], starts, rows)
