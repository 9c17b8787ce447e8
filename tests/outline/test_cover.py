"""Titles with their terms and editions on the cover; towns, dates and headings that are no part of them."""

from __future__ import annotations

import pytest

from planlink.outline.cover import cover
from planlink.outline.headings import Body
from planlink.outline.stream import Piece
from planlink.records.documents import Frame, Line
from texts import line

BODY = Body(10.0, "Mincho")


def pieces(*lines: Line, sheet: int = 0) -> list[Piece]:
    return [Piece(one, sheet + 1, sheet) for one in lines]


TEXT = pieces(*[line("本文です。", 10)] * 3, sheet=1)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([("みなと野市総合戦略", 24)], "みなと野市総合戦略"),
        ([("みなと野市総合戦略", 24), ("【概要版】", 14)], "みなと野市総合戦略【概要版】"),
        ([("みなと野市総合戦略", 24), ("（素案）", 14)], "みなと野市総合戦略（素案）"),
        ([("みなと野市総合戦略", 24), ("（素案）", 10)], "みなと野市総合戦略"),
        ([("みなと野市総合戦略", 24), ("（港の写真）", 14)], "みなと野市総合戦略"),
        ([("第３期", 14), ("みなと野市総合戦略", 24)], "第３期みなと野市総合戦略"),
        ([("みなと野市", 24), ("第６次総合計画", 14)], "みなと野市第６次総合計画"),
        ([("みなと野市総合戦略", 24), ("第３期の港の写真", 14)], "みなと野市総合戦略"),
        ([("みなと野市総合戦略", 24), ("みなと野市", 20)], "みなと野市総合戦略"),
        ([("みなと野市総合戦略", 24), ("令和７年３月", 20)], "みなと野市総合戦略"),
        ([("みなと野市総合戦略", 24), ("令和７年度～令和11年度", 20)], "みなと野市総合戦略"),
        ([("港とともに生きるまち", 20), ("みなと野市総合戦略", 24)], "港とともに生きるまちみなと野市総合戦略"),
        ([("海辺の写真", 11), ("みなと野市総合戦略", 24)], "みなと野市総合戦略"),
    ],
)
def test_the_title_in_large_letters(lines: list[tuple[str, float]], title: str) -> None:
    first = pieces(*(line(text, size) for text, size in lines))
    assert cover([*first, *TEXT], BODY) == (len(first), title)


@pytest.mark.parametrize("edition", ["【概要版】", "【本編】", "（案）", "〈ダイジェスト版〉"])
def test_an_edition_does_not_end_the_cover(edition: str) -> None:
    first = pieces(line("みなと野市総合戦略"), line(edition), line("令和７年３月"))
    assert cover([*first, *pieces(line("１ 趣旨"), line("港を守ります。"))], Body(None, None))[0] == 3


@pytest.mark.parametrize("text", ["１ 趣旨", "港を守ります。", "・港を守る", "【趣旨】", "7", "港" * 46])
def test_what_ends_the_cover(text: str) -> None:
    found = pieces(line("みなと野市総合戦略"), line(text), line("令和７年３月"))
    assert cover(found, Body(None, None)) == (1, "みなと野市総合戦略")


def test_a_document_without_a_kind_has_no_title() -> None:
    assert cover(pieces(line("港の人々"), line("港を守ります。")), Body(None, None)) == (1, None)


def test_a_cover_whose_words_stand_in_a_box() -> None:
    box = Frame((line("第３期", 20), line("みなと野市総合戦略", 24), line("【計画期間 令和７年度～令和11年度】", 12)))
    assert cover([Piece(box, 1, 0), *TEXT], BODY) == (1, "第３期みなと野市総合戦略")


def test_headings_behind_the_title_of_a_document_without_pages_are_no_cover() -> None:
    front = [line("みなと野市総合戦略", 24), line("令和７年３月", 17), line("はじめに", 17), line("市長の言葉", 15)]
    text = [line("港を守ります。", 10), line("第１章 海", 17), line("海を守ります。", 10)]
    found = [Piece(one, None, 0) for one in (*front, *text)]
    assert cover(found, BODY) == (2, "みなと野市総合戦略")


def test_a_motto_in_letters_of_its_own_is_cover_in_a_document_without_pages() -> None:
    front = [line("みなと野市総合戦略", 24), line("海と生きる", 20)]
    text = [line("第１章 海", 17), line("海を守ります。", 10)]
    found = [Piece(one, None, 0) for one in (*front, *text)]
    assert cover(found, BODY) == (2, "みなと野市総合戦略海と生きる")
