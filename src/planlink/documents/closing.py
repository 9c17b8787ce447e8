"""Cells that rules leave open: at a page end without a rule, at the sides of a table without outer lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, pairwise
from statistics import median

from planlink.documents.rules import NEAR, levels_of, whole_uprights
from planlink.records.places import Box

LEAST = 8.0  # points: a cell is at least as high
MARGIN = 18.0  # points: an open column is at least as wide
Cells = Sequence[Box]


def open_cells(cells: Cells, strokes: Sequence[Box]) -> list[Box]:
    """The cells of a table with those beside them that its rules begin but do not close: the rules between columns
    run on below or above it, the rules between rows run on to its left or right."""
    upright = [s for s in whole_uprights(s for s in strokes if s.height > s.width) if s.height > LEAST]
    level = [s for s in strokes if s.width > s.height and s.width > MARGIN]
    wide = [*cells, *_beyond(cells, level, left=True), *_beyond(cells, level, left=False)]
    long = [*wide, *_below(wide, upright, level), *_above(wide, upright, level)]
    return [*long, *_notches(long, upright, below=True), *_notches(long, upright, below=False)]


def _notches(cells: Cells, upright: Sequence[Box], below: bool) -> list[Box]:
    """Open cells beside closed ones (a label in colour, rows of their own): where the table's lower (or upper) end
    steps back, and rules between columns or at both sides run on to it."""
    edges = levels_of(x for c in cells for x in (c.x0, c.x1))
    end = max(c.bottom for c in cells) if below else min(c.top for c in cells)
    steps = [(_end_of([c for c in cells if c.x0 < (a + b) / 2 < c.x1], below), a, b) for a, b in pairwise(edges)]
    found: list[Box] = []
    for start, run in groupby(steps, key=lambda step: step[0]):
        held = list(run)
        if start is not None and abs(start - end) >= LEAST:
            notch = Box(held[0][1], min(start, end), held[-1][2], max(start, end))
            inner = levels_of((s.x0 + s.x1) / 2 for s in upright if _runs_through(s, notch))
            left, right = (any(_stands_at(s, x, notch) for s in upright) for x in (notch.x0, notch.x1))
            if right and (inner or left):
                found += [Box(x0, notch.top, x1, notch.bottom) for x0, x1 in pairwise([notch.x0, *inner, notch.x1])]
    return found


def _stands_at(stroke: Box, x: float, notch: Box) -> bool:
    return abs(x - (stroke.x0 + stroke.x1) / 2) <= NEAR and _spans(stroke, notch)


def _end_of(cells: Cells, below: bool) -> float | None:
    if not cells:
        return None
    return max(c.bottom for c in cells) if below else min(c.top for c in cells)


def _runs_through(stroke: Box, notch: Box) -> bool:
    x = (stroke.x0 + stroke.x1) / 2
    return notch.x0 + NEAR < x < notch.x1 - NEAR and _spans(stroke, notch)


def _spans(stroke: Box, notch: Box) -> bool:
    return stroke.top <= notch.top + NEAR and stroke.bottom >= notch.bottom - NEAR


def _beyond(cells: Cells, level: Sequence[Box], left: bool) -> list[Box]:
    """Cells beside the table, between rules that all run on to the same place."""
    side = min(c.x0 for c in cells) if left else max(c.x1 for c in cells)
    edge: Callable[[Box], float] = (lambda c: c.x0) if left else (lambda c: c.x1)
    outer = [c for c in cells if abs(edge(c) - side) <= NEAR]
    heights = levels_of([*(c.top for c in outer), *(c.bottom for c in outer)])
    reached = {y: _reach(level, y, side, left) for y in heights}
    ends = [x for x in reached.values() if x is not None]
    if len(ends) < 3 or max(ends) - min(ends) > NEAR or None in (reached[heights[0]], reached[heights[-1]]):
        return []
    end = median(ends)
    kept = [y for y in heights if reached[y] is not None]
    return [Box(min(end, side), top, max(end, side), bottom) for top, bottom in pairwise(kept)]


def _reach(level: Iterable[Box], y: float, side: float, left: bool) -> float | None:
    """Where a rule at height `y` ends that runs on over the `side`; None where none does."""
    here = [s for s in level if abs((s.top + s.bottom) / 2 - y) <= NEAR and s.x0 <= side + NEAR and s.x1 >= side - NEAR]
    end = min((s.x0 for s in here), default=side) if left else max((s.x1 for s in here), default=side)
    return end if abs(end - side) >= MARGIN else None


def _below(cells: Cells, upright: Sequence[Box], level: Sequence[Box]) -> list[Box]:
    foot = max(c.bottom for c in cells)
    last = [c for c in cells if abs(c.bottom - foot) <= NEAR]
    edges = levels_of(x for c in last for x in (c.x0, c.x1))
    ends = [max((s.bottom for s in upright if _crosses(s, x, foot)), default=foot) for x in edges]
    return _row(edges, ends, foot, level, upright)


def _above(cells: Cells, upright: Sequence[Box], level: Sequence[Box]) -> list[Box]:
    head = min(c.top for c in cells)
    first = [c for c in cells if abs(c.top - head) <= NEAR]
    edges = levels_of(x for c in first for x in (c.x0, c.x1))
    ends = [min((s.top for s in upright if _crosses(s, x, head)), default=head) for x in edges]
    return _row(edges, ends, head, level, upright)


def _crosses(stroke: Box, x: float, y: float) -> bool:
    return abs((stroke.x0 + stroke.x1) / 2 - x) <= NEAR and stroke.top <= y + NEAR and stroke.bottom >= y - NEAR


def _row(
    edges: Sequence[float], ends: Sequence[float], start: float, level: Sequence[Box], upright: Sequence[Box]
) -> list[Box]:
    """The cells of an open row between `start` and where the rules between its columns end."""
    reached = [end for end in ends if abs(end - start) >= LEAST]
    if len(reached) < 2 or abs(ends[0] - start) < LEAST or abs(ends[-1] - start) < LEAST:
        return []
    end = median(reached)
    if max(reached) - min(reached) > NEAR or any(_closes(s, end, edges) for s in level):
        return []
    kept = [x for x, here in zip(edges, ends, strict=True) if abs(here - start) >= LEAST]
    whole = Box(kept[0], min(start, end), kept[-1], max(start, end))
    inner = [(u.x0 + u.x1) / 2 for u in upright if _runs_through(u, whole)]
    kept = levels_of([*kept, *(x for x in inner if not any(abs(x - known) <= NEAR for known in kept))])
    return [Box(x0, min(start, end), x1, max(start, end)) for x0, x1 in pairwise(kept)]


def _closes(stroke: Box, y: float, edges: Sequence[float]) -> bool:
    return abs((stroke.top + stroke.bottom) / 2 - y) <= NEAR and stroke.x0 < edges[-1] and stroke.x1 > edges[0]
