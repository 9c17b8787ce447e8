"""The years that a note gives for all values that print none: ※基準値は令和５年度、目標値は令和11年度."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from planlink import knowledge
from planlink.japanese.dates import Years, find_years
from planlink.plans.indicators import Row
from planlink.records.outline import Paragraph, Section

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Noted:
    """The years of baselines and targets."""

    base: Years
    target: Years

    def given(self, row: Row) -> Row:
        """The row with these years where it has none."""
        target, base = row.target, row.baseline
        if target.year is None:
            target = replace(target, year=self.target.last, calendar=self.target.calendar)
        if base is not None and base.year is None:
            base = replace(base, year=self.base.last, calendar=self.base.calendar)
        return replace(row, target=target, baseline=base)


def noted_years(chain: Sequence[Section]) -> Noted | None:
    """What the nearest note says in a section or those above it, the outermost first in `chain`."""
    texts = (p.text for s in reversed(chain) for p in s.content if isinstance(p, Paragraph) and len(p.text) <= LONGEST)
    return next((noted for text in texts if (noted := _noted(text))), None)


def _noted(text: str) -> Noted | None:
    said = _pattern().search(text)
    if said is None:
        return None
    base, target = find_years(said["base"]), find_years(said["target"])
    return Noted(base[0], target[0]) if len(base) == len(target) == 1 else None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    columns = knowledge.section_words().columns
    base, target = ("|".join(sorted(columns[kind], key=len, reverse=True)) for kind in ("baseline", "target"))
    year = r"[^、，。0-9０-９]{0,4}[0-9０-９元]{1,4}年度?"
    return re.compile(
        rf"(?:{base})(?:は|：|:|（|\()(?P<base>{year})[^。]{{0,8}}?(?:{target})(?:は|：|:|（|\()(?P<target>{year})"
    )
