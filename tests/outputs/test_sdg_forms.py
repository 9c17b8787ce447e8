"""The further SDG tables: what stands in them, row by row."""

from __future__ import annotations

from dataclasses import replace

from factories import analysis, evidence, indicator, link, measure, plan, quantity, town
from planlink.outputs import sdg_forms, sdg_rows
from planlink.outputs.rows import Table, continued
from planlink.records.findings import Analysis
from planlink.records.links import Criterion

BUS = measure(id="戦略.1", title="公共交通の再編", department="交通課", group="戦略.ア")
PORT = measure(id="戦略.2", title="港の改修", text="岸壁を直します。漁港に市場を建てます。", page=5, goal=None)
RIDERS = indicator(
    name="利用者数",
    owners=("戦略.ア",),
    target=quantity(text="80人"),
    baseline=quantity(value=60.0, text="60人"),
    page=4,
)
LINKS = (
    link(measure="戦略.1", label="11"),
    link(measure="戦略.1", label="3", level="related", name="すべての人に健康と福祉を"),
    link(measure="戦略.2", label="14", evidence=(evidence("漁港", 0, 2, 5, 0.9), evidence("岸壁", 0, 2, 5, 0.2))),
    link(measure="戦略.2", label="8", status="rejected"),
    link(measure="戦略.1", label="11.2", scheme="sdg-target", level=None, status="review", score=0.4),
    link(measure="戦略.1", label="3.6", scheme="sdg-target", level=None, status="rejected", score=0.9),
)


NAMED = ("施策ID", "目標番号", "前回", "今回", "変更区分")


def given() -> Analysis:
    return analysis(plans=(plan(measures=(BUS, PORT), indicators=(RIDERS,)),), links=LINKS)


def cells(table: Table, *columns: str) -> list[tuple[object, ...]]:
    places = [next(i for i, c in enumerate(table.columns) if c.title == name) for name in columns]
    return [tuple(row[place] for place in places) for row in table.rows]


def test_the_matrix_has_departments_and_sums() -> None:
    found = cells(sdg_forms.matrix_paper(given()), "施策", "担当課", "3", "8", "11", "14")
    assert found == [
        ("公共交通の再編", "交通課", "○", None, "◎", None),
        ("港の改修", None, None, None, None, "◎"),
        ("◎の数", None, None, None, 1, 1),
        ("○の数", None, 1, None, None, None),
    ]


def test_icons_are_those_of_direct_goals() -> None:
    assert cells(sdg_forms.icon_table(given()), "頁", "施策ID", "配置するアイコンの番号") == [
        (3, "戦略.1", "11"),
        (5, "戦略.2", "14"),
    ]


def test_a_goal_leads_to_its_measures_and_indicators() -> None:
    found = cells(sdg_forms.goal_entries(given()), "目標番号", "区分", "施策", "指標", "現状値", "目標値", "指標の頁")
    assert found == [
        (3, "○", "公共交通の再編", "利用者数", "60人", "80人", 4),
        (11, "◎", "公共交通の再編", "利用者数", "60人", "80人", 4),
        (14, "◎", "港の改修", None, None, None, None),
    ]


def test_targets_are_candidates_below_linked_goals() -> None:
    assert cells(sdg_forms.target_table(given()), "目標番号", "施策", "ターゲット") == [(11, "公共交通の再編", "11.2")]


def test_departments_are_asked_with_the_sentence_that_supports_a_link() -> None:
    found = cells(sdg_forms.working_table(given()), "施策ID", "目標番号", "今回", "前回", "根拠の文")
    assert ("戦略.2", 14, "◎", None, "漁港に市場を建てます。") in found
    assert all(number != 8 for _, number, *_ in found)


def test_marks_of_the_last_edition_stand_beside_those_of_this_one() -> None:
    before = {"戦略.2": {"14": 0.5, "8": 1.0, "4": 0.0}, "なくなった施策": {"1": 1.0}}
    found = cells(sdg_forms.working_table(given(), before), "施策ID", "目標番号", "前回", "今回", "変更区分")
    assert ("戦略.2", 14, "○", "◎", "変更") in found
    assert ("戦略.2", 8, "◎", None, "削除") in found
    assert not [row for row in found if row[0] == "なくなった施策" or row[1] == 4]
    others = [row for row in found if row[0] != "戦略.2"]
    assert others
    assert {row[2] for row in others} | {row[4] for row in others} == {None}  # not in the table: nothing is known


def test_a_mark_that_is_new_and_one_that_stays() -> None:
    before = {"戦略.2": {"14": 1.0}, "戦略.1": {"3": 0.0}}
    found = {row[:2]: row[2:] for row in cells(sdg_forms.working_table(given(), before), *NAMED)}
    assert found["戦略.2", 14] == ("◎", "◎", None)
    assert found["戦略.1", 11] == (None, "◎", "新設")


def test_the_frame_for_local_indicators_is_empty() -> None:
    table = sdg_forms.local_indicators(given())
    assert [row[0] for row in table.rows] == [11, 14]
    assert all(cell is None for row in table.rows for cell in row[2:])


def test_print_leaves_out_what_only_machines_need() -> None:
    table = sdg_forms.printed(sdg_forms.icon_table(given()))
    assert [column.title for column in table.columns] == ["計画", "頁", "施策", "配置するアイコンの番号"]
    assert table.rows[0] == ("みなと野市総合戦略", 3, "公共交通の再編", "11")


def test_two_measures_with_one_title_are_not_taken_for_one_in_print() -> None:
    twins = (BUS, replace(BUS, id="戦略.9"))
    both = analysis(plans=(plan(measures=twins),), links=[link(measure=one.id) for one in twins])
    found = cells(sdg_forms.printed(sdg_forms.goal_entries(both)), "目標番号", "目標名", "区分", "施策", "頁")
    assert found == [
        (11, "住み続けられるまちづくりを", "◎", "公共交通の再編", 3),
        (11, "（続き）", "◎", "公共交通の再編", 3),
    ]


def test_the_basic_goals_go_on_in_print_as_in_every_paper() -> None:
    table = sdg_rows.mapping_table(town())
    assert sdg_forms.printed(table).rows == tuple(continued(table))


def test_the_sheets_for_machines_repeat_every_cell() -> None:
    more = replace(RIDERS, id="戦略.k2", name="便数")
    plans = (plan(measures=(BUS,), indicators=(RIDERS, more)),)
    table = sdg_forms.goal_entries(analysis(plans=plans, links=LINKS[:2]))
    assert len(table.rows) == 4
    assert [row[:6] for row in table.rows[0::2]] == [row[:6] for row in table.rows[1::2]]


def test_an_indicator_of_both_a_measure_and_its_group_stands_once_in_the_plan_s_order() -> None:
    own = replace(RIDERS, id="戦略.k0", name="便数", owners=("戦略.1",))
    both = replace(RIDERS, id="戦略.k1", name="運賃", owners=("戦略.ア", "戦略.1"))
    past = replace(RIDERS, id="戦略.k3", name="前期", kind="past")
    plans = (plan(measures=(BUS,), indicators=(own, both, past, RIDERS)),)
    table = sdg_forms.goal_entries(analysis(plans=plans, links=(link(measure="戦略.1"),)))
    assert [name for (name,) in cells(table, "指標")] == ["便数", "運賃", "利用者数"]


def test_every_table_of_the_paper_has_a_note() -> None:
    forms = (sdg_forms.icon_table, sdg_forms.goal_entries, sdg_forms.target_table, sdg_forms.local_indicators)
    assert all(form(given()).note for form in forms)


def test_nothing_without_measures() -> None:
    bare = replace(given(), plans=(), links=())
    assert not sdg_forms.matrix_paper(bare).rows
    assert not sdg_forms.goal_entries(bare).rows


def test_the_city_s_own_rules_are_printed_under_the_tables() -> None:
    ruled = replace(given(), criteria=(Criterion("17", ("協定", "連携"), ("庁内",), "related"),), most_primary=2)
    goal = "目標17は「協定」か「連携」のある施策に限る・「庁内」のある施策を除く・○まで"
    said = f"付け方の基準：{goal}，１つの施策の◎は2つまで。"
    assert said in sdg_rows.mapping_table(ruled).note
    assert said in sdg_forms.matrix_paper(ruled).note
    assert "基準" not in sdg_rows.mapping_table(given()).note
