"""Numbers that stand in no text are counted as Word counts them."""

from __future__ import annotations

from pathlib import Path

import pytest
from wordfiles import levels, p, read, style, words

from planlink.documents.markers import printed


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {3: "03", 10: "10"}),
        ("decimalFullWidth", {1: "１", 12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalEnclosedFullstop", {2: "⒉"}),
        ("aiueo", {1: "ｱ", 11: "ｻ"}),
        ("aiueoFullWidth", {1: "ア", 10: "コ", 46: "ン", 47: "47"}),
        ("iroha", {2: "ﾛ"}),
        ("irohaFullWidth", {3: "ハ"}),
        ("japaneseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 105: "百五", 0: "〇"}),
        ("ideographDigital", {10: "一〇", 21: "二一"}),
        ("japaneseLegal", {1: "壱", 12: "拾弐"}),
        ("ideographEnclosedCircle", {1: "㊀"}),
        ("ideographTraditional", {2: "乙"}),
        ("ideographZodiac", {12: "亥"}),
        ("upperRoman", {4: "IV", 9: "IX", 14: "XIV", 90: "XC"}),
        ("lowerRoman", {3: "iii", 0: "0"}),
        ("upperLetter", {1: "A", 27: "AA"}),
        ("lowerLetter", {26: "z", 28: "bb"}),
        ("none", {5: ""}),
        ("chicago", {2: "2"}),
    ],
)
def test_forms(form: str, numbers: dict[int, str]) -> None:
    assert {number: printed(number, form) for number in numbers} == numbers


PLAN = levels(("decimalFullWidth", "第%1章"), ("decimalFullWidth", "%2"), ("decimal", "(%3)"), ("aiueoFullWidth", "%4"))


def at(*places: int, number: int = 1) -> str:
    return "".join(p("港", number=(number, place)) for place in places)


def marks(folder: Path, body: str, numbering: str) -> list[str]:
    return [text.removesuffix("港").strip() for text in words(read(folder, body, numbering=numbering))]


def test_levels_start_again_below_the_next_one_above(tmp_path: Path) -> None:
    found = marks(tmp_path, at(0, 1, 2, 3, 3, 2, 3, 1, 2, 0, 2), PLAN)
    assert found == ["第１章", "１", "(1)", "ア", "イ", "(2)", "ア", "２", "(1)", "第２章", "(1)"]


def test_a_blank_parts_marker_and_text_unless_told(tmp_path: Path) -> None:
    assert words(read(tmp_path, at(1), numbering=PLAN)) == ["１ 港"]
    glued = PLAN.replace('<w:lvlText w:val="%2"/>', '<w:lvlText w:val="%2"/><w:suff w:val="nothing"/>')
    assert words(read(tmp_path, at(1), numbering=glued)) == ["１港"]


def test_numbers_of_several_levels(tmp_path: Path) -> None:
    numbering = levels(("upperRoman", "%1"), ("decimal", "%1-%2"), ("decimal", "%1.%2.%3."))
    assert marks(tmp_path, at(0, 1, 1, 2), numbering) == ["I", "I-1", "I-2", "I.2.1."]
    plain = numbering.replace('<w:lvlText w:val="%1-%2"/>', '<w:isLgl/><w:lvlText w:val="%1-%2"/>')
    assert marks(tmp_path, at(0, 0, 1), plain) == ["I", "II", "2-1"]
    assert marks(tmp_path, at(1), numbering) == ["I-1"]


def test_two_lists_of_one_kind_go_on_and_one_that_says_so_starts_anew(tmp_path: Path) -> None:
    second = '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    anew = (
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = at(0, 0) + at(0, number=2) + at(0, 0, number=3) + at(0)
    found = marks(tmp_path, body, levels(("decimal", "%1"), own=second + anew))
    assert found == ["1", "2", "3", "5", "6", "7"]


def test_a_level_may_be_replaced(tmp_path: Path) -> None:
    own = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:lvl>'
        '<w:start w:val="3"/>'
        '<w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl></w:lvlOverride></w:num>'
    )
    assert marks(tmp_path, at(0, 0, number=2), levels(("decimal", "%1"), own=own)) == ["③", "④"]


def test_levels_that_never_start_again(tmp_path: Path) -> None:
    on = PLAN.replace('<w:lvlText w:val="%2"/>', '<w:lvlRestart w:val="0"/><w:lvlText w:val="%2"/>')
    assert marks(tmp_path, at(0, 1, 0, 1), on) == ["第１章", "１", "第２章", "２"]


def test_numbers_that_come_from_the_style(tmp_path: Path) -> None:
    numbering = PLAN.replace('<w:lvlText w:val="%2"/>', '<w:pStyle w:val="S"/><w:lvlText w:val="%2"/>')
    styles = style("S", "節", own='<w:numPr><w:numId w:val="1"/></w:numPr>') + style("T", "下", "S")
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("港", "S") + p("港", "T") + p("港", "S", own=none) + p("港", "S")
    assert [t.strip() for t in words(read(tmp_path, body, numbering=numbering, styles=styles))] == [
        "１ 港",
        "２ 港",
        "港",
        "３ 港",
    ]


def test_lists_behind_a_style_of_lists(tmp_path: Path) -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    numbering = levels(("aiueo", "(%1)"), own=linked).replace('Id="7"><w:lvl', 'Id="7"><w:styleLink w:val="L"/><w:lvl')
    assert marks(tmp_path, at(0, 0, number=2), numbering) == ["(ｱ)", "(ｲ)"]


@pytest.mark.parametrize(
    ("sign", "font", "shown"),
    [
        ("\uf06c", "Wingdings", "●"),
        ("l", "Wingdings", "●"),
        ("・", "", "・"),
        ("■", "", "■"),
        ("\uf0b7", "Symbol", "・"),
        ("o", "Courier New", "・"),
        ("\uf0ff", "Nowhere", "・"),
        ("", "", "・"),
    ],
)
def test_bullets(tmp_path: Path, sign: str, font: str, shown: str) -> None:
    numbering = levels(("bullet", sign)).replace("</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>')
    assert marks(tmp_path, at(0), numbering) == [shown]


def test_empty_paragraphs_count_and_deleted_ones_do_not(tmp_path: Path) -> None:
    gone = p(number=(1, 2), own="<w:rPr><w:del/></w:rPr>", runs="<w:del><w:r><w:delText>古い</w:delText></w:r></w:del>")
    body = at(2) + p(number=(1, 2)) + gone + at(2)
    assert marks(tmp_path, body, PLAN) == ["(1)", "(3)"]


@pytest.mark.parametrize("place", [(9, 0), (1, 8)])
def test_lists_that_are_not_there(tmp_path: Path, place: tuple[int, int]) -> None:
    assert words(read(tmp_path, p("港", number=place), numbering=PLAN)) == ["港"]
    assert words(read(tmp_path, p("港", number=place))) == ["港"]
