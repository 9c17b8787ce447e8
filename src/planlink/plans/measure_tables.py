"""Tables that list measures (施策表): which column says what, and the measures of their rows as points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from planlink import knowledge
from planlink.japanese.text import join_lines, search_key
from planlink.outline.numbering import bullet, marker_label, numbering
from planlink.plans.cells import (
    cell_at,
    indicator_name,
    key_of,
    row_cells,
    text_at,
    text_of,
    titled,
    two_headers,
    unmarked,
)
from planlink.plans.departments import departments_of
from planlink.plans.headers import next_headers, table_columns
from planlink.plans.heads import depth_at
from planlink.plans.points import Point
from planlink.plans.roles import role_of
from planlink.records.documents import Cell, Table
from planlink.records.outline import Paragraph, PlacedTable
from planlink.records.places import Box

_BRACKETS = re.compile(r"[(（\[【<＜].*?[)）\]】>＞]|[※*＊]\d*")
_ENTRY = re.compile(r"[①-⑳⑴-⒇]|[（(]\s*[0-9０-９ァ-ヺｦ-ﾝ]{1,2}\s*[）)]")
_DASH = re.compile(r"[―—－‐\-]")
_PROSE = 25  # letters: cells of a column of texts are longer than titles


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column of a table of measures says what; `rows` is the number of header rows, `levels` are the columns at
    the left that say where a measure belongs. `sure`: such a table lists measures wherever it stands; another one
    does so only below a heading that announces measures. `entries`: the cells of the titles hold numbered entries, a
    title on lines of its own above its text."""

    rows: int
    title: int | None
    texts: tuple[int, ...]
    number: int | None
    department: int | None
    levels: tuple[int, ...]
    sure: bool
    entries: bool = False


def measure_roles(table: Table) -> Roles | None:
    """The columns of a table of measures, or None for another table."""
    rows = depth_at(table, 0)
    if table.rows <= rows:
        return None
    heads = {column: _head(table, column, rows) for column in range(table.columns)}
    words = knowledge.measure_tables()
    departments = [c for c, head in heads.items() if _is(head, words.department, ending=True)]
    numbers = [c for c, head in heads.items() if _is(head, words.number)]
    titles = [c for c, head in heads.items() if _is(head, words.title) and c not in (*departments, *numbers)]
    texts = [c for c, head in heads.items() if _is(head, words.text, ending=True) and c not in departments]
    title, texts = _title_and_texts(table, rows, titles, texts)
    if title is None and not texts:
        return None
    edge = title if title is not None else texts[0]
    leading = [c for c in range(edge) if c not in numbers and (c in titles or _is(heads[c], words.level))]
    number = next((c for c in reversed(numbers) if c < edge or not leading), None)
    department = departments[0] if departments else None
    sure = _is_sure(heads, title, bool(texts), department, table_columns(table) is not None)
    entries = title is not None and not texts and _holds_entries(table, rows, title)
    sure = sure or (entries and department is not None)
    return Roles(rows, title, tuple(texts), number, department, tuple(leading), sure, entries)


def _is_sure(heads: dict[int, str], title: int | None, text: bool, department: int | None, kpi: bool) -> bool:
    """Titles beside texts or departments; a table of indicators needs the texts, a weak title the departments."""
    if title is None:
        return False
    if _is(heads[title], knowledge.measure_tables().weak):
        return text and department is not None
    return text or (department is not None and not kpi)


def _title_and_texts(table: Table, rows: int, titles: list[int], texts: list[int]) -> tuple[int | None, list[int]]:
    """The last title before the first text, and the texts behind it; without texts the last of several titles is one
    where it reads so."""
    first = next((c for c in texts if not titles or c > titles[0]), None)
    if first is not None:
        title = max((t for t in titles if t < first), default=None)
        return title, [c for c in texts if c >= first]
    if len(titles) > 1 and _holds_entries(table, rows, titles[-1]):
        return titles[-1], []
    if len(titles) > 1 and _reads_like_text(table, rows, titles[-1], titles[-2]):
        return titles[-2], titles[-1:]
    return (titles[-1], []) if titles else (None, texts)


def _holds_entries(table: Table, rows: int, column: int) -> bool:
    """Most cells begin with a number in a circle or brackets, and one at least has its text below its title."""
    cells = [c for c in table.cells if c.column == column and c.row >= rows and c.lines]
    begun = sum(_ENTRY.match(c.lines[0].text) is not None for c in cells)
    return len(cells) > 1 and begun > 0.7 * len(cells) and any(_below_title(c) for c in cells)


def _below_title(cell: Cell) -> str:
    """The text below the title of an entry: what stands behind its first line that does not reach the edge. A title may
    fill its line: then the sentence begins in the second."""
    texts = [line.text for line in cell.lines]
    end = next((i for i, line in enumerate(cell.lines) if not line.full), len(texts) - 1) + 1
    rest = join_lines(texts[end:]) or join_lines(texts[1:])
    return rest if rest.endswith("。") else ""


def _reads_like_text(table: Table, rows: int, column: int, before: int) -> bool:
    """Sentences, lists or cells that are far longer than those of the column before."""
    cells = [c for c in table.cells if c.column == column and c.row >= rows and c.lines]
    told = sum(text_of(c).endswith("。") or bool(bullet(c.lines[0].text)) for c in cells)
    mean = sum(len(text_of(c)) for c in cells) / max(1, len(cells))
    other = [len(text_of(c)) for c in table.cells if c.column == before and c.row >= rows]
    return told > len(cells) / 2 or mean > max(_PROSE, 2 * sum(other) / max(1, len(other)))


def _head(table: Table, column: int, rows: int) -> str:
    """The lowest header cell above a column as a key without brackets."""
    cells = [c for c in table.cells if c.row < rows and c.column <= column < c.column + c.column_span]
    lowest = max(cells, key=lambda c: c.row, default=None)
    if two := two_headers(lowest):
        return search_key(two[0])
    if lowest is not None and len(lowest.lines) == 2 and role_of(lowest.lines[1].text) in ("target", "baseline"):
        return search_key(lowest.lines[0].text)
    return _BRACKETS.sub("", key_of(lowest))


def _is(head: str, words: Collection[str], ending: bool = False) -> bool:
    """The head is one of the words, or (`ending`) closes with one of three letters or more."""
    keys = {search_key(word) for word in words}
    return head in keys or (ending and len(head) <= 14 and any(head.endswith(k) for k in keys if len(k) > 2))


def table_points(piece: PlacedTable, announced: bool) -> tuple[Point, ...]:
    """The measures of a table, one for each title (or text, where there are no titles); none for another table.
    `announced`: the heading above announces measures, so that a table of titles alone counts too."""
    roles = measure_roles(piece.table)
    if roles is None or not (roles.sure or (announced and _may_list(piece.table, roles))):
        return ()
    made = (_point(piece, roles, rows, place) for place, rows in enumerate(_entries(piece.table, roles), start=1))
    return tuple(point for point in made if _says(point.title) or _says(point.text))


def _says(text: str) -> bool:
    return bool(text) and _DASH.fullmatch(text) is None


def _may_list(table: Table, roles: Roles) -> bool:
    return table_columns(table) is None or bool(roles.texts)


def _entries(table: Table, roles: Roles) -> Iterator[range]:
    """The rows of each measure: those that its title covers. Header rows that return are left out, and so is what
    stands below a header of indicators until they do."""
    column = roles.title if roles.title is not None else roles.texts[0]
    header = [key_of(cell) for cell in row_cells(table, 0)]
    mixed = two_headers(cell_at(table, roles.rows - 1, column)) is not None
    others, within, row = next_headers(table), True, roles.rows
    while row < table.rows:
        cell = cell_at(table, row, column)
        end = max(row + 1, cell.row + cell.row_span) if cell else row + 1
        repeats = [key_of(c) for c in row_cells(table, row)] == header
        within = repeats or (within and row not in others)
        told = within and cell is not None and not (mixed and indicator_name(cell))
        if cell and told and cell.row >= row and text_of(cell) and not repeats and not _is_row_title(table, cell):
            yield range(row, end)
        row = end


def _is_row_title(table: Table, cell: Cell) -> bool:
    """One cell over all of several columns says what the rows below it are."""
    return 1 < table.columns == cell.column_span


def _point(piece: PlacedTable, roles: Roles, rows: range, place: int) -> Point:
    table = piece.table
    title, mark = _titled(table, roles, rows)
    said = {id(cell): cell for column in roles.texts for cell in _column(table, rows, column)}
    text = "".join(map(unmarked, said.values()))
    whole = _is_whole_text(table, roles, rows[0])
    if roles.entries and (entry := cell_at(table, rows[0], roles.title or 0)):
        text = _below_title(entry)
        title = title.removesuffix(text)
    pages = [piece.pages[row] if row < len(piece.pages) else piece.page for row in rows]
    box = _box(table, [row for row, page in zip(rows, pages, strict=True) if page == pages[0]])
    return Point(
        (mark or f"・{place}",),
        (),
        title,
        text,
        (Paragraph(text, pages[0], pages[-1], box),),
        departments_of(_column(table, rows, roles.department)),
        own=whole or _DASH.fullmatch(title) is not None,
    )


def _is_whole_text(table: Table, roles: Roles, row: int) -> bool:
    """One cell goes through title and text, and is a text: what the heading above it does."""
    if roles.title is None or not roles.texts:
        return False
    cell = cell_at(table, row, roles.title)
    return cell is not None and cell is cell_at(table, row, roles.texts[0]) and text_of(cell).endswith("。")


def _titled(table: Table, roles: Roles, rows: range) -> tuple[str, str]:
    """The title and the printed number: that of its own column, or the one that the title begins with."""
    number = _number(text_at(table, rows[0], roles.number)) if roles.number is not None else ""
    if roles.title is None:
        return "", number
    printed = titled(cell_at(table, rows[0], roles.title))
    printed = printed[len(bullet(printed)) :].lstrip(" 　")
    reading = next((r for r in numbering(printed) if r.number and r.title and _is_apart(r.marker, printed)), None)
    if reading is None:
        return printed, number
    return reading.title, number or marker_label(reading.marker)


def _is_apart(marker: str, printed: str) -> bool:
    """The marker is a bracketed or circled one, or a blank or stop follows it: 3歳児健診 has no number."""
    bracketed = not (marker[-1:].isdecimal() or marker[-1:].isalpha())
    return bracketed or printed[len(marker) : len(marker) + 1] in tuple(" 　.．、")


def _number(printed: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", printed)).strip(".")


def _column(table: Table, rows: range, column: int | None) -> list[Cell]:
    """The cells of a column that begin in the rows, or the one that covers the first of them."""
    if column is None:
        return []
    found = [cell_at(table, row, column) for row in rows]
    return list({id(cell): cell for cell in found if cell is not None}.values())


def _box(table: Table, rows: Sequence[int]) -> Box | None:
    boxes = [cell.box for cell in table.cells if cell.row in rows and cell.box]
    around = boxes[0] if boxes else None
    for box in boxes[1:]:
        around = around.around(box) if around else box
    return around
