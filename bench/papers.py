"""What the papers of a large city cost: CPU seconds of each, from a made-up analysis.

`python bench/papers.py [--measures 5000] [--indicators 4000] [--out FOLDER]`. The demo's analysis is grown: its
measures, groups, indicators, links, alignments and findings are repeated under other ids and titles below the same
basic goals. Exit status 1 above the budget.
"""

from __future__ import annotations

import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from planlink.outputs import excel, html, reports, word
from planlink.read import read
from planlink.records.findings import Analysis, Coverage
from planlink.records.plans import Item, Measure, Plan
from planlink.relate import relate

ROOT = Path(__file__).resolve().parents[1]
DEMO = [ROOT / "corpus" / "demo" / f"{name}.pdf" for name in ("strategy", "plan-summary", "vision")]
BUDGET = 60.0  # CPU seconds for all papers
PAPERS = (
    (reports.SDG_WORKBOOK, excel, "write_sdg"),
    (reports.SDG_PAPER, word, "write_sdg"),
    (reports.AUDIT_WORKBOOK, excel, "write_audit"),
    (reports.READING_WORKBOOK, excel, "write_reading"),
    (reports.REPORT, html, "write_report"),
    (reports.PUBLIC, html, "write_public"),
)


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--measures", type=int, default=5_000)
    parser.add_argument("--indicators", type=int, default=4_000)
    parser.add_argument("--out", type=Path, help="keep the papers here")
    asked = parser.parse_args(arguments)
    analysis = grown(relate([read(path) for path in DEMO]), asked.measures, asked.indicators)
    found = (sum(len(getattr(plan, part)) for plan in analysis.plans) for part in ("measures", "indicators"))
    print("{} measures, {} indicators, {} findings".format(*found, len(analysis.findings)))
    with tempfile.TemporaryDirectory() as apart:
        seconds = costs(analysis, asked.out or Path(apart))
    for paper, cost in seconds.items():
        print(f"{cost:6.1f} s  {paper}")
    total = sum(seconds.values())
    print(f"{total:6.1f} s  in all")
    return 0 if total <= BUDGET else 1


def costs(analysis: Analysis, folder: Path) -> dict[str, float]:
    """CPU seconds by paper."""
    seconds: dict[str, float] = {}
    plain = [getattr(module, verb) for _, module, verb in PAPERS]
    for (paper, module, verb), write in zip(PAPERS, plain, strict=True):
        setattr(module, verb, _timed(paper, write, seconds))
    try:
        reports.write_reports(analysis, folder)
    finally:
        for (_, module, verb), write in zip(PAPERS, plain, strict=True):
            setattr(module, verb, write)
    return seconds


def _timed(paper: str, write: Callable[..., None], seconds: dict[str, float]) -> Callable[..., None]:
    def timed(*given: Any) -> None:
        begun = time.process_time()
        write(*given)
        seconds[paper] = time.process_time() - begun

    return timed


def grown(analysis: Analysis, measures: int, indicators: int) -> Analysis:
    """The analysis of a city with so many measures and indicators, or few more."""
    turns = _turns(measures, sum(len(plan.measures) for plan in analysis.plans))
    more = _turns(indicators, sum(len(plan.indicators) for plan in analysis.plans))
    copied = {one.id for plan in analysis.plans for one in plan.measures} | {
        item.id for plan in analysis.plans for item in plan.items if item.kind == "group"
    }

    def copies(id: str) -> list[str]:
        return [_named(id, turn) for turn in turns] if id in copied else [id]

    def every(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(copy for id in ids for copy in copies(id))

    return replace(
        analysis,
        plans=tuple(_plan(plan, turns, more) for plan in analysis.plans),
        links=tuple(replace(one, measure=id) for one in analysis.links for id in copies(one.measure)),
        scores=tuple(replace(one, measure=id) for one in analysis.scores for id in copies(one.measure)),
        coverage=tuple(one for row in analysis.coverage for one in _covered(row, copies(row.subject_id), every)),
        alignments=tuple(
            replace(one, source=id, target=one.target and copies(one.target)[0])
            for one in analysis.alignments
            for id in copies(one.source)
        ),
        mapping=tuple(replace(row, primary=every(row.primary), related=every(row.related)) for row in analysis.mapping),
        findings=tuple(replace(one, id=_named(one.id, turn)) for one in analysis.findings for turn in turns),
    )


def _turns(wanted: int, there: int) -> range:
    return range(1, max(1, -(-wanted // max(1, there))) + 1)


def _named(id: str, turn: int) -> str:
    return id if turn == 1 else f"{id}~{turn}"


def _covered(
    row: Coverage, subjects: Sequence[str], every: Callable[[Sequence[str]], tuple[str, ...]]
) -> list[Coverage]:
    """A basic goal has the measures of all copies, a copied group its own."""
    if len(subjects) == 1:
        return [replace(row, measures=every(row.measures))]
    return [
        replace(row, subject_id=id, measures=tuple(_named(one, turn) for one in row.measures))
        for turn, id in enumerate(subjects, 1)
    ]


def _plan(plan: Plan, turns: range, more: range) -> Plan:
    groups = {item.id for item in plan.items if item.kind == "group"}
    return replace(
        plan,
        items=tuple(_item(item, turn) for item in plan.items for turn in (turns if item.id in groups else range(1, 2))),
        measures=tuple(_measure(one, turn) for turn in turns for one in plan.measures),
        indicators=tuple(
            replace(
                one,
                id=_named(one.id, turn),
                name=_named(one.name, turn),
                owners=tuple(_named(id, turn) if id in groups else id for id in one.owners),
            )
            for turn in more
            for one in plan.indicators
        ),
    )


def _item(item: Item, turn: int) -> Item:
    return replace(item, id=_named(item.id, turn), title=_named(item.title, turn))


def _measure(one: Measure, turn: int) -> Measure:
    group = None if one.group is None else _named(one.group, turn)
    return replace(one, id=_named(one.id, turn), title=_named(one.title, turn) if one.title else "", group=group)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
