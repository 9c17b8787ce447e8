"""A page can be read in three ways: by the file's letters, by pdfium's, by its picture. Which reading is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from planlink.documents.glyphs import Sheet, without_doubles
from planlink.documents.quality import LIMIT, difference, has_kana, measure, quality_of

Another = Callable[[], Sheet | None]
"""Reads the page another way when it is called; None where that cannot be done."""

LAYER = "layer"
AGREED = 0.2  # a recogniser's slips and the marks it drops are well below this share of the letters
WORTH = 100  # letters in a picture that covers the page, beyond those that stand on it


def best(sheet: Sheet, second: Another, scanned: Another) -> Sheet:
    """The sheet itself where it is sound; else what pdfium or the picture gives, if that is better. `scanned` costs
    seconds and is asked last; where it sees what the file says, the file was right."""
    if is_sound(sheet):
        if sheet.source == LAYER:
            return _with_rules(sheet, scanned)
        return _with_picture(sheet, scanned) if sheet.covered and len(sheet.glyphs) <= 20 else sheet
    other = second() if sheet.letters else None
    if other is not None and is_sound(other) and has_kana([g.text for g in other.glyphs]) and _is_broken(sheet):
        return other
    scan = scanned()
    if scan is None:
        return sheet
    apart = [(_apart(one, scan), one) for one in (sheet, other) if one is not None and one.glyphs]
    nearest = min(apart, key=lambda found: found[0], default=None)
    if nearest is not None and nearest[0] < AGREED:
        return replace(nearest[1], confirmed=True)
    return scan if len(scan.glyphs) >= len(sheet.glyphs) / 3 else sheet


def is_sound(sheet: Sheet) -> bool:
    """Whether the letters can be trusted, and there are some where something is to be seen."""
    if not sheet.glyphs:
        return not (sheet.images or sheet.letters)
    counted = quality_of(sheet, without_doubles(sheet.glyphs))
    return counted.damaged <= LIMIT * counted.letters


def _is_broken(sheet: Sheet) -> bool:
    """Whether the letters themselves show damage; else only a second reader does not see them."""
    return not sheet.glyphs or not is_sound(replace(sheet, letters=""))


def _with_rules(sheet: Sheet, scanned: Another) -> Sheet:
    """Letters that lie unseen on a picture, with the rules that the picture shows; the picture's own letters where
    the two differ much."""
    scan = scanned()
    if scan is None:
        return sheet
    if _apart(sheet, scan) >= AGREED:
        return scan
    return replace(sheet, cells=scan.cells, shaded=(), strokes=scan.strokes, rules=scan.rules, confirmed=True)


def _with_picture(sheet: Sheet, scanned: Another) -> Sheet:
    scan = scanned()
    return scan if scan is not None and len(scan.glyphs) > len(sheet.glyphs) + WORTH else sheet


def _apart(one: Sheet, two: Sheet) -> float:
    """The share of letters in which two readings differ; 1 for one with damaged letters."""
    texts = [glyph.text for glyph in without_doubles(one.glyphs)]
    others = [glyph.text for glyph in two.glyphs]
    if not others or measure(texts, 0).damaged > LIMIT * len(texts):
        return 1.0
    return difference(texts, others) / max(len(texts), len(others))
