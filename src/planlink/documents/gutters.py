"""Gutters so narrow that a gap in a single line does not tell them: the same gap in many long lines does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planlink.documents.glyphs import Glyph, is_blank
from planlink.documents.rows import Row

LEAST = 0.7  # letters of free width
ROWS = 5  # rows that have the gap at the same place
LONG = 10  # letters on either side of it


@dataclass(frozen=True, slots=True)
class _Chain:
    """A strip that stays free in the rows counted so far."""

    x0: float
    x1: float
    rows: tuple[int, ...]


def narrow_gutters(rows: Sequence[Row]) -> dict[int, float]:
    """For each row (by its place) the middle of the gutter that parts it; rows without one are left out."""
    chains: list[_Chain] = []
    found: dict[int, float] = {}
    for index, row in enumerate(rows):
        letters = sorted((g for g in row.glyphs if not is_blank(g)), key=lambda g: g.x0)
        going: list[_Chain] = []
        gaps = list(_gaps(letters, row.size))
        for chain in chains:
            going.extend(_on(chain, letters, gaps, index, row.size))
        chains = _longest([*going, *(_Chain(x0, x1, (index,)) for x0, x1 in gaps)])
        for chain in chains:
            if len(chain.rows) >= ROWS:
                found.update((place, (chain.x0 + chain.x1) / 2) for place in chain.rows)
    return found


def _gaps(letters: Sequence[Glyph], size: float) -> Iterator[tuple[float, float]]:
    for index, (a, b) in enumerate(pairwise(letters), start=1):
        if LONG <= index <= len(letters) - LONG and b.ink_x0 - a.ink_x1 >= LEAST * size:
            yield a.ink_x1, b.ink_x0


def _on(
    chain: _Chain, letters: Sequence[Glyph], gaps: Sequence[tuple[float, float]], index: int, size: float
) -> Iterator[_Chain]:
    """The chain in the next row: narrower where its gap overlaps, as it is where the row leaves it free."""
    if not any(g.ink_x0 < chain.x1 - 0.5 and g.ink_x1 > chain.x0 + 0.5 for g in letters):
        parted = [(x0, x1) for x0, x1 in gaps if x0 <= chain.x0 + 0.5 and x1 >= chain.x1 - 0.5]
        yield _Chain(chain.x0, chain.x1, (*chain.rows, index) if parted else chain.rows)
        return
    for x0, x1 in gaps:
        left, right = max(x0, chain.x0), min(x1, chain.x1)
        if right - left >= LEAST * size:
            yield _Chain(left, right, (*chain.rows, index))


def _longest(chains: Sequence[_Chain]) -> list[_Chain]:
    """One chain for each strip: the one with the most rows."""
    best: dict[tuple[float, float], _Chain] = {}
    for chain in chains:
        key = (round(chain.x0), round(chain.x1))
        if key not in best or len(best[key].rows) < len(chain.rows):
            best[key] = chain
    return list(best.values())
