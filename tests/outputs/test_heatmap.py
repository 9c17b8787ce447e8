"""Basic goals and groups against goals, themes and viewpoints."""

from __future__ import annotations

import pytest

from factories import analysis, coverage, item, measure, plan, score
from planlink.outputs.coverage_rows import count_table
from planlink.outputs.heatmap import HeatMap, Square, heat_maps, square
from planlink.records.findings import Analysis


def city() -> Analysis:
    strategy = plan(
        items=(item(), item(id="戦略.1.ア", kind="group", title="公共交通", parent="戦略.1")),
        measures=(measure(group="戦略.1.ア"), measure(id="戦略.1.ア.2", group="戦略.1.ア"), measure(id="戦略.1.3")),
    )
    return analysis(
        plans=(strategy,),
        scores=(score(scheme="theme", label="II"), score(scheme="theme", label="I")),
        coverage=(
            coverage(label="11", measures=("戦略.1.ア.1", "戦略.1.ア.2")),
            coverage(label="14", state="unsupported", measures=()),
            coverage(label="5", state="", measures=()),
            coverage(subject_id="戦略.1.ア", label="11", measures=("戦略.1.ア.1",)),
            coverage(scheme="theme", label="II", measures=("戦略.1.ア.1",)),
        ),
    )


def filled(made: HeatMap) -> list[tuple[str, str, int, dict[str, Square]]]:
    return [
        (plan, one.name, one.measures, {c.title: s for c, s in zip(made.labels, one.squares, strict=True) if s.text})
        for plan, subjects in made.plans
        for one in subjects
    ]


def test_squares_count_measures_and_say_what_is_only_printed() -> None:
    goals, _ = heat_maps(city())
    assert [column.title for column in goals.labels] == [str(n) for n in range(1, 18)]
    town = "みなと野市総合戦略"
    assert filled(goals) == [
        (town, "誰もが安心して移動できるまちをつくる", 3, {"11": Square("2", 3), "14": Square("記", 0)}),
        (town, "公共交通", 2, {"11": Square("1", 2)}),
    ]


def test_the_numbers_are_those_of_the_table() -> None:
    goals, _ = heat_maps(city())
    numbers = [[s.text if s.text != "記" else "" for s in one.squares] for _, found in goals.plans for one in found]
    assert numbers == [[str(cell or "") for cell in row[-17:]] for row in count_table(city(), "sdg").rows]


def test_themes_without_measures_have_a_column_and_a_scheme_that_no_plan_has_no_map() -> None:
    assert [[column.title for column in made.labels] for made in heat_maps(city())][1:] == [["I", "II"]]


@pytest.mark.parametrize(
    ("count", "whole", "step"), [(0, 4, 0), (1, 4, 1), (2, 4, 2), (3, 4, 3), (4, 4, 4), (1, 0, 0), (1, 100, 1)]
)
def test_the_ground_gets_darker_with_the_share(count: int, whole: int, step: int) -> None:
    assert square(count, whole) == Square(str(count or ""), step)
