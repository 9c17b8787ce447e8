"""What `planlink outline` lists: the tree with its measures, by which rule they were taken, and what to set instead."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import DEMO
from planlink.outputs.listing import Listing, cut, listed, listing
from planlink.outputs.listing_lines import reason_lines, tree_lines
from planlink.outputs.listing_rows import Row
from planlink.outputs.listing_tables import Columns
from planlink.plans import choosing
from planlink.read import NO_PLAN, OTHER_ROLE, read
from planlink.records.documents import Document, Page, PageQuality
from planlink.records.places import Doubt, Place
from planlink.settings import MeasureRule, Settings
from texts import document, table

TESTS = Path(__file__).parents[1]
CASES: list[dict[str, Any]] = json.loads((TESTS / "cases" / "listings.json").read_text(encoding="utf-8"))
COUNTS = ("rule", "role", "measures", "bullets", "table_rows", "lone")
ROWS = [
    Row(1, "heading", "goal", "p.1", "基本目標１", "海を生かす", 12, 2),
    Row(2, "heading", None, None, "", "現状", 12, 0),
    Row(2, "bullet", "measure", "p.1.・1", "・", "船" * 70, None, 1),
]


def document_of(case: dict[str, Any]) -> Document:
    if "table" in case:
        return document("１ 取り組むこと", table(*map(tuple, case["table"])))
    return document(*case["lines"])


def settings_of(case: dict[str, Any]) -> Settings:
    if not case.keys() & {"under", "not_under", "level"}:
        return Settings()
    rule = MeasureRule(tuple(case.get("under", ())), tuple(case.get("not_under", ())), case.get("level", ""))
    return Settings(measures={"plan": rule})


def said(row: Row) -> str:
    return f"{row.depth} {row.kind or '-'} {row.marker} {row.title} {row.measures}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["about"]))
def test_cases(case: dict[str, Any]) -> None:
    found = listed(document_of(case), settings_of(case))
    assert {name: getattr(found, name) for name in COUNTS if name in case} == {n: case[n] for n in COUNTS if n in case}
    assert found.told == tuple(case.get("told", found.told))
    assert found.unmatched == tuple(case.get("unmatched", ()))
    assert [said(row) for row in found.rows] == case.get("rows", [said(row) for row in found.rows])
    assert sum(row.kind == "measure" for row in found.rows) == found.measures
    lines = "\n".join(reason_lines(found))
    assert [words for words in case.get("says", ()) if words not in lines] == []


def test_the_cases_show_every_rule() -> None:
    rules = {"set", "announced", "goals", "named", "directions", "repeated", "none", NO_PLAN, OTHER_ROLE}
    assert {case["rule"] for case in CASES} == rules
    assert all(name in (choosing.Choice.__doc__ or "") for name in rules - {NO_PLAN, OTHER_ROLE})


@pytest.mark.parametrize("name", ["strategy", "vision", "plan-summary"])
def test_the_demo_lists_the_measures_that_are_read(name: str) -> None:
    found, plan = listing(DEMO / f"{name}.pdf"), read(DEMO / f"{name}.pdf")
    ids = {kind: [row.id for row in found.rows if row.kind == kind] for kind in ("measure", "goal", "group")}
    truth = json.loads((DEMO / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    assert ids["measure"] == [one.id for one in plan.measures]
    assert len(ids["measure"]) == len(truth["measures"]) == found.measures
    assert set(ids["goal"]) == {one.id for one in plan.items if one.kind == "goal"}
    assert (found.role, found.title) == (plan.role, plan.title)


def test_the_guide_shows_lines_of_the_demo() -> None:
    guide = (TESTS.parent / "docs" / "ja" / "読み取り.md").read_text(encoding="utf-8")
    shown = guide.split("planlink outline 総合戦略.pdf\n```")[1].split("```")[1].strip("\n")
    assert shown in "\n".join(tree_lines(listing(DEMO / "strategy.pdf")))


def test_tables_with_measures_on_a_sheet() -> None:
    found = listing(TESTS / "pdfs" / "page_group_rows.pdf")
    assert found.tables == (Columns("", "取組名", ("内容",), "担当課", (1,), 4),)
    assert (found.headings, found.bullets, found.table_rows) == (0, 0, 4)
    assert "  1頁 施策名「取組名」，内容「内容」，担当課「担当課」　4件" in list(reason_lines(found))


def test_sheets_that_could_not_be_read_are_named() -> None:
    whole = document("１ 主な取組", "・船を増やし、港に人を呼びます。", number=1)
    pages = (*whole.pages, Page(2, 0, 0, (), quality=PageQuality(images=1, page=2)))
    doubts = (Doubt("page-unread", Place("plan", 4, "")),)
    found = listed(replace(whole, pages=pages, doubts=doubts), Settings())
    assert found.unread == (2, 4)
    assert any(line.startswith("2，4頁は読み取れなかった") for line in reason_lines(found))


def test_lines_have_their_columns_and_long_titles_are_cut() -> None:
    lines = list(tree_lines(_with(ROWS)))
    assert lines == [
        "  12  基本目標  基本目標１ 海を生かす（施策 2件）",
        "  12  　　　　    現状",
        f"      施策　　    ・ {'船' * 59}…",
    ]


def test_rows_below_a_depth_are_left_out_but_counted() -> None:
    found = cut(_with(ROWS), 1)
    assert (found.rows, found.measures) == ((ROWS[0],), 1)


def test_a_name_with_quotes_is_written_as_toml_reads_it() -> None:
    quoted = replace(_with(ROWS), document='計画"案"')
    assert '  [measures."計画\\"案\\""]' in list(reason_lines(quoted))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["about"]))
def test_what_is_proposed_can_be_pasted_into_the_settings(case: dict[str, Any], tmp_path: Path) -> None:
    lines = list(reason_lines(listed(document_of(case), settings_of(case))))
    start = next(place for place, line in enumerate(lines) if line.startswith("  ["))
    (tmp_path / "planlink.toml").write_text("\n".join(lines[start:]), encoding="utf-8")
    loaded = Settings.load(tmp_path / "planlink.toml")
    assert set(loaded.measures | loaded.roles) == {"plan"}


def _with(rows: list[Row]) -> Listing:
    whole = listed(document("１ 主な取組", "・船を増やし、港に人を呼びます。"), Settings())
    return replace(whole, rows=tuple(rows))
