"""bench/english.py: the cut is chosen on other texts than those it is tried on."""

from __future__ import annotations

import english
import numpy as np


def test_a_cut_that_divides_all_texts_is_found() -> None:
    scores = np.linspace(0.0, 1.0, 400)
    assert (english.over_best_cut(scores, scores > 0.5) == (scores > 0.5)).mean() > 0.98


def test_scores_that_say_nothing_are_no_better_than_chance() -> None:
    draw = np.random.default_rng(1)
    wanted = draw.random(400) < 0.5
    passed = english.over_best_cut(draw.random(400), wanted)
    assert abs((passed == wanted).mean() - 0.5) < 0.1
