"""Headings, paragraphs and tables as a tree; sentences and tables that a page end or a floating box cut are whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planlink import knowledge
from planlink.japanese.text import join_lines, tidy
from planlink.outline.boxes import join_boxes
from planlink.outline.cover import cover
from planlink.outline.headings import LONGEST, body_of, candidates, is_pushed
from planlink.outline.joining import join_tables
from planlink.outline.legends import is_legend
from planlink.outline.nesting import Placed, nest
from planlink.outline.numbering import Numbering, bullet, numbering
from planlink.outline.stream import Piece, is_indicator_title, stream, unfinished
from planlink.outline.titles import is_aside
from planlink.records.documents import Document, Frame, Line, Mark, Table
from planlink.records.outline import Content, Outline, Paragraph, PlacedFrame, PlacedTable, Section
from planlink.records.places import Box, Turn

_VALUE_ENDS = re.compile(r"[←→⇐⇒➡].*[0-9０-９].*[)）]$")  # an indicator with its value and year: the next begins
HANGING = 25  # letters of an entry behind a list mark that may go on below its first letter
_OPEN_TITLE = re.compile(r"[をにがはのとへや，、・（「『]$")


@dataclass
class _Draft:
    """A section while it is built."""

    placed: Placed | None
    page: int | None = None
    box: Box | None = None
    title: str = ""
    content: list[Content] = field(default_factory=list)
    last: Line | None = None
    sections: list[_Draft] = field(default_factory=list)

    def freeze(self) -> Section:
        reading, title = self.placed.reading if self.placed else None, self.title
        inner = _inner(title) if reading and not reading.word and reading.number else None
        if inner:
            reading, title = inner, inner.title
        return Section(
            title=title,
            marker=reading.marker if reading else "",
            style=reading.style if reading else "",
            number=reading.number if reading else None,
            depth=self.placed.depth if self.placed else 0,
            page=self.page,
            box=self.box,
            content=tuple(join_boxes(join_tables(self.content))),
            sections=tuple(child.freeze() for child in self.sections),
            why=f"{reading.style}, 代償 {self.placed.cost:.1f}" if reading and self.placed else "",
        )


def _inner(title: str) -> Numbering | None:
    """The named number of a title behind a bare one: 「１ 基本目標１ …」 is the basic goal."""
    kinds = {word for words in knowledge.section_words().kinds.values() for word in words}
    return next((r for r in numbering(title) if r.word in kinds and r.number and r.title), None)


def outline(document: Document) -> Outline:
    """The tree of a document. A document without headings gives a root that holds everything."""
    pieces, contents = stream(document)
    body = body_of(pieces)
    length, title = cover(pieces, body)
    front, pieces = pieces[:length], pieces[length:]
    possible = candidates(pieces, body, contents)
    places = dict(zip(possible, nest(list(possible.values())), strict=True))
    root = _build(pieces, {i: p for i, p in places.items() if p is not None})
    notes = tuple(note for page in document.pages for note in page.notes)
    lines = tuple(piece.block.text for piece in front if isinstance(piece.block, Line))
    return Outline(root.freeze(), notes, contents, title, lines)


def running_text(lines: Sequence[Line], page: int | None) -> tuple[Paragraph, ...]:
    """The lines of a cell or box as paragraphs and bullets."""
    draft = _Draft(None)
    for line in lines:
        _add(draft, Piece(line, page, 0))
    return tuple(piece for piece in draft.content if isinstance(piece, Paragraph))


def _build(pieces: Sequence[Piece], places: dict[int, Placed]) -> _Draft:
    root = _Draft(None)
    stack = [root]
    index = 0
    while index < len(pieces):
        piece, placed = pieces[index], places.get(index)
        if placed is not None and isinstance(piece.block, Line):
            index, title = _title(pieces, index, placed, places)
            del stack[max(1, placed.depth) :]
            draft = _Draft(placed, piece.page, piece.block.box, title)
            stack[-1].sections.append(draft)
            stack.append(draft)
            continue
        _add(stack[-1], piece)
        index += 1
    return root


def _title(pieces: Sequence[Piece], index: int, placed: Placed, places: dict[int, Placed]) -> tuple[int, str]:
    """The heading's title with the lines it goes on over, and where the text below begins."""
    first = pieces[index].block
    title, last = placed.reading.title, first
    if isinstance(first, Line) and title not in first.text:
        index, last = index + 1, pieces[index + 1].block
    index += 1
    while index < len(pieces) and index not in places:
        line = pieces[index].block
        if not isinstance(line, Line) or not isinstance(last, Line) or len(title) > LONGEST:
            break
        if not _goes_on(title, last, line):
            break
        title, last = join_lines((title, line.text)), line
        index += 1
    return index, tidy(title)


def _goes_on(title: str, last: Line, line: Line) -> bool:
    """A title goes on in a line of the same letters when it is open: a particle, a bracket, a full line."""
    if bullet(line.text) or numbering(line.text) or len(line.text) > LONGEST or line.text.endswith("。"):
        return not title and not bullet(line.text) and len(line.text) <= LONGEST
    if not title:
        return True
    if last.size and line.size and abs(last.size - line.size) > 0.6:
        return False
    opened = bool(_OPEN_TITLE.search(title)) or title.count("（") > title.count("）")
    if last.size:
        reached = (last.full or is_pushed(line.text)) and not line.full
        return last.font == line.font and (reached or opened)
    return opened and not line.full


def _add(draft: _Draft, piece: Piece) -> None:
    block = piece.block
    if isinstance(block, Table):
        draft.content.append(PlacedTable(block, piece.page, (piece.page,) * block.rows))
    elif isinstance(block, Frame):
        draft.content.append(PlacedFrame(block, piece.page))
    elif not re.fullmatch(r"[0-9０-９]{1,2}", block.text):
        _add_line(draft, block, piece)
        draft.last = block


def _add_line(draft: _Draft, line: Line, piece: Piece) -> None:
    """A line goes on with the paragraph before it, across a floating box or table too where the sentence is open."""
    content = draft.content
    at = len(content) - 1
    while at >= 0 and not isinstance(content[at], Paragraph):
        at -= 1
    before = content[at] if at >= 0 else None
    between = content[at + 1 :]
    if isinstance(before, Paragraph) and _is_next(before, piece) and _continues(before, draft.last, line, between):
        content[at] = _joined(before, line, piece.page)
        content[at + 1 :] = [replace(c, floated=True) for c in between if not isinstance(c, Paragraph)]
        return
    mark = bullet(line.text)
    text = line.text[len(mark) :].lstrip(" 　") if mark else line.text
    shift = len(line.text) - len(text)
    marks = tuple(Mark(max(0, m.offset - shift), m.label) for m in line.marks)
    content.append(Paragraph(text, piece.page, piece.page, line.box, mark, line.indent, marks))


def _is_next(before: Paragraph, piece: Piece) -> bool:
    """No page without text lies between."""
    return before.page_end is None or piece.page is None or piece.page - before.page_end <= 1


def _continues(before: Paragraph, last: Line | None, line: Line, between: Sequence[Content]) -> bool:
    """Whether `line` belongs to the paragraph `before`, whose last line is `last`; boxes and tables may stand
    `between`. Above a table a line that is not open is its caption."""
    if (
        last is None
        or bullet(line.text)
        or not before.text
        or is_indicator_title(before.text)
        or is_indicator_title(line.text)
    ):
        return False
    if is_legend(line.text) or is_aside(before.text):
        return False
    if _VALUE_ENDS.search(before.text):
        return False
    ended = before.text.endswith(("。", "．"))
    if between:
        boxes = all(isinstance(piece, PlacedFrame) for piece in between)
        cut = unfinished(before.text) and (boxes or last.full or bool(_OPEN_TITLE.search(before.text)))
        return cut and not ended and not numbering(line.text) and _is_rest(before, line)
    if ended:
        return last.full and line.indent < 0.9 and line.size is not None
    if before.bullet and _hangs(before, last, line):
        return True
    return last.full or bool(_OPEN_TITLE.search(before.text))


def _hangs(before: Paragraph, last: Line, line: Line) -> bool:
    """A long entry goes on below its first letter, in a line that is no longer than it and no sentence: a text below a
    title would reach further or end."""
    if last.box is None or line.box is None or not last.size or len(last.text) < HANGING or line.text.endswith("。"):
        return False
    return 0.5 <= line.indent - before.indent <= 1.6 and line.box.x1 <= last.box.x1 + last.size


def _is_rest(before: Paragraph, line: Line) -> bool:
    """The line reads like the rest of a sentence: it does not open with a bracket or a note's sign."""
    return line.text[:1] not in "【《「『※" and len(before.text) > 15 and len(line.text) > 4


def _joined(before: Paragraph, line: Line, page: int | None) -> Paragraph:
    text = join_lines((before.text, line.text))
    shift = len(text) - len(line.text)
    marks = (*before.marks, *(Mark(m.offset + shift, m.label) for m in line.marks))
    box = before.box.around(line.box) if before.box and line.box and before.page == page else before.box
    turns = before.turns
    if page is not None and page != before.page_end:
        turns = (*turns, Turn(shift, page))
    return replace(before, text=text, page_end=page, box=box, marks=marks, turns=turns)
