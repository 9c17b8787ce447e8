"""Tables whose rows are told apart by colour alone: every second row is shaded, the others are drawn by nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from planlink.documents.glyphs import Glyph, is_blank
from planlink.documents.rules import NEAR
from planlink.records.places import Box

TALLEST = 4.0  # an unshaded row is at most this many times as high as the shaded ones

Cells = list[Box]


def bridged(groups: Sequence[Cells], rules: Sequence[Box], glyphs: Sequence[Glyph]) -> list[Cells]:
    """Groups of cells, where shaded rows that stand on the same columns are one with the rows between them. Where level
    `rules` part what stands between, colour does not tell the rows: these are heads of several tables."""
    rows = sorted((g for g in groups if _is_row(g)), key=lambda g: (g[0].x0, g[0].top))
    used: set[int] = set()
    tables: list[Cells] = []
    for row in rows:
        if id(row) in used:
            continue
        stack = [row]
        for other in rows:
            if id(other) not in used and _is_next(stack[-1], other, rules, glyphs):
                stack.append(other)
        if len(stack) > 1:
            used.update(map(id, stack))
            tables.append(_table(stack, glyphs))
    return [*tables, *(g for g in groups if id(g) not in used)]


def _is_row(cells: Cells) -> bool:
    return len(cells) > 1 and all(abs(c.top - cells[0].top) + abs(c.bottom - cells[0].bottom) < NEAR for c in cells)


def _edges(cells: Cells) -> list[float]:
    return sorted({round(x, 1) for c in cells for x in (c.x0, c.x1)})


def _is_next(upper: Cells, lower: Cells, rules: Sequence[Box], glyphs: Sequence[Glyph]) -> bool:
    one, two = _edges(upper), _edges(lower)
    gap = lower[0].top - upper[0].bottom
    same = len(one) == len(two) and all(abs(a - b) <= NEAR for a, b in zip(one, two, strict=True))
    if not same or not 0.5 * upper[0].height <= gap <= TALLEST * max(upper[0].height, lower[0].height):
        return False
    if any(_parts(r, one, upper[0].bottom, lower[0].top) for r in rules):
        return False
    return _fits(one, upper[0].bottom, lower[0].top, glyphs)


def _parts(rule: Box, edges: Sequence[float], top: float, bottom: float) -> bool:
    """A rule as wide as the columns lies between two heights."""
    wide = abs(rule.x0 - edges[0]) <= NEAR and abs(rule.x1 - edges[-1]) <= NEAR
    return wide and top + NEAR < rule.top < bottom - NEAR


def _fits(edges: Sequence[float], top: float, bottom: float, glyphs: Sequence[Glyph]) -> bool:
    """Letters between two heights stand in at least two columns, and none stands on an edge between them."""
    filled = filled_columns(edges, letters_between(edges, top, bottom, glyphs))
    return filled is not None and len(filled) > 1


def letters_between(edges: Sequence[float], top: float, bottom: float, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The letters between two heights, from the first of the `edges` to the last."""
    return [
        g
        for g in glyphs
        if top <= (g.top + g.bottom) / 2 <= bottom and not is_blank(g) and edges[0] <= g.x0 <= edges[-1]
    ]


def filled_columns(edges: Sequence[float], letters: Sequence[Glyph]) -> set[int] | None:
    """The columns, from 0, in which letters stand; None where one stands on an edge between two."""
    if any(g.ink_x0 < x - 1 and g.ink_x1 > x + 1 for g in letters for x in edges[1:-1]):
        return None
    return {sum(x <= (g.x0 + g.x1) / 2 for x in edges) - 1 for g in letters}


def _table(stack: Sequence[Cells], glyphs: Sequence[Glyph]) -> Cells:
    edges = _edges(stack[0])
    cells = [c for row in stack for c in row]
    for upper, lower in pairwise(stack):
        cells.extend(Box(x0, upper[0].bottom, x1, lower[0].top) for x0, x1 in pairwise(edges))
    height = min(row[0].height for row in stack)
    head, foot = stack[0][0].top, stack[-1][0].bottom
    for top, bottom in ((head - height, head), (foot, foot + height)):
        if _fits(edges, top, bottom, glyphs):
            cells.extend(Box(x0, top, x1, bottom) for x0, x1 in pairwise(edges))
    return cells
