"""Figures of what is said of unseen examples, reckoned by hand, and the cuts behind them."""

from __future__ import annotations

import numpy as np
import pytest

from planlink.links.classifier import ANY, Label
from planlink.links.cutting import Judged, Said, choose_cuts, said_unseen
from planlink.links.judging import by_label, figures

LABELS: tuple[Label, ...] = (("sdg", "1"), ("sdg", "2"), ("viewpoint", "DX"), ANY)
GRADES = np.array([[1.0, 0.5, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]])


def said(primary: list[list[int]], related: list[list[int]], scores: list[list[float]] | None = None) -> Said:
    return Said(np.array(scores or GRADES), np.array(primary, dtype=bool), np.array(related, dtype=bool), GRADES)


def test_figures_by_hand() -> None:
    found = figures(
        LABELS,
        said(
            [[1, 1, 1, 1], [0, 0, 0, 1], [1, 0, 0, 1], [0, 0, 0, 0]],
            [[0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
        ),
    )
    assert found["strict_f1"] == pytest.approx(2 * 1 / (2 * 1 + 2 + 1))
    assert found["lenient_f1"] == pytest.approx(2 * 3 / (2 * 3 + 1 + 0))
    assert found["macro_f1"] == pytest.approx((2 / 3 + 0.0) / 2)
    assert (found["related_right"], found["viewpoint_f1"], found["none_linked"]) == (1.0, 1.0, 0.5)


def test_a_goal_that_is_never_right_has_nothing() -> None:
    nothing = [[0, 0, 0, 1]] * 4
    assert by_label(LABELS, said(nothing, [[0] * 4] * 4)) == {"1": 0.0, "2": 0.0}


def test_calibration_leaves_related_grades_out() -> None:
    scores = [[0.95, 0.45, 1, 1], [0.05, 0.95, 0, 1], [0.05, 0.05, 0, 0], [0.05, 0.05, 0, 0]]
    found = figures(LABELS, said([[1, 0, 1, 1]] * 4, [[0] * 4] * 4, scores))
    assert found["calibration_error"] == pytest.approx(0.05)


def judged(seed: int = 0) -> Judged:
    """Two hundred examples in two folds whose logits follow their grades; a third serve no goal."""
    chance = np.random.default_rng(seed)
    grades = (chance.random((200, 4)) < 0.4).astype(float)
    grades[:, 3] = grades[:, :2].any(axis=1)
    return Judged(grades * 4 - 2 + chance.normal(0, 0.5, (200, 4)), grades, np.arange(200) % 2)


def test_cuts_part_what_is_right_from_what_is_not() -> None:
    found = figures(LABELS, said_unseen(LABELS, judged(), 3))
    assert found["strict_f1"] > 0.97
    assert found["none_linked"] < 0.1


def test_a_text_that_serves_no_goal_has_no_link_whatever_its_words_say() -> None:
    few = judged()
    loud = few.logits.copy()
    loud[few.grades[:, 3] == 0.0, 0] = 3.0
    found = said_unseen(LABELS, Judged(loud, few.grades, few.folds), 3)
    shut = ~found.primary[:, 3]
    assert shut.any()
    assert not (found.primary | found.related)[shut][:, :2].any()


def test_the_cut_for_any_goal_loses_few() -> None:
    few = judged()
    cut = choose_cuts(LABELS, few)[ANY]
    passed = [cut.score(logit) >= cut.primary for logit in few.logits[few.grades[:, 3] == 1.0, 3]]
    assert np.mean(passed) >= 0.98


def test_goals_share_one_curve_and_have_cuts_of_their_own() -> None:
    draw = np.random.default_rng(0)
    grades = (draw.random((400, 4)) < 0.3).astype(float)
    logits = 2.0 * grades - 1.0 + draw.normal(size=grades.shape)
    cuts = choose_cuts(LABELS, Judged(logits, grades, np.arange(400) % 5))
    first, second, view = (cuts[label] for label in LABELS[:3])
    assert (first.slope, first.offset) == (second.slope, second.offset) != (view.slope, view.offset)
    assert view.related is None
