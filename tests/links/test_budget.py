"""How much to look at so that what remains is right."""

from __future__ import annotations

import numpy as np
import pytest

from factories import link
from planlink.links.budget import how_many, review_budget


@pytest.mark.parametrize(
    ("chances", "share", "looked"),
    [
        ([], 0.95, 0),
        ([1.0] * 5, 0.95, 0),
        ([0.5] * 5, 0.95, 5),
        ([0.1, 0.2, *[0.999] * 20], 0.95, 2),
        ([0.1, 0.2, *[0.999] * 50], 0.5, 0),
    ],
)
def test_the_least_certain_are_looked_at_until_the_rest_is_good_enough(
    chances: list[float], share: float, looked: int
) -> None:
    assert how_many(chances, share) == looked
    assert how_many(chances[::-1], share) == looked


def test_few_links_need_more_certainty_than_many() -> None:
    assert how_many([0.96] * 10) == 10
    assert how_many([0.96] * 1000) == 0


def test_the_promise_holds_in_five_cases_of_six() -> None:
    draw = np.random.default_rng(0)
    kept = []
    for _ in range(300):
        chances = draw.beta(4, 0.6, 120)
        right = draw.random(120) < chances
        rest = np.argsort(chances)[how_many(chances) :]
        kept.append(right[rest].mean() >= 0.95 if len(rest) else True)
    assert np.mean(kept) > 0.8


def test_decided_links_and_links_of_unknown_chance_are_left_out() -> None:
    sure = [link(label=str(n), chance=0.999) for n in range(1, 18)]
    doubtful = link(scheme="viewpoint", label="DX", chance=0.2)
    others = [link(status="confirmed", chance=0.3), link(status="review"), link(scheme="theme", label="I")]
    budget = review_budget([*sure, doubtful, *others])
    assert (budget.look, budget.rest) == ((doubtful,), 17)
    assert budget.right == pytest.approx(0.999)


def test_nothing_to_look_at() -> None:
    assert (review_budget([]).look, review_budget([]).right) == ((), 1.0)
