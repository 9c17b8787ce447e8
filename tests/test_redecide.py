"""An analysis takes decisions without documents and models, as if it had been made with them."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from planlink.links.decided import text_of
from planlink.records.findings import Analysis
from planlink.records.links import Decision
from planlink.records.plans import Plan
from planlink.redecide import redecide
from planlink.relate import relate
from planlink.settings import Settings
from planlink.workspace import decisions, store

CORE = Settings(model="core")
MOST_SECONDS = 0.1
"""Of CPU, for the three plans of the demo."""


@pytest.fixture(scope="module")
def plans(demo_plans: dict[str, Plan]) -> list[Plan]:
    return [demo_plans[stem] for stem in ("strategy", "plan-summary", "vision")]


@pytest.fixture
def undecided(demo_related: Analysis) -> Analysis:
    return demo_related


def words(analysis: Analysis) -> list[Decision]:
    """All that can be said, on links of every kind and on pairs that the tool does not link."""
    measures = {measure.id: measure for plan in analysis.plans for measure in plan.measures}
    pairs = [link.pair for link in analysis.links if link.scheme != "sdg-target"][::3]
    linked = {link.pair for link in analysis.links}
    pairs += [(id, "sdg", "14") for id in measures if (id, "sdg", "14") not in linked]
    verdicts = ("primary", "related", "rejected", "linked", "hold", "open")
    return [
        Decision(*pair, verdicts[n % len(verdicts)], text_of(measures[pair[0]]) if n % 5 else "前の文")
        for n, pair in enumerate(pairs)
    ]


def test_it_is_as_if_related_anew_but_for_the_findings(plans: list[Plan], undecided: Analysis) -> None:
    said = words(undecided)
    anew = relate(plans, said, CORE)
    assert redecide(undecided, said) == replace(anew, findings=undecided.findings)
    assert {link.status for link in anew.links} == {"linked", "review", "confirmed", "rejected"}
    assert anew.mapping != undecided.mapping
    assert anew.coverage != undecided.coverage


def test_words_taken_back_leave_the_tool_s_own_links(undecided: Analysis) -> None:
    decided = redecide(undecided, words(undecided))
    assert redecide(decided, ()) == undecided
    assert redecide(decided, words(undecided)) == decided


def test_it_costs_nearly_nothing(undecided: Analysis) -> None:
    said, seconds = words(undecided), []
    for _ in range(3):
        begun = time.process_time()
        redecide(undecided, said)
        seconds.append(time.process_time() - begun)
    assert min(seconds) < MOST_SECONDS


def test_a_workspace_shows_a_decision_at_once_and_loads_no_heavy_library(undecided: Analysis, tmp_path: Path) -> None:
    taken = next(k for k in undecided.links if k.scheme == "sdg" and k.level == "primary")
    with store.opened(tmp_path, create=True) as db:
        store.save(db, undecided, store.Run("k"))
        decisions.add(db, Decision(*taken.pair, "rejected", ""))
    code = (
        "import sys; from pathlib import Path; from planlink.workspace import store\n"
        f"with store.opened(Path({str(tmp_path)!r})) as db:\n"
        f"    print(*(k.status for k in store.load_analysis(db).links if k.pair == {taken.pair!r}))\n"
        "print(*sorted({'numpy', 'sklearn', 'spacy', 'fugashi', 'pdfplumber'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "rejected\n\n"
    with store.opened(tmp_path) as db:
        decisions.undo(db)
        assert store.load_analysis(db) == undecided
