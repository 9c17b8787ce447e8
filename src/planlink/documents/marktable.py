"""A table of measures × SDG goals with ◎ and ○, as an office keeps it (.xlsx or .csv) → marks by measure.

The header is the first row that names at least ten goals by their numbers. Left of them stand the measure's title and,
as in planlink's own workbook, its id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planlink.documents.sheets import Cells, read_sheets
from planlink.errors import DocumentError
from planlink.japanese.text import fold
from planlink.knowledge import GOALS

LEAST_GOALS = 10
GOAL = re.compile(r"(?:SDGs?|目標|ゴール|GOAL)?\s*0?(\d{1,2})(?![\d年])", re.IGNORECASE)
TITLE = re.compile("施策|取組|事業|名称|項目")
ID = re.compile("ID|番号|コード")
MARKS: Mapping[str, float] = {"◎": 1.0, "●": 1.0, "○": 0.5, "〇": 0.5, "◯": 0.5}


@dataclass(frozen=True, slots=True)
class MarkRow:
    """What a table says of one measure: grade 1 (◎), 0.5 (○) or 0 (blank) by goal. `id` is "" without such a column.
    Where a table has one kind of mark alone, that is 1."""

    id: str
    title: str
    grades: Mapping[str, float]


def read_marks(path: Path) -> tuple[MarkRow, ...]:
    """The rows of every sheet that is such a table. Raises DocumentError where the file cannot be read, has no such
    table, or has a mark that is neither ◎ nor ○."""
    found = [row for sheet in read_sheets(path) for row in _rows(path, sheet)]
    if not found:
        raise DocumentError(
            path.name,
            "施策とＳＤＧｓの目標の対応表が見つかりません",
            "１行に施策の名称と目標の番号（１～17）を並べ，◎か○を付けた表を指定してください。",
        )
    if len({grade for row in found for grade in row.grades.values()} - {0.0}) == 1:
        found = [MarkRow(r.id, r.title, {goal: float(grade > 0) for goal, grade in r.grades.items()}) for r in found]
    return tuple(found)


def _rows(path: Path, sheet: Sequence[Cells]) -> Iterator[MarkRow]:
    for number, row in enumerate(sheet):
        goals = _goals(row)
        if len(goals) >= LEAST_GOALS:
            left = row[: min(goals.values())]
            title = _column(left, TITLE, len(left) - 1)
            id = next((n for n, cell in enumerate(left) if ID.search(fold(cell)) and n != title), None)
            for cells in sheet[number + 1 :]:
                if title < len(cells) and cells[title].strip() and not _is_sum(cells, goals):
                    yield _row(path, cells, goals, title, id)
            return


def _is_sum(cells: Cells, goals: Mapping[str, int]) -> bool:
    """Whether a row counts the marks above it: numbers alone stand below the goals."""
    filled = [cells[column].strip() for column in goals.values() if column < len(cells) and cells[column].strip()]
    return bool(filled) and all(cell.isdecimal() for cell in filled)


def _goals(row: Cells) -> dict[str, int]:
    """Goal → column."""
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        number = GOAL.match(fold(cell).strip())
        if number and number[1] in GOALS:
            found.setdefault(number[1], column)
    return found


def _column(left: Cells, words: re.Pattern[str], otherwise: int) -> int:
    """The column whose head names measures and no id."""
    named = [n for n, cell in enumerate(left) if words.search(cell) and not ID.search(fold(cell))]
    return named[-1] if named else max(0, otherwise)


def _row(path: Path, cells: Cells, goals: Mapping[str, int], title: int, id: int | None) -> MarkRow:
    grades = {}
    for goal, column in goals.items():
        mark = cells[column].strip() if column < len(cells) else ""
        if mark and mark not in MARKS:
            raise DocumentError(
                path.name,
                f"「{cells[title].strip()}」の目標{goal}に，◎・○でない印「{mark[:10]}」があります",
                "印を◎か○に直してください。",
            )
        grades[goal] = MARKS.get(mark, 0.0)
    return MarkRow("" if id is None else cells[id].strip(), cells[title].strip(), grades)
