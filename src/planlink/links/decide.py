"""Logits → scores, tiers, status and the reason for them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planlink.links.classifier import Cut, Head, Label, Model, parts
from planlink.links.views import View
from planlink.records.links import Evidence
from planlink.records.places import SheetAt, unpaged

PRIMARY, RELATED = "primary", "related"
LINKED, REVIEW, NONE = "linked", "review", "none"
MOST_SPANS = 8
MOST_TARGETS = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the tool says of one label: `level` and `status` as in a Link; status none is no link."""

    label: str
    score: float
    level: str | None
    status: str


def judge_goals(
    scores: Mapping[str, float], cuts: Mapping[Label, Cut], model: Model, serves: bool = True
) -> tuple[Verdict, ...]:
    """The goals in order of fit. Primary from the label's own cut on; where none reaches it, the best one, if it is
    at all near; then at most a few related ones; below that a band for review. A text that `serves` no goal has no
    link: what its words would give is for review."""
    cut = {label: cuts["sdg", label] for label in scores}
    ranked = sorted(scores, key=lambda label: (-scores[label], int(label)))
    if not serves:
        return tuple(_unlinked(label, scores[label], cut[label].primary) for label in ranked)
    primary = {label for label in ranked if scores[label] >= cut[label].primary}
    if not primary and ranked and scores[ranked[0]] >= model.at_least:
        primary = {ranked[0]}
    near = [label for label in ranked if label not in primary and scores[label] >= (cut[label].related or 1.0)]
    related = set(near[: model.at_most_related])
    return tuple(_goal(label, scores[label], cut[label], label in primary, label in related) for label in ranked)


def judge_viewpoints(scores: Mapping[str, float], cuts: Mapping[Label, Cut]) -> tuple[Verdict, ...]:
    """The viewpoints, each by its own cut."""
    return tuple(
        Verdict(label, score, None, _status(score, cuts["viewpoint", label])) for label, score in scores.items()
    )


def judge_targets(scores: Mapping[str, float], goals: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """All targets, those of linked goals first, by the target's score times its goal's; the best three for review."""
    strength = {goal.label: goal.score for goal in goals if goal.status == LINKED}
    joint = {label: score * strength.get(label.split(".")[0], 0.0) for label, score in scores.items()}
    ranked = sorted(scores, key=lambda label: (-joint[label], -scores[label], label))
    chosen = {label for label in ranked[:MOST_TARGETS] if joint[label] > 0.0}
    return tuple(Verdict(label, scores[label], None, REVIEW if label in chosen else NONE) for label in ranked)


class Elsewhere(NamedTuple):
    """The parts of a calibrated logit without a place: words too light to be shown, the encoder's part, the bias."""

    words: float
    meaning: float
    start: float


def evidence(head: Head, label: Label, view: View, sheet_at: SheetAt = unpaged) -> tuple[Evidence, ...]:
    """The parts of a label's calibrated logit: the heaviest places of the text, then what has none. The score is the
    logistic function of their sum."""
    places, elsewhere = taken_apart(head, label, view, sheet_at)
    return (*places, *(Evidence(None, None, None, None, weight) for weight in elsewhere if weight))


def taken_apart(
    head: Head, label: Label, view: View, sheet_at: SheetAt = unpaged
) -> tuple[tuple[Evidence, ...], Elsewhere]:
    """The heaviest places of the text, and the rest of the calibrated logit by what it comes from."""
    found = parts(head, head.rows[label], view)
    slope, offset = head.cuts[label].slope, head.cuts[label].offset
    order = sorted(range(len(view.units)), key=lambda unit: (-abs(found.units[unit]), view.units[unit]))
    shown = [unit for unit in order[:MOST_SPANS] if abs(found.units[unit]) > 1e-9]
    rest = found.other + float(sum(found.units[unit] for unit in order if unit not in set(shown)))
    places = tuple(
        Evidence(view.text[start:end], start, end, sheet_at(start), slope * float(found.units[unit]))
        for unit in shown
        for start, end in (view.units[unit],)
    )
    return places, Elsewhere(slope * rest, slope * found.dense, slope * found.bias + offset)


def replay(parts_of_it: Sequence[Evidence]) -> float:
    """The score that the evidence adds up to: the logistic function of the sum of its weights."""
    return 1.0 / (1.0 + math.exp(-sum(part.weight for part in parts_of_it)))


def _unlinked(label: str, score: float, least: float) -> Verdict:
    return Verdict(label, score, None, REVIEW if score >= least else NONE)


def _goal(label: str, score: float, cut: Cut, is_primary: bool, is_related: bool) -> Verdict:
    if is_primary:
        return Verdict(label, score, PRIMARY, LINKED)
    if is_related:
        return Verdict(label, score, RELATED, LINKED)
    return Verdict(label, score, None, REVIEW if score >= cut.review else NONE)


def _status(score: float, cut: Cut) -> str:
    if score >= cut.primary:
        return LINKED
    return REVIEW if score >= cut.review else NONE
