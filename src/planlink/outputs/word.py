"""Word papers, A4 landscape: SDGs対応表.docx and 新旧対照表.docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from planlink.outputs import words
from planlink.outputs.comparison import Pieces, compared, comparison_table
from planlink.outputs.eras import as_of_line
from planlink.outputs.rows import Cell, Table, continued, shown
from planlink.outputs.sdg_rows import mapping_table
from planlink.records.editions import Editions
from planlink.records.findings import Analysis

CREATED = datetime(2000, 1, 1)
ZIPPED = (2000, 1, 1, 0, 0, 0)
MINCHO, GOTHIC = "游明朝", "游ゴシック"
A4_LANDSCAPE = (297.0, 210.0)
MARGIN = 15.0
BODY_POINTS, HEAD_POINTS, TITLE_POINTS = 8.5, 8.5, 15.0
POINTS_A_MM = 72 / 25.4
SIDE = 80  # between letters and the lines beside them, in twentieths of a point
HEAD_GROUND = "E4E9EE"


def write_sdg(path: Path, analysis: Analysis, as_of: date | None = None) -> None:
    """Write SDGs対応表.docx; the same analysis gives the same bytes."""
    document = paper("ＳＤＧｓ対応表")
    table = mapping_table(analysis)
    _front(document, table, as_of)
    _table(document, table)
    save(document, path)


def write_comparison(path: Path, editions: Editions, titles: tuple[str, str]) -> None:
    """Write 新旧対照表.docx: what the new edition says beside the old one's, what differs underlined, and room for the
    reasons. `titles` are those of the old and the new edition."""
    table = comparison_table(editions, titles)
    document = paper(table.title)
    _front(document, table, None)
    _table(document, table, [compared(change) for change in editions.changes])
    save(document, path)


def paper(title: str) -> Any:
    """An empty document, A4 landscape, with fonts and page numbers."""
    import docx

    document = docx.Document()
    _core(document, title)
    _page(document)
    _fonts(document)
    _footer(document)
    return document


def save(document: Any, path: Path) -> None:
    """Write a document without the clock in it."""
    out = io.BytesIO()
    document.save(out)
    path.write_bytes(undated(out.getvalue()))


def undated(packed: bytes) -> bytes:
    """The same zip with one fixed date on every entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return out.getvalue()


def _core(document: Any, title: str) -> None:
    core = document.core_properties
    core.created = core.modified = CREATED
    core.author, core.title, core.comments = "planlink", title, words.NOTE
    core.language = "ja-JP"


def _page(document: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in A4_LANDSCAPE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)


def _fonts(document: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = document.styles["Normal"]
    style.font.size = Pt(BODY_POINTS)
    style.paragraph_format.space_after = Pt(0)
    _font(style.element.get_or_add_rPr(), MINCHO)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ja-JP")
    language.set(qn("w:eastAsia"), "ja-JP")
    style.element.get_or_add_rPr().append(language)


def _font(properties: Any, name: str) -> None:
    """Set a font for Latin and Japanese letters alike."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), name)


def _front(document: Any, table: Table, as_of: date | None) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    _run(document.add_paragraph(), table.title, TITLE_POINTS, GOTHIC, bold=True)
    if as_of is not None:
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _run(line, as_of_line(as_of), BODY_POINTS, MINCHO)
    _run(document.add_paragraph(), table.note, BODY_POINTS, MINCHO)


def _run(
    paragraph: Any, text: str, points: float, font: str, bold: bool = False, underline: bool | None = None
) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.bold, run.underline = bold, underline
    run.font.size = Pt(points)
    _font(run._element.get_or_add_rPr(), font)


def _table(document: Any, table: Table, marked: Sequence[Sequence[Pieces]] = ()) -> None:
    """Set a table; `marked` has for each row the first cells in pieces, those that are to be underlined marked."""
    if not table.rows:
        document.add_paragraph(f"{table.nothing}。")
        return
    grid = document.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    _widths(grid, table)
    _margins(grid)
    rows = list(grid.rows)
    _head(rows[0], table)
    for row, cells, pieces in zip(rows[1:], continued(table), marked or [()] * len(table.rows), strict=True):
        _body(row, cells, table, pieces)


def _widths(grid: Any, table: Table) -> None:
    from docx.shared import Mm

    share = _share(table)
    for column, made in zip(table.columns, grid.columns, strict=True):
        for cell in (made, *made.cells):
            cell.width = Mm(column.width * share)


def _share(table: Table) -> float:
    """Millimetres of the paper for each letter of a column's width."""
    return (A4_LANDSCAPE[0] - 2 * MARGIN) / sum(column.width for column in table.columns)


def _head(row: Any, table: Table) -> None:
    for cell, column in zip(row.cells, table.columns, strict=True):
        _run(cell.paragraphs[0], column.title, HEAD_POINTS, GOTHIC, bold=True)
        _shade(cell)
    _flag(row, "w:tblHeader")
    _flag(row, "w:cantSplit")


def _body(row: Any, cells: Sequence[Cell], table: Table, marked: Sequence[Pieces]) -> None:
    for place, (cell, column, value) in enumerate(zip(row.cells, table.columns, cells, strict=True)):
        if place < len(marked):
            for text, underlined in marked[place]:
                _run(cell.paragraphs[0], text, BODY_POINTS, MINCHO, underline=underlined)
            continue
        room = (column.width * _share(table) * POINTS_A_MM - 2 * SIDE / 20) / BODY_POINTS
        for number, line in enumerate(shown(column, value, room).split("\n")):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            _run(paragraph, line, BODY_POINTS, MINCHO)
            if line.startswith("・"):
                _hang(paragraph)
    _flag(row, "w:cantSplit")


def _hang(paragraph: Any) -> None:
    """Further lines of a bulleted piece begin below its first letter."""
    from docx.shared import Pt

    paragraph.paragraph_format.left_indent = Pt(BODY_POINTS)
    paragraph.paragraph_format.first_line_indent = Pt(-BODY_POINTS)


def _margins(grid: Any) -> None:
    """Room between letters and lines, in twentieths of a point."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", 50), ("left", SIDE), ("bottom", 50), ("right", SIDE)):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(room))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    properties = grid._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)


def _flag(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD_GROUND)):
        shade.set(qn(f"w:{name}"), value)
    cell._element.get_or_add_tcPr().append(shade)


def _footer(document: Any) -> None:
    """Page numbers at the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._element.append(field)
