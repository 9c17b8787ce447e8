"""Years in all eras and forms, with their places; and what only looks like a year."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlink import knowledge
from planlink.japanese.dates import find_years, in_era

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


def kanji(number: int) -> str:
    """1 to 99 in 漢数字: 十, 二十六."""
    tens, ones = divmod(number, 10)
    digits = "一二三四五六七八九"
    return (digits[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (digits[ones - 1] if ones else "")


@pytest.mark.parametrize("era", knowledge.eras(), ids=lambda era: era.name)
def test_every_year_of_every_era_is_read_back_from_every_form(era: knowledge.Era) -> None:
    """平成39年度 is a real year in plans."""
    for number in range(1, 100):
        year = era.first + number - 1
        written = [f"{era.name}{number}", f"{era.name}{str(number).translate(FULL)}", f"{era.short}{number}"]
        written += [f"{era.name}{kanji(number)}"] + ([f"{era.name}元"] if number == 1 else [])
        written += [str(year), f"{year}年（{era.name}{number}"] if 1900 <= year < 2100 else []
        for text in written:
            for unit in ("年", "年度"):
                printed = text + unit + ("）" if "（" in text else "")
                found = [(one.first, one.last, one.era_conflict, one.start, one.end) for one in find_years(printed)]
                assert found == [(year, year, False, 0, len(printed))], printed


@pytest.mark.parametrize("calendar", [False, True])
def test_a_year_written_as_papers_print_it_is_read_back(calendar: bool) -> None:
    for year in range(1926, 2080):
        (found,) = find_years(in_era(year, calendar))
        assert (found.first, found.last, found.calendar) == (year, year, calendar)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.text(st.sampled_from("令和平成RH元九十0127９年度月～-から（）.号 　の"), max_size=24))
def test_mentions_stand_in_order_each_in_its_place(text: str) -> None:
    found = find_years(text)
    places = [place for one in found for place in (one.start, one.end)]
    assert places == sorted(places)
    assert all(one.start < one.end <= len(text) and one.first <= one.last for one in found)
