"""The tree of a web page → its blocks in order, as a browser sets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planlink.documents.broken import LINE, begins_item, broken
from planlink.documents.grid import blocks_of, framed
from planlink.documents.markers import printed
from planlink.documents.package import Element
from planlink.documents.scale import step
from planlink.documents.webgrid import held
from planlink.documents.webnotes import Links, note_text
from planlink.documents.webtext import BLOCKS, Text, is_shown, softened, tag_of
from planlink.japanese.text import join_lines
from planlink.records.documents import Block, Frame, Line, Mark, Note, Table

BODY = 10.0
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "none": "none",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "katakana": "aiueoFullWidth",
    "katakana-iroha": "irohaFullWidth",
    "cjk-ideographic": "japaneseCounting",
    "japanese-informal": "japaneseCounting",
    "cjk-decimal": "ideographDigital",
}
_STYLED = re.compile(r"list-style(?:-type)?\s*:[^;]*?([\w-]+)\s*(?:;|$)")
_FRAMED = re.compile(r"border\s*:(?!\s*(?:0|none))[^;]*(?:solid|double|dashed|dotted|groove|ridge)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is set where it stands: size, bold, letters from the left edge, blanks and line ends kept."""

    size: float = BODY
    bold: bool = False
    indent: float = 0.0
    kept: bool = False


class Flow:
    """Reads a page once. `title` says that its only <h1> is the document's title."""

    def __init__(self, root: Element, title: bool) -> None:
        self._links = Links(root)
        self._outer = 1 if title else 0

    def blocks(self, element: Element, setting: Setting | None = None) -> Iterator[Block]:
        """The blocks of an element's content."""
        here = setting or Setting()
        yield from self._content(element, here, text := Text(), here.bold)
        yield from _lines(text, here)

    def notes(self) -> tuple[Note, ...]:
        """The notes that a mark leads to, in the page's order."""
        found = ((label, join_lines(_texts(self.blocks(note)))) for note, label in self._links.notes.items())
        return tuple(Note(label, note_text(text, label), None) for label, text in found)

    def _content(self, element: Element, setting: Setting, text: Text, bold: bool) -> Iterator[Block]:
        text.add(element.text, bold, setting.kept)
        for child in element:
            if is_shown(child) and child not in self._links.notes:
                yield from self._child(child, setting, text, bold)
            text.add(child.tail, bold, setting.kept)

    def _child(self, child: Element, setting: Setting, text: Text, bold: bool) -> Iterator[Block]:
        tag = tag_of(child)
        if tag == "br":
            text.letters += LINE
        elif child in self._links.marks:
            text.marks.append(Mark(len(text.letters), self._links.marks[child]))
        elif tag in BLOCKS:
            yield from _lines(text, setting)
            text.clear()
            yield from self._block(child, tag, setting)
        else:
            yield from self._content(child, setting, text, bold or tag in ("b", "strong"))

    def _block(self, element: Element, tag: str, setting: Setting) -> Iterator[Block]:
        if tag == "table":
            yield from self._table(element)
        elif tag in HEADINGS:
            size = BODY * step(max(0, int(tag[1]) - self._outer))
            yield from self.blocks(element, replace(setting, size=size, bold=True))
        elif tag == "li":
            inner = replace(setting, indent=setting.indent + 1)
            yield from _marked(self.blocks(element, inner), _marker(element))
        elif tag in ("dd", "blockquote"):
            yield from self.blocks(element, replace(setting, indent=setting.indent + 2))
        elif tag == "fieldset" or _FRAMED.search(element.get("style") or ""):
            yield from framed(self.blocks(element, setting))
        else:
            bold = setting.bold or tag == "th"
            yield from self.blocks(element, replace(setting, bold=bold, kept=setting.kept or tag == "pre"))

    def _table(self, table: Element) -> Iterator[Block]:
        """A table of data; one that only places things on the page gives what it holds, cell by cell."""
        for caption in table.iterchildren("caption"):
            yield from self.blocks(caption)
        cells = held(table, lambda cell: tuple(self.blocks(cell, Setting(bold=tag_of(cell) == "th"))))
        heads = any(next(cell.iter(*HEADINGS), None) is not None for cell in table.iter("td"))
        nested = any(isinstance(block, Table) for cell in cells for block in cell.blocks)
        if heads or nested or table.get("role") in ("presentation", "none"):
            yield from (block for cell in cells for block in cell.blocks)
        else:
            yield from blocks_of(cells)


def _lines(text: Text, setting: Setting) -> Iterator[Line]:
    font = "bold" if text.is_bold else "plain"
    for piece in broken(*softened(text.letters, text.marks), setting.size > BODY):
        if piece.shown:
            indent = setting.indent + piece.blanks
            yield Line(piece.shown, size=setting.size, font=font, indent=indent, full=piece.full, marks=piece.marks)


def _texts(blocks: Iterator[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Line):
            yield block.text
        elif isinstance(block, Frame):
            yield from (line.text for line in block.lines)


def _marked(blocks: Iterator[Block], marker: str) -> Iterator[Block]:
    """An item with its marker before its first line, unless the line brings one."""
    for place, block in enumerate(blocks):
        if place == 0 and marker and isinstance(block, Line) and not begins_item(block.text):
            marks = tuple(Mark(mark.offset + len(marker), mark.label) for mark in block.marks)
            block = replace(block, text=marker + block.text, marks=marks)
        yield block


def _marker(item: Element) -> str:
    """The marker that a browser shows: the middle dot for lists without numbers."""
    above = item.getparent()
    styles = [e.get("style") or "" for e in (item, above) if e is not None]
    told = next(
        (m[1] for style in styles if (m := re.search(r"list-style(?:-type)?\s*:[^;]*?([\w-]+)\s*(?:;|$)", style))), None
    )
    form = _FORMS.get(told or (above.get("type") if above is not None else None) or "1", "decimal")
    if form == "none":
        return ""
    return f"{printed(_number(item, above), form)}. " if tag_of(above) == "ol" else "・"


def _number(item: Element, list_: Element) -> int:
    """The number of an item: what it says itself, else one more than the item before it."""
    items = [child for child in list_ if tag_of(child) == "li"]
    down = list_.get("reversed") is not None
    number = _whole(list_.get("start"), len(items) if down else 1) + (1 if down else -1)
    for child in items:
        number = _whole(child.get("value"), number + (-1 if down else 1))
        if child is item:
            break
    return number


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise
