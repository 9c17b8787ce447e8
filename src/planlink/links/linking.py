"""Measures and free texts → links and scores: see, weigh, decide, give the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from planlink.knowledge import concepts
from planlink.links.classifier import ALL, ANY, Head, Model
from planlink.links.decide import (
    LINKED,
    NONE,
    REVIEW,
    Verdict,
    evidence,
    judge_goals,
    judge_targets,
    judge_viewpoints,
)
from planlink.links.rules import CityRule, apply_rules, backed_by_rules
from planlink.links.themes import ThemeIndex, index_themes, judge_themes
from planlink.links.views import View
from planlink.meaning.encoders import Encoder
from planlink.meaning.tfidf import Array
from planlink.meaning.threads import one_thread
from planlink.records.links import Evidence, Link, Score
from planlink.records.places import SheetAt, unpaged
from planlink.records.plans import Measure, Plan

BEST_TARGETS = 10
SCHEMES = ("sdg", "viewpoint", "sdg-target")
Linked = tuple[tuple[Link, ...], tuple[Score, ...]]


def link_measures(
    plans: Sequence[Plan],
    measures: Sequence[Measure],
    *,
    model: Model,
    encoder: Encoder | None = None,
    rules: Sequence[CityRule] = (),
) -> Linked:
    """Links that stand or want review, and the scores of all goals, viewpoints and themes and the ten best targets.

    `plans` are the city's: its themes, and what it prints at a measure itself. `encoder` is the one that `model` was
    trained with; without one the links rest on text alone.
    """
    with one_thread():
        return _link_measures(plans, measures, model, encoder, rules)


def _link_measures(
    plans: Sequence[Plan],
    measures: Sequence[Measure],
    model: Model,
    encoder: Encoder | None,
    rules: Sequence[CityRule],
) -> Linked:
    themes = index_themes(plans, model.layout.vocabulary, encoder)
    printed = {(d.subject_id, d.scheme, d.label) for plan in plans for d in plan.declared}
    links: list[Link] = []
    scores: list[Score] = []
    for measure in measures:
        found = [*_links(measure.id, measure.title, measure.text, measure.sheet_at, model, encoder, rules)]
        found += _theme_links(measure, themes)
        declared = [link for link in found if (measure.id, link.scheme, link.label) in printed]
        links += [
            _printed(link) if link in declared else link for link in found if link.status != NONE or link in declared
        ]
        scores += [Score(measure.id, link.scheme, link.label, link.score) for link in _scored(found)]
    return tuple(links), tuple(scores)


def link_text(
    id: str,
    text: str,
    *,
    title: str = "",
    model: Model,
    encoder: Encoder | None = None,
    features: str = ALL,
    rules: Sequence[CityRule] = (),
) -> tuple[Link, ...]:
    """A free text against every goal, viewpoint and target; status none where there is no link."""
    with one_thread():
        return tuple(_links(id, title, text, unpaged, model, encoder, rules, features))


def _links(
    id: str,
    title: str,
    text: str,
    sheet_at: SheetAt,
    model: Model,
    encoder: Encoder | None,
    rules: Sequence[CityRule],
    features: str = ALL,
) -> Iterator[Link]:
    view, _ = model.see(title, text, encoder)
    head = model.head(features, encoder)
    for scheme, verdicts in judge(view, head, model, rules).items():
        for verdict in verdicts:
            reasons = evidence(head, (scheme, verdict.label), view, sheet_at) if verdict.status != NONE else ()
            if scheme == "sdg":
                verdict, reasons = backed_by_rules(verdict, reasons, view.text, sheet_at, rules)
            yield _link(id, scheme, verdict, _names()[scheme, verdict.label], reasons, _chance(head, verdict, scheme))


def judge(view: View, head: Head, model: Model, rules: Sequence[CityRule]) -> Mapping[str, tuple[Verdict, ...]]:
    """The verdicts on every goal, viewpoint and target by scheme, goals and targets in order of fit."""
    logits = head.logits(view)
    scores = scores_of(head, logits)
    goals_judged = judge_goals(scores["sdg"], head.cuts, model, serves_any(head, logits))
    goals_judged = apply_rules(goals_judged, view.text, rules)
    return {
        "sdg": goals_judged,
        "viewpoint": judge_viewpoints(scores["viewpoint"], head.cuts),
        "sdg-target": judge_targets(scores["sdg-target"], goals_judged),
    }


def scores_of(head: Head, logits: Array) -> Mapping[str, dict[str, float]]:
    """The scores by scheme and label."""
    scores: dict[str, dict[str, float]] = {scheme: {} for scheme in SCHEMES}
    for (scheme, label), row in head.rows.items():
        if scheme in scores:
            scores[scheme][label] = head.cuts[scheme, label].score(float(logits[row]))
    return scores


def _chance(head: Head, verdict: Verdict, scheme: str) -> float | None:
    """How likely a goal or viewpoint that is linked belongs to the text."""
    if verdict.status != LINKED or scheme == "sdg-target":
        return None
    return float(head.chances[verdict.level or LINKED].of(np.array(verdict.score)))


def serves_any(head: Head, logits: Array) -> bool:
    """Whether a text with these logits is one that serves a goal at all."""
    cut = head.cuts[ANY]
    return cut.score(float(logits[head.rows[ANY]])) >= cut.primary


def _theme_links(measure: Measure, index: ThemeIndex) -> Iterator[Link]:
    for theme in judge_themes(measure, index):
        yield _link(measure.id, "theme", theme.verdict, theme.name, theme.evidence)


def _link(
    id: str, scheme: str, verdict: Verdict, name: str, reasons: tuple[Evidence, ...], chance: float | None = None
) -> Link:
    level, score, status = verdict.level, verdict.score, verdict.status
    return Link(id, scheme, verdict.label, name, level, score, status, evidence=reasons, chance=chance)


def _printed(link: Link) -> Link:
    return replace(link, declared=True, status=REVIEW if link.status == NONE else link.status)


def _scored(links: Sequence[Link]) -> Iterator[Link]:
    """Every pair but those of targets beyond the ten best."""
    room = BEST_TARGETS
    for link in links:
        if link.scheme != "sdg-target":
            yield link
        elif room:
            room -= 1
            yield link


@lru_cache(maxsize=1)
def _names() -> Mapping[tuple[str, str], str]:
    return {(scheme, concept.label): concept.name for scheme in SCHEMES for concept in concepts(scheme)}
