"""Numbers that a second reader does not see are marked and doubted."""

from __future__ import annotations

import pytest

from planlink.plans.seen import seen
from planlink.records.documents import Page
from planlink.records.plans import Indicator, Quantity


def indicator(target: Quantity, baseline: Quantity | None = None, page: int | None = 1) -> Indicator:
    return Indicator("plan.1.指標1", "plan", "kpi", "船の数", (), (), target, baseline, False, page, raw="船の数")


def pages(*letters: str) -> tuple[Page, ...]:
    return tuple(Page(number, 0, 0, (), letters=text) for number, text in enumerate(letters, 1))


def value(number: float | None, text: str, bound: str = "exact") -> Quantity:
    return Quantity(number, "人", text, bound)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("1,200人", "船の数1,200人"),
        ("１，２００人", "船の数1,200人"),
        ("1,200人", "船の数１，２００人"),
        ("▲3.5％", "▲3.5％"),
        ("－3.5％", "−3.5％"),
        ("5 2 . 3 ％", "52.3％"),
        ("60％（18/20校）", "60％"),
        ("三割", "五割"),
    ],
)
def test_numbers_among_the_letters(text: str, letters: str) -> None:
    found, doubts = seen([indicator(value(1, text))], pages(letters))
    assert (found[0].review, doubts) == ((), ())


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("1,200人", "船の数1,300人"),
        ("1,200人", "船の数1200人"),
        ("▲3.5％", "3.5％"),
        ("52.3％", "5.23％"),
        ("8件", "3件"),
    ],
)
def test_numbers_that_are_not_there(text: str, letters: str) -> None:
    found, (doubt,) = seen([indicator(value(1, text))], pages(letters))
    assert found[0].review == ("unseen",)
    assert (doubt.kind, doubt.place.page, doubt.detail) == ("number-unseen", 1, "船の数")


def test_a_baseline_counts_too() -> None:
    found, doubts = seen([indicator(value(8, "8人"), value(7, "7人"))], pages("8人"))
    assert (found[0].review, len(doubts)) == (("unseen",), 1)


def test_a_row_may_go_on_on_the_next_page() -> None:
    found, doubts = seen([indicator(value(8, "8人"))], pages("船の数", "8人"))
    assert (found[0].review, doubts) == ((), ())


def test_a_target_in_words_has_no_number_to_look_for() -> None:
    found, doubts = seen([indicator(value(None, "R5比10％減", "relative"))], pages("船の数"))
    assert (found[0].review, doubts) == ((), ())


def test_without_pages_or_a_second_reader_there_is_nothing_to_say() -> None:
    one, two = indicator(value(8, "8人"), page=None), indicator(value(8, "8人"), page=2)
    found, doubts = seen([one, two], (Page(None, 0, 0, ()), Page(2, 0, 0, ())))
    assert (found, doubts) == ((one, two), ())
