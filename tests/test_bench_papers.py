"""bench/papers.py: the made-up city is whole, and each paper has its cost."""

from __future__ import annotations

from pathlib import Path

import papers

from factories import town
from planlink.outputs.reports import PAPERS
from planlink.records.findings import Analysis

PARTS = ("measures", "indicators")


def ids(analysis: Analysis) -> list[str]:
    plans = analysis.plans
    measures, indicators = ([one.id for plan in plans for one in getattr(plan, part)] for part in PARTS)
    return [*measures, *indicators, *(item.id for plan in plans for item in plan.items)]


def test_a_grown_analysis_has_so_many_of_each_under_ids_of_their_own() -> None:
    made = papers.grown(town(), 30, 7)
    assert [sum(len(getattr(plan, part)) for plan in made.plans) for part in PARTS] == [30, 8]
    assert len(set(ids(made))) == len(ids(made))
    assert len({one.id for one in made.findings}) == len(made.findings) == 10 * len(town().findings)


def test_what_refers_to_measures_finds_them() -> None:
    made = papers.grown(town(), 30, 7)
    known = set(ids(made))
    assert {link.measure for link in made.links} | {score.measure for score in made.scores} <= known
    assert {id for row in (*made.coverage, *made.mapping) for id in getattr(row, "measures", ())} <= known
    assert {one.target for one in made.alignments if one.target} <= known
    assert len(made.mapping[0].primary) == 10 * len(town().mapping[0].primary)


def test_every_paper_has_its_cost(tmp_path: Path) -> None:
    assert list(papers.costs(town(), tmp_path)) == list(PAPERS)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(PAPERS)
