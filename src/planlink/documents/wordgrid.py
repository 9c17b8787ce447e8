"""A Word table → its cells with spans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from planlink.documents.grid import Held, snapped
from planlink.documents.package import Element
from planlink.documents.wordstyles import W, value
from planlink.documents.wordtext import local
from planlink.records.documents import Block

_NEAR = 120  # twentieths of a point between two edges of columns that a reader takes for one
_WIDTH = 1000  # of a column of which nothing is known
_WIDEST = 1000  # columns of a cell or row
_VERTICAL = {"tbRl", "tbRlV", "tbV", "rl", "rlV", "btLr", "lr", "lrV"}


@dataclass(slots=True)
class _Cell:
    """A cell on the file's grid, whose columns are finer than those a reader sees."""

    element: Element
    row: int
    start: int
    end: int
    rows: int = 1


def held(table: Element, read: Callable[[Element], tuple[Block, ...]]) -> list[Held]:
    """The cells in reading order; `read` is asked for what each holds, once."""
    cells = _cells(table)
    edges = list(accumulate(_widths(table, max((cell.end for cell in cells), default=0)), initial=0))
    places = snapped((edges[i] for cell in cells for i in (cell.start, cell.end)), _NEAR)
    if any(places[edges[cell.start]] == places[edges[cell.end]] for cell in cells):
        places = snapped((edges[i] for cell in cells for i in (cell.start, cell.end)), 0)
    made = []
    for cell in cells:
        column, end = places[edges[cell.start]], places[edges[cell.end]]
        made.append(Held(cell.row, column, cell.rows, end - column, read(cell.element), _is_vertical(cell.element)))
    return made


def _cells(table: Element) -> list[_Cell]:
    cells: list[_Cell] = []
    open_above: dict[int, _Cell] = {}
    rows = [row for row in _inside(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
    for number, row in enumerate(rows):
        column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for element in _inside(row, "tc"):
            end = column + max(1, _number(element.find(f"{W}tcPr/{W}gridSpan"), 1))
            above, cell = open_above.get(column), _Cell(element, number, column, end)
            if _is_merged(element, "hMerge") and cells and cells[-1].row == number:
                cells[-1].end = end
            elif _is_merged(element, "vMerge") and above is not None:
                above.rows = number - above.row + 1
            else:
                cells.append(cell)
                open_above[column] = cell
            column = end
    return cells


def _is_merged(cell: Element, name: str) -> bool:
    """The cell goes on with the one above (vMerge) or to the left (hMerge)."""
    merge = cell.find(f"{W}tcPr/{W}{name}")
    return merge is not None and value(merge) != "restart"


def _inside(holder: Iterable[Element], name: str) -> Iterator[Element]:
    """Rows or cells, also those that a control wraps."""
    for child in holder:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inside(child, name)


def _widths(table: Element, columns: int) -> list[int]:
    told = [_number(column, _WIDTH, "w") for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    if len(told) < columns or not all(told):
        return [_WIDTH] * columns
    return told


def _number(element: Element | None, otherwise: int, name: str = "val") -> int:
    text = value(element, name) or ""
    return min(int(text), _WIDEST if name == "val" else 10**6) if text.isdecimal() else otherwise


def _is_vertical(cell: Element) -> bool:
    return value(cell.find(f"{W}tcPr/{W}textDirection")) in _VERTICAL
