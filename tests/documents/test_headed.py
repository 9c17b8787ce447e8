"""Rows below a shaded head that level rules part, and what stands below a head and is no row of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pytest
from sheets import grid, put, read

from planlink.documents.glyphs import Glyph
from planlink.records.documents import Line, Page, Table
from planlink.records.places import Box

XS = (65.0, 150.0, 360.0, 420.0)
NAMES = ("施策名", "取組の内容", "担当課")
ROW = ("朝市", "雨の日も開けるように屋根を架けます。", "商工課")


def lay(row: Sequence[str], y: float) -> list[Glyph]:
    return list(chain.from_iterable(put(text, x + 4, y) for x, text in zip(XS, row, strict=False)))


def below(*rules: float, letters: Sequence[list[Glyph]], heads: Sequence[float] = (100.0,), x1: float = 420.0) -> Page:
    """A page with shaded heads, 20 points high, and level rules from 65 to `x1`."""
    shaded = list(chain.from_iterable(grid(XS, (top, top + 20)) for top in heads))
    strokes = [Box(65, y, 420, y) for top in heads for y in (top, top + 20)] + [Box(65, y, x1, y) for y in rules]
    return read(*(lay(NAMES, top + 5) for top in heads), *letters, shaded=shaded, strokes=strokes)


def words(page: Page) -> list[list[str]]:
    made = [b for b in page.blocks if isinstance(b, Table)]
    return [
        ["|".join("/".join(x.text for x in c.lines) for c in t.cells if c.row == r) for r in range(t.rows)]
        for t in made
    ]


def test_rows_that_level_rules_part() -> None:
    more = ("夜景", "港の灯りを五十歩ごとに立てて", "観光課、")
    last = ("と山道", "夏の夜の浜を明るくします。", "建設課")
    page = below(140, 180, letters=[lay(ROW, 125), lay(more, 145), lay(last, 161)])
    assert words(page) == [
        [
            "|".join(NAMES),
            "|".join(ROW),
            "夜景/と山道|港の灯りを五十歩ごとに立てて/夏の夜の浜を明るくします。|観光課、/建設課",
        ]
    ]


def test_the_first_row_may_be_the_rest_of_one() -> None:
    page = below(140, 160, letters=[lay(("", "屋根を架けます。"), 125), lay(ROW, 145)])
    assert words(page) == [["|".join(NAMES), "|屋根を架けます。|", "|".join(ROW)]]


def test_a_title_above_the_next_head_is_no_row() -> None:
    page = below(140, 220, letters=[lay(ROW, 125), put("浜を歩く", 69, 165), lay(ROW, 205)], heads=(100.0, 180.0))
    assert words(page) == [["|".join(NAMES), "|".join(ROW)]] * 2
    assert [b.text for b in page.blocks if isinstance(b, Line)] == ["浜を歩く"]


@pytest.mark.parametrize(
    "text",
    [
        put("本町の海は魚が多く、浜には人が集まります。", 66, 125),
        put("浜の歩き方につき、次のとおり定める。", 65, 125),
        put("朝市", 69, 125),
    ],
    ids=["a letter on an edge", "a word over an edge", "one column"],
)
def test_text_below_a_head_is_no_row(text: list[Glyph]) -> None:
    page = below(140, letters=[text])
    assert [len(rows) for rows in words(page)] == [1]
    assert len([b for b in page.blocks if isinstance(b, Line)]) == 1


def test_rules_of_another_width_part_no_rows() -> None:
    assert [len(rows) for rows in words(below(140, letters=[lay(ROW, 125)], x1=520.0))] == [1]
