"""The text of a Word paragraph → the lines that a reader sees, with the automatic number before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planlink.documents.broken import TAB, Broken, broken
from planlink.documents.package import Element
from planlink.documents.wordlists import Lists
from planlink.documents.wordstyles import Styles, W, value
from planlink.documents.wordtext import Text
from planlink.records.documents import Line, Mark

_LEADER = "……"
_CONTENTS = re.compile(r"(?:toc \d|table of figures)$")


class Lines:
    """Makes lines, and counts the lists on the way: every paragraph has to pass, in order."""

    def __init__(self, styles: Styles, lists: Lists, width: float) -> None:
        """`width` is that of the text in points."""
        self._styles, self._lists, self._width = styles, lists, width

    def of(self, paragraph: Element, text: Text) -> Iterator[Line | None]:
        """The lines of a paragraph; None where a page ends."""
        marker = self._marker(paragraph)
        heading = self._styles.level(paragraph) is not None
        for piece in broken(self._led(paragraph, text.letters), text.marks, heading):
            if piece.shown:
                yield self._line(paragraph, text, piece, marker)
                marker = ""
            if piece.ends_page:
                yield None

    def is_contents(self, paragraph: Element) -> bool:
        """A line of the table of contents."""
        return bool(_CONTENTS.match(self._styles.name(paragraph)))

    def _marker(self, paragraph: Element) -> str:
        """What Word prints before the text, with the blank that parts them."""
        place = self._lists.place(paragraph)
        marker = self._lists.marker(place) if place else ""
        return f"{marker} " if marker and marker != "・" and place and self._lists.level(place).blank else marker

    def _led(self, paragraph: Element, letters: str) -> str:
        """The last tab of a line of the contents is drawn as dots."""
        head, tab, number = letters.rpartition(TAB)
        return head + _LEADER + number if tab and self.is_contents(paragraph) else letters

    def _line(self, paragraph: Element, text: Text, piece: Broken, marker: str) -> Line:
        size = text.sizes.most_common(1)[0][0] if text.sizes else self._styles.body
        return Line(
            marker + piece.shown,
            size=self._styles.size(paragraph, size),
            font=text.fonts.most_common(1)[0][0] if text.fonts else None,
            indent=round(self._indent(paragraph, piece, size), 1),
            full=piece.full,
            marks=tuple(Mark(mark.offset + len(marker), mark.label) for mark in piece.marks),
        )

    def _indent(self, paragraph: Element, piece: Broken, size: float) -> float:
        """Letters between the margin and the line."""
        side = value(self._styles.setting(paragraph, "jc"))
        if side in ("center", "right", "end"):
            free = max(0.0, self._width / size - len(piece.shown))
            return free / 2 if side == "center" else free
        place = self._lists.place(paragraph)
        own, listed = paragraph.find(f"{W}pPr/{W}ind"), self._lists.level(place).indent if place else None
        edge = next((e for e in (own, listed, self._styles.setting(paragraph, "ind")) if e is not None), None)
        first = _length(edge, size, "firstLine") - _length(edge, size, "hanging")
        return max(0.0, piece.blanks + _length(edge, size, "left", "start") + first)


def _length(edge: Element | None, size: float, *names: str) -> float:
    """A distance in letters: Word gives it in hundredths of a letter or in twentieths of a point."""
    for name in names:
        letters, twentieths = value(edge, name + "Chars"), value(edge, name)
        if letters is not None and re.fullmatch(r"-?\d+", letters) and int(letters):
            return int(letters) / 100
        if twentieths is not None and re.fullmatch(r"-?\d+", twentieths):
            return int(twentieths) / 20 / size
    return 0.0
