"""Word papers, A4 landscape: SDGs対応表.docx and 新旧対照表.docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from planlink.outputs import sdg_forms, words
from planlink.outputs.comparison import Pieces, compared, comparison_table
from planlink.outputs.eras import as_of_line
from planlink.outputs.rows import Table, without
from planlink.outputs.sdg_rows import MEASURE_ID, mapping_table
from planlink.outputs.wordtable import BODY_POINTS, GOTHIC, MINCHO, table_element
from planlink.records.editions import Editions
from planlink.records.findings import Analysis

CREATED = datetime(2000, 1, 1)
ZIPPED = (2000, 1, 1, 0, 0, 0)
A4_LANDSCAPE = (297.0, 210.0)
MARGIN, LEFT = 15.0, 25.0  # the left edge is bound
TITLE_POINTS, HEADING_POINTS = 15.0, 12.0


def write_sdg(path: Path, analysis: Analysis, as_of: date | None = None) -> None:
    """Write SDGs対応表.docx: the tables of the workbook as sections, after a list of contents; the same analysis gives
    the same bytes."""
    mapping, *further = sdg_tables(analysis)
    document = paper(mapping.title)
    _front(document, mapping.title, as_of)
    if not further:
        _section(document, mapping, None)
    else:
        _contents(document, [mapping, *further])
        for number, table in enumerate([mapping, *further], 1):
            _section(document, table, number)
    save(document, path)


def sdg_tables(analysis: Analysis) -> list[Table]:
    """The tables of the paper, without what only machines need; the mapping table alone where no measure was read."""
    tables = (
        mapping_table(analysis),
        sdg_forms.matrix_paper(analysis),
        sdg_forms.icon_table(analysis),
        sdg_forms.goal_entries(analysis),
        sdg_forms.target_table(analysis),
        sdg_forms.local_indicators(analysis),
    )
    last = len(tables) if any(plan.measures for plan in analysis.plans) else 1
    return [without(table, MEASURE_ID.title) for table in tables[:last]]


def write_comparison(path: Path, editions: Editions, titles: tuple[str, str]) -> None:
    """Write 新旧対照表.docx: what the new edition says beside the old one's, what differs underlined, and room for the
    reasons. `titles` are those of the old and the new edition."""
    table = comparison_table(editions, titles)
    document = paper(table.title)
    _front(document, table.title, None)
    _body(document, table, [compared(change) for change in editions.changes])
    save(document, path)


def paper(title: str) -> Any:
    """An empty document, A4 landscape, with fonts, a style for headings, and page numbers."""
    import docx

    document = docx.Document()
    _core(document, title)
    _page(document)
    _styles(document)
    _footer(document, title)
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
    section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    section.left_margin = Mm(LEFT)


def _styles(document: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style = document.styles["Normal"]
    style.font.size = Pt(BODY_POINTS)
    style.paragraph_format.space_after = Pt(0)
    _font(style.element.get_or_add_rPr(), MINCHO)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ja-JP")
    language.set(qn("w:eastAsia"), "ja-JP")
    style.element.get_or_add_rPr().append(language)
    heading = document.styles["Heading 1"]
    heading.font.size, heading.font.color.rgb = Pt(HEADING_POINTS), RGBColor(0, 0, 0)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(0), Pt(4)
    _font(heading.element.get_or_add_rPr(), GOTHIC)


def _font(properties: Any, name: str) -> None:
    """Set a font for Latin and Japanese letters alike."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), name)


def _front(document: Any, title: str, as_of: date | None) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    _run(document.add_paragraph(), title, TITLE_POINTS, GOTHIC, bold=True)
    if as_of is not None:
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _run(line, as_of_line(as_of), BODY_POINTS, MINCHO)


def _run(paragraph: Any, text: str, points: float, font: str, bold: bool = False) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(points)
    _font(run._element.get_or_add_rPr(), font)


def _contents(document: Any, tables: Sequence[Table]) -> None:
    """A list of contents that Word can renew; until then it has the titles, each leading to its section, and no page
    numbers, since only Word knows them."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    _run(document.add_paragraph(), words.CONTENTS, HEADING_POINTS, GOTHIC, bold=True)
    begins = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    asks = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r>'
    shows, ends = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    for number, table in enumerate(tables, 1):
        before = begins + asks + shows if number == 1 else ""
        title = f"<w:r><w:t>{_heading(number, table)}</w:t></w:r>"
        link = f'<w:hyperlink w:anchor="{_bookmark(number)}" w:history="1">{title}</w:hyperlink>'
        after = ends if number == len(tables) else ""
        document.element.body.insert_element_before(
            parse_xml(f"<w:p {nsdecls('w')}>{before}{link}{after}</w:p>"), "w:sectPr"
        )
        document.paragraphs[-1].paragraph_format.space_before = Pt(4)


def _heading(number: int, table: Table) -> str:
    return f"{number} {table.title}"


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def _section(document: Any, table: Table, number: int | None) -> None:
    """A heading on a page of its own, to which the contents lead, and the table below it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    if number is not None:
        heading = document.add_heading(_heading(number, table), level=1)
        heading.paragraph_format.page_break_before = True
        named = f'w:id="{number}" w:name="{_bookmark(number)}"'
        heading._p.insert(1, parse_xml(f"<w:bookmarkStart {nsdecls('w')} {named}/>"))
        heading._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))
    _body(document, table)


def _body(document: Any, table: Table, marked: Sequence[Sequence[Pieces]] = ()) -> None:
    if table.note:
        _run(document.add_paragraph(), table.note, BODY_POINTS, MINCHO)
    if not table.rows:
        document.add_paragraph(f"{table.nothing}。")
        return
    made = table_element(table, A4_LANDSCAPE[0] - LEFT - MARGIN, marked)
    document.element.body.insert_element_before(made, "w:sectPr")


def _footer(document: Any, title: str) -> None:
    """The paper's title, the page and how many there are, at the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(f"{title}　")
    for place, name in enumerate(("PAGE", "NUMPAGES")):
        if place:
            paragraph.add_run(" / ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        paragraph._element.append(field)
