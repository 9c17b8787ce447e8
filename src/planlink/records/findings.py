"""What the audit (整合性点検) says: findings, coverage, the rows of the SDG table, and the whole analysis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planlink.records.links import Alignment, Link, Score
from planlink.records.places import Place
from planlink.records.plans import Plan


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, with all its places. `severity` is error, warning or note; `shown` False keeps it out of papers.
    `message` is worded from the check's template and `facts`."""

    id: str
    check: str
    severity: str
    shown: bool
    message: str
    places: tuple[Place, ...]
    facts: Mapping[str, str] = field(default_factory=dict)


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
    """One city: its plans and all that relates them."""

    plans: tuple[Plan, ...]
    links: tuple[Link, ...]
    scores: tuple[Score, ...]
    coverage: tuple[Coverage, ...]
    alignments: tuple[Alignment, ...]
    mapping: tuple[MappingRow, ...]
    findings: tuple[Finding, ...]
