"""What a plan links itself."""

from __future__ import annotations

import pytest

from planlink.records.plans import Plan
from texts import plan, table


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
