"""Tables of Word papers, written as XML: a large city has tens of thousands of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from planlink.outputs.comparison import Pieces
from planlink.outputs.rows import Cell, Column, Table, continued, shown

MINCHO, GOTHIC = "游明朝", "游ゴシック"
BODY_POINTS, HEAD_POINTS = 8.5, 8.5
POINTS_A_MM = 72 / 25.4
SIDE, ABOVE = 80, 50  # between letters and the lines around them, in twentieths of a point
HEAD_GROUND = "E4E9EE"
CENTRED = ("mark", "state")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def table_element(table: Table, millimetres: float, marked: Sequence[Sequence[Pieces]] = ()) -> Any:
    """A table of this width as an element of a document: its header returns on each page, no row is cut by a page end.
    `marked` has for each row the first cells in pieces, those that are to be underlined marked."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    points = [millimetres * POINTS_A_MM * column.width / _whole(table) for column in table.columns]
    widths = [round(20 * one) for one in points]
    rows = [_row("".join(map(_head, table.columns, widths)), "<w:tblHeader/>")]
    for cells, pieces in zip(continued(table), marked or [()] * len(table.rows), strict=True):
        said = [_marked(one) for one in pieces]
        said += [_paragraphs(*one) for one in list(zip(table.columns, cells, points, strict=True))[len(said) :]]
        rows.append(_row("".join(_cell(one, width) for one, width in zip(said, widths, strict=True))))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = _properties(sum(widths))
    return parse_xml(f"<w:tbl {nsdecls('w')}>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


def _whole(table: Table) -> float:
    return sum(column.width for column in table.columns)


def _properties(width: int) -> str:
    sides = (("top", ABOVE), ("left", SIDE), ("bottom", ABOVE), ("right", SIDE))
    room = "".join(f'<w:{side} w:w="{much}" w:type="dxa"/>' for side, much in sides)
    return (
        f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{room}</w:tblCellMar>"
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/></w:tblPr>'
    )


def _row(cells: str, more: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def _cell(paragraphs: str, width: int, ground: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraphs}</w:tc>'


def _head(column: Column, width: int) -> str:
    said = _run(column.title, GOTHIC, HEAD_POINTS, "<w:b/>")
    return _cell(_paragraph(said, centred=column.kind in CENTRED), width, HEAD_GROUND)


def _paragraphs(column: Column, cell: Cell, points: float) -> str:
    lines = list(_lines(column, cell, (points - 2 * SIDE / 20) / BODY_POINTS))
    centred = column.kind in CENTRED
    return "".join(_paragraph(_run(line, MINCHO, BODY_POINTS), line.startswith("・"), centred) for line in lines)


def _lines(column: Column, cell: Cell, room: float) -> Iterator[str]:
    yield from shown(column, cell, room).split("\n")


def _marked(pieces: Pieces) -> str:
    runs = (_run(text, MINCHO, BODY_POINTS, after='<w:u w:val="single"/>' if mark else "") for text, mark in pieces)
    return _paragraph("".join(runs))


def _paragraph(runs: str, hanging: bool = False, centred: bool = False) -> str:
    """Further lines of a bulleted piece begin below its first letter."""
    indent = f'<w:ind w:left="{round(20 * BODY_POINTS)}" w:hanging="{round(20 * BODY_POINTS)}"/>' if hanging else ""
    middle = '<w:jc w:val="center"/>' if centred else ""
    return f"<w:p><w:pPr>{indent}{middle}</w:pPr>{runs}</w:p>"


def _run(text: str, font: str, points: float, before: str = "", after: str = "") -> str:
    if not text:
        return ""
    fonts = " ".join(f'w:{kind}="{font}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/>'
    lines = _CONTROL.sub("", text).split("\n")
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r><w:rPr><w:rFonts {fonts}/>{before}{size}{after}</w:rPr>{said}</w:r>"
