"""bench/scores.py: what it calls the same figures."""

from __future__ import annotations

import json

import pytest
import scores

from planlink.knowledge import GOALS, data_folder

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
    for head in kept["cross_validated"].values():
        assert set(head["goals"]) == set(head["over_styles"]["goals"]) == set(GOALS)
    assert "weakest goal" in scores.summary(kept["cross_validated"]["all"])
