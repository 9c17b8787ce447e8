"""What stands behind a page that could not be read: set apart where its heading may have been on that page."""

from __future__ import annotations

import pytest

from planlink.outline.tree import outline
from planlink.plans.gaps import LOST, parted
from planlink.read import plan_of
from planlink.records.documents import Document, Line, Page, PageQuality
from planlink.records.outline import Outline
from planlink.records.plans import Plan
from planlink.settings import Settings
from texts import shape

HEAD = [
    "みなと野市の計画を定めました。",
    "基本目標１ 海",
    "具体的な施策",
    "(1) 船",
    "① 修理",
    "船を直して港を守ります。",
]
NEXT = ["基本目標２ 山", "具体的な施策", "(1) 道", "① 修理", "道を直して里を守ります。", "② 舗装", "道を直します。"]


def document(*pages: list[str]) -> Document:
    """An empty page is a picture."""
    made = [
        Page(number, 0, 0, tuple(map(Line, texts)), quality=PageQuality(len("".join(texts)), 0, int(not texts)))
        for number, texts in enumerate(pages, start=1)
    ]
    return Document("plan", "plan.pdf", "pdf", "0" * 64, tuple(made))


def tree(*pages: list[str]) -> Outline:
    return parted(outline(document(*pages)), [n for n, texts in enumerate(pages, start=1) if not texts])


def plan(*pages: list[str]) -> Plan:
    return plan_of(document(*pages), Settings())


def told(found: Plan) -> list[tuple[str, str | None, str | None, bool]]:
    titles = {item.id: item.title for item in found.items}
    return [(m.title, titles.get(m.goal or ""), titles.get(m.group or ""), "lost" in m.review) for m in found.measures]


def test_nothing_is_set_apart_without_a_lost_page() -> None:
    printed = outline(document(HEAD, NEXT))
    assert parted(printed, []) is not None
    assert parted(printed, []).root is printed.root


def test_a_number_that_begins_anew_stands_below_a_heading_that_is_lost() -> None:
    found = plan(HEAD, [], ["(1) 橋", "① 点検", "橋を調べて里を守ります。"], NEXT)
    assert told(found) == [
        ("修理", "海", "船", False),
        ("点検", None, "橋", True),
        ("修理", "山", "道", False),
        ("舗装", "山", "道", False),
    ]
    assert [(d.kind, d.place.page, d.place.text) for d in found.doubts if d.kind == "heading-lost"] == [
        ("heading-lost", 3, "橋")
    ]


def test_a_number_that_goes_on_keeps_its_place() -> None:
    found = plan(HEAD, [], ["(2) 塔", "① 塗装", "塔を塗って港を守ります。"], NEXT)
    assert told(found)[1] == ("塗装", "海", "塔", False)
    assert "heading-lost" not in [doubt.kind for doubt in found.doubts]


def test_an_entry_that_goes_on_below_a_group_that_does_not() -> None:
    behind = ["② 塗装", "塔を塗って港を守ります。", "(1) 橋", "① 点検", "橋を調べます。"]
    assert [(title, mark) for title, _, _, mark in told(plan(HEAD, [], behind))] == [
        ("修理", False),
        ("塗装", True),
        ("点検", True),
    ]


def test_a_heading_that_names_its_level_keeps_its_place() -> None:
    assert "基本目標２ 山" in shape(tree(HEAD, [], NEXT))
    assert told(plan(HEAD, [], NEXT))[-1] == ("舗装", "山", "道", False)


def test_text_behind_a_lost_page_is_not_of_the_entry_before_it() -> None:
    found = plan(HEAD, [], ["橋の上から見える海を守ります。", *NEXT])
    assert found.measures[0].text == "船を直して港を守ります。"
    apart = next(s for s in tree(HEAD, [], ["橋の上から見える海を守ります。", *NEXT]).root.sections if s.style == LOST)
    assert (apart.title, apart.page, len(apart.content)) == ("読み取れない2頁の続き", 3, 1)


@pytest.mark.parametrize("lost", [[], ["１ はじめに"]])
def test_a_cover_that_is_a_picture_costs_nothing(lost: list[str]) -> None:
    assert told(plan(lost, HEAD, NEXT))[0] == ("修理", "海", "船", False)


def test_several_lost_pages_in_a_row_are_one_gap() -> None:
    found = tree(HEAD, [], [], ["(1) 橋", "① 点検", "橋を調べます。"])
    assert [s.title for s in found.root.sections if s.style == LOST] == ["読み取れない3頁の続き"]
