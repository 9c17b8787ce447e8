"""How well links agree with labelled measures: strict and lenient F1, ranking, themes, viewpoints, targets.

Gold lines have `sdg` and `sdg_ok` (lists of goals), `targets`, `viewpoint`, `viewpoint_ok`, `theme`, `theme_ok`.
Links of status linked or confirmed count as such; review does not. With few measures a figure means little without
its interval, so every figure has one (bootstrap over measures, 95 %).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from planlink.japanese.text import search_key
from planlink.knowledge import GOALS
from planlink.links.agreement import BINS, by_tenth, calibration_error, f1
from planlink.meaning.tfidf import Array
from planlink.records.links import SETTLED, Link, Score
from planlink.records.plans import Measure

SAMPLES, OUTSIDE = 1000, 25  # samples drawn, and how many lie outside on each side

Said = TypeVar("Said", Link, Score)


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled measure and what was said of it. Goals, targets and themes in `ranked_*` are best first; `scores`
    are those of the goals."""

    primary: frozenset[str]
    related: frozenset[str]
    ranked_goals: tuple[str, ...]
    ranked_targets: tuple[str, ...]
    viewpoints: frozenset[str]
    theme: str | None
    gold: Mapping[str, frozenset[str]]
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured share with the bounds of its 95 % interval; `count` measures went into it."""

    name: str
    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Bin:
    """The goals that were scored `low` to `low` + 0.1: how many, their mean score, and the share that is in `sdg`;
    those in `sdg_ok` are left out."""

    low: float
    count: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`labels` has the strict F1 of each goal that was given or wanted, `count` how often it was wanted."""

    figures: tuple[Figure, ...]
    labels: tuple[Figure, ...]
    bins: tuple[Bin, ...]
    missing: tuple[str, ...]  # gold ids that no measure answers


def evaluate(
    gold: Sequence[Mapping[str, Any]], measures: Sequence[Measure], links: Sequence[Link], scores: Sequence[Score]
) -> Evaluation:
    """Compare. A gold line meets the measure with its id, else the one measure with its title."""
    cases, missing = [], []
    said, scored, finder = _by_measure(links), _by_measure(scores), _Finder(measures)
    for line in gold:
        measure = finder.find(line)
        if measure is None:
            missing.append(str(line["id"]))
        else:
            cases.append(_case(line, said.get(measure.id, ()), scored.get(measure.id, ())))
    figures = [_figure(name, [count(case) for case in cases], least) for name, count, least in FIGURES]
    return Evaluation(
        tuple(figure for figure in figures if figure),
        tuple(_label_figures(cases)),
        tuple(_bins(cases)),
        tuple(missing),
    )


def strict(case: Case) -> Array:
    """Primary links against `sdg`: anything else that is called primary is wrong."""
    return _against(case.primary, case.gold["sdg"], case.gold["sdg"])


def lenient(case: Case) -> Array:
    """Primary and related links: wrong is only what is in neither list, and a missing `sdg` goal."""
    return _against(case.primary | case.related, case.gold["sdg"] | case.gold["sdg_ok"], case.gold["sdg"])


def by_label(case: Case) -> Array:
    """The strict counts of each goal."""
    return np.stack([_against(case.primary & {g}, case.gold["sdg"] & {g}, case.gold["sdg"] & {g}) for g in GOALS])


def related_right(case: Case) -> Array:
    right = len(case.related & (case.gold["sdg"] | case.gold["sdg_ok"]))
    return np.array([right, len(case.related) - right, 0.0])


def viewpoint(case: Case) -> Array:
    """Viewpoints against `viewpoint`; those in `viewpoint_ok` are left out."""
    return _against(case.viewpoints - case.gold["viewpoint_ok"], case.gold["viewpoint"], case.gold["viewpoint"])


def theme(case: Case) -> Array | None:
    """Whether the first theme is in `theme` or `theme_ok`."""
    allowed = case.gold["theme"] | case.gold["theme_ok"]
    return _hit(case.theme in allowed) if allowed else None


def target(case: Case) -> Array | None:
    """Whether one of the three best targets is in `targets`."""
    wanted = case.gold["targets"]
    return _hit(bool(wanted & set(case.ranked_targets[:3]))) if wanted else None


def hit_at_1(case: Case) -> Array | None:
    """Whether the best goal is in `sdg`."""
    return _hit(bool(case.gold["sdg"] & set(case.ranked_goals[:1]))) if case.gold["sdg"] else None


def hit_at_3(case: Case) -> Array | None:
    """Whether one of the three best goals is in `sdg`."""
    return _hit(bool(case.gold["sdg"] & set(case.ranked_goals[:3]))) if case.gold["sdg"] else None


def lrap(case: Case) -> Array | None:
    """Label ranking average precision of the goals."""
    wanted = case.gold["sdg"]
    ranks = [place for place, goal in enumerate(case.ranked_goals, 1) if goal in wanted]
    if not wanted:
        return None
    return np.array([sum(number / rank for number, rank in enumerate(ranks, 1)) / len(wanted), 0.0, 0.0])


def calibration(case: Case) -> Array | None:
    """By bin of scores: how many goals, the sum of their scores, and how many are in `sdg`; arguable ones are left
    out."""
    clear = [goal for goal in case.scores if goal not in case.gold["sdg_ok"]]
    right = np.array([float(goal in case.gold["sdg"]) for goal in clear])
    return by_tenth(np.array([case.scores[goal] for goal in clear]), right) if case.scores else None


def _f1(sums: Array, _: Array) -> Array:
    return f1(sums)


def _macro(sums: Array, _: Array) -> Array:
    """The mean F1 of the goals that were given or wanted."""
    there = sums.sum(axis=-1) > 0
    mean: Array = (f1(sums) * there).sum(axis=-1) / np.maximum(there.sum(axis=-1), 1)
    return mean


def _precision(sums: Array, _: Array) -> Array:
    total = sums[..., 0] + sums[..., 1]
    share: Array = np.where(total > 0, sums[..., 0] / np.maximum(total, 1.0), 1.0)
    return share


def _mean(sums: Array, count: Array) -> Array:
    mean: Array = sums[..., 0] / count
    return mean


def _error(sums: Array, _: Array) -> Array:
    return calibration_error(sums)


Counter = Callable[[Case], Array | None]
Summary = Callable[[Array, Array], Array]
FIGURES: tuple[tuple[str, Counter, Summary], ...] = (
    ("strict_f1", strict, _f1),
    ("lenient_f1", lenient, _f1),
    ("macro_f1", by_label, _macro),
    ("related_right", related_right, _precision),
    ("lrap", lrap, _mean),
    ("hit@1", hit_at_1, _mean),
    ("hit@3", hit_at_3, _mean),
    ("targets@3", target, _mean),
    ("viewpoint_f1", viewpoint, _f1),
    ("theme", theme, _mean),
    ("calibration_error", calibration, _error),
)


def _figure(name: str, counted: Sequence[Array | None], summary: Summary) -> Figure | None:
    """A figure from what was counted for each measure, with what it is over samples drawn from them."""
    counts = [found for found in counted if found is not None]
    if not counts:
        return None
    each, number = np.stack(counts), len(counts)
    drawn = np.random.default_rng(0).multinomial(number, [1.0 / number] * number, size=SAMPLES)
    samples = np.sort(summary(np.tensordot(drawn, each, axes=1), np.full(SAMPLES, float(number))))
    value = float(summary(each.sum(axis=0)[None], np.array([float(number)]))[0])
    return Figure(name, value, float(samples[OUTSIDE]), float(samples[-OUTSIDE - 1]), number)


def _label_figures(cases: Sequence[Case]) -> Iterator[Figure]:
    counts = [by_label(case) for case in cases]
    for place, label in enumerate(GOALS):
        own = [count[place] for count in counts]
        figure = _figure(label, own, _f1) if any(count.any() for count in own) else None
        if figure:
            yield replace(figure, count=sum(label in case.gold["sdg"] for case in cases))


def _bins(cases: Sequence[Case]) -> Iterator[Bin]:
    counted = [sums for case in cases if (sums := calibration(case)) is not None]
    for place, (count, score, right) in enumerate(np.sum(counted, axis=0) if counted else ()):
        if count:
            yield Bin(place / BINS, int(count), float(score / count), float(right / count))


def _hit(right: bool) -> Array:
    return np.array([1.0, 0.0, 0.0] if right else [0.0, 1.0, 0.0])


def _against(said: frozenset[str], right: frozenset[str], wanted: frozenset[str]) -> Array:
    return np.array([len(said & right), len(said - right), len(wanted - said)], dtype=np.float64)


class _Finder:
    """The measure that a gold line means: by id, else the only one with its title in its document, or anywhere."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        self._by_id = {measure.id: measure for measure in measures}
        self._by_title: dict[str, list[Measure]] = {}
        for measure in measures:
            self._by_title.setdefault(search_key(measure.title), []).append(measure)

    def find(self, line: Mapping[str, Any]) -> Measure | None:
        if str(line["id"]) in self._by_id:
            return self._by_id[str(line["id"])]
        title = search_key(str(line.get("title", "")))
        named = self._by_title.get(title, []) if title else []
        in_document = [measure for measure in named if measure.document == line.get("document")]
        return next((found[0] for found in (in_document, named) if len(found) == 1), None)


def _case(line: Mapping[str, Any], links: Sequence[Link], scores: Sequence[Score]) -> Case:
    standing = [link for link in links if link.status in SETTLED]
    levels = {
        level: frozenset(link.label for link in standing if link.scheme == "sdg" and link.level == level)
        for level in ("primary", "related")
    }
    themes = sorted((link for link in standing if link.scheme == "theme"), key=lambda link: -link.score)
    keys = ("sdg", "sdg_ok", "targets", "viewpoint", "viewpoint_ok", "theme", "theme_ok")
    return Case(
        levels["primary"],
        levels["related"],
        tuple(goal for goal in _ranked("sdg", scores) if goal in GOALS),
        _targets(links, scores),
        frozenset(link.label for link in standing if link.scheme == "viewpoint"),
        themes[0].label if themes else None,
        {key: frozenset(str(label) for label in line.get(key, ())) for key in keys},
        {score.label: score.score for score in scores if score.scheme == "sdg"},
    )


def _targets(links: Sequence[Link], scores: Sequence[Score]) -> tuple[str, ...]:
    """Those put forward as links first, then by score."""
    forward = [link for link in links if link.scheme == "sdg-target" and link.status != "rejected"]
    first = [link.label for link in sorted(forward, key=lambda link: -link.score)]
    return tuple(dict.fromkeys((*first, *_ranked("sdg-target", scores))))


def _ranked(scheme: str, scores: Sequence[Score]) -> list[str]:
    own = [score for score in scores if score.scheme == scheme]
    return [score.label for score in sorted(own, key=lambda score: -score.score)]


def _by_measure(said: Sequence[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for one in said:
        found.setdefault(one.measure, []).append(one)
    return found
