"""Which lines could be headings, and why: numbering, letters that differ from the body's, words, brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from planlink import knowledge
from planlink.japanese.text import counts, search_key
from planlink.outline.nesting import BARE, Candidate
from planlink.outline.numbering import Numbering, bullet, numbering
from planlink.outline.stream import Piece, is_indicator_title, lines_of
from planlink.outline.titles import announces
from planlink.records.documents import Line

LONGEST = 60
RUNNING = 200  # letters of running text that tell how the body is set
_NOT_TITLE = re.compile(r"[。：:]$|[，、,]$|^[はがをにのとでもへや、，。]")
_SIGNS = "【[■◆●○<＜《※"
_MARKS = ("■", "□", "◆", "◇", "●", "○", "◎", "▼", "▶")
_VALUE = re.compile(r"[：:].*[0-9０-９].*[（(]|←")


@dataclass(frozen=True, slots=True)
class Body:
    """How the body of a document is set: the commonest size and font (None in text files)."""

    size: float | None
    font: str | None


def body_of(pieces: Sequence[Piece]) -> Body:
    """The size and font that most letters of a document have; where hardly any text runs outside of tables and boxes,
    their letters count too."""
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    free = [p.block for p in pieces if isinstance(p.block, Line)]
    running = sum(len(line.text) for line in free if line.text.endswith("。") or line.full)
    for line in free if running >= RUNNING else [line for p in pieces for line in lines_of(p.block)]:
        if line.size:
            sizes[round(line.size, 1)] += len(line.text)
        if line.font:
            fonts[line.font] += len(line.text)
    return Body(
        sizes.most_common(1)[0][0] if sizes else None,
        fonts.most_common(1)[0][0] if fonts else None,
    )


def candidates(pieces: Sequence[Piece], body: Body) -> dict[int, Candidate]:
    """All lines that may be headings, by their place. A title that returns (取組の方向 below every goal) is surely
    one, so it is dear to refuse."""
    found = {i: c for i in range(len(pieces)) if (c := candidate(pieces, i, body))}
    counts = Counter((r.style, r.title) for c in found.values() for r in c.readings if r.title)
    return {i: replace(c, refuse=max(c.refuse, 5.0)) if _returns(c, counts) else c for i, c in found.items()}


def _returns(candidate: Candidate, counts: Counter[tuple[str, str]]) -> bool:
    return any(counts[(r.style, r.title)] >= 3 for r in candidate.readings if r.title)


def candidate(pieces: Sequence[Piece], index: int, body: Body) -> Candidate | None:
    """The line at `index` as a possible heading, or None where it cannot be one."""
    line = pieces[index].block
    if not isinstance(line, Line) or len(line.text) > LONGEST or _VALUE.search(line.text):
        return None
    weight = _weight(line, body)
    if is_indicator_title(line.text) and (weight <= 0 or line.text[0] in _SIGNS) and not announces(line.text):
        return None
    text = with_title(pieces, index)
    readings = tuple(r for r in numbering(text) if _is_title(r, text, weight))
    if not readings:
        unnumbered = None if _goes_on(pieces, index) else _unnumbered(line, weight, body)
        readings = (unnumbered,) if unnumbered else ()
    if not readings:
        return None
    take = 0.0 if weight > 0 else _plain_cost(pieces, index, readings[0])
    refuse = 6.0 if weight > 0 or readings[0].style == "appendix" else 2.4 if readings[0].style in BARE else 4.0
    size = round(line.size, 1) if line.size else None
    opens = announces(readings[0].title) and readings[0].number is None
    return Candidate(readings, size, line.font, take, refuse, below_heading(pieces, index), opens)


def below_heading(pieces: Sequence[Piece], index: int) -> bool:
    """The line above is numbered too: whatever is open there has nothing below it yet."""
    above = pieces[index - 1].block if index else None
    return isinstance(above, Line) and bool(numbering(above.text)) and len(above.text) <= LONGEST


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
    """The line's text; a lone number is joined to the title on the line that follows."""
    line, below = pieces[index].block, pieces[index + 1].block if index + 1 < len(pieces) else None
    text = line.text if isinstance(line, Line) else ""
    if not re.fullmatch(r"[0-9０-９]{1,2}", text) or not isinstance(below, Line):
        return text
    fits = 2 <= len(below.text) <= 30 and not bullet(below.text) and not numbering(below.text)
    return f"{text} {below.text}" if fits and not re.search(r"[。：:，、,]$", below.text) else ""


def _goes_on(pieces: Sequence[Piece], index: int) -> bool:
    """The line above looks the same and reaches the edge: this is the rest of its title."""
    above, line = pieces[index - 1].block if index else None, pieces[index].block
    if not isinstance(above, Line) or not isinstance(line, Line) or not above.full:
        return False
    return above.font == line.font and abs((above.size or 0) - (line.size or 0)) < 0.6


def _is_title(reading: Numbering, text: str, weight: float) -> bool:
    title = reading.title
    if reading.number is None:
        named = text[0] == "【" or weight > 0 or search_key(title) in _part_words()
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
    if weight >= 0 and text[:1] in _MARKS and search_key(text[1:]) in _part_words():
        return Numbering(f"marked:{text[0]}", 8.6, None, "", text[1:].strip())
    if weight <= 0 or len(text) < 3 or bullet(text) or re.search(r"[。，、]$", text) or len(text) > 45:
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
