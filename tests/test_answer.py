"""planlink answer: by number, by the workbook that an office fills in, and what it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from planlink.cli import main
from planlink.documents.answertable import read_answers
from planlink.errors import DocumentError


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def out(demo_city: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_city, tmp_path / "out"))


def fill(out: Path, answer: str, row: int = 2) -> Path:
    """The workbook with an answer in a row of the list."""
    book = openpyxl.load_workbook(out / "reports" / "整合性点検結果.xlsx")
    sheet = book["点検結果"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(row, heads["回答"]).value = answer
    sheet.cell(row, heads["担当課"]).value = "企画課"
    filled = out.parent / "回答.xlsx"
    book.save(filled)
    return filled


def counts(out: Path) -> str:
    return run("audit", out).stdout.strip().splitlines()[-1]


def test_an_answer_by_number_and_by_workbook(out: Path) -> None:
    before = counts(out)
    assert "１件" not in before
    assert "回答 1件" in run("answer", out, 1, "修正する", "--department", "企画課").stdout
    assert counts(out) != before
    run("build", out / "documents", "-o", out)
    filled = fill(out, "指摘に当たらない")
    assert "回答 1件" in run("answer", out, "--table", filled).stdout
    assert "新しい回答はありません" in run("answer", out, "--table", filled).stdout
    assert "回答 1件" in run("answer", out, 1, "指摘に当たらない").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((1, "直す"), "修正する"),
        ((999, "修正する"), "999番"),
        ((), "番号と回答"),
        ((1, "修正する", "--when", "昨日"), "日付"),
    ],
)
def test_what_is_refused(out: Path, arguments: tuple[object, ...], told: str) -> None:
    result = run("answer", out, *arguments)
    assert result.exit_code != 0
    assert told in result.output


def test_an_answer_that_is_none_of_the_three_names_its_row(out: Path) -> None:
    with pytest.raises(DocumentError, match="2行目"):
        read_answers(fill(out, "なおす"))


def test_a_table_without_the_columns(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text("点検,担当\n1,企画課\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="点検ID"):
        read_answers(tmp_path / "表.csv")
