"""The ordered list of checks, and their drafts put into words."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from planlink.audit import coverage, indicators, mapping, reading, tracing, wording
from planlink.audit.matter import Draft, Matter
from planlink.records.findings import Finding

CHECKS: tuple[Callable[[Matter], Iterator[Draft]], ...] = (
    indicators.target_years,
    indicators.cumulative_periods,
    indicators.without_baseline,
    indicators.not_better,
    indicators.groups_without,
    wording.goal_names,
    wording.theme_names,
    mapping.declared_unsupported,
    mapping.evident_undeclared,
    tracing.viewpoint_items,
    coverage.goals_without_measures,
    coverage.themes_without_measures,
    coverage.viewpoints_without_measures,
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
