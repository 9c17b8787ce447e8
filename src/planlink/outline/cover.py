"""The cover of a document: its title and the lines around it, which are no headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planlink import knowledge
from planlink.japanese.text import fold, join_lines
from planlink.outline.headings import Body
from planlink.outline.numbering import bullet, numbering
from planlink.outline.stream import Piece
from planlink.records.documents import Line


def cover(pieces: Sequence[Piece], body: Body) -> tuple[int, str | None]:
    """How many pieces at the start belong to the cover, and the title (None where there is none)."""
    lines: list[Line] = []
    for piece in pieces[:40]:
        block = piece.block
        if (piece.sheet > 0 and body.size) or not isinstance(block, Line) or _begins_text(block, body):
            break
        lines.append(block)
    return len(lines), _title(lines, body)


def _begins_text(line: Line, body: Body) -> bool:
    """A numbered heading, a sentence or a bullet: the cover is over."""
    if line.text.endswith("。") or bullet(line.text) or len(line.text) > 45 or line.text.isdecimal():
        return True
    if line.size and body.size and line.size > body.size * 1.8:
        return False
    return any(r.number is not None and r.title for r in numbering(line.text)) or line.text.startswith("【")


def _title(lines: Sequence[Line], body: Body) -> str | None:
    """The largest letters of the cover; in text files the first line that names a kind of document."""
    words = [word for group in knowledge.section_words().roles.values() for word in group]
    if body.size:
        return join_lines(_largest(lines, body.size)) or None
    named = [line.text for line in lines if any(fold(word) in fold(line.text) for word in words)]
    return join_lines(named[:1]) or None


def _largest(lines: Sequence[Line], size: float) -> list[str]:
    """The lines in the largest letters (or nearly so), and those in letters not much smaller above them."""
    largest = max((line.size or 0 for line in lines), default=0)
    if largest <= size * 1.15:
        return []
    last = max(i for i, line in enumerate(lines) if line.size == largest)
    sizes = [(line.text, (line.size or 0) / largest, place <= last) for place, line in enumerate(lines)]
    return [text for text, share, above in sizes if share > (0.6 if above else 0.7) and not _is_date(text)]


def _is_date(text: str) -> bool:
    return bool(re.search(r"(?:年度?|月)(?:改訂|策定|版|～|$)|計画期間|～.*～", text))
