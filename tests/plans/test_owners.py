"""Whose indicators are: what is printed beside or above them says it, else the place where they stand."""

from __future__ import annotations

import pytest

from grids import grid
from planlink.records.documents import Block
from planlink.records.plans import Plan
from texts import frame, plan

VALUES = ["現状値（R5）", "目標値（R11）"]
GOALS: tuple[str, ...] = (
    "基本目標１ 海とともに生きる",
    "施策１ 船の手入れを進める",
    "船を直して港の暮らしを守ります。",
    "施策２ 灯台の明かりを守る",
    "塔を塗って港の暮らしを守ります。",
    "基本目標２ 山とともに生きる",
    "施策３ 道の手入れを進める",
    "道を直して里の暮らしを守ります。",
)


def city(*blocks: Block | str) -> Plan:
    return plan("みなと野市の戦略です。", *blocks)


def owners(found: Plan) -> list[tuple[str, tuple[str, ...]]]:
    return [(i.name, i.groups) for i in found.indicators]


def listed(*rows: list[str], head: str = "施策", caption: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """Owners of a table in a list of all indicators at the end."""
    above = (caption,) if caption else ()
    return owners(city(*GOALS, "第５章 指標の一覧", *above, grid([[head, "指標", *VALUES], *rows])))


def test_a_group_column_names_the_group() -> None:
    assert listed(
        ["船の手入れを進める", "直した船の数", "3隻", "5隻"],
        ["^", "塗った船の数", "4隻", "6隻"],
        ["道の手入れを進める", "直した道の数", "7本", "9本"],
    ) == [
        ("直した船の数", ("船の手入れを進める",)),
        ("塗った船の数", ("船の手入れを進める",)),
        ("直した道の数", ("道の手入れを進める",)),
    ]


def test_a_label_in_the_group_column_names_the_group() -> None:
    assert listed(["施策２", "点検した回数", "3回", "5回"]) == [("点検した回数", ("灯台の明かりを守る",))]


@pytest.mark.parametrize("said", ["施策１～施策２", "１～２ 共通", "※１～２共通"])
def test_labels_from_one_to_another_name_all_between(said: str) -> None:
    both = ("船の手入れを進める", "灯台の明かりを守る")
    assert listed([said, "点検した回数", "3回", "5回"]) == [("点検した回数", both)]


def test_labels_that_are_kana() -> None:
    groups = (
        "基本目標１ 海とともに生きる",
        "ア 船の手入れを進める",
        "船を直して港を守ります。",
        "イ 灯台の明かりを守る",
    )
    table = grid([["施策", "指標", *VALUES], ["ア～イ共通", "点検した回数", "3回", "5回"]])
    found = city(*groups, "塔を塗って港を守ります。", "第５章 指標の一覧", table)
    assert owners(found) == [("点検した回数", ("船の手入れを進める", "灯台の明かりを守る"))]


@pytest.mark.parametrize("said", ["１～９", "２～１", "令和５～６年度"])
def test_a_range_of_other_numbers_names_nobody(said: str) -> None:
    assert listed([said, "点検した回数", "3回", "5回"]) == [("点検した回数", ())]


def test_an_indicator_beside_the_rows_of_several_groups_is_one_of_each() -> None:
    head = ["施策の柱", "施策名", "取組内容", "指標", *VALUES]
    table = grid(
        [
            head,
            ["１－１ / 船の手入れを進める", "船を直す", "船を直します。", "直した船の数", "3隻", "5隻"],
            ["^", "船を塗る", "船を塗ります。", "海で働く人の数", "7人", "9人"],
            ["１－２ / 灯台の明かりを守る", "塔を塗る", "塔を塗ります。", "^", "^", "^"],
        ]
    )
    found = owners(city("第２章 施策の一覧", table))
    assert found == [
        ("直した船の数", ("船の手入れを進める",)),
        ("海で働く人の数", ("船の手入れを進める", "灯台の明かりを守る")),
    ]


def test_a_goal_in_the_group_column() -> None:
    found = listed(["基本目標１ 海とともに生きる", "働く人の数", "3人", "5人"], head="基本目標")
    assert found == [("働く人の数", ("海とともに生きる",))]


@pytest.mark.parametrize("said", ["海と山", "手入れを進める", "施策９", "施策", "船"])
def test_a_name_that_is_none_of_them_gives_no_owner(said: str) -> None:
    assert listed([said, "直した船の数", "3隻", "5隻"]) == [("直した船の数", ())]


def test_the_longest_title_counts() -> None:
    more = ("施策４ 船の手入れを進める人の育成", "人を育てて港の暮らしを守ります。")
    table = grid([["施策", "指標", *VALUES], ["船の手入れを進める人の育成", "学んだ人の数", "3人", "5人"]])
    found = city(*GOALS[:5], *more, "第５章 指標の一覧", table)
    assert owners(found) == [("学んだ人の数", ("船の手入れを進める人の育成",))]


def test_a_title_of_two_groups_gives_no_owner() -> None:
    again = ("基本目標２ 山とともに生きる", "施策３ 船の手入れを進める", "湖の船を直して里の暮らしを守ります。")
    table = grid([["施策", "指標", *VALUES], ["船の手入れを進める", "直した船の数", "3隻", "5隻"]])
    assert owners(city(*GOALS[:5], *again, "第５章 指標の一覧", table)) == [("直した船の数", ())]


def test_a_title_of_few_letters_names_nobody() -> None:
    groups = (
        "基本目標１ 海とともに生きる",
        "施策１ 船",
        "船を直して港の暮らしを守ります。",
        "施策２ 塔",
        "塔を塗って守ります。",
    )
    table = grid([["分野", "指標", *VALUES], ["船の分野", "直した船の数", "3隻", "5隻"]])
    assert owners(city(*groups, "第５章 指標の一覧", table)) == [("直した船の数", ())]


def test_the_caption_names_the_group() -> None:
    found = listed(["1", "塗った塔の数", "3基", "5基"], head="番号", caption="灯台の明かりを守る")
    assert found == [("塗った塔の数", ("灯台の明かりを守る",))]


def test_the_row_counts_before_the_caption() -> None:
    found = listed(["施策１", "直した船の数", "3隻", "5隻"], caption="灯台の明かりを守る")
    assert found == [("直した船の数", ("船の手入れを進める",))]


def test_a_sentence_above_a_table_names_nobody_by_its_label() -> None:
    found = listed(["1", "歩いた人の数", "3人", "5人"], head="番号", caption="施策１から順に並べます。")
    assert found == [("歩いた人の数", ())]


def test_targets_of_a_goal_in_an_overview() -> None:
    table = grid([["指標", *VALUES], ["生まれた子の数", "3人", "5人"]])
    other = grid([["指標", *VALUES], ["移り住んだ人の数", "4人", "6人"]])
    overview = (
        "第１章 数値目標の一覧",
        "(1) 基本目標１ 数値目標",
        table,
        "(2) 基本目標２ 数値目標",
        other,
        "第２章 施策",
    )
    found = city(*overview, *GOALS)
    assert owners(found) == [
        ("生まれた子の数", ("海とともに生きる",)),
        ("移り住んだ人の数", ("山とともに生きる",)),
    ]


PART_TABLE = [["指標", *VALUES], ["直した数", "3件", "5件"]]


PARTS: tuple[Block | str, ...] = (
    "第１節 海を守る",
    "１ 船の手入れ",
    "(1) 主な取組",
    "・船を直します。",
    "２ 塔の手入れ",
    "(1) 主な取組",
    "・塔を塗ります。",
    grid(PART_TABLE),
    "第２節 山を守る",
    "１ 道の手入れ",
    "(1) 主な取組",
    "・道を直します。",
    "２ 橋の手入れ",
    "(1) 主な取組",
    "・橋を塗ります。",
    grid([["指標", *VALUES], ["渡った数", "4件", "6件"]]),
)
SKY: tuple[Block | str, ...] = ("第３節 空を守る", grid([["指標", *VALUES], ["見た星の数", "7個", "9個"]]))


def test_tables_behind_the_last_group_of_each_part_are_the_parts() -> None:
    assert owners(city(*PARTS, *SKY)) == [
        ("直した数", ("海を守る",)),
        ("渡った数", ("山を守る",)),
        ("見た星の数", ()),
    ]


def test_a_single_table_behind_the_last_group_is_the_groups() -> None:
    assert owners(city(*PARTS[:12])) == [("直した数", ("塔の手入れ",))]


def test_the_only_group_of_a_part_has_its_table() -> None:
    single = (*PARTS[:4], *PARTS[7:12], PARTS[15])
    assert owners(city(*single, *SKY))[:2] == [("直した数", ("船の手入れ",)), ("渡った数", ("道の手入れ",))]


def test_the_heading_above_a_table_in_a_list_names_the_group() -> None:
    table = grid([["指標", *VALUES], ["塗った塔の数", "3基", "5基"]])
    found = city(*GOALS, "第５章 指標の一覧", "(1) 灯台の明かりを守る", table)
    assert owners(found) == [("塗った塔の数", ("灯台の明かりを守る",))]


def test_a_table_behind_each_group_is_the_groups() -> None:
    found = city(
        "第１節 海を守る",
        "１ 船の手入れ",
        "(1) 主な取組",
        "・船を直します。",
        grid(PART_TABLE),
        "２ 塔の手入れ",
        "(1) 主な取組",
        "・塔を塗ります。",
        grid([["指標", *VALUES], ["塗った数", "4件", "6件"]]),
        "第２節 空を守る",
        grid([["指標", *VALUES], ["見た星の数", "7個", "9個"]]),
    )
    assert owners(found) == [("直した数", ("船の手入れ",)), ("塗った数", ("塔の手入れ",)), ("見た星の数", ())]


def test_what_looks_back_is_nobodys_whatever_it_names() -> None:
    table = grid(
        [["施策", "指標", "目標値（R6）", "実績値（R6）"], ["船の手入れを進める", "直した船の数", "3隻", "5隻"]]
    )
    assert owners(city("第１章 第１期の検証", table, "第２章 施策", *GOALS)) == [("直した船の数", ())]


def test_a_box_that_names_nobody_stays_where_it_stands() -> None:
    box = frame("【ＫＰＩ】", "○直した船の数：5隻（R11年度）")
    assert owners(city(*GOALS[:3], box, *GOALS[3:])) == [("直した船の数", ("船の手入れを進める",))]


def test_a_row_with_a_dash_for_its_title_is_the_measure_of_its_group() -> None:
    head = ["施策の柱", "施策名", "取組内容"]
    rows = [
        ["柱１ 船の手入れを進める", "船を直す", "船を直します。"],
        ["柱２ 灯台の明かりを守る", "―", "塔を塗ります。"],
    ]
    found = city("第２章 施策の一覧", grid([head, *rows]))
    assert [(m.title, m.numbering, m.path) for m in found.measures] == [
        ("船を直す", ("第2章", "柱1", "・1"), ("施策の一覧", "船の手入れを進める")),
        ("灯台の明かりを守る", ("第2章", "柱2"), ("施策の一覧",)),
    ]


def test_the_heading_of_a_block_names_what_shares_it() -> None:
    table = grid([["指標", *VALUES], ["点検した回数", "3回", "5回"]])
    found = city(*GOALS[:5], "【重要業績評価指標（１～２共通）】", table)
    assert owners(found) == [("点検した回数", ("船の手入れを進める", "灯台の明かりを守る"))]


def test_a_heading_in_the_group_of_the_last_names_the_groups_of_its_own_goal() -> None:
    table = grid([["指標", *VALUES], ["点検した回数", "3回", "5回"]])
    found = city(
        "基本目標１ 海とともに生きる",
        "ア 船の手入れを進める",
        "船を直して港の暮らしを守ります。",
        "イ 灯台の明かりを守る",
        "塔を塗って港の暮らしを守ります。",
        "基本目標２ 山とともに生きる",
        "ア 道の手入れを進める",
        "道を直して里の暮らしを守ります。",
        "イ 森の手入れを進める",
        "木を植えて里の暮らしを守ります。",
        "【ア～イ共通の重要業績評価指標（ＫＰＩ）】",
        table,
    )
    assert owners(found) == [("点検した回数", ("道の手入れを進める", "森の手入れを進める"))]


def test_a_cell_through_group_and_title_is_one_measure_with_its_group() -> None:
    head = ["施策の柱", "施策名", "取組内容"]
    rows = [
        ["柱１ 船の手入れを進める", "船を直す", "船を直します。"],
        ["柱２ 灯台の明かりを守る", "<", "塔を塗ります。"],
    ]
    found = city("第２章 施策の一覧", grid([head, *rows]))
    assert [(m.title, m.numbering, m.path) for m in found.measures][1:] == [
        ("灯台の明かりを守る", ("第2章", "柱2"), ("施策の一覧",))
    ]
    assert found.measures[1].group == found.items[-1].id


def test_a_row_with_dashes_for_title_and_text_is_no_measure() -> None:
    head = ["施策の柱", "施策名", "取組内容"]
    rows = [["柱１ 船の手入れを進める", "船を直す", "船を直します。"], ["１～２共通", "－", "－"]]
    assert [m.title for m in city("第２章 施策の一覧", grid([head, *rows])).measures] == ["船を直す"]
