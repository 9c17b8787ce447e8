"""Columns between which no upright is drawn: cells below each other that all leave the same gap free are two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planlink.documents.glyphs import Glyph, is_blank, size_of
from planlink.documents.rules import NEAR, levels_of
from planlink.records.places import Box

GAP = 1.2  # letters between two columns
LINES = 3  # printed lines of a cell that hold more than a title
ROWS = 3  # cells that tell a column without any edge above

Held = dict[Box, list[Glyph]]


def divided(cells: Sequence[Box], held: Held) -> tuple[list[Box], Held]:
    """The cells of a table and their letters, with each column cut where all of its cells have letters on both sides
    of a gap. Where other cells end inside the column, only a gap in which one ends counts."""
    cuts: dict[Box, list[float]] = {}
    for column in (column for column in _columns(cells, held) if len(column) > 1):
        others = [cell for cell in cells if cell not in column]
        edges = [x for cell in others for x in (cell.x0, cell.x1) if column[0].x0 + NEAR < x < column[0].x1 - NEAR]
        for gap in _gaps([_letters(held[cell]) for cell in column]):
            drawn = [x for x in edges if gap[0] - NEAR <= x <= gap[1] + NEAR]
            if drawn or (len(column) >= ROWS and not edges):
                x = drawn[0] if drawn else sum(gap) / 2
                for cell in column:
                    cuts.setdefault(cell, []).append(x)
    for cell in cells:
        if cell not in cuts and (inner := _edges_in_gaps(cell, cells, _letters(held.get(cell, ())))):
            cuts[cell] = inner
    if not cuts:
        return list(cells), held
    parts = [(cell, part) for cell in cells for part in _parts(cell, cuts.get(cell, ()))]
    return [part for _, part in parts], {
        part: [g for g in held.get(cell, ()) if part.x0 <= (g.x0 + g.x1) / 2 < part.x1] for cell, part in parts
    }


def _edges_in_gaps(cell: Box, cells: Sequence[Box], letters: Sequence[Glyph]) -> list[float]:
    """The edges of other cells inside one that has several lines, where all of them lie in gaps between its letters
    and there are letters in each part: a row whose uprights a page end has cost."""
    inner = levels_of(x for one in cells for x in (one.x0, one.x1) if cell.x0 + NEAR < x < cell.x1 - NEAR)
    if not inner or len({round(g.base) for g in letters}) < LINES:
        return []
    least = size_of(letters) / 2
    clear = all(not any(g.ink_x0 - least < x < g.ink_x1 + least for g in letters) for x in inner)
    parts = [cell.x0, *inner, cell.x1]
    filled = all(any(a < (g.x0 + g.x1) / 2 < b for g in letters) for a, b in pairwise(parts))
    return inner if clear and filled else []


def _columns(cells: Sequence[Box], held: Held) -> Iterator[list[Box]]:
    """Cells with letters that are equally wide and stand below each other."""
    columns: dict[tuple[int, int], list[Box]] = {}
    for cell in cells:
        if _letters(held.get(cell, ())):
            columns.setdefault((round(cell.x0), round(cell.x1)), []).append(cell)
    yield from columns.values()


def _letters(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return [g for g in glyphs if not is_blank(g)]


def _gaps(cells: Sequence[list[Glyph]]) -> list[tuple[float, float]]:
    """Stretches that no letter touches, with letters of every cell on both sides."""
    least = GAP * max(map(size_of, cells))
    spans = sorted((g.ink_x0, g.ink_x1) for glyphs in cells for g in glyphs)
    found: list[tuple[float, float]] = []
    end = spans[0][1]
    for x0, x1 in spans:
        if x0 - end >= least:
            found.append((end, x0))
        end = max(end, x1)
    return [gap for gap in found if all(_stand_on_both_sides(glyphs, gap) for glyphs in cells)]


def _stand_on_both_sides(glyphs: Sequence[Glyph], gap: tuple[float, float]) -> bool:
    return any(g.ink_x1 <= gap[0] for g in glyphs) and any(g.ink_x0 >= gap[1] for g in glyphs)


def _parts(cell: Box, cuts: Sequence[float]) -> list[Box]:
    places = [cell.x0, *sorted(cuts), cell.x1]
    return [Box(x0, cell.top, x1, cell.bottom) for x0, x1 in pairwise(places)]
