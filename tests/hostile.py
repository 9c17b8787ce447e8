"""A city whose plans were written by somebody who means harm: every text of theirs begins with what could be run."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from factories import town
from planlink.records.findings import Analysis

_NARROW = ('=HYPERLINK("http://203.0.113.9/","x")', "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)", "\t=1+1", "\r=1+1")
FORMULAS = (*_NARROW, "＝1+1", "＋1+1", "－1+1", "＠SUM(1)")
MARKUP = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "</td></table><!--",
    "]]></style></title><h1>",
    "javascript:alert(1)//",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;&#60;script&#62;",
)
_TEXTS = {
    *("title", "text", "name", "path", "department", "groups", "message", "file", "detail", "subject", "printed"),
    *("elements", "raw", "unit", "facts"),
}
"""The fields whose words come from a document."""


def hostile(payload: str, given: Analysis | None = None) -> Analysis:
    """The town with the payload before each text of its documents."""
    found: Analysis = _poisoned(given or town(), payload)
    return found


def _poisoned(value: Any, payload: str, is_text: bool = False) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        told = {one.name: _poisoned(getattr(value, one.name), payload, one.name in _TEXTS) for one in fields(value)}
        return replace(value, **told)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_poisoned(one, payload, is_text) for one in value)
    if isinstance(value, dict):
        return {key: _poisoned(one, payload, is_text) for key, one in value.items()}
    return payload + value if is_text and isinstance(value, str) else value
