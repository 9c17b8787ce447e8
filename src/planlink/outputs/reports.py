"""The papers of a workspace."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from planlink.outputs import excel, html, word
from planlink.outputs.finding_cards import NO_PICTURES, Pictures
from planlink.outputs.sdg_forms import Grades
from planlink.outputs.view import confirmed_only
from planlink.records.findings import Analysis

SDG_WORKBOOK = "SDGs対応表.xlsx"
SDG_PAPER = "SDGs対応表.docx"
AUDIT_WORKBOOK = "整合性点検結果.xlsx"
READING_WORKBOOK = "読み取り報告.xlsx"
REPORT = "report.html"
PUBLIC = "公開用.html"
PAPERS = (SDG_WORKBOOK, SDG_PAPER, AUDIT_WORKBOOK, READING_WORKBOOK, REPORT, PUBLIC)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the papers are to be like: the day they carry, what could not be read, whether there is a sheet of the
    findings that are not shown otherwise, whether the SDG papers rest on confirmed links alone, and the grades (1, 0.5,
    0) of the last edition's table by measure and goal."""

    as_of: date | None = None
    unread: tuple[str, ...] = ()
    delicate: bool = False
    only_confirmed: bool = False
    previous: Grades = field(default_factory=dict)


NO_WISHES = Wishes()


def write_reports(
    analysis: Analysis, folder: Path, wishes: Wishes = NO_WISHES, pictures: Pictures = NO_PICTURES
) -> tuple[Path, ...]:
    """Write all papers; the same analysis and wishes give the same bytes. `pictures` shows places of findings."""
    folder.mkdir(parents=True, exist_ok=True)
    as_of, unread = wishes.as_of, wishes.unread
    handed_in = confirmed_only(analysis) if wishes.only_confirmed else analysis
    excel.write_sdg(folder / SDG_WORKBOOK, handed_in, as_of, wishes.previous)
    word.write_sdg(folder / SDG_PAPER, handed_in, as_of)
    excel.write_audit(folder / AUDIT_WORKBOOK, analysis, as_of, unread, wishes.delicate)
    excel.write_reading(folder / READING_WORKBOOK, analysis, as_of, unread)
    html.write_report(folder / REPORT, analysis, as_of, unread, pictures)
    html.write_public(folder / PUBLIC, handed_in, as_of)
    return tuple(folder / name for name in PAPERS)
