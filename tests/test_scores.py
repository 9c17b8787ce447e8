"""bench/scores.py: what it calls the same figures."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import scores

from planlink.knowledge import GOALS, data_folder
from planlink.links.building import digest
from planlink.links.training import Example, read_examples

KEPT = {"sentences": 3, "cross_validated": {"all": {"strict_f1": 0.8, "goals": {"1": 0.7}}}}


def test_figures_a_millionth_apart_are_the_same() -> None:
    made = {"sentences": 3, "cross_validated": {"all": {"strict_f1": 0.8000004, "goals": {"1": 0.7}}}}
    assert list(scores.differences(KEPT, made)) == []


@pytest.mark.parametrize(
    ("figures", "place"),
    [
        ({"strict_f1": 0.80001, "goals": {"1": 0.7}}, "/cross_validated/all/strict_f1"),
        ({"strict_f1": 0.8, "goals": {}}, "/cross_validated/all/goals/1"),
        ({"strict_f1": 0.8, "goals": {"1": 0.7, "2": 0.5}}, "/cross_validated/all/goals/2"),
    ],
)
def test_a_figure_that_moved_went_or_came_is_named(figures: dict[str, object], place: str) -> None:
    (difference,) = scores.differences(KEPT, {"sentences": 3, "cross_validated": {"all": figures}})
    assert difference.startswith(f"{place}: kept ")


@pytest.mark.parametrize("name", ["core", "semantic"])
def test_the_figures_of_a_model_are_whole_and_can_be_told(name: str) -> None:
    kept = json.loads((data_folder() / "models" / name / "scores.json").read_text(encoding="utf-8"))
    for head in (*kept["cross_validated"].values(), *kept["sample"].values()):
        assert set(head["goals"]) == set(head["over_styles"]["goals"]) == set(GOALS)
    assert "weakest goal" in scores.summary(kept["cross_validated"]["all"])


@pytest.mark.parametrize("name", ["core", "semantic"])
def test_the_models_have_learnt_from_the_text_as_it_is(name: str) -> None:
    kept = json.loads((data_folder() / "models" / name / "scores.json").read_text(encoding="utf-8"))
    assert kept["learnt_from"] == digest(read_examples()), "make models"


def test_another_label_is_another_text() -> None:
    one = Example("港", "港を直します。", frozenset({"9", "14"}), group="港|typed", style="typed")
    assert digest([one]) == digest([replace(one, primary=frozenset({"14", "9"}))])
    assert len({digest([one]), digest([replace(one, related=frozenset({"11"}))]), digest([one, one])}) == 3


def test_a_digest_that_is_another_or_missing_is_named() -> None:
    assert list(scores.differences({"learnt_from": "ab"}, {"learnt_from": "ab"})) == []
    assert list(scores.differences({"learnt_from": "ab"}, {"learnt_from": "cd"})) == ["/learnt_from: kept ab, made cd"]
    assert list(scores.differences({}, {"learnt_from": "cd"})) == ["/learnt_from: kept None, made cd"]
