"""Checks on what papers of achievements (実績) say of an indicator. A delicate matter: only shown where it is asked
for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planlink.audit.matter import Draft, Matter, live, place_of, sheet
from planlink.japanese.text import fold
from planlink.japanese.tokens import content
from planlink.records.places import Place
from planlink.records.plans import Indicator, Passage

ENOUGH, MOST = 2, 0.6
"""Content words that a passage has of the indicator's name: so many, and so large a part."""
TOGETHER = 2  # passages: on slides a caption and its figure stand apart


def other_figures(matter: Matter) -> Iterator[Draft]:
    """A passage with the words of an indicator's name and a number of its unit."""
    papers = [plan for plan in matter.plans if plan.role == "achievements"]
    for plan in matter.plans:
        others = [paper for paper in papers if paper.id != plan.id]
        for indicator in live(plan):
            if indicator.target.unit:
                for paper in others:
                    yield from _found(indicator, paper.passages)


def _found(indicator: Indicator, passages: Sequence[Passage]) -> Iterator[Draft]:
    words = content(re.sub(r"[（(][^（）()]*[）)]", "", indicator.name))
    number = re.compile(r"\d[\d,.]*\s*" + re.escape(fold(indicator.target.unit or "")))
    for first in range(len(passages)):
        near = passages[first : first + TOGETHER]
        text = " ".join(passage.text for passage in near)
        shared = words & content(near[0].text)
        if len(shared) >= ENOUGH and len(shared) >= MOST * len(words) and number.search(fold(text)):
            place = Place(near[0].document, near[0].page, text)
            facts = {
                "name": indicator.name,
                "page": sheet(indicator.page),
                "baseline": (indicator.baseline.text if indicator.baseline else None) or "記載なし",
                "target": indicator.target.text or "",
                "document": near[0].document,
                "text": text,
                "where": sheet(near[0].page),
            }
            yield Draft(
                "achievement-differs", f"{indicator.id}:{near[0].id}", facts, (place_of(indicator), place), shown=False
            )
