"""SDGs対応表.docx, read back."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from factories import analysis, town
from planlink.outputs import word
from planlink.outputs.sdg_rows import mapping_table
from planlink.records.findings import Analysis


def paper(tmp_path: Path, given: Analysis, as_of: date | None = None) -> Any:
    word.write_sdg(tmp_path / "a.docx", given, as_of)
    return docx.Document(str(tmp_path / "a.docx"))


def test_the_paper_has_title_note_and_day(tmp_path: Path) -> None:
    lines = [one.text for one in paper(tmp_path, town(), date(2025, 11, 21)).paragraphs]
    assert lines[:2] == ["ＳＤＧｓ対応表", "令和7年11月21日現在"]
    assert lines[2].startswith("自動抽出した候補を職員が確認")
    assert not any("現在" in one.text for one in paper(tmp_path, town()).paragraphs)


def test_the_table_is_the_mapping_table(tmp_path: Path) -> None:
    (grid,) = paper(tmp_path, town()).tables
    table = mapping_table(town())
    assert [cell.text for cell in grid.rows[0].cells] == [column.title for column in table.columns]
    assert [cell.text for cell in grid.rows[1].cells][1:5] == [
        "目標11 住み続けられるまちづくりを",
        "公共交通へのアクセスを広げる",
        "安全な移動手段を整える（要約）",
        "一致",
    ]
    assert [row.cells[4].text for row in grid.rows[1:]] == ["一致", "追加の検討対象", "本文の記述を確認"]
    assert grid.rows[2].cells[5].text == "<b>ＤＸ</b>による予約 & 配車"


def test_every_row_names_its_basic_goal_and_the_header_is_repeated(tmp_path: Path) -> None:
    (grid,) = paper(tmp_path, town()).tables
    assert [row.cells[0].text for row in grid.rows[1:]] == [
        "基本目標1 誰もが安心して移動できるまちをつくる",
        "基本目標1（続き）",
        "基本目標1（続き）",
    ]
    assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in grid.rows)


def test_the_page_is_a4_landscape_with_japanese_fonts(tmp_path: Path) -> None:
    made = paper(tmp_path, town())
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    fonts = made.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "游明朝"
    run = made.tables[0].rows[0].cells[0].paragraphs[0].runs[0]
    assert run._element.rPr.rFonts.get(qn("w:eastAsia")) == "游ゴシック"


def test_an_empty_analysis_says_that_nothing_was_found(tmp_path: Path) -> None:
    made = paper(tmp_path, analysis())
    assert not made.tables
    assert made.paragraphs[-1].text.startswith("対応表に並べる")


def test_the_same_analysis_gives_the_same_bytes_without_a_clock(tmp_path: Path) -> None:
    for name in ("a", "b"):
        word.write_sdg(tmp_path / f"{name}.docx", town())
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.docx") as packed:
        assert {one.date_time for one in packed.infolist()} == {word.ZIPPED}
    core = docx.Document(str(tmp_path / "a.docx")).core_properties
    assert core.created is not None
    assert core.created.replace(tzinfo=None) == core.modified.replace(tzinfo=None) == datetime(2000, 1, 1)
