"""Footnotes from the lines at the foot of a page, with their marks; what a page number looks like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from planlink.records.documents import Line, Note, Page

_NUMBER = re.compile(
    r"[-‐−–—―~〜\s(\[<]*(?:p\.?|page)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|頁中|ページ中)\s*\d{1,4})?"
    r"\s*(?:頁|ページ)?[-‐−–—―~〜\s)\]>]*\Z",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:[※＊*]\s?[0-9０-９]{0,3}|[（(]?注\s?[0-9０-９]{0,3}[）)]?|[（(][0-9０-９]{1,3}[）)]|[0-9０-９]{1,3}[）)])[\s:：]*"
)
BARE = re.compile(r"([0-9０-９]{1,3})\s*(?=[^\d０-９])")


def begins_raised(line: Line) -> bool:
    """A raised mark opens the line."""
    return bool(line.marks) and line.marks[0].offset == 0


def label_of(line: Line, ruled: bool) -> str:
    """The mark that a note begins with; empty without one. A bare number counts below a rule only."""
    if begins_raised(line):
        return line.marks[0].label
    match = _LABEL.match(line.text) or (BARE.match(line.text) if ruled else None)
    return match.group(0).strip(" 　:：()（）") if match else ""


def notes_of(lines: Sequence[Line], page: int) -> list[Note]:
    """The notes that the lines of a note area make; what stands before the first mark has no label."""
    notes: list[Note] = []
    for line in lines:
        label = label_of(line, True)
        if not notes or (label and (begins_raised(line) or _follows(label, notes[-1].label))):
            notes.append(Note(label, _without_label(line, label), page, line.box))
        else:
            last = notes[-1]
            box = last.box.around(line.box) if last.box and line.box else last.box
            notes[-1] = replace(last, text=join(last.text, line.text), box=box)
    return notes


def _follows(label: str, before: str) -> bool:
    """A number in the size of the text comes behind its predecessor (10 年間 in a note is none)."""
    return not (label.isdigit() and before.isdigit()) or int(label) == int(before) + 1


def _without_label(line: Line, label: str) -> str:
    if begins_raised(line):
        return line.text.lstrip("）) 　")
    match = _LABEL.match(line.text) or BARE.match(line.text)
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
