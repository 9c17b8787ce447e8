"""Letters with the breaks that an author put into a paragraph → the lines that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planlink.japanese.text import tidy
from planlink.records.documents import Mark

LINE, PAGE, TAB = "\n", "\f", "\t"
_BREAK = re.compile("[\n\f]")
_ITEM = re.compile(
    r"[\s　]*(?:[・･○◯●◎■□◆◇▪•※▶➢★①-⑳⑴-⒇【]|[(（]?[0-9０-９ア-トｱ-ﾄ一二三四五六七八九十]{1,2}[)）.．、\s　])"
)
_SENTENCE = 15  # letters from which a line may be the first part of a sentence


@dataclass(frozen=True, slots=True)
class Broken:
    """A line: its letters as shown with the marks among them, the full-width blanks before it, whether its sentence
    goes on in the next line, and whether a page ends behind it. `shown` is empty where only breaks stand."""

    shown: str
    marks: tuple[Mark, ...]
    blanks: int
    full: bool
    ends_page: bool


def broken(letters: str, marks: Sequence[Mark], heading: bool = False) -> Iterator[Broken]:
    """The lines of a paragraph; the offsets of `marks` count its letters. A `heading` goes on over its breaks."""
    start = 0
    for piece in _BREAK.split(letters):
        end = start + len(piece)
        shown = _shown(piece)
        inside = [mark for mark in marks if start <= mark.offset <= end]
        moved = tuple(Mark(_reach(shown, _count(piece[: mark.offset - start])), mark.label) for mark in inside)
        blanks = len(piece) - len(piece.lstrip("　"))
        yield Broken(shown, moved, blanks, _goes_on(piece, letters[end + 1 :], heading), letters[end : end + 1] == PAGE)
        start = end + 1


def begins_item(text: str) -> bool:
    """The text brings its own bullet or number."""
    return bool(_ITEM.match(text))


def _shown(piece: str) -> str:
    """Letters without layout blanks; a blank for a tab, which parts what stands on a line."""
    return " ".join(shown for part in piece.split(TAB) if (shown := tidy(part)))


def _goes_on(piece: str, rest: str, heading: bool) -> bool:
    if not rest.strip() or begins_item(rest):
        return False
    whole = rest.strip().endswith("。") and not piece.rstrip().endswith(("。", "」", "）"))
    return heading or (whole and len(piece) > _SENTENCE)


def _count(piece: str) -> int:
    """How many letters `_shown` keeps, blanks not counted."""
    return sum(not letter.isspace() for letter in tidy(piece))


def _reach(text: str, count: int) -> int:
    """The place in `text` behind its first `count` letters, blanks not counted."""
    for place, letter in enumerate(text):
        if count == 0:
            return place
        count -= not letter.isspace()
    return len(text)
