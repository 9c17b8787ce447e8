"""A sheet of placed letters and rules → a page of blocks in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from planlink.documents.glyphs import Sheet, without_doubles
from planlink.documents.notes import split_notes
from planlink.documents.quality import measure
from planlink.documents.runs import Run, runs_of
from planlink.documents.tables import block_of, grids_of, share_out
from planlink.documents.upright import in_place, uprights
from planlink.documents.vertical import stacked_labels, turned_lines
from planlink.records.documents import Page
from planlink.records.places import Box


def page_of(sheet: Sheet) -> Page:
    """Read one sheet: tables and boxes first, then text that goes down and labels that stand upright, then lines in
    columns, then notes."""
    glyphs = without_doubles(sheet.glyphs)
    grids = grids_of(sheet)
    free = share_out(glyphs, grids)
    ruled = [block for block in map(block_of, grids) if block is not None]
    upright, free, boxes = uprights(free, ruled)
    turned = turned_lines(free)
    labels, runs = stacked_labels(runs_of(g for g in free if not g.turn))
    left, right = _edges(sheet, runs, [one.box for one in upright] + [b.box for b in boxes if b.box])
    blocks = in_place(upright, [*boxes, *turned, *labels, *runs], left, right)
    blocks, notes = split_notes(blocks, sheet)
    return Page(
        sheet.number,
        sheet.width,
        sheet.height,
        tuple(blocks),
        tuple(notes),
        letters=sheet.letters,
        quality=measure((g.text for g in glyphs), sheet.images),
    )


def _edges(sheet: Sheet, runs: Sequence[Run], boxes: Sequence[Box]) -> tuple[float, float]:
    """The left and right edge of the type area; running heads and page numbers have no say."""
    spans = [
        (r.ink_x0, r.ink_x1) for r in runs if r.box.bottom > 0.08 * sheet.height and r.box.top < 0.92 * sheet.height
    ] or [(r.ink_x0, r.ink_x1) for r in runs]
    spans += [(b.x0, b.x1) for b in boxes]
    return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else (0.0, sheet.width)
