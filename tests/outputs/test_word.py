"""SDGs対応表.docx, read back."""

from __future__ import annotations

import sys
import time
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

from factories import analysis, indicator, link, measure, plan, quantity, town
from planlink.outputs import excel, word, wordpaper, words
from planlink.outputs.sdg_rows import mapping_table
from planlink.records.editions import Change, Editions, Entry
from planlink.records.findings import Analysis

SECTIONS = [
    "基本目標とＳＤＧｓの目標",
    "施策とＳＤＧｓの目標",
    "アイコン配置指示",
    "目標からの逆引き",
    "ターゲットの候補",
    "ローカル指標（記入用）",
]
SHEETS = ("印刷用", "印刷用（施策×ゴール）", *SECTIONS[2:])
"""The workbook's sheets with the same rows: two to print (titles in the third row), four of data."""


def paper(tmp_path: Path, given: Analysis, as_of: date | None = None) -> Any:
    word.write_sdg(tmp_path / "a.docx", given, as_of)
    return docx.Document(str(tmp_path / "a.docx"))


def whole() -> Analysis:
    """The town with a target, and a group with two indicators that two measures share; two of them have one title."""
    town_ = town()
    strategy = town_.plans[0]
    riders = indicator(name="利用者数", owners=("戦略.1.ア",), target=quantity(text="80人"), page=4)
    stops = replace(riders, id="戦略.k9", name="停留所の数")
    twin = measure(id="戦略.1.ア.3", page=3)
    measures = tuple(replace(one, group="戦略.1.ア") for one in (*strategy.measures, twin))
    targets = [
        link(label=label, scheme="sdg-target", level=None, status="review", score=0.4) for label in ("11.2", "11.3")
    ]
    return replace(
        town_,
        plans=(replace(strategy, measures=measures, indicators=(riders, stops)), *town_.plans[1:]),
        links=(*town_.links, link(measure="戦略.1.ア.3"), *targets),
    )


def city(measures: int) -> Analysis:
    """A city with so many measures, each with two goals, a target and its group's three indicators."""
    ids = [f"戦略.{number // 10}.{number}" for number in range(measures)]
    found = [measure(id=id, title=f"施策その{id}", group=id.rpartition(".")[0]) for id in ids]
    groups = dict.fromkeys(one.group or "" for one in found)
    told = [indicator(id=f"{group}.k{n}", owners=(group,), name=f"指標{n}") for group in groups for n in range(3)]
    links = [
        link(measure=id, label=label, level=level, scheme=scheme, status=status)
        for id in ids
        for label, level, scheme, status in (
            ("11", "primary", "sdg", "linked"),
            ("3", "related", "sdg", "linked"),
            ("11.2", None, "sdg-target", "review"),
        )
    ]
    return analysis(plans=(plan(measures=found, indicators=told),), links=links)


def headings(made: Any) -> list[str]:
    return [one.text for one in made.paragraphs if one.style.name == "Heading 1"]


def grid(table: Any) -> list[list[str]]:
    """The texts of a table's cells, row by row."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def sheet(path: Path, name: str) -> list[list[str]]:
    """Titles and rows of a sheet as text, without what only machines need."""
    rows = list(openpyxl.load_workbook(path)[name].iter_rows(values_only=True))
    rows = rows[2:] if name.startswith("印刷用") else rows
    kept = [place for place, title in enumerate(rows[0]) if title != "施策ID"]
    return [["" if row[place] is None else str(row[place]) for place in kept] for row in rows]


def letters(part: Any) -> str:
    return "".join(one.text for one in part.iter(qn("w:t")))


def instructions(part: Any) -> list[str]:
    return [one.text.strip() for one in part.iter(qn("w:instrText"))]


def test_the_paper_has_title_day_and_note(tmp_path: Path) -> None:
    made = paper(tmp_path, town(), date(2025, 11, 21))
    lines = [one.text for one in made.paragraphs]
    assert lines[:4] == ["ＳＤＧｓ対応表", "令和7年11月21日現在", "自動抽出した候補を職員が確認。", "目次"]
    assert made.paragraphs[0].style.name == "Title"
    assert made.core_properties.title == "ＳＤＧｓ対応表"
    assert not any("現在" in one.text for one in paper(tmp_path, town()).paragraphs)


def test_every_section_has_a_heading_its_note_and_its_table(tmp_path: Path) -> None:
    made = paper(tmp_path, whole())
    assert headings(made) == SECTIONS
    assert made.styles["Heading 1"].paragraph_format.page_break_before
    kinds = [
        one.style.name if hasattr(one, "style") and hasattr(one, "text") else "table"
        for one in made.iter_inner_content()
    ]
    first = kinds.index("Heading 1")
    assert kinds[first:] == ["Heading 1", "表の注記", "table"] * len(SECTIONS)
    notes = [one.text for one in made.paragraphs if one.style.name == "表の注記"][1:]
    assert notes[0] == mapping_table(whole()).note
    assert all(note.endswith("。") for note in notes)


def test_headings_are_black_and_gothic(tmp_path: Path) -> None:
    made = paper(tmp_path, town())
    for name in ("Heading 1", "Title"):
        style = made.styles[name]
        fonts = style.element.rPr.rFonts
        assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {"游ゴシック"}
        assert not [key for key in fonts.attrib if key.lower().endswith("theme")]
        assert style.font.color.rgb == RGBColor(0, 0, 0)
        assert style.font.color.theme_color is None
    assert made.styles["Heading 1"].font.size.pt <= 16
    assert made.styles["Title"].element.pPr.find(qn("w:pBdr")) is None


def test_the_contents_list_is_a_field_that_is_filled_already(tmp_path: Path) -> None:
    made = paper(tmp_path, town())
    body = made.element.body
    assert instructions(body) == [r'TOC \o "1-1" \h \z \u']
    assert [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]
    entries = list(body.iter(qn("w:hyperlink")))
    assert [letters(one) for one in entries] == SECTIONS
    marked = {
        one.get(qn("w:name")): letters(one.getparent())
        for one in body.iter(qn("w:bookmarkStart"))
        if one.getparent().pPr.pStyle.val == "Heading1"
    }
    assert [marked[one.get(qn("w:anchor"))] for one in entries] == SECTIONS
    assert len({one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))}) == len(SECTIONS)
    assert [one.style.name for one in made.paragraphs if one.text in SECTIONS].count("toc 1") == len(SECTIONS)


def test_no_question_is_asked_when_the_paper_is_opened(tmp_path: Path) -> None:
    made = paper(tmp_path, town())
    assert made.settings.element.find(qn("w:updateFields")) is None
    assert not [one for one in made.element.body.iter(qn("w:fldChar")) if one.get(qn("w:dirty"))]


def test_the_paper_is_not_opened_in_a_mode_for_older_programs(tmp_path: Path) -> None:
    settings = paper(tmp_path, town()).settings.element.iter(qn("w:compatSetting"))
    modes = [one.get(qn("w:val")) for one in settings if one.get(qn("w:name")) == "compatibilityMode"]
    assert modes == ["15"]


def test_rows_are_those_of_the_workbook(tmp_path: Path) -> None:
    excel.write_sdg(tmp_path / "a.xlsx", whole())
    tables = paper(tmp_path, whole()).tables
    assert len(tables) == len(SHEETS)
    for table, name in zip(tables, SHEETS, strict=True):
        rows, same = grid(table), sheet(tmp_path / "a.xlsx", name)
        assert [len(row) for row in rows] == [len(row) for row in same], name
        assert len(rows) > 1, name
        above: list[str] = []
        for row, there in zip(rows, same, strict=True):
            for place, (cell, one) in enumerate(zip(row, there, strict=True)):
                assert cell == one or (cell in (f"{one}（続き）", "（続き）") and above[place] == one), name
            above = there


def test_what_goes_on_is_named_and_numbers_stay(tmp_path: Path) -> None:
    entries = grid(paper(tmp_path, whole()).tables[3])
    assert [row[:6] for row in entries if row[0] == "11"] == [
        ["11", "住み続けられるまちづくりを", "◎", "公共交通の再編", "3", "利用者数"],
        ["11", "（続き）", "◎", "公共交通の再編（続き）", "3", "停留所の数"],
        ["11", "（続き）", "◎", "公共交通の再編", "3", "利用者数"],
        ["11", "（続き）", "◎", "公共交通の再編（続き）", "3", "停留所の数"],
    ]
    (titles, *rows) = grid(paper(tmp_path, whole()).tables[4])
    assert titles.index("施策") == 3
    assert [row[3:6] for row in rows] == [["公共交通の再編", "3", "11.2"], ["公共交通の再編（続き）", "3", "11.3"]]


def test_ids_for_machines_are_not_printed(tmp_path: Path) -> None:
    for table in paper(tmp_path, whole()).tables:
        assert not [cell for row in grid(table) for cell in row if "施策ID" in cell or "戦略.1" in cell]


def test_the_first_table_is_the_mapping_table(tmp_path: Path) -> None:
    rows = grid(paper(tmp_path, town()).tables[0])
    assert rows[0] == [column.title for column in mapping_table(town()).columns]
    assert rows[1][1:5] == [
        "目標11 住み続けられるまちづくりを",
        "公共交通へのアクセスを広げる",
        "安全な移動手段を整える（要約）",
        "一致",
    ]
    assert [row[4] for row in rows[1:]] == ["一致", "追加の検討対象", "本文の記述を確認"]
    assert [row[0] for row in rows[1:]] == [
        "基本目標1 誰もが安心して移動できるまちをつくる",
        "基本目標1（続き）",
        "基本目標1（続き）",
    ]
    assert rows[2][5] == "<b>ＤＸ</b>による予約 & 配車"


def test_headers_are_repeated_and_rows_stay_whole(tmp_path: Path) -> None:
    for table in paper(tmp_path, whole()).tables:
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated == [True] + [False] * (len(repeated) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_tables_are_as_wide_as_the_page_between_its_margins(tmp_path: Path) -> None:
    made = paper(tmp_path, whole())
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (25, 15)
    room = section.page_width - section.left_margin - section.right_margin
    for table in made.tables:
        widths = [column.width for column in table.columns]
        assert abs(sum(widths) - room) < Mm(0.1)
        assert all([cell.width for cell in row.cells] == widths for row in table.rows)


def test_the_foot_has_the_title_and_page_of_pages(tmp_path: Path) -> None:
    foot = paper(tmp_path, town()).sections[0].footer.paragraphs[0]
    assert foot.text == "ＳＤＧｓ対応表（自動抽出した候補を職員が確認）\t / "
    assert [one.get(qn("w:instr")) for one in foot._element.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_every_style_that_is_used_is_there_in_japanese_fonts(tmp_path: Path) -> None:
    made = paper(tmp_path, whole())
    known = {one.style_id for one in made.styles}
    assert {one.get(qn("w:val")) for one in made.element.body.iter(qn("w:pStyle"))} <= known
    assert made.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "游明朝"
    head = made.tables[0].rows[0].cells[0].paragraphs[0].style
    assert head.element.rPr.rFonts.get(qn("w:eastAsia")) == "游ゴシック"
    assert head.font.bold


def test_the_language_is_japanese(tmp_path: Path) -> None:
    made = paper(tmp_path, town())
    (default,) = made.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert (default.get(qn("w:val")), default.get(qn("w:eastAsia"))) == ("ja-JP", "ja-JP")
    assert made.core_properties.language == "ja-JP"


@pytest.mark.parametrize("title", ["=1+1", "<b>港</b> & 「船」", "]]>", "  港  ", "&amp;", '"港" w:val="1"'])
def test_titles_stay_the_letters_they_are(tmp_path: Path, title: str) -> None:
    given = analysis(plans=(plan(measures=(measure(title=title),)),), links=(link(),))
    made = paper(tmp_path, given)
    assert [grid(table)[1].count(title) for table in made.tables] == [1, 1, 1, 0]
    assert not instructions(made.tables[0]._tbl)


def test_letters_that_no_document_may_hold_are_left_out(tmp_path: Path) -> None:
    given = analysis(plans=(plan(measures=(measure(title="港\x01の\x0b船\ud800\ufffe"),)),), links=(link(),))
    assert grid(paper(tmp_path, given).tables[0])[1][0] == "港の船"


def test_an_empty_analysis_says_that_nothing_was_found(tmp_path: Path) -> None:
    made = paper(tmp_path, analysis())
    assert not made.tables
    assert headings(made) == SECTIONS
    lines = [one.text for one in made.paragraphs]
    after = [lines[lines.index(title, lines.index(SECTIONS[-1]) + 1) + 2] for title in SECTIONS]
    assert after[0].startswith("対応表に並べる")
    assert after[1:] == [f"{words.NOTHING}。"] * 5


def test_the_same_analysis_gives_the_same_bytes_without_a_clock(tmp_path: Path) -> None:
    for name in ("a", "b"):
        word.write_sdg(tmp_path / f"{name}.docx", whole())
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.docx") as packed:
        assert {one.date_time for one in packed.infolist()} == {wordpaper.ZIPPED}
    core = docx.Document(str(tmp_path / "a.docx")).core_properties
    assert core.created is not None
    assert core.created.replace(tzinfo=None) == core.modified.replace(tzinfo=None) == datetime(2000, 1, 1)


def test_a_city_with_many_measures_does_not_wait(tmp_path: Path) -> None:
    spent = {}
    for measures in (10, 250, 1000):  # what is loaded at first counts for neither
        given, began = city(measures), time.process_time()
        word.write_sdg(tmp_path / "a.docx", given)
        spent[measures] = time.process_time() - began
    assert spent[1000] < 7 * spent[250]
    if sys.gettrace() is None:  # each line costs more where coverage is measured
        assert spent[1000] < 6


def test_the_comparison_has_its_foot_and_keeps_line_ends_and_what_differs(tmp_path: Path) -> None:
    old, new = Entry("1", "港", "岸壁を直します", 1), Entry("1", "港", "岸壁を建て直します", None)
    changes = (Change("measure", "changed", old, new), Change("measure", "gone", Entry("2", "=1+1", "<b>", 2), None))
    word.write_comparison(tmp_path / "a.docx", Editions(changes, ()), ("旧戦略", "新戦略"))
    made = docx.Document(str(tmp_path / "a.docx"))
    (table,) = made.tables
    assert grid(table)[1:] == [
        ["港\n岸壁を建て直します", "港\n岸壁を直します", "施策変更", "－・1頁", ""],
        ["", "=1+1\n<b>", "施策削除", "－・2頁", ""],
    ]
    runs = [run for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs]
    assert [run.text for run in runs if run.underline] == ["建て", "=1+1\n<b>"]
    assert made.paragraphs[0].text == "新旧対照表"
    assert made.sections[0].footer.paragraphs[0].text == "新旧対照表\t / "
    assert not instructions(made.element.body)
