"""What is a measure, what is not, and whose text is whose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planlink.outline.titles import announces, excluded
from planlink.plans.choosing import Entry
from planlink.plans.levels import Level
from planlink.plans.measures import measures
from planlink.records.outline import Section
from planlink.records.plans import Measure, Plan
from texts import frame, plan, table

CASES = Path(__file__).parents[1] / "cases" / "known-failures.json"
KNOWN: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))["measures"]


def said(found: Plan) -> list[tuple[str, str]]:
    return [(m.title, m.text) for m in found.measures]


@pytest.mark.parametrize(
    "title", ["具体的な施策", "主な取組", "具体的な施策と重要業績評価指標", "今後の取組", "施策の展開"]
)
def test_announcing_titles(title: str) -> None:
    assert announces(title)


@pytest.mark.parametrize(
    "title", ["主な取組の現状", "具体的な施策の方向性", "基本的方向", "これまでの取組", "趣旨", "主な取組の経過"]
)
def test_titles_that_announce_nothing(title: str) -> None:
    assert not announces(title)


@pytest.mark.parametrize(
    "title",
    ["現状と課題", "それぞれの役割", "目標の達成像", "数値目標（令和９年度）", "推進体制", "現状と課題について"],
)
def test_excluded_titles(title: str) -> None:
    assert excluded(title)


@pytest.mark.parametrize(
    "title", ["地域課題の解決に向けた支援", "役割を持てる居場所づくり", "現状を知る調査の実施", "背景を学ぶ講座"]
)
def test_a_word_inside_a_title_excludes_nothing(title: str) -> None:
    assert not excluded(title)


def test_entries_of_groups() -> None:
    found = plan(
        "戦略です。",
        "１ 具体的な施策",
        "(1) 海",
        "ア 船",
        "船を増やします。",
        "イ 灯台",
        "灯台を直します。",
        "(2) 山",
        "ア 道",
        "道を直します。",
    )
    assert said(found) == [("船", "船を増やします。"), ("灯台", "灯台を直します。"), ("道", "道を直します。")]
    assert [m.numbering for m in found.measures] == [("1", "(1)", "ア"), ("1", "(1)", "イ"), ("1", "(2)", "ア")]
    assert found.measures[0].path == ("具体的な施策", "海")
    assert [m.id for m in found.measures][2] == "plan.1.(2).ア"
    assert [item.title for item in found.items if item.kind == "group"] == ["海", "山"]


def test_a_group_with_nothing_below_is_a_measure_itself() -> None:
    found = plan("戦略です。", "１ 具体的な施策", "(1) 海", "ア 船", "船を増やします。", "(2) 山", "道を直します。")
    assert said(found) == [("船", "船を増やします。"), ("山", "道を直します。")]


def test_bullets() -> None:
    found = plan("ビジョンです。", "１ 主な取組", "・船を増やします。", "・灯台を直します。")
    assert said(found) == [("", "船を増やします。"), ("", "灯台を直します。")]
    assert [m.numbering[-1] for m in found.measures] == ["・1", "・2"]


def test_the_group_above_an_announcing_heading_owns_its_entries() -> None:
    found = plan(
        "戦略です。",
        "１ 海",
        "(1) 主な取組",
        "① 船",
        "船を増やします。",
        "２ 山",
        "(1) 主な取組",
        "① 道",
        "道を直します。",
    )
    groups = {item.id: item.title for item in found.items if item.kind == "group"}
    assert [groups[m.group or ""] for m in found.measures] == ["海", "山"]


def test_boxes_captions_and_titles_of_tables_are_no_text() -> None:
    found = plan(
        "戦略です。", "１ 具体的な施策", "(1) 船", "船を増やします。", "【ＫＰＩ】",
        table(("指標", "目標値"), ("船", "20隻")), "《港の図》", "※ 図は概念です", "(2) 道", "道を直します。",
    )  # fmt: skip
    assert said(found) == [("船", "船を増やします。"), ("道", "道を直します。")]


def test_the_sentence_behind_a_box_belongs_to_the_measure() -> None:
    box = frame("【ＫＰＩ】", "○来場者数：20人（R9年度）")
    found = plan("戦略です。", "１ 具体的な施策", "(1) 船", "船を増やします。", box, "灯台も直します。", "図の題")
    assert said(found) == [("船", "船を増やします。灯台も直します。")]


def test_the_inmost_announcing_heading_counts() -> None:
    found = plan(
        "戦略です。", "１ 施策の展開", "(1) 海", "ア 現状", "減りました。", "イ 主な取組", "・船を増やします。"
    )
    assert said(found) == [("", "船を増やします。")]


def test_a_plan_without_announcing_headings_takes_the_entries_below_its_goals() -> None:
    found = plan(
        "戦略です。",
        "基本目標１ 海",
        "(1) 船",
        "船を増やして港を守ります。",
        "(2) 数値目標",
        "20隻",
        "(3) 灯台",
        "灯台を直します。",
    )
    assert said(found) == [("船", "船を増やして港を守ります。"), ("灯台", "灯台を直します。")]


def test_equal_numbering_gets_ids_of_its_own() -> None:
    found: tuple[Measure, ...] = plan(
        "戦略です。",
        "１ 海",
        "主な取組",
        "(1) 主な取組",
        "・船を増やします。",
        "１ 山",
        "(1) 主な取組",
        "・道を直します。",
    ).measures
    assert len({m.id for m in found}) == len(found)


@pytest.mark.parametrize("case", KNOWN, ids=lambda case: case["reason"])
def test_known_failures(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    request.applymarker(pytest.mark.xfail(reason=case["reason"], strict=True))
    assert [m.text for m in plan("戦略です。", *case["lines"]).measures] == case["texts"]


def test_an_id_of_its_own_is_none_that_is_printed() -> None:
    names = ["施策1", "施策1", "施策1#2", "施策1-2", "施策1"]
    found = [Entry(Level(Section(name, "", "", None, 1, None, None, (), ()), ()), None, None) for name in names]
    ids = [m.id for m in measures("plan", found)]
    assert ids == ["plan.施策1", "plan.施策1#3", "plan.施策1#2", "plan.施策1-2", "plan.施策1#4"]


def test_a_number_printed_twice_is_not_the_number_of_a_part() -> None:
    found = plan(
        "戦略です。",
        "１ 主な取組",
        "(1) 船",
        "船を増やします。",
        "第１章 山",
        "１ 主な取組",
        "(1) 道",
        "道を直します。",
    )
    assert [m.id for m in found.measures] == ["plan.1.(1)", "plan.1.(1)#2"]
