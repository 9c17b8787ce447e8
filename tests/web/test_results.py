"""What was decided, as a page to print and as the workbook of the command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from factories import decision
from planlink.cli import main
from planlink.workspace import decisions, store
from visitors import TestClient


@pytest.fixture
def said(out: Path) -> Path:
    with store.opened(out) as db:
        one = decision(label="3", verdict="primary", who="企画課 甲", when="2026-05-01T10:00:00", why="=1+<b>現場</b>")
        decisions.add(db, one)
        decisions.add(db, [decision(label="11", verdict="primary", way="rest"), decision(label="5", verdict="hold")])
    return out


def rows(page: str) -> list[list[str]]:
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in body.split("</tr>") if "<td" in row]


def test_the_page_says_who_when_in_which_way_why_and_against_what(client: TestClient, said: Path) -> None:
    found = rows(client.get("/result").text)
    assert [row[3].split()[0] for row in found] == ["目標3", "目標5", "目標11"]
    assert found[0][4:10] == [
        "採用◎",
        "案は○",
        "企画課 甲",
        "2026-05-01 10:00:00",
        "一つずつ",
        "=1+&lt;b&gt;現場&lt;/b&gt;",
    ]
    assert (found[2][5], found[2][8]) == ("案どおり", "残りを案どおり")


def test_without_names_nobody_is_named_but_the_page_warns_of_notes(client: TestClient, said: Path) -> None:
    page = client.get("/result?names=no").text
    assert "企画課 甲" not in page
    assert "確認者</th>" not in page
    assert "公文書となることがあります" in page
    assert 'href="/result?format=xlsx&amp;names=no"' in page


@pytest.mark.parametrize(("query", "option"), [("", ()), ("&names=no", ("--without-names",))])
def test_the_workbook_is_that_of_the_command(
    client: TestClient, said: Path, tmp_path: Path, query: str, option: tuple[str, ...]
) -> None:
    page, command = tmp_path / "page.xlsx", tmp_path / "command.xlsx"
    reply = client.get(f"/result?format=xlsx{query}")
    assert "%E7%A2%BA%E8%AA%8D%E7%B5%90%E6%9E%9C%E4%B8%80%E8%A6%A7.xlsx" in reply.headers["content-disposition"]
    page.write_bytes(reply.content)
    told = CliRunner().invoke(main, ["decisions", str(said), "--xlsx", str(command), *option])
    assert told.exit_code == 0
    assert page.read_bytes() == command.read_bytes()
    cells = [cell for sheet in load_workbook(page) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if str(cell.value).startswith("=1+")} == {"s"}


def test_nothing_decided_is_said(client: TestClient) -> None:
    assert "確認結果はありません" in client.get("/result").text
