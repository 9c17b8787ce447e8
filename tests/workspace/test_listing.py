"""The measures as lists show them are the same as the whole analysis has them, whatever people said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import analysis, decision, indicator, item, link, measure, plan, town
from planlink.links.decided import text_of
from planlink.records.findings import Analysis
from planlink.records.links import SETTLED, Decision
from planlink.web import facets
from planlink.web.words import FACETS
from planlink.workspace import decisions, listing, store

IDS = ("a", "b", "c")
MEASURES = tuple(measure(id=id, title=f"施策{id}", department="課" if id == "b" else None) for id in IDS)
LINKS = (
    link(measure="a", label="11"),
    link(measure="a", label="3", level="related"),
    link(measure="a", label="4", level=None, status="review"),
    link(measure="b", label="11", level=None, status="review"),
    link(measure="b", scheme="theme", label="II", name="しごと", level=None),
    link(measure="b", scheme="viewpoint", label="DX", name="DX", level=None),
    link(measure="a", scheme="sdg-target", label="11.2", level=None, status="review"),
)
SMALL = analysis(plans=(plan(items=(item(),), measures=MEASURES, indicators=(indicator(owners=("b",)),)),), links=LINKS)
LABELS = (("sdg", "11"), ("sdg", "4"), ("sdg", "8"), ("theme", "II"), ("theme", "X"), ("viewpoint", "DX"))
WORDS = st.lists(
    st.builds(
        lambda id, pair, verdict: decision(measure=id, scheme=pair[0], label=pair[1], verdict=verdict, text="x"),
        st.sampled_from((*IDS, "消えた")),
        st.sampled_from(LABELS),
        st.sampled_from(("primary", "related", "linked", "rejected", "hold", "open")),
    ),
    max_size=12,
)


def counted(one: Analysis) -> dict[str, Counter[str]]:
    """The reckoning that a listing saves: from the analysis itself, measure by measure."""
    made = {facet: Counter[str]() for facet in ("sdg", "theme", "viewpoint", "stand", "primary")}
    for each in one.measures:
        own = [link for link in one.links if link.measure == each.id]
        kept = [link for link in own if link.status in SETTLED]
        for link_ in kept:
            if link_.scheme in made:
                made[link_.scheme][link_.label] += 1
        direct = sum(link_.scheme == "sdg" and link_.level == "primary" for link_ in kept)
        made["primary"]["none" if not direct else "few" if direct < facets.MANY else "many"] += 1
        made["stand"][facets.stand(own)] += 1
    return made


def listed(out: Path) -> tuple[Analysis, listing.Listing]:
    with store.opened(out) as db:
        return store.load_analysis(db), listing.load(db).with_words(decisions.latest(db))


def values(found: listing.Listing) -> dict[str, dict[str, int]]:
    asked = ("sdg", "theme", "viewpoint", "stand", "primary")
    every = {title: choices for title, choices, _ in facets.choices(found, {})}
    return {facet: {one.value: one.count for one in every.get(FACETS[facet], [])} for facet in asked}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS)
def test_whatever_is_said_the_listing_has_what_the_analysis_has(
    tmp_path_factory: pytest.TempPathFactory, said: Sequence[Decision]
) -> None:
    out = tmp_path_factory.mktemp("結果")
    with store.opened(out, create=True) as db:
        store.save(db, SMALL, store.Run("k"))
        decisions.add(db, said)
    whole, found = listed(out)
    assert values(found) == counted(whole)


def test_a_row_has_what_its_measure_has(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.save(db, town(), store.Run("k"))
    whole, found = listed(tmp_path)
    rows = facets.rows(found, np.ones(3, dtype=np.bool_))
    assert [row.id for row in rows] == [one.id for one in whole.measures]
    assert [row.page for row in rows] == [3, 4, None]
    second = rows[1]
    assert (second.title, second.department) == ("<b>ＤＸ</b>による予約 & 配車", "交通政策課")
    assert (second.primary, second.related, second.viewpoints, second.stand) == (("3",), (), ("DX",), "done")
    assert (rows[2].document, rows[2].goal, rows[2].department) == ("ビジョン.txt", "", "")


def test_a_new_edition_is_listed_anew(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.save(db, SMALL, store.Run("k"))
        decisions.add(db, decision(measure="a", label="11", verdict="rejected", text=text_of(MEASURES[0])))
        shorter = replace(SMALL, plans=(plan(measures=MEASURES[:1]),))
        store.save(db, shorter, store.Run("k2"))
    _, found = listed(tmp_path)
    assert found.ids == ("a",)
    assert not found.linked["sdg"].has("11").any()


def test_a_workspace_of_an_earlier_planlink_is_listed_when_it_is_opened(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.save(db, SMALL, store.Run("k"))
        db.execute("DROP TABLE listing")
    assert listed(tmp_path)[1].ids == IDS


def test_an_empty_workspace_has_an_empty_listing(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True) as db:
        store.save(db, analysis(), store.Run("k"))
    _, found = listed(tmp_path)
    assert facets.rows(found, facets.narrowed(found, {"sdg": "3", "document": "x"})) == []
    assert list(facets.choices(found, {})) == []


def test_of_very_many_values_the_first_are_shown_and_the_chosen_one(tmp_path: Path) -> None:
    many = tuple(measure(id=f"m{n}", department=f"課{n:04}") for n in range(facets.VALUES + 20))
    with store.opened(tmp_path, create=True) as db:
        store.save(db, analysis(plans=(plan(measures=many),)), store.Run("k"))
    _, found = listed(tmp_path)
    told = {title: (choices, more) for title, choices, more in facets.choices(found, {"department": "課0110"})}
    choices, more = told["担当課"]
    assert [one.value for one in choices if one.chosen] == ["課0110"]
    assert (len(choices), more) == (facets.VALUES + 1, 19)
