"""Where the footnotes of a page stand: below a short rule, or in smaller letters behind a mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from planlink.documents.glyphs import Sheet
from planlink.documents.notes import BARE, begins_raised, is_page_number, label_of, notes_of
from planlink.records.documents import Block, Frame, Line, Note, Table, lines_of
from planlink.records.places import Box

_GLUED = re.compile(r"[0-9０-９]{1,3}[^0-9０-９\s.．、，・)）]")  # a heading has a blank or dot behind its number
SHORTEST = 8  # letters of a note at least


def split_notes(blocks: Sequence[Block], sheet: Sheet) -> tuple[list[Block], list[Note]]:
    """Take the footnotes from the foot of a page. They stand below a short rule, or are smaller than the text and
    begin with a mark. Lines before the first mark become a note without label: it goes on from the page before."""
    zone = _note_lines(blocks, sheet) or _marked_lines(blocks, sheet)
    if not zone:
        return list(blocks), []
    taken = {id(line) for line in zone}
    return [b for b in blocks if id(b) not in taken], notes_of(zone, sheet.number)


def _note_lines(blocks: Sequence[Block], sheet: Sheet) -> list[Line]:
    lines = [b for b in blocks if isinstance(b, Line) and b.box and b.size]
    if not lines:
        return []
    body = max(body_size(blocks), _cell_size(blocks))
    rule = _rule(blocks, sheet)
    small = 0.96 if rule is not None else 0.92
    start = rule if rule is not None else 0.5 * sheet.height
    floor = max((b.box.bottom for b in blocks if not isinstance(b, Line) and b.box), default=0.0)
    zone = [line for line in lines if line.box and line.box.top >= start - 2]
    numbers = {id(line) for line in zone if is_page_number(line.text)}
    zone = sorted((line for line in zone if id(line) not in numbers), key=_place)
    tail: list[Line] = []
    for line in reversed(zone):
        if line.size and line.size > small * body:
            break
        tail.insert(0, line)
    tail = [line for line in tail if line.box and line.box.top >= floor - 2]
    tail = _without_footers(tail)
    if rule is None:
        first = next((i for i, line in enumerate(tail) if label_of(line, False)), len(tail))
        tail = tail[first:]
    return tail


def _marked_lines(blocks: Sequence[Block], sheet: Sheet) -> list[Line]:
    """Notes in letters as large as the text (the style that Japanese Word gives them): the last lines of a page that
    begin with the numbers of marks in the text above, in their order. A rule or gap sets them off, or they begin with
    a raised number."""
    floor = max((b.box.bottom for b in blocks if not isinstance(b, Line) and b.box), default=0.0)
    lines = sorted((b for b in blocks if isinstance(b, Line) and b.box and not is_page_number(b.text)), key=_place)
    marks = [mark.label for line in _all_lines(blocks) for mark in line.marks if mark.offset]
    rule = _rule(blocks, sheet)
    usual = _usual_gap(lines)
    for index in range(1, len(lines)):
        above, line = lines[index - 1], lines[index]
        ruled = rule is not None and _place(above)[0] < rule <= _place(line)[0] + 2
        apart = _GLUED.match(line.text) and _gap(above, line) > usual + 0.3 * (line.size or 0.0)
        set_off = ruled or apart or begins_raised(line)
        if _place(line)[0] >= floor - 2 and set_off and _are_notes(lines[index:], marks):
            return lines[index:]
    return []


def _gap(one: Line, two: Line) -> float:
    return two.box.top - one.box.bottom if one.box and two.box else 0.0


def _usual_gap(lines: Sequence[Line]) -> float:
    """Between the lines of a paragraph: the lower quarter of all gaps."""
    gaps = sorted(_gap(one, two) for one, two in pairwise(lines))
    return gaps[len(gaps) // 4] if gaps else 0.0


def _all_lines(blocks: Iterable[Block]) -> Iterator[Line]:
    return (line for block in blocks for line in lines_of(block))


def _are_notes(lines: Sequence[Line], marks: Sequence[str]) -> bool:
    """Lines in the same letters: the first begins with the number of a mark of the page and says something; what else
    begins with one has a later one."""
    first = lines[0]
    if not (BARE.match(first.text) or begins_raised(first)) or any(
        line.font != first.font or line.size != first.size for line in lines
    ):
        return False
    notes = notes_of(lines, 0)
    labels = [note.label for note in notes if note.label]
    places = [marks.index(label) if label in marks else -1 for label in labels]
    return (
        bool(notes[0].label)
        and -1 not in places
        and places == sorted(set(places))
        and all(len(note.text) >= SHORTEST for note in notes)
    )


def _without_footers(tail: list[Line]) -> list[Line]:
    """Cut where a gap of more than a line parts the notes from what stands at the very foot."""
    for index in range(1, len(tail)):
        one, two = tail[index - 1].box, tail[index].box
        if one and two and two.top - one.bottom > 1.8 * two.height:
            return tail[:index]
    return tail


def _place(line: Line) -> tuple[float, float]:
    return (line.box.top, line.box.x0) if line.box else (0.0, 0.0)


def _rule(blocks: Sequence[Block], sheet: Sheet) -> float | None:
    """The height of a short rule in the lower part of a page that belongs to no table or box."""
    boxes = [b.box for b in blocks if not isinstance(b, Line) and b.box]
    rules = [
        s.top
        for s in sheet.rules
        if s.height <= 3
        and 0.08 * sheet.width <= s.width <= 0.5 * sheet.width
        and s.top > 0.4 * sheet.height
        and not any(b.x0 - 3 <= s.x0 and s.x1 <= b.x1 + 3 and b.top - 3 <= s.top <= b.bottom + 3 for b in boxes)
        and not _is_underline(s, blocks)
    ]
    return max(rules) if rules else None


def _is_underline(rule: Box, blocks: Sequence[Block]) -> bool:
    """A rule close below letters that begin and end about where it does."""
    return any(
        isinstance(b, Line)
        and b.box
        and -2 <= rule.top - b.box.bottom <= 4
        and min(b.box.x1, rule.x1) - max(b.box.x0, rule.x0) > 0.6 * max(b.box.width, rule.width)
        for b in blocks
    )


def _cell_size(blocks: Iterable[Block]) -> float:
    """The size that most letters of the tables of a page have, where more stand there than outside; else 0."""
    cells = [line for b in blocks if isinstance(b, Table) for cell in b.cells for line in cell.lines]
    free = sum(len(line.text) for line in _all_lines(b for b in blocks if not isinstance(b, Table)))
    return body_size(cells) if sum(len(line.text) for line in cells) > free else 0.0


def body_size(blocks: Iterable[Block]) -> float:
    """The size that most letters of a page have (points); 0 without any."""
    counts: Counter[float] = Counter()
    for block in blocks:
        if isinstance(block, Table):
            continue
        for line in block.lines if isinstance(block, Frame) else (block,):
            counts[round((line.size or 0.0) * 2) / 2] += len(line.text)
    return max(counts, key=lambda s: (counts[s], s)) if counts else 0.0
