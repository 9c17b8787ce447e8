"""What a build is told with: its sums, small enough to be handed from one process to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planlink.links.budget import review_budget
from planlink.outputs.audit_rows import severity_counts
from planlink.outputs.reports import PAPERS
from planlink.workspace.build import BuildResult
from planlink.workspace.papers import FOLDER


@dataclass(frozen=True, slots=True)
class Summary:
    """The sums of a build. `documents` counts plans, of which `read` were read now and `reused` kept; `findings` by
    severity; `look` links are to be looked at first, then `rest` are likely right; `papers` were written now,
    `standing` are all that lie there. The rest is as in BuildResult."""

    out: str
    documents: int
    read: int
    reused: int
    measures: int
    indicators: int
    findings: Mapping[str, int]
    look: int
    rest: int
    unread: tuple[str, ...]
    papers: tuple[str, ...]
    standing: tuple[str, ...]
    unlearnt: bool
    astray: tuple[str, ...]
    unrecorded: str | None


def summary_of(result: BuildResult) -> Summary:
    """The sums of what a build did."""
    plans, budget = result.analysis.plans, review_budget(result.analysis.links)
    return Summary(
        out=str(result.out),
        documents=len(plans),
        read=result.read,
        reused=result.reused,
        measures=sum(len(plan.measures) for plan in plans),
        indicators=sum(len(plan.indicators) for plan in plans),
        findings=severity_counts(result.analysis),
        look=len(budget.look),
        rest=budget.rest,
        unread=result.unread,
        papers=tuple(map(str, result.papers)),
        standing=tuple(map(str, _papers(result.out))),
        unlearnt=result.unlearnt,
        astray=result.astray,
        unrecorded=result.unrecorded,
    )


def _papers(out: Path) -> tuple[Path, ...]:
    return tuple(path for name in PAPERS if (path := out / FOLDER / name).is_file())
