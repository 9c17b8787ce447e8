"""Goals, groups, themes with their policies, viewpoints with their lists, in reading order."""

from __future__ import annotations

import pytest

from planlink.plans.items import viewpoint_label
from planlink.records.plans import Item, Plan
from texts import frame, plan, table


def of(found: Plan, kind: str) -> list[Item]:
    return [item for item in found.items if item.kind == kind]


def test_the_goal_with_most_below_it_counts() -> None:
    found = plan(
        "戦略です。",
        "１ 体系",
        "【基本目標１】海",
        "支えます。",
        "２ 施策",
        "基本目標１ 海",
        "(1) 船",
        "船を増やして港を守ります。",
        "(2) 灯台",
        "灯台を直して港を守ります。",
    )
    (goal,) = of(found, "goal")
    assert (goal.label, goal.title) == ("基本目標1", "海")
    assert {m.goal for m in found.measures} == {goal.id}


def test_themes_with_policies() -> None:
    found = plan(
        "概要です。",
        "重点テーマⅠ 海のにぎわい",
        "基本政策1－施策1 船の充実",
        "基本政策１－施策２ 灯台の充実",
        "重点テーマⅡ 山の恵み",
        "基本政策3－施策1 道の整備",
    )
    themes = of(found, "theme")
    assert [(t.label, t.title, t.id) for t in themes] == [
        ("I", "海のにぎわい", "plan.重点テーマI"),
        ("II", "山の恵み", "plan.重点テーマII"),
    ]
    assert [(p.label, p.title, p.parent) for p in of(found, "policy")] == [
        ("基本政策1-施策1", "船の充実", themes[0].id),
        ("基本政策1-施策2", "灯台の充実", themes[0].id),
        ("基本政策3-施策1", "道の整備", themes[1].id),
    ]


def test_themes_listed_in_a_box() -> None:
    found = plan(
        "概要です。", "１ 重点", frame("重点テーマⅠ 海", "基本政策1-施策1 船", "重点テーマⅡ 山", "基本政策2-施策1 道")
    )
    assert [(i.kind, i.label) for i in found.items] == [
        ("theme", "I"),
        ("policy", "基本政策1-施策1"),
        ("theme", "II"),
        ("policy", "基本政策2-施策1"),
    ]


def test_viewpoints_with_their_lists() -> None:
    found = plan(
        "戦略です。",
        "１ 横断的視点に係る主な施策",
        "(1) ＤＸの視点",
        "ア 窓口",
        "・申請をオンラインで受けます",
        "イ 人",
        "・講座を開きます",
        "(2) ＧＸの視点",
        "・太陽光を使います",
    )
    assert [(v.label, v.title) for v in of(found, "viewpoint")] == [("DX", "ＤＸの視点"), ("GX", "ＧＸの視点")]
    assert [(i.title, i.parent) for i in of(found, "viewpoint-item")] == [
        ("申請をオンラインで受けます", "plan.DX"),
        ("講座を開きます", "plan.DX"),
        ("太陽光を使います", "plan.GX"),
    ]
    assert found.measures == ()


def test_a_table_defines_viewpoints() -> None:
    found = plan("概要です。", "１ 視点", table(("", "ＤＸ", "デザイン思考"), ("定義", "仕事を変える", "使う人を見る")))
    assert [(v.label, v.text) for v in of(found, "viewpoint")] == [
        ("DX", "仕事を変える"),
        ("デザイン思考", "使う人を見る"),
    ]


def test_items_come_in_reading_order() -> None:
    found = plan(
        "戦略です。",
        "１ 重点",
        "重点テーマⅠ 海",
        "本文です。",
        "基本目標１ 港",
        "(1) 具体的な施策",
        "ア 船",
        "(ｱ) 客船",
        "増やします。",
        "基本目標２ 里",
        "(1) 具体的な施策",
        "ア 道",
        "(ｱ) 橋",
        "直します。",
    )
    assert [item.title for item in found.items] == ["海", "港", "船", "里", "道"]
    parents = {item.title: item.parent for item in found.items}
    ids = {item.title: item.id for item in found.items}
    assert (parents["船"], parents["道"]) == (ids["港"], ids["里"])


@pytest.mark.parametrize(
    ("title", "label"), [("ＤＸの視点", "DX"), ("デザイン思考", "デザイン思考"), ("ＤＸ・ＧＸ", None), ("港", None)]
)
def test_viewpoint_labels(title: str, label: str | None) -> None:
    assert viewpoint_label(title) == label


def test_a_goal_of_a_review_does_not_replace_the_current_one() -> None:
    found = plan(
        "戦略です。",
        "第１章 第１期の検証",
        "基本目標１ 浜",
        "(1) 網",
        "網を直しました。",
        "(2) 舟",
        "舟を直しました。",
        "(3) 蔵",
        "蔵を直しました。",
        "基本目標２ 沖",
        "(1) 島",
        "島を調べました。",
        "第２章 目標と施策",
        "基本目標１ 港",
        "(1) 船",
        "船を増やして港を守ります。",
    )
    assert [(goal.label, goal.title) for goal in of(found, "goal")] == [("基本目標1", "港")]


def test_goals_of_a_review_alone_are_kept() -> None:
    found = plan("報告です。", "第１章 第１期の検証", "基本目標１ 浜", "(1) 網", "網を直しました。")
    assert [goal.title for goal in of(found, "goal")] == ["浜"]


def test_policies_of_two_themes_may_have_the_same_label() -> None:
    found = plan(
        "概要です。",
        "１ 重点",
        frame("重点テーマⅠ 海のにぎわい", "施策１ 船の充実", "施策２ 灯台の充実"),
        frame("重点テーマⅡ 山の恵み", "施策１ 道の整備"),
    )
    assert [(p.id, p.title) for p in of(found, "policy")] == [
        ("plan.重点テーマI.施策1", "船の充実"),
        ("plan.施策2", "灯台の充実"),
        ("plan.重点テーマII.施策1", "道の整備"),
    ]


def test_groups_with_the_same_path_are_all_kept() -> None:
    found = plan(
        "戦略です。",
        "１ 具体的な施策",
        "(1) 海",
        "ア 船",
        "船を増やします。",
        "第１章 山",
        "１ 具体的な施策",
        "(1) 森",
        "ア 道",
        "道を直します。",
    )
    groups = {g.id: g.title for g in of(found, "group")}
    assert groups == {"plan.1.(1)": "海", "plan.1.(1)#2": "森"}
    assert [groups[m.group or ""] for m in found.measures] == ["海", "森"]
