"""Links from measures to goals, targets, viewpoints and themes, and from plan to plan."""

from __future__ import annotations

from dataclasses import dataclass

SETTLED = ("linked", "confirmed")
"""Statuses of a link that counts."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A part of a score. `start` and `end` count letters of title + "\\n" + text; `text` None is a part without a
    place (bias, encoder, the other themes). A link's score is the logistic function of the sum of its evidence's
    weights; a decided link keeps the evidence it was proposed with."""

    text: str | None
    start: int | None
    end: int | None
    page: int | None
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    """A measure serves a label. `scheme` is sdg, sdg-target, viewpoint or theme; `level` primary (◎), related (○) or
    None; `status` linked, review, confirmed or rejected; `score` 0 to 1, calibrated."""

    measure: str
    scheme: str
    label: str
    name: str
    level: str | None
    score: float
    status: str
    declared: bool = False
    stale: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """How well a label fits a measure, linked or not."""

    measure: str
    scheme: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """What answers `source` in another plan; `target` None: nothing does. Both are ids of measures or items."""

    source: str
    target: str | None
    score: float
    status: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one pair; `verdict` is primary, related, linked or rejected; `text` the measure's title and
    text when it was decided, so that a later edition shows as stale."""

    measure: str
    scheme: str
    label: str
    verdict: str
    text: str
    who: str = ""
    when: str = ""
