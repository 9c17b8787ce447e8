"""What the audit (整合性点検) says: findings, coverage, the rows of the SDG table, and the whole analysis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from planlink.records.links import Alignment, Criterion, Link, Score
from planlink.records.places import Place
from planlink.records.plans import Measure, Plan

VERDICTS: Mapping[str, str] = MappingProxyType(
    {"fix": "修正する", "keep": "理由を付して現行どおり", "not": "指摘に当たらない"}
)
"""What an office may answer to a finding, and how it is written."""


def verdict_of(word: str) -> str | None:
    """The verdict that is written so."""
    return next((code for code, written in VERDICTS.items() if written == word), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """An office's answer to a finding: a verdict, `said` the texts of its places when it was answered, so that it is
    known when the text there has changed, who answers for it, why, and when."""

    finding: str
    verdict: str
    said: str
    department: str = ""
    reason: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, with all its places. `severity` is error, warning or note; `shown` False keeps it out of papers.
    `message` is worded from the check's template and `facts`; `answer` is the office's last one."""

    id: str
    check: str
    severity: str
    shown: bool
    message: str
    places: tuple[Place, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    answer: Answer | None = None

    @property
    def said(self) -> str:
        """The texts of its places."""
        return "\n".join(f"{place.document} {place.text}" for place in self.places)

    @property
    def settled(self) -> bool:
        """Whether it was answered, and the text there is still the same."""
        return self.answer is not None and self.answer.said == self.said


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a basic goal or group stands to a label, from its measures alone; `state` is match, proposed or
    unsupported (declared, not evident); None for what is neither declared nor evident."""

    subject_id: str
    scheme: str
    label: str
    score: float
    state: str | None
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A row of the SDG table in the plan's own form: basic goal × SDG goal × elements (主な関連要素).

    `printed` is what the plan prints there, `elements` what is proposed (gists of the best targets, marked 要約);
    `state` is match (一致), proposed (追加の検討対象), unsupported (本文の記述を確認), or candidate (候補) in a plan
    that prints no SDG goals at all."""

    document: str
    subject_id: str
    subject: str
    label: str
    name: str
    state: str
    score: float
    printed: tuple[str, ...]
    elements: tuple[str, ...]
    primary: tuple[str, ...]
    related: tuple[str, ...]
    pages: tuple[int, ...]
    printed_page: int | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """One city: its plans and all that relates them, with the city's own rules for goals that were applied. `proposed`
    is what the tool itself says of the pairs that people decided; status none: no link.

    `links` are the pairs worth a look, each with its evidence; `scores` all that were weighed, 0 to 1; `findings` all
    that the checks found, also those that papers do not show.

    >>> from pathlib import Path
    >>> import planlink
    >>> analysis = planlink.relate([planlink.read(Path("計画.md"))], settings=planlink.Settings(model="core"))
    >>> first = next(link for link in analysis.links if link.level == "primary")
    >>> first.label, 0 < first.score <= 1, "ごみ" in [piece.text for piece in first.evidence]
    ('14', True, True)
    """

    plans: tuple[Plan, ...]
    links: tuple[Link, ...]
    scores: tuple[Score, ...]
    coverage: tuple[Coverage, ...]
    alignments: tuple[Alignment, ...]
    mapping: tuple[MappingRow, ...]
    findings: tuple[Finding, ...]
    criteria: tuple[Criterion, ...] = ()
    most_primary: int | None = None
    proposed: tuple[Link, ...] = ()

    @property
    def measures(self) -> list[Measure]:
        """The measures of all plans, in their order."""
        return [measure for plan in self.plans for measure in plan.measures]
