"""Headings in boxes, bars and first rows of tables; titles that are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grids import grid
from planlink.outline.tree import outline
from planlink.records.documents import Cell, Document, Line, Page, Table
from planlink.records.outline import Paragraph, PlacedFrame, PlacedTable
from planlink.records.places import Box
from texts import shape, table, tree

INTRO = ("港のまちの計画です。", "基本目標１ 海と生きる", "海を守ります。")


def titled(title: str, *rows: tuple[str, ...], top: float = 100.0) -> Table:
    """A table whose first row is one cell over all columns."""
    width = len(rows[0])
    below = [
        Cell(r + 1, c, 1, 1, (Line(text),), Box(100.0 * c, top + 20 * (r + 1), 100.0 * (c + 1), top + 20 * (r + 2)))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    bar = Cell(0, 0, 1, width, (Line(title),), Box(0, top, 100.0 * width, top + 20))
    return Table(len(rows) + 1, width, (bar, *below), Box(0, top, 100.0 * width, top + 20 * (len(rows) + 1)))


def test_a_numbered_title_row_is_a_heading_above_its_table() -> None:
    found = tree(*INTRO, titled("施策１ 港の改修", ("取組", "担当課"), ("岸壁", "港湾課")))
    assert shape(found) == ["基本目標１ 海と生きる", "  施策１ 港の改修"]
    (piece,) = found.root.sections[0].sections[0].content
    assert isinstance(piece, PlacedTable)
    assert (piece.table.rows, piece.table.columns) == (2, 2)


@pytest.mark.parametrize("title", ["港の費用", "施策１は港の改修です。", "令和７年度の予算"])
def test_other_title_rows_stay(title: str) -> None:
    (piece,) = (p for p in tree(*INTRO, titled(title, ("費目", "額"), ("岸壁", "3億円"))).root.sections[0].content[1:])
    assert isinstance(piece, PlacedTable)
    assert piece.table.rows == 3


def test_a_title_that_the_next_page_repeats_is_one_heading() -> None:
    first = titled("施策１ 港の改修", ("取組", "担当課"), ("岸壁", "港湾課"))
    second = titled("施策１ 港の改修", ("取組", "担当課"), ("灯台", "港湾課"))
    pages = (Page(1, 0, 0, (*(Line(text) for text in INTRO), first)), Page(2, 0, 0, (second,)))
    found = outline(Document("plan", "plan.pdf", "pdf", "0" * 64, pages))
    assert shape(found) == ["基本目標１ 海と生きる", "  施策１ 港の改修"]
    (piece,) = found.root.sections[0].sections[0].content
    assert isinstance(piece, PlacedTable)
    assert piece.table.rows == 3


def grouped(*header: str) -> Table:
    """A header, then two headings over all columns with a row below each."""
    made = [titled("施策１ 港の改修", ("岸壁", "3か所")), titled("施策２ 海の学校", ("教室", "5回"), top=140)]
    top = [Cell(0, c, 1, 1, (Line(text),)) for c, text in enumerate(header)]
    rows = [replace(c, row=c.row + 1 + 2 * i) for i, one in enumerate(made) for c in one.cells]
    return Table(5, 2, (*top, *rows), None)


def test_headings_between_the_rows_part_a_table_of_measures() -> None:
    found = tree(*INTRO, grouped("取組", "内容"))
    assert shape(found) == ["基本目標１ 海と生きる", "  施策１ 港の改修", "  施策２ 海の学校"]
    pieces = [s.content[0] for s in found.root.sections[0].sections]
    assert [p.table.rows for p in pieces if isinstance(p, PlacedTable)] == [2, 2]


def test_headings_between_the_rows_of_a_list_of_indicators_stay() -> None:
    assert shape(tree(*INTRO, grouped("指標名", "目標値"))) == ["基本目標１ 海と生きる"]


def test_a_box_with_a_title_bar() -> None:
    found = tree(*INTRO, table(("朝市を開く",), ("・毎週日曜に開きます",)))
    assert [type(p) for p in found.root.sections[0].content[1:]][-1] is PlacedFrame


def test_the_title_of_indicators_stays_in_its_box() -> None:
    found = tree(*INTRO, table(("重要業績評価指標（ＫＰＩ）",), ("○朝市の出店者：30人（R9年度）",)))
    frames = [p.frame for p in found.root.sections[0].content if isinstance(p, PlacedFrame)]
    assert [[line.text for line in f.lines] for f in frames] == [
        ["重要業績評価指標（ＫＰＩ）", "○朝市の出店者：30人（R9年度）"]
    ]


def test_a_list_in_one_column_is_no_box() -> None:
    found = tree(*INTRO, table(("朝市",), ("夜景",), ("灯台",)))
    assert isinstance(found.root.sections[0].content[-1], PlacedTable)


def pairs(*rows: tuple[str, str]) -> Table:
    """A table of two columns with places."""
    return grid([list(row) for row in rows])


def test_a_label_with_its_title_and_the_department_below_is_a_heading_and_a_line() -> None:
    found = tree(*INTRO, pairs(("施策１", "港の改修"), ("担当課", "港湾課・観光課")), "岸壁を直します。")
    assert shape(found) == ["基本目標１ 海と生きる", "  施策１ 港の改修"]
    assert [p.text for p in found.root.sections[0].sections[0].content if isinstance(p, Paragraph)] == [
        "担当課：港湾課・観光課",
        "岸壁を直します。",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("施策１", "港の改修"), ("費用", "3億円")),
        (("港", "港の改修"), ("担当課", "港湾課")),
        (("施策１ 港", "港の改修"), ("担当課", "港湾課")),
        (("施策１", "港の改修"), ("担当課", "港湾課"), ("所管", "企画部"), ("担当", "広報係")),
    ],
    ids=["another label", "no number", "a title of its own", "too many rows"],
)
def test_other_small_tables_stay(rows: tuple[tuple[str, str], ...]) -> None:
    assert isinstance(tree(*INTRO, pairs(*rows)).root.sections[0].content[-1], PlacedTable)


def test_a_bar_of_one_row_is_a_heading() -> None:
    found = tree(*INTRO, pairs(("施策１", "港の改修")), "岸壁を直します。")
    assert shape(found) == ["基本目標１ 海と生きる", "  施策１ 港の改修"]


def test_a_header_of_two_rows_stands_above_each_part() -> None:
    rows = [
        ["取組", "内容", "<"],
        ["", "説明", "担当課"],
        ["施策１ 港の改修", "<", "<"],
        ["岸壁", "直します", "港湾課"],
        ["施策２ 海の学校", "<", "<"],
        ["教室", "開きます", "学校課"],
    ]
    found = tree(*INTRO, grid(rows))
    assert shape(found) == ["基本目標１ 海と生きる", "  施策１ 港の改修", "  施策２ 海の学校"]
    pieces = [s.content[0] for s in found.root.sections[0].sections]
    assert [p.table.rows for p in pieces if isinstance(p, PlacedTable)] == [3, 3]


def test_a_row_between_a_header_of_one_row_and_the_first_title_stays_before_it() -> None:
    rows = [
        ["取組", "担当課"],
        ["朝市", "観光課"],
        ["施策１ 港の改修", "<"],
        ["岸壁", "港湾課"],
        ["施策２ 海の学校", "<"],
        ["教室", "学校課"],
    ]
    goal = tree(*INTRO, grid(rows)).root.sections[0]
    before = [p.table.rows for p in goal.content if isinstance(p, PlacedTable)]
    parts = [p.table.rows for s in goal.sections for p in s.content if isinstance(p, PlacedTable)]
    assert (before, parts) == ([2], [2, 2])
