"""Names of plans, bodies and agreements that differ by a word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factories import passage, plan
from planlink.audit.matter import Matter
from planlink.audit.names import alike, differing_names

CASES = json.loads((Path(__file__).parents[1] / "cases" / "audit-names.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_names_that_are_held_side_by_side(case: dict[str, Any]) -> None:
    assert alike(case["one"], case["other"]) is case["alike"]
    assert alike(case["other"], case["one"]) is case["alike"]


def found(*texts: str) -> list[tuple[str, str]]:
    passages = [passage(id=f"戦略.{n}", text=text, page=n + 1) for n, text in enumerate(texts)]
    return [(d.facts["first"], d.facts["second"]) for d in differing_names(Matter((plan(passages=passages),), ()))]


def test_one_finding_has_every_place_of_both_names() -> None:
    texts = ("港湾施設整備構想を進めます。", "港湾複合施設整備構想による。", "港湾施設整備構想を見直す。")
    passages = [passage(id=f"戦略.{n}", text=text, page=n + 1) for n, text in enumerate(texts)]
    (draft,) = differing_names(Matter((plan(passages=passages),), ()))
    assert sorted(place.page or 0 for place in draft.places) == [1, 2, 3]


def test_small_and_large_kana_are_one_name() -> None:
    assert found("ウエルネスみなとプランの策定", "ウェルネスみなとプランに基づき") == [
        ("ウエルネスみなとプラン", "ウェルネスみなとプラン")
    ]


def test_blanks_inside_a_name_do_not_count() -> None:
    assert found("港湾連携協約を結ぶ。", "港湾 連携協約による。") == []


def test_the_source_of_a_quotation_is_another_document() -> None:
    assert found("地域公共交通計画に基づき", "（『地域公共交通網形成計画』より）") == []
