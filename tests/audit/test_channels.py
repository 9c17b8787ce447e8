"""Two plans that tell people the same thing in different ways, and two that only share a common word."""

from __future__ import annotations

import pytest

from factories import item, measure, plan
from planlink.audit.channels import other_channels
from planlink.audit.matter import Matter
from planlink.records.plans import Measure

BOARD = "紙の回覧板等を市のホームページに移します。"


def matter(text: str, *more: Measure) -> Matter:
    entry = item(id="戦略.6.1", kind="viewpoint-item", title="電子回覧板のアプリの運用", label=None)
    there = measure(id="ビジョン.1", document="ビジョン", text=text)
    return Matter((plan(items=(entry,)), plan(id="ビジョン", measures=(there, *more))), ())


def test_the_same_board_by_an_app_and_by_the_web_site() -> None:
    (draft,) = other_channels(matter(f"港を直します。{BOARD}"))
    assert (draft.facts["about"], draft.facts["first_channel"], draft.facts["second_channel"]) == (
        "回覧板",
        "アプリ",
        "ホームページ",
    )
    assert draft.places[1].text == BOARD


@pytest.mark.parametrize(
    "text",
    [
        "紙の回覧板を続けます。",
        "回覧板をアプリとホームページで配ります。",
        "掲示板をホームページに移します。",
        "回覧板を配ります。ホームページを新しくします。",
    ],
)
def test_no_conflict(text: str) -> None:
    assert list(other_channels(matter(text))) == []


def test_a_word_that_stands_everywhere_says_nothing() -> None:
    many = [measure(id=f"ビジョン.{n}", document="ビジョン", text="回覧板を配ります。") for n in range(2, 5)]
    assert list(other_channels(matter(BOARD, *many))) == []
