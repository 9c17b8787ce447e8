"""Tables with spans, boxes, and what is neither."""

from __future__ import annotations

import time
from itertools import chain

import pytest
from sheets import grid, outline, paragraph, put, read, sheet, stacked, texts

from planlink.documents.tables import grids_of
from planlink.records.documents import Cell, Frame, Table
from planlink.records.places import Box


def table(*glyphs: list, cells: list[Box]) -> Table:  # type: ignore[type-arg]
    blocks = read(*glyphs, cells=cells).blocks
    assert len(blocks) == 1
    assert isinstance(blocks[0], Table)
    return blocks[0]


def spans(cell: Cell) -> tuple[int, int, int, int]:
    return cell.row, cell.column, cell.row_span, cell.column_span


def test_spans_are_rebuilt_from_the_cells() -> None:
    cells = [
        Box(70, 100, 150, 140),
        Box(150, 100, 310, 120),
        Box(150, 120, 230, 140),
        Box(230, 120, 310, 140),
    ]
    inside = [put("指標", x=75, y=105), put("値", x=155, y=105), put("R5", x=155, y=125), put("R9", x=235, y=125)]
    got = table(*inside, cells=cells)
    assert (got.rows, got.columns) == (2, 3)
    assert [spans(c) for c in got.cells] == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]
    assert [c.lines[0].text for c in got.cells] == ["指標", "値", "R5", "R9"]


def test_a_letter_belongs_to_the_cell_that_holds_its_centre() -> None:
    got = table(put("港の数が多い", x=94, y=105), put("値", x=155, y=105), cells=grid([70, 150, 230], [100, 120]))
    assert [c.lines[0].text for c in got.cells] == ["港の数が多い", "値"]


def test_empty_cells_stay() -> None:
    got = table(put("指標", x=75, y=105), cells=grid([70, 150, 230], [100, 120, 140]))
    assert [bool(c.lines) for c in got.cells] == [True, False, False, False]


def test_an_upright_cell_is_one_line() -> None:
    got = table(stacked("重点施策", 75, 105), put("港の整備", x=105, y=105), cells=grid([70, 95, 200], [100, 170]))
    assert (got.cells[0].vertical, got.cells[0].lines[0].text) == (True, "重点施策")
    assert got.cells[1].vertical is False


def test_an_upright_cell_with_two_columns_is_read_from_the_right() -> None:
    columns = [*stacked("港の整備", 95, 105), *stacked("推進", 78, 105)]
    got = table(columns, put("○", x=115, y=105), cells=grid([70, 110, 200], [100, 170]))
    assert (got.cells[0].vertical, got.cells[0].lines[0].text) == (True, "港の整備推進")


def test_short_lines_in_a_narrow_cell_are_not_upright() -> None:
    lines = paragraph(["重点", "施策"], x=75, y=105)
    got = table(lines, put("○", x=115, y=105), cells=grid([70, 110, 200], [100, 170]))
    assert got.cells[0].vertical is False
    assert [line.text for line in got.cells[0].lines] == ["重点", "施策"]


def test_a_cell_with_letters_on_their_side() -> None:
    turned = [g._replace(turn=1) for g in stacked("plan", 75, 105, pitch=0.6)]
    got = table(turned, put("港", x=105, y=105), cells=grid([70, 95, 200], [100, 170]))
    assert (got.cells[0].vertical, got.cells[0].lines[0].text) == (True, "plan")


def test_letters_on_their_side_that_read_upwards() -> None:
    turned = [g._replace(turn=-1) for g in stacked("nalp", 75, 105, pitch=0.6)]
    assert texts(read(turned, put("港の整備", x=105, y=105))) == ["plan", "港の整備"]


def test_numbers_below_each_other_are_not_upright() -> None:
    got = table(stacked("12", 75, 105), put("港", x=105, y=105), cells=grid([70, 95, 200], [100, 170]))
    assert got.cells[0].vertical is False
    assert [line.text for line in got.cells[0].lines] == ["1", "2"]


def test_touching_tables_with_other_columns_are_two() -> None:
    cells = grid([70, 150, 230, 310], [100, 120, 140]) + grid([70, 100, 310], [140, 200])
    page = read(put("指標", x=75, y=105), put("値", x=155, y=125), put("港の整備", x=105, y=150), cells=cells)
    assert [(b.rows, b.columns) for b in page.blocks if isinstance(b, Table)] == [(2, 3), (1, 2)]


def test_a_heading_row_that_spans_columns_is_no_table_of_its_own() -> None:
    cells = grid([70, 310], [100, 120]) + grid([70, 150, 230, 310], [120, 140])
    got = table(put("見出し", x=75, y=105), put("値", x=155, y=125), cells=cells)
    assert (got.rows, got.columns) == (2, 3)


def test_a_box_keeps_its_lines() -> None:
    cells = grid([70, 400], [100, 160])
    page = read(paragraph(["【指標】", "○港の利用者数：120人（R９年度）"], x=75, y=105), cells=cells)
    assert texts(page) == ["〔【指標】/○港の利用者数：120人（R９年度）〕"]
    assert page.blocks[0].box == cells[0]


def test_a_line_that_hangs_over_the_foot_of_a_box_is_in_it() -> None:
    """Text boxes of a fixed size, as Word draws them, may be too small for their last line."""
    lines = ["○港の利用者数：120人", "（R９年度）", "次の本文です。"]
    page = read(paragraph(lines, x=75, y=105), cells=grid([70, 400], [100, 125]))
    assert texts(page) == ["〔○港の利用者数：120人/（R９年度）〕", "次の本文です。"]


@pytest.mark.parametrize("bottom", [120.0, 122.0, 123.0])
def test_a_line_close_below_a_box_is_not_in_it(bottom: float) -> None:
    page = read(
        paragraph(["○港の利用者数：120人", "次の本文です。"], x=75, y=105), cells=grid([70, 400], [100, bottom])
    )
    assert texts(page) == ["〔○港の利用者数：120人〕", "次の本文です。"]


def test_a_line_that_touches_the_foot_of_a_table_is_not_in_it() -> None:
    cells = grid([70, 200, 400], [100, 125])
    page = read(paragraph(["港", "次の本文です。"], x=75, y=105), put("海", x=205, y=105), cells=cells)
    assert texts(page) == ["［港|海］", "次の本文です。"]


def test_three_drawn_sides_make_a_box() -> None:
    cell = grid([70, 400], [100, 160])
    page = read(put("港の整備", x=75, y=105), cells=cell, strokes=outline(cell[0], "tbl"))
    assert isinstance(page.blocks[0], Frame)


def test_a_coloured_area_behind_a_heading_is_no_box() -> None:
    cell = grid([70, 400], [100, 120])
    page = read(put("１ 港の整備", x=75, y=105), cells=cell, strokes=outline(cell[0], "b"))
    assert texts(page) == ["１ 港の整備"]


def test_the_border_of_a_page_is_no_box() -> None:
    page = read(put("港の整備"), put("海の保全", y=130), cells=grid([20, 575], [20, 822]))
    assert texts(page) == ["港の整備", "海の保全"]


def test_a_box_around_boxes_gives_way_to_them() -> None:
    cells = grid([60, 420], [90, 300]) + grid([70, 200], [100, 160])
    page = read(put("中の箱", x=75, y=105), put("外の行である。", x=75, y=200), cells=cells)
    assert texts(page) == ["〔中の箱〕", "外の行である。"]


def test_a_drawing_without_letters_is_no_table() -> None:
    assert texts(read(put("図の題", y=80), cells=grid([70, 150, 230], [100, 120, 140]))) == ["図の題"]


def test_shaded_lines_inside_a_ruled_table_make_no_cells() -> None:
    ruled = grid([70, 150, 230], [100, 140])
    shaded = grid([70, 150, 230], [100, 120, 140])
    page = read(paragraph(["港の", "整備"], x=75, y=103), put("値", x=155, y=103), cells=ruled, shaded=shaded)
    assert texts(page) == ["［港の/整備|値］"]


def test_coloured_areas_beside_each_other_make_a_table() -> None:
    page = read(
        put("基本目標1", x=75, y=105),
        put("港の整備", x=155, y=105),
        shaded=grid([70, 150, 400], [100, 120]),
        strokes=outline(Box(150, 100, 400, 120)),
    )
    assert texts(page) == ["［基本目標1|港の整備］"]


def test_tables_that_share_a_corner_are_one_group_however_they_meet() -> None:
    left, right, bridge = Box(70, 100, 90, 120), Box(110, 100, 130, 120), Box(90, 120, 110, 140)
    apart = [Box(300, 100, 320, 120), Box(320, 100, 340, 120)]
    groups = grids_of(sheet(cells=[left, right, bridge, *apart], strokes=[Box(70, 100, 130, 100)]))
    assert sorted(len(one.cells) for one in groups) == [2, 3]


def test_a_sheet_with_thousands_of_cells_takes_no_minutes() -> None:
    """Sheets printed from spreadsheets and graph paper; each cell once met every other one."""
    edges = [20 + 5.0 * n for n in range(91)]
    begun = time.process_time()
    (found,) = grids_of(sheet(cells=grid(edges, edges)))
    assert len(found.cells) == 90 * 90
    assert time.process_time() - begun < 10


def test_a_row_that_the_page_end_leaves_open_beside_a_coloured_label() -> None:
    """The label is closed by its colour, the rules between the other columns run on to the page end."""
    label = Box(70, 100, 120, 160)
    cells = [*grid([120, 200, 300], [100, 120]), label]
    sides = [Box(x, 100, x, 160) for x in (120, 200, 300)]
    drawn = [*chain.from_iterable(map(outline, cells)), *sides]
    page = read(
        put("施策", x=75, y=105),
        put("名", x=125, y=105),
        put("内容", x=205, y=105),
        put("港", x=125, y=125),
        put("船を", x=205, y=125),
        cells=cells,
        strokes=drawn,
    )
    assert texts(page) == ["［施策|名|内容|港|船を］"]


def test_merged_cells_that_the_page_end_leaves_open() -> None:
    """Uprights are drawn row by row; the cells at both sides have no rule below."""
    rows = grid([120, 200, 300], [120, 140, 160])
    head = grid([70, 120, 200, 300, 400], [100, 120])
    ups = [Box(x, top, x, top + 20) for x in (70, 120, 200, 300, 400) for top in (100, 120, 140)]
    page = read(
        *(put(text, x=x, y=105) for x, text in ((75, "柱"), (125, "施策"), (205, "内容"), (305, "指標"))),
        *(put(text, x=x, y=125) for x, text in ((75, "海"), (125, "船"), (205, "直す"), (305, "船の数"))),
        put("塔", x=125, y=145),
        put("塗る", x=205, y=145),
        cells=[*head, *rows],
        strokes=[*chain.from_iterable(map(outline, rows)), *(Box(c.x0, 120, c.x1, 120) for c in head), *ups],
    )
    assert texts(page) == ["［柱|施策|内容|指標|海|船|直す|船の数|塔|塗る］"]


def test_a_comma_that_hangs_over_the_edge_of_its_cell_is_in_it() -> None:
    cells = grid([70, 118, 200], [100, 120, 140])
    got = table(put("港と海と、", x=75, y=105), put("課", x=150, y=105), put("港", x=75, y=125), cells=cells)
    assert ["".join(line.text for line in c.lines) for c in got.cells] == ["港と海と、", "課", "港", ""]


def test_an_open_row_below_a_title_over_all_columns() -> None:
    cells = [*grid([70, 150, 300], [100, 120]), Box(70, 120, 300, 140)]
    sides = [Box(x, 100, x, 170) for x in (70, 300)] + [Box(150, 100, 150, 120), Box(150, 140, 150, 170)]
    got = read(
        put("施策", x=75, y=105),
        put("内容", x=155, y=105),
        put("海を守る", x=75, y=125),
        put("船", x=75, y=145),
        put("船を直す", x=155, y=145),
        cells=cells,
        strokes=[*chain.from_iterable(map(outline, cells)), *sides],
    )
    assert texts(got) == ["［施策|内容|海を守る|船|船を直す］"]
