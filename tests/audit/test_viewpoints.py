"""Viewpoints between plans, their indicators and lists."""

from __future__ import annotations

from factories import alignment, indicator, item, link, measure, plan
from planlink.audit import viewpoints
from planlink.audit.matter import Matter
from planlink.records.plans import Item


def view(label: str, text: str = "", document: str = "戦略") -> Item:
    return item(
        id=f"{document}.{label}", document=document, kind="viewpoint", label=label, title=label, text=text, parent=None
    )


def test_a_viewpoint_that_another_plan_lacks() -> None:
    one, other = plan(items=(view("DX"), view("GX"))), plan(id="計画", items=(view("DX", document="計画"),))
    (draft,) = viewpoints.missing(Matter((one, other), ()))
    assert (draft.facts["name"], draft.facts["other"]) == ("GX", "計画")
    assert list(viewpoints.missing(Matter((one, plan(id="計画")), ()))) == []


def test_explanations_in_other_words() -> None:
    first = plan(items=(view("DX", "DXとは，データで仕事の進め方を変えることです。市は窓口を変えます。"),))
    other = plan(id="計画", items=(view("DX", "競争に勝つため，企業の文化と組織を新しくすること", "計画"),))
    near = plan(id="計画", items=(view("DX", "データで仕事の進め方を変えること", "計画"),))
    (draft,) = viewpoints.definitions(Matter((first, other), ()))
    assert "窓口" not in draft.facts["first"]
    assert list(viewpoints.definitions(Matter((first, near), ()))) == []


def test_a_viewpoint_without_an_indicator() -> None:
    one = plan(items=(view("DX"), view("GX")), indicators=(indicator(name="オンライン申請の利用率"),))
    assert [d.facts["name"] for d in viewpoints.without_indicator(Matter((one,), ()))] == ["GX"]
    assert list(viewpoints.without_indicator(Matter((plan(items=(view("DX"),)),), ()))) == []


def test_measures_that_no_item_of_the_list_answers_to_are_one_finding() -> None:
    entry = item(id="戦略.DX.1", kind="viewpoint-item", parent="戦略.DX", title="窓口のオンライン化", label=None)
    measures = [measure(id=f"戦略.{n}") for n in (1, 2, 3)]
    linked = [link(measure=m.id, scheme="viewpoint", label="DX", level=None) for m in measures]
    one = plan(items=(view("DX"), entry), measures=measures)
    (draft,) = viewpoints.unlisted_measures(Matter((one,), tuple(linked), alignments=(alignment(entry.id, "戦略.1"),)))
    assert draft.facts["count"] == "2"
    unlisted = plan(items=(view("DX"),), measures=measures)
    assert list(viewpoints.unlisted_measures(Matter((unlisted,), tuple(linked)))) == []
