"""An empty Word paper, A4 landscape to be bound at its left: page, styles and foot; and how it is saved."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from planlink.outputs import words
from planlink.outputs.wordtable import BODY_POINTS, LINE_TWIPS, NEAR
from planlink.outputs.wordxml import add, add_text

CREATED = datetime(2000, 1, 1)
ZIPPED = (2000, 1, 1, 0, 0, 0)
MINCHO, GOTHIC = "游明朝", "游ゴシック"
LANGUAGE = "ja-JP"
A4_LANDSCAPE = (297.0, 210.0)
LEFT, MARGIN, FOOT = 25.0, 15.0, 8.0
TEXT_WIDTH = A4_LANDSCAPE[0] - LEFT - MARGIN
TITLE_POINTS, HEADING_POINTS, CONTENTS_POINTS, NOTE_POINTS = 20.0, 14.0, 11.0, 9.0
COMPATIBILITY = "15"  # of Word since 2013; below it Word opens a paper in a mode for older ones


def paper(title: str, note: str = "") -> Any:
    """A paper with nothing but the line at its foot: the title, with a note, and the page."""
    import docx

    document = docx.Document()
    _core(document, title)
    _page(document.sections[0])
    _language(document)
    _styles(document.styles)
    _table_styles(document.styles)
    _foot(document.sections[0].footer.paragraphs[0], f"{title}（{note}）" if note else title)
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
    core.language = LANGUAGE


def _page(section: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in A4_LANDSCAPE)
    section.left_margin, section.footer_distance = Mm(LEFT), Mm(FOOT)
    section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)


def _language(document: Any) -> None:
    from docx.oxml.ns import qn

    for language in document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
        language.set(qn("w:eastAsia"), LANGUAGE)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), COMPATIBILITY)


def _styles(styles: Any) -> None:
    """The styles of running text: black, in Japanese fonts, without the ornaments of the template."""
    from docx.enum.style import WD_STYLE_TYPE

    _set(styles["Normal"], MINCHO, BODY_POINTS)
    title, heading, contents = styles["Title"], styles["Heading 1"], styles["TOC Heading"]
    _set(title, GOTHIC, TITLE_POINTS, bold=True, after=6)
    title.element.pPr.remove(title.element.pPr.find(f"{{{title.element.nsmap['w']}}}pBdr"))
    _set(heading, GOTHIC, HEADING_POINTS, bold=True, after=4)
    heading.paragraph_format.page_break_before = True
    _set(contents, GOTHIC, CONTENTS_POINTS, bold=True, before=24, after=6)
    contents.paragraph_format.page_break_before = False
    entry = styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    _set(entry, MINCHO, CONTENTS_POINTS, after=4)
    _end_tab(entry, dotted=True)
    _set(styles["Footer"], GOTHIC, BODY_POINTS)
    _end_tab(styles["Footer"], dotted=False)


def _table_styles(styles: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, Twips

    made = {role: styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for role, name in words.TABLE_STYLES.items()}
    _set(made.pop("note"), MINCHO, NOTE_POINTS, after=4)
    for role, style in made.items():
        _set(style, GOTHIC if role == "head" else MINCHO, BODY_POINTS, bold=role == "head")
        style.paragraph_format.line_spacing = Twips(LINE_TWIPS)
    for role in ("head", "centred"):
        made[role].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        made[role].paragraph_format.left_indent = made[role].paragraph_format.right_indent = Twips(-NEAR)
    # Further lines of a bulleted piece begin below its first letter.
    made["bullet"].paragraph_format.left_indent = Pt(BODY_POINTS)
    made["bullet"].paragraph_format.first_line_indent = Pt(-BODY_POINTS)


def _set(style: Any, font: str, points: float, bold: bool = False, before: float = 0, after: float = 0) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # the template's theme would go before the names
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), font)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(points), bold, RGBColor(0, 0, 0)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _end_tab(style: Any, dotted: bool) -> None:
    """One tab at the right end of the line."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    stops = style.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS if dotted else WD_TAB_LEADER.SPACES)


def _foot(paragraph: Any, text: str) -> None:
    """The text at the left, 「page / pages」 at the right."""
    paragraph.add_run(f"{text}\t")
    add(paragraph._element, "fldSimple", instr="PAGE")
    add_text(add(paragraph._element, "r"), " / ")
    add(paragraph._element, "fldSimple", instr="NUMPAGES")
