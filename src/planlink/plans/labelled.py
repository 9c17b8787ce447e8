"""Indicators printed as a line with labels: 「名称　現状値 52.3％（R5） → 目標値 60％（R11）」."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from planlink import knowledge

_VALUE = r"(?=[年月延累約▲△計]*\s*(?:延べ|累計)?\s*[▲△]?[0-9０-９]|(?:現状)?維持|[－―-](?:[（(\s→⇒➡、，]|$))"
_AROUND = " 　：:、，,／/→⇒➡←⇐"


@dataclass(frozen=True, slots=True)
class Labelled:
    """The parts of such a line as printed; `baseline` is empty where the line has none."""

    name: str
    target: str
    baseline: str


def labelled(text: str) -> Labelled | None:
    """The parts of a line that labels its target, or None: where a label comes twice nobody knows whose value it is."""
    targets, bases = (list(pattern.finditer(text)) for pattern in _labels())
    if len(targets) != 1 or len(bases) > 1:
        return None
    target, base = targets[0], bases[0] if bases else None
    name = text[: min(m.start() for m in (target, base) if m)].strip(_AROUND)
    if len(name) < 2 or name.endswith("。"):
        return None
    if base is None:
        return _made(name, text[target.end() :], "")
    if base.start() < target.start():
        return _made(name, text[target.end() :], text[base.end() : target.start()])
    return _made(name, text[target.end() : base.start()], text[base.end() :])


def is_indicator_line(text: str) -> bool:
    """A line with both labels, and no sentence: an indicator wherever it stands."""
    if len(text) > 120 or text.endswith("。"):
        return False
    parts = labelled(text)
    return parts is not None and bool(parts.baseline)


def _made(name: str, target: str, baseline: str) -> Labelled | None:
    target = target.strip(_AROUND)
    return Labelled(name, target, baseline.strip(_AROUND)) if re.search(r"\w", target) else None


@lru_cache(maxsize=1)
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words for target and baseline that end in 値 or stand before a blank or colon, with a value behind them."""
    columns = knowledge.section_words().columns
    return _label(columns["target"]), _label(columns["baseline"])


def _label(words: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:(?<=[\s　：:、，,／/→⇒➡←⇐）)])|^)(?:{named})(?:[\s　]*[：:]?[\s　]*){_VALUE}")
