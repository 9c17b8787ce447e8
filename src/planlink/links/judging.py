"""How good a model is on its own training text, from what it says of examples that it was not trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from planlink.links.agreement import by_tenth, calibration_error, counted, f1
from planlink.links.budget import SHARE, how_many
from planlink.links.classifier import Chance, Label
from planlink.links.cutting import Said, linked
from planlink.meaning.tfidf import Array

PLANS, PLAN = 500, 48  # drawn, and texts in each


def figures(labels: Sequence[Label], said: Said) -> dict[str, float]:
    """Strict F1 (primary against primary) over all goals and as the mean of the goals, lenient F1 (related grades are
    tolerated), the share of related links that are right, the viewpoints' F1, and the calibration error: how far the
    goals' scores lie from the share that is primary, by tenths of the score, related grades left out. Of texts without
    any goal, the share that is linked all the same."""
    goals, views = ([n for n, label in enumerate(labels) if label[0] == scheme] for scheme in ("sdg", "viewpoint"))
    wanted, right = said.grades == 1.0, said.grades > 0.0
    either, related = said.primary | said.related, said.related[:, goals]
    return {
        "strict_f1": float(f1(counted(said.primary[:, goals], wanted[:, goals], wanted[:, goals]))),
        "macro_f1": float(np.mean(list(by_label(labels, said).values()))),
        "lenient_f1": float(f1(counted(either[:, goals], right[:, goals], wanted[:, goals]))),
        "related_right": float((related & right[:, goals]).sum() / max(1, related.sum())),
        "viewpoint_f1": float(f1(counted(said.primary[:, views], wanted[:, views], wanted[:, views]))),
        "none_linked": float(either[(said.grades[:, goals] == 0.0).all(axis=1)][:, goals].any(axis=1).mean()),
        "calibration_error": _calibration_error(said.scores[:, goals], said.grades[:, goals]),
    }


def by_label(labels: Sequence[Label], said: Said) -> dict[str, float]:
    """The strict F1 of each goal."""
    wanted = said.grades == 1.0
    return {
        label: float(f1(counted(said.primary[:, n], wanted[:, n], wanted[:, n])))
        for n, (scheme, label) in enumerate(labels)
        if scheme == "sdg"
    }


def budget_kept(labels: Sequence[Label], said: Said, chances: Mapping[str, Chance]) -> dict[str, float]:
    """What a review budget is worth: of plans of 48 texts drawn at random, the share of links that must be looked at,
    the share of the other links that is right, and the share of plans where at least `SHARE` of them are."""
    chance = np.zeros_like(said.scores)
    for name, some in linked(labels, said).items():
        chance[some] = chances[name].of(said.scores[some])
    draw, found = np.random.default_rng(0), []
    for _ in range(PLANS):
        rows = draw.choice(len(said.grades), PLAN, replace=False)
        chances_there, grades = chance[rows][chance[rows] > 0.0], said.grades[rows][chance[rows] > 0.0]
        order = np.argsort(chances_there, kind="stable")
        rest = order[how_many(chances_there) :]
        right = float((grades[rest] > 0.0).mean()) if len(rest) else 1.0
        found.append((1.0 - len(rest) / len(order), right, float(right >= SHARE)))
    return dict(zip(("looked_at", "rest_right", "kept"), np.mean(found, axis=0).tolist(), strict=True))


def _calibration_error(scores: Array, grades: Array) -> float:
    clear = grades != 0.5
    return float(calibration_error(by_tenth(scores[clear], grades[clear])))
