"""The scores' definitions, to the letter."""

from __future__ import annotations

from typing import Any

import pytest

from factories import link, measure, score
from planlink.links.evaluate import evaluate

GOLD = {"id": "a", "title": "橋の点検", "sdg": [9, 11], "sdg_ok": [8], "targets": ["9.1"], "viewpoint": ["DX"],
        "viewpoint_ok": ["GX"], "theme": ["I"], "theme_ok": ["II"]}  # fmt: skip


def figures(links: list[Any], scores: list[Any] | None = None, gold: dict[str, Any] = GOLD) -> dict[str, float]:
    return {f.name: f.value for f in evaluate([gold], [measure(id="a")], links, scores or []).figures}


def sdg(label: str, level: str | None, status: str = "linked") -> Any:
    return link(measure="a", scheme="sdg", label=label, level=level, status=status)


def test_strict_counts_primary_alone() -> None:
    found = figures([sdg("9", "primary"), sdg("8", "primary"), sdg("11", "related")])
    assert found["strict_f1"] == pytest.approx(2 * 1 / (2 * 1 + 1 + 1))


def test_lenient_forgives_the_tolerated() -> None:
    found = figures([sdg("9", "primary"), sdg("8", "primary"), sdg("3", "related")])
    assert found["lenient_f1"] == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert found["related_right"] == 0.0


def test_review_does_not_count_and_confirmed_does() -> None:
    assert figures([sdg("9", None, "review")])["strict_f1"] == 0.0
    assert figures([sdg("9", "primary", "confirmed"), sdg("11", "primary")])["strict_f1"] == 1.0


def test_an_arguable_viewpoint_is_left_out() -> None:
    views = [link(measure="a", scheme="viewpoint", label=label, level=None) for label in ("DX", "GX")]
    assert figures(views)["viewpoint_f1"] == 1.0


def test_the_first_theme_may_be_the_tolerated_one() -> None:
    def theme(label: str, score: float) -> Any:
        return link(measure="a", scheme="theme", label=label, level=None, score=score)

    assert figures([theme("II", 0.9), theme("III", 0.8)])["theme"] == 1.0
    assert figures([theme("II", 0.7), theme("III", 0.8)])["theme"] == 0.0


def test_ranking() -> None:
    scores = [score("a", "sdg", label, 1 - n / 10) for n, label in enumerate(["3", "9", "4", "11"])]
    found = figures([], [*scores, score("a", "sdg-target", "9.1", 0.4)])
    assert found["lrap"] == pytest.approx((1 / 2 + 2 / 4) / 2)
    assert (found["hit@3"], found["targets@3"]) == (1.0, 1.0)


def test_gold_meets_measures_by_title_where_ids_differ() -> None:
    other = {**GOLD, "id": "G1", "title": "橋の 点検"}
    found = evaluate([other], [measure(id="x", title="橋の点検"), measure(id="y", title="川")], [], [])
    assert found.missing == ()
    assert evaluate([other], [measure(id="y", title="川")], [], []).missing == ("G1",)


def test_intervals_hold_the_value_and_widen_with_doubt() -> None:
    measures = [measure(id=str(n), title=str(n)) for n in range(8)]
    gold = [{**GOLD, "id": str(n), "sdg": [9]} for n in range(8)]
    links = [link(measure=str(n), scheme="sdg", label="9" if n % 2 else "3", level="primary") for n in range(8)]
    strict = evaluate(gold, measures, links, []).figures[0]
    assert (strict.value, strict.count) == (0.5, 8)
    assert strict.low < strict.value < strict.high
