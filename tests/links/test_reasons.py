"""Why a link is there, and why not: the same verdict as linking gives, in parts that add up."""

from __future__ import annotations

import math

import pytest

from factories import measure
from planlink.links.linking import link_text
from planlink.links.reasons import explain
from planlink.links.rules import rules_of
from shelf import core

WATER = measure(title="老朽管の更新", text="水道管を計画的に取り替え、漏水を減らして安全な水を届けます。")
ABSENT = (("sdg", "4"), ("sdg-target", "14.3"), ("viewpoint", "GX"))


@pytest.mark.parametrize(("scheme", "label"), [("sdg", "6"), ("sdg-target", "6.1"), *ABSENT])
def test_the_parts_add_up_to_the_score_that_linking_gives(scheme: str, label: str) -> None:
    reason = explain(WATER, scheme, label, core())
    links = link_text("m", WATER.text, title=WATER.title, model=core().model, encoder=core().encoder)
    (link,) = [link for link in links if (link.scheme, link.label) == (scheme, label)]
    assert (reason.verdict.score, reason.verdict.level, reason.verdict.status) == (link.score, link.level, link.status)
    assert 1 / (1 + math.exp(-reason.logit)) == pytest.approx(link.score, abs=1e-9)


def test_a_link_is_the_first_and_names_its_terms() -> None:
    reason = explain(WATER, "sdg", "6", core())
    assert (reason.rank, reason.verdict.level) == (1, "primary")
    assert {hit.text for hit in reason.terms} & set(reason.concept.terms)
    assert reason.places[0].weight > 0


@pytest.mark.parametrize(("scheme", "label"), ABSENT)
def test_an_absence_lies_below_its_cut_and_names_near_terms(scheme: str, label: str) -> None:
    reason = explain(WATER, scheme, label, core())
    assert reason.verdict.status == "none"
    assert reason.rank > 1 or scheme == "viewpoint"
    assert scheme == "sdg-target" or reason.verdict.score < reason.cut.review
    assert reason.terms == ()
    assert len(reason.nearest) == 5
    assert set(reason.nearest) <= set(reason.concept.terms)


def test_a_target_says_what_was_said_of_its_goal() -> None:
    goal = explain(WATER, "sdg-target", "14.3", core()).goal
    assert goal is not None
    assert (goal.label, goal.status) == ("14", "none")


def test_a_term_that_only_looks_like_one_is_named() -> None:
    reason = explain(measure(title="", text="デザイン家具の展示会を開きます。"), "viewpoint", "デザイン思考", core())
    assert [hit.text for hit in reason.negative] == ["デザイン家具"]
    assert reason.terms == ()


def test_a_rule_of_the_city_is_a_part_of_its_own() -> None:
    rules = rules_of({"14": ["老朽管"]})
    reason = explain(WATER, "sdg", "14", core(), rules)
    assert (reason.verdict.level, reason.verdict.score) == ("related", 0.5)
    assert reason.rule > 0
    assert reason.logit == pytest.approx(0.0, abs=1e-9)
    assert explain(WATER, "sdg", "14", core()).rule == 0.0


def test_a_label_that_is_none() -> None:
    with pytest.raises(KeyError):
        explain(WATER, "sdg", "18", core())
