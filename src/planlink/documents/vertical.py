"""縦書き: letters that stand one below the other, in cells and as labels, and letters that are set on their side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from planlink.documents.glyphs import Glyph, is_blank, is_japanese
from planlink.documents.lines import line_of
from planlink.documents.runs import Run, make_run, runs_of
from planlink.records.documents import Line
from planlink.records.places import Box

_SIGNS = frozenset("・○●◎□■◆◇※☆★△▲▼▽")


def stack(letters: Sequence[Glyph]) -> Line:
    """Letters in the order given as one line."""
    run = make_run(letters, frozenset(), -1)
    return line_of(run, run.box.x0, run.box.x1)


def stacked_line(glyphs: Iterable[Glyph]) -> Line | None:
    """The letters of a cell as one line if they run downwards, column by column from the right; None otherwise."""
    letters = [g for g in glyphs if not is_blank(g)]
    if len(letters) < 2 or not all(is_japanese(g.text) for g in letters):
        return None
    columns = _columns(letters)
    if any(len(column) < 2 for column in columns[:-1]) or len(columns[0]) < 2 or not _runs_down(columns):
        return None
    return stack([g for column in columns for g in column])


def _columns(letters: Sequence[Glyph]) -> list[list[Glyph]]:
    """Letters with the same middle, from the right column to the left one, each from top to bottom."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(letters, key=lambda g: -(g.x0 + g.x1)):
        if columns and abs(_middle(columns[-1][0]) - _middle(glyph)) < 0.3 * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return [sorted(column, key=lambda g: g.top) for column in columns]


def _middle(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def _runs_down(columns: Sequence[Sequence[Glyph]]) -> bool:
    """Whether letters follow each other closer downwards than sideways."""
    down = [b.top - a.top for column in columns for a, b in pairwise(column)]
    if min(down) <= 0.3 * columns[0][0].size:
        return False
    sideways = [_middle(a[0]) - _middle(b[0]) for a, b in pairwise(columns)]
    return not sideways or median(down) < min(sideways) - 0.1 * columns[0][0].size


def turned_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Letters set on their side: those that read downwards from the right, those that read upwards from the left."""
    lines: list[Line] = []
    held = list(glyphs)
    for turn in (1, -1):
        for run in runs_of(laid_flat(g, turn) for g in held if g.turn == turn):
            flat = line_of(run, run.box.x0, run.box.x1)
            lines.append(replace(flat, box=set_up(run.box, turn)))
    return lines


def laid_flat(glyph: Glyph, turn: int) -> Glyph:
    """The letter as it stands when the page is turned so that what reads downwards (1) or upwards (-1) is level."""
    if turn > 0:
        x0, top, x1, bottom = glyph.top, -glyph.x1, glyph.bottom, -glyph.x0
    else:
        x0, top, x1, bottom = -glyph.bottom, glyph.x0, -glyph.top, glyph.x1
    return glyph._replace(x0=x0, top=top, x1=x1, bottom=bottom, base=bottom, turn=0)


def set_up(box: Box, turn: int) -> Box:
    """Where a box stands when the page is turned back."""
    if turn > 0:
        return Box(-box.bottom, box.x0, -box.top, box.x1)
    return Box(box.top, -box.x1, box.bottom, -box.x0)


@dataclass(frozen=True, slots=True)
class _Part:
    """One or two letters that may belong to an upright label; `rest` is what is left of the run they were cut from."""

    run: Run
    source: Run
    rest: Run | None
    crowded: bool


def stacked_labels(runs: Sequence[Run]) -> tuple[list[Line], list[Run]]:
    """Upright labels (【重/点/施/策】): one or two letters a row, in a column that shares few rows with others.
    The labels, and the runs that are left."""
    towers: list[list[_Part]] = []
    for part in sorted(_parts(runs), key=lambda p: (round(_centre(p.run) / 6), p.run.box.top)):
        if towers and _follows(towers[-1][-1].run, part.run):
            towers[-1].append(part)
        else:
            towers.append([part])
    good = [t for t in towers if len(t) >= 3 and sum(p.crowded for p in t) <= len(t) / 2]
    used = {id(p.source): p.rest for t in good for p in t}
    labels = [stack([g for p in t for g in p.run.glyphs]) for t in good]
    rest = [used.get(id(r), r) for r in runs]
    return labels, [r for r in rest if r is not None]


def _parts(runs: Sequence[Run]) -> Iterator[_Part]:
    crowded = {r.row for one, r in pairwise(runs) if one.row == r.row}
    for run in runs:
        if _is_part(run):
            yield _Part(run, run, None, run.row in crowded)
            continue
        cut = next((i for i in (1, 2) if i < len(run.glyphs) and _is_apart(run, i)), 0)
        if cut and _is_part(head := _slice(run, 0, cut)):
            yield _Part(head, run, _slice(run, cut, len(run.glyphs)), True)


def _is_apart(run: Run, index: int) -> bool:
    return run.glyphs[index].ink_x0 - run.glyphs[index - 1].ink_x1 > 0.4 * run.size


def _slice(run: Run, start: int, stop: int) -> Run:
    return make_run(run.glyphs[start:stop], frozenset(i - start for i in run.blanks if start < i < stop), run.row)


def _is_part(run: Run) -> bool:
    return len(run.glyphs) <= 2 and all(is_japanese(g.text) and g.text not in _SIGNS for g in run.glyphs)


def _centre(run: Run) -> float:
    return (run.ink_x0 + run.ink_x1) / 2


def _follows(upper: Run, lower: Run) -> bool:
    return (
        abs(_centre(upper) - _centre(lower)) < 0.8 * lower.size
        and abs(upper.size - lower.size) < 0.1 * lower.size
        and 0 < lower.box.top - upper.box.top < 2.2 * lower.size
    )
