"""Checks on indicators, on entries as plans print them."""

import json
from pathlib import Path

import pytest

from factories import indicator, item, measure, plan, quantity
from planlink.audit import indicators
from planlink.audit.matter import Draft, Matter
from planlink.plans.entries import entry_row
from planlink.records.plans import Indicator

CASES = json.loads((Path(__file__).parent.parent / "cases" / "audit-indicators.json").read_text(encoding="utf-8"))
BESIDE = indicator(id="k0", name="隣の指標", baseline=quantity(value=70.0, text="70％", year=2023), owners=("g",))


def read(entry: str) -> Indicator:
    row = entry_row(entry)
    assert row is not None
    return indicator(
        id="k1",
        name=row.name,
        target=row.target,
        baseline=row.baseline,
        cumulative=row.cumulative,
        raw=row.raw,
        owners=("g",),
    )


def run(*found: Indicator) -> list[Draft]:
    matter = Matter((plan(indicators=found),), ())
    checks = (
        indicators.target_years,
        indicators.cumulative_periods,
        indicators.without_baseline,
        indicators.not_better,
    )
    return [draft for check in checks for draft in check(matter)]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_entries(case: dict[str, object]) -> None:
    assert [draft.check for draft in run(BESIDE, read(str(case["entry"])))] == case["found"]


def test_a_printed_dash_for_the_baseline_is_a_note() -> None:
    (dash,) = run(BESIDE, read("○屋内広場の利用者数：－（R5年度）→6,000人（R9年度）"))
    (bare,) = run(BESIDE, read("○屋内広場の利用者数（東－西）：6,000人（R9年度）"))
    assert (dash.severity, bare.severity) == ("note", None)


def test_target_year_before_the_plan_is_an_error_and_after_it_a_warning() -> None:
    early, late = run(read("○率：90％（R6年度）←58％（R5年度）")), run(read("○率：90％（R12年度）←58％（R5年度）"))
    assert (early[0].severity, early[0].facts["side"]) == (None, "前")
    assert (late[0].severity, late[0].facts["side"]) == ("warning", "後")
    assert early[0].facts["period"] == "R7～R9年度"


def test_without_a_period_nothing_is_said_of_years() -> None:
    matter = Matter((plan(period=None, indicators=(read("○率：90％（R6年度）←58％（R5年度）"),)),), ())
    assert not list(indicators.target_years(matter))


def test_indicators_of_the_last_term_are_left_alone() -> None:
    past = indicator(kind="past", target=quantity(value=50.0, year=2024), baseline=quantity(value=60.0, year=2019))
    assert run(past) == []


def test_a_plan_where_nobody_prints_baselines_is_left_alone() -> None:
    assert run(indicator(id="k1", owners=("g",)), indicator(id="k2", owners=("h",))) == []


def groups(*owned: str) -> list[Draft]:
    items = (item(id="g", kind="group", title="子育ての支援"), item(id="h", kind="group", title="学びの充実"))
    measures = (measure(id="m", group="g"), measure(id="n", group="h"))
    found = tuple(indicator(id=owner, owners=(owner,)) for owner in owned)
    return list(indicators.groups_without(Matter((plan(items=items, measures=measures, indicators=found),), ())))


def test_a_group_without_indicator_beside_one_that_has() -> None:
    assert [draft.facts["name"] for draft in groups("g")] == ["学びの充実"]


def test_groups_of_a_plan_without_indicators_or_with_a_shared_one_are_left_alone() -> None:
    assert groups() == []
    assert groups("g", "h") == []
