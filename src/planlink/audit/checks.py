"""The ordered list of checks, and their drafts put into words."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from planlink.audit import (
    achievements,
    apart,
    beside,
    channels,
    coverage,
    declared,
    figures,
    grades,
    indicators,
    leftovers,
    mapping,
    names,
    priorities,
    promises,
    proposals,
    reading,
    slips,
    tracing,
    viewpoints,
    wording,
)
from planlink.audit.matter import Draft, Matter
from planlink.records.findings import Finding

CHECKS: tuple[Callable[[Matter], Iterator[Draft]], ...] = (
    indicators.target_years,
    indicators.cumulative_periods,
    indicators.without_baseline,
    indicators.not_better,
    indicators.groups_without,
    figures.differing_values,
    figures.differing_years,
    grades.differing_grades,
    beside.goals_without_target,
    wording.goal_names,
    wording.theme_names,
    slips.era_years,
    slips.counts,
    slips.doubled_particles,
    declared.wording,
    mapping.declared_unsupported,
    mapping.evident_undeclared,
    mapping.evident_once,
    tracing.viewpoint_items,
    coverage.goals_without_measures,
    coverage.themes_without_measures,
    coverage.viewpoints_without_measures,
    viewpoints.missing,
    figures.carried_over,
    figures.lowered,
    figures.other_definitions,
    beside.targets_in_words,
    beside.baseline_years,
    beside.old_baselines,
    beside.calendars,
    beside.cumulative_without_start,
    beside.cumulative_without_baseline,
    beside.shared_blocks,
    beside.scales,
    beside.kindred_units,
    beside.plans_without_indicators,
    apart.far_indicators,
    names.differing_names,
    declared.full_stops,
    declared.other_elements,
    declared.elements_without_measures,
    viewpoints.definitions,
    viewpoints.without_indicator,
    viewpoints.unlisted_measures,
    priorities.policies_without_measures,
    priorities.measures_outside,
    tracing.measures_without_counterpart,
    channels.other_channels,
    slips.stray_spellings,
    slips.punctuation,
    leftovers.placeholders,
    leftovers.objects_without_verb,
    leftovers.particles_missing,
    leftovers.repeated,
    leftovers.colons,
    promises.stronger_items,
    achievements.other_figures,
    proposals.unanswered,
    reading.doubts,
    reading.contents,
)
_ORDER = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Wording:
    """A check's Japanese name, its usual severity, and its message with {facts}."""

    name: str
    severity: str
    message: str


@lru_cache(maxsize=1)
def wordings() -> dict[str, Wording]:
    """The words of every check by its code."""
    text = files("planlink.audit").joinpath("checks.toml").read_text(encoding="utf-8")
    return {code: Wording(w["name"], w["severity"], w["message"]) for code, w in tomllib.loads(text).items()}


def audit(matter: Matter) -> tuple[Finding, ...]:
    """All findings, errors first, each check in its order."""
    found = [_worded(draft) for check in CHECKS for draft in check(matter)]
    return tuple(sorted(found, key=lambda f: _ORDER[f.severity]))


def _worded(draft: Draft) -> Finding:
    words = wordings()[draft.check]
    return Finding(
        id=f"{draft.check}:{draft.subject}",
        check=draft.check,
        severity=draft.severity or words.severity,
        shown=draft.shown,
        message=words.message.format(**draft.facts),
        places=draft.places,
        facts=dict(draft.facts),
    )
