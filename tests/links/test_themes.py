"""Themes of this city: from its own items and declarations, nothing known beforehand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from factories import declaration, item, measure, plan
from planlink.links.themes import index_themes, judge_themes
from planlink.records.plans import Declaration, Item, Measure
from shelf import core

THEMES = (
    item(id="t1", kind="theme", label="I", title="海と港を生かす", text="漁業と港の仕事を盛んにします。", parent=None),
    item(id="t2", kind="theme", label="II", title="学びを支える", text="学校と図書館での学びを支えます。", parent=None),
    item(id="t3", kind="theme", label="III", title="健やかに暮らす", text="健診と運動で病気を防ぎます。", parent=None),
    item(id="p1", kind="policy", label="1", title="子どもの読書", text="読み聞かせを広げます。", parent="t2"),
)
SCHOOL = measure(
    title="学校図書館の本を増やす", text="学校の図書館に本を届け，読書の時間を設けます。", goal="g1", group=None
)


def judged(
    what: Measure, items: Sequence[Item] = THEMES, declared: Sequence[Declaration] = ()
) -> list[tuple[str, str]]:
    index = index_themes([plan(items=items, declared=declared)], core().model.layout.vocabulary, None)
    return [(found.verdict.label, found.verdict.status) for found in judge_themes(what, index)]


def printed(*labels: str, subject: str = "g1") -> list[Declaration]:
    return [declaration(subject_id=subject, scheme="theme", label=label, name="") for label in labels]


def test_the_nearest_theme_is_linked() -> None:
    assert judged(SCHOOL)[0] == ("II", "linked")


def test_one_and_only_one_theme_is_linked() -> None:
    assert [status for _, status in judged(SCHOOL)].count("linked") == 1


def test_a_policys_words_are_its_themes() -> None:
    assert judged(measure(title="読み聞かせ", text="", goal=None))[0][0] == "II"


def test_what_the_plan_prints_for_the_goal_leads() -> None:
    vague = measure(title="会議を開く", text="年に二回開きます。", goal="g1", group=None)
    assert judged(vague, declared=printed("III"))[0] == ("III", "linked")


def test_of_several_printed_themes_the_nearest() -> None:
    assert judged(SCHOOL, declared=printed("I", "II"))[0] == ("II", "linked")


def test_what_is_printed_at_the_measure_goes_before_the_goal() -> None:
    vague = measure(id="m", title="会議を開く", text="年に二回開きます。", goal="g1")
    assert judged(vague, declared=[*printed("III"), *printed("I", subject="m")])[0] == ("I", "linked")


def test_a_theme_that_is_only_declared_is_a_theme() -> None:
    assert judged(SCHOOL, items=(), declared=printed("IV"))[0] == ("IV", "linked")


def test_no_theme_without_themes() -> None:
    assert judged(SCHOOL, items=()) == []


def test_scores_are_shares_of_one() -> None:
    index = index_themes([plan(items=THEMES)], core().model.layout.vocabulary, None)
    assert sum(found.verdict.score for found in judge_themes(SCHOOL, index)) == pytest.approx(1.0)
