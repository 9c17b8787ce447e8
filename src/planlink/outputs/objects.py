"""Records → the JSON objects of the ten export files, field for field as promised to other tools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planlink.outputs.rows import Index, neat, rounded
from planlink.records.findings import Analysis, Coverage, Finding
from planlink.records.links import Alignment, Evidence, Link, Score
from planlink.records.places import Box
from planlink.records.plans import Declaration, Indicator, Item, Measure, Plan, Quantity

Object = dict[str, Any]

FILES = (
    "documents",
    "items",
    "measures",
    "indicators",
    "declared",
    "links",
    "scores",
    "coverage",
    "alignments",
    "findings",
)

WEIGHT_DIGITS = 4
"""Enough for the parts of a link to add up to its score, few enough to be the same on every run."""


def objects(analysis: Analysis) -> dict[str, list[Object]]:
    """File name (without its ending) → its objects, documents in their order, then in reading order."""
    index, plans = Index.of(analysis), analysis.plans
    return {
        "documents": [_document(plan) for plan in plans],
        "items": [_item(one) for plan in plans for one in plan.items],
        "measures": [_measure(one) for plan in plans for one in plan.measures],
        "indicators": [_indicator(one) for plan in plans for one in plan.indicators],
        "declared": [_declaration(one) for plan in plans for one in plan.declared],
        "links": [_link(one) for one in _in_order(analysis.links, index)],
        "scores": [_score(one) for one in _in_order(analysis.scores, index)],
        "coverage": [_coverage(one) for one in analysis.coverage],
        "alignments": [_alignment(one) for one in analysis.alignments],
        "findings": [_finding(one) for one in analysis.findings],
    }


def _in_order(found: Iterable[Any], index: Index) -> list[Any]:
    return sorted(found, key=lambda one: index.order.get(one.measure, len(index.order)))


def _document(plan: Plan) -> Object:
    period = plan.period
    return {
        "id": plan.id,
        "file": plan.file,
        "title": plan.title,
        "role": plan.role,
        "pages": plan.pages,
        "period": {"start": period.start, "end": period.end} if period else None,
        "sha256": plan.sha256,
        "quality": rounded(plan.quality),
    }


def _item(one: Item) -> Object:
    return {
        "id": one.id,
        "document": one.document,
        "kind": one.kind,
        "label": one.label,
        "numbering": list(one.numbering),
        "parent": one.parent,
        "title": one.title,
        "text": one.text,
        "page": one.page,
    }


def _measure(one: Measure) -> Object:
    return {
        "id": one.id,
        "document": one.document,
        "numbering": list(one.numbering),
        "path": list(one.path),
        "title": one.title,
        "text": one.text,
        "page": one.page,
        "page_end": one.page_end,
        "box": _box(one.box),
        "department": one.department,
        "review": list(one.review),
    }


def _indicator(one: Indicator) -> Object:
    return {
        "id": one.id,
        "document": one.document,
        "kind": one.kind,
        "name": one.name,
        "path": list(one.path),
        "groups": list(one.groups),
        "target": _quantity(one.target),
        "baseline": _quantity(one.baseline) if one.baseline else None,
        "actual": _quantity(one.actual) if one.actual else None,
        "cumulative": one.cumulative,
        "page": one.page,
        "box": _box(one.box),
        "raw": one.raw,
        "review": list(one.review),
    }


def _box(one: Box | None) -> list[float] | None:
    return [round(side, 2) for side in one] if one else None


def _quantity(one: Quantity) -> Object:
    return {
        "value": neat(one.value),
        "unit": one.unit,
        "text": one.text,
        "bound": one.bound,
        "year": one.year,
        "year_start": one.year_start,
        "calendar": one.calendar,
        "base": {"value": neat(one.base.value), "unit": one.base.unit} if one.base else None,
    }


def _declaration(one: Declaration) -> Object:
    return {
        "document": one.document,
        "subject": one.subject,
        "subject_id": one.subject_id,
        "scheme": one.scheme,
        "label": one.label,
        "name": one.name,
        "page": one.page,
        "text": one.text,
    }


def _link(one: Link) -> Object:
    return {
        "measure": one.measure,
        "scheme": one.scheme,
        "label": one.label,
        "name": one.name,
        "level": one.level,
        "score": rounded(one.score),
        "status": one.status,
        "declared": one.declared,
        "stale": one.stale,
        "evidence": [_evidence(part) for part in one.evidence],
        "chance": None if one.chance is None else rounded(one.chance),
    }


def _evidence(part: Evidence) -> Object:
    return {
        "text": part.text,
        "start": part.start,
        "end": part.end,
        "page": part.page,
        "weight": round(part.weight, WEIGHT_DIGITS) + 0.0,
    }


def _score(one: Score) -> Object:
    return {"measure": one.measure, "scheme": one.scheme, "label": one.label, "score": rounded(one.score)}


def _coverage(one: Coverage) -> Object:
    return {
        "subject_id": one.subject_id,
        "scheme": one.scheme,
        "label": one.label,
        "score": rounded(one.score),
        "state": one.state,
        "measures": list(one.measures),
    }


def _alignment(one: Alignment) -> Object:
    return {
        "source": one.source,
        "target": one.target,
        "score": rounded(one.score),
        "status": one.status,
        "evidence": [_evidence(part) for part in one.evidence],
        "document": one.document,
    }


def _answer(one: Finding) -> Object | None:
    if one.answer is None:
        return None
    said = one.answer
    told = {"verdict": said.verdict, "department": said.department, "reason": said.reason, "when": said.when}
    return {**told, "stale": not one.settled}


def _finding(one: Finding) -> Object:
    return {
        "id": one.id,
        "check": one.check,
        "severity": one.severity,
        "shown": one.shown,
        "message": one.message,
        "places": [{"document": place.document, "page": place.page, "text": place.text} for place in one.places],
        "answer": _answer(one),
    }
