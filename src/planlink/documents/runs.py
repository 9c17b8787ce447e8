"""Letters → rows on one baseline → runs without a wide gap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from planlink.documents.glyphs import SELECTOR, Glyph, box_of, is_blank, is_ideograph, is_japanese, size_of
from planlink.records.places import Box

WIDE = 1.2  # a gap of this many letters ends a run
RUBY = 0.62  # small kana of at most this share of the size above letters are ruby (ふりがな)
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・]+\Z")


@dataclass(slots=True)
class Row:
    """Letters on one baseline, with the small ones that hang on to them."""

    size: float
    base: float
    top: float
    bottom: float
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one row without a wide gap, sorted from left to right; blanks are gone. `blanks` has the places
    (index of the next letter) where the file itself has a blank. `row` tells runs of one row from others."""

    glyphs: tuple[Glyph, ...]
    blanks: frozenset[int]
    box: Box
    size: float
    row: int

    @property
    def ink_x0(self) -> float:
        return min(self.glyphs[0].ink_x0, self.box.x1)

    @property
    def ink_x1(self) -> float:
        return max(self.glyphs[-1].ink_x1, self.box.x0)


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """Cluster letters to rows: large ones make the rows, small ones attach to what they touch; ruby is dropped.
    Rows come from top to bottom and do not depend on the order of `glyphs`."""
    rows: list[Row] = []
    for chunk in sorted(_chunks(glyphs), key=lambda c: (-round(c[0].size, 1), c[0].base, c[0].x0)):
        if _is_ruby(chunk, rows):
            continue
        row = _home(chunk, rows)
        if row is None:
            first = chunk[0]
            row = Row(first.size, first.base, min(g.top for g in chunk), max(g.bottom for g in chunk))
            rows.append(row)
        row.glyphs.extend(chunk)
    return sorted(rows, key=lambda r: (r.base, min(g.x0 for g in r.glyphs)))


def _chunks(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Neighbours of the same size on the same baseline."""
    chunks: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in sorted(glyphs, key=lambda g: (round(g.base), round(g.size, 1), g.x0, g.x1)):
        if last is None or not _continues(last, glyph):
            chunks.append([])
        chunks[-1].append(glyph)
        last = glyph
    return chunks


def _continues(last: Glyph, glyph: Glyph) -> bool:
    return (
        round(last.base) == round(glyph.base)
        and round(last.size, 1) == round(glyph.size, 1)
        and glyph.x0 - last.x1 < last.size
    )


def _home(chunk: Sequence[Glyph], rows: Iterable[Row]) -> Row | None:
    """The row that a chunk belongs to: the same baseline, or a line that it touches and whose height holds it."""
    glyph = chunk[0]
    best: tuple[float, Row] | None = None
    centre = (glyph.top + glyph.bottom) / 2
    for row in rows:
        off = abs(row.base - glyph.base)
        if off > row.size:
            continue
        same = off <= max(0.12 * glyph.size, 1.0)
        near = row.top <= centre <= row.bottom and (glyph.size < 0.9 * row.size or off < 0.35 * glyph.size)
        if (same or (near and _touches(chunk, row))) and (best is None or off < best[0]):
            best = (off, row)
    return best[1] if best else None


def _touches(chunk: Sequence[Glyph], row: Row) -> bool:
    reach = 0.6 * row.size
    x0, x1 = chunk[0].x0 - reach, chunk[-1].x1 + reach
    return any(g.x1 >= x0 and g.x0 <= x1 for g in row.glyphs)


def _is_ruby(chunk: Sequence[Glyph], rows: Iterable[Row]) -> bool:
    """Small kana right above (or overlapping the head of) larger letters."""
    size = chunk[0].size
    if not _KANA.match("".join(g.text for g in chunk if not is_blank(g)) or "-"):
        return False
    bottom, middle = chunk[0].bottom, (chunk[0].x0 + chunk[-1].x1) / 2
    return any(
        size <= RUBY * row.size
        and -0.3 * row.size <= row.top - bottom <= 0.4 * row.size
        and any(g.x0 - 0.3 * row.size <= middle <= g.x1 + 0.3 * row.size for g in row.glyphs)
        for row in rows
    )


def runs_of(glyphs: Iterable[Glyph], wide: float = WIDE) -> list[Run]:
    """The runs of all rows, from top to bottom and from left to right."""
    runs: list[Run] = []
    for index, row in enumerate(rows_of(glyphs)):
        runs.extend(_split(row, index, wide))
    return runs


def _split(row: Row, index: int, wide: float) -> list[Run]:
    letters, blanks = visible(row.glyphs)
    if not letters:
        return []
    size = size_of(letters)
    cuts = [i for i in range(1, len(letters)) if letters[i].ink_x0 - letters[i - 1].ink_x1 > wide * size]
    if cuts and is_spread(letters):
        cuts = []
    edges = [0, *cuts, len(letters)]
    return [make_run(letters[a:b], frozenset(i - a for i in blanks if a < i < b), index) for a, b in pairwise(edges)]


def make_run(letters: Sequence[Glyph], blanks: frozenset[int], row: int) -> Run:
    return Run(tuple(letters), blanks, box_of(letters), size_of(letters), row)


def visible(glyphs: Iterable[Glyph]) -> tuple[list[Glyph], frozenset[int]]:
    """Letters from left to right without blanks, and the indices of letters that a blank precedes."""
    letters: list[Glyph] = []
    blanks: set[int] = set()
    for glyph in sorted(glyphs, key=lambda g: (g.x0, not SELECTOR.match(g.text), g.x1, g.text)):
        if is_blank(glyph):
            blanks.add(len(letters))
        elif SELECTOR.fullmatch(glyph.text):
            _select(glyph, letters, blanks)
        else:
            letters.append(glyph)
    return letters, frozenset(blanks)


def _select(selector: Glyph, letters: list[Glyph], blanks: set[int]) -> None:
    """A selector belongs to the ideograph before it; after anything else it is a blank that was mapped wrongly."""
    if letters and is_ideograph(letters[-1].text):
        letters[-1] = letters[-1]._replace(text=letters[-1].text + selector.text)
    else:
        blanks.add(len(letters))


def is_spread(letters: Sequence[Glyph]) -> bool:
    """均等割り付け: three or more Japanese letters with equal, visible gaps."""
    if not 3 <= len(letters) <= 30 or not all(is_japanese(g.text) for g in letters):
        return False
    gaps = [b.x0 - a.x1 for a, b in pairwise(letters)]
    return min(gaps) > 0.1 * letters[0].size and max(gaps) - min(gaps) < 0.5 * letters[0].size


def merge(runs: Sequence[Run]) -> Run:
    """Runs of one row as one; the gaps between them become blanks."""
    letters: list[Glyph] = []
    blanks: set[int] = set()
    for run in sorted(runs, key=lambda r: r.box.x0):
        blanks.update(i + len(letters) for i in run.blanks)
        if letters:
            blanks.add(len(letters))
        letters.extend(run.glyphs)
    return make_run(letters, frozenset(blanks), runs[0].row)
