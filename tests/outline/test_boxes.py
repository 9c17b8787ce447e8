"""Boxes that a page end cut, and boxes that only stand below each other."""

from __future__ import annotations

import pytest

from planlink.outline.boxes import join_boxes
from planlink.records.documents import Frame, Line
from planlink.records.outline import Content, Paragraph, PlacedFrame
from planlink.records.places import Box

TITLE = "【重要業績評価指標（ＫＰＩ）】"
WHOLE = "○朝市の来場者数：2,000人（R11年度）"


def box(*lines: str, page: int = 1, top: float = 700.0, x0: float = 90.0, full: bool = True) -> PlacedFrame:
    """Lines that fill the box."""
    held = tuple(Line(text, full=full) for text in lines)
    return PlacedFrame(Frame(held, Box(x0, top, x0 + 400, top + 15 * len(lines))), page)


def texts(content: list[Content]) -> list[list[str]]:
    return [[line.text for line in p.frame.lines] for p in content if isinstance(p, PlacedFrame)]


def test_an_indicator_box_goes_on_with_its_next_entry() -> None:
    whole = join_boxes([box(TITLE, WHOLE), box("○灯台の数：3基（R11年度）", page=2, top=80)])
    assert texts(whole) == [[TITLE, WHOLE, "○灯台の数：3基（R11年度）"]]


def test_a_value_in_the_middle_of_its_bracket_goes_on() -> None:
    whole = join_boxes(
        [
            box(
                "○海の学校の数：300人（R11年",
            ),
            box("度）", page=2, top=80),
        ]
    )
    assert texts(whole) == [["○海の学校の数：300人（R11年", "度）"]]


def test_a_sentence_goes_on_over_two_page_ends() -> None:
    parts = [box("港の人と"), box("町の人が", page=2, top=80), box("集います。", page=3, top=80)]
    assert texts(join_boxes(parts)) == [["港の人と", "町の人が", "集います。"]]


def test_a_titled_list_goes_on_with_its_next_number() -> None:
    whole = join_boxes(
        [
            box("重点テーマ１ 海", "政策1－施策2 港", full=False),
            box("政策2－施策1 浜", "政策3－施策1 川", page=2, top=80),
        ]
    )
    assert len(whole) == 1


def test_the_joined_box_keeps_the_place_of_its_first_part() -> None:
    (whole,) = join_boxes([box("港の人と"), box("町の人", page=2, top=80)])
    assert isinstance(whole, PlacedFrame)
    assert (whole.page, whole.frame.box) == (1, box("港の人と").frame.box)
    assert [whole.page_of(place) for place in (0, 1)] == [1, 2]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (box(TITLE, WHOLE), box(TITLE, "○灯台の数：3基（R11年度）", page=2, top=80)),
        (box("港の人が集います。"), box("町の人も集います。", page=2, top=80)),
        (box("港の人と"), box("○町の人", page=2, top=80)),
        (box("港の人と"), box("町の人", page=2, top=80, x0=120)),
        (box("港の人と", top=80), box("町の人", page=2, top=80)),
        (box("港の人と", top=80), box("町の人", top=400)),
        (box("港の人と"), box("町の人", page=3, top=720)),
        (
            box("重点テーマ１ 海", "政策1－施策2 港", full=False),
            box("重点テーマ２ 山", "政策2－施策1 浜", page=2, top=80),
        ),
        (box("政策1 海", "政策2 港", full=False), box("政策3 山", page=2, top=80)),
        (box("港の表", "R5 120人", full=False), box("R7、R8の人数", page=2, top=80)),
    ],
    ids=[
        "own title",
        "whole",
        "entry",
        "other place",
        "page head",
        "same page",
        "page foot",
        "next title",
        "no title",
        "no entry",
    ],
)
def test_another_box(above: PlacedFrame, below: PlacedFrame) -> None:
    assert len(join_boxes([above, below])) == 2


def test_text_between_parts_boxes() -> None:
    assert len(join_boxes([box("港の人と"), Paragraph("港の話", 1, 1), box("町の人", page=2, top=80)])) == 3


def test_boxes_without_a_page_stay() -> None:
    frame = PlacedFrame(Frame((Line("港の人と", full=True),)), None)
    assert len(join_boxes([frame, frame])) == 2
