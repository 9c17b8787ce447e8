"""Footnotes of text files: a note and its digit find each other, and no number of the text is touched."""

from __future__ import annotations

import pytest

from planlink.documents.footmarks import take_notes
from planlink.records.documents import Line, Mark, Page


def pages(*sheets: list[str]) -> tuple[Page, ...]:
    return tuple(Page(None, 0, 0, tuple(Line(text) for text in sheet)) for sheet in sheets)


def texts(page: Page) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Line)]


def test_a_note_and_its_mark() -> None:
    (page,) = take_notes(pages(["関係人口1を10人増やします。", "1 関係人口：地域に関わる", "人のこと。"]))
    assert texts(page) == ["関係人口を10人増やします。"]
    assert page.blocks[0] == Line("関係人口を10人増やします。", marks=(Mark(4, "1"),))
    assert [(note.label, note.text) for note in page.notes] == [("1", "関係人口：地域に関わる人のこと。")]


def test_the_mark_may_stand_on_the_page_before() -> None:
    one, two = take_notes(pages(["関係人口1を増やします。"], ["次の頁です。", "1 関係人口：関わる人のこと。"]))
    assert texts(one) == ["関係人口を増やします。"]
    assert texts(two) == ["次の頁です。"]
    assert len(two.notes) == 1


def test_the_term_may_be_cut_by_a_line_end() -> None:
    (page,) = take_notes(pages(["港のにぎわいと関係", "人口1を増やします。", "1 関係人口：関わる人のこと。"]))
    assert texts(page) == ["港のにぎわいと関係", "人口を増やします。"]


def test_several_notes_count_on() -> None:
    (page,) = take_notes(
        pages(["関係人口1とワーケーション2です。", "1 関係人口：関わる人。", "2 ワーケーション：休みながら働く。"])
    )
    assert texts(page) == ["関係人口とワーケーションです。"]
    assert [mark.label for b in page.blocks if isinstance(b, Line) for mark in b.marks] == ["1", "2"]
    assert [note.label for note in page.notes] == ["1", "2"]


@pytest.mark.parametrize(
    "sheet",
    [
        ["関係人口を1人増やします。", "1 趣旨：この計画の目的"],
        ["目標は12人です。", "2 人口：増やします"],
        ["基本目標1に取り組みます。", "1 港のにぎわい：夜景を生かす"],
        ["関係人口2を増やします。", "2 関係人口：関わる人のこと。"],
        ["平成26年に始まりました。"],
        ["関係人口1.5倍", "1 関係人口：関わる人のこと。"],
    ],
)
def test_what_is_no_note(sheet: list[str]) -> None:
    (page,) = take_notes(pages(sheet))
    assert texts(page) == sheet
    assert page.notes == ()


def test_a_note_ends_where_a_block_begins() -> None:
    (page,) = take_notes(pages(["関係人口1です。", "1 関係人口：関わる人。", "【ＫＰＩ】", "○来場者：20人"]))
    assert texts(page) == ["関係人口です。", "【ＫＰＩ】", "○来場者：20人"]
