"""SDGs対応表.docx, read back."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from factories import analysis, link, measure, plan, town
from planlink.outputs import word
from planlink.outputs.rows import plain
from planlink.outputs.sdg_rows import mapping_table
from planlink.records.findings import Analysis


def paper(tmp_path: Path, given: Analysis, as_of: date | None = None) -> Any:
    word.write_sdg(tmp_path / "a.docx", given, as_of)
    return docx.Document(str(tmp_path / "a.docx"))


def test_the_paper_has_title_note_and_day(tmp_path: Path) -> None:
    lines = [one.text for one in paper(tmp_path, town(), date(2025, 11, 21)).paragraphs]
    assert lines[:3] == ["ＳＤＧｓ対応表", "令和7年11月21日現在", "目次"]
    assert lines[lines.index("1 ＳＤＧｓ対応表", 4) + 1].startswith("自動抽出した候補を職員が確認")
    assert not any("現在" in one.text for one in paper(tmp_path, town()).paragraphs)


def test_the_table_is_the_mapping_table(tmp_path: Path) -> None:
    grid = paper(tmp_path, town()).tables[0]
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


def test_the_contents_lead_to_the_headings_and_have_no_page_numbers(tmp_path: Path) -> None:
    made = paper(tmp_path, town())
    titles = [f"{number} {table.title}" for number, table in enumerate(word.sdg_tables(town()), 1)]
    headings = [one for one in made.paragraphs if one.style.name == "Heading 1"]
    links = list(made.element.body.iter(qn("w:hyperlink")))
    assert len(titles) == 6
    assert [one.text for one in headings] == titles
    assert ["".join(said.text for said in one.iter(qn("w:t"))) for one in links] == titles
    marks = [one._p.find(qn("w:bookmarkStart")).get(qn("w:name")) for one in headings]
    assert [one.get(qn("w:anchor")) for one in links] == marks
    field = [one.get(qn("w:fldCharType")) for one in made.element.body.iter(qn("w:fldChar"))]
    assert field == ["begin", "separate", "end"]
    assert made.element.body[-1].tag == qn("w:sectPr")


def test_each_section_has_the_rows_of_the_workbook(tmp_path: Path) -> None:
    made = paper(tmp_path, town())
    tables = [table for table in word.sdg_tables(town()) if table.rows]
    assert len(made.tables) == len(tables) > 3
    for grid, table in zip(made.tables, tables, strict=True):
        said = [[cell.text for cell in row.cells] for row in grid.rows]
        assert said[0] == [column.title for column in table.columns]
        assert "施策ID" not in said[0]
        kinds = [column.kind for column in table.columns]
        for row, cells in zip(said[1:], table.rows, strict=True):
            plainly = [n for n, kind in enumerate(kinds) if kind not in ("list", "pages") and n >= table.groups]
            assert [row[n] for n in plainly] == [plain(cells[n]) for n in plainly]


def test_text_of_documents_stays_text(tmp_path: Path) -> None:
    hostile = measure(title="<w:p/> & ]]> =1+1 \x0b\x07", text="本文")
    made = paper(tmp_path, analysis(plans=(plan(measures=(hostile,)),), links=(link(),)))
    assert any(cell.text == "<w:p/> & ]]> =1+1 " for grid in made.tables for row in grid.rows for cell in row.cells)


def test_a_heading_is_black_and_in_a_japanese_font(tmp_path: Path) -> None:
    style = paper(tmp_path, town()).styles["Heading 1"]
    fonts = style.element.rPr.rFonts
    assert (str(style.font.color.rgb), fonts.get(qn("w:eastAsia"))) == ("000000", "游ゴシック")
    assert not [name for name in fonts.attrib if "heme" in name]


def test_the_foot_has_the_page_of_how_many(tmp_path: Path) -> None:
    foot = paper(tmp_path, town()).sections[0].footer.paragraphs[0]
    assert [one.get(qn("w:instr")) for one in foot._element.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert "ＳＤＧｓ対応表" in foot.text


def test_every_row_names_its_basic_goal_and_the_header_is_repeated(tmp_path: Path) -> None:
    grid = paper(tmp_path, town()).tables[0]
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
