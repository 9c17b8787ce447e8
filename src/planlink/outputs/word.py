"""Word papers, A4 landscape: SDGs対応表.docx and 新旧対照表.docx."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from planlink.outputs import sdg_forms, words
from planlink.outputs.comparison import Pieces, compared, comparison_table
from planlink.outputs.eras import as_of_line
from planlink.outputs.rows import Table
from planlink.outputs.sdg_rows import mapping_table
from planlink.outputs.wordcontents import add_contents, add_heading
from planlink.outputs.wordpaper import TEXT_WIDTH, paper, save
from planlink.outputs.wordtable import grid
from planlink.outputs.wordxml import writable
from planlink.records.editions import Editions
from planlink.records.findings import Analysis


def write_sdg(path: Path, analysis: Analysis, as_of: date | None = None) -> None:
    """Write SDGs対応表.docx, the office's whole paper; the same analysis gives the same bytes."""
    document = paper(words.SDG_PAPER, words.NOTE)
    _front(document, words.SDG_PAPER, f"{words.NOTE}。", as_of)
    sections = sdg_sections(analysis)
    add_contents(document, [section.title for section in sections])
    for number, section in enumerate(sections):
        add_heading(document, section.title, number)
        _note(document, section.note)
        _table(document, section)
    save(document, path)


def sdg_sections(analysis: Analysis) -> tuple[Table, ...]:
    """The tables of SDGs対応表.docx as printed, in their order."""
    tables = (
        replace(mapping_table(analysis), title=words.GOALS_SECTION),
        sdg_forms.matrix_paper(analysis),
        sdg_forms.icon_table(analysis),
        sdg_forms.goal_entries(analysis),
        sdg_forms.target_table(analysis),
        sdg_forms.local_indicators(analysis),
    )
    return tuple(map(sdg_forms.printed, tables))


def write_comparison(path: Path, editions: Editions, titles: tuple[str, str]) -> None:
    """Write 新旧対照表.docx: what the new edition says beside the old one's, what differs underlined, and room for the
    reasons. `titles` are those of the old and the new edition."""
    table = comparison_table(editions, titles)
    document = paper(table.title)
    _front(document, table.title, table.note)
    _table(document, table, [compared(change) for change in editions.changes])
    save(document, path)


def _front(document: Any, title: str, note: str, as_of: date | None = None) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document.add_paragraph(title, style="Title")
    if as_of is not None:
        document.add_paragraph(as_of_line(as_of)).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _note(document, note)


def _note(document: Any, note: str) -> None:
    """A note stays with the table below it."""
    document.add_paragraph(writable(note), style=words.TABLE_STYLES["note"]).paragraph_format.keep_with_next = True


def _table(document: Any, table: Table, marked: Sequence[Sequence[Pieces]] = ()) -> None:
    if not table.rows:
        document.add_paragraph(f"{table.nothing}。")
        return
    document.element.body.sectPr.addprevious(grid(table, TEXT_WIDTH, marked))
