"""The city's own rules for goals: terms, criteria, and how many goals a measure may have as primary."""

from __future__ import annotations

import pytest

from planlink.links.decide import Verdict
from planlink.links.rules import Limit, apply_rules, rules_of
from planlink.records.links import Criterion

SAID = (
    Verdict("17", 0.9, "primary", "linked"),
    Verdict("11", 0.7, "primary", "linked"),
    Verdict("8", 0.6, "primary", "linked"),
    Verdict("9", 0.4, "related", "linked"),
    Verdict("4", 0.2, None, "review"),
)


def levels(text: str, *rules: Criterion | Limit) -> dict[str, str | None]:
    return {v.label: v.level if v.status == "linked" else v.status for v in apply_rules(SAID, text, rules)}


@pytest.mark.parametrize(
    ("criterion", "text", "level"),
    [
        (Criterion("17", needs=("協定", "連携")), "大学と連携して港を直す", "primary"),
        (Criterion("17", needs=("協定", "連携")), "港を直す", "none"),
        (Criterion("17", needs=("ＮＰＯ",)), "NPOと港を直す", "primary"),
        (Criterion("17", excludes=("庁内",)), "庁内の連携", "none"),
        (Criterion("17", excludes=("庁内",)), "大学との連携", "primary"),
        (Criterion("17", most="related"), "港を直す", "related"),
        (Criterion("17", needs=("連携",), most="related"), "大学と連携する", "related"),
    ],
)
def test_criteria(criterion: Criterion, text: str, level: str) -> None:
    found = levels(text, criterion)
    assert found["17"] == level
    assert {label: found[label] for label in ("11", "8", "9", "4")} == {
        "11": "primary",
        "8": "primary",
        "9": "related",
        "4": "review",
    }


def test_what_is_only_for_review_goes_where_the_criterion_is_not_met() -> None:
    assert levels("港を直す", Criterion("4", needs=("学校",)))["4"] == "none"


def test_the_best_goals_stay_primary() -> None:
    found = levels("港を直す", Limit(2))
    assert [found[label] for label in ("17", "11", "8", "9")] == ["primary", "primary", "related", "related"]


def test_what_a_criterion_takes_away_leaves_room() -> None:
    found = levels("港を直す", *(Criterion("17", needs=("協定",)), Limit(2)))
    assert (found["17"], found["11"], found["8"]) == ("none", "primary", "primary")


def test_a_term_lifts_before_the_criterion_is_asked() -> None:
    rules = rules_of({"4": ["塾"]}, (Criterion("4", excludes=("学習塾",)),), 3)
    said = {v.label: v for v in apply_rules(SAID, "港の塾", rules)}
    assert (said["4"].level, said["4"].status) == ("related", "linked")
    said = {v.label: v for v in apply_rules(SAID, "港の学習塾", rules)}
    assert said["4"].status == "none"
