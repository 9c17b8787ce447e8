"""Blocks of indicators find their owners."""

from __future__ import annotations

import pytest

from planlink.read import plan_of
from planlink.records.documents import Document, Line, Page
from planlink.records.plans import Indicator, Plan
from planlink.settings import Settings
from texts import frame, plan, table

BOX = frame("【ＫＰＩ】", "○来場者数：20人（R9年度）")
OTHER = frame("【ＫＰＩ】", "○売上：30千円（R9年度）")
SHARED = frame("【ＫＰＩ】※ア～イ共通", "○満足度：80％（R9年度）")


def city(*below: object) -> Plan:
    return plan("みなと野市の戦略です。", "基本目標１ 港のまち", *below)  # type: ignore[arg-type]


def owners(found: Plan) -> list[tuple[str, tuple[str, ...]]]:
    return [(i.name, i.groups) for i in found.indicators]


def entry(group: str, name: str, measure: str) -> list[str]:
    return [group, measure, f"{name}を増やし，港のまちの暮らしを守ります。"]


def test_a_box_belongs_to_its_group() -> None:
    found = city("(1) 具体的な施策", *entry("ア 海", "船", "(ｱ) 船"), BOX, *entry("イ 岸", "灯台", "(ｱ) 灯台"), OTHER)
    assert owners(found) == [("来場者数", ("海",)), ("売上", ("岸",))]
    groups = {item.title: item.id for item in found.items if item.kind == "group"}
    assert [i.owners for i in found.indicators] == [(groups["海"],), (groups["岸"],)]


def test_a_box_in_a_sentence_of_the_next_group_goes_back() -> None:
    cut = ["イ 岸", "(ｱ) 灯台", "灯台を直すとともに，港のまちに暮らしている人の", BOX, "声を聞いて守ります。", OTHER]
    found = city("(1) 具体的な施策", *entry("ア 海", "船", "(ｱ) 船"), *cut)
    assert owners(found) == [("来場者数", ("海",)), ("売上", ("岸",))]


def test_a_group_that_has_its_box_takes_no_second() -> None:
    cut = ["イ 岸", "(ｱ) 灯台", "灯台を直すとともに，港のまちに暮らしている人の", OTHER, "声を聞いて守ります。"]
    found = city("(1) 具体的な施策", *entry("ア 海", "船", "(ｱ) 船"), BOX, *cut)
    assert owners(found) == [("来場者数", ("海",)), ("売上", ("岸",))]


@pytest.mark.parametrize("said", ["※ア～イ共通", "※ア及びイ共通", "（ア・イ共通）", "※アとイの共通指標"])
def test_a_shared_block_belongs_to_each(said: str) -> None:
    shared = frame(f"【ＫＰＩ】{said}", "○満足度：80％（R9年度）")
    found = city("(1) 具体的な施策", *entry("ア 海", "船", "(ｱ) 船"), *entry("イ 岸", "灯台", "(ｱ) 灯台"), shared)
    assert owners(found) == [("満足度", ("海", "岸"))]
    assert len(found.indicators[0].owners) == 2


def test_a_shared_block_of_groups_without_entries() -> None:
    found = city(
        "(1) 具体的な施策", "ア 海", "船を増やします。", "イ 岸", "灯台を直します。", "ウ 山", "道を直します。", SHARED
    )
    assert owners(found) == [("満足度", ("海", "岸"))]


def test_numeric_targets_belong_to_the_goal() -> None:
    found = city("(1) 数値目標（令和９年度）", table(("指標", "数値目標"), ("出生数（R５年：15人）", "20人")))
    (indicator,) = found.indicators
    assert (indicator.kind, indicator.groups) == ("goal", ("港のまち",))
    assert (indicator.target.year, indicator.baseline and indicator.baseline.value) == (2027, 15)


def test_a_review_of_the_last_term_is_past_and_belongs_to_nobody() -> None:
    rows = table(("指標", "目標値（R6年度）", "直近の実績値"), ("出生数（R元年：15人）", "20人", "12人"))
    found = plan("戦略です。", "１ 第１期の検証", "(1) 数値目標の達成状況", rows, "２ 基本目標", "本文です。")
    (indicator,) = found.indicators
    assert (indicator.kind, indicator.groups, indicator.target.year) == ("past", (), 2024)


def test_boxes_without_indicators_give_none() -> None:
    assert city("(1) 具体的な施策", "ア 海", "船を増やします。", frame("用語", "○船：海に浮かぶもの")).indicators == ()


def test_ids_are_unique_and_pages_known() -> None:
    found: tuple[Indicator, ...] = city("(1) 具体的な施策", "ア 海", "船を増やします。", BOX, OTHER).indicators
    assert len({i.id for i in found}) == 2
    assert [i.page for i in found] == [None, None]


def test_an_id_rests_on_the_owner_not_on_other_groups() -> None:
    more = frame("【ＫＰＩ】", "○来場者数：20人（R9年度）", "○出店者数：12人（R9年度）")
    few, many = (
        city("(1) 具体的な施策", *entry("ア 海", "船", "(ｱ) 船"), first, *entry("イ 岸", "灯台", "(ｱ) 灯台"), OTHER)
        for first in (BOX, more)
    )
    group = next(item.id for item in few.items if item.title == "岸")
    assert few.indicators[-1].id == many.indicators[-1].id == f"{group}.指標1"
    assert [i.id.rpartition(".")[2] for i in many.indicators] == ["指標1", "指標2", "指標1"]


def test_a_shared_indicator_has_the_id_of_its_first_owner() -> None:
    found = city("(1) 具体的な施策", *entry("ア 海", "船", "(ｱ) 船"), *entry("イ 岸", "灯台", "(ｱ) 灯台"), SHARED)
    assert found.indicators[0].id == f"{found.indicators[0].owners[0]}.指標1"


def test_a_skipped_row_does_not_move_the_pages() -> None:
    head = ("指標", "現状値（R5）", "目標値（R9）")
    pages = (
        Page(
            1,
            0,
            0,
            (*lines("戦略です。", "基本目標１ 港のまち", "(1) 数値目標"), table(head, ("船の数", "1隻", "2隻"))),
        ),
        Page(2, 0, 0, (table(head, ("橋の数", "3橋", "5橋"), ("道の数", "4本", "")),)),
    )
    found = plan_of(Document("plan", "plan.pdf", "pdf", "0" * 64, pages), Settings())
    assert [(i.name, i.page) for i in found.indicators] == [("船の数", 1), ("橋の数", 2)]


def test_the_unit_of_the_line_above_a_table() -> None:
    rows = table(("指標", "現状値(R5)", "目標値(R11)"), ("船の数", "1", "2"))
    found = city("(1) 数値目標", "（単位：千隻）", rows)
    assert [(i.target.value, i.target.unit) for i in found.indicators] == [(2, "千隻")]
    apart = city("(1) 数値目標", "（単位：千隻）", "船は港のまちの誇りであり，これからも守ります。", rows)
    assert [(i.target.value, i.target.unit) for i in apart.indicators] == [(2, None)]


def test_the_name_on_the_line_above_its_labels() -> None:
    found = plan(
        "戦略です。", "１ 成果指標", "船の数（千隻）", "現状値（R5）1", "目標値（R11）2", "２ 橋", "本文です。"
    )
    assert [(i.name, i.target.value, i.target.year, i.baseline and i.baseline.value) for i in found.indicators] == [
        ("船の数（千隻）", 2, 2029, 1)
    ]


def test_the_name_on_the_line_above_from_which_value_to_which() -> None:
    lines = ["○船の数", "３隻（R5年度）　→　10隻（R11年度）", "○人の動き", "▲92人（R5年）→ ▲40人（R11年）"]
    found = city("(1) 数値目標", *lines)
    assert [(i.name, i.baseline and i.baseline.value, i.target.value, i.target.year) for i in found.indicators] == [
        ("船の数", 3, 10, 2029),
        ("人の動き", -92, -40, 2029),
    ]
    assert city("(1) 海の歴史", *lines).indicators == ()


def test_labels_below_a_sentence_have_no_name() -> None:
    found = plan(
        "戦略です。", "１ 成果指標", "船を守ります。", "現状値（R5）1隻", "目標値（R11）2隻", "２ 橋", "本文です。"
    )
    assert found.indicators == ()


def test_a_sentence_with_a_target_is_an_indicator_but_not_in_a_review() -> None:
    said = "空き家の数を令和11年度までに150戸以下に減らします。"
    found = plan("戦略です。", "１ 住まい", said, "２ 橋", "橋を守ります。")
    assert [(i.name, i.target.value, i.target.bound, i.raw) for i in found.indicators] == [
        ("空き家の数", 150, "max", said)
    ]
    assert plan("戦略です。", "１ 第１期の検証", said, "２ 橋", "橋を守ります。").indicators == ()


def test_lines_with_both_labels_beside_a_block_in_reading_order() -> None:
    first = "船の数　現状 3隻（R5）→ 目標 10隻（R11）"
    last = ["指標名：網の回収量", "現状値：12t（R5）", "目標値：20t以上（R11）"]
    found = plan("戦略です。", "１ 成果指標", first, OTHER, *last, "２ 橋", "本文です。")
    assert [(i.name, i.target.value) for i in found.indicators] == [("船の数", 10), ("売上", 30), ("網の回収量", 20)]


def test_an_entry_whose_labels_have_lines_of_their_own() -> None:
    lines = ["【KPI】", "○燃料の削減率", "現状値：2.1％（R5）", "目標値：5.0％（R11）", "○船の数：5隻（R11）"]
    found = city("(1) 具体的な施策", "ア 海", "船を増やします。", *lines)
    assert [(i.name, i.target.value, i.baseline and i.baseline.value) for i in found.indicators] == [
        ("燃料の削減率", 5, 2.1),
        ("船の数", 5, None),
    ]


def test_a_present_value_alone_is_no_target() -> None:
    lines = ["【KPI】", "○燃料の削減率", "現状値：2.1％（R5）", "○船の数：5隻（R11）"]
    found = city("(1) 具体的な施策", "ア 海", "船を増やします。", *lines)
    assert [i.name for i in found.indicators] == ["船の数"]


def test_a_table_that_looks_back_is_past() -> None:
    head = ("指標", "基準値(R元)", "目標値(R6)", "実績値(R6)", "達成度")
    found = plan(
        "戦略です。", "１ 指標の一覧", table(head, ("船の数", "1隻", "2隻", "2隻", "Ａ")), "２ 橋", "本文です。"
    )
    assert [(i.kind, i.target.year) for i in found.indicators] == [("past", 2024)]


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text) for text in texts)
