"""The cover of a document: its title and the lines around it, which are no headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planlink import knowledge
from planlink.japanese.text import fold, join_lines
from planlink.outline.headings import Body
from planlink.outline.numbering import bullet, numbering
from planlink.outline.stream import Piece
from planlink.records.documents import Block, Line, Table, lines_of

_TERM = re.compile(r"第\s*[0-9０-９一二三四五六七八九十]+\s*[期次]")
_EDITION = re.compile(r"[【（(〈《\[](?:概要|本編|素案|原案|案|要約|ダイジェスト)版?[】）)〉》\]]")
_TOWN = re.compile(r"[^\d０-９]{1,6}[市町村区県都道府]")
LARGE = 1.15  # of the body's letters: so much larger are those of a title
PAINTED = 2  # filled cells that a cover may have


def cover(pieces: Sequence[Piece], body: Body) -> tuple[int, str | None]:
    """How many pieces at the start belong to the cover, and the title (None where there is none)."""
    whole = _whole_sheet(pieces, body)
    if whole:
        return whole, _title([line for piece in pieces[:whole] for line in lines_of(piece.block)], body)
    lines = []
    for piece in pieces[:40]:
        block = piece.block
        if (piece.sheet > 0 and body.size) or not isinstance(block, Line) or _begins_text(block, body):
            break
        lines.append(block)
    lines = lines[: _first_heading(lines, pieces, body)]
    return len(lines), _title(lines, body)


def _first_heading(lines: Sequence[Line], pieces: Sequence[Piece], body: Body) -> int:
    """Where a document without pages goes on to its headings behind the title: lines in letters that return below."""
    if not lines or not body.size or pieces[0].page is not None:
        return len(lines)
    below = {_letters(line) for piece in pieces[len(lines) :] for line in lines_of(piece.block)}
    large = [line.size or 0 for line in lines]
    for place in range(large.index(max(large)) + 1, len(lines)):
        line = lines[place]
        told = _EDITION.fullmatch(line.text.strip()) or _is_date(line.text) or _TOWN.fullmatch(line.text)
        if large[place] > body.size * LARGE and _letters(line) in below and not told:
            return place
    return len(lines)


def _letters(line: Line) -> tuple[float | None, str | None]:
    return line.size, line.font


def _whole_sheet(pieces: Sequence[Piece], body: Body) -> int:
    """How many pieces the first sheet has where it is a cover as a whole, boxes too: large letters, no text; else 0."""
    sheet = [piece.block for piece in pieces[:40] if piece.sheet == 0]
    lines = [line for block in sheet for line in lines_of(block)]
    if not body.size or not lines or len(sheet) == len(pieces) or any(_is_table(block) for block in sheet):
        return 0
    large = any((line.size or 0) > 1.5 * body.size for line in lines)
    return len(sheet) if large and not any(_begins_text(line, body) for line in lines) else 0


def _is_table(block: Block) -> bool:
    """More than one or two painted areas of a cover."""
    return isinstance(block, Table) and sum(bool(cell.lines) for cell in block.cells) > PAINTED


def _begins_text(line: Line, body: Body) -> bool:
    """A numbered heading, a sentence or a bullet: the cover is over."""
    if line.text.endswith("。") or bullet(line.text) or len(line.text) > 45 or line.text.isdecimal():
        return True
    if line.size and body.size and line.size > body.size * 1.8:
        return False
    return any(r.number is not None and r.title for r in numbering(line.text)) or (
        line.text.startswith("【") and not _EDITION.fullmatch(line.text.strip()) and not _is_date(line.text)
    )


def _title(lines: Sequence[Line], body: Body) -> str | None:
    """The largest letters of the cover; in text files the first line that names a kind of document."""
    if body.size:
        return join_lines(_largest(lines, body.size)) or None
    named = [line.text for line in lines if _names_kind(line.text)]
    return join_lines(named[:1]) or None


def _names_kind(text: str) -> bool:
    """A word for a kind of document stands in the text."""
    roles = knowledge.section_words().roles
    return any(fold(word) in fold(text) for words in roles.values() for word in words)


def _largest(lines: Sequence[Line], size: float) -> list[str]:
    """The lines in the largest letters (or nearly so), and those in letters not much smaller above them."""
    largest = max((line.size or 0 for line in lines), default=0)
    if largest <= size * LARGE:
        return []
    last = max(i for i, line in enumerate(lines) if line.size == largest)
    sizes = [(line.text, (line.size or 0) / largest, place <= last) for place, line in enumerate(lines)]
    return [text for text, share, above in sizes if _belongs(text, share, above) and not _is_date(text)]


def _belongs(text: str, share: float, above: bool) -> bool:
    """Letters nearly as large as the largest; 第３期 above may be smaller, a town's name below does not belong."""
    if above:
        return share > (0.5 if _TERM.match(text) else 0.6)
    if share > 0.5 and (_EDITION.fullmatch(text.strip()) or (_TERM.match(text) and _names_kind(text))):
        return True
    return share > 0.7 and not _TOWN.fullmatch("".join(text.split()))


def _is_date(text: str) -> bool:
    return bool(re.search(r"(?:年度?|月)(?:改訂|策定|版|～|$)|計画期間|～.*～", text))
