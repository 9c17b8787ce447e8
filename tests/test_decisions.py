"""planlink decisions: the list, the file that two officers exchange, the workbook, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from factories import decision, town
from planlink.cli import main
from planlink.links.decided import text_of
from planlink.records.links import Decision
from planlink.workspace import decisions, store

BUS = next(one for plan in town().plans for one in plan.measures if one.id == "戦略.1.ア.1")
WORD = decision(label="11", verdict="primary", text=text_of(BUS), who="甲野", when="2025-11-21T10:00:00", why="要望")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def made(folder: Path, *words: Decision) -> Path:
    folder.mkdir()
    with store.opened(folder, create=True) as db:
        store.save(db, town(), store.Run("k", as_of="2025-11-21"))
        decisions.add(db, words)
    return folder


def record(out: Path) -> tuple[Decision, ...]:
    with store.opened(out) as db:
        return decisions.every(db)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return made(tmp_path / "甲", WORD, replace(WORD, label="3", verdict="hold"))


def test_the_list_on_the_screen(out: Path) -> None:
    shown = run("decisions", out).stdout
    for told in ("確認結果一覧", "採用◎", "保留", "案どおり", "甲野", "2025-11-21 10:00:00", "一つずつ", "要望"):
        assert told in shown, told
    assert "甲野" not in run("decisions", out, "--without-names").stdout


def test_without_a_decision(tmp_path: Path) -> None:
    assert "確認結果はありません。" in run("decisions", made(tmp_path / "空")).stdout


def test_two_officers_merge_and_see_where_they_differ(out: Path, tmp_path: Path) -> None:
    late = "2025-11-21T11:00:00"
    other = made(
        tmp_path / "乙",
        replace(WORD, who="乙川", when=late, verdict="related"),
        replace(WORD, who="乙川", when=late, measure="戦略.1.ア.2"),
        replace(WORD, who="乙川", when=late, measure="廃止.1"),
    )
    file = tmp_path / "乙.jsonl"
    assert "3件を書き出しました" in run("decisions", other, "--export", file).stdout
    told = run("decisions", out, "--import", file).stdout
    assert "判断の記録 3件を取り込みました（すでにあるもの 0件）" in told
    assert "両方が判断した組 1件のうち，同じ判断 0件（0.0％），カッパ係数 0.00" in told
    assert "今の計画にない1施策" in told
    assert "採用◎（甲野）" in told
    assert "採用○（乙川）" in told
    assert [event.way for event in record(out)] == ["one", "one", "import", "import", "import"]
    again = run("decisions", out, "--import", file).stdout
    assert "0件を取り込みました（すでにあるもの 3件）" in again
    assert "同じ判断 0件" in again
    assert len(record(out)) == 5

    run("decisions", out, "--export", tmp_path / "甲.jsonl")
    run("decisions", other, "--import", tmp_path / "甲.jsonl")
    with store.opened(out) as mine, store.opened(other) as yours:
        words = [{word.pair: word.verdict for word in decisions.latest(db)} for db in (mine, yours)]
    assert words[0] == words[1]
    assert len(words[0]) == 4


def test_an_import_is_taken_back_from_the_command_line(out: Path, tmp_path: Path) -> None:
    other = made(tmp_path / "乙", replace(WORD, who="乙川", label="5"), replace(WORD, who="乙川", label="6"))
    run("decisions", other, "--export", tmp_path / "乙.jsonl")
    run("decisions", out, "--import", tmp_path / "乙.jsonl")
    assert "判断 2件を取り消しました" in run("decisions", out, "--undo", "--who", "甲野").stdout
    assert [(event.verdict, event.who) for event in record(out)[-2:]] == [("open", "甲野")] * 2
    assert "判断 2件を取り消しました" in run("decisions", out, "--undo").stdout
    assert "取り消せる判断はありません" in run("decisions", out, "--undo").stdout


@pytest.mark.parametrize("bad", ["{}", "ただの文", '{"measure": 1}'])
def test_a_bad_file_changes_nothing_and_names_its_line(bad: str, out: Path, tmp_path: Path) -> None:
    run("decisions", out, "--export", tmp_path / "良.jsonl")
    good = (tmp_path / "良.jsonl").read_text(encoding="utf-8")
    (tmp_path / "悪.jsonl").write_text(good.replace("甲野", "乙川") + bad + "\n", encoding="utf-8")
    before = record(out)
    result = run("decisions", out, "--import", tmp_path / "悪.jsonl")
    assert result.exit_code == 2
    assert "悪.jsonlの3行目" in result.output
    assert record(out) == before


def test_an_export_can_leave_out_names(out: Path, tmp_path: Path) -> None:
    run("decisions", out, "--export", tmp_path / "a.jsonl", "--without-names")
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["who"], line["verdict"], line["why"]) for line in lines] == [
        ("", "primary", "要望"),
        ("", "hold", "要望"),
    ]


def test_the_workbook(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "確認結果一覧.xlsx"
    assert "書き出しました" in run("decisions", out, "--xlsx", path).stdout
    sheet = openpyxl.load_workbook(path)["印刷用"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"採用◎", "保留", "甲野", "令和7年11月21日現在"} <= set(cells)
    run("decisions", out, "--xlsx", path, "--without-names")
    assert "甲野" not in [cell.value for row in openpyxl.load_workbook(path)["印刷用"].iter_rows() for cell in row]


@pytest.mark.parametrize("option", ["--xlsx", "--export"])
def test_a_place_that_cannot_be_written_is_a_sentence(option: str, out: Path, tmp_path: Path) -> None:
    result = run("decisions", out, option, tmp_path / "無い" / "x")
    assert (result.exit_code, "書き出せません" in result.output) == (2, True)
    (tmp_path / "ある").mkdir()
    assert "書き出せません" in run("decisions", out, option, tmp_path / "ある").output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ある", "甲"]


def test_table_and_export_show_a_decision_at_once(out: Path, tmp_path: Path) -> None:
    def status() -> dict[str, str]:
        run("export", out, "--format", "jsonl", "-o", tmp_path / "x")
        lines = (tmp_path / "x" / "links.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        return {row["label"]: row["status"] for row in rows if row["measure"] == BUS.id and row["scheme"] == "sdg"}

    assert status()["11"] == "confirmed"
    with store.opened(out) as db:
        decisions.add(db, replace(WORD, verdict="rejected"))
    assert status()["11"] == "rejected"
    assert "ＳＤＧｓ対応表" in run("table", out).stdout


def test_reports_are_written_anew_with_the_decisions(out: Path) -> None:
    assert "帳票を作り直しました" in run("decisions", out, "--reports").stdout
    assert (out / "reports" / "SDGs対応表.xlsx").is_file()
    assert "今の判断のとおり" in run("decisions", out, "--reports").stdout


def test_what_is_on_hold_teaches_nothing(out: Path) -> None:
    with store.opened(out) as db:
        decisions.add(db, replace(WORD, measure="戦略.1.ア.2", verdict="hold"))
    result = run("learn", out)
    assert result.exit_code == 1
    assert "判断のある施策が1件しかない" in result.output
