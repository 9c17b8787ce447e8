"""The strategy of the made-up city as a Word file and as a web page says the same as its PDF, but for pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from conftest import DEMO
from drafts import OpenDraft, TypedDraft, WebDraft, WordDraft, Writer, strategy, write
from planlink.documents.reader import read_document
from planlink.read import read
from planlink.records.plans import Period, Plan

TRUTH: dict[str, Any] = json.loads((DEMO / "truth" / "strategy.json").read_text(encoding="utf-8"))
KINDS = ("items", "measures", "indicators", "declared")
# The truth's further fields (corpus/demo/README.md), and the sheet, which these files do not have.
ELSEWHERE = ("actual", "subject_label", "page")
DRAFTS: dict[str, tuple[Callable[[dict[str, Any]], Writer], str]] = {
    "word": (WordDraft, "strategy.docx"),
    "typed": (TypedDraft, "strategy.docx"),
    "html": (WebDraft, "strategy.html"),
    "open": (OpenDraft, "strategy.docx"),
}


def saved(name: str, folder: Path) -> Path:
    writer, file = DRAFTS[name]
    plan = strategy()
    draft = writer(plan)
    write(draft, plan)
    return draft.save(folder / file)


@pytest.fixture(scope="module", params=[name for name in DRAFTS if name != "open"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(request.param, tmp_path_factory.mktemp("drafts"))


@pytest.fixture(scope="module")
def draft(file: Path) -> Plan:
    return read(file)


def differences(plan: Plan, kind: str) -> Iterator[tuple[int, str, Any, Any]]:
    """(place, field, read, true) of every field that is wrong."""
    for place, (record, want) in enumerate(zip(getattr(plan, kind), TRUTH[kind], strict=True)):
        got = json.loads(json.dumps(asdict(record)))
        yield from ((place, f, got[f], want[f]) for f in want if f not in ELSEWHERE and got[f] != want[f])


def test_what_the_draft_is(draft: Plan) -> None:
    assert (draft.title, draft.role, draft.period) == (TRUTH["title"], "strategy", Period(2025, 2029))
    assert (draft.pages, draft.quality) == (None, 1.0)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field(draft: Plan, kind: str) -> None:
    assert list(differences(draft, kind)) == []


def test_nothing_has_a_page(draft: Plan) -> None:
    assert {record.page for kind in ("items", "measures", "indicators") for record in getattr(draft, kind)} == {None}


def test_notes(file: Path) -> None:
    notes = [note for page in read_document(file).pages for note in page.notes]
    assert len(notes) == 9
    assert {note.text for note in notes} == set(strategy()["notes"].values())


@pytest.mark.xfail(strict=True, reason="goals that are listed before their chapter draw the chapter inside theirs")
def test_goals_listed_without_a_box(tmp_path: Path) -> None:
    assert list(differences(read(saved("open", tmp_path)), "measures")) == []
