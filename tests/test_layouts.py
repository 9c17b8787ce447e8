"""Layouts of other towns: short made-up plans against what is truly in them, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from planlink.japanese.text import search_key
from planlink.records.plans import Period, Plan
from shelf import Shelf

FOLDER = Path(__file__).parent / "pdfs"
KNOWN = json.loads((Path(__file__).parent / "cases" / "known-layouts.json").read_text(encoding="utf-8"))["layouts"]
TRUTH: dict[str, Any] = {
    file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted((FOLDER / "truth").glob("*.json"))
}
KINDS = {
    "measures": ("title", "text"),
    "indicators": ("kind", "name"),
    "items": ("kind", "title"),
    "declared": ("scheme", "subject", "label"),
}
"""What makes a record of each kind the one that the truth speaks of."""


@pytest.fixture(scope="module")
def plans(shelf: Shelf) -> dict[str, Plan]:
    return {stem: shelf.plan(FOLDER / f"{stem}.pdf") for stem in TRUTH}


def keyed(records: Iterable[dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    """Records by what identifies them; a second one of the same key gets a number."""
    found: dict[str, dict[str, Any]] = {}
    for record in records:
        key = search_key("｜".join(str(record[name]) for name in KINDS[kind]))
        found[key if key not in found else f"{key}#{len(found)}"] = record
    return found


def wrong(plan: Plan, kind: str) -> set[tuple[str, str]]:
    """(key, field) of all that differs; the field is missing or extra where there is no counterpart."""
    got = keyed((json.loads(json.dumps(asdict(record))) for record in getattr(plan, kind)), kind)
    want = keyed(TRUTH[plan.id][kind], kind)
    bad = {(key, "missing") for key in want.keys() - got.keys()} | {(key, "extra") for key in got.keys() - want.keys()}
    for key in want.keys() & got.keys():
        bad |= {(key, field) for field, value in want[key].items() if not _same(got[key][field], value, field)}
    return bad


def _same(got: Any, want: Any, field: str) -> bool:
    """Blanks between letters and digits are layout in a line of goals, not wording."""
    return bool(search_key(got) == search_key(want)) if field == "text" else bool(got == want)


def known(stem: str, kind: str) -> set[tuple[str, str]]:
    return {(k["key"], k["field"]) for k in KNOWN if (k["pdf"], k["kind"]) == (stem, kind)}


@pytest.mark.parametrize("stem", TRUTH)
def test_what_the_document_is(plans: dict[str, Plan], stem: str) -> None:
    plan, truth = plans[stem], TRUTH[stem]
    assert (plan.role, plan.period, plan.quality) == (truth["role"], Period(**truth["period"]), 1.0)
    assert search_key(plan.title or "") == search_key(truth["title"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stem", TRUTH)
def test_layout(plans: dict[str, Plan], stem: str, kind: str) -> None:
    assert wrong(plans[stem], kind) - known(stem, kind) == set()


@pytest.mark.parametrize("case", KNOWN, ids=lambda case: f"{case['pdf']}-{case['kind']}-{case['key']}-{case['field']}")
def test_known_failures(plans: dict[str, Plan], case: dict[str, str], request: pytest.FixtureRequest) -> None:
    request.applymarker(pytest.mark.xfail(reason=case["reason"], strict=True))
    assert (case["key"], case["field"]) not in wrong(plans[case["pdf"]], case["kind"])


@pytest.mark.parametrize("stem", TRUTH)
@pytest.mark.parametrize("kind", ["items", "measures", "indicators"])
def test_ids_are_unique(plans: dict[str, Plan], stem: str, kind: str) -> None:
    ids = [record.id for record in getattr(plans[stem], kind)]
    assert len(ids) == len(set(ids))
