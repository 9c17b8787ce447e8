"""A sheet of placed letters and rules → a page of blocks in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from planlink.documents.aligned import level_edges, unruled_tables
from planlink.documents.glyphs import Sheet, plain, without_doubles
from planlink.documents.notezones import split_notes
from planlink.documents.quality import quality_of
from planlink.documents.runs import Run, runs_of
from planlink.documents.tables import block_of, grids_of, share_out
from planlink.documents.tabs import without_tabs
from planlink.documents.upright import parted, uprights
from planlink.documents.vertical import stacked_labels, turned_lines
from planlink.records.documents import Block, Page
from planlink.records.places import Box


def page_of(sheet: Sheet) -> Page:
    """Read one sheet: tables and boxes first, then text that goes down and labels that stand upright, then lines in
    columns, then notes."""
    printed, tabs = without_tabs(without_doubles(sheet.glyphs), sheet)
    glyphs = list(plain(printed))
    grids = grids_of(sheet)
    free = share_out(glyphs, grids)
    ruled: list[Block] = [block for block in map(block_of, grids) if block is not None]
    upright, free, boxes = uprights(free, ruled)
    turned = turned_lines(free)
    labels, runs = stacked_labels(runs_of(g for g in free if not g.turn))
    tables, runs = unruled_tables(runs, level_edges(sheet), [b.box for b in boxes if b.box])
    boxes += tables
    left, right = _edges(sheet, runs, [one.box for one in upright] + [b.box for b in boxes if b.box])
    blocks, columns = parted(upright, [*boxes, *turned, *labels, *runs], left, right)
    blocks, notes = split_notes(blocks, sheet)
    return Page(
        sheet.number,
        sheet.width,
        sheet.height,
        tuple(blocks),
        tuple(notes),
        tuple(tabs),
        letters=sheet.letters if sheet.source != "ocr" else "",
        quality=quality_of(sheet, printed),
        columns=columns,
    )


def _edges(sheet: Sheet, runs: Sequence[Run], boxes: Sequence[Box]) -> tuple[float, float]:
    """The left and right edge of the type area; running heads and page numbers have no say."""
    spans = [
        (r.ink_x0, r.ink_x1) for r in runs if r.box.bottom > 0.08 * sheet.height and r.box.top < 0.92 * sheet.height
    ] or [(r.ink_x0, r.ink_x1) for r in runs]
    spans += [(b.x0, b.x1) for b in boxes]
    return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else (0.0, sheet.width)
