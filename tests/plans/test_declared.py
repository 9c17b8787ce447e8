"""What a plan links itself."""

from __future__ import annotations

import pytest

from planlink.records.documents import Cell, Table
from planlink.records.plans import Plan
from texts import line, plan, table


def links(found: Plan, scheme: str) -> list[tuple[str, str]]:
    return [(d.subject, d.label) for d in found.declared if d.scheme == scheme]


GOALS = [
    "基本目標１ 海のまちをつくる",
    "(1) 船",
    "船を増やします。",
    "基本目標２ 山のまちをつくる",
    "(1) 道",
    "道を直します。",
]


def test_the_mapping_table() -> None:
    rows = table(
        ("基本目標", "ゴール", "主な関連要素"),
        ("基本目標１ 海のまちをつくる", "目標 14 海を守る", "・藻場の再生"),
        ("", "目標８ 働く", "・朝市"),
        ("基本目標２ 山のまちをつくる", "目標15 陸を守る", "・森の手入れ"),
    )
    found = plan("戦略です。", *GOALS, "３ ＳＤＧｓとの関連", rows)
    sdgs = [d for d in found.declared if d.scheme == "sdg"]
    assert (sdgs[0].label, sdgs[0].name, sdgs[0].text) == ("14", "海を守る", "藻場の再生")
    assert [d.label for d in sdgs][-1] == "15"


def test_the_mapping_table_as_lines() -> None:
    found = plan(
        "戦略です。",
        *GOALS,
        "第８章 ＳＤＧｓとの関連",
        "基本目標１",
        "海のまちをつくる",
        "目標14 海の豊かさを守る",
        "目標８ 働きがいを高める",
        "基本目標２",
        "山のまちをつくる",
        "目標15 陸の豊かさを守る",
    )
    assert links(found, "sdg") == [
        ("海のまちをつくる", "14"),
        ("海のまちをつくる", "8"),
        ("山のまちをつくる", "15"),
    ]


@pytest.mark.parametrize(
    "line", ["関連するSDGs：目標8、14", "関連するＳＤＧｓ ゴール８・14", "【関連するSDGsのゴール】8, 14"]
)
def test_a_line_below_the_goal(line: str) -> None:
    found = plan("戦略です。", GOALS[0], line, *GOALS[1:])
    assert links(found, "sdg") == [("海のまちをつくる", "8"), ("海のまちをつくる", "14")]


@pytest.mark.parametrize(
    "line",
    ["SDGsの17のゴールに取り組みます。", "SDGsは2030年までの目標です。", "※SDGs2で掲げるゴールをロゴで示します。"],
)
def test_a_line_that_declares_nothing(line: str) -> None:
    found = plan("戦略です。", GOALS[0], line, *GOALS[1:])
    assert links(found, "sdg") == []


def test_themes_of_a_goal() -> None:
    found = plan(
        "戦略です。",
        GOALS[0],
        "(1) 関連する重点テーマ",
        "●重点テーマⅠ 海のにぎわい～船が集まるまちへ～",
        "●重点テーマⅢ 里の恵み",
        "～里を歩く～",
        "(2) 具体的な施策",
        "ア 船",
        "船を増やします。",
    )
    themes = [(d.subject, d.label, d.name, d.text) for d in found.declared if d.scheme == "theme"]
    assert themes == [
        ("海のまちをつくる", "I", "海のにぎわい", "船が集まるまちへ"),
        ("海のまちをつくる", "III", "里の恵み", "里を歩く"),
    ]


def test_policies_belong_to_their_theme() -> None:
    found = plan("概要です。", "重点テーマⅠ 海のにぎわい", "基本政策1－施策1 船の充実", "本文です。")
    assert links(found, "policy") == [("海のにぎわい", "基本政策1-施策1")]


def test_each_link_is_declared_once_and_in_reading_order() -> None:
    found = plan(
        "戦略です。",
        "１ 横断的視点に係る主な施策",
        "(1) ＤＸの視点",
        "・申請をオンラインで受けます",
        *GOALS[:1],
        "関連するSDGs：目標8",
        "関連するSDGs：目標8",
        *GOALS[1:],
    )
    assert [(d.scheme, d.label) for d in found.declared] == [("viewpoint", "DX"), ("sdg", "8")]


SHORT = ["基本目標１ 子どもを育てるまち", "(1) 園", "園を建てます。", "基本目標２ 山のまち", "(1) 道", "道を直します。"]
HEAD = ("基本目標", "ＳＤＧｓのゴール", "主な関連要素")


@pytest.mark.parametrize(
    "rows",
    [
        [("基本目標", "施策の柱"), ("基本目標１ 海のまちをつくる", "目標１ 観光")],
        [("基本目標", "件数"), ("基本目標１ 海のまちをつくる", "目標10件")],
        [("基本目標", "目標"), ("基本目標１ 海のまちをつくる", "目標 12")],
    ],
)
def test_an_ordinary_table_declares_nothing(rows: list[tuple[str, ...]]) -> None:
    found = plan("戦略です。", *GOALS, "３ 計画の体系", table(*rows))
    assert links(found, "sdg") == []


def test_a_table_with_a_header_of_sdgs_counts_outside_their_part() -> None:
    rows = table(HEAD, ("基本目標１ 海のまちをつくる", "目標14 海を守る", "・藻場の再生"))
    assert links(plan("戦略です。", *GOALS, "３ 計画の体系", rows), "sdg") == [("海のまちをつくる", "14")]


def test_the_part_ends_with_the_next_heading_of_its_kind() -> None:
    rows = table(("基本目標", "施策の柱"), ("基本目標１ 海のまちをつくる", "目標１ 観光"))
    found = plan("戦略です。", *GOALS, "第８章 ＳＤＧｓとの関連", "説明です。", "第９章 計画の体系", rows)
    assert links(found, "sdg") == []


@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        ("目標10件", []),
        ("目標10 件以上", []),
        ("目標3,000人", []),
        ("目標1.5倍", []),
        ("目標10 人や国の不平等をなくそう", ["10"]),
        ("目標10人や国の不平等をなくそう", ["10"]),
        ("目標12つくる責任 つかう責任", ["12"]),
        ("目標18 全部", []),
    ],
)
def test_a_number_with_a_unit_is_no_goal(cell: str, labels: list[str]) -> None:
    rows = table(HEAD, ("基本目標１ 海のまちをつくる", cell, "・藻場"))
    found = plan("戦略です。", *GOALS, "３ ＳＤＧｓとの関連", rows)
    assert [label for _, label in links(found, "sdg")] == labels


def test_an_unknown_goal_cell_owns_its_rows_itself() -> None:
    rows = table(
        HEAD,
        ("子どもを育てるまち", "目標４ 学ぶ", "・園"),
        ("", "目標５ 等しく", "・会議"),
        ("山のまちを守る", "目標15 森", "・森"),
        ("", "目標13 気候", "・雪"),
    )
    found = plan("戦略です。", *SHORT, "３ ＳＤＧｓとの関連", rows)
    assert links(found, "sdg") == [("子どもを育てるまち", "4"), ("子どもを育てるまち", "5")]


def test_a_short_title_counts_in_the_column_of_goals_only() -> None:
    rows = table(
        HEAD,
        ("子どもを育てるまち", "目標４ 学ぶ", "山のまち"),
        ("山のまち", "目標15 森", "・森"),
        ("子どもを育むまち", "目標３ 健やかに", "・遊び場"),
    )
    found = plan("戦略です。", *SHORT, "３ ＳＤＧｓとの関連", rows)
    assert links(found, "sdg") == [("子どもを育てるまち", "4"), ("山のまち", "15")]


def test_a_goal_over_the_whole_row_owns_the_rows_below() -> None:
    rows = table(
        ("ＳＤＧｓ", "主な関連要素"),
        ("基本目標１ 海のまちをつくる",),
        ("目標14 海", "・藻場"),
        ("目標８ 働く", "・朝市"),
        ("基本目標９ 空のまち",),
        ("目標13 気候", "・風"),
    )
    found = plan("戦略です。", *GOALS, "３ ＳＤＧｓとの関連", rows)
    assert links(found, "sdg") == [("海のまちをつくる", "14"), ("海のまちをつくる", "8")]


def test_two_element_cells_beside_one_sdg_cell_are_both_kept() -> None:
    cells = (
        *(Cell(0, column, 1, 1, (line(text),)) for column, text in enumerate(HEAD)),
        Cell(1, 0, 3, 1, (line("基本目標１"), line("海のまちをつくる"))),
        Cell(1, 1, 2, 1, (line("目標14 海を守る"),)),
        Cell(1, 2, 1, 1, (line("・藻場の再生"),)),
        Cell(2, 2, 1, 1, (line("・浜の清掃"), line("・漁具の回収"))),
        Cell(3, 1, 1, 1, (line("目標８ 働く"),)),
        Cell(3, 2, 1, 1, (line("・朝市"),)),
    )
    found = plan("戦略です。", *GOALS, "３ ＳＤＧｓとの関連", Table(4, 3, cells))
    assert [(d.label, d.text, d.elements) for d in found.declared] == [
        ("14", "藻場の再生浜の清掃漁具の回収", ("藻場の再生", "浜の清掃", "漁具の回収")),
        ("8", "朝市", ("朝市",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "SDGsの目標達成に向けて，3つの柱で進めます。",
        "SDGsの目標達成に向けた 3つの柱",
        "関連するSDGsの目標 10件",
        "SDGsの目標8、14件",
        "SDGsの目標８を町ぐるみで進めます。",
        "SDGsの目標達成度1.5倍",
    ],
)
def test_a_sentence_declares_no_goal(text: str) -> None:
    assert links(plan("戦略です。", GOALS[0], text, *GOALS[1:]), "sdg") == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("関連するSDGs：目標8、14。", ["8", "14"]),
        ("SDGsとの関連 ゴール10 人や国の不平等をなくそう", ["10"]),
        ("【SDGs目標】 4・12", ["4", "12"]),
    ],
)
def test_a_list_of_goals(text: str, labels: list[str]) -> None:
    found = plan("戦略です。", GOALS[0], text, *GOALS[1:])
    assert [label for _, label in links(found, "sdg")] == labels


def test_a_review_of_the_last_term_declares_nothing() -> None:
    found = plan(
        "戦略です。",
        "第１章 第１期の検証",
        "１ 海のまちをつくる",
        "関連するSDGs ゴール 5",
        "(1) 関連する重点テーマ",
        "●重点テーマⅡ 里の恵み",
        "第２章 目標と施策",
        GOALS[0],
        "関連するSDGs ゴール 14",
        *GOALS[1:],
    )
    assert [(d.scheme, d.label) for d in found.declared] == [("sdg", "14")]


def test_the_part_about_sdgs_may_name_the_own_term() -> None:
    rows = table(HEAD, ("基本目標１ 海のまちをつくる", "目標14 海", "・藻場"))
    found = plan("戦略です。", *GOALS, "第８章 第２期戦略とＳＤＧｓ", rows)
    assert links(found, "sdg") == [("海のまちをつくる", "14")]
    found = plan("戦略です。", *GOALS, "第８章 これまでのＳＤＧｓの検証", rows)
    assert links(found, "sdg") == []
