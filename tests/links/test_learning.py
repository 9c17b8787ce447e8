"""What decisions teach, and when nothing is learnt."""

from __future__ import annotations

import numpy as np
import pytest

from factories import measure
from planlink.links.choice import Tools
from planlink.links.classifier import Model
from planlink.links.learning import FEWEST, Known, NothingLearntError, learn, taught
from planlink.records.links import Lesson, Shift
from small_models import TwoDirections, cut, small_model

TEXTS = ("水道管を更新します。", "観光の案内所を置きます。", "水道と観光の記録です。", "道路を直します。")


def tools() -> Tools:
    """A small model that links more than people do."""
    return Tools(small_model({("sdg", goal): cut(0.1, 0.05, 0.02) for goal in ("6", "8")}), TwoDirections())


def told(model: Model, known: Known) -> dict[str, float]:
    view, _ = model.see(known.measure.title, known.measure.text, TwoDirections())
    head = model.heads["all"]
    return {label: head.cuts["sdg", label].score(float(head.logits(view)[n])) for n, label in enumerate(("6", "8"))}


def known(count: int) -> list[Known]:
    """Measures on water, tourism, both and neither in turn; people link one goal each."""
    grades = ({"6": 1.0, "8": 0.0}, {"6": 0.0, "8": 1.0}, {"6": 1.0, "8": 0.0}, {"6": 0.0, "8": 1.0})
    return [
        Known(measure(id=f"m{n:03}", title="", text=f"{TEXTS[n % 4]}{'あ' * (n % 5)}"), grades[n % 4])
        for n in range(count)
    ]


@pytest.fixture(autouse=True)
def two_goals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlink.links.learning.GOALS", ("6", "8"))


def test_cuts_move_to_what_people_say() -> None:
    lesson = learn(known(40), tools())
    assert lesson.after > lesson.before
    assert (lesson.model, lesson.measures, lesson.pairs) == ("small-1", 40, 80)
    assert any(shift.primary > 0 or shift.related > 0 for shift in lesson.shifts)


def test_the_shipped_model_stays_as_it_is() -> None:
    model = small_model()
    before = dict(model.heads["all"].cuts)
    moved = taught(model, Lesson("small-1", (Shift("6", 0.5, 0.5),), 10, 20, 0.5, 0.6))
    assert model.heads["all"].cuts == before
    assert moved.heads["all"].cuts["sdg", "6"].primary > before["sdg", "6"].primary
    assert moved.heads["all"].cuts["sdg", "8"] == before["sdg", "8"]


@pytest.mark.parametrize("edition", [None, "another-1", "small-2"])
def test_no_lesson_and_one_on_another_edition_of_a_model_change_nothing(edition: str | None) -> None:
    model = small_model()
    lesson = Lesson(edition, (Shift("6", 0.5, 0.5),), 10, 20, 0.5, 0.6) if edition else None
    assert taught(model, lesson) is model


def test_too_few_measures_teach_nothing() -> None:
    with pytest.raises(NothingLearntError, match=f"{FEWEST - 1}件しか"):
        learn(known(FEWEST - 1), tools())


def test_decisions_without_a_pattern_teach_nothing() -> None:
    draw = np.random.default_rng(3)
    random = [Known(one.measure, {g: float(draw.integers(2)) for g in one.grades}) for one in known(40)]
    with pytest.raises(NothingLearntError, match="区切りの値は変えません"):
        learn(random, tools())


def test_agreement_that_is_there_already_teaches_nothing() -> None:
    model = small_model()
    agreed = []
    for one in known(24):
        scores = told(model, one)
        best = max(scores, key=lambda label: scores[label])
        primary = {label for label, score in scores.items() if score >= 0.5} or (
            {best} if scores[best] >= model.at_least else set()
        )
        related = {label for label, score in scores.items() if score >= 0.3} - primary
        grades = {label: 1.0 if label in primary else 0.5 if label in related else 0.0 for label in scores}
        agreed.append(Known(one.measure, grades))
    with pytest.raises(NothingLearntError):
        learn(agreed, Tools(model, TwoDirections()))
