"""Numbers of settled measures by subject: nothing is left out, nothing counted that is not settled."""

from __future__ import annotations

from factories import analysis, coverage, item, link, measure, plan, score, town
from planlink.outputs.coverage_rows import count_tables
from planlink.outputs.rows import Table


def records(table: Table) -> list[dict[str, object]]:
    titles = [column.title for column in table.columns]
    assert len(titles) == len(set(titles))
    return [dict(zip(titles, row, strict=True)) for row in table.rows]


def test_each_goal_and_group_has_a_row_with_numbers() -> None:
    goals, themes, viewpoints = map(records, count_tables(town()))
    assert [row["対象ID"] for row in goals] == ["戦略.1", "戦略.1.ア"]
    assert [row["区分"] for row in goals] == ["基本目標", "施策群"]
    assert (goals[0]["施策数"], goals[0]["11"], goals[0]["3"], goals[0]["7"], goals[0]["17"]) == (2, 1, 1, 0, 0)
    assert set(goals[1].values()) >= {0}
    assert (themes[0]["II しごとを創る"], themes[0]["I"]) == (1, 0)
    assert (viewpoints[0]["DX"], viewpoints[0]["GX"]) == (0, 0)


def test_themes_stand_in_the_order_of_the_plan() -> None:
    labels = ("2", "10", "1")
    items = [item(id=f"戦略.t{label}", kind="theme", label=label, title=f"題{label}") for label in labels]
    given = analysis(
        plans=(plan(items=(item(), *items)),),
        scores=[score(scheme="theme", label=label) for label in ("1", "10", "2", "9")],
        links=[link(scheme="theme", label=label, name=f"題{label}", level=None) for label in labels],
    )
    _, themes, _ = count_tables(given)
    assert [column.title for column in themes.columns][-4:] == ["2 題2", "10 題10", "1 題1", "9"]


def test_a_measure_below_a_goal_that_is_its_own_group_counts_once() -> None:
    one = measure(goal="戦略.1", group="戦略.1")
    given = analysis(plans=(plan(items=(item(),), measures=(one,)),), coverage=(coverage(measures=(one.id,)),))
    (row,) = records(count_tables(given)[0])
    assert (row["施策数"], row["11"]) == (1, 1)


def test_without_themes_and_viewpoints_the_subjects_are_named() -> None:
    _, themes, viewpoints = count_tables(analysis(plans=(plan(items=(item(),)),)))
    assert records(themes) == records(viewpoints)
    assert records(themes)[0]["対象"] == item().title
