"""Text files as converters leave them: encodings, page breaks, tables, marks of Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from planlink.documents.plaintext import read_text
from planlink.errors import DocumentError
from planlink.records.documents import Line, Page, Table


def read(folder: Path, text: str | bytes) -> tuple[Page, ...]:
    path = folder / "plan.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_text(path)


def lines(page: Page) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Line)]


def cells(page: Page) -> list[list[str]]:
    (table,) = [block for block in page.blocks if isinstance(block, Table)]
    grid = [["" for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = "/".join(x.text for x in cell.lines)
    return grid


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc-jp", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (page,) = read(tmp_path, "港の夜景を船で巡ります。\n".encode(encoding))
    assert lines(page) == ["港の夜景を船で巡ります。"]


def test_an_unknown_encoding_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="文字コードが分かりません。UTF-8"):
        read(tmp_path, b"\x82\xff\xfe\x80\xa0")


def test_form_feeds_break_pages(tmp_path: Path) -> None:
    assert [lines(page) for page in read(tmp_path, "一頁\n\f二頁\n\n\f\n")] == [["一頁"], ["二頁"]]


def test_a_leading_blank_breaks_pages_only_where_every_line_is_followed_by_a_blank_one(tmp_path: Path) -> None:
    rows = [f"本文の{n}行目です" for n in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"]
    spaced = "\n\n".join(rows).replace("\n\n本文の甲", "\n 本文の甲")
    assert [len(page.blocks) for page in read(tmp_path, spaced)] == [10, 10]
    assert [len(page.blocks) for page in read(tmp_path, spaced.replace("\n\n", "\n"))] == [20]


@pytest.mark.parametrize("number", ["- 5 -", "－１２－", "12/40", "123", "p. 7", " -ii- "])
def test_page_numbers_go(tmp_path: Path, number: str) -> None:
    assert lines(read(tmp_path, f"本文です。\n{number}\n続きです。")[0]) == ["本文です。", "続きです。"]


@pytest.mark.parametrize("text", ["1", "１", "3倍", "12人", "2025年", "0123-45-6789"])
def test_what_only_looks_like_a_page_number_stays(tmp_path: Path, text: str) -> None:
    assert text in lines(read(tmp_path, f"本文です。\n{text}\n続きです。")[0])


def test_marks_of_markdown_go(tmp_path: Path) -> None:
    (page,) = read(tmp_path, "**港**の`夜景`を<span style='x'>巡る</span>\n- 船で巡ります\n- 1 趣旨\n* ○ 夜景\n")
    assert lines(page) == ["港の夜景を巡る", "・船で巡ります", "1 趣旨", "○夜景"]


def test_headings_of_markdown_are_larger(tmp_path: Path) -> None:
    (page,) = read(tmp_path, "# 計画\n## 趣旨\n本文です。\n**現状**\n### 港\n")
    sizes = [block.size for block in page.blocks if isinstance(block, Line)]
    fonts = [block.font for block in page.blocks if isinstance(block, Line)]
    assert sizes == [24.0, 17.0, 10.0, 10.0, 15.5]
    assert fonts == ["bold", "bold", "plain", "bold", "bold"]


def test_plain_text_has_no_sizes(tmp_path: Path) -> None:
    assert all(isinstance(b, Line) and b.size is None for b in read(tmp_path, "計画\n趣旨\n#1 の船\n")[0].blocks)


@pytest.mark.parametrize(
    "text",
    [
        "前\n| 指標 | 目標 |\n|---|:-:|\n| 来場者 | **20人** |\n後",
        "前\n指標\t目標\n来場者\t20人\n後",
        "前\n<table><tr><th>指標</th><th>目標</th></tr>\n<tr><td>来場者</td><td>20人</td></tr></table>\n後",
        "前\n- | 指標 | 目標 |\n- | 来場者 | 20人 |\n後",
    ],
)
def test_tables(tmp_path: Path, text: str) -> None:
    (page,) = read(tmp_path, text)
    assert cells(page) == [["指標", "目標"], ["来場者", "20人"]]
    assert lines(page) == ["前", "後"]


def test_lines_inside_cells(tmp_path: Path) -> None:
    (page,) = read(
        tmp_path, "\tDX\tGX\n定義\t<ul><li>・仕事を変える</li><li>・窓口を変える</li></ul>\t脱炭素<br>成長\n"
    )
    assert cells(page) == [["", "DX", "GX"], ["定義", "・仕事を変える/・窓口を変える", "脱炭素/成長"]]


def test_full_lines_are_known_where_a_width_is_shared(tmp_path: Path) -> None:
    text = "\n".join(["港のまちの暮らしを守るための取組を進めていくこと"] * 40 + ["とします。"])
    flags = [b.full for b in read(tmp_path, text)[0].blocks if isinstance(b, Line)]
    assert flags == [True] * 40 + [False]


def test_no_line_is_full_where_lines_are_free(tmp_path: Path) -> None:
    text = "\n".join("あ" * n for n in range(5, 60))
    assert not any(b.full for b in read(tmp_path, text)[0].blocks if isinstance(b, Line))


def test_damaged_letters_are_counted(tmp_path: Path) -> None:
    (page,) = read(tmp_path, "港\ufffdの(cid:12)夜景\ue000")
    assert page.quality.damaged == 3
