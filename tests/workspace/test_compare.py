"""Several workspaces side by side, with what people decided since."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from factories import analysis, decision, indicator, item, link, measure, plan
from planlink.cli import main
from planlink.errors import WorkspaceError
from planlink.records.cities import CityMeasure, Served
from planlink.workspace import decisions, store
from planlink.workspace.compare import serving, sums, workspaces


def city(folder: Path, name: str, titles: tuple[str, ...] = ("浜の清掃", "渡し船")) -> Path:
    out = folder / name
    out.mkdir(parents=True)
    goal = item(id="戦略.基本目標1", kind="goal", title="海と暮らす")
    measures = [measure(id=f"戦略.{n}", title=title, page=n, goal=None) for n, title in enumerate(titles, 1)]
    links = [
        link("戦略.1", "sdg", "14", level="primary"),
        link("戦略.1", "sdg", "12", level="related"),
        link("戦略.2", "sdg", "14", level="related"),
        link("戦略.2", "sdg", "11", level=None, status="review"),
        link("戦略.2", "theme", "II", name="海辺の暮らし", level=None, status="linked"),
    ]
    kpis = [
        indicator(id="k1", kind="kpi", owners=("戦略.1",)),
        indicator(id="k2", kind="goal", owners=("戦略.基本目標1",)),
        indicator(id="k3", kind="past"),
    ]
    with store.opened(out, create=True) as db:
        plans = (plan(items=[goal], measures=measures, indicators=kpis),)
        store.save(db, analysis(plans=plans, links=links), store.Run("k"))
    return out


def test_sums_of_a_city(tmp_path: Path) -> None:
    found = sums("あ市", city(tmp_path, "あ市"))
    assert found
    assert (found.documents, found.measures, found.with_kpi, found.kpis) == (1, 2, 1, 1)
    assert len(found.goals) == 17
    assert {label: one for label, one in found.goals.items() if one != Served(0, 0)} == {
        "12": Served(0, 1),
        "14": Served(1, 1),
    }


def test_what_people_decided_counts(tmp_path: Path) -> None:
    out = city(tmp_path, "あ市")
    with store.opened(out) as db:
        decisions.add(db, [decision("戦略.2", "sdg", "14", "rejected"), decision("戦略.2", "sdg", "11", "primary")])
    found = sums("あ市", out)
    assert found
    assert (found.goals["14"], found.goals["11"]) == (Served(1, 0), Served(1, 0))
    assert [one.measure for one in serving("あ市", out, "sdg", "14")] == ["戦略.1"]


def test_measures_that_serve_a_goal_or_a_theme_by_its_words(tmp_path: Path) -> None:
    out = city(tmp_path, "あ市")
    assert list(serving("あ市", out, "sdg", "14")) == [
        CityMeasure("あ市", "戦略.1", "浜の清掃", "戦略", 1, "primary", link("m", "sdg", "14").name),
        CityMeasure("あ市", "戦略.2", "渡し船", "戦略", 2, "related", link("m", "sdg", "14").name),
    ]
    assert [one.title for one in serving("あ市", out, "theme", "海辺")] == ["渡し船"]
    assert list(serving("あ市", out, "theme", "山")) == []
    assert list(serving("あ市", out, "sdg", "1")) == []  # no part of 14
    assert list(serving("あ市", out, "sdg", "11")) == []  # only for review


def test_a_workspace_without_a_build_has_no_sums(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True):
        pass
    assert sums("あ市", tmp_path) is None


def test_workspaces_are_named_or_lie_in_folders_that_are(tmp_path: Path) -> None:
    one, other = city(tmp_path / "県", "あ市"), city(tmp_path / "県", "い町")
    (tmp_path / "県" / "空").mkdir()
    assert workspaces([tmp_path / "県"]) == {"あ市": one, "い町": other}
    assert workspaces([other]) == {"い町": other}
    twin = city(tmp_path / "隣県", "あ市")
    assert workspaces([one, twin, other]) == {str(one): one, str(twin): twin, "い町": other}
    with pytest.raises(WorkspaceError, match=r"空：作業フォルダーではありません。中にも"):
        workspaces([tmp_path / "県" / "空"])


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        ((), 0, "市町村の比較"),
        (("--sdg", "１４"), 0, "渡し船"),
        (("--theme", "海辺"), 0, "海辺の暮らし"),
        (("--theme", "山"), 0, "該当する記載は見つかりませんでした。"),
        (("--sdg", "18"), 2, "--sdg の「18」は使えません。"),
        (("--sdg", "1", "--theme", "海"), 2, "どれか１つを指定してください。"),
        (("--format", "xlsx"), 2, "-o で指定してください"),
    ],
)
def test_the_command(options: tuple[str, ...], status: int, said: str, tmp_path: Path) -> None:
    city(tmp_path, "あ市")
    city(tmp_path, "い町")
    result = CliRunner().invoke(main, ["compare", str(tmp_path), *options])
    assert (result.exit_code, said in result.output) == (status, True), result.output


def test_the_command_writes_what_machines_read(tmp_path: Path) -> None:
    city(tmp_path, "あ市", ("=1+1", "渡し船"))
    city(tmp_path, "い町")
    (tmp_path / "う村").mkdir()
    with store.opened(tmp_path / "う村", create=True):
        pass
    run = CliRunner()
    said = run.invoke(main, ["compare", str(tmp_path), "--format", "jsonl"])
    assert [json.loads(line)["measures"] for line in said.stdout.splitlines()] == [2, 2]
    assert "まだ結果がないので，除きました" in said.stderr
    run.invoke(main, ["compare", str(tmp_path), "--sdg", "14", "--format", "csv", "-o", str(tmp_path / "c.csv")])
    rows = list(csv.reader(io.StringIO((tmp_path / "c.csv").read_text(encoding="utf-8-sig"))))
    assert rows[1][:3] == ["あ市", "'=1+1", "◎"]
    run.invoke(main, ["compare", str(tmp_path), "--format", "xlsx", "-o", str(tmp_path / "c.xlsx")])
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert [cell.value for cell in book["市町村の比較"][2]][:5] == ["あ市", 1, 2, 1, 1]
