"""Word files (.docx, .docm) → pages of lines, tables, frames and notes, as they would be printed.

A Word file has no sheets: its pages end where the author broke them, and carry no number. Insertions of tracked
changes count as made, deletions as gone; macros are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from planlink import knowledge
from planlink.documents import quality
from planlink.documents.grid import blocks_of, framed, letters_of
from planlink.documents.package import Element, Package
from planlink.documents.wordgrid import held
from planlink.documents.wordlines import Lines
from planlink.documents.wordlists import Lists
from planlink.documents.wordnotes import Notes
from planlink.documents.wordstyles import Styles, W, is_on, value
from planlink.documents.wordtext import Story, chosen, local
from planlink.errors import DocumentError
from planlink.japanese.text import search_key
from planlink.records.documents import Block, Line, Page

_HOLDERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent"}
_TITLE = 12  # letters of the longest title of a table of contents
_SAME_PAGE = {"continuous", "nextColumn"}


def read_word(path: Path) -> tuple[Page, ...]:
    """The pages of a Word file. Raises DocumentError when it is broken, too large, or without letters."""
    package = Package(path)
    body = package.main.find(W + "body")
    pages = () if body is None else _Reader(package).pages(body)
    if not pages:
        raise DocumentError(
            path.name, "文字が入っていません（画像だけの文書のようです）", "文字の入った元の文書を指定してください。"
        )
    return pages


class _Reader:
    """One way through a document, from its beginning: lists and notes are counted on it."""

    def __init__(self, package: Package) -> None:
        self._styles = Styles(package)
        self._lines = Lines(self._styles, Lists(package.part("numbering"), self._styles), _width(package.main))
        self._notes = Notes(package, self._styles)
        self._sections = [value(s.find(W + "type")) for s in package.main.iter(W + "sectPr")]
        self._contents = {search_key(word) for word in knowledge.section_words().contents}
        self._has_contents = False

    def pages(self, body: Element) -> tuple[Page, ...]:
        sheets: list[list[Block]] = [[]]
        for block in self._blocks(body, self._story()):
            if block is not None:
                sheets[-1].append(block)
            elif sheets[-1]:
                sheets.append([])
        filled = [tuple(sheet) for sheet in sheets if sheet]
        notes, letters = self._notes.made(), [quality.measure("".join(map(letters_of, sheet)), 0) for sheet in filled]
        return tuple(
            Page(None, 0, 0, blocks, notes if place == 0 else (), quality=letters[place])
            for place, blocks in enumerate(filled)
        )

    def _story(self) -> Story:
        return Story(self._styles, self._notes.label)

    def _blocks(self, holder: Iterable[Element], story: Story) -> Iterator[Block | None]:
        """What stands in the body, a cell or a box, in order; None where a page ends."""
        for child, content in _whole(_flat(holder)):
            if local(child) == "tbl":
                yield from self._table(child, story)
            else:
                yield from self._paragraph(child, content, story)

    def _paragraph(self, paragraph: Element, children: list[Element], story: Story) -> Iterator[Block | None]:
        text = story.read(paragraph, children)
        if is_on(self._styles.setting(paragraph, "pageBreakBefore")):
            yield None
        for line in self._lines.of(paragraph, text):
            yield from self._announced(line, paragraph)
            yield line
        for box in text.boxes:
            inside = [block for block in self._blocks(box.content, self._story()) if block is not None]
            yield from framed(inside) if box.ruled else inside
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            self._sections = self._sections[1:]
            yield from () if self._sections[:1] and self._sections[0] in _SAME_PAGE else (None,)

    def _announced(self, line: Line | None, paragraph: Element) -> Iterator[Line]:
        """A table of contents says so in its field; later stages know it by its title."""
        if line is None or self._has_contents:
            return
        named = len(line.text) < _TITLE and search_key(line.text) in self._contents
        listed = self._lines.is_contents(paragraph)
        if listed and not named:
            yield Line(knowledge.section_words().contents[0], size=self._styles.body)
        self._has_contents = named or listed

    def _table(self, table: Element, story: Story) -> Iterator[Block]:
        def read(cell: Element) -> tuple[Block, ...]:
            return tuple(block for block in self._blocks(cell, story) if block is not None)

        return blocks_of(held(table, read))


def _flat(holder: Iterable[Element]) -> Iterator[Element]:
    """Paragraphs and tables, those wrapped in controls or tracked insertions too."""
    for child in holder:
        name = local(child)
        if name in ("p", "tbl"):
            yield child
        elif name in _HOLDERS:
            yield from _flat(chosen(child) if name == "AlternateContent" else child)


def _whole(blocks: Iterable[Element]) -> Iterator[tuple[Element, list[Element]]]:
    """Each paragraph with its content and that of the paragraphs before it that go on in it; tables with nothing."""
    carried: list[Element] = []
    before: Element = None
    for block in blocks:
        if local(block) == "p" and _is_joined(block):
            carried, before = [*carried, *block], block
            continue
        if local(block) == "tbl" and _has_letters(carried):
            yield before, carried
        yield block, [*carried, *block] if local(block) == "p" else []
        carried = []
    if _has_letters(carried):
        yield before, carried


def _has_letters(content: Iterable[Element]) -> bool:
    return any(element.find(f".//{W}t") is not None for element in content)


def _is_joined(paragraph: Element) -> bool:
    """The end of the paragraph was deleted, or it is a large first letter: it goes on in the next paragraph."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    gone = marks is not None and any(marks.find(W + name) is not None for name in ("del", "moveFrom"))
    return gone or value(paragraph.find(f"{W}pPr/{W}framePr"), "dropCap") in ("drop", "margin")


def _width(main: Element) -> float:
    """The width of the text in points, of A4 with its usual margins where nothing is said."""
    section = main.find(f"{W}body/{W}sectPr")
    size = None if section is None else value(section.find(W + "pgSz"), "w")
    margins = [None if section is None else value(section.find(W + "pgMar"), side) for side in ("left", "right")]
    sides = [int(m) for m in margins if m and m.isdecimal()]
    return (int(size) - sum(sides)) / 20 if size and size.isdecimal() and len(sides) == 2 else 425.0
