"""Printed lines → the columns and rows in which they stand, where no rules tell them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import inf

from planlink.documents.lines import line_of
from planlink.documents.runs import Run, make_run, merge
from planlink.records.documents import Cell, Table
from planlink.records.places import Box

LOOSE = 1.35  # a gap between lines this many times the smallest one parts rows
LONG = 20  # letters of a line that holds more than a name
NEAR_END = 1.5  # letters that a full line may leave free at the end of its column
_CLOSED = re.compile(r"[。．）)」％%]")
FIGURES = re.compile(r"[▲△約+\-]?\s?[0-9０-９]")
VALUE = re.compile(r"[▲△約+\-]?[0-9０-９][0-9０-９,，.．]*\D{0,4}")


@dataclass(frozen=True, slots=True)
class Strip:
    """The runs of one printed line."""

    runs: tuple[Run, ...]
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return max(r.size for r in self.runs)


Row = list[Strip]


def strips_of(runs: Iterable[Run]) -> list[Strip]:
    """Runs by the row that they stand in, from the top."""
    strips: list[Strip] = []
    for _, row in groupby(sorted(runs, key=lambda r: (r.row, r.box.x0)), key=lambda r: r.row):
        held = tuple(row)
        strips.append(Strip(held, min(r.box.top for r in held), max(r.box.bottom for r in held)))
    return sorted(strips, key=lambda s: s.top)


def gaps_of(strips: Sequence[Strip], least: float) -> list[tuple[float, float]]:
    """Stretches of at least `least` points between the letters of all strips that none of them touches."""
    spans = sorted((g.ink_x0, g.ink_x1) for s in strips for r in s.runs for g in r.glyphs)
    gaps: list[tuple[float, float]] = []
    end = spans[0][1] if spans else 0.0
    for x0, x1 in spans:
        if x0 - end >= least:
            gaps.append((end, x0))
        end = max(end, x1)
    return gaps


def columns_of(strip: Strip, edges: Sequence[float]) -> set[int]:
    """The columns between `edges` in which a strip has letters."""
    return {_column(g.ink_x0, g.ink_x1, edges) for r in strip.runs for g in r.glyphs}


def _column(x0: float, x1: float, edges: Sequence[float]) -> int:
    return min(max(bisect_right(edges, (x0 + x1) / 2) - 1, 0), len(edges) - 2)


def rows_in(strips: Sequence[Strip], edges: Sequence[float], ruled: bool) -> list[Row] | None:
    """Strips as rows of cells with one or several lines; None where that cannot be told. A row is set off by a wider
    gap, or begins with a line that fills every column or has a figure; between rules (`ruled`) only figures tell. A
    line in which a sentence of the line above goes on begins no row."""
    rows: list[Row] = []
    for group in _set_apart(strips):
        whole = [not ruled and _is_whole(s, edges) for s in group]
        begin = [
            _has_figure(s, edges) or (whole[i] and not (i and _goes_on(group[i - 1], s, edges)))
            for i, s in enumerate(group)
        ]
        if sum(begin) < 2:
            rows.append(group)
            continue
        if not begin[0] and not _is_whole(group[0], edges):
            return None
        for index, strip in enumerate(group):
            if begin[index] or not index:
                rows.append([])
            rows[-1].append(strip)
    return rows


def _set_apart(strips: Sequence[Strip]) -> list[Row]:
    """Groups of lines with a wider gap between them; a line that hangs beside another (in smaller letters) is with
    that."""
    gaps = [max(b.top - a.bottom, 0.5) if not _hangs(a, b) else 0.0 for a, b in pairwise(strips)]
    least, most = min(filter(None, gaps), default=0.0), max(gaps, default=0.0)
    limit = (least + most) / 2 if most > LOOSE * least + 1 else most + 1
    groups: list[Row] = [[strips[0]]]
    for strip, gap in zip(strips[1:], gaps, strict=True):
        if gap > limit:
            groups.append([])
        groups[-1].append(strip)
    return groups


def _hangs(above: Strip, below: Strip) -> bool:
    """Both stand on the same height for a good part."""
    return above.bottom - below.top > 0.3 * min(above.bottom - above.top, below.bottom - below.top)


def _is_whole(strip: Strip, edges: Sequence[float]) -> bool:
    return len(columns_of(strip, edges)) == len(edges) - 1


def _goes_on(above: Strip, below: Strip, edges: Sequence[float]) -> bool:
    """A long line that reaches the end of its column, without a full stop, with a line below it that begins where it
    begins."""
    starts = {_column(r.ink_x0, r.ink_x0, edges): r.ink_x0 for r in below.runs}
    return any(
        len(run.glyphs) >= LONG
        and edges[_column(run.ink_x0, run.ink_x0, edges) + 1] - run.ink_x1 <= NEAR_END * run.size
        and not _CLOSED.match(run.glyphs[-1].text)
        and abs(starts.get(_column(run.ink_x0, run.ink_x0, edges), inf) - run.ink_x0) <= run.size / 2
        for run in above.runs
    )


def _has_figure(strip: Strip, edges: Sequence[float]) -> bool:
    """A value (1,200人) stands alone in a column behind the first."""
    return any(
        _column(r.ink_x0, r.ink_x0, edges) > 0 and VALUE.fullmatch("".join(g.text for g in r.glyphs))
        for r in strip.runs
    )


def table_of(rows: Sequence[Row], edges: Sequence[float], heights: Sequence[float]) -> Table:
    """The record of rows of strips between the column `edges` and the row `heights`."""
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        pieces = [piece for strip in row for piece in _pieces(strip, edges)]
        cells.extend(_cells(index, pieces, edges, heights))
    return Table(len(rows), len(edges) - 1, tuple(cells), Box(edges[0], heights[0], edges[-1], heights[-1]))


def _pieces(strip: Strip, edges: Sequence[float]) -> list[tuple[int, int, Run]]:
    """The parts of a strip in each column: first and last column, and the letters."""
    found: list[tuple[int, int, Run]] = []
    for run in strip.runs:
        for piece in _cut(run, edges):
            first = _column(piece.ink_x0, piece.ink_x0 + 0.1, edges)
            found.append((first, max(first, _column(piece.ink_x1 - 0.1, piece.ink_x1, edges)), piece))
    return found


def _cut(run: Run, edges: Sequence[float]) -> list[Run]:
    """A run cut where an edge lies in a gap between its letters."""
    letters = run.glyphs
    cuts = [
        i
        for i in range(1, len(letters))
        if any(letters[i - 1].ink_x1 - 0.1 <= x <= letters[i].ink_x0 + 0.1 for x in edges[1:-1])
    ]
    places = [0, *cuts, len(letters)]
    return [
        make_run(letters[a:b], frozenset(i - a for i in run.blanks if a < i < b), run.row) for a, b in pairwise(places)
    ]


def _cells(
    row: int, pieces: Sequence[tuple[int, int, Run]], edges: Sequence[float], heights: Sequence[float]
) -> list[Cell]:
    cells: list[Cell] = []
    column = 0
    while column < len(edges) - 1:
        end = max((last for first, last, _ in pieces if first == column), default=column)
        box = Box(edges[column], heights[row], edges[end + 1], heights[row + 1])
        held = sorted((run for first, _, run in pieces if column <= first <= end), key=lambda r: (r.box.top, r.box.x0))
        lines = [merge(list(runs)) for _, runs in groupby(held, key=lambda r: r.row)]
        left = min((run.ink_x0 for run in lines), default=box.x0)
        right = max((run.ink_x1 for run in lines), default=box.x1)
        cells.append(Cell(row, column, 1, end + 1 - column, tuple(line_of(run, left, right) for run in lines), box))
        column = end + 1
    return cells
