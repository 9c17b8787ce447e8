"""Years in all eras and forms, with their places; and what only looks like a year."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlink import knowledge
from planlink.japanese.dates import find_years

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "dates.json").read_text(encoding="utf-8"))
FULL = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    ("text", "mentions"), CASES["found"], ids=lambda value: value if isinstance(value, str) else ""
)
def test_found(text: str, mentions: list[list[Any]]) -> None:
    found = [[y.first, y.last, y.calendar, text[y.start : y.end]] for y in find_years(text)]
    assert found == mentions
    assert not any(y.era_conflict for y in find_years(text))


@pytest.mark.parametrize("text", CASES["conflicts"])
def test_an_era_that_disagrees_is_said(text: str) -> None:
    (mention,) = find_years(text)
    assert mention.era_conflict


@pytest.mark.parametrize("text", CASES["nothing"])
def test_nothing(text: str) -> None:
    assert find_years(text) == ()


@settings(max_examples=100, derandomize=True, deadline=None)
@given(
    st.sampled_from(knowledge.eras()),
    st.integers(1, 64),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["年", "年度"]),
)
def test_every_era(era: knowledge.Era, number: int, short: bool, full: bool, unit: str) -> None:
    digits = str(number).translate(FULL) if full else str(number)
    printed = f"{era.short if short else era.name}{digits}{unit}"
    (mention,) = find_years(f"目標：{printed}の値")
    assert (mention.first, mention.last) == (era.first + number - 1,) * 2
    assert mention.calendar == (unit == "年")
    assert (mention.start, mention.end) == (3, 3 + len(printed))


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.integers(2019, 2060), st.integers(1, 10))
def test_spans(first: int, years: int) -> None:
    last = first + years
    for text in (f"{first}年度～{last}年度", f"R{first - 2018}～R{last - 2018}年度", f"{first}-{last}年度"):
        (mention,) = find_years(text)
        assert (mention.first, mention.last, mention.span) == (first, last, True)


def test_a_span_does_not_run_backwards() -> None:
    assert [(y.first, y.last) for y in find_years("令和９年度～令和７年度")] == [(2027, 2027), (2025, 2025)]
