"""Workbooks: a sheet to print (印刷用), and one sheet a table that machines can read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from planlink.outputs import audit_rows, reading_rows, sdg_forms, sdg_rows, words
from planlink.outputs.alignment_rows import alignment_table
from planlink.outputs.anchors import fragment
from planlink.outputs.coverage_rows import count_tables
from planlink.outputs.eras import as_of_line
from planlink.outputs.formulas import is_formula
from planlink.outputs.high_rows import lines_of, printed_rows
from planlink.outputs.indicator_rows import indicator_table
from planlink.outputs.rows import Cell, PageNumber, Table, plain, shown
from planlink.outputs.timeline import timeline_table
from planlink.records.findings import Analysis

CREATED = datetime(2000, 1, 1)
FONT = "游ゴシック"
PAPER_A3, PAPER_A4 = 8, 9
PRINT_SHEET = "印刷用"
REPORT = "report.html"  # beside the workbook
CELL_LETTERS = 32_767
LINE_POINTS = 17.25
"""A line of the font at its size of 10 points, which Excel sets wide."""
HIGHEST_ROW = 405.0
MOST_LINES = 22
"""Lines of a row to print; with those to spare they fit in the highest row."""
SPARE = 12
"""For so many lines one is added: a program may break a line a letter earlier."""
HEAD_POINTS = 24.0
LEFT_INCHES = 0.985  # 25 mm, to be bound
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

_STATE_COLOURS = {
    "一致": ("#0B5D3B", "#E6F3EC"),
    "追加の検討対象": ("#7A4100", "#FDF1DF"),
    "本文の記述を確認": ("#1D4B83", "#E7EFF9"),
    "要修正": ("#9B1C1C", "#FBE9E9"),
    "要確認": ("#7A4100", "#FDF1DF"),
    "参考": ("#3D4852", "#EEF1F4"),
}


def write_sdg(
    path: Path, analysis: Analysis, as_of: date | None = None, previous: sdg_forms.Grades = sdg_forms.NO_GRADES
) -> None:
    """Write SDGs対応表.xlsx; `previous` are the grades of the last edition's table."""
    tables = (
        sdg_rows.goal_table(analysis),
        sdg_rows.element_table(analysis),
        sdg_rows.measure_table(analysis),
        sdg_rows.matrix_table(analysis),
        *count_tables(analysis),
        sdg_rows.link_table(analysis),
        sdg_forms.goal_entries(analysis),
        sdg_forms.target_table(analysis),
        sdg_forms.icon_table(analysis),
        sdg_forms.working_table(analysis, previous),
        sdg_forms.local_indicators(analysis),
        audit_rows.document_sheet(analysis),
    )
    papers = {PRINT_SHEET: sdg_rows.mapping_table(analysis), words.MATRIX_SHEET: sdg_forms.matrix_paper(analysis)}
    _write(path, papers, tables, as_of)


def write_audit(
    path: Path, analysis: Analysis, as_of: date | None = None, unread: Sequence[str] = (), delicate: bool = False
) -> None:
    """Write 整合性点検結果.xlsx; `unread` names what could not be read, and so is not checked; `delicate` adds a sheet
    of the findings that are not shown otherwise."""
    first, others = audit_rows.finding_sheets(analysis, unread)
    papers = {PRINT_SHEET: first}
    if others is not None:
        papers[words.CONTINUED_SHEET] = others
    if delicate:
        papers[words.DELICATE] = audit_rows.delicate_paper(analysis)
    tables = (
        audit_rows.finding_table(analysis),
        audit_rows.coverage_table(analysis),
        alignment_table(analysis),
        indicator_table(analysis),
        timeline_table(analysis),
        audit_rows.document_sheet(analysis),
        reading_rows.unread_table(unread),
    )
    _write(path, papers, tables, as_of)


def write_reading(path: Path, analysis: Analysis, as_of: date | None = None, unread: Sequence[str] = ()) -> None:
    """Write 読み取り報告.xlsx; `unread` names what could not be read."""
    tables = (
        reading_rows.summary_table(analysis.plans),
        reading_rows.sheet_table(analysis.plans),
        reading_rows.review_table(analysis.plans),
        reading_rows.unread_table(unread),
    )
    _write(path, {PRINT_SHEET: reading_rows.reading_paper(analysis.plans, "workbook", unread)}, tables, as_of)


def write_table(path: Path, table: Table, as_of: date | None = None) -> None:
    """Write a workbook of one table: as a sheet to print, and as one that machines can read."""
    _write(path, {PRINT_SHEET: table}, (table,), as_of)


def write_plain(path: Path, sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]]]]) -> None:
    """Write a workbook with a title row and plain rows on each sheet."""
    book = _book(path)
    formats = _formats(book)
    for name, (titles, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, titles, formats["head"])
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                _cell(sheet, number, column, value, formats, "cell")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(titles) - 1, 16)
        sheet.autofilter(0, 0, len(rows), len(titles) - 1)
    _close(book)


def _write(path: Path, papers: Mapping[str, Table], tables: Sequence[Table], as_of: date | None) -> None:
    """A workbook of sheets to print, by their names, and of tables."""
    book = _book(path)
    formats = _formats(book)
    for name, paper in papers.items():
        _print_sheet(book, name, paper, as_of, formats)
    for table in tables:
        _data_sheet(book, table, formats)
    _close(book)


def _close(book: Any) -> None:
    """Write the file. Raises OSError where that cannot be done, which the library words otherwise."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as cause:
        raise OSError(*getattr(cause.args[0], "args", (str(cause),))) from cause


def _book(path: Path) -> Any:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": CREATED, "author": "planlink"})
    return book


def _formats(book: Any) -> dict[str, Any]:
    font = {"font_name": FONT, "font_size": 10, "valign": "top"}
    grid = {**font, "border": 1, "border_color": "#9AA5B1", "text_wrap": True}
    head = {**font, "bold": True, "bg_color": "#E4E9EE", "text_wrap": True, "valign": "vcenter"}
    made = {
        "title": {**font, "font_size": 16, "bold": True, "valign": "vcenter"},
        "note": {**font, "font_color": "#3D4852"},
        "right": {**font, "align": "right"},
        "head": head,
        "print head": {**head, "border": 1, "border_color": "#9AA5B1", "align": "center"},
        "cell": font,
        "quoted": {**font, "quote_prefix": True},
        "centre": {**font, "align": "center"},
        "grid": grid,
        "grid quoted": {**grid, "quote_prefix": True},
        "grid centre": {**grid, "align": "center"},
    }
    for state, (letters, ground) in _STATE_COLOURS.items():
        made[state] = {**font, "font_color": letters}
        made[f"grid {state}"] = {**grid, "font_color": letters, "bg_color": ground, "align": "center", "bold": True}
    return {name: book.add_format(settings) for name, settings in made.items()}


def _cell(sheet: Any, row: int, column: int, value: Cell, formats: Mapping[str, Any], style: str) -> None:
    """Text is always written as text and numbers as numbers; the number of a page leads to it in the report."""
    if isinstance(value, PageNumber):
        sheet.write_url(row, column, f"external:{REPORT}{fragment('page', value.document, value)}", formats[style])
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(row, column, value, formats[style])
        return
    text = _CONTROL.sub("", plain(value))[:CELL_LETTERS]
    if not text:
        sheet.write_blank(row, column, None, formats[style])
        return
    quoted = {"cell": "quoted", "grid": "grid quoted"}.get(style, style)
    sheet.write_string(row, column, text, formats[quoted if is_formula(text) else style])


def _data_sheet(book: Any, table: Table, formats: Mapping[str, Any]) -> None:
    """One table: titles in the first row, one value a cell, nothing merged. Empty cells have their column's format."""
    sheet = book.add_worksheet(table.title)
    for number, column in enumerate(table.columns):
        sheet.write_string(0, number, column.title, formats["head"])
        sheet.set_column(number, number, min(column.width, 40) * 2 + 1, formats["cell"])
    for row, cells in enumerate(table.rows, 1):
        for number, value in enumerate(cells):
            if value in (None, ""):
                continue
            kind = table.columns[number].kind
            style = plain(value) if kind == "state" and plain(value) in formats else "cell"
            _cell(sheet, row, number, value, formats, "centre" if kind == "mark" else style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(_footer(table.title))


def _print_sheet(book: Any, name: str, table: Table, as_of: date | None, formats: Mapping[str, Any]) -> None:
    """A sheet to print: A3 landscape, as wide as the paper, its header on every page."""
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, table.title, formats["title"])
    sheet.write_string(0, len(table.columns) - 1, as_of_line(as_of), formats["right"])
    sheet.write_string(1, 0, table.note or words.NOTE, formats["note"])
    sheet.set_row(2, HEAD_POINTS)
    for number, column in enumerate(table.columns):
        sheet.write_string(2, number, column.title, formats["print head"])
        sheet.set_column(number, number, column.width * 2 + 1)
    _print_rows(sheet, table, formats)
    sheet.freeze_panes(3, 0)
    _page_setup(sheet, table)


def _print_rows(sheet: Any, table: Table, formats: Mapping[str, Any]) -> None:
    if not table.rows:
        _cell(sheet, 3, 0, table.nothing, formats, "note")
    for row, cells in enumerate(printed_rows(table, MOST_LINES), 3):
        sheet.set_row(row, row_height(table, cells))
        for number, value in enumerate(cells):
            column = table.columns[number]
            text = shown(column, value, column.width) if isinstance(value, tuple) else value
            style = _print_style(table, number, value, formats)
            _cell(sheet, row, number, text, formats, style)


def _print_style(table: Table, number: int, value: Cell, formats: Mapping[str, Any]) -> str:
    kind = table.columns[number].kind
    if kind == "state" and f"grid {plain(value)}" in formats:
        return f"grid {plain(value)}"
    return "grid centre" if kind in ("mark", "number", "state") else "grid"


def _page_setup(sheet: Any, table: Table) -> None:
    sheet.set_landscape()
    sheet.set_paper(PAPER_A3)
    sheet.set_margins(left=LEFT_INCHES, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.center_horizontally()
    sheet.set_footer(_footer(f"{table.title}（{words.NOTE}）"))


def _footer(title: str) -> str:
    """The title on the left, the page and how many there are on the right."""
    font = f'&"{FONT}"&9'
    return f"&L{font}{title.replace('&', '&&')}&R{font}&P / &N"


def row_height(table: Table, cells: Sequence[Cell]) -> float:
    """The height in points that shows every letter of the row's cells at their columns' widths."""
    lines = max(len(lines_of(column, cell)) for column, cell in zip(table.columns, cells, strict=True))
    return min((lines + lines // SPARE) * LINE_POINTS + 6, HIGHEST_ROW)
