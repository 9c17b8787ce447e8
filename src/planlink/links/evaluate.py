"""How well links agree with labelled measures: strict and lenient F1, ranking, themes, viewpoints, targets.

Gold lines have `sdg` and `sdg_ok` (lists of goals), `targets`, `viewpoint`, `viewpoint_ok`, `theme`, `theme_ok`.
Links of status linked or confirmed count as such; review does not. With few measures a figure means little without
its interval, so every figure has one (bootstrap over measures, 95 %).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planlink.japanese.text import search_key
from planlink.knowledge import GOALS
from planlink.records.links import SETTLED, Link, Score
from planlink.records.plans import Measure

SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled measure and what was said of it. Goals, targets and themes in `ranked_*` are best first."""

    primary: frozenset[str]
    related: frozenset[str]
    ranked_goals: tuple[str, ...]
    ranked_targets: tuple[str, ...]
    viewpoints: frozenset[str]
    theme: str | None
    gold: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured share with the bounds of its 95 % interval; `count` measures went into it."""

    name: str
    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    figures: tuple[Figure, ...]
    missing: tuple[str, ...]  # gold ids that no measure answers


def evaluate(
    gold: Sequence[Mapping[str, Any]], measures: Sequence[Measure], links: Sequence[Link], scores: Sequence[Score]
) -> Evaluation:
    """Compare. A gold line meets the measure with its id, else the one measure with its title."""
    cases, missing = [], []
    for line in gold:
        measure = _measure_of(line, measures)
        if measure is None:
            missing.append(str(line["id"]))
        else:
            cases.append(_case(line, measure.id, links, scores))
    figures = [_figure(name, count, cases, least) for name, count, least in FIGURES]
    return Evaluation(tuple(figure for figure in figures if figure), tuple(missing))


Counts = tuple[float, float, float]  # right, wrong, missed


def strict(case: Case) -> Counts:
    """Primary links against `sdg`: anything else that is called primary is wrong."""
    return _against(case.primary, case.gold["sdg"], case.gold["sdg"])


def lenient(case: Case) -> Counts:
    """Primary and related links: wrong is only what is in neither list, and a missing `sdg` goal."""
    return _against(case.primary | case.related, case.gold["sdg"] | case.gold["sdg_ok"], case.gold["sdg"])


def related_right(case: Case) -> Counts:
    right = len(case.related & (case.gold["sdg"] | case.gold["sdg_ok"]))
    return right, len(case.related) - right, 0.0


def viewpoint(case: Case) -> Counts:
    """Viewpoints against `viewpoint`; those in `viewpoint_ok` are left out."""
    return _against(case.viewpoints - case.gold["viewpoint_ok"], case.gold["viewpoint"], case.gold["viewpoint"])


def theme(case: Case) -> Counts | None:
    """Whether the first theme is in `theme` or `theme_ok`."""
    allowed = case.gold["theme"] | case.gold["theme_ok"]
    return _hit(case.theme in allowed) if allowed else None


def target(case: Case) -> Counts | None:
    """Whether one of the three best targets is in `targets`."""
    wanted = case.gold["targets"]
    return _hit(bool(wanted & set(case.ranked_targets[:3]))) if wanted else None


def hit_at_3(case: Case) -> Counts | None:
    """Whether one of the three best goals is in `sdg`."""
    return _hit(bool(case.gold["sdg"] & set(case.ranked_goals[:3]))) if case.gold["sdg"] else None


def lrap(case: Case) -> Counts | None:
    """Label ranking average precision of the goals."""
    wanted = case.gold["sdg"]
    ranks = [place for place, goal in enumerate(case.ranked_goals, 1) if goal in wanted]
    if not wanted:
        return None
    return sum(number / rank for number, rank in enumerate(ranks, 1)) / len(wanted), 0.0, 0.0


def _f1(counts: Sequence[Counts]) -> float:
    right, wrong, missed = (sum(column) for column in zip(*counts, strict=True))
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


def _precision(counts: Sequence[Counts]) -> float:
    right, wrong, _ = (sum(column) for column in zip(*counts, strict=True))
    return right / (right + wrong) if right + wrong else 1.0


def _mean(counts: Sequence[Counts]) -> float:
    return sum(right for right, _, _ in counts) / len(counts)


Counter = Callable[[Case], Counts | None]
Summary = Callable[[Sequence[Counts]], float]
FIGURES: tuple[tuple[str, Counter, Summary], ...] = (
    ("strict_f1", strict, _f1),
    ("lenient_f1", lenient, _f1),
    ("related_right", related_right, _precision),
    ("lrap", lrap, _mean),
    ("hit@3", hit_at_3, _mean),
    ("targets@3", target, _mean),
    ("viewpoint_f1", viewpoint, _f1),
    ("theme", theme, _mean),
)


def _figure(name: str, count: Counter, cases: Sequence[Case], summary: Summary) -> Figure | None:
    counts = [found for case in cases if (found := count(case)) is not None]
    if not counts:
        return None
    chance = random.Random(0)
    drawn = sorted(summary(chance.choices(counts, k=len(counts))) for _ in range(SAMPLES))
    return Figure(name, summary(counts), drawn[int(0.025 * SAMPLES)], drawn[int(0.975 * SAMPLES) - 1], len(counts))


def _hit(right: bool) -> Counts:
    return (1.0, 0.0, 0.0) if right else (0.0, 1.0, 0.0)


def _against(said: frozenset[str], right: frozenset[str], wanted: frozenset[str]) -> Counts:
    return float(len(said & right)), float(len(said - right)), float(len(wanted - said))


def _measure_of(line: Mapping[str, Any], measures: Sequence[Measure]) -> Measure | None:
    same_id = [measure for measure in measures if measure.id == str(line["id"])]
    title = search_key(str(line.get("title", "")))
    same_title = [measure for measure in measures if title and search_key(measure.title) == title]
    document = [measure for measure in same_title if measure.document == line.get("document")]
    for found in (same_id, document, same_title):
        if len(found) == 1:
            return found[0]
    return None


def _case(line: Mapping[str, Any], id: str, links: Sequence[Link], scores: Sequence[Score]) -> Case:
    standing = [link for link in links if link.measure == id and link.status in SETTLED]
    levels = {
        level: frozenset(link.label for link in standing if link.scheme == "sdg" and link.level == level)
        for level in ("primary", "related")
    }
    themes = sorted((link for link in standing if link.scheme == "theme"), key=lambda link: -link.score)
    keys = ("sdg", "sdg_ok", "targets", "viewpoint", "viewpoint_ok", "theme", "theme_ok")
    return Case(
        levels["primary"],
        levels["related"],
        tuple(goal for goal in _ranked(id, "sdg", scores) if goal in GOALS),
        _targets(id, links, scores),
        frozenset(link.label for link in standing if link.scheme == "viewpoint"),
        themes[0].label if themes else None,
        {key: frozenset(str(label) for label in line.get(key, ())) for key in keys},
    )


def _targets(id: str, links: Sequence[Link], scores: Sequence[Score]) -> tuple[str, ...]:
    """Those put forward as links first, then by score."""
    forward = [
        link for link in links if link.measure == id and link.scheme == "sdg-target" and link.status != "rejected"
    ]
    first = [link.label for link in sorted(forward, key=lambda link: -link.score)]
    return tuple(dict.fromkeys((*first, *_ranked(id, "sdg-target", scores))))


def _ranked(id: str, scheme: str, scores: Sequence[Score]) -> list[str]:
    own = [score for score in scores if score.measure == id and score.scheme == scheme]
    return [score.label for score in sorted(own, key=lambda score: -score.score)]
