"""Which lines could be headings, by numbering and by look; and the outline that comes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planlink.outline.headings import Body, body_of, candidate, candidates
from planlink.outline.stream import Piece, is_indicator_title, stream
from planlink.records.documents import Frame, Line
from planlink.records.places import Box
from texts import document, frame, line, shape, tree

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "headings.json").read_text(encoding="utf-8"))
BODY = Body(10.0, "Mincho")


def pieces(*lines: Any) -> list[Piece]:
    return [Piece(line(block) if isinstance(block, str) else block, 1, 0) for block in lines]


@pytest.mark.parametrize("case", CASES["outlines"], ids=lambda case: case["about"])
def test_outlines(case: dict[str, Any]) -> None:
    assert shape(tree("みなと野市の計画を定めました。", *case["lines"])) == case["shape"]


def test_the_body_has_most_letters() -> None:
    made = pieces(line("見出し", 14, "Gothic"), line("本文は長く続いています。", 10, "Mincho"), frame("箱の中"))
    assert body_of(made) == Body(10, "Mincho")
    assert body_of(pieces("文字の大きさが分からない")) == Body(None, None)


def placed(text: str, size: float, x: float, top: float) -> Line:
    return replace(line(text, size, "Gothic"), box=Box(x, top, x + size * len(text), top + size))


def titles(*lines: Line) -> list[tuple[str, str]]:
    found = candidates(pieces(*lines, line("本文です。", 10, "Mincho")), BODY)
    return [(c.readings[0].marker, c.readings[0].title) for c in found.values()]


def test_a_lone_marker_takes_the_larger_title_beside_it() -> None:
    beside = titles(placed("基本目標１", 14, 50, 104), placed("海の恵みを生かす", 20, 170, 100))
    assert beside == [("基本目標１", "海の恵みを生かす")]


def test_a_lone_marker_takes_the_larger_title_below_it() -> None:
    assert titles(placed("第２章", 12, 50, 100), placed("海の恵み", 18, 50, 116)) == [("第２章", "海の恵み")]


def test_a_marker_at_the_middle_height_of_a_title_of_two_lines() -> None:
    lines = [
        placed("海の恵みを生かして働く人を増やし、", 14, 150, 64),
        placed("基本目標３", 12, 60, 72),
        placed("誇れる港をつくる", 14, 150, 82),
        line("本文です。", 10, "Mincho"),
    ]
    text = [line("港のまちの暮らしを守る仕事を続けます。", 10, "Mincho")] * 12
    found = tree(*text, *lines)
    assert shape(found) == ["基本目標３ 海の恵みを生かして働く人を増やし、誇れる港をつくる"]


@pytest.mark.parametrize(
    "below",
    [placed("海の恵みを生かす", 14, 50, 300), placed("海の恵み", 11, 170, 104), placed("(1) 海の恵み", 20, 170, 100)],
)
def test_what_is_far_or_small_or_numbered_is_no_title(below: Line) -> None:
    assert ("基本目標１", "") in titles(placed("基本目標１", 14, 50, 104), below)


def test_a_bracket_at_the_edge_of_a_heading_is_none_itself() -> None:
    assert titles(placed("① 船の手入れ", 11, 50, 100), placed("【港湾課】", 11, 400, 101)) == [("①", "船の手入れ")]
    assert len(titles(placed("① 船の手入れ", 11, 50, 100), placed("【港湾課】", 11, 50, 130))) == 2


def test_larger_letters_are_a_heading_without_a_number() -> None:
    found = candidate(pieces(line("港のにぎわい", 14, "Gothic")), 0, BODY)
    assert found is not None
    assert (found.readings[0].title, found.readings[0].number) == ("港のにぎわい", None)


@pytest.mark.parametrize(
    "text",
    [
        "港のまちの暮らしを守ります。",
        "○来場者数：2,000人（R11年度）←1,200人（R5年度）",
        "【重要業績評価指標（ＫＰＩ）】",
        "・船を増やします",
        "１ 船を増やし，",
        "１の柱",
        "50 ",
        "港" * 61,
    ],
)
def test_no_candidate(text: str) -> None:
    assert candidate(pieces(line(text, 10, "Mincho")), 0, BODY) is None


def test_smaller_letters_are_no_heading() -> None:
    assert candidate(pieces(line("１ 港のにぎわい", 8, "Mincho")), 0, BODY) is None


def test_a_number_in_body_letters_is_cheaper_to_refuse_than_one_in_large_letters() -> None:
    plain = candidate(pieces(line("１ 港", 10, "Mincho")), 0, BODY)
    large = candidate(pieces(line("１ 港", 14, "Mincho")), 0, BODY)
    assert plain is not None
    assert large is not None
    assert plain.refuse < large.refuse


SLIDE = ("●港の見守り", "巡回の回数が増えました", "▶ 山の見守り", "見回りの回数が増えました")


def _slide(sheet: int) -> list[Piece]:
    return [Piece(line(text, 14 if i % 2 else 18, "Mincho"), sheet + 1, sheet) for i, text in enumerate(SLIDE)]


def test_a_slide_among_the_pages_of_a_report_has_a_body_of_its_own() -> None:
    report = pieces(*[line("本文は長く続いています。", 10, "Mincho")] * 9)
    found = candidates([*report, *_slide(1)], BODY)
    assert [c.readings[0].title for c in found.values()] == ["港の見守り", "山の見守り"]


def test_a_sheet_with_a_table_in_body_letters_is_no_slide() -> None:
    small = Piece(Frame((line("表の中の文字", 10, "Mincho"),)), 2, 1)
    titles = [Piece(line(f"{n} 港", 14, "Mincho"), 2, 1) for n in "１２３"]
    assert len(candidates([*titles, small], BODY)) == 3


@pytest.mark.parametrize("text", ["前年の3.6倍になった件数", "来場者は９割を超えて95％", "●港を守ります。"])
def test_large_letters_that_are_no_title(text: str) -> None:
    assert candidate(pieces(line(text, 14, "Mincho")), 0, BODY) is None


def test_a_title_that_returns_is_dear_to_refuse() -> None:
    made = pieces(*["１ 港", "本文です。"], *["(1) 取組", "本文です。"] * 3)
    refuse = {made[i].block.text: c.refuse for i, c in candidates(made, Body(None, None)).items()}  # type: ignore[union-attr]
    assert refuse["(1) 取組"] > refuse["１ 港"]


@pytest.mark.parametrize(
    "text", ["【重要業績評価指標（ＫＰＩ）】", "■成果指標", "ＫＰＩ", "【ＫＰＩ】※ウ～エ共通", "目標指標"]
)
def test_titles_of_indicator_blocks(text: str) -> None:
    assert is_indicator_title(text)


@pytest.mark.parametrize(
    "text",
    ["ＫＰＩを定めます。", "具体的な施策と重要業績評価指標", "指標", "【港の整備】", "ＫＰＩの達成に向けた港の整備"],
)
def test_no_title_of_an_indicator_block(text: str) -> None:
    assert not is_indicator_title(text)


def test_the_table_of_contents_is_set_apart() -> None:
    made, contents = stream(
        document("計画", "目次", "１ 趣旨 …… 1", "２ 施策 …… 5", "１ 趣旨", "本文です。", "２ 施策", "本文です。")
    )
    assert contents == ("目次", "１ 趣旨 …… 1", "２ 施策 …… 5")
    assert len(made) == 5


PLAIN = Body(10.0, "Mincho")


def lines(*texts: str, full: int) -> list[Piece]:
    """Lines in body letters, the first `full` of them up to the edge."""
    return [Piece(line(text, 10, "Mincho", full=place < full), 1, 0) for place, text in enumerate(texts)]


@pytest.mark.parametrize(
    "texts",
    [
        ["１ 港のまちの暮らしを守り、", "灯台の明かりを灯します。"],
        ["１ 港のまちの暮らしを", "守ります。"],
        ["１ 港のまちで、古い船を直し続ける", "人たちの暮らしと、夜の海を照らし", "続ける灯台を守ります。"],
    ],
)
def test_a_numbered_sentence_over_several_lines_is_no_heading(texts: list[str]) -> None:
    assert candidate(lines(*texts, full=len(texts) - 1), 0, PLAIN) is None


@pytest.mark.parametrize(
    ("texts", "full"),
    [
        (["１ 港のまちの暮らしを", "守ります。"], 0),
        (["１ 港のまちの暮らしと海", "灯台の明かりを灯します。"], 1),
        (["１ 港と、山のまちの暮らし", "２ 灯台を守ります。"], 1),
        (["１ 港と、山のまちの暮らし", "・灯台を守ります。"], 1),
        (["１ 港と、山のまちの暮らし", "灯台の明かり", "灯台を守ります。"], 1),
    ],
    ids=["not full", "no comma nor particle", "another number", "a bullet", "no full stop"],
)
def test_a_title_that_only_looks_like_a_sentence(texts: list[str], full: int) -> None:
    assert candidate(lines(*texts, full=full), 0, PLAIN) is not None


def test_a_sentence_in_larger_letters_is_a_heading() -> None:
    large = Piece(line("１ 港のまちで、暮らしを守る", 14, "Mincho", full=True), 1, 0)
    assert candidate([large, *lines("灯台を守ります。", full=0)], 0, PLAIN) is not None
