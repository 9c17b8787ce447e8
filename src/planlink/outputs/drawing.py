"""A page as the reader saw it: its picture with lines, columns, cells, headings, notes and measures outlined."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from PIL import Image

from planlink.documents.pictures import picture
from planlink.documents.reader import read_document
from planlink.errors import PlanlinkError
from planlink.outline.tree import outline
from planlink.outputs.pen import Pen, styles
from planlink.read import plan_of
from planlink.records.documents import Document, Frame, Line, Page, Table
from planlink.records.outline import Outline
from planlink.records.places import Box
from planlink.records.plans import Plan
from planlink.settings import Settings

DPI = 150


@dataclass(frozen=True, slots=True)
class Shape:
    """Something to outline: its kind (a name of drawing.toml), where it stands, and what its tag says."""

    kind: str
    box: Box
    label: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A PNG, and the name and number of each kind that stands on it."""

    png: bytes
    counts: tuple[tuple[str, int], ...]


def draw(path: Path, number: int, settings: Settings | None = None) -> Drawing:
    """Sheet `number` (from 1) of a PDF with all that was read outlined, and a legend below it. Raises
    PlanlinkError for other files and for a sheet that does not exist, DocumentError where nothing can be read."""
    document = read_document(path)
    page = _page(document, number)
    return drawn(
        picture(path, number, DPI), shapes_of(page, outline(document), plan_of(document, settings or Settings()))
    )


def drawn(png: bytes, shapes: Sequence[Shape]) -> Drawing:
    """Outline shapes on the picture of their page (DPI dots an inch)."""
    pen = Pen(Image.open(io.BytesIO(png)), DPI / 72)
    counts = Counter(shape.kind for shape in shapes)
    shown = [style for kind, style in styles().items() if counts[kind]]
    for style in shown:
        for shape in shapes:
            if shape.kind == style.kind:
                pen.outline(shape.box, style, shape.label)
    pen.tags()
    pen.legend(shown)
    return Drawing(pen.png(), tuple((style.name, counts[style.kind]) for style in shown))


def _page(document: Document, number: int) -> Page:
    if document.format != "pdf":
        raise PlanlinkError(
            f"{document.file}：頁の絵がない種類のファイルです。draw は PDF だけに使えます。PDF を指定してください。"
        )
    if number > len(document.pages):
        raise PlanlinkError(
            f"{document.file}：{number}頁はありません（全部で{len(document.pages)}頁です）。"
            "頁は，ファイルの先頭から数えた番号で指定してください。"
        )
    return document.pages[number - 1]


def shapes_of(page: Page, tree: Outline, plan: Plan) -> tuple[Shape, ...]:
    """What stands on a page, kind by kind; blocks are numbered in reading order, headings by their depth."""
    return tuple(chain(_placed(page), _blocks(page), _headings(page, tree), _findings(page, plan)))


def _placed(page: Page) -> Iterator[Shape]:
    """Columns where there are several, running heads and notes."""
    if len(page.columns) > 1:
        yield from (Shape("column", box, str(place)) for place, box in enumerate(page.columns, start=1))
    yield from (Shape("head", line.box) for line in page.heads if line.box)
    yield from (Shape("note", note.box, note.label) for note in page.notes if note.box)


def _blocks(page: Page) -> Iterator[Shape]:
    for place, block in enumerate(page.blocks, start=1):
        if isinstance(block, Line):
            yield from _lines((block,), str(place))
        elif isinstance(block, Frame):
            yield from _lines(block.lines)
            yield from (Shape("frame", box, str(place)) for box in (block.box,) if box)
        else:
            yield from _table(block, str(place))


def _table(table: Table, place: str) -> Iterator[Shape]:
    for cell in table.cells:
        yield from _lines(cell.lines)
        yield from (Shape("cell", box) for box in (cell.box,) if box)
    yield from (Shape("table", box, place) for box in (table.box,) if box)


def _lines(lines: Sequence[Line], label: str = "") -> Iterator[Shape]:
    return (Shape("line", line.box, label) for line in lines if line.box)


def _headings(page: Page, tree: Outline) -> Iterator[Shape]:
    for _, section in tree.root.walk():
        if section.page == page.number and section.box:
            yield Shape("heading", section.box, str(section.depth))


def _findings(page: Page, plan: Plan) -> Iterator[Shape]:
    for measure in plan.measures:
        if measure.page == page.number and measure.box:
            yield Shape("measure", measure.box, measure.numbering[-1] if measure.numbering else "")
    known = [indicator for indicator in plan.indicators if indicator.page == page.number]
    for place, indicator in enumerate(known, start=1):
        if indicator.box:
            yield Shape("indicator", indicator.box, str(place))
