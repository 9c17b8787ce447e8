"""Rows of the papers: what stands in which column, in whose words."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest

from factories import (
    analysis,
    coverage,
    declaration,
    finding,
    indicator,
    item,
    link,
    mapping_row,
    measure,
    plan,
    quantity,
    town,
)
from planlink.outputs import audit_rows, sdg_rows
from planlink.outputs.eras import as_of_line, era_year
from planlink.outputs.indicator_rows import indicator_table
from planlink.outputs.rows import Column, Index, Ref, Table, continued, plain, shown


def records(table: Table) -> list[dict[str, str]]:
    return [{column.title: plain(cell) for column, cell in zip(table.columns, row, strict=True)} for row in table.rows]


@pytest.mark.parametrize(
    ("year", "calendar", "words"),
    [
        (2027, False, "令和9年度"),
        (2027, True, "令和9年"),
        (2019, False, "令和元年度"),
        (2018, False, "平成30年度"),
        (1989, False, "平成元年度"),
        (1988, False, "昭和63年度"),
    ],
)
def test_era_year(year: int, calendar: bool, words: str) -> None:
    assert era_year(year, calendar) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 11, 21), "令和7年11月21日現在"),
        (date(2019, 5, 1), "令和元年5月1日現在"),
        (date(2019, 4, 30), "平成31年4月30日現在"),
        (None, ""),
    ],
)
def test_as_of(day: date | None, words: str) -> None:
    assert as_of_line(day) == words


def test_mapping_table_speaks_the_words_of_a_city_hall() -> None:
    rows = records(sdg_rows.mapping_table(town()))
    assert [row["判定"] for row in rows] == ["一致", "追加の検討対象", "本文の記述を確認"]
    assert rows[0] == {
        "基本目標": "基本目標1 誰もが安心して移動できるまちをつくる",
        "ＳＤＧｓの目標": "目標11 住み続けられるまちづくりを",
        "主な関連要素（計画の記載）": "公共交通へのアクセスを広げる",
        "主な関連要素（案・要約）": "安全な移動手段を整える（要約）",
        "判定": "一致",
        "◎直接寄与する施策": "公共交通の再編",
        "○間接的に関連する施策": "―",
        "頁": "3",
    }
    assert rows[1]["○間接的に関連する施策"] == "公共交通の再編"
    assert rows[2]["◎直接寄与する施策"] == "―"


def test_mapping_table_tells_plans_apart_only_where_there_are_several() -> None:
    two = analysis(
        plans=(plan(), plan(id="計画", file="計画.pdf", title="総合計画")),
        mapping=(mapping_row(), mapping_row(document="計画")),
    )
    assert records(sdg_rows.mapping_table(two))[1]["基本目標"] == "誰もが安心して移動できるまちをつくる（総合計画）"


@pytest.mark.parametrize(
    ("label", "title", "subject"),
    [
        ("1", "港を開く", "基本目標1 港を開く"),
        ("基本目標1", "港を開く", "基本目標1 港を開く"),
        ("政策の柱１", "港を開く", "政策の柱１ 港を開く"),
        ("1", "基本目標１ 港を開く", "基本目標１ 港を開く"),
        (None, "港を開く", "港を開く"),
    ],
)
def test_a_basic_goal_is_numbered_once(label: str | None, title: str, subject: str) -> None:
    plans = (plan(items=(item(label=label, title=title),)),)
    table = sdg_rows.mapping_table(analysis(plans=plans, mapping=(mapping_row(subject=title),)))
    assert table.rows[0][0] == subject


def test_measures_of_the_mapping_lead_to_their_entries() -> None:
    table = sdg_rows.mapping_table(town())
    assert table.rows[0][5] == (Ref("公共交通の再編", "戦略.1.ア.1"),)
    assert table.rows[1][7] == (Ref("3", None, "戦略", 3), Ref("4", None, "戦略", 4))


def test_matrix_shows_only_settled_links() -> None:
    plans = (plan(measures=(measure(),)),)
    links = (
        link(label="1", level="primary"),
        link(label="2", level="related"),
        link(label="3", level="primary", status="rejected"),
        link(label="4", level=None, status="review"),
        link(label="11", scheme="theme", level="primary"),
        link(label="17", level="related", status="confirmed"),
    )
    (row,) = records(sdg_rows.matrix_table(analysis(plans=plans, links=links)))
    assert {goal: row[goal] for goal in sdg_rows.GOALS if row[goal]} == {"1": "◎", "2": "○", "17": "○"}


def test_long_tables_have_one_value_a_cell() -> None:
    tables = (
        sdg_rows.goal_table(town()),
        sdg_rows.element_table(town()),
        sdg_rows.measure_table(town()),
        sdg_rows.matrix_table(town()),
        sdg_rows.link_table(town()),
        audit_rows.finding_table(town()),
        audit_rows.coverage_table(town()),
        indicator_table(town()),
        audit_rows.document_table(town()),
    )
    for table in tables:
        assert table.rows
        assert not [cell for row in table.rows for cell in row if isinstance(cell, tuple)]
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_scores_are_rounded_where_they_are_shown() -> None:
    rows = sdg_rows.goal_table(town()).rows
    assert [row[6] for row in rows] == [0.9, 0.5, 0.123]


def test_terms_name_what_spoke_for_a_link_strongest_first() -> None:
    assert sdg_rows.terms(town().links[0]) == ("公共交通", "高齢者")


def test_goal_names_prefer_the_table() -> None:
    names = sdg_rows.goal_names(analysis(mapping=(mapping_row(name="表の名"),), links=(link(name="別の名"),)))
    assert names == {"11": "表の名"}


def test_indicator_years_stand_in_both_calendars() -> None:
    spanned = quantity(150.0, "世帯", "累計150世帯", "exact", 2027, 2025)
    given = analysis(plans=(plan(indicators=(indicator(target=spanned, baseline=None, cumulative=True),)),))
    (row,) = records(indicator_table(given))
    assert row["目標値"] == "150"
    assert row["目標の単位"] == "世帯"
    assert row["目標年（西暦）"] == "2027"
    assert row["目標年（和暦）"] == "令和9年度"
    assert (row["目標の始年（西暦）"], row["目標の始年（和暦）"]) == ("2025", "令和7年度")
    assert row["累計"] == "累計"
    assert row["基準値"] == ""


def test_indicator_values_are_numbers_and_words_keep_their_text() -> None:
    first, second = indicator_table(town()).rows
    titles = [column.title for column in indicator_table(town()).columns]
    assert first[titles.index("目標値")] == 12000
    assert first[titles.index("基準値")] == 8367.5
    assert first[titles.index("目標の範囲")] == "以上"
    assert second[titles.index("目標値")] is None
    assert second[titles.index("目標の記載")] == "▲367人より減少"
    assert second[titles.index("目標年（和暦）")] == "令和9年"


def test_findings_go_from_grave_to_light_and_hidden_ones_stay_out() -> None:
    given = analysis(
        plans=(plan(),),
        findings=(
            finding(id="c", severity="note", message="三"),
            finding(id="a", severity="error", message="一"),
            finding(id="x", severity="error", shown=False, message="隠す"),
            finding(id="b", severity="warning", message="二"),
        ),
    )
    rows = records(audit_rows.finding_paper(given))
    assert [(row["番号"], row["区分"], row["内容"]) for row in rows] == [
        ("1", "要修正", "一"),
        ("2", "要確認", "二"),
        ("3", "参考", "三"),
    ]
    assert audit_rows.severity_counts(given) == {"error": 1, "warning": 1, "note": 1}


def test_finding_places_name_document_page_and_quotation() -> None:
    rows = records(audit_rows.finding_paper(town()))
    assert rows[0]["箇所"] == "みなと野市総合戦略 4頁「R6年度」\nビジョン.txt「R9年度」"
    assert [row["頁"] for row in records(audit_rows.finding_table(town()))[:2]] == ["4", ""]


def test_themes_and_viewpoints_without_measures_are_named() -> None:
    rows = {row["番号"]: row for row in records(audit_rows.label_table(town()))}
    assert rows["GX"]["施策数"] == "0"
    assert rows["DX"]["施策"] == "<b>ＤＸ</b>による予約 & 配車"
    assert rows["II"]["名称"] == "しごとを創る"
    assert "11" not in rows


def test_coverage_names_its_subject() -> None:
    given = analysis(plans=(plan(items=(item(),)),), coverage=(coverage(), coverage(subject_id="なし")))
    assert [row["対象"] for row in records(audit_rows.coverage_table(given))] == [
        "誰もが安心して移動できるまちをつくる",
        "なし",
    ]


def test_what_a_plan_says_nothing_about_is_a_candidate() -> None:
    found = coverage(scheme="sdg", label="6", state="proposed", subject_id=item().id)
    silent = analysis(plans=(plan(items=(item(),), declared=()),), coverage=(found,))
    telling = plan(items=(item(),), declared=(declaration(scheme="sdg", label="11", subject_id=item().id),))
    judged = [records(audit_rows.coverage_table(given)) for given in (silent, analysis((telling,), coverage=(found,)))]
    assert [row["判定"] for rows in judged for row in rows] == ["候補", "追加の検討対象"]
    assert judged[0][0]["名称"] == "安全な水とトイレを世界中に"


def test_a_check_is_called_by_its_name() -> None:
    assert audit_rows.check_name("indicator-no-baseline") == "現状値のない指標"
    assert audit_rows.check_name("unknown") == "unknown"


def test_a_measure_without_title_is_called_by_its_text() -> None:
    index = Index.of(analysis(plans=(plan(measures=(measure(id="a", title="", text="あ" * 30), measure(id="b"))),)))
    assert index.measure_title("a") == "あ" * 24 + "…"
    assert index.measure_title("b") == "公共交通の再編"
    assert index.measure_title("c") == "c"


def test_a_plan_without_title_is_known_by_its_file() -> None:
    assert Index.of(town()).document_title("ビジョン") == "ビジョン.txt"
    assert Index.of(town()).document_title("不明") == "不明"


def test_lists_are_bulleted_only_where_there_are_several() -> None:
    column = Column("施策", 10, "list")
    assert shown(column, (Ref("一"),)) == "一"
    assert shown(column, (Ref("一"), Ref("二"))) == "・一\n・二"
    assert shown(Column("頁", 3, "pages"), (Ref("3"), Ref("4"))) == "3，4"


@pytest.mark.parametrize(
    ("pages", "letters", "lines"),
    [
        ((5,), 4, "5"),
        ((11, 12, 13), 5, "11，12，13"),
        ((11, 12, 13), 4.9, "11，12，\n13"),
        ((101, 102, 3), 1, "101，\n102，\n3"),
        ((1, 2, 3), math.inf, "1，2，3"),
    ],
)
def test_no_line_ends_inside_a_number(pages: tuple[int, ...], letters: float, lines: str) -> None:
    assert shown(Column("頁", 8, "pages"), tuple(Ref(str(page)) for page in pages), letters) == lines


@pytest.mark.parametrize(
    ("first", "further"),
    [
        ("基本目標1 海を生かす", "基本目標1（続き）"),
        ("基本目標１　海を生かす（戦略）", "基本目標１（続き）"),
        ("海を生かす 町", "海を生かす 町（続き）"),
        ("基本目標", "基本目標（続き）"),
        ("令和7年 戦略.pdf", "令和7年 戦略.pdf（続き）"),
    ],
)
def test_a_group_that_goes_on_says_whose_it_is(first: str, further: str) -> None:
    table = Table(
        "表", (Column("", 4), Column("", 4)), ((first, "a"), (first, "a"), ("別", "a"), (first, "a")), groups=1
    )
    assert [row[0] for row in continued(table)] == [first, further, "別", first]
    assert [row[0] for row in continued(replace(table, groups=0))] == [first, first, "別", first]
