"""The fields of the ten export files with their types: columns of csv, xlsx and parquet, also where a file is empty.

A type is text, whole, number, flag, [texts], or a structure of such fields; `[…]` around one is a list of it.
"""

from __future__ import annotations

from types import MappingProxyType

Type = str | dict[str, "Type"] | list["Type"]

_BASE: dict[str, Type] = {"value": "number", "unit": "text"}
_QUANTITY: dict[str, Type] = {
    "value": "number",
    "unit": "text",
    "text": "text",
    "bound": "text",
    "year": "whole",
    "year_start": "whole",
    "calendar": "flag",
    "base": _BASE,
}
_EVIDENCE: dict[str, Type] = {"text": "text", "start": "whole", "end": "whole", "page": "whole", "weight": "number"}
_ANSWER: dict[str, Type] = {
    "verdict": "text",
    "department": "text",
    "reason": "text",
    "when": "text",
    "stale": "flag",
}
_PLACE: dict[str, Type] = {"document": "text", "page": "whole", "text": "text"}

FIELDS: MappingProxyType[str, dict[str, Type]] = MappingProxyType(
    {
        "documents": {
            "id": "text",
            "file": "text",
            "title": "text",
            "role": "text",
            "pages": "whole",
            "period": {"start": "whole", "end": "whole"},
            "sha256": "text",
            "quality": "number",
        },
        "items": {
            "id": "text",
            "document": "text",
            "kind": "text",
            "label": "text",
            "numbering": ["text"],
            "parent": "text",
            "title": "text",
            "text": "text",
            "page": "whole",
        },
        "measures": {
            "id": "text",
            "document": "text",
            "numbering": ["text"],
            "path": ["text"],
            "title": "text",
            "text": "text",
            "page": "whole",
            "page_end": "whole",
            "box": ["number"],
            "department": "text",
            "review": ["text"],
        },
        "indicators": {
            "id": "text",
            "document": "text",
            "kind": "text",
            "name": "text",
            "path": ["text"],
            "groups": ["text"],
            "target": _QUANTITY,
            "baseline": _QUANTITY,
            "actual": _QUANTITY,
            "cumulative": "flag",
            "page": "whole",
            "box": ["number"],
            "raw": "text",
            "review": ["text"],
        },
        "declared": {
            "document": "text",
            "subject": "text",
            "subject_id": "text",
            "scheme": "text",
            "label": "text",
            "name": "text",
            "page": "whole",
            "text": "text",
        },
        "links": {
            "measure": "text",
            "scheme": "text",
            "label": "text",
            "name": "text",
            "level": "text",
            "score": "number",
            "status": "text",
            "declared": "flag",
            "stale": "flag",
            "evidence": [_EVIDENCE],
            "chance": "number",
        },
        "scores": {"measure": "text", "scheme": "text", "label": "text", "score": "number"},
        "coverage": {
            "subject_id": "text",
            "scheme": "text",
            "label": "text",
            "score": "number",
            "state": "text",
            "measures": ["text"],
        },
        "alignments": {
            "source": "text",
            "target": "text",
            "score": "number",
            "status": "text",
            "evidence": [_EVIDENCE],
            "document": "text",
        },
        "findings": {
            "id": "text",
            "check": "text",
            "severity": "text",
            "shown": "flag",
            "message": "text",
            "places": [_PLACE],
            "answer": _ANSWER,
        },
    }
)
