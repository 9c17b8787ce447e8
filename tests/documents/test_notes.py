"""Footnotes at the foot of a page."""

from __future__ import annotations

from itertools import chain

import pytest
from sheets import grid, outline, paragraph, put, read, texts

from planlink.documents.notes import is_page_number, join
from planlink.records.documents import Line, Page
from planlink.records.places import Box

BODY = paragraph(["港の整備を進めるとともに，海の保全を図ります。", "町の再生にも取り組みます。"], y=100)
RULE = Box(70, 700, 200, 700)


def notes(page: Page) -> list[tuple[str, str]]:
    return [(n.label, n.text) for n in page.notes]


def note(label: str, text: str, y: float) -> list:  # type: ignore[type-arg]
    return [*put(label, x=75, y=y, size=5), *put(text, x=75 + 2.5 * len(label), y=y, size=8)]


def test_notes_below_a_rule_come_off() -> None:
    first = [*note("1", "出生率：", 706), *put("女性一人の数", x=70, y=718, size=8)]
    page = read(BODY, first, note("12", "港町：港のある町", 730), strokes=[RULE])
    assert notes(page) == [("1", "出生率：女性一人の数"), ("12", "港町：港のある町")]
    assert len(page.blocks) == 2


def test_notes_below_a_table_are_smaller_than_its_text() -> None:
    """Where nearly all text stands in a table, the notes are no measure of what is small."""
    cells = grid([70, 300, 520], [100, 140, 180])
    inside = [
        *put("港の整備を進める施策であり", x=75, y=105),
        *put("港の課が担う仕事である", x=305, y=105),
        *put("海の保全を進める施策であり", x=75, y=145),
        *put("海の課が担う仕事である", x=305, y=145),
    ]
    foot = [note("1", "港町：港のある町", 706), note("2", "海：塩の水", 718)]
    page = read(inside, *foot, cells=cells, strokes=[*chain.from_iterable(map(outline, cells)), RULE])
    assert notes(page) == [("1", "港町：港のある町"), ("2", "海：塩の水")]


def test_a_note_that_begins_with_full_width_digits_keeps_them() -> None:
    assert notes(read(BODY, note("1", "１５～４９歳の女性", 706), strokes=[RULE])) == [("1", "１５～４９歳の女性")]


def test_smaller_lines_with_a_mark_are_notes_without_a_rule() -> None:
    page = read(BODY, put("※1 港町：港のある町", y=740, size=8), put("をいう。", y=752, size=8))
    assert notes(page) == [("※1", "港町：港のある町をいう。")]


def test_small_lines_without_a_mark_stay() -> None:
    page = read(BODY, put("出典：みなと野市統計書", y=740, size=8))
    assert notes(page) == []
    assert "出典：みなと野市統計書" in texts(page)


def test_a_remark_in_the_middle_of_a_page_stays() -> None:
    page = read(BODY, put("※ 港町とは", y=140, size=8), paragraph(["続く本文である。", "終わる本文である。"], y=600))
    assert notes(page) == []


def test_a_page_number_below_the_notes_is_no_note() -> None:
    page = read(BODY, note("1", "港町：港のある町", 706), put("- 9 -", x=280, y=800, size=8), strokes=[RULE])
    assert notes(page) == [("1", "港町：港のある町")]


def test_a_footer_far_below_the_notes_is_no_note() -> None:
    page = read(BODY, note("1", "港町：港のある町", 706), put("みなと野市総合戦略", y=800, size=8), strokes=[RULE])
    assert notes(page) == [("1", "港町：港のある町")]


def test_a_box_near_the_foot_is_no_note() -> None:
    cells = grid([70, 400], [700, 760])
    page = read(BODY, paragraph(["【指標】", "○港の利用者数：120人"], x=75, y=705, size=8), cells=cells)
    assert notes(page) == []
    assert texts(page)[-1] == "〔【指標】/○港の利用者数：120人〕"


def test_an_underlined_word_is_no_rule() -> None:
    small = [put("1 小さな見出し", y=688, size=8), put("2 小さな本文", y=706, size=8)]
    page = read(BODY, *small, strokes=[Box(70, 697, 130, 697)])
    assert notes(page) == []


def test_lines_before_the_first_mark_go_on_from_the_page_before() -> None:
    assert notes(read(BODY, put("続きの説明", y=706, size=8), note("2", "次の注", 718), strokes=[RULE])) == [
        ("", "続きの説明"),
        ("2", "次の注"),
    ]


TEXT = paragraph(["町の人たちで", "町の再生にも取り組みます。"], y=640)
MARKED = [*put("港を守る人々", x=70, y=624), *put("1", x=130, y=623, size=5), *put("と，海の講座", x=133, y=624)]
SECOND = [*put("2", x=193, y=623, size=5), *put("を開く。", x=196, y=624)]


def raised(label: str, text: str, y: float) -> list:  # type: ignore[type-arg]
    return [*put(label, x=70, y=y - 1, size=5), *put(text, x=73, y=y)]


def test_notes_as_large_as_the_text_below_a_rule() -> None:
    """Word's usual style for notes in Japanese has the size of the text."""
    first, second = (
        raised("1", "港を守る人々：岸壁を掃く会の人", 706),
        raised("2", "海の講座：港の倉で開く夜の集い", 722),
    )
    page = read(MARKED, SECOND, TEXT, first, second, strokes=[Box(70, 696, 200, 696)])
    assert notes(page) == [("1", "港を守る人々：岸壁を掃く会の人"), ("2", "海の講座：港の倉で開く夜の集い")]
    assert texts(page)[-1] == "町の再生にも取り組みます。"


def test_a_note_below_a_gap_begins_with_its_number_and_goes_on_with_another() -> None:
    lines = paragraph(["1港を守る人々：岸壁を掃く会の人が", "10 年にわたり続けてきた集まり"], y=706)
    page = read(MARKED, TEXT, lines)
    assert notes(page) == [("1", "港を守る人々：岸壁を掃く会の人が10年にわたり続けてきた集まり")]


@pytest.mark.parametrize(
    "foot",
    [
        ["1 岸壁の掃除を毎月行います。", "2 海の講座を毎年行います。"],
        ["1．岸壁の掃除を毎月行います。"],
        ["3岸壁の掃除を毎月行います。"],
        ["1港の表"],
    ],
    ids=["a list", "a heading", "no mark", "short"],
)
def test_numbers_at_the_foot_in_the_letters_of_the_text_are_no_notes(foot: list[str]) -> None:
    assert notes(read(MARKED, SECOND, TEXT, paragraph(foot, y=706))) == []


def test_numbered_lines_at_the_foot_are_no_notes_where_nothing_is_marked() -> None:
    lines = paragraph(["1港を守る人々：岸壁を掃く会の人", "2海の講座：港の倉で開く夜の集い"], y=706)
    assert notes(read(BODY, lines, strokes=[RULE])) == []
    assert notes(read(BODY, lines)) == []


def test_what_follows_the_numbers_in_other_letters_keeps_them_on_the_page() -> None:
    lines = [*put("1港を守る人々：岸壁を掃く会の人", y=706), *put("港の地図", y=722, font="Gothic")]
    assert notes(read(MARKED, TEXT, lines)) == []


def test_a_mark_at_the_head_of_a_line_of_text_is_kept_as_a_mark() -> None:
    page = read(put("港町の整備を進める町の", y=100), [*put("3", y=114, size=5), *put("再生を図ります。", x=73, y=116)])
    line = page.blocks[1]
    assert isinstance(line, Line)
    assert (line.text, [(m.offset, m.label) for m in line.marks]) == ("再生を図ります。", [(0, "3")])


def test_page_numbers() -> None:
    assert all(map(is_page_number, ["- 9 -", "13", "21 / 40", "iv", "－１３－", "P.5", "12頁"]))
    assert not any(map(is_page_number, ["令和9年", "1 趣旨", "12件", "", "第1章"]))


def test_lines_are_joined_without_blanks_between_japanese_letters() -> None:
    assert join("港の", "整備") == "港の整備"
    assert join("Key", "Indicators") == "Key Indicators"
