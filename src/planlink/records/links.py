"""Links from measures to goals, targets, viewpoints and themes, and from plan to plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

SETTLED = ("linked", "confirmed")
"""Statuses of a link that counts."""
VERDICTS = ("primary", "related", "linked", "rejected", "hold", "open")
WAYS = ("one", "rest", "whole", "undo", "import", "carry")
JAPAN = timezone(timedelta(hours=9))
EVER = datetime.min.replace(tzinfo=UTC)
"""Before any time on record."""

Pair = tuple[str, str, str]
"""Measure, scheme and label."""


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
    None; `status` linked, review, confirmed or rejected; `score` 0 to 1, calibrated; `chance` that the label belongs
    to the measure at all (a goal as ◎ or ○), None where nothing is known of it (not linked, themes)."""

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
    chance: float | None = None

    @property
    def pair(self) -> Pair:
        """What it is about."""
        return self.measure, self.scheme, self.label


@dataclass(frozen=True, slots=True)
class Score:
    """How well a label fits a measure, linked or not."""

    measure: str
    scheme: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """What answers `source`; `target` None: nothing does. Both are ids of measures or items. `document` is the plan
    that was searched, None for all plans of the city. The score is the sum of the evidence's weights, whose places are
    letters of the source's title + "。" + text."""

    source: str
    target: str | None
    score: float
    status: str
    evidence: tuple[Evidence, ...] = ()
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """An event: a person's word on one pair. `verdict` is primary, related, linked (a plain yes), rejected, hold
    (保留: the tool's link stays as it is) or open (the word is taken back); `text` the measure's title and text when it
    was decided, so that a later edition shows as stale; `when` ISO with seconds, in Japan where no zone is named.

    `before` is the verdict that stood before, "" where only the tool's proposal did; `way` one (looked at one by one),
    rest (the rest confirmed as proposed), whole (the goals of a measure confirmed as they stood), undo, import or
    carry; `why` a free note. What was written together has one `act`, numbered from 1 by the workspace; `undoes` is the
    act that an undo takes back, its verdict what stands then. These two are no part of what was said."""

    measure: str
    scheme: str
    label: str
    verdict: str
    text: str
    who: str = ""
    when: str = ""
    before: str = ""
    way: str = "one"
    why: str = ""
    act: int = field(default=0, compare=False)
    undoes: int = field(default=0, compare=False)

    @property
    def pair(self) -> Pair:
        """What it is about."""
        return self.measure, self.scheme, self.label

    @property
    def moment(self) -> datetime:
        """`when` as a time in Japan; before any other where it names none."""
        try:
            said = datetime.fromisoformat(self.when)
        except ValueError:
            return EVER
        return said.replace(tzinfo=JAPAN) if said.tzinfo is None else said.astimezone(JAPAN)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A city's own rule for a goal (付け方の基準): it is linked only where one of `needs` stands (empty: anywhere) and
    none of `excludes`; `most` is the highest level that it gets."""

    goal: str
    needs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    most: str = "primary"


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a goal's cuts for ◎ and ○ move in a city, in logits; up is stricter."""

    label: str
    primary: float
    related: float


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the decisions of a city taught about an edition of a model: its cuts' shifts. `before` and `after` are the
    shares of `pairs` decisions on `measures` measures that the tool meets, `after` on measures held out."""

    model: str
    shifts: tuple[Shift, ...]
    measures: int
    pairs: int
    before: float
    after: float
