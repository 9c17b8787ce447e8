"""Headings inside tables become sections, and other tables stay as they are."""

from __future__ import annotations

import pytest

from grids import grid
from planlink.outline.tree import outline
from planlink.plans.cells import text_of
from planlink.plans.unfolding import unfold
from planlink.records.documents import Document, Line, Page, Table
from planlink.records.outline import Outline, Paragraph, PlacedTable, Section
from texts import frame, plan, shape, tree

HEAD = ["施策名", "内容", "担当課"]
BOAT = ["船の手入れ", "船を直します。", "港湾課"]
TOWER = ["灯台", "塔を塗ります。", "港湾課"]
ROAD = ["道の手入れ", "道を直します。", "道路課"]


def below(*rows: list[str], heading: str = "１ 施策の一覧") -> Outline:
    return unfold(tree("みなと野市の計画を定めました。", heading, grid(rows)))


def cells(section: Section) -> list[list[str]]:
    """The texts of the cells of each table."""
    tables = [piece.table for piece in section.content if isinstance(piece, PlacedTable)]
    return [[text_of(cell) for cell in table.cells] for table in tables]


def told(section: Section) -> list[str]:
    return [piece.text for piece in section.content if isinstance(piece, Paragraph)]


def children(found: Outline) -> tuple[Section, ...]:
    return found.root.sections[0].sections


# ---------------------------------------------------------------- merged cells at the left
def test_merged_cells_at_the_left_are_sections() -> None:
    found = below(["基本目標", *HEAD], ["基本目標１ 海", *BOAT], ["^", *TOWER], ["基本目標２ 山", *ROAD])
    assert shape(found) == ["１ 施策の一覧", "  基本目標１ 海", "  基本目標２ 山"]
    assert [cells(section) for section in children(found)] == [[[*HEAD, *BOAT, *TOWER]], [[*HEAD, *ROAD]]]


def test_a_level_inside_a_level() -> None:
    found = below(
        ["基本目標", "方針", *HEAD], ["海", "守る", *BOAT], ["^", "照らす", *TOWER], ["山", "守る", *ROAD]
    )  # fmt: skip
    assert shape(found) == ["１ 施策の一覧", "   海", "     守る", "     照らす", "   山", "     守る"]


def test_a_number_on_a_line_of_its_own_is_the_marker() -> None:
    found = below(["施策の柱", *HEAD], ["１－１ / 海を守る", *BOAT], ["^", *TOWER], ["１－２ / 山を守る", *ROAD])
    assert [(s.marker, s.title) for s in children(found)] == [("１－１", "海を守る"), ("１－２", "山を守る")]


def test_a_title_over_two_lines_keeps_its_letters() -> None:
    found = below(["施策の柱", *HEAD], ["海を / 守る", *BOAT], ["山を守る", *ROAD])
    assert [(s.marker, s.title) for s in children(found)] == [("", "海を守る"), ("", "山を守る")]


def test_an_empty_cell_goes_on_with_the_one_above() -> None:
    found = below(["区分", *HEAD], ["海", *BOAT], ["", *TOWER], ["山", *ROAD])
    assert [(s.title, cells(s)) for s in children(found)] == [
        ("海", [[*HEAD, *BOAT, *TOWER]]),
        ("山", [[*HEAD, *ROAD]]),
    ]


def test_a_cell_that_a_page_end_cut_is_one_section() -> None:
    found = below(["区分", *HEAD], ["海", *BOAT], ["海", *TOWER], ["山", *ROAD])
    assert [(s.title, len(cells(s))) for s in children(found)] == [("海", 2), ("山", 1)]


def test_a_level_without_a_name_is_left_out() -> None:
    found = below(["区分", *HEAD], ["", *BOAT], ["", *TOWER])
    assert shape(found) == ["１ 施策の一覧"]
    assert cells(found.root.sections[0]) == [[*HEAD, *BOAT, *TOWER]]


@pytest.mark.parametrize(
    ("title", "marker", "rest"),
    [
        ("(1) 海", "(1)", "海"),
        ("① 海", "①", "海"),
        ("基本方針2 海", "基本方針2", "海"),
        ("３世代の暮らし", "", "３世代の暮らし"),
    ],
)
def test_the_number_in_a_cell(title: str, marker: str, rest: str) -> None:
    (section,) = children(below(["区分", *HEAD], [title, *BOAT]))
    assert (section.marker, section.title) == (marker, rest)


def test_a_section_knows_its_page_and_place() -> None:
    rows = grid([["区分", *HEAD], ["海", *BOAT], ["山", *ROAD]])
    pages = (Page(3, 0, 0, (Line("みなと野市の計画を定めました。"), Line("１ 施策の一覧"), rows)),)
    (sea, hill) = children(unfold(outline(Document("plan", "plan.pdf", "pdf", "0" * 64, pages))))
    assert (sea.page, sea.box) == (3, rows.cells[4].box)
    assert (hill.page, hill.box) == (3, rows.cells[8].box)


# ---------------------------------------------------------------- rows with a title alone
def test_rows_with_a_title_alone_are_sections() -> None:
    found = below(HEAD, ["海を守る", "<", "<"], BOAT, TOWER, ["山を守る", "<", "<"], ROAD)
    assert shape(found) == ["１ 施策の一覧", "   海を守る", "   山を守る"]
    assert found.root.sections[0].content == ()
    assert [cells(section) for section in children(found)] == [[[*HEAD, *BOAT, *TOWER]], [[*HEAD, *ROAD]]]


def test_rows_before_the_first_title_stay() -> None:
    found = below(HEAD, BOAT, ["山を守る", "<", "<"], ROAD)
    assert cells(found.root.sections[0]) == [[*HEAD, *BOAT]]
    assert [(s.title, cells(s)) for s in children(found)] == [("山を守る", [[*HEAD, *ROAD]])]


def test_a_title_above_the_header_is_that_of_the_table() -> None:
    found = below(["海を守る", "<", "<"], HEAD, BOAT, TOWER)
    assert [(s.title, cells(s)) for s in children(found)] == [("海を守る", [[*HEAD, *BOAT, *TOWER]])]


def test_a_sentence_over_all_columns_is_no_title() -> None:
    assert children(below(HEAD, BOAT, ["港の施策は毎年見直します。", "<", "<"], ROAD)) == ()


# ---------------------------------------------------------------- sheets
SHEET = [
    ["施策名", "船の手入れ"],
    ["現状と課題", "船が古くなりました。"],
    ["主な取組", "・船を直します。 / ・船を塗ります。"],
    ["担当課", "港湾課"],
]


def test_a_sheet_is_a_section_with_its_parts() -> None:
    found = below(*SHEET)
    assert shape(found) == [
        "１ 施策の一覧",
        "   船の手入れ",
        "     現状と課題",
        "     主な取組",
    ]
    (whole,) = children(found)
    state, actions = whole.sections
    assert told(whole) == ["担当課：港湾課"]
    assert (told(state), told(actions)) == (["船が古くなりました。"], ["船を直します。", "船を塗ります。"])


def test_the_measures_of_a_sheet() -> None:
    found = plan("みなと野市の計画を定めました。", "１ 施策の一覧", grid(SHEET)).measures
    assert [(m.text, m.path) for m in found] == [
        ("船を直します。", ("施策の一覧", "船の手入れ", "主な取組")),
        ("船を塗ります。", ("施策の一覧", "船の手入れ", "主な取組")),
    ]


def test_sheets_in_one_table() -> None:
    other = [["施策名", "灯台"], ["現状と課題", "塔が古くなりました。"], ["主な取組", "・塔を塗ります。"]]
    found = below(*SHEET, *other)
    assert [s.title for s in children(found)] == ["船の手入れ", "灯台"]
    assert [s.title for s in children(found)[1].sections] == ["現状と課題", "主な取組"]


def test_a_pair_behind_the_title_of_a_sheet_is_a_line() -> None:
    rows = [
        ["施策名", "船の手入れ", "担当課", "港湾課"],
        ["現状と課題", "船が古くなりました。", "<", "<"],
        ["主な取組", "・船を直します。", "<", "<"],
    ]
    (sheet,) = children(below(*rows))
    assert (sheet.title, told(sheet)) == ("船の手入れ", ["担当課：港湾課"])


def test_a_sheet_without_a_title_has_its_parts_below_the_heading() -> None:
    found = below(*SHEET[1:3], heading="施策１ 船の手入れ")
    assert shape(found) == ["施策１ 船の手入れ", "   現状と課題", "   主な取組"]


def test_a_table_of_indicators_below_the_texts_of_a_sheet() -> None:
    rows = [
        ["施策名", "船の手入れ", "<", "<"],
        ["主な取組", "・船を直します。", "<", "<"],
        ["成果指標", "指標名", "現状値（R5）", "目標値（R11）"],
        ["^", "直した船の数", "3隻", "5隻"],
    ]
    (sheet,) = children(below(*rows))
    assert [s.title for s in sheet.sections] == ["主な取組", "成果指標"]
    assert cells(sheet.sections[1]) == [["指標名", "現状値（R5）", "目標値（R11）", "直した船の数", "3隻", "5隻"]]
    found = plan("みなと野市の計画を定めました。", "１ 施策の一覧", grid(rows)).indicators
    assert [(i.name, i.target.value) for i in found] == [("直した船の数", 5)]


def test_a_table_of_indicators_behind_a_text_in_the_same_part() -> None:
    rows = [
        ["施策名", "船の手入れ", "<", "<"],
        ["主な取組", "・船を直します。", "<", "<"],
        ["指標", "船を数えます。", "<", "<"],
        ["^", "指標名", "現状値（R5）", "目標値（R11）"],
        ["^", "直した船の数", "3隻", "5隻"],
    ]
    part = children(below(*rows))[0].sections[1]
    assert (told(part), [len(table) for table in cells(part)]) == (["船を数えます。"], [6])


# ---------------------------------------------------------------- what stays
@pytest.mark.parametrize(
    "rows",
    [
        [["年度", "人口", "世帯"], ["R5", "5,012人", "2,140世帯"], ["海の地区", "<", "<"], ["R5", "812人", "340世帯"]],
        [["開催日", "会議", "議題"], ["令和５年度", "<", "<"], ["5月10日", "第1回審議会", "素案について"]],
        [["区分", "氏名", "所属"], ["会長", "海野 みなと", "商工会"], ["委員", "山野 さと", "農協"]],
        [["指標", "現状値（R5）", "目標値（R11）"], ["海を守る", "<", "<"], ["船の数", "3隻", "5隻"]],
        [["基本目標", "指標", "目標値（R11）"], ["海", "船の数", "5隻"], ["山", "道の数", "7本"]],
        [["背景", "船が古くなりました。"], ["船の数", "3隻"], ["船の色", "青"], ["船の長さ", "12m"]],
        [["施策名", ""], ["現状と課題", "船が古くなりました。"], ["主な取組", "・船を直します。"]],
        [HEAD, BOAT],
        [HEAD, BOAT, HEAD, TOWER],
        [["区分", "主な事業"], ["海", "船の手入れ"], ["山", "道の手入れ"]],
        [["番号", "主な事業"], ["海を守る", "<"], ["1", "船の手入れ"]],
        [["区分", "指標", "目標値（R11）"], ["現状", "船の数", "5隻"], ["課題", "道の数", "7本"]],
        [["背景", "船が古くなりました。"], ["課題", "塔が古くなりました。"], ["色", "青"], ["形", "丸"]],
        [["背景", "船が古くなりました。"]],
        [HEAD, BOAT, ["港のまちの" * 13, "<", "<"], ROAD],
        [HEAD, BOAT, ["海を守る", "<", "<"], ["^", "<", "<"], ROAD],
    ],
    ids=[
        "statistics",
        "meetings",
        "members",
        "indicators",
        "goals of indicators",
        "facts",
        "no title",
        "measures",
        "a header that returns",
        "levels of titles alone",
        "rows of titles alone",
        "indicators with labels",
        "few labels",
        "one label",
        "a long text over all columns",
        "a text over two rows",
    ],
)
def test_other_tables_stay(rows: list[list[str]]) -> None:
    before = tree("みなと野市の計画を定めました。", "１ まちの姿", grid(rows))
    assert unfold(before) == before


def test_what_stands_in_a_table_below_targets_goes_up() -> None:
    table: Table = grid([["基本目標", *HEAD], ["海", *BOAT], ["山", *ROAD]])
    found = unfold(tree("みなと野市の計画を定めました。", "１ 施策", "(1) 数値目標", table, "(2) 進め方", "進めます。"))
    assert shape(found) == ["１ 施策", "  (1) 数値目標", "   海", "   山", "  (2) 進め方"]


def test_the_parts_of_a_sheet_below_targets_stay_there() -> None:
    found = unfold(tree("みなと野市の計画を定めました。", "１ 施策", "(1) 数値目標", grid(SHEET[1:3])))
    assert shape(found) == ["１ 施策", "  (1) 数値目標", "     現状と課題", "     主な取組"]


# ---------------------------------------------------------------- rows that several share
def test_rows_that_several_groups_share_stay_a_table() -> None:
    found = below(["柱", *HEAD], ["柱１ 海", *BOAT], ["柱２ 山", *ROAD], ["柱１～柱２ 共通", *TOWER])
    assert [s.title for s in children(found)] == ["海", "山"]
    assert cells(found.root.sections[0]) == [["柱", *HEAD, "柱１～柱２ 共通", *TOWER]]


def test_a_sheet_whose_part_is_one_text() -> None:
    sheet = [
        ["施策名", "１－１ 船の手入れ", "<"],
        ["現状と課題", "船が古い。", "<"],
        ["具体的な施策", "内容", "担当課"],
    ]
    found = below(*sheet, ["^", "船を直します。", "港湾課"])
    (whole,) = children(found)
    assert [told(part) for part in whole.sections] == [["船が古い。"], ["船を直します。", "担当課：港湾課"]]


def test_a_sheet_that_explains_its_fields_is_none() -> None:
    found = below(
        ["施策名", "施策の名称を示す。"], ["現状と課題", "施策を取り巻く状況を示す。"], ["主な取組", "取組を示す。"]
    )
    assert children(found) == ()


def test_lists_in_boxes_below_an_announcing_heading_are_text() -> None:
    found = unfold(tree("１ 海", "【主な取組】", frame("■ 船の手入れ", "● 船を直します。"), frame("港の写真")))
    (section,) = found.root.sections[0].sections
    assert [(p.bullet, p.text) for p in section.content if isinstance(p, Paragraph)] == [
        ("■", "船の手入れ"),
        ("●", "船を直します。"),
    ]
    assert len(section.content) == 3


def test_a_sheet_numbered_on_from_the_heading_above_it_stands_beside_it() -> None:
    sheet = grid([["施策名", "イ 灯台の明かり"], ["内容", "塔を塗ります。"], ["担当課", "港湾課"]])
    found = unfold(tree("１ 海", "ア 船の手入れ", "船を直して港を守ります。", sheet))
    assert [s.title for s in found.root.sections[0].sections] == ["船の手入れ", "灯台の明かり"]
