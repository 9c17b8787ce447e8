"""The tree of a document: headings with what stands below them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from planlink.records.documents import Frame, Mark, Note, Table
from planlink.records.places import Box, Turn, turned


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines joined to running text; `bullet` is the list marker it began with, empty without one; `turns` are where it
    goes on on another sheet."""

    text: str
    page: int | None
    page_end: int | None
    box: Box | None = None
    bullet: str = ""
    indent: float = 0.0
    marks: tuple[Mark, ...] = ()
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table joined over pages, with the page it begins on; `pages` has one page for each row. `floated` says that
    it stands in the middle of a sentence."""

    table: Table
    page: int | None
    pages: tuple[int | None, ...] = ()
    floated: bool = False


@dataclass(frozen=True, slots=True)
class PlacedFrame:
    """A ruled box, joined over pages, with the page it begins on; `pages` has one page for each line where they differ.
    `floated` says that it stands in the middle of a sentence."""

    frame: Frame
    page: int | None
    floated: bool = False
    pages: tuple[int | None, ...] = ()

    def page_of(self, line: int) -> int | None:
        """The page of a line, counted from 0."""
        return self.pages[line] if line < len(self.pages) else self.page

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Where the text of its lines, one behind the other, goes on on another sheet."""
        starts = accumulate((len(line.text) for line in self.frame.lines[:-1]), initial=0)
        return turned(((start, self.page_of(number)) for number, start in enumerate(starts)), self.page)


Content = Paragraph | PlacedTable | PlacedFrame


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it. `marker` as printed ("(ｱ)"), `style` the numbering style's name
    (empty for unnumbered headings), `number` its place in the sequence. The root has no title and depth 0."""

    title: str
    marker: str
    style: str
    number: int | None
    depth: int
    page: int | None
    box: Box | None
    content: tuple[Content, ...]
    sections: tuple[Section, ...]
    why: str = ""

    def walk(self, path: tuple[Section, ...] = ()) -> Iterator[tuple[tuple[Section, ...], Section]]:
        """Every section below with the sections above it, in reading order (the root itself is left out)."""
        for child in self.sections:
            yield path, child
            yield from child.walk((*path, child))


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree, the notes by mark, the lines of the printed table of contents and those of the cover (neither is
    part of the tree); `title` is the document's title where the cover or the first page has one."""

    root: Section
    notes: tuple[Note, ...]
    contents: tuple[str, ...] = ()
    title: str | None = None
    cover: tuple[str, ...] = ()
