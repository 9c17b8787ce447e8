"""A sheet of placed letters and rules → a page of blocks in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from planlink.documents.columns import in_order
from planlink.documents.glyphs import Glyph, Sheet, is_japanese, without_doubles
from planlink.documents.notes import split_notes
from planlink.documents.quality import measure
from planlink.documents.runs import Run, runs_of
from planlink.documents.tables import block_of, grids_of, share_out, stack
from planlink.records.documents import Block, Line, Page


def page_of(sheet: Sheet) -> Page:
    """Read one sheet: tables and boxes first, then labels that stand upright, then lines in columns, then notes."""
    glyphs = without_doubles(sheet.glyphs)
    grids = grids_of(sheet)
    free = share_out(glyphs, grids)
    boxes = [block for block in map(block_of, grids) if block is not None]
    turned = _turned(free)
    labels, runs = stacked_labels(runs_of(g for g in free if g.upright))
    left, right = _edges(sheet, runs, boxes)
    blocks = in_order([*boxes, *turned, *labels, *runs], left, right)
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


def _edges(sheet: Sheet, runs: Sequence[Run], boxes: Sequence[Block]) -> tuple[float, float]:
    """The left and right edge of the type area; running heads and page numbers have no say."""
    spans = [
        (r.ink_x0, r.ink_x1)
        for r in runs
        if r.box.bottom > 0.08 * sheet.height and r.box.top < 0.92 * sheet.height
    ] or [(r.ink_x0, r.ink_x1) for r in runs]
    spans += [(b.box.x0, b.box.x1) for b in boxes if b.box]
    return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else (0.0, sheet.width)


def _turned(glyphs: Sequence[Glyph]) -> list[Line]:
    """Letters that are set on their side, joined from top to bottom."""
    columns: list[list[Glyph]] = []
    letters = [g for g in glyphs if not g.upright and not g.text.isspace()]
    for glyph in sorted(letters, key=lambda g: (round(g.x0), g.top)):
        last = columns[-1][-1] if columns else None
        if last and abs(last.x0 - glyph.x0) < 3 and glyph.top - last.bottom < 2 * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return [stack(column) for column in columns]


def stacked_labels(runs: Sequence[Run]) -> tuple[list[Line], list[Run]]:
    """Upright labels (【重/点/施/策】): one or two letters a row, in a column that shares few rows with others."""
    crowded = {r.row for one, r in pairwise(runs) if one.row == r.row}
    tower: list[Run] = []
    towers: list[list[Run]] = []
    for run in sorted((r for r in runs if _is_label_part(r)), key=lambda r: (round(_centre(r) / 6), r.box.top)):
        if tower and not _follows(tower[-1], run):
            towers.append(tower)
            tower = []
        tower.append(run)
    towers.append(tower)
    good = [t for t in towers if len(t) >= 3 and sum(r.row in crowded for r in t) <= len(t) / 2]
    used = {id(r) for t in good for r in t}
    labels = [stack([g for r in t for g in r.glyphs]) for t in good]
    return labels, [r for r in runs if id(r) not in used]


def _is_label_part(run: Run) -> bool:
    return len(run.glyphs) <= 2 and all(is_japanese(g.text) and g.text not in "・○●◎□■◆◇※☆★△▲▼▽" for g in run.glyphs)


def _centre(run: Run) -> float:
    return (run.ink_x0 + run.ink_x1) / 2


def _follows(upper: Run, lower: Run) -> bool:
    return (
        abs(_centre(upper) - _centre(lower)) < 0.8 * lower.size
        and abs(upper.size - lower.size) < 0.1 * lower.size
        and 0 < lower.box.top - upper.box.top < 2.2 * lower.size
    )
