"""Letters → rows on one baseline → runs without a wide gap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planlink.documents.glyphs import SELECTOR, Glyph, box_of, is_blank, is_ideograph, is_japanese, size_of
from planlink.documents.gutters import narrow_gutters
from planlink.documents.rows import Row, rows_of
from planlink.records.places import Box

WIDE = 1.2  # a gap of this many letters ends a run
RUBY = 0.62  # small kana of at most this share of the size above letters are ruby (ふりがな)
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・]+\Z")


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


def runs_of(glyphs: Iterable[Glyph], wide: float = WIDE) -> list[Run]:
    """The runs of all rows, from top to bottom and from left to right."""
    runs: list[Run] = []
    rows = rows_of(glyphs)
    gutters = narrow_gutters(rows)
    for index, row in enumerate(rows):
        runs.extend(_split(row, index, wide, gutters.get(index)))
    return runs


def _split(row: Row, index: int, wide: float, gutter: float | None) -> list[Run]:
    letters, blanks = visible(row.glyphs)
    if not letters:
        return []
    size = size_of(letters)
    cuts = [
        i
        for i in range(1, len(letters))
        if letters[i].ink_x0 - letters[i - 1].ink_x1 > wide * size
        or (gutter is not None and letters[i - 1].ink_x1 <= gutter <= letters[i].ink_x0)
    ]
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
