"""Which lines could be headings, and why: numbering, letters that differ from the body's, words, brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from planlink import knowledge
from planlink.japanese.text import counts, search_key
from planlink.outline.contents import entries, key_of, keys_of
from planlink.outline.nesting import BARE, Candidate
from planlink.outline.numbering import Numbering, bullet, numbering
from planlink.outline.stream import Piece, is_indicator_title
from planlink.outline.titles import announces, is_aside
from planlink.records.documents import Frame, Line, lines_of

LONGEST = 60
LONGEST_TITLE = {True: 30, False: 45}  # letters of the title behind a lone number, and behind a lone marker
LINES = 4  # of a numbered sentence at most
FEW = 4  # pieces that tell how a sheet is set
RUNNING = 200  # letters of running text that tell how the body is set
_NOT_TITLE = re.compile(r"[。：:]$|[，、,]$|^[はがをにのとでもへや、，。]")
_SIGNS = "【[■◆●○<＜《※"
_MARKS = ("■", "□", "◆", "◇", "●", "○", "◎", "▼", "▶")
_FIGURE = re.compile(r"[0-9０-９][.．][0-9０-９]|[0-9０-９]\s*[%％倍]")  # a line that shouts a figure is no title
_VALUE = re.compile(r"[：:].*[0-9０-９].*[（(]|←")


@dataclass(frozen=True, slots=True)
class Body:
    """How the body of a document is set: the commonest size and font (None in text files)."""

    size: float | None
    font: str | None


def body_of(pieces: Sequence[Piece]) -> Body:
    """The size and font that most letters of a document have; where hardly any text runs outside of tables and boxes,
    or nearly all stands in boxes (slides), their letters count too."""
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    for line in _counting(pieces):
        if line.size:
            sizes[round(line.size, 1)] += len(line.text)
        if line.font:
            fonts[line.font] += len(line.text)
    return Body(
        sizes.most_common(1)[0][0] if sizes else None,
        fonts.most_common(1)[0][0] if fonts else None,
    )


def _counting(pieces: Sequence[Piece]) -> list[Line]:
    """The lines that tell how the body is set."""
    free = [p.block for p in pieces if isinstance(p.block, Line)]
    if sum(len(line.text) for line in free if line.text.endswith("。") or line.full) < RUNNING:
        return [line for p in pieces for line in lines_of(p.block)]
    boxed = [line for p in pieces if isinstance(p.block, Frame) for line in p.block.lines]
    slides = sum(len(line.text) for line in free) < 0.5 * sum(len(line.text) for line in boxed)
    return free + boxed if slides else free


def candidates(pieces: Sequence[Piece], body: Body, contents: Sequence[str] = ()) -> dict[int, Candidate]:
    """All lines that may be headings, by their place. A title that returns (取組の方向 below every goal) is surely
    one, so it is dear to refuse; so is a line that the printed table of `contents` names and that stands only once."""
    bodies = _bodies(pieces, body)
    found = {i: c for i, piece in enumerate(pieces) if (c := candidate(pieces, i, bodies.get(piece.sheet, body)))}
    for taken in [i + 1 for i in found if _takes_next(pieces, i)]:
        found.pop(taken, None)
    found = dict(sorted({**found, **_listed(pieces, found, contents)}.items()))
    counts = Counter((r.style, r.title) for c in found.values() for r in c.readings if r.title)
    dear = {i: replace(c, refuse=max(c.refuse, 5.0)) if _returns(c, counts) else c for i, c in found.items()}
    groups = set(_groups(list(dear.items())))
    return {i: replace(c, group=True) if i in groups else c for i, c in dear.items()}


def _takes_next(pieces: Sequence[Piece], index: int) -> bool:
    line = pieces[index].block
    return isinstance(line, Line) and len(with_title(pieces, index)) > len(line.text)


def _groups(found: Sequence[tuple[int, Candidate]]) -> Iterator[int]:
    """The places of numbered lines below which, before the next of their style, a line announces measures."""
    waiting: dict[str, int] = {}
    for index, one in found:
        if one.opens:
            yield from waiting.values()
            waiting = {}
        for reading in one.readings:
            if reading.number is not None:
                waiting[reading.style] = index


def _listed(pieces: Sequence[Piece], found: dict[int, Candidate], contents: Sequence[str]) -> dict[int, Candidate]:
    """Lines with the very letters of an entry of the table of contents; in order of place."""
    printed = frozenset(key for entry in entries(contents) if len(key := key_of(entry.title)) > 3)
    keys = {i: keys_of(p.block.text) & printed for i, p in enumerate(pieces) if isinstance(p.block, Line)}
    times = Counter(key for held in keys.values() for key in held)
    named = [i for i, held in keys.items() if any(times[key] == 1 for key in held)]
    known = {i: replace(found[i], refuse=max(found[i].refuse, 9.0)) for i in named if i in found}
    plain = [i for i in named if i not in found and not _goes_on(pieces, i) and not _is_full_stop(pieces[i])]
    return {**known, **{i: _plain_title(pieces, i) for i in plain}}


def _is_full_stop(piece: Piece) -> bool:
    return isinstance(piece.block, Line) and piece.block.text.endswith("。")


def _plain_title(pieces: Sequence[Piece], index: int) -> Candidate:
    """A line that only the table of contents tells to be a heading."""
    line = pieces[index].block
    text = line.text if isinstance(line, Line) else ""
    reading = Numbering("listed", 2.0, None, "", text[len(bullet(text)) :].strip())
    return Candidate((reading,), None, None, 0.0, 9.0)  # its letters are the body's and say nothing of its level


def _bodies(pieces: Sequence[Piece], body: Body) -> dict[int, Body]:
    """Sheets in larger letters throughout (slides among the pages of a report) with a body of their own."""
    if body.size is None:
        return {}
    sheets: dict[int, list[Piece]] = {}
    for piece in pieces:
        sheets.setdefault(piece.sheet, []).append(piece)
    large = {sheet: held for sheet, held in sheets.items() if _smallest(held) > 1.1 * body.size}
    return {sheet: body_of(held) for sheet, held in large.items() if len(held) >= FEW}


def _smallest(pieces: Sequence[Piece]) -> float:
    """The size of the smallest letters in lines, boxes and cells (points)."""
    return min((line.size or 0.0 for piece in pieces for line in lines_of(piece.block)), default=0.0)


def _returns(candidate: Candidate, counts: Counter[tuple[str, str]]) -> bool:
    return any(counts[(r.style, r.title)] >= 3 for r in candidate.readings if r.title)


def candidate(pieces: Sequence[Piece], index: int, body: Body) -> Candidate | None:
    """The line at `index` as a possible heading, or None where it cannot be one."""
    line = pieces[index].block
    if not isinstance(line, Line) or len(line.text) > LONGEST or _VALUE.search(line.text):
        return None
    if is_aside(line.text) and _is_beside(pieces, index):
        return None
    weight = _weight(line, body)
    if is_indicator_title(line.text) and (weight <= 0 or line.text[0] in _SIGNS) and not announces(line.text):
        return None
    text = with_title(pieces, index)
    readings = tuple(r for r in numbering(text) if _is_title(r, text, weight))
    if weight == 0 and _is_sentence(pieces, index):
        return None
    if not readings:
        unnumbered = None if _goes_on(pieces, index) else _unnumbered(line, weight, body)
        readings = (unnumbered,) if unnumbered else ()
    if not readings:
        return None
    take = 0.0 if weight > 0 else _plain_cost(pieces, index, readings[0])
    refuse = _refuse_cost(readings[0], weight)
    size = round(line.size, 1) if line.size else None
    opens = announces(readings[0].title) and readings[0].number is None
    return Candidate(readings, size, line.font, take, refuse, below_heading(pieces, index), opens)


def _is_beside(pieces: Sequence[Piece], index: int) -> bool:
    """The line before stands on the same height, further left."""
    one, two = pieces[index - 1].block if index else None, pieces[index].block
    if not isinstance(one, Line) or not isinstance(two, Line) or pieces[index - 1].sheet != pieces[index].sheet:
        return False
    if one.box is None or two.box is None or one.box.x1 > two.box.x0 + 1:
        return False
    return min(one.box.bottom, two.box.bottom) - max(one.box.top, two.box.top) > 0.5 * two.box.height


def _is_sentence(pieces: Sequence[Piece], index: int) -> bool:
    """A full line that is cut behind a particle or has a comma, and goes on in the next ones up to a full stop."""
    text = ""
    for piece in pieces[index : index + LINES]:
        line = piece.block
        if not isinstance(line, Line) or (text and (bullet(line.text) or numbering(line.text))):
            return False
        if not text and not (line.full and re.search(r"[、，]|[をにがはとのでへもやて]$", line.text)):
            return False
        text += line.text
        if text.endswith("。"):
            return True
        if not line.full:
            return False
    return False


def _refuse_cost(reading: Numbering, weight: float) -> float:
    """A number in letters that differ from the body's is surely a heading, even out of sequence."""
    if weight > 0:
        return 9.0 if reading.number is not None else 6.0
    return 6.0 if reading.style == "appendix" else 2.4 if reading.style in BARE else 4.0


def below_heading(pieces: Sequence[Piece], index: int) -> bool:
    """The line above is numbered too: whatever is open there has nothing below it yet."""
    above = pieces[index - 1].block if index else None
    if not isinstance(above, Line) or above.text.endswith("。") or len(above.text) > LONGEST:
        return False
    return bool(numbering(above.text))


def _weight(line: Line, body: Body) -> float:
    """How much heavier than the body a line is set: 2 larger, 1 another font, 0 the same or unknown, -1 smaller."""
    if line.size is None or body.size is None:
        return 0
    if line.size < body.size * 0.92:
        return -1
    if line.size > body.size * 1.1:
        return 2
    return 1 if line.font != body.font else 0


def with_title(pieces: Sequence[Piece], index: int) -> str:
    """The line's text; a lone number is joined to the title on the line that follows, a lone marker (基本目標１) to one
    in letters that are at least as large."""
    line, below = pieces[index].block, pieces[index + 1].block if index + 1 < len(pieces) else None
    text = line.text if isinstance(line, Line) else ""
    number = re.fullmatch(r"[0-9０-９]{1,2}", text)
    if not isinstance(line, Line) or not (number or _is_lone_marker(text)):
        return text
    if not isinstance(below, Line) or not (number or _is_title_of(line, below)):
        return "" if number else text
    fits = 2 <= len(below.text) <= LONGEST_TITLE[bool(number)] and not bullet(below.text) and not numbering(below.text)
    return f"{text} {below.text}" if fits and not re.search(r"[。：:，、,]$", below.text) else "" if number else text


def _is_lone_marker(text: str) -> bool:
    styles = ("chapter", "part", "named", "clause")
    return any(r.number is not None and not r.title and r.style.startswith(styles) for r in numbering(text))


def _is_title_of(marker: Line, title: Line) -> bool:
    """In larger letters beside the marker or right below it."""
    if not marker.size or not title.size or marker.box is None or title.box is None:
        return False
    near = -title.size < title.box.top - marker.box.bottom < 1.5 * title.size
    return title.size > 1.1 * marker.size and near and title.box.x1 > marker.box.x0


def is_pushed(text: str) -> bool:
    """A comma behind a single kana (し，): no line begins so but one that a comma at the edge has pushed down."""
    return bool(re.match("[ぁ-ん][，、]", text))


def _goes_on(pieces: Sequence[Piece], index: int) -> bool:
    """The line above looks the same and reaches the edge or ends in a comma: this is the rest of its title."""
    above, line = pieces[index - 1].block if index else None, pieces[index].block
    if not isinstance(above, Line) or not isinstance(line, Line):
        return False
    if not (above.full or is_pushed(line.text) or above.text.endswith(("，", "、", "・"))):
        return False
    return above.font == line.font and abs((above.size or 0) - (line.size or 0)) < 0.6


def _is_title(reading: Numbering, text: str, weight: float) -> bool:
    title = reading.title
    if reading.number is None:
        named = (text[0] == "【" and not title.endswith("。")) or weight > 0 or search_key(title) in _part_words()
        return named and bool(re.search(r"[ぁ-んァ-ヶ一-龠]", title)) and bullet(title) == ""
    if weight < 0 or (reading.number or 0) > 40 or re.search(r"[。，、,：:]$", title):
        return False
    if weight == 0 and _NOT_TITLE.search(title) and not (_spaced(reading, text) and re.match(r"[ぁ-ん]", title)):
        return False
    if not title:
        return reading.style.startswith(("chapter", "part", "named", "clause"))
    if weight == 0 and reading.style == "arabic" and (counts(title) or re.match(r"ポイント|目(?![標的指次])", title)):
        return False
    if reading.style in ("circled", "paren", "paren-kana") and re.match(r"[0-9０-９]{1,3}[^0-9０-９].{3}", title):
        return True
    return not re.match(r"[0-9０-９.,，．～~%％/／-]", title)


def _spaced(reading: Numbering, text: str) -> bool:
    """A blank parts marker and title, so that the title may begin like a particle (１ にぎわい, not １の)."""
    return text[len(reading.marker) : len(reading.marker) + 1] == " "


def _unnumbered(line: Line, weight: float, body: Body) -> Numbering | None:
    """A heading without a number: set larger or in another font, or one of the words that open an appendix."""
    text, words = line.text, knowledge.section_words()
    key = search_key(text)
    if any(key in (search_key(w), search_key(w) + "編") for w in words.appendix):
        return Numbering("appendix", 1.5, None, "", text)
    if weight == 2 and text[:1] in _MARKS and not re.search(r"[。，、]$", text) and len(text) <= 30:
        return Numbering(f"marked:{round(line.size or 0, 1)}", 8.5, None, "", text[1:].strip())
    if weight >= 0 and text[:1] in _MARKS and search_key(text[1:]) in _part_words():
        return Numbering(f"marked:{text[0]}", 8.6, None, "", text[1:].strip())
    if (
        _FIGURE.search(text)
        or weight <= 0
        or len(text) < 3
        or bullet(text)
        or re.search(r"[。，、]$", text)
        or len(text) > 45
    ):
        return None
    if weight == 1 and (line.full or line.indent > 8):
        return None
    size = round(line.size or 0, 1)
    rank = 4.5 if weight == 2 else 8.6
    return Numbering(f"letters:{size}:{line.font}", rank, None, "", text)


@lru_cache(maxsize=1)
def _part_words() -> frozenset[str]:
    """Words that name a part of a group on a marked line: ■具体的な施策, ○現状."""
    words = knowledge.section_words()
    return frozenset(search_key(word) for word in (*words.announcing, *words.excluded))


def _plain_cost(pieces: Sequence[Piece], index: int, reading: Numbering) -> float:
    """A heading in body letters does not interrupt a sentence; a bare number is easily part of one."""
    before = pieces[index - 1].block if index else None
    line = pieces[index].block
    if not isinstance(line, Line):
        return 0.0
    cost = 1.5 if line.full else 0.0
    if isinstance(before, Line) and before.full and not before.text.endswith(("。", "」", "）", "．")):
        cost += 3.0 if reading.style in ("arabic", "alpha", "hyphen", "bracket") else 0.8
    return cost
