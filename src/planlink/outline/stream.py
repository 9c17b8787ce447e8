"""The pages of a document as one stream of pieces, with the table of contents and indicator boxes set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planlink import knowledge
from planlink.japanese.dates import find_years
from planlink.japanese.text import join_lines, search_key
from planlink.outline.bars import header_for, unbar
from planlink.outline.numbering import bullet, numbering
from planlink.records.documents import Block, Document, Frame, Line, Table

_LEADER = re.compile(r"(?:[\s.．…‥･・\-―ー]{2,}|[\s　]+)[0-9０-９][0-9０-９ ]{0,3}$|[.．…‥･]{3,}")
SHORT = 8  # letters of a framed title (■環境指標) that names indicators by its last word
_ENTRY = "○◯〇●・■□◆◇①②③④⑤⑥⑦⑧⑨⑩"


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with its page and its place among the pages."""

    block: Block
    page: int | None
    sheet: int


def stream(document: Document) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """All blocks in reading order without the table of contents, and the lines of that table."""
    blocks = [Piece(block, page.number, i) for i, page in enumerate(document.pages) for block in page.blocks]
    parts = list(_without_bars(blocks))
    pieces = list(_markers_first(list(_without_repeats(parts))))
    contents = _contents(pieces)
    kept = [piece for i, piece in enumerate(pieces) if i not in contents]
    printed = tuple(line for i in sorted(contents) for line in _texts(pieces[i].block))
    return tuple(_box_indicators(kept)), printed


def _without_repeats(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A heading above a table that says again what stood above the table on the page before is left out."""
    last: tuple[str, int] | None = None
    for index, piece in enumerate(pieces):
        block, below = piece.block, pieces[index + 1].block if index + 1 < len(pieces) else None
        if isinstance(block, Line) and isinstance(below, Table) and block.box and below.box:
            again = last == (block.text, piece.sheet - 1) and abs(block.box.bottom - below.box.top) < 1
            last = (block.text, piece.sheet)
            if again:
                continue
        yield piece


def _without_bars(blocks: Sequence[Piece]) -> Iterator[Piece]:
    """The blocks with their headings taken out; a table that goes on over a page has the header of its first part."""
    before: Piece | None = None
    header: Table | None = None
    for piece in blocks:
        block = piece.block
        if isinstance(block, Table):
            above = before.block if before and before.sheet == piece.sheet - 1 else None
            header = header_for(block, above if isinstance(above, Table) else None, header)
            before = piece
        parts = unbar(block, is_indicator_title, header if isinstance(block, Table) else None)
        yield from (replace(piece, block=part) for part in parts)


def _markers_first(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A marker (基本目標３) at the middle height of a title of two lines comes before the first of them."""
    index = 0
    while index < len(pieces):
        if _is_beside_both(pieces[index : index + 3]):
            yield pieces[index + 1]
            yield pieces[index]
            index += 2
        else:
            yield pieces[index]
            index += 1


def _is_beside_both(pieces: Sequence[Piece]) -> bool:
    """The second of three lines stands left of the two others, which follow each other in the same letters."""
    if len(pieces) < 3 or len({piece.sheet for piece in pieces}) > 1:
        return False
    above, marker, below = (piece.block for piece in pieces)
    if not (isinstance(above, Line) and isinstance(marker, Line) and isinstance(below, Line)):
        return False
    if not (above.box and marker.box and below.box and above.size and marker.size and below.size):
        return False
    same = above.font == below.font and abs(above.size - below.size) < 0.6 and abs(above.box.x0 - below.box.x0) <= 2
    close = -above.size < below.box.top - above.box.bottom < above.size
    middle = above.box.top <= (marker.box.top + marker.box.bottom) / 2 <= below.box.bottom
    left = marker.box.x1 <= min(above.box.x0, below.box.x0) + 1 and above.size > 1.05 * marker.size
    return same and close and middle and left and any(r.number and not r.title for r in numbering(marker.text))


def _texts(block: Block) -> list[str]:
    if isinstance(block, Line):
        return [block.text]
    if isinstance(block, Frame):
        return [line.text for line in block.lines]
    rows = range(block.rows)
    return [" ".join(line.text for c in block.cells if c.row == row for line in c.lines) for row in rows]


def _contents(pieces: Sequence[Piece]) -> set[int]:
    """Places of the table of contents: from its title to the last line with a page number near it."""
    words = {search_key(word) for word in knowledge.section_words().contents}
    start = next(
        (i for i, p in enumerate(pieces) if isinstance(p.block, Line) and search_key(p.block.text) in words), None
    )
    if start is None:
        return set()
    last = start
    for index in range(start + 1, min(len(pieces), start + 160)):
        if _is_entry(pieces[index].block):
            last = index
        elif index - last > 4:
            break
    return set(range(start, last + 1))


def _is_entry(block: Block) -> bool:
    if isinstance(block, Line):
        return bool(_LEADER.search(block.text))
    if isinstance(block, Frame):
        return False
    last = [c for c in block.cells if c.column == block.columns - 1]
    return bool(last) and all(re.fullmatch(r"[\d０-９ ]{0,4}", join_lines(x.text for x in c.lines)) for c in last)


def _box_indicators(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Lines of an indicator block without a ruled box (a title line, then ○ name：value) become a frame."""
    index = 0
    while index < len(pieces):
        end = _indicator_end(pieces, index)
        if end > index + 1:
            lines = tuple(p.block for p in pieces[index:end] if isinstance(p.block, Line))
            boxes = [line.box for line in lines if line.box]
            box = boxes[0] if boxes else None
            for other in boxes[1:]:
                box = box.around(other) if box else other
            yield replace(pieces[index], block=Frame(lines, box))
            index = end
        else:
            yield pieces[index]
            index += 1


def is_indicator_title(text: str) -> bool:
    """A short line that names an indicator block: 【重要業績評価指標（ＫＰＩ）】, ■成果指標 …"""
    key = search_key(text)
    words = knowledge.section_words().indicators
    bare = re.sub(r"[【】\[\]■◆●○<>＜＞《》※()\s]", "", key)
    framed = re.match(r"^[【\[■◆●<＜《]", text) is not None
    short = text[:1] in "■◆●" and len(bare) <= SHORT and bare.endswith("指標")
    if len(bare) > 40 or key.endswith("。") or not (short or any(search_key(word) in bare for word in words)):
        return False
    return framed or any(bare in (search_key(w), search_key(w) + "(kpi)", search_key(w) + "kpi") for w in words)


def _indicator_end(pieces: Sequence[Piece], start: int) -> int:
    first = pieces[start].block
    if not isinstance(first, Line) or not is_indicator_title(first.text):
        return start
    end, entry = start + 1, ""
    for index in range(start + 1, min(len(pieces), start + 60)):
        block = pieces[index].block
        if not isinstance(block, Line):
            break
        begins = block.text[:1] in _ENTRY
        rest = block.text[:1] in "：:（(←→※" and not numbering(block.text)
        goes_on = bool(entry) and (rest or not _complete(entry) or _is_label(block.text))
        if not (begins or goes_on):
            break
        entry = block.text if begins else entry + block.text
        end = index + 1
    return end


def _is_label(text: str) -> bool:
    """A line of an entry that begins with 現状値, 目標値 or the like."""
    columns = knowledge.section_words().columns
    words = "|".join((*columns["target"], *columns["baseline"]))
    return re.match(rf"(?:{words})\s*[（(：:\s]", text) is not None


def _complete(entry: str) -> bool:
    """An entry has its value: a colon or arrow with a year or number behind it, and its brackets are closed."""
    _, colon, rest = entry.rpartition("：") if "：" in entry else entry.rpartition(":")
    if not colon or entry.count("（") + entry.count("(") > entry.count("）") + entry.count(")"):
        return False
    return bool(find_years(rest)) or bool(re.search(r"[0-9０-９]", rest)) or rest.endswith(("。", "以上", "以下"))


def unfinished(text: str) -> bool:
    """A text that stops in the middle of a sentence."""
    return bool(text) and (text[-1].isalpha() or text[-1] in "，、,・（「『ー") and not bullet(text[-1])
