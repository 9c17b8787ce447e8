"""Tables that a page end cut, and tables that only look as if they went on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from planlink.japanese.text import join_lines
from planlink.outline.edges import on_same_columns
from planlink.outline.joining import join_tables
from planlink.records.documents import Cell, Line, Table
from planlink.records.outline import Paragraph, PlacedTable
from planlink.records.places import Box

EDGES = (70.0, 110.0, 200.0, 420.0, 500.0)
HEAD = ("番号", "施策名", "取組内容", "担当課")
ONE = ("1", "畑の貸し出し", "使われていない畑を年単位で貸します。", "農林課")
TWO = ("2", "朝市", "雨の日も開けるよう屋根を架けます。", "商工課")

Row = Sequence[str | tuple[str, int]]


PAIR = ("施策", "内容")
LOOSE = (70.0, 125.0, 230.0, 405.0, 500.0)
"""Edges in the gaps between the same columns, where other letters stand on the next page."""


def table(*rows: Row, edges: Sequence[float] = EDGES, font: str = "") -> Table:
    """Rows of words between `edges`; (words, n) spans n rows, None-like "^" is covered from above."""
    cells = []
    for r, row in enumerate(rows):
        for c, said in enumerate(row):
            words, span = (said, 1) if isinstance(said, str) else said
            if words == "^":
                continue
            lines = (Line(words, font=(font if r == 0 and font else "Mincho")),) if words else ()
            cells.append(Cell(r, c, span, 1, lines, Box(edges[c], 20.0 * r, edges[c + 1], 20.0 * (r + span))))
    return Table(len(rows), len(edges) - 1, tuple(cells), Box(edges[0], 0, edges[-1], 20.0 * len(rows)))


def placed(made: Table, page: int) -> PlacedTable:
    return PlacedTable(made, page, (page,) * made.rows)


def joined(first: Table, second: Table, page: int = 2, between: str = "") -> list[Table]:
    caption = [Paragraph(between, page, page)] if between else []
    pieces = join_tables([placed(first, 1), *caption, placed(second, page)])
    return [p.table for p in pieces if isinstance(p, PlacedTable)]


def words(made: Table) -> list[list[str]]:
    return [[join_lines(x.text for x in c.lines) for c in made.cells if c.row == r] for r in range(made.rows)]


def test_rows_go_on_without_a_header() -> None:
    (whole,) = joined(table(HEAD, ONE), table(TWO))
    assert words(whole) == [[*HEAD], [*ONE], [*TWO]]


def test_a_header_of_two_rows_is_dropped() -> None:
    head: list[Row] = [(("施策名", 2), ("内容", 2), "目標", ("担当課", 2)), ("^", "^", "値", "^")]
    (whole,) = joined(table(*head, ONE), table(*head, TWO))
    assert whole.rows == 4
    assert words(whole)[2:] == [[*ONE], [*TWO]]


def test_every_row_keeps_its_page() -> None:
    (piece,) = join_tables([placed(table(HEAD, ONE), 1), placed(table(HEAD, TWO), 2)])
    assert isinstance(piece, PlacedTable)
    assert piece.pages == (1, 1, 2)


def test_a_cell_left_open_goes_on() -> None:
    open_row = ("2", "朝市", "出店の料金は一日五百円とし、", "商工課")
    (whole,) = joined(table(HEAD, ONE, open_row), table(("", "", "初めての人は無料とします。", ""), TWO))
    assert words(whole)[2] == ["2", "朝市", "出店の料金は一日五百円とし、初めての人は無料とします。", "商工課"]
    assert whole.rows == 4


def test_several_cells_of_a_cut_row_go_on() -> None:
    open_row = ("2", "朝市と夜市の", "出店の料金は一日五百円とし、", "商工課・")
    (whole,) = joined(table(HEAD, ONE, open_row), table(("", "運営", "初めての人は無料とします。", "農林課"), TWO))
    assert words(whole)[2] == [
        "2",
        "朝市と夜市の運営",
        "出店の料金は一日五百円とし、初めての人は無料とします。",
        "商工課・農林課",
    ]


def test_a_cut_row_below_a_header_that_returns() -> None:
    open_row = ("2", "朝市", "出店の料金は一日五百円とし、", "商工課")
    (whole,) = joined(table(HEAD, ONE, open_row), table(HEAD, ("", "", "初めは無料とします。", ""), TWO))
    assert [len(words(whole)), words(whole)[2][2]] == [4, "出店の料金は一日五百円とし、初めは無料とします。"]


def test_an_empty_name_alone_is_no_rest() -> None:
    """A row without a number of its own is another entry where the sentences above are whole."""
    (whole,) = joined(table(HEAD, ONE), table(("", "米の直売", "新米の予約を春に受けます。", "農林課")))
    assert whole.rows == 3


def full(made: Table, row: int) -> Table:
    """The last line of each cell in a row reaches the end of its cell."""
    cells = [replace(c, lines=tuple(replace(x, full=True) for x in c.lines)) if c.row == row else c for c in made.cells]
    return replace(made, cells=tuple(cells))


NAME = ("3", "農", "畑を", "農林課")


def test_an_empty_cell_in_a_column_that_is_always_filled_is_the_rest_of_a_row() -> None:
    (whole,) = joined(
        table(HEAD, ONE, TWO, NAME), table(("", "業の学校", "", ""), ("4", "茶摘み", "茶を摘みます。", "課"))
    )
    assert words(whole)[3:] == [["3", "農業の学校", "畑を", "農林課"], ["4", "茶摘み", "茶を摘みます。", "課"]]


def test_full_cells_that_stop_amid_a_word_go_on() -> None:
    first = full(table(HEAD, ("1", "畑の貸し出", "使われていない畑を一年を単位にして貸", "農林課")), 1)
    (whole,) = joined(first, table(("", "し", "します。", "")))
    assert words(whole)[1] == ["1", "畑の貸し出し", "使われていない畑を一年を単位にして貸します。", "農林課"]


def test_a_bracket_that_closes_below_is_the_rest_of_a_row() -> None:
    (whole,) = joined(
        table(("指標", "目標"), ("港の取引の額【統", "50億円"), edges=EDGES[:3]), table(("計】", ""), edges=EDGES[:3])
    )
    assert words(whole)[1:] == [["港の取引の額【統計】", "50億円"]]


def test_a_bracket_of_its_own_is_another_row() -> None:
    (whole,) = joined(table(HEAD, ONE), table(("2", "朝市（春）", "開きます。", "")))
    assert whole.rows == 3


def test_a_row_without_remarks_is_no_rest() -> None:
    """A column that other rows leave empty too says nothing."""
    rows = [("1", "畑", "貸します。", "")], [("2", "朝市", "開きます。", ""), ("3", "茶", "摘みます。", "課")]
    (whole,) = joined(table(HEAD, *rows[0]), table(*rows[1]))
    assert whole.rows == 4


def test_a_header_alone_at_the_foot_goes_on() -> None:
    """The label beside it stands with the rows on the next page, which have fewer columns."""
    first = table(("施策名", "畑", "担当課", "農林課"), ("", "指標名", "現状値", "目標値"))
    second = table((("指標", 2), "畑の数", "3枚"), ("^", "道の数", "4本"), edges=(70.0, 110.0, 420.0, 500.0))
    (whole,) = joined(first, second)
    assert (whole.rows, whole.columns) == (4, 4)
    (label,) = (c for c in whole.cells if c.column == 0 and c.row == 1)
    assert (label.row_span, join_lines(x.text for x in label.lines)) == (3, "指標")


def test_a_sentence_that_stops_between_latin_letters_goes_on() -> None:
    first = full(table(HEAD, ("1", "畑の貸出", "町を離れた人に声を掛け、ＵＩ", "農林課")), 1)
    (whole,) = joined(first, table(HEAD, ("", "", "Ｊターンを助けます。", "")))
    assert [join_lines(x.text for x in c.lines) for c in whole.cells if c.row == 1][
        2
    ] == "町を離れた人に声を掛け、ＵＩＪターンを助けます。"


def test_full_cells_with_whole_sentences_are_another_row() -> None:
    first = full(table(HEAD, ("1", "畑の貸出", "使われていない畑を貸します。", "農林課")), 1)
    (whole,) = joined(first, table(("2", "朝市", "", "商工課")))
    assert whole.rows == 3


def test_a_merged_cell_is_one_again() -> None:
    first = table(HEAD, (("農", 2), "畑", "貸します。", "農林課"), ("^", "米", "売ります。", "農林課"))
    (whole,) = joined(first, table((("", 2), "茶", "摘みます。", "農林課"), ("^", "豆", "まきます。", "農林課")))
    assert [(c.row, c.row_span) for c in whole.cells if c.column == 0] == [(0, 1), (1, 4)]


def test_a_merged_cell_that_says_its_name_again_is_one() -> None:
    first = table(HEAD, (("農", 2), "畑", "貸します。", "農林課"), ("^", "米", "売ります。", "農林課"))
    (whole,) = joined(first, table(HEAD, (("農", 2), "茶", "摘みます。", "課"), ("^", "豆", "まきます。", "課")))
    assert [words(whole)[1][0], whole.cells[4].row_span] == ["農", 4]


def test_mirrored_margins_do_not_matter() -> None:
    assert len(joined(table(HEAD, ONE), table(TWO, edges=[x + 25 for x in EDGES]))) == 1


def test_a_column_that_only_the_header_parts() -> None:
    pair = on_same_columns(table(HEAD), table(("3", "水路", "泥をさらいます。"), edges=(70.0, 110.0, 200.0, 500.0)))
    assert pair is not None
    assert [(c.column, c.column_span) for c in pair[1].cells] == [(0, 1), (1, 1), (2, 2)]


def set_from(made: Table, starts: Sequence[float]) -> Table:
    """The table with its letters, 8 points each, from where its columns begin, whatever its edges are."""
    cells = [
        replace(
            c,
            lines=tuple(
                replace(x, box=Box(starts[c.column], 0, starts[c.column] + 8 * len(x.text), 8)) for x in c.lines
            ),
        )
        for c in made.cells
    ]
    return replace(made, cells=tuple(cells))


def test_edges_in_other_places_of_the_same_gaps() -> None:
    rest = table(HEAD, ("", "", "雨の日も開きます。", ""), edges=LOOSE)
    starts = (72.0, 130.0, 232.0, 440.0)
    (whole,) = joined(set_from(table(HEAD, ONE, TWO), starts), set_from(rest, starts))
    assert words(whole)[2:] == [["2", "朝市", TWO[2] + "雨の日も開きます。", "商工課"]]


@pytest.mark.parametrize(
    ("second", "starts"),
    [
        (table(HEAD, TWO, edges=LOOSE), (72.0, 130.0, 165.0, 440.0)),
        (table(("番号", "事業名", "内容", "所管"), TWO, edges=LOOSE), (72.0, 130.0, 232.0, 440.0)),
        (table(HEAD, TWO, edges=(*LOOSE[:4], 530.0)), (72.0, 130.0, 232.0, 440.0)),
    ],
    ids=["letters across the gap", "other names", "wider"],
)
def test_edges_in_other_places_of_another_table(second: Table, starts: Sequence[float]) -> None:
    first = set_from(table(HEAD, ONE), (72.0, 130.0, 232.0, 440.0))
    assert len(joined(first, set_from(second, starts))) == 2


def test_two_names_above_edges_in_other_places_of_the_same_gap() -> None:
    first = set_from(table(PAIR, ("畑", "継ぐ人を探します。"), edges=(70.0, 150.0, 500.0)), (72.0, 190.0))
    rest = set_from(table(PAIR, ("茶", "手で摘みます。"), edges=(70.0, 175.0, 500.0)), (72.0, 190.0))
    (whole,) = joined(first, rest)
    assert words(whole) == [[*PAIR], ["畑", "継ぐ人を探します。"], ["茶", "手で摘みます。"]]


@pytest.mark.parametrize(
    ("names", "edges", "start"),
    [
        (PAIR, (70.0, 200.0, 500.0), 205.0),
        (("事業", "内容"), (70.0, 175.0, 500.0), 190.0),
        (PAIR, (70.0, 175.0, 530.0), 190.0),
    ],
    ids=["letters across the gap", "other names", "wider"],
)
def test_two_names_above_another_table(names: Row, edges: Sequence[float], start: float) -> None:
    first = set_from(table(PAIR, ("畑", "継ぐ人を探します。"), edges=(70.0, 150.0, 500.0)), (72.0, 160.0))
    second = set_from(table(names, ("山の畑の古い茶の木を守る会", "春に摘みます。"), edges=edges), (72.0, start))
    assert len(joined(first, second)) == 2


def test_a_caption_that_says_so() -> None:
    assert len(joined(table(HEAD, ONE), table(HEAD, TWO), between="表３　施策の一覧（続き）")) == 1


@pytest.mark.parametrize(
    ("second", "page", "between"),
    [
        (table(TWO), 3, ""),
        (table(TWO), 1, ""),
        (table(TWO), 2, "表４　費用の一覧"),
        (table(TWO, edges=(70.0, 150.0, 240.0, 420.0, 500.0)), 2, ""),
        (table(TWO, edges=(70.0, 110.0, 200.0, 420.0, 540.0)), 2, ""),
        (table(("年度", "事業費", "負担", "備考"), ("R7", "48百万円", "20百万円", "")), 2, ""),
        (table(("役職", "氏名", "所属", "任期"), ("会長", "青木", "商工会", "二年"), font="Gothic"), 2, ""),
        (table(TWO[:3], edges=EDGES[:4]), 2, ""),
        (table(("番号", "10", "取組", "水路"), ("名", "泥さらい", "時期", "春")), 2, ""),
    ],
    ids=["a page between", "same page", "caption", "columns", "width", "own header", "header's font", "fewer", "form"],
)
def test_another_table(second: Table, page: int, between: str) -> None:
    assert len(joined(table(HEAD, ONE, font="Gothic"), second, page, between)) == 2


def test_a_merged_cell_cut_amid_a_word_beside_a_cut_row_goes_on() -> None:
    first = table(HEAD, ("農の連携促", "畑", "畑を貸すために地区の話し合いを、", "課"))
    first = replace(
        first, cells=tuple(replace(c, lines=tuple(replace(x, full=True) for x in c.lines)) for c in first.cells)
    )
    (whole,) = joined(first, table((("進", 2), "", "一年に二度開きます。", ""), ("^", "豆", "まきます。", "課")))
    assert words(whole)[1] == ["農の連携促進", "畑", "畑を貸すために地区の話し合いを、一年に二度開きます。", "課"]
    assert words(whole)[2] == ["豆", "まきます。", "課"]


def test_a_numbered_cell_beside_a_cut_row_is_another_group() -> None:
    first = table(HEAD, ("１ 農の連携", "畑", "畑を貸すために地区の話し合いを、", "課"))
    first = replace(
        first, cells=tuple(replace(c, lines=tuple(replace(x, full=True) for x in c.lines)) for c in first.cells)
    )
    (whole,) = joined(first, table((("２ 海", 2), "", "一年に二度開きます。", ""), ("^", "豆", "まきます。", "課")))
    assert words(whole)[2][0] == "２ 海"
