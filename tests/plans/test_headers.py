"""Headers of tables with one and two rows against cases kept as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planlink.plans.headers import table_columns
from planlink.records.documents import Cell, Line, Table

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "headers.json").read_text(encoding="utf-8")
)["cases"]


def table(head: list[list[tuple[str, int, int]]]) -> Table:
    """A table with this head and two rows of data below it."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    width = sum(span for _, _, span in head[0])
    for row, line in enumerate(head):
        column = 0
        for text, down, right in line:
            while (row, column) in taken:
                column += 1
            taken |= {(row + i, column + j) for i in range(down) for j in range(right)}
            cells.append(Cell(row, column, down, right, (Line(text),)))
    data = [Cell(len(head) + i, column, 1, 1, (Line(f"{column}人"),)) for i in range(2) for column in range(width)]
    return Table(len(head) + 2, width, (*cells, *data))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_columns(case: dict[str, Any]) -> None:
    found = table_columns(table(case["head"]))
    said = found and [found.rows, found.name, found.target, found.baseline, found.target_when, found.baseline_when]
    assert said == case["columns"]


@pytest.mark.parametrize("case", [case for case in CASES if "years" in case], ids=lambda case: case["name"])
def test_years(case: dict[str, Any]) -> None:
    found = table_columns(table(case["head"]))
    assert found is not None
    assert [year and year.last for year in (found.target_year, found.baseline_year)] == case["years"]
