"""縦組み: text that goes down is read from the right to the left, tier by tier, and nothing else is taken for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sheets import grid, paragraph, put, read, stacked, texts

from planlink.documents.pdf import read_pages
from planlink.japanese.text import search_key
from planlink.records.documents import Frame, Line, Page, Table

FOLDER = Path(__file__).parents[1] / "pdfs"
TRUTH = sorted((FOLDER / "truth" / "lines").glob("*.json"))
COLUMNS = ["港の朝市を毎月開きます。", "市場の棟を開け放ちます。", "朝どれの魚を並べます。"]


def lines(page: Page) -> list[str]:
    """Every line in reading order; a table is one line with bars between its cells."""
    found: list[str] = []
    for block in page.blocks:
        if isinstance(block, Table):
            found.append("|".join("".join(line.text for line in cell.lines) for cell in block.cells))
        else:
            found += [line.text for line in (block.lines if isinstance(block, Frame) else (block,))]
    return found


def columns(words: list[str], right: float = 400.0, top: float = 100.0, pitch: float = 1.0) -> list:  # type: ignore[type-arg]
    return [g for i, text in enumerate(words) for g in stacked(text, right - 17 * i, top, pitch=pitch)]


@pytest.mark.parametrize("file", TRUTH, ids=lambda file: str(file.stem))
def test_pages(file: Path) -> None:
    (page,) = read_pages(FOLDER / f"{file.stem}.pdf", 1, 1)
    assert [*map(search_key, lines(page))] == [*map(search_key, json.loads(file.read_text(encoding="utf-8")))]


def test_columns_are_read_from_the_right_and_stand_where_they_are_printed() -> None:
    page = read(columns(COLUMNS))
    assert texts(page) == COLUMNS
    first = page.blocks[0]
    assert isinstance(first, Line)
    assert first.box
    assert (first.box.x0, first.box.top, first.box.x1, first.box.bottom) == (400.0, 100.0, 410.0, 220.0)


def test_a_level_heading_above_and_a_level_line_below() -> None:
    page = read(put("港のお知らせ", 200, 60, 16), columns(COLUMNS), put("以上が市からの案内です。", 70, 300))
    assert texts(page) == ["港のお知らせ", *COLUMNS, "以上が市からの案内です。"]


def test_an_upright_box_beside_level_text() -> None:
    level = ["港の朝市は毎月の第二日曜に開きます。", "朝どれの魚と畑の野菜が並びます。", "どなたもお越しください。"]
    page = read(paragraph(level, 70, 120), columns(COLUMNS, 500))
    assert sorted(texts(page)) == sorted([*level, *COLUMNS])
    assert [text for text in texts(page) if text in COLUMNS] == COLUMNS
    assert [text for text in texts(page) if text in level] == level


def test_digits_beside_each_other_in_a_column() -> None:
    words = columns(["五月", *COLUMNS]) + stacked("日から始めます。", 400, 130, pitch=1.0)
    digits = [g for place, digit in enumerate("12") for g in put(digit, 400 + 5 * place, 120)]
    assert texts(read(words, digits))[0] == "五月12日から始めます。"


def test_letters_on_their_side_belong_to_their_column() -> None:
    words = columns([COLUMNS[0], "市の", *COLUMNS[1:]]) + stacked("を使います。", 383, 135, pitch=1.0)
    turned = [put(c, 383, 120)[0]._replace(top=120 + 5 * i, bottom=125 + 5 * i, turn=1) for i, c in enumerate("Web")]
    assert texts(read(words, turned))[1] == "市のWebを使います。"


@pytest.mark.parametrize(
    "words",
    [
        ["港の朝市を毎月開きます。", "市場の棟を開け放ちます。", "朝どれの魚を並べます。", "どなたもどうぞ。"],
        ["企画課の担当", "財政課の担当", "福祉課の担当", "建設課の担当", "環境課の担当", "水道課の担当"],
    ],
)
def test_level_lines_stay_level(words: list[str]) -> None:
    assert texts(read(paragraph(words))) == words


def test_spread_level_words_one_below_the_other() -> None:
    rows = [
        put(text, 70, 100 + 15 * i, step=8.0)
        for i, text in enumerate(["総務課", "企画課", "財政課", "福祉課", "建設課", "水道課"])
    ]
    assert texts(read(*rows)) == ["総務課", "企画課", "財政課", "福祉課", "建設課", "水道課"]


def test_marks_in_rows_and_columns_are_no_text_that_goes_down() -> None:
    marks = [put("○", 200 + 40 * x, 100 + 12 * y) for y in range(8) for x in range(4)]
    assert texts(read(*marks))[0].replace(" ", "") == "○○○○"


def test_cells_of_a_table_are_left_alone() -> None:
    cells = grid((100, 120, 140, 160, 180), (100, 112, 124, 136, 148, 160, 172))
    letters = [put("一二三四五六"[y], 104 + 20 * x, 101 + 12 * y) for y in range(6) for x in range(4)]
    (block,) = read(*letters, cells=cells).blocks
    assert isinstance(block, Table)
    assert [cell.lines[0].text for cell in block.cells[:5]] == ["一", "一", "一", "一", "二"]
