"""Word files from a few lines of their own XML, so that a test shows only what it is about."""

from __future__ import annotations

import zipfile
from pathlib import Path

from planlink.documents.word import read_word
from planlink.records.documents import Frame, Line, Page, Table

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_ROOTS = {"theme": "a:theme", "fontTable": "w:fonts"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def write(path: Path, body: str, **parts: str) -> Path:
    """A file with this content of w:body; a part such as numbering="<w:num …>" is given by its content too."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("_rels/.rels", _ties({"officeDocument": "word/document.xml"}))
        made.writestr("word/_rels/document.xml.rels", _ties({name: f"{name}.xml" for name in parts}))
        made.writestr("word/document.xml", f"{_HEAD}<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            root = _ROOTS.get(name, f"w:{name}")
            made.writestr(f"word/{name}.xml", f"{_HEAD}<{root} {_NAMES}>{content}</{root}>")
    return path


def _ties(parts: dict[str, str]) -> str:
    """The list of what a part is tied to."""
    ties = "".join(
        f'<Relationship Id="r{n}" Type="{_KIND}{kind}" Target="{parts[kind]}"/>' for n, kind in enumerate(parts)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{ties}</Relationships>'


def read(folder: Path, body: str, **parts: str) -> tuple[Page, ...]:
    return read_word(write(folder / "plan.docx", body, **parts))


def p(text: str = "", style: str = "", number: tuple[int, int] | None = None, own: str = "", runs: str = "") -> str:
    """A paragraph; `number` is (list, level), `own` further properties, `runs` ready runs behind the text."""
    listed = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{listed}{own}</w:pPr>{r(text) if text else ''}{runs}</w:p>"


def r(text: str, own: str = "") -> str:
    return f'<w:r><w:rPr>{own}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(content: str, own: str = "") -> str:
    """A cell with a line of text, or with ready paragraphs and tables."""
    return f"<w:tc><w:tcPr>{own}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def style(id: str, name: str, above: str = "", own: str = "", runs: str = "", kind: str = "paragraph") -> str:
    """A style with its own properties of paragraphs and of runs."""
    based = f'<w:basedOn w:val="{above}"/>' if above else ""
    head = f'<w:style w:type="{kind}" w:styleId="{id}"><w:name w:val="{name}"/>{based}'
    return f"{head}<w:pPr>{own}</w:pPr><w:rPr>{runs}</w:rPr></w:style>"


def levels(*forms: tuple[str, str], own: str = "") -> str:
    """One list (1) with these forms and texts of its levels."""
    inner = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(forms)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{inner}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{own}'
    )


def words(pages: tuple[Page, ...]) -> list[str]:
    """Each block in words: a line's text, the lines of a box in 〔〕, the cells of a table in ［］ with a spanning one
    as text^rows×columns."""
    return [_words(block) for page in pages for block in page.blocks]


def _words(block: Line | Table | Frame) -> str:
    if isinstance(block, Line):
        return block.text
    if isinstance(block, Frame):
        return "〔" + "/".join(line.text for line in block.lines) + "〕"
    cells = []
    for c in block.cells:
        span = f"^{c.row_span}×{c.column_span}" if (c.row_span, c.column_span) != (1, 1) else ""
        cells.append("/".join(line.text for line in c.lines) + span)
    return f"［{block.rows}×{block.columns} " + "|".join(cells) + "］"
