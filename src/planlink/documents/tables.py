"""Cells that rules form → tables with spans, and boxes with a single cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from planlink.documents.bands import lines_only
from planlink.documents.closing import open_cells
from planlink.documents.glyphs import Glyph, Sheet, is_blank, size_of
from planlink.documents.headed import with_rows_below
from planlink.documents.joints import jointed
from planlink.documents.lines import lines_in
from planlink.documents.rules import NEAR, levels_of, whole_rules
from planlink.documents.runs import Run, runs_of
from planlink.documents.stripes import bridged
from planlink.documents.undrawn import divided
from planlink.documents.upright import in_place, uprights
from planlink.documents.vertical import stacked_line, turned_lines
from planlink.records.documents import Cell, Frame, Line, Table
from planlink.records.places import Box

HELD = 0.3  # share of a letter's height inside a box, from which on the box's rule runs through its ink


@dataclass(slots=True)
class Grid:
    """Cells that hang together; `columns` and `rows` are the places of their rules."""

    cells: list[Box]
    box: Box
    columns: list[float]
    rows: list[float]
    glyphs: dict[Box, list[Glyph]] = field(default_factory=dict)
    places: dict[tuple[int, int], Box] = field(default_factory=dict)


def grids_of(sheet: Sheet) -> list[Grid]:
    """Tables and boxes of a sheet, without page borders, backgrounds, and boxes that only hold other boxes."""
    rules = sorted(whole_rules(s for s in sheet.strokes if s.width > s.height), key=lambda r: r.top)
    whole = jointed(sheet.strokes, _groups(sheet.cells), sheet.glyphs)
    first = [group for group in _ruled_first(sheet) if not any(_holds(_around(one), _around(group)) for one in whole)]
    groups = bridged([_closed(group, sheet) for group in first], rules, sheet.glyphs)
    groups = [*with_rows_below(groups, rules, sheet.glyphs), *whole]
    grids = [grid_of(part) for group in groups for part in _parts(group)]
    return [g for g in grids if len(g.cells) > 1 or _is_box(g, grids, sheet)]


def _closed(group: list[Box], sheet: Sheet) -> list[Box]:
    return open_cells(group, sheet.strokes) if len(group) > 1 else group


def _ruled_first(sheet: Sheet) -> list[list[Box]]:
    """Groups of cells. Where rules alone make a table, coloured areas inside it (shaded lines) make no cells."""
    tables = [group for group in _groups(sheet.cells) if len(group) > 1]
    chosen: list[list[Box]] = []
    for group in _groups(sheet.shaded or sheet.cells):
        around = _around(group)
        inside = [t for t in tables if _inside(_around(t), around) or _around(t) == around]
        covered = sum(_around(t).width * _around(t).height for t in inside)
        if covered > 0.8 * around.width * around.height:
            chosen.extend(inside)
        else:
            chosen.append(group)
    return chosen


def _around(cells: Sequence[Box]) -> Box:
    return Box(
        min(c.x0 for c in cells),
        min(c.top for c in cells),
        max(c.x1 for c in cells),
        max(c.bottom for c in cells),
    )


def _groups(cells: Iterable[Box]) -> list[list[Box]]:
    """Cells that share a corner, from the lower right, in the order in which the groups end on the page."""
    ordered = sorted(set(cells), key=lambda c: (c.top, c.x0))
    home = list(range(len(ordered)))  # each cell knows one of its group, the last one of a chain itself
    at: dict[tuple[float, float], int] = {}
    for index, cell in enumerate(ordered):
        for corner in ((cell.x0, cell.top), (cell.x1, cell.top), (cell.x0, cell.bottom), (cell.x1, cell.bottom)):
            home[_last(home, at.setdefault(corner, index))] = _last(home, index)
    groups: dict[int, list[Box]] = {}
    for index in reversed(range(len(ordered))):
        groups.setdefault(_last(home, index), []).append(ordered[index])
    return list(groups.values())[::-1]


def _last(home: list[int], index: int) -> int:
    """The end of the chain from a cell; the chain is shortened on the way."""
    while home[index] != index:
        home[index] = home[home[index]]
        index = home[index]
    return index


def _parts(cells: list[Box]) -> list[list[Box]]:
    """Split tables that only touch: a rule goes across, and no column of one goes on in the other."""
    for level in levels_of(c.top for c in cells)[1:]:
        upper = [c for c in cells if c.bottom <= level + NEAR]
        lower = [c for c in cells if c.top >= level - NEAR]
        if len(upper) + len(lower) == len(cells) and _is_other_grid(upper, lower, level):
            return [*_parts(upper), *_parts(lower)]
    return [cells]


def _is_other_grid(upper: Sequence[Box], lower: Sequence[Box], level: float) -> bool:
    one = _inner([c for c in upper if abs(c.bottom - level) <= NEAR])
    two = _inner([c for c in lower if abs(c.top - level) <= NEAR])
    return bool(one) and bool(two) and not any(abs(a - b) <= NEAR for a in one for b in two)


def _inner(cells: Sequence[Box]) -> list[float]:
    return levels_of(x for c in cells for x in (c.x0, c.x1))[1:-1]


def grid_of(cells: list[Box]) -> Grid:
    """A grid with each of its fields mapped to the cell that covers it."""
    columns = levels_of(x for c in cells for x in (c.x0, c.x1))
    grid = Grid(cells, _around(cells), columns, levels_of(y for c in cells for y in (c.top, c.bottom)))
    for cell in cells:
        for row in range(_nearest(grid.rows, cell.top), _nearest(grid.rows, cell.bottom)):
            for column in range(_nearest(grid.columns, cell.x0), _nearest(grid.columns, cell.x1)):
                grid.places.setdefault((row, column), cell)
    return grid


def _nearest(values: Sequence[float], value: float) -> int:
    """The index of the sorted value that is nearest."""
    place = bisect_left(values, value)
    if place == len(values) or (place and value - values[place - 1] <= values[place] - value):
        return place - 1
    return place


def _is_box(grid: Grid, grids: Sequence[Grid], sheet: Sheet) -> bool:
    """A single cell is a box where rules are drawn on three sides at least, and nothing ruled stands inside."""
    box = grid.box
    if any(other is not grid and _inside(other.box, box) for other in grids):
        return False
    if box.width * box.height > 0.7 * sheet.width * sheet.height:
        return False
    return sum(_is_drawn(side, sheet.strokes) for side in sides_of(box)) >= 3


def _holds(outer: Box, inner: Box) -> bool:
    """The middle of the inner box lies in the outer one."""
    return outer.holds((inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 >= outer.x0 - 1
        and inner.x1 <= outer.x1 + 1
        and inner.top >= outer.top - 1
        and inner.bottom <= outer.bottom + 1
        and (inner.width < outer.width or inner.height < outer.height)
    )


def sides_of(box: Box) -> list[Box]:
    """Top, bottom, left and right side of a box."""
    return [
        Box(box.x0, box.top, box.x1, box.top),
        Box(box.x0, box.bottom, box.x1, box.bottom),
        Box(box.x0, box.top, box.x0, box.bottom),
        Box(box.x1, box.top, box.x1, box.bottom),
    ]


def _is_drawn(side: Box, strokes: Iterable[Box]) -> bool:
    """Whether strokes cover most of a side; the gaps of a dashed line count as covered."""
    flat = side.height < side.width
    spans: list[tuple[float, float]] = []
    for s in strokes:
        if flat and abs((s.top + s.bottom) / 2 - side.top) <= NEAR and s.width >= s.height:
            spans.append((max(s.x0, side.x0), min(s.x1, side.x1)))
        elif not flat and abs((s.x0 + s.x1) / 2 - side.x0) <= NEAR and s.height >= s.width:
            spans.append((max(s.top, side.top), min(s.bottom, side.bottom)))
    return _covered(spans) >= 0.8 * max(side.width, side.height)


def _covered(spans: Iterable[tuple[float, float]]) -> float:
    """The length that spans cover together; gaps up to `NEAR` are closed."""
    covered, end = 0.0, float("-inf")
    for start, stop in sorted(span for span in spans if span[0] < span[1]):
        if start > end + NEAR:
            covered += stop - start
        elif stop > end:
            covered += stop - end
        end = max(end, stop)
    return covered


def share_out(glyphs: Iterable[Glyph], grids: Sequence[Grid]) -> list[Glyph]:
    """Give each letter to the cell that holds the centre of its ink; what is left stands outside."""
    free: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.ink_x0 + glyph.ink_x1) / 2, (glyph.top + glyph.bottom) / 2
        cell = None
        for grid in grids:
            if grid.box.holds(x, y) or _hangs_out(glyph, x, grid):
                cell = _field(grid, x, y)
                if cell is not None:
                    grid.glyphs.setdefault(cell, []).append(glyph)
                    break
        if cell is None:
            free.append(glyph)
    return free


def _hangs_out(glyph: Glyph, x: float, grid: Grid) -> bool:
    """The lower side of a box runs through the letter: the box was drawn too small for its last line."""
    inside = grid.box.bottom - glyph.top
    return len(grid.cells) == 1 and grid.box.x0 <= x <= grid.box.x1 and HELD * glyph.size < inside < glyph.size


def _field(grid: Grid, x: float, y: float) -> Box | None:
    row = min(max(bisect_right(grid.rows, y) - 1, 0), len(grid.rows) - 2)
    column = min(max(bisect_right(grid.columns, x) - 1, 0), len(grid.columns) - 2)
    return grid.places.get((row, column))


def block_of(grid: Grid) -> Table | Frame | None:
    """The record of a grid; None where it holds no letter (charts, ornaments)."""
    if not any(not is_blank(g) for held in grid.glyphs.values() for g in held):
        return None
    if len(grid.cells) == 1:
        return _frame(grid)
    boxes, held = divided(grid.cells, grid.glyphs)
    if len(boxes) > len(grid.cells):
        grid = grid_of(boxes)
        grid.glyphs = held
    cells = sorted((_cell(grid, box) for box in grid.cells), key=lambda c: (c.row, c.column))
    return Table(len(grid.rows) - 1, len(grid.columns) - 1, tuple(cells), grid.box)


def _frame(grid: Grid) -> Frame:
    upright, glyphs, _ = uprights(grid.glyphs.get(grid.cells[0], []))
    runs = runs_of(g for g in glyphs if not g.turn)
    left = min((r.ink_x0 for r in runs), default=grid.box.x0)
    right = _right(grid.box, left, runs)
    return Frame(lines_only(in_place(upright, [*turned_lines(glyphs), *runs], left, right)), grid.box)


def _right(box: Box, left: float, runs: Sequence[Run]) -> float:
    """The right edge of the text in a box: the margin on the left is taken to be that on the right, up to a point."""
    margin = min(max(left - box.x0, 0.0), 0.1 * box.width)
    return max(box.x1 - margin, max(r.ink_x1 for r in runs)) if runs else box.x1


def _cell(grid: Grid, box: Box) -> Cell:
    glyphs = grid.glyphs.get(box, [])
    row, column = _nearest(grid.rows, box.top), _nearest(grid.columns, box.x0)
    row_span = max(1, _nearest(grid.rows, box.bottom) - row)
    column_span = max(1, _nearest(grid.columns, box.x1) - column)
    turned = turned_lines(glyphs)
    level = [g for g in glyphs if not g.turn]
    stacked = stacked_line(level)
    lines = (*turned, *((stacked,) if stacked else _cell_lines(level, box)))
    return Cell(row, column, row_span, column_span, lines, box, bool(stacked or (turned and lines == tuple(turned))))


def _cell_lines(glyphs: Sequence[Glyph], box: Box) -> list[Line]:
    letters = [g for g in glyphs if not is_blank(g)]
    if not letters:
        return []
    left = min(g.ink_x0 for g in letters)
    margin = min(max(left - box.x0, 0.0), 0.1 * box.width)
    longest, right = max(g.ink_x1 for g in letters), box.x1 - margin
    return lines_in(glyphs, left, longest if right - 2 * size_of(letters) < longest < right else right)
