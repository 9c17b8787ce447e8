"""Where a header of a table ends, which cells stand over a column, and what they say its role is."""

from __future__ import annotations

from dataclasses import dataclass

from planlink import knowledge
from planlink.japanese.text import search_key
from planlink.plans.cells import key_of, text_of
from planlink.plans.roles import ROLES, is_exact, only_years, role_of
from planlink.records.documents import Cell, Table

_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Head:
    """A header: rows from `first` to before `rows`, its cells from the top, the text and the role of each column."""

    first: int
    rows: int
    cells: dict[int, tuple[Cell, ...]]
    texts: dict[int, str]
    roles: dict[int, str | None]


def head_at(table: Table, first: int, rows: int) -> Head:
    cells = {column: _over(table, column, first, rows) for column in range(table.columns)}
    texts = {column: "".join(text_of(c) for c in over) for column, over in cells.items()}
    years = {column for column in cells if is_year_column(table, column, rows, first)}
    roles = {column: "year" if column in years else _role(over) for column, over in cells.items()}
    return Head(first, rows, cells, texts, roles)


def _over(table: Table, column: int, first: int, rows: int) -> tuple[Cell, ...]:
    """The header cells of a column from the top; a label beside several rows (成果指標) is none."""
    return tuple(
        c
        for c in table.cells
        if first <= c.row < rows and c.column <= column < c.column + c.column_span and c.row + c.row_span <= rows
    )


def _role(cells: tuple[Cell, ...]) -> str | None:
    """The role that the lowest cell with one gives: 現状値 below KPI, 目標値 above R11."""
    roles = (role_of(text_of(cell)) for cell in reversed(cells))
    return next((role for role in roles if role), None)


def same_cell(head: Head, left: int, right: int) -> bool:
    one, two = head.cells.get(left), head.cells.get(right)
    return bool(one and two and one[-1] is two[-1])


def depth_at(table: Table, first: int) -> int:
    """How many rows a header has: as many as its tallest cell covers, and rows of nothing but 値, 年度 and years, or
    of names of columns below wide cells. A label that stands beside it and the rows below is no part of it."""
    starting = [c for c in table.cells if c.row == first]
    named = sorted((c for c in starting if role_of(text_of(c)) == "name"), key=lambda c: c.column)
    if len(named) > 1 and named[0].row_span > max(c.row_span for c in named[1:]):
        starting.remove(named[0])
    rows = max((c.row_span for c in starting), default=1)
    rows = rows if rows <= _DEEPEST else 1
    below = min(table.rows - first - 1, _DEEPEST)
    while rows < below and (_only_parts(table, first, first + rows) or _names_parts(table, first, first + rows)):
        rows += 1
    return rows


def _only_parts(table: Table, first: int, row: int) -> bool:
    """The row names no indicator: its cells say what the columns hold, or repeat the header above."""
    columns = knowledge.section_words().columns
    words = {search_key(word) for word in (*columns["year"], *columns["value"])}
    above = {(c.column, key_of(c)) for c in table.cells if c.row == first}
    texts = [(c.column, key) for c in table.cells if c.row == row if (key := key_of(c))]
    told = [key in words or only_years(key) for place, key in texts if (place, key) not in above]
    return bool(told) and all(told)


def _names_parts(table: Table, first: int, row: int) -> bool:
    """The row names the columns below wide cells of the header: 指標名 | 現状値 | 目標値 below KPI."""
    wide = [c for c in table.cells if c.row == first and c.column_span > 1]
    cells = [c for c in table.cells if c.row == row and text_of(c)]
    below = all(any(w.column <= c.column < w.column + w.column_span for w in wide) for c in cells)
    return len(cells) > 1 and below and all(_names_column(c) for c in cells)


def _names_column(cell: Cell) -> bool:
    words = knowledge.measure_tables()
    known = (*words.number, *words.title, *words.text, *words.department)
    return is_exact(text_of(cell), *ROLES) or key_of(cell) in {search_key(word) for word in known}


def is_year_column(table: Table, column: int, rows: int, first: int = 0) -> bool:
    """The lowest cell of a column's header is 年度 or the like, without a year in it."""
    cells = _over(table, column, first, rows)
    lowest = max(cells, key=lambda c: c.row, default=None)
    words = {search_key(word) for word in knowledge.section_words().columns["year"]}
    return lowest is not None and lowest.column_span == 1 and key_of(lowest) in words
