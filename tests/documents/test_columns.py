"""Reading order."""

from __future__ import annotations

import random

from sheets import grid, paragraph, put, read, sheet, stacked, texts

from planlink.documents.layout import page_of

LEFT = ["左の段の一行目であり，", "左の段の二行目である。", "左の段の三行目である。", "左の段の四行目である。"]
RIGHT = ["右の段の一行目である。", "右の段の二行目である。", "右の段の三行目である。", "右の段の四行目である。"]
WIDE = "見出しの下の全幅の行はどちらの段よりも長く続いている。"


def test_left_column_comes_before_right_column() -> None:
    drawn = [put(WIDE, y=60), paragraph(LEFT, y=100), paragraph(RIGHT, x=200, y=100), put(WIDE[::-1], y=200)]
    assert texts(read(*drawn)) == [WIDE, *LEFT, *RIGHT, WIDE[::-1]]


def test_columns_whose_lines_stand_at_other_heights() -> None:
    drawn = [paragraph(LEFT, y=100), paragraph(RIGHT, x=200, y=104), put(WIDE, y=200)]
    assert texts(read(*drawn)) == [*LEFT, *RIGHT, WIDE]


def test_three_columns() -> None:
    third = [line.replace("右", "端") for line in RIGHT]
    drawn = [paragraph(LEFT, x=70), paragraph(RIGHT, x=200), paragraph(third, x=330)]
    assert texts(read(*drawn)) == [*LEFT, *RIGHT, *third]


def test_a_heading_below_the_columns_is_not_part_of_the_left_one() -> None:
    below = [put("２ 次の見出し", y=180, size=12), put(WIDE, y=200)]
    page = read(paragraph(LEFT, y=100), paragraph(RIGHT, x=200, y=100), *below)
    assert texts(page) == [*LEFT, *RIGHT, "２ 次の見出し", WIDE]


def test_the_order_of_the_file_does_not_matter() -> None:
    drawn = [
        *put(WIDE, y=60),
        *paragraph(LEFT, y=100),
        *paragraph(RIGHT, x=200, y=100),
        *put("1", x=180, y=98, size=6),
        *put("港の表", x=75, y=305),
        *put("値", x=155, y=305),
        *put(WIDE, y=400),
    ]
    cells = grid([70, 150, 230], [300, 320])
    expected = page_of(sheet(drawn, cells=cells))
    for seed in range(5):
        mixed = random.Random(seed).sample(drawn, len(drawn))
        assert page_of(sheet(mixed, cells=cells[::-1])) == expected


def test_an_unruled_table_is_read_row_by_row() -> None:
    names = paragraph(["委員長", "副委員長", "委員", "委員"], x=70)
    people = paragraph(["港野太郎", "港野花子", "海野次郎", "海野三郎"], x=180)
    assert texts(read(names, people)) == ["委員長 港野太郎", "副委員長 港野花子", "委員 海野次郎", "委員 海野三郎"]


def test_a_list_of_contents_is_read_row_by_row() -> None:
    titles = paragraph(["港町のこれまでの取組と現状", "港町が目指すかたち", "具体的な取組の方向", "資料"], x=70)
    numbers = paragraph(["1", "3", "12", "34"], x=400)
    assert texts(read(titles, numbers))[2] == "具体的な取組の方向 12"


def test_numbering_in_a_column_of_its_own_stays_with_its_titles() -> None:
    markers = paragraph(["ア", "イ", "ウ", "エ"], x=70)
    titles = paragraph(["港の整備を進める", "海の保全を進める", "町の再生を進める", "人の育成を進める"], x=95)
    assert texts(read(markers, titles))[0] == "ア 港の整備を進める"


def test_a_table_stands_where_it_is_drawn() -> None:
    inside = [*put("表", x=75, y=105), *put("値", x=155, y=105)]
    around = [*put("上の行である。", y=80), *put("下の行である。", y=150)]
    page = read(around, inside, cells=grid([70, 150, 230], [100, 120]))
    assert texts(page) == ["上の行である。", "［表|値］", "下の行である。"]


def test_boxes_beside_each_other_are_read_from_the_left() -> None:
    one, two = grid([70, 150], [100, 160]) + grid([170, 250], [96, 170])
    drawn = [put("左の箱", x=75, y=105), put("右の箱", x=175, y=105), put("下の行である。", y=200)]
    assert texts(read(*drawn, cells=[one, two])) == ["〔左の箱〕", "〔右の箱〕", "下の行である。"]


def test_an_upright_label_is_one_line() -> None:
    label = [*put("【重", x=60, y=104), *stacked("点施", x=65, y=118), *put("策】", x=65, y=144)]
    box = grid([90, 400], [100, 170])
    inside = paragraph(["テーマⅠ うみ", "施策1 港の整備", "施策2 海の保全"], x=95, y=105)
    assert texts(read(label, inside, cells=box)) == ["【重点施策】", "〔テーマⅠ うみ/施策1 港の整備/施策2 海の保全〕"]


def test_list_markers_below_each_other_are_no_label() -> None:
    assert texts(read(paragraph(["○港の整備", "○海の保全", "○町の再生"]))) == ["○港の整備", "○海の保全", "○町の再生"]


def test_short_lines_below_each_other_are_no_label_beside_text() -> None:
    markers = paragraph(["港", "海", "町"], x=70)
    rest = paragraph(["の整備を進めます。", "の保全を進めます。", "の再生を進めます。"], x=96)
    assert len(texts(read(markers, rest))) == 3


def test_an_empty_page_has_no_blocks() -> None:
    assert page_of(sheet()).blocks == ()


def test_an_upright_label_close_to_lines_is_not_mixed_into_them() -> None:
    label = stacked("基本目標", x=70, y=100)
    lines = [put("１ 港のにぎわいを創る", x=86, y=112), put("２ 人を育てる", x=86, y=140)]
    assert texts(read(label, *lines)) == ["基本目標", "１ 港のにぎわいを創る", "２ 人を育てる"]


def test_numberings_below_each_other_are_no_label() -> None:
    lines = paragraph(["ア　港の整備を進める", "イ　海の保全を進める", "ウ　町の再生を進める"])
    assert texts(read(lines)) == ["ア 港の整備を進める", "イ 海の保全を進める", "ウ 町の再生を進める"]
