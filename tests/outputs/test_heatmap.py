"""Basic goals and groups against goals, themes and viewpoints."""

from __future__ import annotations

import pytest

from factories import analysis, coverage, item, measure, plan, score
from planlink.outputs.heatmap import BEFORE, heat_step, heat_table
from planlink.outputs.rows import Cell
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


def test_cells_count_measures_and_say_what_is_only_printed() -> None:
    table = heat_table(city(), "sdg")
    assert [column.title for column in table.columns[BEFORE:]] == [str(n) for n in range(1, 18)]
    goal, group = table.rows
    assert goal[:BEFORE] == ("みなと野市総合戦略", "基本目標", "誰もが安心して移動できるまちをつくる", 3)
    assert group[:BEFORE] == ("みなと野市総合戦略", "施策群", "公共交通", 2)
    assert {n: cell for n, cell in enumerate(goal[BEFORE:], 1) if cell is not None} == {11: 2, 14: "記"}
    assert {n: cell for n, cell in enumerate(group[BEFORE:], 1) if cell is not None} == {11: 1}


def test_themes_without_measures_have_a_column_too() -> None:
    table = heat_table(city(), "theme")
    assert [column.title for column in table.columns[BEFORE:]] == ["I", "II"]
    assert [row[BEFORE:] for row in table.rows] == [(None, 1)]


def test_a_scheme_that_no_plan_has_gives_no_rows() -> None:
    assert heat_table(city(), "viewpoint").rows == ()
    assert heat_table(analysis(), "sdg").rows == ()


@pytest.mark.parametrize(
    ("cell", "whole", "step"),
    [(None, 4, 0), ("記", 4, 0), (1, 4, 1), (2, 4, 2), (3, 4, 3), (4, 4, 4), (1, 0, 0), (1, 100, 1)],
)
def test_the_ground_gets_darker_with_the_share(cell: Cell, whole: int, step: int) -> None:
    assert heat_step(("計画", "基本目標", "名", whole, cell), cell) == step
