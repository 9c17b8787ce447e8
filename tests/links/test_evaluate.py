"""The scores' definitions, to the letter."""

from __future__ import annotations

from typing import Any

import pytest

from factories import link, measure, score
from planlink.links.baselines import baselines
from planlink.links.evaluate import evaluate
from shelf import core

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


def test_each_goal_has_a_figure_and_the_mean_of_those_that_occur() -> None:
    found = evaluate([GOLD], [measure(id="a")], [sdg("9", "primary"), sdg("8", "primary")], [])
    assert {figure.name: (figure.value, figure.count) for figure in found.labels} == {
        "8": (0.0, 0),
        "9": (1.0, 1),
        "11": (0.0, 1),
    }
    assert {f.name: f.value for f in found.figures}["macro_f1"] == pytest.approx(1 / 3)


def test_calibration_holds_scores_against_what_is_right_bin_by_bin() -> None:
    scores = [score("a", "sdg", label, value) for label, value in (("9", 0.85), ("4", 0.87), ("8", 0.5), ("1", 1.0))]
    found = evaluate([GOLD], [measure(id="a")], [], scores)
    assert [(b.low, b.count, b.right) for b in found.bins] == [(0.8, 2, 0.5), (0.9, 1, 0.0)], "8 is arguable"
    error = {f.name: f.value for f in found.figures}["calibration_error"]
    assert error == pytest.approx((2 * abs(0.86 - 0.5) + 1.0) / 3)


def test_nothing_to_compare() -> None:
    assert evaluate([GOLD], [], [], []).figures == ()


def test_simpler_ways_say_something_of_every_goal() -> None:
    water = measure(id="a", title="安全な水の供給", text="水道管と下水道を直し，公園のトイレも直します。")
    found = baselines([water], core().model)
    assert set(found) == {"names", "keywords", "words"}
    for links, scores in found.values():
        assert "6" in {link.label for link in links if link.scheme == "sdg" and link.level == "primary"}
        assert len({(s.scheme, s.label) for s in scores if s.scheme == "sdg"}) == 17


def test_simpler_ways_find_nothing_where_nothing_is_said() -> None:
    found = baselines([measure(id="a", title="", text="ああ")], core().model)
    assert found["names"][0] == found["keywords"][0] == ()
