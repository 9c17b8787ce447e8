"""Letters as they are placed on a sheet, before anything is known about lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median_low
from typing import NamedTuple

from planlink.japanese.text import with_geta, with_plain_letters
from planlink.records.places import Box

CLOSING = frozenset("，。、．）」』】］｝〉》〕")
OPENING = frozenset("（「『【［｛〈《〔")
DIGITS = frozenset("0123456789０１２３４５６７８９")
VOICED = {"\u3099": "\u3099", "\u309a": "\u309a", "゛": "\u3099", "゜": "\u309a", "ﾞ": "\u3099", "ﾟ": "\u309a"}
SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_HALF = re.compile("[\ud800-\udfff]")


class Glyph(NamedTuple):
    """One drawn letter. `base` is the height of its baseline from the top of the page; all lengths in points.
    `raised` says that its ink floats above the baseline although its size is that of the text; `turn` is 0 for letters
    that stand, 1 for those on their side that read downwards, -1 for those that read upwards."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    base: float
    font: str
    raised: bool = False
    turn: int = 0

    @property
    def ink_x0(self) -> float:
        """The left edge of its ink: an opening bracket fills only the right half of its square."""
        return self.x0 + 0.5 * self.size if self.text in OPENING and self.x1 - self.x0 > 0.8 * self.size else self.x0

    @property
    def ink_x1(self) -> float:
        """The right edge of its ink: a comma or closing bracket fills only the left half of its square."""
        return self.x1 - 0.5 * self.size if self.text in CLOSING and self.x1 - self.x0 > 0.8 * self.size else self.x1


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn on one page. `cells` are the closed cells that rules form, `shaded` those that rules and the
    edges of coloured areas form, `strokes` what is drawn along lines (rules and outlines), `rules` the single ones
    among them, `letters` what a second reader saw, without white space, `source` where the letters come from (file,
    second, ocr, layer: unseen on a picture), `covered` that one picture takes most of the sheet, `confirmed` that its
    picture shows these letters."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    cells: tuple[Box, ...] = ()
    shaded: tuple[Box, ...] = ()
    strokes: tuple[Box, ...] = ()
    rules: tuple[Box, ...] = ()
    images: int = 0
    letters: str = ""
    source: str = "file"
    covered: bool = False
    confirmed: bool = False


def is_blank(glyph: Glyph) -> bool:
    """White space, and selectors that follow no ideograph (some writers map a blank to one)."""
    return glyph.text.isspace() or not glyph.text


def is_japanese(letter: str) -> bool:
    """Kana, ideographs, full-width forms, Ⅰ, ①, → and the like; letters of Western alphabets are not."""
    return letter[0] >= "\u2010"


def is_ideograph(letter: str) -> bool:
    return "\u3400" <= letter[0] <= "\u9fff" or "\uf900" <= letter[0] <= "\ufaff" or letter[0] >= "\U00020000"


def box_of(glyphs: Iterable[Glyph]) -> Box:
    """The smallest box around glyphs (at least one)."""
    held = list(glyphs)
    return Box(min(g.x0 for g in held), min(g.top for g in held), max(g.x1 for g in held), max(g.bottom for g in held))


def size_of(glyphs: Iterable[Glyph]) -> float:
    """The size that most letters have at least: marks and ruby do not pull it down."""
    return median_low([g.size for g in glyphs])


def without_doubles(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Drop letters that are drawn again within a quarter of their size (bold by printing twice, shadows)."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, int], list[Glyph]] = {}
    for glyph in glyphs:
        row = int(glyph.top // 4)
        beside, below = 0.4 * (glyph.x1 - glyph.x0), 0.4 * (glyph.bottom - glyph.top)
        beside, below = min(beside, glyph.size / 4), min(below, glyph.size / 4)
        if any(
            abs(other.x0 - glyph.x0) < beside and abs(other.top - glyph.top) < below
            for key in (row - 1, row, row + 1)
            for other in seen.get((glyph.text, key), ())
        ):
            continue
        seen.setdefault((glyph.text, row), []).append(glyph)
        kept.append(glyph)
    return kept


def plain(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The letters as drawn where the file has look-alikes of them (radicals for ideographs), 〓 where it only has a
    number of its own."""
    for glyph in glyphs:
        text = with_plain_letters(glyph.text)
        if text >= "\ud800" or text.startswith("(cid:"):
            text = with_geta(text)
        yield glyph if text == glyph.text else glyph._replace(text=text)


def mended(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Surrogate halves that follow each other become one letter, one that is alone the sign for a lost letter, since no
    file can hold it; a voiced mark (か + ゛) joins its kana."""
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and (text := _joined(last, glyph)):
            last = last._replace(text=text, x1=max(last.x1, glyph.x1))
            continue
        if last is not None:
            yield _writable(last)
        last = glyph
    if last is not None:
        yield _writable(last)


def _writable(glyph: Glyph) -> Glyph:
    if not _HALF.search(glyph.text):
        return glyph
    return glyph._replace(text=_HALF.sub("\ufffd", glyph.text))


def _joined(one: Glyph, two: Glyph) -> str:
    """The letter that two glyphs make together; empty where each stands for itself."""
    if "\ud800" <= one.text[-1:] <= "\udbff" and "\udc00" <= two.text[:1] <= "\udfff":
        return (one.text + two.text).encode("utf-16", "surrogatepass").decode("utf-16")
    if two.text not in VOICED or abs(one.base - two.base) > one.size / 2 or two.x0 > one.x1 + 0.3 * one.size:
        return ""
    joined = unicodedata.normalize("NFC", one.text + VOICED[two.text])
    return joined if len(joined) == len(one.text) else ""
