"""Letters → rows on one baseline; small letters hang on to large ones, ruby (ふりがな) is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from planlink.documents.glyphs import Glyph, is_blank

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
