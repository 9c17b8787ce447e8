"""Rows that are too high: where they are cut, and what their further rows say."""

from __future__ import annotations

import pytest

from planlink.outputs.high_rows import lines_of, printed_rows
from planlink.outputs.rows import Column, Ref, Table

COLUMNS = (Column("番号", 4, "number"), Column("区分", 4, "state"), Column("題", 10), Column("箇所", 10, "list"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ["\n"]),
        ("あ" * 10, ["あ" * 10 + "\n"]),
        ("あ" * 11, ["あ" * 10, "あ\n"]),
        ("a" * 21, ["a" * 20, "a\n"]),
        ("一\n二", ["一\n", "二\n"]),
        ("a" + "あ" * 10, ["a" + "あ" * 9, "あ\n"]),
    ],
)
def test_lines_are_as_wide_as_their_column(text: str, lines: list[str]) -> None:
    assert lines_of(Column("題", 10), text) == lines


def test_a_row_that_fits_stays_as_it_is() -> None:
    row = (1, "参考", "題", (Ref("あ"),))
    assert list(printed_rows(Table("表", COLUMNS, (row,)), 4)) == [row]


def test_a_long_row_is_cut_between_pieces_where_it_can() -> None:
    pieces = tuple(Ref(letter * 14) for letter in "いろは")
    first, second = printed_rows(Table("表", COLUMNS, ((1, "参考", "題", pieces),)), 5)
    assert first == (1, "参考", "題", "・" + "い" * 14 + "\n・" + "ろ" * 14)
    assert second == ("1（続き）", None, "題（続き）", "・" + "は" * 14)


def test_a_piece_longer_than_a_row_is_cut_between_lines() -> None:
    rows = list(printed_rows(Table("表", COLUMNS, ((1, "参考", "あ" * 95, None),)), 4))
    assert [len(str(row[2])) for row in rows] == [40, 40, 15]
    assert [row[0] for row in rows] == [1, "1（続き）", "1（続き）"]


def test_cells_behind_the_long_one_stand_once() -> None:
    columns = (Column("題", 10), Column("課", 10))
    rows = list(printed_rows(Table("表", columns, (("あ" * 95, "企画課"),)), 4))
    assert [row[1] for row in rows] == ["企画課", None, None]


def test_a_long_title_is_not_said_again_in_full() -> None:
    columns = (Column("題", 10), Column("箇所", 10))
    rows = list(printed_rows(Table("表", columns, (("あ" * 25, "い" * 60),)), 4))
    assert [row[0] for row in rows] == ["あ" * 25, None]
