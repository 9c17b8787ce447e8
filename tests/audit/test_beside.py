"""Indicators that stand beside each other: one finding for one cause, with all its places."""

from __future__ import annotations

from factories import indicator, item, measure, plan, quantity
from planlink.audit import beside
from planlink.audit.matter import Matter
from planlink.records.plans import BaseValue, Indicator


def matter(*indicators: Indicator, **more: object) -> Matter:
    return Matter((plan(indicators=indicators, **more),), ())  # type: ignore[arg-type]


def of(year: int, id: str = "k", owners: tuple[str, ...] = ("戦略.1.ア",), **more: object) -> Indicator:
    return indicator(id=id, baseline=quantity(year=year), owners=owners, **more)  # type: ignore[arg-type]


def test_baselines_of_one_group_are_of_one_year() -> None:
    (draft,) = beside.baseline_years(matter(of(2023), of(2022, "k2"), of(2023, "k3")))
    assert (len(draft.places), draft.subject) == (3, "戦略.1.ア.kpi")
    assert "R4年度" in draft.facts["told"]
    assert list(beside.baseline_years(matter(of(2023), of(2022, "k2", ("戦略.1.イ",))))) == []


def test_an_old_baseline() -> None:
    assert len(list(beside.old_baselines(matter(of(2020))))) == 1
    assert list(beside.old_baselines(matter(of(2021)))) == []
    assert list(beside.old_baselines(matter(of(2020), period=None))) == []


def test_calendar_years_among_fiscal_years() -> None:
    by_calendar = of(2023, "k2", target=quantity(calendar=True))
    (draft,) = beside.calendars(matter(of(2023), by_calendar))
    assert (draft.facts["count"], len(draft.places)) == ("1", 1)
    (draft,) = beside.calendars(matter(of(2023), of(2023, "k3"), of(2023, "k4"), by_calendar))
    assert (draft.facts["count"], len(draft.places)) == ("1", 1)
    assert list(beside.calendars(matter(by_calendar))) == []
    assert list(beside.calendars(matter(of(2023)))) == []


def test_shared_indicators_are_one_finding() -> None:
    groups = ("戦略.1.ア", "戦略.1.イ")
    (draft,) = beside.shared_blocks(matter(of(2023, "k1", groups), of(2023, "k2", groups), of(2023, "k3")))
    assert (draft.facts["count"], len(draft.places)) == ("2", 2)


def test_cumulative_counts_of_a_plan_are_one_finding() -> None:
    summed = [indicator(id=f"k{n}", cumulative=True, target=quantity(year_start=2025)) for n in range(4)]
    (draft,) = beside.cumulative_without_baseline(matter(of(2023), *summed))
    assert (draft.facts["count"], len(draft.places)) == ("4", 4)
    assert list(beside.cumulative_without_baseline(matter(*summed))) == []


def test_a_cumulative_count_without_its_first_year() -> None:
    dated = indicator(id="k1", name="船の数", cumulative=True, target=quantity(year_start=2025))
    open_ended = indicator(id="k2", name="橋の数", cumulative=True, target=quantity())
    (draft,) = beside.cumulative_without_start(matter(dated, open_ended))
    assert ("橋の数" in draft.facts["told"], "船の数" in draft.facts["told"]) == (True, False)
    assert list(beside.cumulative_without_start(matter(open_ended))) == []


def test_targets_in_words() -> None:
    said = indicator(id="k1", target=quantity(value=None, text="全国水準まで", bound="words"))
    (draft,) = beside.targets_in_words(matter(said, of(2023), indicator(kind="past", target=said.target)))
    assert draft.facts["count"] == "1"


def test_scales_of_one_unit() -> None:
    million = indicator(id="k1", target=quantity(unit="百万円", base=BaseValue(80e6, "円")))
    thousand = indicator(id="k2", target=quantity(unit="千円", base=BaseValue(80e3, "円")))
    assert len(list(beside.scales(matter(million, thousand)))) == 1
    assert list(beside.scales(matter(million, of(2023)))) == []


def test_a_basic_goal_without_target_beside_others_with() -> None:
    goals = [item(id=f"戦略.{n}", label=f"基本目標{n}", title=f"目標{n}") for n in (1, 2)]
    aimed = indicator(kind="goal", owners=("戦略.1",))
    (draft,) = beside.goals_without_target(matter(aimed, items=goals))
    assert draft.facts["label"] == "基本目標2"
    assert list(beside.goals_without_target(matter(of(2023), items=goals))) == []
    third = item(id="戦略.3", label="基本目標3", title="目標3")
    assert list(beside.goals_without_target(matter(aimed, items=[*goals, third]))) == []


def test_kindred_indicators_in_other_units() -> None:
    stays = indicator(id="k1", name="港の観光宿泊客延数", target=quantity(unit="千人泊"))
    winter = indicator(id="k2", name="冬の港の観光客宿泊延数（各年度）", target=quantity(unit="千泊"))
    (draft,) = beside.kindred_units(matter(stays, winter))
    assert (draft.facts["first_unit"], draft.facts["second_unit"]) == ("千人泊", "千泊")
    assert (
        list(beside.kindred_units(matter(stays, indicator(id="k3", name="港の貨物", target=quantity(unit="千トン")))))
        == []
    )
    assert (
        list(
            beside.kindred_units(
                matter(stays, indicator(id="k4", name="冬の港の観光客宿泊延数", target=quantity(unit="千人泊")))
            )
        )
        == []
    )


def test_a_plan_without_indicators_beside_one_with() -> None:
    bare = plan(id="ビジョン", measures=(measure(id="ビジョン.1", document="ビジョン"),))
    told = beside.plans_without_indicators(Matter((plan(indicators=(of(2023),)), bare), ()))
    assert [draft.facts["document"] for draft in told] == ["ビジョン"]
    assert list(beside.plans_without_indicators(Matter((bare,), ()))) == []
