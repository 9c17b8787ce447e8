"""Scores → tiers and status; the reasons rebuild the score."""

from __future__ import annotations

import pytest

from planlink.links.classifier import ALL, Cut
from planlink.links.decide import Verdict, evidence, judge_goals, judge_targets, judge_viewpoints, replay
from planlink.links.rules import Rule, apply_rules, rules_of
from small_models import TwoDirections, cut, small_model


def goals(scores: dict[str, float], **cuts: Cut) -> dict[str, tuple[str | None, str]]:
    made = {("sdg", label): cut() for label in scores} | {("sdg", label[1:]): c for label, c in cuts.items()}
    return {v.label: (v.level, v.status) for v in judge_goals(scores, made, small_model())}


def test_tiers_by_score() -> None:
    assert goals({"3": 0.8, "4": 0.4, "5": 0.25, "6": 0.1}) == {
        "3": ("primary", "linked"),
        "4": ("related", "linked"),
        "5": (None, "review"),
        "6": (None, "none"),
    }


def test_a_text_that_serves_no_goal_has_no_link() -> None:
    scores = {"3": 0.8, "4": 0.4, "5": 0.25}
    verdicts = judge_goals(scores, {("sdg", label): cut() for label in scores}, small_model(), serves=False)
    assert [(v.label, v.level, v.status) for v in verdicts] == [
        ("3", None, "review"),
        ("4", None, "none"),
        ("5", None, "none"),
    ]


def test_a_goal_has_its_own_cut() -> None:
    assert goals({"3": 0.6, "4": 0.6}, g4=cut(primary=0.7))["4"] == ("related", "linked")


def test_at_most_three_related_and_the_others_for_review() -> None:
    found = goals({"1": 0.9, "2": 0.45, "3": 0.44, "4": 0.43, "5": 0.42})
    assert found["5"] == (None, "review")


def test_the_best_goal_is_primary_where_none_reaches_its_cut() -> None:
    assert goals({"3": 0.35, "4": 0.31})["3"] == ("primary", "linked")


def test_no_goal_where_nothing_is_near() -> None:
    assert goals({"3": 0.12, "4": 0.05}) == {"3": (None, "none"), "4": (None, "none")}


def test_viewpoints_have_no_tier() -> None:
    cuts = {("viewpoint", label): cut(related=None) for label in ("DX", "GX", "デザイン思考")}
    found = judge_viewpoints({"DX": 0.6, "GX": 0.3, "デザイン思考": 0.1}, cuts)
    assert [(v.label, v.level, v.status) for v in found] == [
        ("DX", None, "linked"),
        ("GX", None, "review"),
        ("デザイン思考", None, "none"),
    ]


def test_three_targets_of_linked_goals_for_review() -> None:
    linked = (Verdict("3", 0.9, "primary", "linked"), Verdict("4", 0.2, None, "review"))
    found = judge_targets({"3.1": 0.5, "3.2": 0.4, "3.3": 0.3, "3.4": 0.2, "4.1": 0.9}, linked)
    assert [v.label for v in found if v.status == "review"] == ["3.1", "3.2", "3.3"]
    assert found[3].label == "3.4"
    assert [v.status for v in judge_targets({"4.1": 0.9}, ())] == ["none"]


@pytest.mark.parametrize("text", [("水道の更新", "観光地に水道水を引く。"), ("", "水道"), ("題", "")])
def test_evidence_rebuilds_the_score(text: tuple[str, str]) -> None:
    model = small_model()
    view, _ = model.see(*text, TwoDirections())
    head = model.heads[ALL]
    for label, row in head.rows.items():
        reasons = evidence(head, label, view, lambda start: 4 + start)
        score = head.cuts[label].score(float(head.logits(view)[row]))
        assert replay(reasons) == pytest.approx(score, abs=1e-12)
        for reason in reasons:
            assert (reason.text is None) == (reason.start is None) == (reason.end is None)
            if reason.text is not None:
                assert view.text[reason.start : reason.end] == reason.text
                assert reason.page == 4 + (reason.start or 0)


def test_long_texts_show_the_eight_heaviest_places() -> None:
    model = small_model()
    view, _ = model.see("", "水道と観光。" * 12, TwoDirections())
    reasons = evidence(model.heads[ALL], ("sdg", "6"), view)
    assert sum(reason.text is not None for reason in reasons) == 8


def test_a_citys_own_rules_win() -> None:
    said = (Verdict("6", 0.9, "primary", "linked"), Verdict("8", 0.1, None, "none"))
    rules = (Rule("観光", "6", "none"), *rules_of({"8": ["観光"]}))
    assert [(v.level, v.status) for v in apply_rules(said, "観光の水", rules)] == [
        (None, "none"),
        ("related", "linked"),
    ]
    assert apply_rules(said, "水だけ", rules) == said


def test_a_citys_term_never_lowers_a_primary_goal() -> None:
    said = (Verdict("8", 0.9, "primary", "linked"),)
    assert apply_rules(said, "観光", rules_of({"8": ["観光"]})) == said
