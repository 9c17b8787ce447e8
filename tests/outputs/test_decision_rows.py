"""確認結果一覧: what it says of each word, and the workbook read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from factories import analysis, decision, link, measure, plan
from planlink.outputs.decision_rows import decision_table, differing_table
from planlink.outputs.excel import write_table
from planlink.outputs.rows import Ref, Table, plain
from planlink.records.findings import Analysis
from planlink.records.links import Decision
from planlink.redecide import redecide

BUS = measure(id="戦略.2", title="公共交通の再編", text="", page=4)
PORT = measure(id="戦略.10", title="=HYPERLINK(港)", text="", page=5)
LINKS = (
    link(measure="戦略.2", label="11", level="primary", name="住み続けられるまちづくりを"),
    link(measure="戦略.2", label="3", level="related", name="すべての人に健康と福祉を"),
    link(measure="戦略.2", scheme="viewpoint", label="DX", level=None, name="DX"),
    link(measure="戦略.10", label="14", level=None, status="review", name="海の豊かさを守ろう"),
)


def said(label: str, verdict: str, one: str = "戦略.2", scheme: str = "sdg", **more: Any) -> Decision:
    text = f"{BUS.title}\n" if one == "戦略.2" else f"{PORT.title}\n"
    return replace(decision(one, scheme, label, verdict, text), **more)


def town(words: list[Decision]) -> Analysis:
    return redecide(analysis(plans=(plan(measures=(BUS, PORT)),), links=LINKS), words)


def listed(*words: Decision, names: bool = True) -> Table:
    return decision_table(town(list(words)), words, names)


def column(table: Table, title: str) -> list[object]:
    place = [one.title for one in table.columns].index(title)
    return [row[place] for row in table.rows]


def test_a_word_with_all_that_is_known_of_it() -> None:
    word = said("11", "related", who="企画課", when="2025-11-21T01:02:03+00:00", way="rest", why="市全体に及ぶため")
    assert listed(word).rows == (
        (
            *("戦略", "公共交通の再編", 4, "目標11 住み続けられるまちづくりを", "採用○", "案は◎"),
            *("企画課", "2025-11-21 10:02:03", "残りを案どおり", "市全体に及ぶため", None),
        ),
    )


@pytest.mark.parametrize(
    ("word", "verdict", "difference"),
    [
        (said("11", "primary"), "採用◎", "案どおり"),
        (said("3", "primary"), "採用◎", "案は○"),
        (said("3", "rejected"), "不採用", "案は○"),
        (said("3", "hold"), "保留", "案は○"),
        (said("DX", "linked", scheme="viewpoint"), "採用", "案どおり"),
        (said("DX", "rejected", scheme="viewpoint"), "不採用", "案は候補"),
        (said("14", "rejected", "戦略.10"), "不採用", "案は要確認"),
        (said("9", "related"), "採用○", "案はなし"),
        (said("9", "rejected"), "不採用", "案どおり"),
        (said("9", "hold"), "保留", "案はなし"),
    ],
)
def test_how_a_word_differs_from_the_proposal(word: Decision, verdict: str, difference: str) -> None:
    table = listed(word)
    assert (column(table, "確認結果"), column(table, "案との違い")) == ([verdict], [difference])


def test_the_order_is_that_of_the_plans_and_goals_are_numbers() -> None:
    words = [
        said("14", "primary", "戦略.10"),
        said("DX", "hold", scheme="viewpoint"),
        said("11", "hold"),
        said("3", "hold"),
    ]
    assert [str(item)[:4] for item in column(listed(*words), "項目")] == ["目標3 ", "目標11", "視点 D", "目標14"]


def test_a_text_that_changed_is_told_and_a_measure_that_is_gone_is_counted() -> None:
    table = listed(said("11", "primary", text="前の文"), said("1", "hold", "戦略.99"))
    assert column(table, "備考") == ["要再確認"]
    assert "このほか，今の計画にない施策への判断が1件" in table.note


def test_the_note_counts_verdicts_and_ways_and_says_what_the_list_is() -> None:
    note = listed(said("11", "primary"), said("3", "primary", way="rest"), said("9", "hold")).note
    assert note.startswith(
        "この一覧は公文書となることがあります。採用◎ 2件，保留 1件（確認の方法：一つずつ 2件，残りを案どおり 1件）"
    )


def test_without_names_no_name_is_left() -> None:
    table = listed(said("11", "primary", who="甲野"), names=False)
    assert "確認者" not in [one.title for one in table.columns]
    assert "甲野" not in repr(table)


@pytest.mark.parametrize(("when", "shown"), [("", ""), ("2025-11-21", "2025-11-21"), ("きのう", "きのう")])
def test_a_day_alone_gets_no_hour(when: str, shown: str) -> None:
    assert column(listed(said("11", "primary", when=when)), "確認日時") == [shown]


def test_two_officers_beside_each_other() -> None:
    pairs = [
        (said("3", "hold", who="甲"), said("3", "primary", who="乙")),
        (said("1", "hold", "戦略.9"), said("1", "primary", "戦略.9")),
    ]
    table = differing_table(town([]), pairs)
    assert table.rows[0][1] == (Ref("公共交通の再編", pairs[0][0].measure),)
    assert [(plain(row[1]), *row[2:]) for row in table.rows] == [
        ("公共交通の再編", 4, "目標3 すべての人に健康と福祉を", "保留（甲）", "採用◎（乙）"),
        ("戦略.9", None, "目標1", "保留", "採用◎"),
    ]


def test_the_workbook_is_in_the_house_s_form_and_holds_no_formula(tmp_path: Path) -> None:
    hostile = said("14", "primary", "戦略.10", who="=1+1", why="+2")
    path = tmp_path / "一覧.xlsx"
    write_table(path, listed(hostile), date(2025, 11, 21))
    write_table(tmp_path / "again.xlsx", listed(hostile), date(2025, 11, 21))
    assert path.read_bytes() == (tmp_path / "again.xlsx").read_bytes()
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["印刷用", "確認結果一覧"]
    paper = book["印刷用"]
    assert paper["A1"].value == "確認結果一覧"
    assert str(paper["A2"].value).startswith("この一覧は公文書となることがあります。")
    assert paper.cell(1, paper.max_column).value == "令和7年11月21日現在"
    assert (int(paper.page_setup.paperSize), paper.page_setup.orientation) == (8, "landscape")
    values = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in ("=1+1", "+2", PORT.title)
    ]
    assert len(values) == 6
    assert {cell.data_type for cell in values} == {"s"}


def test_no_decision_is_said_plainly(tmp_path: Path) -> None:
    write_table(tmp_path / "一覧.xlsx", listed())
    assert openpyxl.load_workbook(tmp_path / "一覧.xlsx")["印刷用"]["A4"].value == "確認結果はありません"
