"""Sizes for headings whose level a file says: what a reader sees, or a step for each level where all look alike."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

TITLE = 2.4
_STEPS = (1.7, 1.55, 1.4, 1.3, 1.2, 1.15)
_SEEN = 1.1


def step(level: int) -> float:
    """How much larger than the body a heading of a level is: 0 the title, 1 outermost."""
    return TITLE if level == 0 else _STEPS[min(level, len(_STEPS)) - 1]


def heading_sizes(own: Mapping[int, float], body: float) -> dict[int, float]:
    """The size for each level in points, from the size that headings of this level have in the file. These stay where
    they fall from level to level and are all larger than the body."""
    levels = sorted(own)
    falls = all(own[outer] > own[inner] for outer, inner in pairwise(levels))
    if falls and all(size > _SEEN * body for size in own.values()):
        return dict(own)
    return {level: round(max(own[level] if level == 0 else 0.0, step(level) * body), 1) for level in levels}
