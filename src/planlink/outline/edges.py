"""Where the columns of two tables stand, and the same two tables on the columns that both have together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from planlink.records.documents import Table

SAME = 3.0  # points by which the same edge may differ on two pages


def on_same_columns(first: Table, second: Table) -> tuple[Table, Table] | None:
    """Both tables on one set of columns: they have the same edges, or those of one are among those of the other.
    None where they stand on other columns, or have less than two. Tables without places need as many columns."""
    if min(first.columns, second.columns) < 2:
        return None
    one, two = _edges(first), _edges(second)
    if one is None or two is None:
        return (first, second) if first.columns == second.columns else None
    if len(one) >= len(two):
        places = _places(two, one)
        return (first, _spread(second, places, first.columns)) if places else None
    places = _places(one, two)
    return (_spread(first, places, second.columns), second) if places else None


def leave_same_gaps(first: Table, second: Table) -> bool:
    """Tables without uprights have their edges halfway in the gaps between letters, which is another place on each
    page. They stand on the same columns where both are as wide and the letters of both leave a gap at each edge."""
    one, two = _edges(first), _edges(second)
    if one is None or two is None or len(one) != len(two) or abs(one[-1] - two[-1]) > SAME:
        return False
    letters = [*_letters(first), *_letters(second)]
    return all(
        max((x1 for _, end, _, x1 in letters if end == edge), default=-inf)
        < min((x0 for column, _, x0, _ in letters if column == edge), default=inf)
        for edge in range(1, first.columns)
    )


def _letters(table: Table) -> list[tuple[int, int, float, float]]:
    """The lines of all cells: first column, the one behind the last, and from where to where, from the left edge."""
    start = table.box.x0 if table.box else 0.0
    return [
        (cell.column, cell.column + cell.column_span, line.box.x0 - start, line.box.x1 - start)
        for cell in table.cells
        for line in cell.lines
        if line.box
    ]


def _edges(table: Table) -> list[float] | None:
    """The edges of the columns from the table's left edge; None where one of them is not known."""
    found: dict[int, float] = {}
    for cell in table.cells:
        if cell.box:
            found.setdefault(cell.column, cell.box.x0)
            found.setdefault(cell.column + cell.column_span, cell.box.x1)
    if len(found) != table.columns + 1:
        return None
    return [found[i] - found[0] for i in range(table.columns + 1)]


def _places(few: Sequence[float], many: Sequence[float]) -> list[int] | None:
    """The place of each of the `few` edges among the `many`; None where one has none, or the outer ones differ."""
    places = [next((i for i, x in enumerate(many) if abs(x - edge) <= SAME), -1) for edge in few]
    return places if -1 not in places and places[-1] == len(many) - 1 and len(set(places)) == len(few) else None


def _spread(table: Table, places: Sequence[int], columns: int) -> Table:
    """The table's cells spanning the columns between the new `places` of their edges."""
    if len(places) == columns + 1:
        return table
    cells = [
        replace(c, column=places[c.column], column_span=places[c.column + c.column_span] - places[c.column])
        for c in table.cells
    ]
    return replace(table, columns=columns, cells=tuple(cells))
