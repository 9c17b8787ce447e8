"""Columns of a table between which no upright is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from sheets import grid, put, read

from planlink.japanese.text import join_lines
from planlink.records.documents import Table
from planlink.records.places import Box

ROWS = (100.0, 120.0, 140.0, 160.0)


def rows(
    *drawn: Sequence[tuple[float, str]], xs: Sequence[float] = (70, 200, 400), more: Sequence[Box] = ()
) -> list[list[str]]:
    """The texts of the cells of a table; each row has words and where they begin."""
    cells = [*grid(xs, ROWS[: len(drawn) + 1]), *more]
    letters = [put(text, x=x, y=105 + 20 * r) for r, row in enumerate(drawn) for x, text in row]
    (table,) = read(*letters, cells=cells).blocks
    assert isinstance(table, Table)
    return [
        [join_lines(line.text for line in c.lines) for c in table.cells if c.row == row] for row in range(table.rows)
    ]


def test_cells_that_all_leave_a_gap_free_are_two() -> None:
    found = rows(
        [(75, "指標"), (205, "現状値"), (300, "目標値")],
        [(75, "船の数"), (205, "31隻"), (300, "35隻")],
        [(75, "橋の数"), (205, "3橋"), (300, "5橋")],
    )
    assert found == [["指標", "現状値", "目標値"], ["船の数", "31隻", "35隻"], ["橋の数", "3橋", "5橋"]]


def test_a_cell_without_the_gap_keeps_the_column_whole() -> None:
    found = rows(
        [(75, "指標"), (205, "現状値"), (300, "目標値")],
        [(75, "船の数"), (205, "31隻"), (300, "35隻")],
        [(75, "橋の数"), (205, "橋を数えるのは三年ごとである")],
    )
    assert [len(row) for row in found] == [2, 2, 2]


def test_two_cells_alone_do_not_tell() -> None:
    assert rows([(75, "指標"), (205, "現状"), (300, "目標")], [(75, "船の数"), (205, "31隻"), (300, "35隻")])[1] == [
        "船の数",
        "31隻 35隻",
    ]


def test_an_edge_above_tells() -> None:
    """The header has its uprights, the row below it none."""
    head = grid((200, 280, 400), ROWS[:2])
    cells = [Box(70, 100, 200, 120), *head, *grid((70, 200, 400), ROWS[1:])]
    letters = [
        *put("指標", x=75, y=105),
        *put("現状", x=205, y=105),
        *put("目標", x=300, y=105),
        *put("船の数", x=75, y=125),
        *put("31隻", x=205, y=125),
        *put("35隻", x=300, y=125),
        *put("橋の数", x=75, y=145),
        *put("3橋", x=205, y=145),
        *put("5橋", x=300, y=145),
    ]
    (table,) = read(letters, cells=cells).blocks
    assert isinstance(table, Table)
    assert table.columns == 3
    assert [[c.lines[0].text for c in table.cells if c.row == row] for row in (1, 2)] == [
        ["船の数", "31隻", "35隻"],
        ["橋の数", "3橋", "5橋"],
    ]
