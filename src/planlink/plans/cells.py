"""Cells of a table by their place, with the text that they hold."""

from __future__ import annotations

import re

from planlink.japanese.text import join_lines, search_key
from planlink.outline.numbering import bullet, numbering
from planlink.records.documents import Cell, Table

_LABEL = re.compile(r"[【［\[〔]?\s*(?:KPI|ＫＰＩ)\s*[】］\]〕]?\s*[：:]?\s*")


def cell_at(table: Table, row: int, column: int) -> Cell | None:
    """The cell that covers a place."""
    for cell in table.cells:
        if cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span:
            return cell
    return None


def text_of(cell: Cell | None) -> str:
    """The lines of a cell as one text; empty without a cell."""
    return join_lines(line.text for line in cell.lines) if cell else ""


def text_at(table: Table, row: int, column: int) -> str:
    """The text of the cell that covers a place."""
    return text_of(cell_at(table, row, column))


def two_headers(cell: Cell | None) -> tuple[str, str] | None:
    """What a header cell says of two kinds of rows, a line each: 施策 above 【KPI】指標名; None for any other one."""
    if cell is None or len(cell.lines) != 2:
        return None
    first, second = (line.text for line in cell.lines)
    return (first, second) if _LABEL.match(second) else None


def indicator_name(cell: Cell | None) -> str:
    """What stands behind the label KPI in a cell of such a table; empty in the other rows."""
    text = text_of(cell)
    label = _LABEL.match(text)
    return text[label.end() :] if label else ""


def titled(cell: Cell | None) -> str:
    """The text of a cell; behind a number that stands on a line of its own a blank (１－１ / 港の再生)."""
    if cell is None or len(cell.lines) < 2:
        return text_of(cell)
    first, rest = cell.lines[0].text, join_lines(line.text for line in cell.lines[1:])
    alone = any(reading.number is not None and reading.title == "例" for reading in numbering(f"{first} 例"))
    return f"{first} {rest}" if alone else text_of(cell)


def unmarked(cell: Cell | None) -> str:
    """The lines of a cell as one text without the list marks that they begin with."""
    return join_lines(line.text[len(bullet(line.text)) :].lstrip(" 　") for line in cell.lines) if cell else ""


def key_of(cell: Cell | None) -> str:
    """The text of a cell to compare it with words."""
    return search_key(text_of(cell))


def row_cells(table: Table, row: int) -> tuple[Cell, ...]:
    """The cells that begin in a row, from left to right."""
    return tuple(cell for cell in table.cells if cell.row == row)


def cells_through(table: Table, row: int) -> list[Cell | None]:
    """The cell of each column that stands in a row or reaches into it from above; None where one goes on from the
    left."""
    found = (cell_at(table, row, column) for column in range(table.columns))
    return [cell if cell and cell.column == column else None for column, cell in enumerate(found)]
