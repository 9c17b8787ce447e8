"""Cells of targets and baselines as honest quantities."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlink.japanese.numbers import find_numbers, parse_quantity
from planlink.japanese.text import fold
from planlink.japanese.units import base_value, unit_of, with_unit
from planlink.records.plans import BaseValue

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "numbers.json").read_text(encoding="utf-8"))
FULL = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@pytest.mark.parametrize(("raw", "want"), CASES["cells"], ids=lambda value: value if isinstance(value, str) else "")
def test_cells(raw: str, want: dict[str, Any]) -> None:
    quantity = parse_quantity(raw, 2030)
    expected = {"bound": "exact" if want["value"] is not None else quantity.bound, **want}
    expected |= {"base": BaseValue(*want["base"])} if "base" in want else {}
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


CELL = st.text(
    st.sampled_from("0123456789０５．，.,%％人件千万割▲△-－~～（）()R年度以上未満維持増減 　・"), max_size=14
)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(CELL)
def test_folding_changes_no_value(text: str) -> None:
    one, two = parse_quantity(text), parse_quantity(fold(text))
    assert (one.value, one.unit, one.bound, one.year) == (two.value, two.unit, two.bound, two.year)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(st.sampled_from("維持増加減少毎前年度以上の市を人件割％▲△～（）千万億　上位水準現状"), max_size=14))
def test_a_text_without_digits_has_no_value(text: str) -> None:
    quantity = parse_quantity(text)
    assert (quantity.value, quantity.base, quantity.bound) == (None, None, "words")


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.integers(1, 9999), st.sampled_from(["割", "倍", "人", "件", "か所", "円"]))
def test_a_number_in_kanji_is_read_like_one_in_digits(number: int, unit: str) -> None:
    written = "".join(
        ("" if digit == "1" and place else "一二三四五六七八九"[int(digit) - 1]) + ["", "十", "百", "千"][place]
        for digit, place in zip(str(number), reversed(range(len(str(number)))), strict=True)
        if digit != "0"
    )
    read, plain = parse_quantity(written + unit), parse_quantity(f"{number}{unit}")
    assert (read.value, read.unit) in ((plain.value, plain.unit), (None, None))
    assert read.value is not None or not set(written) & set("二三四五六七八九十")


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.integers(0, 9999), st.integers(0, 9999), st.sampled_from([" ", "、", "/", "・", "→", "(", "，"]))
def test_two_numbers_are_never_one(one: int, two: int, between: str) -> None:
    value = parse_quantity(f"{one}人{between}{two}人").value
    assert value in (None, one)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.integers(0, 999_999), st.sampled_from(["人", "千円", "百万円", "千人泊", "％", None]))
def test_a_unit_from_elsewhere_changes_no_value(whole: int, unit: str | None) -> None:
    plain = parse_quantity(f"{whole:,}")
    told = with_unit(plain, unit)
    assert (told.value, told.text, told.unit) == (whole, f"{whole:,}", unit)
    assert told.base == (base_value(whole, unit) if unit else None)
    assert with_unit(parse_quantity("維持"), unit).unit is None


def test_numbers_know_their_places() -> None:
    text = "市は12人、県は3,400千円"
    assert [(n.value, n.unit, text[n.start : n.end]) for n in find_numbers(text)] == [
        (12.0, "人", "12人"),
        (3400.0, "千円", "3,400千円"),
    ]


@pytest.mark.parametrize("text", ["", "現状維持", "―", "三つの柱", "第三者"])
def test_no_number(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "unit"), [("千人", "千人"), ("％", "%"), ("t-CO2/人", "t-CO2/人"), ("百万円", "百万円")]
)
def test_a_text_that_is_a_unit(text: str, unit: str) -> None:
    assert unit_of(text) == unit


@pytest.mark.parametrize("text", ["市民アンケート", "累計", "R5", "人口", "3人", ""])
def test_a_text_that_is_none(text: str) -> None:
    assert unit_of(text) is None


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.integers(1, 9999), st.integers(0, 9999), st.integers(0, 9999), st.booleans(), st.sampled_from("人円件"))
def test_a_number_written_over_scales_is_read_back(high: int, middle: int, low: int, full: bool, unit: str) -> None:
    """1億2,000万5人: each scale with what it counts, those of nothing left out."""
    parts = [(high, "億"), (middle, "万"), (low, "")]
    written = "".join(f"{number:,}{scale}" for number, scale in parts if number)
    quantity = parse_quantity((written.translate(FULL) if full else written) + unit)
    assert (quantity.base.value if quantity.base else quantity.value) == high * 10**8 + middle * 10**4 + low
    assert quantity.bound == "exact"


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.integers(0, 999_999), st.integers(2019, 2060), st.sampled_from(["{}人（R{}年度）", "R{1}年度 {0}人"]))
def test_a_year_beside_a_number_is_read_and_changes_no_value(whole: int, year: int, form: str) -> None:
    quantity = parse_quantity(form.format(f"{whole:,}", year - 2018), 2030)
    assert (quantity.value, quantity.unit, quantity.year, quantity.calendar) == (whole, "人", year, False)
