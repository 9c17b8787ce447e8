"""A sheet of placed letters and rules → a page of blocks in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from planlink.documents.aligned import level_edges, unruled_tables
from planlink.documents.columns import columns_of
from planlink.documents.glyphs import Sheet, without_doubles
from planlink.documents.notezones import split_notes
from planlink.documents.quality import quality_of
from planlink.documents.runs import Run, runs_of
from planlink.documents.tables import block_of, grids_of, share_out
from planlink.documents.tabs import without_tabs
from planlink.documents.vertical import stacked_labels, turned_lines
from planlink.records.documents import Block, Page


def page_of(sheet: Sheet) -> Page:
    """Read one sheet: tables and boxes first, then labels that stand upright, then lines in columns, then notes."""
    glyphs, tabs = without_tabs(without_doubles(sheet.glyphs), sheet)
    grids = grids_of(sheet)
    free = share_out(glyphs, grids)
    boxes: list[Block] = [block for block in map(block_of, grids) if block is not None]
    turned = turned_lines(free)
    labels, runs = stacked_labels(runs_of(g for g in free if not g.turn))
    tables, runs = unruled_tables(runs, level_edges(sheet), [b.box for b in boxes if b.box])
    boxes += tables
    left, right = _edges(sheet, runs, boxes)
    columns = columns_of([*boxes, *turned, *labels, *runs], left, right)
    blocks, notes = split_notes([block for column in columns for block in column.blocks], sheet)
    return Page(
        sheet.number,
        sheet.width,
        sheet.height,
        tuple(blocks),
        tuple(notes),
        tuple(tabs),
        letters=sheet.letters if sheet.source != "ocr" else "",
        quality=quality_of(sheet, glyphs),
        columns=tuple(column.box for column in columns),
    )


def _edges(sheet: Sheet, runs: Sequence[Run], boxes: Sequence[Block]) -> tuple[float, float]:
    """The left and right edge of the type area; running heads and page numbers have no say."""
    spans = [
        (r.ink_x0, r.ink_x1) for r in runs if r.box.bottom > 0.08 * sheet.height and r.box.top < 0.92 * sheet.height
    ] or [(r.ink_x0, r.ink_x1) for r in runs]
    spans += [(b.box.x0, b.box.x1) for b in boxes if b.box]
    return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else (0.0, sheet.width)
