"""Two editions of a plan: what is the same, and what is said of the rest."""

from __future__ import annotations

from dataclasses import replace

from factories import indicator, measure, plan, quantity
from planlink.plans.editions import compare
from planlink.records.plans import Indicator, Measure

BUS = measure(id="旧.1", numbering=("1",), title="公共交通の再編", text="乗合タクシーを増便します。")
PORT = measure(id="旧.2", numbering=("2",), title="港の改修", text="岸壁を直し，市場を建てます。")
OLD = plan(id="旧", measures=(BUS, PORT))


def said(*measures: Measure) -> list[tuple[str, str | None, str | None]]:
    changes = compare(OLD, plan(id="新", measures=measures)).changes
    return [(c.state, c.old.title if c.old else None, c.new.title if c.new else None) for c in changes]


def new(one: Measure, **changed: object) -> Measure:
    return replace(one, id=one.id.replace("旧", "新"), **changed)  # type: ignore[arg-type]


def test_the_same_edition_has_no_differences() -> None:
    assert said(new(BUS), new(PORT)) == []
    assert compare(OLD, plan(measures=(new(BUS), new(PORT)))).pairs == (("旧.1", "新.1"), ("旧.2", "新.2"))


def test_blanks_and_widths_are_no_difference() -> None:
    assert said(new(BUS, text="乗合タクシーを　増便します。"), new(PORT)) == []


def test_wording_that_changed_below_the_same_title() -> None:
    assert said(new(BUS, text="鉄道を廃し，自転車を貸します。"), new(PORT)) == [
        ("changed", "公共交通の再編", "公共交通の再編")
    ]


def test_a_title_that_changed_over_much_the_same_text() -> None:
    assert said(new(BUS, title="地域の足の再編"), new(PORT)) == [("changed", "公共交通の再編", "地域の足の再編")]


def test_what_came_and_went_and_where() -> None:
    quay = measure(id="新.3", title="海の学校", text="磯で生き物を観察します。")
    assert said(quay, new(PORT)) == [("gone", "公共交通の再編", None), ("new", None, "海の学校")]
    assert said(new(BUS), quay) == [("gone", "港の改修", None), ("new", None, "海の学校")]


def test_what_moved_keeps_its_letters() -> None:
    assert said(new(PORT, numbering=("1",)), new(BUS, numbering=("2",))) == [
        ("moved", "港の改修", "港の改修"),
        ("moved", "公共交通の再編", "公共交通の再編"),
    ]


def test_titles_that_stand_twice_are_told_apart_by_their_text() -> None:
    twice = plan(id="旧", measures=(replace(BUS, title="支援"), replace(PORT, title="支援")))
    after = plan(id="新", measures=(new(PORT, title="支援"), new(BUS, title="支援")))
    assert dict(compare(twice, after).pairs) == {"旧.1": "新.1", "旧.2": "新.2"}


def kpis(*indicators: Indicator) -> list[tuple[str, str | None, str | None]]:
    before = plan(id="旧", indicators=(indicator(name="利用者数", target=quantity(text="80人")),))
    changes = compare(before, plan(id="新", indicators=indicators)).changes
    return [(c.state, c.old.text if c.old else None, c.new.text if c.new else None) for c in changes]


def test_values_that_changed() -> None:
    assert kpis(indicator(name="利用者数", target=quantity(text="90人"))) == [
        ("changed", "80人（R9年度）", "90人（R9年度）")
    ]
    assert kpis(indicator(name="利用者数", target=quantity(text="80人", year=2028))) == [
        ("changed", "80人（R9年度）", "80人（R10年度）")
    ]
    assert kpis(indicator(name="利用者数", target=quantity(text="80人"))) == []


def test_an_indicator_in_another_group_moved() -> None:
    moved = indicator(name="利用者数", target=quantity(text="80人"), groups=("港",))
    assert [state for state, *_ in kpis(moved)] == ["moved"]


def test_indicators_of_the_terms_before_do_not_count() -> None:
    old = indicator(name="利用者数", target=quantity(text="80人"))
    past = indicator(name="昔の数", kind="past")
    assert kpis(old, past) == []
