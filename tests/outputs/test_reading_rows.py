"""The reading report: rows, and the workbook read back cell by cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from factories import analysis, doubt, indicator, item, measure, place, plan
from planlink.outputs import audit_rows, excel, html, reading_rows, sdg_rows
from planlink.outputs.indicator_rows import indicator_table
from planlink.outputs.rows import Table, plain
from planlink.records.documents import PageQuality
from planlink.records.findings import Analysis
from planlink.records.plans import Passage, Plan

SHEETS = (
    PageQuality(900, 0, 0, "file", 1),
    PageQuality(850, 0, 1, "ocr", 2),
    PageQuality(0, 0, 1, "file", 3),
    PageQuality(700, 90, 0, "file", 4),
    PageQuality(640, 0, 0, "second", 5),
    PageQuality(0, 0, 0, "file", 6),
    PageQuality(820, 0, 1, "ocr", 7),
)
KINDS = ((2, "page-ocr"), (3, "page-without-text"), (4, "page-damaged"), (7, "page-ocr"))


def scanned() -> Plan:
    """A plan of seven pages, each read in its own way."""
    passages = tuple(
        Passage(f"p{n}", "戦略", path, "本文", n)
        for n, path in ((1, ("港",)), (2, ("港", "坂道")), (4, ("海", "坂道")))
    )
    return replace(
        plan(
            measures=(measure(page=1), replace(measure(id="戦略.2", page=2), review=("ocr",))),
            indicators=(replace(indicator(page=4), review=("damaged", "unseen")), indicator(id="k2", page=1)),
            doubts=tuple(doubt(kind, place(page=page)) for page, kind in KINDS),
            pages=7,
        ),
        sheets=SHEETS,
        passages=passages,
    )


def records(table: Table) -> list[dict[str, Any]]:
    return [dict(zip((c.title for c in table.columns), row, strict=True)) for row in table.rows]


def test_one_line_a_document() -> None:
    (row,) = records(reading_rows.summary_table((scanned(),)))
    del row["ファイル"]
    assert row == {
        "頁数": 7,
        "文字数": 3910,
        "傷んだ文字": 90,
        "OCRで読んだ頁": 2,
        "別に読んだ頁": 1,
        "読めない頁": 1,
        "文字の傷んだ頁": 1,
        "見出し": 4,
        "施策": 2,
        "指標": 2,
        "要確認の施策": 1,
        "要確認の指標": 1,
    }


def test_one_line_a_page() -> None:
    rows = records(reading_rows.sheet_table((scanned(),)))
    assert [(row["頁"], row["読み方"], row["判定"]) for row in rows] == [
        (1, "ファイルの文字", None),
        (2, "画像からの読み取り（OCR）", "要確認"),
        (3, "読み取れません", "要確認"),
        (4, "ファイルの文字", "要確認"),
        (5, "ファイルの文字（別の読み方）", None),
        (6, "白紙", None),
        (7, "画像からの読み取り（OCR）", "要確認"),
    ]
    assert "pip install 'planlink[ocr]'" in rows[2]["すること"]
    assert (rows[0]["施策"], rows[1]["施策"], rows[3]["指標"]) == (1, 1, 1)


def test_the_paper_puts_pages_of_one_lot_together_and_says_what_is_left() -> None:
    rows = records(reading_rows.reading_paper((scanned(),)))
    assert [(plain(row["頁"], "，"), row["判定"]) for row in rows] == [
        ("2，7", "要確認"),
        ("3", "要確認"),
        ("4", "要確認"),
        ("5", None),
        ("ほかの2頁", None),
    ]
    whole = replace(plan(pages=2, measures=(measure(),)), sheets=SHEETS[:1] * 2)
    assert [plain(row["頁"]) for row in records(reading_rows.reading_paper((whole,)))] == ["全2頁"]
    text = replace(plan(pages=None, measures=(measure(),)), sheets=(PageQuality(99),))
    assert [plain(row["頁"]) for row in records(reading_rows.reading_paper((text,)))] == ["全部"]
    assert reading_rows.sheet_table((text,)).rows == ()


@pytest.mark.parametrize(
    ("given", "state", "words"),
    [
        ({"doubts": (doubt("no-plan"),)}, "参考", "施策も指標も取り出していません。施策のある計画"),
        ({"role": "achievements"}, "参考", "文書の種類が「実績」なので，施策を取り出していません。施策のある計画"),
        ({}, "要確認", "「具体的な施策」"),
        ({"items": (item(kind="policy"),)}, "参考", "「具体的な施策」"),
        ({"items": (item(),)}, "要確認", "「具体的な施策」"),
    ],
)
def test_a_document_without_measures_says_why(given: dict[str, Any], state: str, words: str) -> None:
    whole = replace(plan(pages=1, **given), sheets=SHEETS[:1])
    rows = records(reading_rows.reading_paper((whole,)))
    assert [(row["頁"], row["判定"], words in (row["すること"] or "")) for row in rows] == [
        ("全1頁", None, False),
        ("文書の全体", state, True),
    ]


def test_what_is_to_be_held_against_the_original() -> None:
    rows = records(reading_rows.review_table((scanned(),)))
    assert [(row["区分"], row["頁"], row["要確認の理由"]) for row in rows] == [
        ("施策", 2, "画像からの読み取り（OCR）のため，原本と照合"),
        ("ＫＰＩ", 4, "文字の傷んだ頁のため，原本と照合，頁の文字に見当たらない数値のため，原本と照合"),
    ]
    assert reading_rows.review(measure()) is None


UNREAD = ("壊れた.pdf：開けません。作り直してください。", "戦略.pdf：3頁は画像だけです。")


def test_documents_that_could_not_be_read_are_named_in_print_and_pages_only_once() -> None:
    paper = reading_rows.reading_paper((scanned(),), "workbook", UNREAD)
    assert [row for row in paper.rows if row[0] != "戦略.pdf"] == [
        ("壊れた.pdf", "文書の全体", "読み取れません", "要確認", "開けません。作り直してください。")
    ]
    assert [plain(cell) for cell in audit_rows.finding_paper(analysis(plans=(scanned(),)), UNREAD).rows[-1]] == [
        "",
        "未点検",
        "読み取れなかった文書",
        "開けません。作り直してください。",
        "壊れた.pdf",
        "",
    ]


def written(tmp_path: Path, given: Analysis, name: str = "a.xlsx", as_of: date | None = None) -> Path:
    excel.write_reading(tmp_path / name, given, as_of, ("壊れた.pdf：開けません。",))
    return tmp_path / name


def test_the_workbook_has_every_cell(tmp_path: Path) -> None:
    given = analysis(plans=(scanned(),))
    book = openpyxl.load_workbook(written(tmp_path, given))
    tables = (
        reading_rows.summary_table(given.plans),
        reading_rows.sheet_table(given.plans),
        reading_rows.review_table(given.plans),
        reading_rows.unread_table(("壊れた.pdf：開けません。",)),
    )
    assert book.sheetnames == ["印刷用", *(table.title for table in tables)]
    for table in tables:
        sheet = book[table.title]
        assert [cell.value for cell in sheet[1]] == [column.title for column in table.columns]
        assert sheet.max_row == len(table.rows) + 1
        for number, row in enumerate(table.rows, 2):
            assert [sheet.cell(number, place).value for place in range(1, len(row) + 1)] == list(row)
        assert not sheet.merged_cells.ranges
    assert book["印刷用"]["A1"].value == "読み取り報告"
    assert book["印刷用"]["A2"].value.startswith("全部の頁は，シート「頁ごとの読み取り」にあります。")
    assert book["頁ごとの読み取り"]["D2"].data_type == "n"


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    given = analysis(plans=(scanned(),))
    assert written(tmp_path, given).read_bytes() == written(tmp_path, given, "b.xlsx").read_bytes()


@pytest.mark.parametrize("build", [sdg_rows.matrix_table, indicator_table, audit_rows.indicator_paper])
def test_sheets_of_measures_and_indicators_say_why(build: Any) -> None:
    rows = records(build(analysis(plans=(scanned(),))))
    assert [row["要確認"] is not None for row in rows] in ([False, True], [True, False])
    assert all("原本と照合" in row["要確認"] for row in rows if row["要確認"])


def test_the_report_says_why() -> None:
    page = html.report(analysis(plans=(scanned(),)))
    assert page.count('<p class="review">') == 1
    assert "画像からの読み取り（OCR）のため，原本と照合" in page
    assert "全部の頁は，読み取り報告.xlsx の「頁ごとの読み取り」にあります。" in page
