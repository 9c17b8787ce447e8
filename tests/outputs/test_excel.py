"""The workbooks, read back cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest

from factories import analysis, finding, mapping_row, measure, place, plan, town
from planlink.outputs import alignment_rows, audit_rows, excel, html, sdg_forms, sdg_rows
from planlink.outputs.indicator_rows import indicator_table
from planlink.outputs.rows import Column, Table, plain, shown
from planlink.records.findings import Analysis


def book(tmp_path: Path, given: Analysis, name: str = "sdg", as_of: date | None = None) -> Any:
    path = tmp_path / f"{name}.xlsx"
    write: dict[str, Callable[..., None]] = {"sdg": excel.write_sdg, "audit": excel.write_audit}
    write[name](path, given, as_of)
    return openpyxl.load_workbook(path)


def test_the_workbook_has_a_sheet_to_print_and_sheets_for_machines(tmp_path: Path) -> None:
    assert book(tmp_path, town()).sheetnames == [
        "印刷用",
        "印刷用（施策×ゴール）",
        "基本目標×ゴール",
        "主な関連要素",
        "対応する施策",
        "施策×ゴール",
        "施策数（ゴール）",
        "施策数（テーマ）",
        "施策数（視点）",
        "施策の関連付け",
        "目標からの逆引き",
        "ターゲットの候補",
        "アイコン配置指示",
        "確認用（所管課照会）",
        "ローカル指標（記入用）",
        "文書",
    ]
    assert book(tmp_path, town(), "audit").sheetnames == [
        "印刷用",
        "点検結果",
        "関連付けの状況",
        "計画間の対応",
        "指標",
        "指標の年表",
        "文書",
        "読み取れなかったもの",
    ]


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        (
            "sdg",
            (
                sdg_rows.goal_table,
                sdg_rows.element_table,
                sdg_rows.measure_table,
                sdg_rows.matrix_table,
                sdg_rows.link_table,
                sdg_forms.goal_entries,
                sdg_forms.target_table,
                sdg_forms.icon_table,
                sdg_forms.working_table,
                sdg_forms.local_indicators,
            ),
        ),
        (
            "audit",
            (
                audit_rows.finding_table,
                audit_rows.coverage_table,
                indicator_table,
                audit_rows.document_sheet,
                alignment_rows.alignment_table,
            ),
        ),
    ],
)
def test_every_cell_of_the_data_sheets_is_there(name: str, tables: Any, tmp_path: Path) -> None:
    made = book(tmp_path, town(), name)
    for build in tables:
        table = build(town())
        sheet = made[table.title]
        assert [cell.value for cell in sheet[1]] == [column.title for column in table.columns]
        for number, row in enumerate(table.rows, 2):
            assert [sheet.cell(number, place).value or None for place in range(1, len(row) + 1)] == [
                None if cell in ("", None, 0) else cell for cell in row
            ]
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref


def test_numbers_are_numbers_and_text_is_never_a_formula(tmp_path: Path) -> None:
    hostile = plan(
        measures=(measure(title='=HYPERLINK("http://example.com")'),),
        file="+cmd.pdf",
        title="@表題",
    )
    given = analysis(plans=(hostile,), mapping=(mapping_row(name="-1", pages=(3,)),))
    made = book(tmp_path, given)
    for sheet in made:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f"
    matrix = made["施策×ゴール"]
    assert matrix["C2"].value == '=HYPERLINK("http://example.com")'
    assert matrix["C2"].data_type == "s"
    assert matrix["D2"].data_type == "n"


def test_control_characters_do_not_break_the_workbook(tmp_path: Path) -> None:
    given = analysis(plans=(plan(),), findings=(finding(message="前\x0b後\x00"),))
    assert book(tmp_path, given, "audit")["点検結果"]["E2"].value == "前後"


def test_the_sheet_to_print_is_set_up_for_paper(tmp_path: Path) -> None:
    sheet = book(tmp_path, town(), as_of=date(2025, 11, 21))["印刷用"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A3)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert "&P" in (sheet.oddFooter.right.text or "")
    assert sheet["A1"].value == "ＳＤＧｓ対応表"
    assert sheet["H1"].value == "令和7年11月21日現在"
    assert str(sheet["A2"].value).startswith("自動抽出した候補を職員が確認")


def test_without_a_day_the_paper_carries_no_date(tmp_path: Path) -> None:
    sheet = book(tmp_path, town())["印刷用"]
    assert not [cell.value for row in sheet.iter_rows() for cell in row if cell.value and "現在" in str(cell.value)]


def test_the_printed_table_names_its_basic_goal_in_every_row(tmp_path: Path) -> None:
    sheet = book(tmp_path, town())["印刷用"]
    assert [sheet.cell(row, 1).value for row in (4, 5, 6)] == [
        "基本目標1 誰もが安心して移動できるまちをつくる",
        "基本目標1（続き）",
        "基本目標1（続き）",
    ]
    assert [sheet.cell(row, 5).value for row in (4, 5, 6)] == ["一致", "追加の検討対象", "本文の記述を確認"]
    assert not sheet.merged_cells.ranges
    assert all(sheet.cell(4, column).alignment.wrap_text for column in range(1, 9))


def test_an_empty_analysis_says_that_nothing_was_found(tmp_path: Path) -> None:
    for name, words in (("sdg", "対応表に並べる"), ("audit", "点検で見つかったことはありません")):
        assert book(tmp_path, analysis(), name)["印刷用"]["A4"].value.startswith(words)


def test_rows_are_high_enough_for_their_longest_cell() -> None:
    table = Table("表", (Column("狭い", 4), Column("広い", 40)), ())
    assert excel.row_height(table, ("あ" * 12, "あ")) == 3 * excel.LINE_POINTS + 6
    assert excel.row_height(table, ("ab" * 4, "あ")) == excel.LINE_POINTS + 6
    assert excel.row_height(table, ("あ" * 10_000, "")) == excel.HIGHEST_ROW


LONG = "，".join(f"第{n}の取組として港と里を結ぶ道を直します" for n in range(1, 200))


def long_places(tmp_path: Path) -> tuple[Any, Analysis]:
    """A finding whose places are longer than a row may be high, between two short ones."""
    long = finding(
        id="x", severity="error", places=tuple(place(page=n, text=f"{n}頁の{LONG}") for n in range(1, 4)), message=LONG
    )
    given = analysis(plans=(plan(),), findings=(long, finding(id="y"), finding(id="z", message="終わり")))
    return book(tmp_path, given, "audit")["印刷用"], given


def test_long_rows_are_split_and_no_text_is_cut(tmp_path: Path) -> None:
    sheet, given = long_places(tmp_path)
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if any(row)]
    first, *further = [row for row in rows if str(row[0]).startswith("1")]
    table = audit_rows.finding_paper(given)
    said = "".join(str(row[4] or "") for row in (first, *further)).replace("\n", "")
    assert said == shown(table.columns[4], table.rows[0][4]).replace("\n", "")
    assert "".join(str(row[3] or "") for row in (first, *further)) == LONG
    assert (first[0], first[1]) == (1, "要修正")
    assert len(further) > 5
    assert {row[:3] for row in further} == {("1（続き）", None, f"{first[2]}（続き）")}
    assert [row[0] for row in rows[-2:]] == [2, 3]


def test_no_row_to_print_is_higher_than_excel_shows(tmp_path: Path) -> None:
    sheet, given = long_places(tmp_path)
    columns = audit_rows.finding_paper(given).columns
    for number, row in enumerate(sheet.iter_rows(min_row=4, values_only=True), 4):
        height = sheet.row_dimensions[number].height
        for column, value in zip(columns, row, strict=True):
            widths = (len(line.encode("cp932")) / 2 for line in str(value or "").split("\n"))
            lines = sum(ceil(width / column.width) for width in widths)
            assert lines * excel.LINE_POINTS + 6 <= height < excel.HIGHEST_ROW, (number, column.title)


def test_a_group_that_goes_on_says_so_once(tmp_path: Path) -> None:
    rows = tuple(mapping_row(label=label, printed=[LONG, LONG]) for label in ("11", "3"))
    sheet = book(tmp_path, analysis(plans=(plan(),), mapping=rows))["印刷用"]
    said = [str(row[0]) for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]
    assert len(said) > 4
    assert all(text.count("（続き）") == 1 for text in said[1:])
    assert "（続き）" not in said[0]


def test_every_sheet_prints_its_page_number(tmp_path: Path) -> None:
    for name in ("sdg", "audit"):
        for sheet in book(tmp_path, town(), name):
            assert (sheet.oddFooter.right.text, sheet.oddFooter.left.text) != (None, None), sheet.title
            assert "&P" in sheet.oddFooter.right.text, sheet.title


def test_years_are_numbers_with_the_era_beside(tmp_path: Path) -> None:
    sheet = book(tmp_path, town())["文書"]
    row = {cell.value: sheet.cell(2, cell.column).value for cell in sheet[1]}
    assert row["計画期間の始年度（西暦）"] == 2025
    assert row["計画期間の始年度（和暦）"] == "令和7年度"
    assert row["計画期間の終年度（西暦）"] == 2027
    assert row["計画期間の終年度（和暦）"] == "令和9年度"
    assert sheet.cell(3, list(row).index("計画期間の始年度（西暦）") + 1).value is None


def test_counts_are_numbers_also_where_there_are_none(tmp_path: Path) -> None:
    made = book(tmp_path, town())
    titles = [cell.value for cell in made["施策数（ゴール）"][1]]
    assert titles[-17:] == [str(goal) for goal in range(1, 18)]
    cells = [made["施策数（ゴール）"].cell(3, place) for place in range(len(titles) - 16, len(titles) + 1)]
    assert {(cell.value, cell.data_type) for cell in cells} == {(0, "n")}
    for name in ("施策数（テーマ）", "施策数（視点）"):
        assert made[name].max_row == made["施策数（ゴール）"].max_row == 3


def test_the_same_analysis_gives_the_same_bytes(tmp_path: Path) -> None:
    for write in (excel.write_sdg, excel.write_audit):
        write(tmp_path / "a.xlsx", town())
        write(tmp_path / "b.xlsx", town())
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_printed_cell_is_the_table_s_cell(tmp_path: Path) -> None:
    sheet = book(tmp_path, town(), "audit")["印刷用"]
    table = audit_rows.finding_paper(town())
    assert [sheet.cell(4, place).value for place in (1, 2, 4)] == [1, "要修正", plain(table.rows[0][3])]
    assert sheet["E4"].value == "・みなと野市総合戦略 4頁「R6年度」\n・ビジョン.txt「R9年度」"


def many(count: int) -> Analysis:
    found = [finding(id=f"n{n}", check=f"c{n % 3}", severity="note", message=f"参考{n}") for n in range(count)]
    return analysis(plans=(plan(),), findings=(*found, finding(id="e", severity="error", message="誤り")))


def test_ten_findings_on_the_first_sheet_and_the_others_behind(tmp_path: Path) -> None:
    made = book(tmp_path, many(12), "audit")
    first, second = made["印刷用"], made["印刷用（続き）"]
    assert [first.cell(row, 1).value for row in range(4, 15)] == [*range(1, 11), None]
    assert [second.cell(row, 1).value for row in range(4, 8)] == [11, 12, 13, None]
    assert first["D4"].value == "誤り"
    assert first["A2"].value.startswith("このほか3件は，シート「印刷用（続き）」にあります。")
    assert "印刷用（続き）" not in book(tmp_path, many(9), "audit").sheetnames


def test_no_check_hides_the_others() -> None:
    given = [finding(id=f"a{n}", check="a", severity="note") for n in range(3)]
    given.append(finding(id="b", check="b", severity="note"))
    assert [one.id for one in audit_rows.shown(analysis(findings=given))] == ["a0", "b", "a1", "a2"]


def test_delicate_findings_have_a_sheet_only_where_it_is_asked_for(tmp_path: Path) -> None:
    given = analysis(plans=(plan(),), findings=(finding(id="x", shown=False, message="前期より低い"),))
    excel.write_audit(tmp_path / "asked.xlsx", given, delicate=True)
    excel.write_audit(tmp_path / "plain.xlsx", given)
    asked, plain_book = (openpyxl.load_workbook(tmp_path / f"{name}.xlsx") for name in ("asked", "plain"))
    assert asked["取扱注意"]["D4"].value == "前期より低い"
    assert "取扱注意" not in plain_book.sheetnames
    cells = [cell.value for sheet in plain_book for row in sheet.iter_rows() for cell in row]
    assert "前期より低い" not in cells


def test_every_sheet_to_print_can_be_bound(tmp_path: Path) -> None:
    for name in ("sdg", "audit"):
        made = book(tmp_path, town(), name)
        for title in (title for title in made.sheetnames if title.startswith("印刷用")):
            assert made[title].page_margins.left * 25.4 == pytest.approx(25.0, abs=0.1)
            assert made[title].print_title_rows == "$3:$3"


def test_a_finding_with_many_places_prints_some_and_lists_all(tmp_path: Path) -> None:
    many_places = tuple(place(page=n, text=f"記載{n}") for n in range(1, 31))
    given = analysis(plans=(plan(),), findings=(finding(id="x", places=many_places),))
    made = book(tmp_path, given, "audit")
    printed = str(made["印刷用"]["E4"].value).splitlines()
    assert (len(printed), printed[-1]) == (9, "・ほか22か所")
    assert sum(1 for row in made["点検結果"].iter_rows(min_row=2, values_only=True) if row[1] == "x") == 30


def test_page_numbers_are_numbers_that_lead_to_the_report(tmp_path: Path) -> None:
    ids = set(re.findall(r'id="([^"]+)"', html.report(town())))
    for name in ("sdg", "audit"):
        led = [cell for sheet in book(tmp_path, town(), name) for row in sheet for cell in row if cell.hyperlink]
        assert led
        for cell in led:
            assert (cell.data_type, cell.hyperlink.target) == ("n", "report.html")
            assert unquote(cell.hyperlink.location) in ids
            assert cell.hyperlink.location.endswith(f"-{cell.value}")


def test_a_workbook_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        excel.write_plain(tmp_path / "無い" / "a.xlsx", {"表": (["列"], [[1]])})
