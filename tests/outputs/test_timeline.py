"""Indicators by fiscal year."""

from __future__ import annotations

from factories import analysis, indicator, plan, quantity
from planlink.outputs.rows import plain
from planlink.outputs.timeline import FIRST_YEAR, timeline_table
from planlink.records.plans import Indicator


def table_of(*indicators: Indicator) -> tuple[list[str], list[list[str]]]:
    table = timeline_table(analysis(plans=(plan(indicators=indicators),)))
    heads = [column.title for column in table.columns[FIRST_YEAR:]]
    return heads, [[plain(cell) for cell in row[FIRST_YEAR:]] for row in table.rows]


def test_values_stand_below_their_years_with_an_arrow_between() -> None:
    moving = indicator(baseline=quantity(52, text="52％", year=2023), target=quantity(80, year=2027))
    other = indicator(id="k2", target=quantity(10, text="10件", year=2025))
    assert table_of(moving, other) == (
        ["令和5年度", "令和7年度", "令和9年度"],
        [["現状 52％", "→", "目標 80％"], ["", "目標 10件", ""]],
    )


def test_a_span_and_a_calendar_year_are_said() -> None:
    one = indicator(
        baseline=quantity(1, text="1.31", year=2023, calendar=True),
        target=quantity(9, text="9件", year=2027, year_start=2025),
    )
    assert table_of(one)[1] == [["現状 1.31（暦年）", "目標 9件（令和7年度から）"]]


def test_two_values_of_one_year_stand_in_one_cell() -> None:
    one = indicator(baseline=quantity(1, text="1人", year=2027), target=quantity(2, text="2人", year=2027))
    assert table_of(one)[1] == [["現状 1人\n目標 2人"]]


def test_indicators_without_a_year_are_left_out() -> None:
    assert table_of(indicator(target=quantity(year=None))) == ([], [])
