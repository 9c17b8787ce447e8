"""Cells of targets and baselines as honest quantities."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlink.japanese.numbers import base_value, find_numbers, parse_quantity
from planlink.japanese.text import fold
from planlink.records.plans import BaseValue

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "numbers.json").read_text(encoding="utf-8"))
FULL = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@pytest.mark.parametrize(("raw", "want"), CASES["cells"], ids=lambda value: value if isinstance(value, str) else "")
def test_cells(raw: str, want: dict[str, Any]) -> None:
    quantity = parse_quantity(raw, 2030)
    expected = {"bound": "exact" if want["value"] is not None else quantity.bound, **want}
    assert {name: getattr(quantity, name) for name in expected} == expected
    if "year_start" not in want:
        assert quantity.year_start is None
    if "calendar" not in want:
        assert quantity.calendar is False


def test_a_cell_that_names_its_year_does_not_take_the_headings() -> None:
    assert parse_quantity("80％（R11年）", 2030, True).year == 2029
    assert parse_quantity("80％（R11年度）", 2030, True).calendar is False
    assert parse_quantity("80％", 2030, True).calendar is True
    assert parse_quantity("80％").year is None


@pytest.mark.parametrize(("unit", "value", "base", "base_unit"), CASES["bases"])
def test_the_value_without_scale(unit: str, value: float, base: float, base_unit: str) -> None:
    assert base_value(value, unit) == BaseValue(base, base_unit)


@pytest.mark.parametrize("unit", CASES["no_bases"])
def test_units_without_scale_have_no_base(unit: str | None) -> None:
    assert base_value(5, unit) is None


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.integers(0, 99_999_999),
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from(["", "▲", "△"]),
    st.sampled_from(["％", "人", "件", "千円", "ポイント", "世帯"]),
)
def test_a_printed_number_is_read_back(whole: int, places: int, full: bool, sign: str, unit: str) -> None:
    value = whole / 10**places
    digits = f"{value:,.{places}f}"
    quantity = parse_quantity(sign + (digits.translate(FULL) if full else digits) + unit)
    assert quantity.value == (-value if sign else value)
    assert quantity.unit == fold(unit)
    assert quantity.bound == "exact"


def test_numbers_know_their_places() -> None:
    text = "市は12人、県は3,400千円"
    assert [(n.value, n.unit, text[n.start : n.end]) for n in find_numbers(text)] == [
        (12.0, "人", "12人"),
        (3400.0, "千円", "3,400千円"),
    ]


@pytest.mark.parametrize("text", ["", "現状維持", "―", "三つの柱", "第三者"])
def test_no_number(text: str) -> None:
    assert find_numbers(text) == ()
