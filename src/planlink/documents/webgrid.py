"""A table of a web page → its cells with spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planlink.documents.grid import Held
from planlink.documents.package import Element
from planlink.documents.webtext import is_shown, tag_of
from planlink.records.documents import Block

_WIDEST, _TALLEST = 1000, 65534  # what a browser allows
_MOST = 200_000  # places of a table, many times those of the largest real one
_PARTS = {"thead": 0, "tbody": 1, "tr": 1, "tfoot": 2}


def held(table: Element, read: Callable[[Element], tuple[Block, ...]]) -> list[Held]:
    """The cells in reading order; `read` is asked for what each holds. Cells that overlap move to the right; spans that
    blow a table up beyond all measure are not believed."""
    rows = _rows(table)
    taken: set[tuple[int, int]] = set()
    cells: list[Held] = []
    for number, row in enumerate(rows):
        column = 0
        for element in row:
            if tag_of(element) not in ("td", "th") or not is_shown(element):
                continue
            while (number, column) in taken:
                column += 1
            width = _span(element, "colspan", _WIDEST) or 1
            height = min(_span(element, "rowspan", _TALLEST) or len(rows), len(rows) - number)
            if len(taken) + width * height > _MOST:
                width = height = 1
            taken |= {(number + r, column + c) for r in range(height) for c in range(width)}
            cells.append(Held(number, column, height, width, read(element)))
            column += width
    return _without_ghosts(cells)


def _rows(table: Element) -> list[Element]:
    """The rows as shown: those of <thead> first, those of <tfoot> last."""
    parts = sorted((part for part in table if is_shown(part)), key=lambda part: _PARTS.get(tag_of(part), 1))
    return [row for part in parts for row in _rows_of(part)]


def _rows_of(part: Element) -> Iterator[Element]:
    if tag_of(part) == "tr":
        yield part
    elif tag_of(part) in _PARTS:
        yield from (row for row in part if tag_of(row) == "tr" and is_shown(row))


def _span(cell: Element, name: str, most: int) -> int:
    text = (cell.get(name) or "1").strip()
    return min(int(text), most) if text.isascii() and text.isdecimal() and len(text) < 9 else 1


def _without_ghosts(cells: list[Held]) -> list[Held]:
    """Columns and rows that no cell begins in do not show: colspan="3" over two columns spans two."""
    columns = {at: place for place, at in enumerate(sorted({cell.column for cell in cells}))}
    rows = {at: place for place, at in enumerate(sorted({cell.row for cell in cells}))}
    return [
        Held(
            rows[cell.row],
            columns[cell.column],
            sum(cell.row <= at < cell.row + cell.row_span for at in rows),
            sum(cell.column <= at < cell.column + cell.column_span for at in columns),
            cell.blocks,
        )
        for cell in cells
    ]
