"""Tables of measures × goals that an office keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from planlink.documents.marktable import read_marks
from planlink.errors import DocumentError

NUMBERS = [str(n) for n in range(1, 18)]


def blank(**marks: str) -> list[str]:
    return [marks.get(f"g{n}", "") for n in NUMBERS]


def book(path: Path, *rows: list[object]) -> Path:
    made = Workbook()
    made.active.title = "表紙"
    sheet = made.create_sheet("対応")
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def test_a_workbook_with_a_title_row_and_ids(tmp_path: Path) -> None:
    path = book(
        tmp_path / "前回.xlsx",
        ["ＳＤＧｓ対応表"],
        ["計画", "施策ID", "施策", "頁", *range(1, 18)],
        ["戦略", "戦略.1", "道の手入れ", 3, *blank(g11="◎", g9="○")],
        ["", "", "", "", *blank()],
        ["戦略", "戦略.2", "船の見学", 4, *blank()],
    )
    first, second = read_marks(path)
    assert (first.id, first.title, first.grades["11"], first.grades["9"], first.grades["1"]) == (
        "戦略.1",
        "道の手入れ",
        1.0,
        0.5,
        0.0,
    )
    assert (second.title, set(second.grades.values())) == ("船の見学", {0.0})


def test_a_row_of_sums_is_no_measure(tmp_path: Path) -> None:
    path = book(
        tmp_path / "前回.xlsx",
        ["施策", *range(1, 18)],
        ["道の手入れ", *blank(g11="◎")],
        ["◎の数", *blank(g11="1", g9="12")],
    )
    assert [row.title for row in read_marks(path)] == ["道の手入れ"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_csv_with_goals_named_in_words(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    lines = [["取組名", *(f"目標{n}" for n in NUMBERS)], ["船の見学", *blank(g8="◎", g14="〇")]]
    path.write_bytes("\r\n".join(",".join(line) for line in lines).encode(encoding))
    (row,) = read_marks(path)
    assert (row.id, row.title, row.grades["8"], row.grades["14"]) == ("", "船の見学", 1.0, 0.5)


def test_one_kind_of_mark_alone_is_primary(tmp_path: Path) -> None:
    path = book(tmp_path / "表.xlsx", ["施策", *NUMBERS], ["船の見学", *blank(g8="○")])
    assert read_marks(path)[0].grades["8"] == 1.0


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["施策", "頁"], ["船の見学", 3]], "対応表が見つかりません"),
        ([["施策", *NUMBERS], ["船の見学", *blank(g8="△")]], "「船の見学」の目標8に，◎・○でない印「△」があります"),
        ([["年度", *(f"{n}年" for n in NUMBERS)], ["船", *blank()]], "対応表が見つかりません"),
    ],
)
def test_what_is_no_such_table_is_refused(rows: list[list[object]], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=sentence):
        read_marks(book(tmp_path / "表.xlsx", *rows))


def test_letters_in_no_known_code_are_told(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(b"\xff\xfd\x80\x81")
    with pytest.raises(DocumentError, match="文字コードが分かりません"):
        read_marks(path)


def test_a_damaged_workbook_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "壊れ.xlsx"
    path.write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(DocumentError, match="保存し直してください"):
        read_marks(path)
