"""The rules of a page and the edges of its cells: which are the same, and at which heights or widths they stand."""

from __future__ import annotations

from collections.abc import Iterable

from planlink.records.places import Box

NEAR = 3.0  # points by which the same rule, or the same edge of a column, may differ

DASH = 36.0  # points: longer strokes are no dashes of one rule
LEVEL = 0.8  # points by which parts of one rule may differ in height


def levels_of(values: Iterable[float]) -> list[float]:
    """Heights (or widths) in order, those of the same rule once."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > NEAR:
            levels.append(value)
    return levels


def whole_rules(rules: Iterable[Box]) -> list[Box]:
    """Level strokes at one height that follow each other closely as one rule."""
    whole: list[Box] = []
    for rule in sorted((r for r in rules if r.height <= NEAR), key=lambda r: (round(r.top), r.x0)):
        last = whole[-1] if whole else None
        gap = 4 * NEAR if rule.width <= DASH else NEAR
        if last and abs(last.top - rule.top) <= LEVEL and last.x0 - gap <= rule.x1 and rule.x0 <= last.x1 + gap:
            whole[-1] = last.around(rule)
        else:
            whole.append(rule)
    return whole


def whole_uprights(rules: Iterable[Box]) -> list[Box]:
    """Upright strokes at one place that follow each other closely as one rule: programs draw them row by row."""
    whole: list[Box] = []
    for rule in sorted((r for r in rules if r.width <= NEAR), key=lambda r: (round(r.x0 + r.x1), r.top)):
        last = whole[-1] if whole else None
        if last and abs(last.x0 + last.x1 - rule.x0 - rule.x1) <= 2 * LEVEL and rule.top <= last.bottom + NEAR:
            whole[-1] = last.around(rule)
        else:
            whole.append(rule)
    return whole
