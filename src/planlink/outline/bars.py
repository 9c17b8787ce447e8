"""Headings that are set in boxes, bars, and rows of tables become lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from planlink import knowledge
from planlink.japanese.text import join_lines, search_key
from planlink.outline.edges import on_same_columns
from planlink.outline.numbering import numbering
from planlink.records.documents import Block, Cell, Frame, Line, Table
from planlink.records.places import Box

LONGEST = 60  # letters of a heading
DEEPEST = 2  # rows of a header


def unbar(block: Block, names_indicators: Callable[[str], bool], above: Table | None = None) -> tuple[Block, ...]:
    """A block in its parts: a heading in a box, as a bar (label | title in one row), above the columns of a table or
    on top of a box is a line before what is left. A title that `names_indicators` stays in its box; `above` is the
    header of the table that this one goes on with."""
    if isinstance(block, Frame):
        return (_unframed(block),)
    if not isinstance(block, Table):
        return (block,)
    bar = _bar(block)
    return (bar,) if bar else _head(block) or _titled(block, names_indicators, above)


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


def header_for(table: Table, before: Table | None, header: Table | None) -> Table | None:
    """The header of a table as a table of its own: its first rows where a heading stands right below them, or that of
    the table `before`, on the page before, whose columns and headings go on here."""
    titles = _titles(table)
    goes_on = before is not None and header is not None and on_same_columns(before, table) is not None
    if goes_on and header is not None and table.columns == header.columns and not _begins_with(table, header):
        return header
    own = _depth(table)
    if not titles or titles[0].row < own:
        return None
    return Table(own, table.columns, tuple(c for c in table.cells if c.row < own), table.box)


def _begins_with(table: Table, header: Table) -> bool:
    return [_text(c) for c in table.cells if c.row < header.rows] == [_text(c) for c in header.cells]


def _titles(table: Table) -> list[Cell]:
    """Rows that are one cell over all columns and read as headings."""
    whole = [c for c in table.cells if c.column_span == table.columns > 1 and c.row_span == 1]
    return [c for c in whole if _is_heading(_text(c)) and c.row < table.rows - 1]


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


def _head(table: Table) -> tuple[Line, ...]:
    """A small table above the text of a measure: its label with its title, and the department in charge below."""
    if not 1 < table.rows <= DEEPEST + 1 or table.columns != 2 or len(table.cells) != 2 * table.rows:
        return ()
    words = {search_key(word) for word in knowledge.measure_tables().department}
    first, *rest = [[c for c in table.cells if c.row == row] for row in range(table.rows)]
    title = _bar(replace(table, rows=1, cells=tuple(first)))
    if title is None or any(search_key(_text(label)) not in words for label, _ in rest):
        return ()
    said = [_as_heading(v.lines[0], f"{_text(label)}：{_text(v)}", v.box) for label, v in rest if v.lines]
    return (replace(title, box=first[1].box), *said)


def _titled(table: Table, names_indicators: Callable[[str], bool], above: Table | None) -> tuple[Block, ...]:
    """Headings in rows that are one cell over all columns, each with the rows below it and the header that stands
    above the first; a box with a title bar is the title and a frame."""
    if table.columns == 1:
        bar = next((c for c in table.cells if c.row == 0), None)
        return _opened(table, bar, names_indicators(_text(bar))) if bar else (table,)
    titles = _titles(table)
    if above is not None and titles and not _begins_with(table, above):
        loose = [_rows(table, 0, 0, titles[0].row)] if titles[0].row else []
        return (*loose, *_below_titles(_with_header(table, above), above.rows))
    if not titles or (len(titles) < 2 and titles[0].row > DEEPEST) or _lists_values(table, titles[0].row):
        return (table,)
    header = min(titles[0].row, _depth(table))
    first = [_rows(table, 0, 0, titles[0].row)] if titles[0].row > header else []
    return (*first, *_below_titles(table, header))


def _with_header(table: Table, header: Table) -> Table:
    cells = (*header.cells, *(replace(c, row=c.row + header.rows) for c in table.cells))
    return replace(table, rows=table.rows + header.rows, cells=cells)


def _below_titles(table: Table, header: int) -> tuple[Block, ...]:
    parts: list[Block] = []
    titles = _titles(table)
    for title, below in zip(titles, [*(c.row for c in titles[1:]), table.rows], strict=True):
        # The letters of a table are smaller than the text's and say nothing of a heading's level.
        parts.append(replace(_as_heading(title.lines[0], _text(title), title.box), size=None))
        if title.row + 1 < below:
            parts.append(_rows(table, header, title.row + 1, below))
    return tuple(parts)


def _depth(table: Table) -> int:
    """The rows of the header: as many as a cell of the first row goes through, two where one of its cells has parts."""
    first = [c for c in table.cells if c.row == 0]
    parted = any(1 < c.column_span < table.columns for c in first)
    return min(DEEPEST, max((2 if parted else 1, *(c.row_span for c in first))))


def _lists_values(table: Table, rows: int) -> bool:
    """The header above the first heading names targets: a list of indicators, whose rows only repeat the headings."""
    words = {search_key(word) for word in knowledge.section_words().columns["target"]}
    return any(search_key(_text(c)) in words for c in table.cells if c.row < rows)


def _opened(table: Table, bar: Cell, whole: bool) -> tuple[Block, ...]:
    """A box with a title bar: one frame (`whole`), or its title and a frame."""
    text, body = _text(bar), [cell for cell in table.cells if cell.row > 0]
    if table.rows != 2 or len(body) != 1 or not body[0].lines or not 0 < len(text) <= LONGEST or "。" in text:
        return (table,)
    if whole:
        return (Frame((*bar.lines, *body[0].lines), table.box),)
    return _as_heading(bar.lines[0], text, bar.box), Frame(body[0].lines, body[0].box)


def _rows(table: Table, header: int, start: int, stop: int) -> Table:
    """The rows from `start` to `stop` below the first `header` rows."""
    top = [c for c in table.cells if c.row < header]
    below = [replace(c, row=c.row - start + header) for c in table.cells if start <= c.row < stop]
    boxes = [c.box for c in below if c.box]
    box = table.box
    if box and boxes:
        box = box._replace(top=min(b.top for b in boxes), bottom=max(b.bottom for b in boxes))
    return Table(header + stop - start, table.columns, (*top, *below), box)


def _text(cell: Cell) -> str:
    return join_lines(line.text for line in cell.lines)
