"""Headings that are set in boxes, bars, and rows of tables become lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from planlink.japanese.text import join_lines
from planlink.outline.numbering import numbering
from planlink.records.documents import Block, Cell, Frame, Line, Table
from planlink.records.places import Box

LONGEST = 60  # letters of a heading


def unbar(block: Block, names_indicators: Callable[[str], bool]) -> tuple[Block, ...]:
    """A block in its parts: a heading in a box, as a bar (label | title in one row), above the columns of a table or
    on top of a box is a line before what is left. A title that `names_indicators` stays in its box."""
    if isinstance(block, Frame):
        return (_unframed(block),)
    if not isinstance(block, Table):
        return (block,)
    bar = _bar(block)
    return (bar,) if bar else _titled(block, names_indicators)


def _unframed(frame: Frame) -> Block:
    text = join_lines(line.text for line in frame.lines)
    if not _is_heading(text) or any(numbering(line.text) for line in frame.lines[1:]):
        return frame
    return _as_heading(frame.lines[0], text, frame.box)


def _is_heading(text: str) -> bool:
    marker = next(iter(numbering(text)), None)
    named = marker is not None and bool(marker.number) and bool(marker.title)
    return named and len(text) <= LONGEST and not text.endswith("。")


def _as_heading(line: Line, text: str, box: Box | None) -> Line:
    return replace(line, text=text, box=box, indent=0.0, full=False)


def _bar(table: Table) -> Line | None:
    """A single row with a label (施策１) and its title."""
    if table.rows != 1 or table.columns > 3 or len(table.cells) < 2:
        return None
    label, *titles = [_text(cell) for cell in table.cells]
    title = " ".join(text for text in titles if text)
    marker = next(iter(numbering(label + " ")), None)
    if marker is None or marker.title or not title or len(title) > LONGEST:
        return None
    lines = [line for cell in table.cells[1:] for line in cell.lines]
    return _as_heading(lines[0], f"{label} {title}", table.box)


def _titled(table: Table, names_indicators: Callable[[str], bool]) -> tuple[Block, ...]:
    """The heading in the first row of a table, over all its columns, and the rows below; a box with a title bar is
    the title and a frame."""
    first = [cell for cell in table.cells if cell.row == 0]
    if table.rows < 2 or len(first) != 1 or first[0].row_span != 1 or first[0].column_span != table.columns:
        return (table,)
    text = _text(first[0])
    if table.columns == 1:
        return _opened(table, first[0], names_indicators(text))
    return (_as_heading(first[0].lines[0], text, first[0].box), _below(table)) if _is_heading(text) else (table,)


def _opened(table: Table, bar: Cell, whole: bool) -> tuple[Block, ...]:
    """A box with a title bar: one frame (`whole`), or its title and a frame."""
    text, body = _text(bar), [cell for cell in table.cells if cell.row > 0]
    if table.rows != 2 or len(body) != 1 or not body[0].lines or not 0 < len(text) <= LONGEST or "。" in text:
        return (table,)
    if whole:
        return (Frame((*bar.lines, *body[0].lines), table.box),)
    return _as_heading(bar.lines[0], text, bar.box), Frame(body[0].lines, body[0].box)


def _below(table: Table) -> Table:
    cells = tuple(replace(c, row=c.row - 1) for c in table.cells if c.row > 0)
    tops = [c.box.top for c in cells if c.box]
    box = table.box._replace(top=min(tops)) if table.box and tops else table.box
    return Table(table.rows - 1, table.columns, cells, box)


def _text(cell: Cell) -> str:
    return join_lines(line.text for line in cell.lines)
