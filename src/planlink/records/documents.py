"""What a reader hands on: a document as pages of placed lines, frames, tables and notes."""

from __future__ import annotations

from dataclasses import dataclass, field

from planlink.records.places import Box, Doubt


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark that was taken out of a line: it stood before letter `offset` of the line's text."""

    offset: int
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line in reading order; `text` has no layout blanks and no footnote marks.

    `size` is the median letter height in points and `font` the name most letters have (None in text files but for
    Markdown's headings, which get a size of their own); `indent` is the distance from the left edge of its column in
    letters; `full` says that the line reaches the right edge of its column, so that a sentence may go on in the next.
    """

    text: str
    box: Box | None = None
    size: float | None = None
    font: str | None = None
    indent: float = 0.0
    full: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; rows and columns count from 0, spans from 1."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Line, ...]
    box: Box | None = None
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its spans; cells in reading order, only those that exist."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A ruled box with a single cell, such as the ones that plans put around their KPIs."""

    lines: tuple[Line, ...]
    box: Box | None = None


Block = Line | Table | Frame


def lines_of(block: Block) -> tuple[Line, ...]:
    """A line itself, the lines of a box or of all cells."""
    if isinstance(block, Table):
        return tuple(line for cell in block.cells for line in cell.lines)
    return block.lines if isinstance(block, Frame) else (block,)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote without its mark."""

    label: str
    text: str
    page: int | None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PageQuality:
    """How a page was read. Counts of letters: all, damaged ((cid:n), U+FFFD, private use, lone surrogates), mended
    (radicals that stand for ideographs and the like), and of pictures; `source` says where the letters come from:
    file, second (pdfium's reading of the file), ocr, or layer (they lie unseen on a picture of the page, as scanners
    and gateways leave them); `page` is the sheet, None where a format has none."""

    letters: int = 0
    damaged: int = 0
    images: int = 0
    source: str = "file"
    page: int | None = None
    mended: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet. `number` counts from 1, None where a format has no pages. Zones are off: running heads and page
    numbers are in `heads`, footnotes in `notes`. `letters` is what a second reader (pdfium) saw, without blanks;
    `columns` are the columns in reading order."""

    number: int | None
    width: float
    height: float
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    heads: tuple[Line, ...] = ()
    letters: str = ""
    quality: PageQuality = field(default_factory=PageQuality)
    columns: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read. `id` is the file's stem; `format` is pdf, text, markdown, word or html."""

    id: str
    file: str
    format: str
    sha256: str
    pages: tuple[Page, ...]
    doubts: tuple[Doubt, ...] = ()
