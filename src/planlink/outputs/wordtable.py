"""Tables of Word papers, written as elements: python-docx looks each cell up among all the others, which takes minutes
where a city has thousands of measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

from planlink.outputs import words
from planlink.outputs.comparison import Pieces
from planlink.outputs.rows import Cell, Column, Table, shown
from planlink.outputs.wordxml import add, add_text, element

TWIPS_A_MM = 1440 / 25.4  # a twip is a twentieth of a point
BODY_POINTS = 8.5
LINE_TWIPS = 240  # of table text; the line of a Japanese font is taller than its letters need
SIDE, ABOVE = 80, 50  # twips between letters and the lines around them
NEAR = 60  # twips that centred letters may come nearer to the lines: four digits fit below a goal
HEAD_GROUND = "E4E9EE"
STYLES = words.TABLE_STYLES


def grid(table: Table, millimetres: float, marked: Sequence[Sequence[Pieces]] = ()) -> Any:
    """The table as an element, so wide; `marked` has for each row the first cells in pieces, those that are to be
    underlined marked."""
    made = element("tbl")
    widths = _widths(table.columns, round(millimetres * TWIPS_A_MM))
    _properties(made, table.title, sum(widths))
    columns = add(made, "tblGrid")
    for width in widths:
        add(columns, "gridCol", w=width)
    _head(made, table.columns, widths)
    for cells, pieces in zip(table.rows, marked or [()] * len(table.rows), strict=True):
        _body(made, table.columns, widths, cells, pieces)
    return made


def _widths(columns: Sequence[Column], whole: int) -> list[int]:
    """Twips of each column; together they give the whole to the twip."""
    letters = sum(column.width for column in columns)
    edges = accumulate((column.width for column in columns), initial=0.0)
    return [after - before for before, after in pairwise(round(whole * edge / letters) for edge in edges)]


def _properties(made: Any, title: str, width: int) -> None:
    properties = add(made, "tblPr")
    add(properties, "tblStyle", val="TableGrid")
    add(properties, "tblW", w=width, type="dxa")
    add(properties, "tblLayout", type="fixed")
    margins = add(properties, "tblCellMar")
    for side, room in (("top", ABOVE), ("left", SIDE), ("bottom", ABOVE), ("right", SIDE)):
        add(margins, side, w=room, type="dxa")
    flags = {"firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    add(properties, "tblLook", val="0620", **flags)
    add(properties, "tblCaption", val=title)


def _head(made: Any, columns: Sequence[Column], widths: Sequence[int]) -> None:
    row = _row(made, "tblHeader")
    for column, width in zip(columns, widths, strict=True):
        cell = _cell(row, width)
        add(cell[0], "shd", val="clear", color="auto", fill=HEAD_GROUND)
        add(cell[0], "vAlign", val="center")
        _paragraph(cell, STYLES["head"], [(column.title, False)])


def _body(
    made: Any, columns: Sequence[Column], widths: Sequence[int], cells: Sequence[Cell], marked: Sequence[Pieces]
) -> None:
    row = _row(made)
    for place, (column, width, value) in enumerate(zip(columns, widths, cells, strict=True)):
        cell = _cell(row, width)
        if place < len(marked):
            _paragraph(cell, STYLES["text"], marked[place])
            continue
        for style, line in _lines(column, value, width):
            _paragraph(cell, style, [(line, False)])


def _lines(column: Column, value: Cell, width: int) -> Iterator[tuple[str, str]]:
    """The lines of a cell with their styles."""
    usual = STYLES["centred" if column.kind in ("mark", "number", "state") else "text"]
    for line in shown(column, value, (width - 2 * SIDE) / 20 / BODY_POINTS).split("\n"):
        yield (STYLES["bullet"] if line.startswith("・") else usual), line


def _row(made: Any, *flags: str) -> Any:
    """A new row, never split over pages."""
    row = add(made, "tr")
    properties = add(row, "trPr")
    for flag in ("cantSplit", *flags):
        add(properties, flag)
    return row


def _cell(row: Any, width: int) -> Any:
    cell = add(row, "tc")
    add(add(cell, "tcPr"), "tcW", w=width, type="dxa")
    return cell


def _paragraph(cell: Any, style: str, pieces: Pieces) -> None:
    """A paragraph of pieces, underlined or not; line ends inside them stay."""
    paragraph = add(cell, "p")
    add(add(paragraph, "pPr"), "pStyle", val=style)
    for text, underlined in pieces:
        if not text:
            continue
        run = add(paragraph, "r")
        if underlined:
            add(add(run, "rPr"), "u", val="single")
        for number, line in enumerate(text.split("\n")):
            if number:
                add(run, "br")
            add_text(run, line)
