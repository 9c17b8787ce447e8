"""Search over many workspaces: the same answers whether the workspaces or the parts are asked."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from factories import analysis, indicator, item, measure, passage, plan
from planlink.workspace import across, figures, jobs, national, parts, store
from planlink.workspace.across import search_across
from planlink.workspace.entries import KINDS
from planlink.workspace.jobs import DONE, Job
from planlink.workspace.narrowing import Filters

HAS_INDEX = national.is_installed()
HAS_PARTS = importlib.util.find_spec("pyarrow") is not None and importlib.util.find_spec("duckdb") is not None
CITIES = {
    "あ市": [("浜の清掃", "浜に流れ着いたごみを拾います。"), ("渡し船", "渡船の便を１２便に増やします。")],
    "い町": [("ごみの分別", "ごみを減らし、ゴミの出し方を学びます。"), ("髙台の道", "𠮷野の高台に道を造ります。")],
    "う村": [("バスの運行", "デマンドバスを走らせます。"), ("森の学校", "子どもが森で学びます。")],
}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of three cities, in workspaces and in parts."""
    with jobs.opened(tmp_path) as table:
        for city, told in CITIES.items():
            measures = [measure(id=f"戦略.{n}", title=t, text=text) for n, (t, text) in enumerate(told, 1)]
            said = plan(
                sha256=f"{len(city)}{city}",
                title=city,
                measures=measures,
                items=[item(title="海と山の町", text="")],
                indicators=[indicator(name="ごみの量")],
                passages=[passage(text=f"{city}の子育てと相談。")],
            )
            (tmp_path / city).mkdir()
            with store.opened(tmp_path / city, create=True) as db:
                store.save(db, analysis(plans=(said,)), store.Run("k"))
            if HAS_PARTS:
                name = parts.name_of(said.file, said.sha256, "k")
                sha256 = parts.write(str(tmp_path / parts.FOLDER), name, said)
                table.put(Job(city, said.file, DONE, said.sha256, "k", 0, name, sha256))
    return tmp_path


def places(run: Path) -> dict[str, Path]:
    return {city: run / city for city in CITIES}


def titles(folder: Path, query: str, filters: Filters | None = None, run: Path | None = None) -> list[str]:
    hits, _ = search_across(places(folder), query, filters=filters, run=run)
    return [f"{hit.city} {hit.title}" for hit in hits]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ごみ", ["い町 ごみの分別", "あ市 浜の清掃"]),
        ("ゴミ", ["い町 ごみの分別", "あ市 浜の清掃"]),
        ("ごみ 浜", ["あ市 浜の清掃"]),
        ("ごみ -浜", ["い町 ごみの分別"]),
        ("浜 OR 森", ["あ市 浜の清掃", "う村 森の学校"]),
        ("「ゴミの出し方」", ["い町 ごみの分別"]),
        ("高台", ["い町 髙台の道"]),
        ("船", ["あ市 渡し船"]),
        ("12便", ["あ市 渡し船"]),
        ("2便", []),
        ("温泉", []),
        ("-ごみ", []),
    ],
)
def test_what_answers_and_in_which_order(query: str, found: list[str], run: Path) -> None:
    assert titles(run, query) == found


QUERIES = [
    "ごみ",
    "ゴミ -浜",
    "浜 OR 森",
    "「海と山」",
    "船",
    "高台",
    "温泉",
    "子育て 相談",
    "𠮷",
    "の",
    "増やします。",
    "便を１",
]


@pytest.mark.skipif(not HAS_PARTS, reason="no pyarrow or duckdb")
@pytest.mark.parametrize("by", ["index", "parts"])
@pytest.mark.parametrize("kinds", [("measure",), KINDS])
@pytest.mark.parametrize("query", QUERIES)
def test_parts_and_workspaces_answer_alike(
    query: str, kinds: tuple[str, ...], by: str, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if by == "index" and not HAS_INDEX:
        pytest.skip("no tantivy")
    apart = search_across(places(run), query, kinds=kinds, limit=99)
    monkeypatch.setattr(national, "is_installed", lambda: by == "index")
    if not figures.figure(query):
        monkeypatch.setattr(across, "_by_workspaces", None)  # the index or the parts alone are asked now
        monkeypatch.setattr(across, "_by_parts" if by == "index" else "_by_index", None)
    assert search_across(places(run), query, kinds=kinds, limit=99, run=run) == apart
    assert apart[1] == len(apart[0])


@pytest.mark.skipif(not HAS_PARTS, reason="no pyarrow or duckdb")
@pytest.mark.parametrize("lack", ["part", "change", "job", "duckdb"])
def test_where_parts_are_not_whole_the_workspaces_are_asked(
    lack: str, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if lack == "part":
        next((run / parts.FOLDER).iterdir()).unlink()
    elif lack == "change":
        next((run / parts.FOLDER).iterdir()).write_bytes(parts.packed(plan(measures=[measure(title="ごみ")])))
    elif lack == "job":
        with jobs.opened(run) as table:
            table.keep_only("い町", [])
    else:
        monkeypatch.setattr(across, "find_spec", lambda name: None)
        monkeypatch.setattr(national, "is_installed", lambda: False)
    monkeypatch.setattr(across, "_by_parts", None)
    assert titles(run, "ごみ", run=run) == ["い町 ごみの分別", "あ市 浜の清掃"]


indexed = pytest.mark.skipif(not (HAS_PARTS and HAS_INDEX), reason="no pyarrow or tantivy")


@indexed
def test_the_index_follows_the_parts(run: Path) -> None:
    assert titles(run, "森", run=run) == ["う村 森の学校"]
    assert len(national.known(run)) == 3
    held = plan(sha256="new", title="う村", measures=[measure(id="戦略.1", title="林の学校", text="森で学びます。")])
    with jobs.opened(run) as table:
        name = parts.name_of(held.file, held.sha256, "k")
        sha256 = parts.write(str(run / parts.FOLDER), name, held)
        table.keep_only("う村", [])
        table.put(Job("う村", held.file, DONE, held.sha256, "k", 0, name, sha256))
    assert titles(run, "森", run=run) == ["う村 林の学校"]
    assert titles(run, "ごみ", run=run) == ["い町 ごみの分別", "あ市 浜の清掃"]
    assert len(national.known(run)) == 3


@indexed
def test_an_index_that_was_left_in_the_middle_is_made_again(run: Path) -> None:
    titles(run, "森", run=run)
    (run / national.FOLDER / national.KNOWN).unlink()
    assert titles(run, "森", run=run) == ["う村 森の学校"]


@indexed
@pytest.mark.parametrize("harm", ["cut", "taken", "file"])
def test_an_index_that_cannot_be_used_costs_no_answer(harm: str, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    titles(run, "森", run=run)
    folder = run / national.FOLDER
    if harm == "cut":
        (folder / "meta.json").write_text("{", encoding="utf-8")
    elif harm == "taken":
        (folder / national.KNOWN).unlink()
        monkeypatch.setattr(national, "_follow", _refuse)
    else:
        shutil.rmtree(folder)
        folder.write_text("", encoding="utf-8")
    assert titles(run, "ごみ", run=run) == ["い町 ごみの分別", "あ市 浜の清掃"]


def _refuse(*_: object) -> None:
    raise ValueError("LockBusy")


def test_answers_are_cut_and_counted(run: Path) -> None:
    hits, total = search_across(places(run), "ごみ OR 森 OR 船", limit=2)
    assert ([hit.rank for hit in hits], total) == ([1, 2], 4)
    assert all(0 < hit.score <= 1 for hit in hits)


def test_all_kinds_are_named_by_their_id(run: Path) -> None:
    hits, _ = search_across({"あ市": run / "あ市"}, "ごみ OR 山の町 OR 相談", kinds=KINDS)
    assert {(bool(hit.measure), bool(hit.item), bool(hit.indicator)) for hit in hits} == {
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (False, False, False),
    }


def test_filters_narrow(run: Path) -> None:
    assert titles(run, "ごみ", filters=Filters(document="戦略"), run=run) == ["い町 ごみの分別", "あ市 浜の清掃"]
    assert titles(run, "ごみ", filters=Filters(sdg="14"), run=run) == []
