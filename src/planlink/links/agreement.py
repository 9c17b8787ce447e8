"""How well what was said agrees with what is right: F1 and calibration, from counts that can be added up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planlink.meaning.tfidf import Array

BINS = 10


def f1(counts: Array) -> Array:
    """F1 from right, wrong and missed in the last axis; 1 where there is nothing to say."""
    right, wrong, missed = np.moveaxis(counts, -1, 0)
    total = 2 * right + wrong + missed
    found: Array = np.where(total > 0, 2 * right / np.maximum(total, 1.0), 1.0)
    return found


def by_tenth(scores: Array, right: Array) -> Array:
    """For each tenth of the score: how many scores, their sum, and how many of them are right. Both are flat."""
    tenths = np.minimum((scores * BINS).astype(np.int64), BINS - 1)
    amounts = (np.ones(len(scores)), scores, right)
    return np.stack([np.bincount(tenths, amount, BINS) for amount in amounts], axis=1)


def calibration_error(tenths: Array) -> Array:
    """How far scores lie from the share that is right, tenth by tenth (expected calibration error)."""
    off = np.abs(tenths[..., 1] - tenths[..., 2]).sum(axis=-1)
    error: Array = off / np.maximum(tenths[..., 0].sum(axis=-1), 1.0)
    return error


def counted(said: NDArray[np.bool_], right: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> Array:
    """Right, wrong and missed."""
    return np.array([(said & right).sum(), (said & ~right).sum(), (~said & wanted).sum()], dtype=np.float64)
