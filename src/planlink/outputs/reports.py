"""The five papers of a workspace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from planlink.outputs import excel, html, word
from planlink.records.findings import Analysis

SDG_WORKBOOK = "SDGs対応表.xlsx"
SDG_PAPER = "SDGs対応表.docx"
AUDIT_WORKBOOK = "整合性点検結果.xlsx"
READING_WORKBOOK = "読み取り報告.xlsx"
REPORT = "report.html"
PAPERS = (SDG_WORKBOOK, SDG_PAPER, AUDIT_WORKBOOK, READING_WORKBOOK, REPORT)


def write_reports(
    analysis: Analysis,
    folder: Path,
    as_of: date | None = None,
    unread: Sequence[str] = (),
    delicate: bool = False,
) -> tuple[Path, ...]:
    """Write all papers; the same analysis and day give the same bytes. `unread` names what could not be read;
    `delicate` adds a sheet of the findings that are not shown otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    excel.write_sdg(folder / SDG_WORKBOOK, analysis, as_of)
    word.write_sdg(folder / SDG_PAPER, analysis, as_of)
    excel.write_audit(folder / AUDIT_WORKBOOK, analysis, as_of, unread, delicate)
    excel.write_reading(folder / READING_WORKBOOK, analysis, as_of, unread)
    html.write_report(folder / REPORT, analysis, as_of, unread)
    return tuple(folder / name for name in PAPERS)
