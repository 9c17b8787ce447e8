"""Documents that are no plans, though words and tables of plans stand in them: nothing is made up from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import books
from paper import Paper
from planlink.documents.reader import read_document
from planlink.outline.tree import outline
from planlink.plans.facts import is_no_plan
from planlink.read import plan_of, read
from planlink.records.documents import Document, Line, Page
from planlink.settings import Settings

MADE: dict[str, Paper] = {name: make() for name, make in books.OTHERS.items()}
MADE |= {"budget": books.budget(24), "settlement": books.budget(24, seed=8, settled=True)}


@pytest.mark.parametrize("name", MADE)
def test_nothing_is_made_up(tmp_path: Path, name: str) -> None:
    plan = read(MADE[name].save(tmp_path / f"{name}.pdf"))
    assert (plan.measures, plan.indicators) == ((), ())
    assert plan.role == ("vision" if name == "population" else "other")
    assert plan.pages == len(MADE[name].drawn)


def test_who_says_that_it_is_a_plan_gets_its_measures(tmp_path: Path) -> None:
    document = read_document(MADE["budget"].save(tmp_path / "budget.pdf"))
    assert plan_of(document, replace(Settings(), roles={"budget": "plan"})).measures


@pytest.mark.parametrize(
    ("first", "answer"),
    [
        ("令和７年度汐見坂市一般会計予算書", True),
        ("令和６年度決算書（一般会計）", True),
        ("汐見坂市まち・ひと・しごと創生総合戦略推進会議条例", True),
        ("広報しおみざか　５月号", True),
        ("汐見坂市人口ビジョン（改訂版）", True),
        ("地方創生人口ビジョン", True),
        ("汐見坂市総合戦略・人口ビジョン", False),
        ("広報戦略プラン", False),
        ("第２期汐見坂市総合戦略", False),
        ("汐見坂市の予算と総合計画", False),
        ("みんなで支えるまち", False),
    ],
)
def test_the_first_line_that_says_what_it_is(first: str, answer: bool) -> None:
    lines = (Line(first), Line("汐見坂市総合計画の推進について"), Line("汐見坂市は、港のあるまちです。"))
    document = Document("made", "made.txt", "text", "", (Page(None, 0.0, 0.0, lines),))
    assert is_no_plan(outline(document), document) is answer
