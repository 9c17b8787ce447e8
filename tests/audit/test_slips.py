"""Slips of writing that are certain, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from factories import item, passage, plan
from planlink.audit.leftovers import placeholders, repeated
from planlink.audit.matter import Draft, Matter
from planlink.audit.slips import counts, doubled_particles, era_years, stray_spellings
from planlink.records.places import Turn

Check = Callable[[Matter], Iterator[Draft]]
GOALS = [item(id=f"戦略.{n}", label=f"基本目標{n}") for n in (1, 2, 3)]
CASES: list[tuple[Check, str, int]] = [
    (doubled_particles, "『港の再生』をといった具体的な取組", 1),
    (doubled_particles, "魅力をを発信します", 1),
    (doubled_particles, "『港の再生』といった取組をとおして", 0),
    (doubled_particles, "伸びているものの，目標には届かない。", 0),
    (doubled_particles, "にぎわいにに", 0),
    (era_years, "2024年（令和５年）に策定", 1),
    (era_years, "令和６年度（2024年度）", 0),
    (era_years, "2027年度（平成39年度）", 0),
    (era_years, "平成30年度（2019年度）までの５年間", 1),
    (era_years, "令和元年（2019年）", 0),
    (counts, "４つの基本目標の下に", 1),
    (counts, "３つの基本目標の下に", 0),
    (counts, "三つの基本目標を掲げる", 0),
    (counts, "４つの視点で", 0),
    (counts, "４つの重点テーマ", 0),
]


@pytest.mark.parametrize(("check", "text", "number"), CASES)
def test_slips(check: Check, text: str, number: int) -> None:
    one = plan(items=GOALS, passages=(passage(text=text),))
    found = list(check(Matter((one,), ())))
    assert len(found) == number
    assert all(draft.places[0].text in text or check is not doubled_particles for draft in found)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (doubled_particles, "㈱港は海とまちを守ります。魅力をを発信します"),
        (era_years, "㈱港は海とまちを守ります。2024年（令和５年）に策定"),
        (counts, "㈱港は海とまちを守ります。４つの基本目標の下に"),
        (repeated, "㈱港は海とまちを守ります。港町には広い海があり，港町には山がある。"),
        (placeholders, "㈱港は海とまちを守ります。●月に行います。"),
    ],
)
def test_a_slip_stands_on_the_sheet_of_its_own_letters(check: Check, text: str) -> None:
    sheets = []
    for turn in (Turn(13, 5), Turn(20, 5)):
        one = plan(items=GOALS, passages=(passage(text=text, page=4, turns=(turn,)),))
        (draft,) = check(Matter((one,), ()))
        sheets.append(draft.places[0].page)
        assert f"{draft.places[0].page}頁" in draft.facts.get("page", draft.facts.get("told", ""))
    assert sheets == [5, 4]


def test_a_slip_is_quoted_with_what_stands_around_it() -> None:
    text = "あ" * 30 + "港をを直" + "い" * 30
    (draft,) = doubled_particles(Matter((plan(passages=(passage(text=text),)),), ()))
    assert draft.facts["slip"] == "をを"
    assert draft.facts["text"] == draft.places[0].text == "あ" * 11 + "港をを直" + "い" * 11


def strays(*texts: str) -> list[tuple[str, str]]:
    passages = [passage(id=f"戦略.{n}", text=text, page=n + 1) for n, text in enumerate(texts)]
    found = stray_spellings(Matter((plan(passages=passages),), ()))
    return [(draft.facts["other"], draft.facts["page"]) for draft in found]


def test_a_stray_spelling_among_many_usual_ones() -> None:
    usual = ["港を直す取組を進めます。"] * 5
    assert strays(*usual, "港を守る取り組みを進めます。") == [("取り組み", "6頁")]
    assert strays(*usual, "港づくりに取り組みます。") == []
    assert strays(*usual, "『港の取り組み』による。") == []
    assert strays(*usual[:4], "港を守る取り組みを進めます。") == []


def test_each_slip_has_its_own_id() -> None:
    one = plan(passages=(passage(text="魅力をを発信し，港をを直す。"),))
    assert len({draft.subject for draft in doubled_particles(Matter((one,), ()))}) == 2
