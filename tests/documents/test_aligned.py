"""Tables without a grid, and what must never become one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pytest
from sheets import grid, outline, paragraph, put, read, stacked

from planlink.documents.glyphs import Glyph
from planlink.records.documents import Line, Table
from planlink.records.places import Box

XS = (70.0, 200.0, 300.0, 400.0)
NUMBERS = (
    ("区分", "令和２年", "令和７年"),
    ("子ども", "120人", "98人"),
    ("若者", "340人", "310人"),
    ("高齢", "95人", "99人"),
)


def lay(rows: Sequence[Sequence[str]], xs: Sequence[float] = XS, y: float = 100.0, step: float = 18.0) -> list[Glyph]:
    return list(
        chain.from_iterable(put(text, xs[c], y + step * r) for r, row in enumerate(rows) for c, text in enumerate(row))
    )


def level(*heights: float, x0: float = 65.0, x1: float = 420.0) -> list[Box]:
    return [Box(x0, y, x1, y) for y in heights]


def tables(*glyphs: list[Glyph], **drawn: Sequence[Box]) -> list[Table]:
    return [b for b in read(*glyphs, **drawn).blocks if isinstance(b, Table)]


def words(made: Table) -> list[str]:
    return ["|".join("/".join(x.text for x in c.lines) for c in made.cells if c.row == r) for r in range(made.rows)]


def test_words_above_figures() -> None:
    (made,) = tables(lay(NUMBERS))
    assert words(made) == ["|".join(row) for row in NUMBERS]


def test_three_level_rules() -> None:
    (made,) = tables(lay(NUMBERS), strokes=level(95, 114, 168))
    assert (made.rows, made.columns) == (4, 3)


def test_a_rule_below_each_row_keeps_wrapped_cells_whole() -> None:
    rows = [
        ("取組", "内容"),
        ("朝市", "毎週日曜に開き、"),
        ("", "雨の日も開きます。"),
        ("夜景", "灯りを増やします。"),
    ]
    (made,) = tables(lay(rows, (70.0, 160.0)), strokes=level(95, 114, 150, 168))
    assert words(made) == ["取組|内容", "朝市|毎週日曜に開き、/雨の日も開きます。", "夜景|灯りを増やします。"]


MEASURES = [("施策名", "取組の内容", "担当課"), ("朝市", "雨の日も開けるように屋根を架けます。", "商工課")]
GOALS = [("指標", "現状値", "目標値"), ("朝市に出る店", "12店", "20店")]


def test_tables_with_other_columns_between_rules_of_one_width() -> None:
    above = put("１ 市の立つまち", y=80) + lay(MEASURES, (70.0, 160.0, 370.0))
    between = put("成果の目安", y=150) + lay(GOALS, (70.0, 230.0, 330.0), y=170)
    drawn = level(95, 114, 132, 166, 184, 202)
    assert [words(made) for made in tables(above, between, strokes=drawn)] == [
        ["|".join(row) for row in MEASURES],
        ["|".join(row) for row in GOALS],
    ]


def test_names_in_the_middle_above_letters_at_the_side() -> None:
    head = put("施策名", x=100) + put("取組の内容", x=230) + put("担当課", x=380)
    body = lay(MEASURES[1:], (70.0, 160.0, 380.0), y=118)
    (made,) = tables(head, body, strokes=level(95, 114, 132))
    assert (words(made), made.columns) == (["|".join(row) for row in MEASURES], 3)


@pytest.mark.parametrize("title", ["１ 市の立つまち", ""], ids=["below a title", "at the head of the page"])
def test_names_with_a_rule_below_and_none_above(title: str) -> None:
    above = put(title, y=80) + lay(
        [*MEASURES, ("夜景", "灯りを五十歩ごとに立てます。", "建設課")], (70.0, 160.0, 370.0)
    )
    between = put("成果の目安", y=165) + lay(GOALS, (70.0, 230.0, 330.0), y=185)
    made = tables(above, between, strokes=level(114, 132, 150, 199, 217))
    assert [words(one)[0] for one in made] == ["|".join(MEASURES[0]), "|".join(GOALS[0])]
    assert [one.rows for one in made] == [3, 2]


def test_words_that_name_no_columns_stay_above_a_rule() -> None:
    page = put("海の部", 70, 100) + put("山の部", 230, 100) + lay(GOALS, (70.0, 230.0, 330.0), y=136)
    (made,) = tables(page, strokes=level(114, 132, 150, 168))
    assert words(made) == ["|".join(row) for row in GOALS]


def test_the_rest_of_a_row_below_names_that_return() -> None:
    (made,) = tables(
        lay([MEASURES[0], ("", "屋根を架けます。", "")], (70.0, 160.0, 370.0)), strokes=level(95, 114, 132)
    )
    assert words(made) == ["|".join(MEASURES[0]), "|屋根を架けます。|"]


def test_one_row_whose_cells_all_wrap() -> None:
    rows = [
        MEASURES[0],
        ("年を重ねて", "駅の広場で月に二度の朝市を開き、雨の日で", "商工課、"),
        ("出る朝市", "も店を出せるように屋根を架けます。", "建設課"),
    ]
    (made,) = tables(lay(rows, (70.0, 150.0, 365.0)), strokes=level(95, 114, 150))
    assert words(made)[1:] == [
        "年を重ねて/出る朝市|駅の広場で月に二度の朝市を開き、雨の日で/も店を出せるように屋根を架けます。|商工課、/建設課"
    ]


def test_rows_of_one_line_each_between_three_rules_stay_rows() -> None:
    rows = [
        MEASURES[0],
        ("朝市", "駅の広場で月に二度の朝市を開きます。", "商工課"),
        ("夜景", "港の灯りを増やします。", "観光課"),
        ("山道", "春と秋に古い山道を歩く会を開きます。", "観光課"),
    ]
    (made,) = tables(lay(rows, (70.0, 150.0, 355.0)), strokes=level(95, 114, 168))
    assert words(made) == ["|".join(row) for row in rows]


@pytest.mark.parametrize(
    "rows",
    [
        [("氏名", "住まいの場所", "連絡先"), ("", "港の見える坂の上の家", "")],
        [("施策名", "取組の内容", ""), ("朝市", "屋根を架けます。", "")],
        [("施策名", "取組の内容は次のとおりです。", "担当課"), ("朝市", "屋根を架けます。", "商工課")],
    ],
    ids=["unknown names", "two columns", "a sentence"],
)
def test_what_is_too_short_for_a_table(rows: list[tuple[str, ...]]) -> None:
    assert tables(lay(rows, (70.0, 160.0, 370.0)), strokes=level(95, 114, 132)) == []


def test_an_empty_field_stays() -> None:
    rows = [*NUMBERS[:3], ("高齢", "", "99人")]
    (made,) = tables(lay(rows))
    assert [bool(c.lines) for c in made.cells if c.row == 3] == [True, False, True]


def test_text_around_stays_text() -> None:
    page = read(put("表１の値は推計である。", y=70), lay(NUMBERS), put("推計は国の値による。", y=190))
    assert [type(b) for b in page.blocks] == [Line, Table, Line]


def test_words_that_name_columns() -> None:
    rows = [("取組名", "内容", "担当課"), ("朝市", "週に一度", "商工課"), ("夜景", "灯りの増設", "観光課")]
    assert len(tables(lay(rows))) == 1


@pytest.mark.parametrize(
    "rows",
    [
        [("会長", "青木 澄", "商工会"), ("委員", "岸 遥", "農協"), ("委員", "沼田 実", "学校")],
        [("・朝市", "・夜景", "・灯台"), ("・港", "・船", "・網"), ("・山", "・道", "・橋")],
        [("第１章", "はじめに", "1"), ("第２章", "まちの姿", "3"), ("第３章", "取組", "9")],
        [("海を守る。", "山を守る。", "人が育つ。"), ("港を直す。", "道を直す。", "店が増す。"), ("船", "木", "人")],
        [
            ("港の整備を進め、", "山の道を直すため、", "店を継ぐ人を探し、"),
            *[("船が着きます。", "人が歩きます。", "客が来ます。")] * 3,
        ],
        [("基本目標", "取組の柱", "施策"), ("海", "港", "岸壁")],
    ],
    ids=["names", "bullets", "contents", "sentences", "three columns", "two rows"],
)
def test_what_is_no_table(rows: list[tuple[str, ...]]) -> None:
    assert tables(lay(rows)) == []


def test_text_in_two_columns_between_rules_is_no_table() -> None:
    left = paragraph(["港の整備を進めるため，岸壁を", "直し，船の着く日を増やします。"] * 4, x=70, y=105)
    right = paragraph(["山の道を歩けるように直して，", "春と秋に歩く会を開きますので"] * 4, x=260, y=105)
    assert tables(left, right, strokes=level(95, 240, 400)) == []


def test_underlined_headings_with_prose_between_are_no_table() -> None:
    lines = [put(f"{n} 港の整備", y=100 + 60 * n) + put("船の着く日を増やします。", y=125 + 60 * n) for n in range(3)]
    assert tables(*lines, strokes=level(113, 173, 233)) == []


def test_a_table_without_outer_lines_has_its_outer_columns() -> None:
    inner = grid([200, 300], [95, 114, 132, 150])
    drawn = [*chain.from_iterable(outline(c, "lr") for c in inner), *level(95, 114, 132, 150)]
    (made,) = tables(lay(NUMBERS[:3]), cells=inner, strokes=drawn)
    assert words(made) == ["|".join(row) for row in NUMBERS[:3]]


def test_a_row_that_the_page_end_leaves_open() -> None:
    cells = grid([65, 190, 290, 420], [95, 114, 132])
    sides = [Box(x, 95, x, 150) for x in (65, 190, 290, 420)]
    drawn = [*chain.from_iterable(outline(c) for c in cells), *sides]
    (made,) = tables(lay(NUMBERS[:3]), cells=cells, strokes=drawn)
    assert words(made)[2] == "若者|340人|310人"


def test_rules_that_a_level_one_closes_open_no_row() -> None:
    cells = grid([65, 190, 290, 420], [95, 114, 132])
    frame = outline(Box(65, 95, 420, 150))
    drawn = [*chain.from_iterable(outline(c) for c in cells), *frame]
    (made,) = tables(lay(NUMBERS[:2]), cells=cells, strokes=drawn)
    assert made.rows == 2


def test_every_second_row_is_shaded() -> None:
    shaded = grid([65, 190, 290, 420], [95, 114]) + grid([65, 190, 290, 420], [132, 150])
    (made,) = tables(lay(NUMBERS), shaded=shaded, strokes=[Box(0, 0, 0, 0)])
    assert words(made) == ["|".join(row) for row in NUMBERS]


def test_a_tab_at_the_edge_is_a_head() -> None:
    tab = Box(570, 100, 595, 170)
    page = read(put("港の整備を進めます。", y=110), stacked("働く", 577, 110), shaded=[tab], strokes=[Box(0, 0, 0, 0)])
    assert [b.text for b in page.blocks if isinstance(b, Line)] == ["港の整備を進めます。"]
    assert [line.text for line in page.heads] == ["働く"]


def test_a_narrow_gutter_parts_many_long_lines() -> None:
    left = [put("港の整備を進めるため岸壁を直し", x=70, y=100 + 16 * n) for n in range(6)]
    right = [put("山の道を歩けるように直して歩く", x=228, y=100 + 16 * n) for n in range(6)]
    page = read(*left, *right)
    assert [b.text[0] for b in page.blocks if isinstance(b, Line)] == [*"港" * 6, *"山" * 6]


def test_a_blank_in_a_few_lines_is_no_gutter() -> None:
    lines = [put("港の整備を進めるため岸壁を直し", x=70, y=100 + 16 * n) for n in range(3)]
    more = [put("山の道を歩けるように直して歩く", x=228, y=100 + 16 * n) for n in range(3)]
    assert len(read(*lines, *more).blocks) == 3
