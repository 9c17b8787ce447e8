"""Footnotes at the foot of a page, with their marks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planlink.documents.glyphs import Sheet
from planlink.records.documents import Block, Frame, Line, Note, Page, Table
from planlink.records.places import Box

_NUMBER = re.compile(
    r"[-‐−–—―~〜\s(\[<]*(?:p\.?|page)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|頁中|ページ中)\s*\d{1,4})?"
    r"\s*(?:頁|ページ)?[-‐−–—―~〜\s)\]>]*\Z",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:[※＊*]\s?[0-9０-９]{0,3}|[（(]?注\s?[0-9０-９]{0,3}[）)]?|[（(][0-9０-９]{1,3}[）)]|[0-9０-９]{1,3}[）)])[\s:：]*"
)
_BARE = re.compile(r"([0-9０-９]{1,3})\s*(?=[^\d０-９])")


def split_notes(blocks: Sequence[Block], sheet: Sheet) -> tuple[list[Block], list[Note]]:
    """Take the footnotes from the foot of a page. They stand below a short rule, or are smaller than the text and
    begin with a mark. Lines before the first mark become a note without label: it goes on from the page before."""
    zone = _note_lines(blocks, sheet)
    if not zone:
        return list(blocks), []
    taken = {id(line) for line in zone}
    return [b for b in blocks if id(b) not in taken], _notes(zone, sheet.number)


def _note_lines(blocks: Sequence[Block], sheet: Sheet) -> list[Line]:
    lines = [b for b in blocks if isinstance(b, Line) and b.box and b.size]
    if not lines:
        return []
    body = body_size(blocks)
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


def body_size(blocks: Iterable[Block]) -> float:
    """The size that most letters of a page have (points); 0 without any."""
    counts: Counter[float] = Counter()
    for block in blocks:
        if isinstance(block, Table):
            continue
        for line in block.lines if isinstance(block, Frame) else (block,):
            counts[round((line.size or 0.0) * 2) / 2] += len(line.text)
    return max(counts, key=lambda s: (counts[s], s)) if counts else 0.0


def label_of(line: Line, ruled: bool) -> str:
    """The mark that a note begins with; empty without one. A bare number counts below a rule only."""
    if line.marks and line.marks[0].offset == 0:
        return line.marks[0].label
    match = _LABEL.match(line.text) or (_BARE.match(line.text) if ruled else None)
    return match.group(0).strip(" 　:：()（）") if match else ""


def _notes(lines: Sequence[Line], page: int) -> list[Note]:
    notes: list[Note] = []
    for line in lines:
        label = label_of(line, True)
        if label or not notes:
            notes.append(Note(label, _without_label(line, label), page, line.box))
        else:
            last = notes[-1]
            box = last.box.around(line.box) if last.box and line.box else last.box
            notes[-1] = replace(last, text=join(last.text, line.text), box=box)
    return notes


def _without_label(line: Line, label: str) -> str:
    if line.marks and line.marks[0].offset == 0:
        return line.text.lstrip("）) 　")
    match = _LABEL.match(line.text) or _BARE.match(line.text)
    return line.text[match.end() :].lstrip() if label and match else line.text


def join(one: str, two: str) -> str:
    """Two lines of running text as one: a blank only between two Western words."""
    western = one[-1:].isascii() and one[-1:].isalnum() and two[:1].isascii() and two[:1].isalnum()
    return f"{one} {two}" if western else one + two


def is_page_number(text: str) -> bool:
    """- 9 -, 13, 21 / 40, iv."""
    return bool(_NUMBER.match(unicodedata.normalize("NFKC", text)))


def join_over_pages(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """A note area that begins without a mark goes on with the last note of the page before."""
    done: list[Page] = []
    for page in pages:
        notes = page.notes
        before = done[-1] if done else None
        if notes and not notes[0].label and before and before.notes:
            last = before.notes[-1]
            whole = replace(last, text=join(last.text, notes[0].text))
            done[-1] = replace(before, notes=(*before.notes[:-1], whole))
            notes = notes[1:]
        done.append(replace(page, notes=notes) if notes is not page.notes else page)
    return tuple(done)
