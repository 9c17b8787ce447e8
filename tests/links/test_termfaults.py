"""Terms that could never be found, contradict one another, or would meet other words."""

from __future__ import annotations

import pytest

from planlink.knowledge import Concept, goals, targets, viewpoints
from planlink.links.termfaults import TermFault, city_faults, concept_faults


def concept(terms: tuple[str, ...], negative: tuple[str, ...] = ()) -> Concept:
    return Concept("15", "陸の豊かさも守ろう", "", terms, negative)


def test_the_terms_that_come_with_planlink_have_no_faults() -> None:
    assert concept_faults((*goals(), *targets(), *viewpoints())) == ()


@pytest.mark.parametrize(
    ("terms", "negative", "kind", "term"),
    [
        (("森林", "里山", "森林"), (), "twice", "森林"),
        (("里山",), ("植樹祭", "植樹祭"), "twice", "植樹祭"),
        (("子ども", "里山"), ("里山",), "on-both", "里山"),
        (("ＤＸ",), ("DX",), "on-both", "ＤＸ"),
        (("子ど",), (), "not-found", "子ど"),
    ],
)
def test_faults_of_a_concept(terms: tuple[str, ...], negative: tuple[str, ...], kind: str, term: str) -> None:
    assert concept_faults([concept(terms, negative)]) == (TermFault("15", term, kind),)


@pytest.mark.parametrize(
    ("terms", "faults"),
    [
        (("港町マルシェ", "しおかぜ塾"), []),
        (("しおかぜ塾", "しおかぜ 塾"), [("twice", "しおかぜ塾")]),
        (("海",), [("short", "海"), ("inside", "海")]),
        (("漁業",), []),
    ],
)
def test_faults_of_a_city(terms: tuple[str, ...], faults: list[tuple[str, str]]) -> None:
    assert [(fault.kind, fault.term) for fault in city_faults({"14": terms})] == faults


def test_a_trap_is_named_with_the_word_that_holds_it() -> None:
    (trap,) = [fault for fault in city_faults({"14": ["海"]}) if fault.kind == "inside"]
    assert "海" in trap.other
    assert len(trap.other) > 1
