"""Level rules that are drawn cell by cell make columns; what stands between two tables belongs to neither."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

from sheets import put, read

from planlink.documents.glyphs import Glyph
from planlink.records.documents import Line, Page, Table
from planlink.records.places import Box

XS = (60.0, 160.0, 300.0, 530.0)


def lay(y: float, *texts: str) -> list[Glyph]:
    return list(chain.from_iterable(put(text, x + 4, y) for x, text in zip(XS, texts, strict=False) if text))


def rule(y: float, first: int = 0, xs: Sequence[float] = XS) -> list[Box]:
    """The parts of a rule below the columns from `first` on."""
    return [Box(x0, y, x1, y + 0.7) for x0, x1 in list(pairwise(xs))[first:]]


def words(page: Page) -> list[list[tuple[int, str]]]:
    """For each table the rows that its cells span, with their words."""
    tables = [b for b in page.blocks if isinstance(b, Table)]
    return [[(c.row_span, "/".join(x.text for x in c.lines)) for c in t.cells] for t in tables]


HEAD = [(1, "施策の柱"), (1, "施策"), (1, "内容")]


def test_columns_and_cells_that_go_through_rows() -> None:
    page = read(
        lay(105, "施策の柱", "施策", "内容"),
        lay(125, "海を守る", "船の手入れ", "船を直します。"),
        lay(145, "", "灯台", "塔を塗ります。"),
        strokes=[*rule(100), *rule(120), *rule(140, 1), *rule(160)],
    )
    assert words(page) == [
        [*HEAD, (2, "海を守る"), (1, "船の手入れ"), (1, "船を直します。"), (1, "灯台"), (1, "塔を塗ります。")]
    ]


def test_a_row_that_the_page_end_cuts_ends_with_its_letters() -> None:
    page = read(
        lay(105, "施策の柱", "施策", "内容"),
        lay(125, "海を守る", "船の手入れ", "船を直します。"),
        lay(145, "", "灯台", "塔を塗り、灯りを"),
        lay(158, "", "", "替えて"),
        strokes=[*rule(100), *rule(120), *rule(140, 1)],
    )
    assert words(page)[0][3:] == [
        (2, "海を守る"),
        (1, "船の手入れ"),
        (1, "船を直します。"),
        (1, "灯台"),
        (1, "塔を塗り、灯りを/替えて"),
    ]


def test_a_heading_between_two_tables_parts_them() -> None:
    heading = put("基本目標２ 山の恵みを生かしてともに生きるまちをつくる", x=64, y=150)
    page = read(
        lay(105, "施策の柱", "施策", "内容"),
        lay(125, "海を守る", "船の手入れ", "船を直します。"),
        heading,
        lay(185, "施策の柱", "施策", "内容"),
        lay(205, "山を守る", "道の手入れ", "道を直します。"),
        strokes=[*rule(100), *rule(120), *rule(140), *rule(180), *rule(200), *rule(220)],
    )
    assert [len(cells) for cells in words(page)] == [6, 6]
    assert [b.text for b in page.blocks if isinstance(b, Line)] == [
        "基本目標２ 山の恵みを生かしてともに生きるまちをつくる"
    ]


def test_text_below_the_last_rule_is_no_row() -> None:
    page = read(
        lay(105, "施策の柱", "施策", "内容"),
        lay(125, "海を守る", "船の手入れ", "船を直します。"),
        put("施策は毎年度の終わりに見直し、次の年度の仕事に生かします。", x=64, y=144),
        strokes=[*rule(100), *rule(120), *rule(140)],
    )
    assert [len(cells) for cells in words(page)] == [6]
    assert sum(isinstance(b, Line) for b in page.blocks) == 1


def test_whole_rules_have_no_joints() -> None:
    whole = [Box(60, y, 530, y + 0.7) for y in (100.0, 120.0, 140.0)]
    page = read(put("港の整備を進めて海とともに生きるまちをつくります。", x=64, y=105), strokes=whole)
    assert words(page) == []


def test_one_rule_with_a_joint_is_no_table() -> None:
    assert words(read(lay(105, "港", "海"), strokes=rule(100))) == []
