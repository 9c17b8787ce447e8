"""Terms are found with their places; negative terms mask what lies inside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planlink.knowledge import Concept
from planlink.links.evidence import TermFinder, counts, knowledge_terms

CASES = json.loads((Path(__file__).parent.parent / "cases" / "links.json").read_text(encoding="utf-8"))["terms"]


def finder(terms: tuple[str, ...], negative: tuple[str, ...] = ()) -> TermFinder:
    return TermFinder([("sdg", Concept("8", "", "", terms, negative))])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_knowledge_terms(case: dict[str, Any]) -> None:
    found = {hit.label for hit in knowledge_terms().find(case["text"]) if hit.scheme == case["scheme"]}
    assert set(case["yes"]) <= found
    assert not found & set(case["no"])


def test_places_are_the_texts_letters() -> None:
    text = "題\n　子供の貧困，ＡＩの活用"
    hits = knowledge_terms().find(text)
    assert hits
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)


def test_the_longest_term_of_a_label_stands() -> None:
    assert [hit.text for hit in finder(("地域", "地域経済")).find("地域経済と地域")] == ["地域経済", "地域"]


def test_a_negative_term_masks_only_its_own_place() -> None:
    assert [hit.start for hit in finder(("デザイン",), ("デザイン家具",)).find("デザイン家具とデザイン")] == [7]


def test_a_term_that_holds_a_negative_one_stands() -> None:
    assert [hit.text for hit in finder(("経済循環率",), ("経済循環",)).find("経済循環率を高める")] == ["経済循環率"]


def test_counts_are_of_different_terms() -> None:
    assert counts(finder(("観光", "販路")).find("観光と観光と販路"), "sdg") == {"8": 2}
