"""The SDG table that a plan prints, row against row."""

from __future__ import annotations

from dataclasses import replace

from factories import alignment, declaration, plan
from planlink.audit import declared
from planlink.audit.matter import Matter, element_id
from planlink.records.plans import Declaration

FIRST = declaration(subject_id="戦略.1", label="16", name="平和で公正な社会をつくる")


def matter(*rows: Declaration) -> Matter:
    return Matter((plan(declared=rows),), ())


def row(name: str, goal: str = "戦略.2", elements: tuple[str, ...] = ()) -> Declaration:
    return replace(FIRST, name=name, subject_id=goal, subject=goal, elements=elements, page=7)


def test_a_goal_worded_otherwise_in_another_row() -> None:
    (draft,) = declared.wording(matter(FIRST, row("平和で公平な社会をつくる")))
    assert ("公正" in draft.facts["first"], "公平" in draft.facts["second"]) == (True, True)
    assert [place.page for place in draft.places] == [6, 7]
    assert list(declared.wording(matter(FIRST, row("平和で公正な社会をつくる。")))) == []
    assert list(declared.wording(matter(FIRST, replace(row("貧困をなくす"), label="1")))) == []


def test_full_stops_in_some_rows() -> None:
    (draft,) = declared.full_stops(matter(FIRST, row("平和で公正な社会をつくる。")))
    assert len(draft.places) == 1
    assert list(declared.full_stops(matter(FIRST, row("平和で公正な社会をつくる")))) == []


def test_other_elements_are_one_finding() -> None:
    rows = [row("平和", f"戦略.{n}", (element,)) for n, element in enumerate(("相談の体制", "開かれた市政"))]
    (draft,) = declared.other_elements(matter(*rows))
    assert [place.text for place in draft.places] == ["相談の体制", "開かれた市政"]
    assert list(declared.other_elements(matter(rows[0]))) == []


def test_elements_that_no_measure_comes_near_are_one_finding() -> None:
    said = row("平和", elements=("開かれた市政", "虐待の防止"))
    far = (alignment(element_id(said, 0), "戦略.1", 0.1), alignment(element_id(said, 1), "戦略.1", 0.5))
    (draft,) = declared.elements_without_measures(replace(matter(said), elements=far))
    assert [place.text for place in draft.places] == ["開かれた市政"]
    assert list(declared.elements_without_measures(matter(said))) == []
