"""Cells as Word and HTML give them, which may hold anything, → a table, a frame, or what stood in a mere layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from planlink.records.documents import Block, Cell, Frame, Line, Table, lines_of


@dataclass(frozen=True, slots=True)
class Held:
    """A cell and what it holds; rows and columns count from 0."""

    row: int
    column: int
    row_span: int
    column_span: int
    blocks: tuple[Block, ...]
    vertical: bool = False


def blocks_of(cells: Sequence[Held]) -> Iterator[Block]:
    """What a reader sees: one cell is a frame, several are a table. A table of several columns inside a cell stands
    behind the outer one, so that its figures keep their columns; nothing where no cell has a letter."""
    if not any(cell.blocks for cell in cells):
        return
    if len(cells) == 1:
        yield from framed(cells[0].blocks)
        return
    shown = tuple(
        Cell(c.row, c.column, c.row_span, c.column_span, tuple(_lines(c.blocks)), vertical=c.vertical) for c in cells
    )
    columns = max(c.column + c.column_span for c in cells)
    if any(cell.lines for cell in shown):
        yield Table(max(c.row + c.row_span for c in cells), columns, shown)
    yield from (block for cell in cells for block in cell.blocks if isinstance(block, Table))


def framed(blocks: Iterable[Block]) -> Iterator[Block]:
    """What stands in a box: its lines are a frame, its tables stay whole. Beside tables, the box is a mere layout."""
    held = tuple(blocks)
    if any(isinstance(block, Table) for block in held):
        yield from held
        return
    lines = tuple(_lines(held))
    if lines:
        yield Frame(lines)


def letters_of(block: Block) -> str:
    """All letters of a block."""
    return "".join(line.text for line in lines_of(block))


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        elif isinstance(block, Frame):
            yield from block.lines


def snapped(edges: Iterable[float], near: float) -> dict[float, int]:
    """Each edge of a column → its number from 0; edges nearer than `near` are one, as a reader sees them."""
    numbered: dict[float, int] = {}
    number, last = -1, float("-inf")
    for edge, _ in groupby(sorted(edges)):
        if edge - last > near:
            number, last = number + 1, edge
        numbered[edge] = number
    return numbered
