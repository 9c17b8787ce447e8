"""The same indicator in several places: what is held against what, and what is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from factories import indicator, plan, quantity
from planlink.audit.figures import carried_over, differing_values, differing_years, lowered, other_definitions
from planlink.audit.matter import Matter
from planlink.records.plans import BaseValue, Indicator, Quantity

NAME = "港を訪れた観光客の数"
NOW = quantity(year=2023, value=1234.0, unit="人", text="1,234人")


def two(first: Indicator, second: Indicator) -> Matter:
    there = replace(second, id="計画.k1", document="計画")
    return Matter((plan(indicators=(first,)), plan(id="計画", indicators=(there,))), ())


def told(baseline: Quantity, name: str = NAME, **more: Any) -> Indicator:
    return indicator(name=name, baseline=baseline, target=quantity(value=2000.0, unit="人", text="2,000人"), **more)


OTHERS: list[tuple[str, Indicator, int, int]] = [
    ("another value", told(replace(NOW, value=1300.0)), 1, 0),
    ("the same", told(NOW), 0, 0),
    ("another year and value", told(replace(NOW, value=1300.0, year=2022)), 0, 0),
    ("another year", told(replace(NOW, year=2022)), 0, 1),
    ("calendar year", told(replace(NOW, year=2022, calendar=True)), 0, 0),
    ("another age in the name", told(replace(NOW, value=1300.0), f"{NAME}（15歳以上）"), 0, 0),
    ("another unit", told(replace(NOW, value=1300.0, unit="台")), 0, 0),
    ("thousands", told(replace(NOW, value=1.234, unit="千人", base=BaseValue(1234.0, "人"))), 0, 0),
    ("cumulative", told(replace(NOW, value=1300.0), cumulative=True), 0, 0),
    ("without a year", told(replace(NOW, value=1300.0, year=None)), 0, 0),
]


@pytest.mark.parametrize(("why", "other", "values", "years"), OTHERS, ids=[case[0] for case in OTHERS])
def test_values_and_years(why: str, other: Indicator, values: int, years: int) -> None:
    matter = two(told(NOW), other)
    assert (len(list(differing_values(matter))), len(list(differing_years(matter)))) == (values, years)


def test_short_values_are_the_same_by_chance() -> None:
    few = quantity(year=2023, value=12.0, unit="件", text="12件")
    assert list(differing_years(two(told(few), told(replace(few, year=2022))))) == []


def past(target: float, reached: float | None, name: str = NAME) -> Indicator:
    actual = quantity(value=reached, unit="人", text=f"{reached}人", year=2023) if reached is not None else None
    made = indicator(name=name, kind="past", target=quantity(value=target, unit="人", text=f"{target:g}人", year=2024))
    return replace(made, actual=actual)


@pytest.mark.parametrize(
    ("before", "name", "over", "less"),
    [
        (past(2000.0, 1500.0), NAME, 1, 0),
        (past(2000.0, 2100.0), NAME, 0, 0),
        (past(2500.0, 1500.0), NAME, 0, 1),
        (past(1800.0, 1500.0), NAME, 0, 0),
        (past(1800.0, 2500.0, "待機児童の数"), "待機児童の数", 0, 1),
        (past(2500.0, 2600.0, "待機児童の数"), "待機児童の数", 0, 0),
        (past(2000.0, 1500.0, "船の数"), NAME, 0, 0),
    ],
)
def test_targets_of_the_last_term(before: Indicator, name: str, over: int, less: int) -> None:
    matter = two(before, told(NOW, name))
    assert (len(list(carried_over(matter))), len(list(lowered(matter)))) == (over, less)


def test_what_was_lowered_is_not_shown() -> None:
    (draft,) = lowered(two(past(2500.0, 1500.0), told(NOW)))
    assert not draft.shown


def test_other_ages_are_told_apart_not_held_against_each_other() -> None:
    before = past(100.0, 50.0, "34歳以下の転出者の数")
    now = told(NOW, "若い世代（15～39歳）の転出者の数")
    assert len(list(other_definitions(two(before, now)))) == 1
    assert list(other_definitions(two(before, replace(now, name="若い世代（34歳以下）の転出者の数")))) == []
    assert list(other_definitions(two(before, replace(now, name="検診（15～39歳）の受診率")))) == []
