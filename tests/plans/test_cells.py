"""Cells by their place, merged ones too, and their texts."""

from __future__ import annotations

from grids import grid
from planlink.plans.cells import cell_at, cells_through, key_of, row_cells, text_at, text_of, unmarked

TABLE = grid([["海", "・船を / ・直す", "<"], ["^", "ＫＰＩ 値", ""]])


def test_a_merged_cell_covers_its_places() -> None:
    assert [text_at(TABLE, 1, column) for column in range(3)] == ["海", "ＫＰＩ 値", ""]
    assert cell_at(TABLE, 0, 1) is cell_at(TABLE, 0, 2)
    assert cell_at(TABLE, 2, 0) is None


def test_cells_that_begin_in_a_row_or_go_through_it() -> None:
    assert [text_of(cell) for cell in row_cells(TABLE, 1)] == ["ＫＰＩ 値", ""]
    assert [cell and text_of(cell) for cell in cells_through(TABLE, 0)] == ["海", "・船を・直す", None]
    assert [cell and text_of(cell) for cell in cells_through(TABLE, 1)] == ["海", "ＫＰＩ 値", ""]


def test_texts_of_a_cell() -> None:
    cell = cell_at(TABLE, 0, 1)
    assert (text_of(cell), unmarked(cell)) == ("・船を・直す", "船を直す")
    assert key_of(cell_at(TABLE, 1, 1)) == "kpi値"
    assert (text_of(None), unmarked(None), key_of(None)) == ("", "", "")
