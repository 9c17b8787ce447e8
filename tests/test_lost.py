"""A page that cannot be read costs what it holds, and misleads about nothing behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lost import MISLED, Score, placed, score, scores, without

from planlink.documents.reader import read_document
from planlink.read import plan_of
from planlink.records.documents import Document
from planlink.settings import Settings

DEMO = Path(__file__).parents[1] / "corpus" / "demo" / "strategy.pdf"


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(DEMO)


def test_no_page_of_the_demo_misleads_where_it_is_lost(document: Document) -> None:
    found = list(scores(document))
    whole = sum(found, Score())
    assert len(found) > 10
    assert whole.read > 1000
    assert whole.share < MISLED


def test_the_measures_behind_a_lost_heading_stay_and_are_marked(document: Document) -> None:
    whole = plan_of(document, Settings())
    first = min(page for measure in whole.measures if (page := measure.page))
    part = plan_of(without(document, first - 1), Settings())
    kept = [measure for measure in whole.measures if measure.page != first]
    assert [measure.title for measure in part.measures] == [measure.title for measure in kept]
    marked = [measure for measure in part.measures if "lost" in measure.review]
    assert marked
    assert {measure.goal for measure in marked} == {None}
    assert len(marked) < len(kept) / 2
    assert "heading-lost" in [doubt.kind for doubt in part.doubts]


def test_what_is_misled_is_seen() -> None:
    whole = {("船", "直す"): (("海", "港"), False), ("塔", "塗る"): (("海", "港"), False)}
    assert score(whole, whole) == Score(2, 0, 0)
    assert score(whole, {("船", "直す"): (("山", "港"), False)}) == Score(1, 0, 1)
    assert score(whole, {("船", "直す"): (("山", "港"), True)}) == Score(1, 0, 0)
    assert score(whole, {("船", "直す"): (("", ""), False), ("道", "直す"): (("", ""), False)}) == Score(2, 1, 0)


def test_titles_stand_for_ids(document: Document) -> None:
    plan = plan_of(document, Settings())
    above = {title for titles, _ in placed(plan).values() for title in titles}
    assert {item.title for item in plan.items if item.kind == "goal"} <= above
