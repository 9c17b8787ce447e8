"""Numbers of headings that jump, and those that only seem to."""

from __future__ import annotations

import pytest

from planlink.outline.sequence import sequence_doubts
from planlink.records.outline import Outline, Section


def section(title: str, number: int | None = None, *below: Section, style: str = "arabic") -> Section:
    marker = "" if number is None else str(number)
    return Section(title, marker, style if number else "", number, 1, 2, None, (), below)


def numbered(*numbers: int) -> tuple[Section, ...]:
    return tuple(section(f"港の施策{n}", n) for n in numbers)


def doubts(*sections: Section) -> list[tuple[str, str]]:
    outline = Outline(Section("", "", "", None, 0, None, None, (), sections), ())
    return [(doubt.detail, doubt.place.text) for doubt in sequence_doubts(outline, "戦略")]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((1, 2, 3), 0),
        ((1, 2, 4), 1),
        ((1, 3, 4), 1),
        ((1, 3), 0),
        ((1, 2, 5), 0),
        ((1, 3, 5, 7), 0),
        ((1, 2, 3, 1, 2, 3), 0),
        ((2, 3, 4), 0),
    ],
)
def test_sequences(numbers: tuple[int, ...], found: int) -> None:
    assert len(doubts(*numbered(*numbers))) == found


def test_it_is_said_between_which() -> None:
    assert doubts(*numbered(1, 2, 4)) == [("2 港の施策2", "4 港の施策4")]


def test_a_heading_that_returns_goes_on() -> None:
    pages = (section("見直しの要点", None, *numbered(1, 2)), section("見直しの要点", None, *numbered(4)))
    assert len(doubts(*pages)) == 1
    assert doubts(section("一つ目", None, *numbered(1, 2)), section("二つ目", None, *numbered(4))) == []


def test_styles_are_counted_apart() -> None:
    assert doubts(*numbered(1, 2), section("第四", 4, style="chapter"), *numbered(3)) == []
