"""Letters read off a picture, one stretch of a line at a time → glyphs: their size, their cells, blanks and marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from planlink.documents import ink
from planlink.documents.glyphs import DIGITS, Glyph, is_ideograph, is_japanese
from planlink.records.places import Box

FONT, BOLD = "OCR", "OCR-Bold"
HEIGHT = {"ideograph": 0.92, "kana": 0.88, "western": 0.72}  # how high the ink of a line is, in letters
BLANK = 0.55  # letters without ink between two letters, and well more than is usual on the line: a blank
HEAVY = 1.15  # strokes that much wider than those of the text are bold
GRADE = 0.06  # sizes that differ by less than this share are one size
SMALL = dict(zip("ぁぃぅぇぉっゃゅょァィゥェォッャュョヶ", "あいうえおつやゆよアイウエオツヤユヨケ", strict=True))
LARGE = {large: small for small, large in SMALL.items()}
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))


class Letter(NamedTuple):
    """A letter that was read: `middle` is where it stands in its stretch (pixels), `apart` says that a blank was read
    before it."""

    text: str
    middle: float
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters on one line, their ink (`mask`) in a part of the picture that begins at `x0` and `top`, the size of a
    letter and the foot of the line; all in pixels of the picture."""

    letters: tuple[Letter, ...]
    mask: ink.Mask
    x0: int
    top: int
    size: float
    foot: float
    font: str = FONT

    @property
    def columns(self) -> ink.Columns:
        """Which columns of pixels have ink."""
        return ink.columns(self.mask)

    def crosses(self, rule: Box) -> bool:
        """Whether a rule lies in the midst of the letters: a stroke of one of them."""
        x, y = (rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2
        beside = self.x0 <= x <= self.x0 + self.mask.shape[1]
        level = self.foot - self.size < y < self.foot + 0.1 * self.size
        return beside and level and max(rule.width / 4, rule.height / 1.3) < self.size


def measured(letters: Sequence[Letter], seen: ink.Mask, x0: int, top: int) -> Stretch:
    """The stretch with the size and foot that its ink shows; letters without any ink were not there."""
    start, end = ink.band(seen)
    line = np.zeros_like(seen)
    line[start:end] = seen[start:end]
    kind = _kind(letters)
    size = max(1.0, (end - start) / HEIGHT[kind])
    foot = top + end - (0.08 * size if kind == "ideograph" else 0.04 * size if kind == "kana" else 0.0)
    there = [one for one in letters if _has_ink(line, one.middle, 0.4 * size)]
    return Stretch((*_unread_mark(there, line, size), *there), line, x0, top, size, foot)


def _kind(letters: Sequence[Letter]) -> str:
    if any(is_ideograph(one.text) for one in letters):
        return "ideograph"
    return "kana" if any(is_japanese(one.text) for one in letters) else "western"


def _has_ink(line: ink.Mask, middle: float, reach: float) -> bool:
    return bool(line[:, max(0, int(middle - reach)) : int(middle + reach) + 1].any())


def _unread_mark(letters: Sequence[Letter], line: ink.Mask, size: float) -> Iterator[Letter]:
    """A list mark (○, ●, □, ■, ・) at the head of the line that was not read: ink before the first letter."""
    if not letters:
        return
    columns = ink.columns(line)
    first = int(letters[0].middle)
    clear = np.flatnonzero(~columns[:first])
    edge = int(clear[-1]) if len(clear) else 0
    filled = np.flatnonzero(columns[:edge])
    if not len(filled) or first - filled[-1] < 0.5 * size:
        return
    blob = line[:, filled[0] : filled[-1] + 1]
    rows = np.flatnonzero(blob.any(axis=1))
    mark = ink.shape_of(blob[rows[0] : rows[-1] + 1], size)
    if mark:
        yield Letter(mark, float(filled[0] + filled[-1]) / 2)


def graded(stretches: Sequence[Stretch], dpi: int) -> list[Stretch]:
    """Sizes measured on a picture differ from line to line: those close to a size that many letters have become that
    size, in half points."""
    counts: Counter[float] = Counter()
    for stretch in stretches:
        counts[round(stretch.size, 1)] += len(stretch.letters)
    grades: list[list[float]] = []
    for size, _ in sorted(counts.items(), key=lambda found: (-found[1], found[0])):
        near = [grade for grade in grades if abs(grade[0] - size) < GRADE * grade[0]]
        if near:
            min(near, key=lambda grade: abs(grade[0] - size)).append(size)
        else:
            grades.append([size])
    sizes = {size: _half_points(_mean(grade, counts), dpi) for grade in grades for size in grade}
    return [replace(s, size=sizes[round(s.size, 1)]) for s in stretches if s.letters]


def _mean(grade: Sequence[float], counts: Counter[float]) -> float:
    return sum(size * counts[size] for size in grade) / sum(counts[size] for size in grade)


def weighed(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Stretches of about the size of the text whose strokes are clearly wider than its are bold; larger ones stand
    out by their size, and a few letters say little."""
    letters: Counter[float] = Counter()
    for stretch in stretches:
        letters[stretch.size] += len(stretch.letters)
    if not letters:
        return []
    main = max(letters, key=lambda size: (letters[size], size))
    text = [ink.stroke(s.mask) for s in stretches if s.size == main for _ in s.letters]
    heavy = HEAVY * median(text)
    return [replace(s, font=BOLD) if _is_heavy(s, main, heavy) else s for s in stretches]


def _is_heavy(stretch: Stretch, main: float, heavy: float) -> bool:
    like_text = abs(stretch.size - main) < 0.16 * main and sum(is_japanese(one.text) for one in stretch.letters) >= 4
    return like_text and ink.stroke(stretch.mask) > heavy


def _half_points(pixels: float, dpi: int) -> float:
    return max(1, round(pixels * 144 / dpi)) * dpi / 144


def glyphs_of(stretch: Stretch, scale: float) -> Iterator[Glyph]:
    """The letters in cells that touch, apart from blanks; `scale` is points a pixel."""
    bottom = stretch.foot + 0.12 * stretch.size
    blanks = _blanks(stretch)
    edges = _cells(stretch, blanks)
    for index, letter in enumerate(stretch.letters):
        left, right = edges[index]
        if index in blanks:
            gap = edges[index - 1][1]
            yield _glyph(" ", gap, max(left, gap), bottom, stretch, scale)
        text = SUPERSCRIPTS.get(letter.text, _sized(letter.text, stretch, left, right))
        raised = text != letter.text or (text in DIGITS and _floats(stretch, letter))
        yield _glyph(text, left, right, bottom, stretch, scale, raised)


def _glyph(
    text: str, left: float, right: float, bottom: float, stretch: Stretch, scale: float, raised: bool = False
) -> Glyph:
    x0, x1 = (stretch.x0 + left) * scale, (stretch.x0 + right) * scale
    size = stretch.size
    return Glyph(
        text, x0, (bottom - size) * scale, x1, bottom * scale, size * scale, stretch.foot * scale, stretch.font, raised
    )


def _cells(stretch: Stretch, blanks: frozenset[int]) -> list[tuple[float, float]]:
    """Where each letter begins and ends: full or half width about its middle, and neighbours touch halfway."""
    size = stretch.size
    cells = [(m - _half(t, size), m + _half(t, size)) for t, m, _ in stretch.letters]
    filled = np.flatnonzero(stretch.columns)
    cells[0] = (min(cells[0][0], float(filled[0])) if len(filled) else cells[0][0], cells[0][1])
    for index in range(1, len(cells)):
        if index not in blanks or cells[index - 1][1] > cells[index][0]:
            halfway = (cells[index - 1][1] + cells[index][0]) / 2
            cells[index - 1] = (cells[index - 1][0], halfway)
            cells[index] = (halfway, cells[index][1])
    return cells


def _half(text: str, size: float) -> float:
    return size / 2 if is_japanese(text) else size / 4


def _blanks(stretch: Stretch) -> frozenset[int]:
    """Indices of letters with a blank before them: between Western letters one that was read, else a stretch without
    ink that is wider than usual."""
    columns = stretch.columns
    gaps = [ink.widest_gap(columns, a.middle, b.middle) / stretch.size for a, b in pairwise(stretch.letters)]
    wide = max(BLANK, (median(gaps) if gaps else 0.0) + 0.4)
    return frozenset(
        index
        for index, (gap, (before, letter)) in enumerate(zip(gaps, pairwise(stretch.letters), strict=True), start=1)
        if (gap > wide if is_japanese(before.text) or is_japanese(letter.text) else letter.apart)
    )


def _sized(text: str, stretch: Stretch, left: float, right: float) -> str:
    """つ or っ, ユ or ュ: the shapes are the same, so the ink says which it is."""
    if text not in SMALL and text not in LARGE:
        return text
    strip = stretch.mask[:, max(0, round(left)) : round(right)]
    extent = max(_extent(ink.columns(strip)), _extent(ink.columns(strip.T))) / stretch.size
    if extent > 0.78:
        return SMALL.get(text, text)
    return LARGE.get(text, text) if 0 < extent < 0.735 else text


def _extent(filled: ink.Columns) -> int:
    places = np.flatnonzero(filled)
    return int(places[-1] - places[0]) + 1 if len(places) else 0


def _floats(stretch: Stretch, digit: Letter) -> bool:
    """Whether the ink of a digit ends well above the foot of the line: a footnote mark."""
    columns = stretch.columns
    reach, middle = round(0.3 * stretch.size), int(digit.middle)
    left = next((x for x in range(middle, max(0, middle - reach), -1) if not columns[x]), max(0, middle - reach))
    right = next((x for x in range(middle + 1, min(len(columns), middle + reach)) if not columns[x]), middle + reach)
    rows = np.flatnonzero(stretch.mask[:, left:right].any(axis=1))
    return bool(len(rows)) and stretch.top + rows[-1] < stretch.foot - 0.22 * stretch.size
