"""What a plan links itself: theme and SDG goals per basic goal, items per viewpoint, policies per theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planlink import knowledge
from planlink.outline.numbering import marker_label, numbering
from planlink.outline.titles import contains
from planlink.plans.items import Found, goal_above
from planlink.plans.levels import Level, barred, levels, paragraphs
from planlink.plans.sdgs import declaration_of, sdgs
from planlink.records.outline import Outline, Paragraph
from planlink.records.plans import Declaration


def declared(outline: Outline, found: Sequence[Found]) -> tuple[Declaration, ...]:
    """All declarations of a document in reading order, each once."""
    every = levels(outline)
    goals = [f for f in found if f.item.kind == "goal"]
    groups = [f for f in found if f.item.kind == "group"]
    made = [
        *((place, d) for place, level in enumerate(every) for d in _themes(level, goals)),
        *sdgs(every, goals, groups),
        *_of_items(found),
    ]
    unique: dict[tuple[str, str, str], Declaration] = {}
    for _, declaration in sorted(made, key=lambda placed: placed[0]):
        unique.setdefault((declaration.subject_id, declaration.scheme, declaration.label), declaration)
    return tuple(unique.values())


def _of_items(found: Sequence[Found]) -> Iterator[tuple[int, Declaration]]:
    by_id = {f.item.id: f.item for f in found}
    for f in found:
        item = f.item
        parent = by_id.get(item.parent or "")
        if item.kind == "viewpoint-item" and parent:
            label = parent.label or parent.title
            yield f.place, declaration_of(item, "viewpoint", label, parent.title, item.page, item.title)
        if item.kind == "policy" and parent:
            label = item.label or item.title
            yield f.place, declaration_of(parent, "policy", label, item.title, item.page, item.title)


def _themes(level: Level, goals: Sequence[Found]) -> Iterator[Declaration]:
    """Lines 「●重点テーマⅠ …」 below a basic goal's heading about themes."""
    goal = goal_above(level, goals)
    words = knowledge.section_words().kinds["theme"]
    if goal is None or not contains(level.title, words) or barred((*level.above, level.section)):
        return
    lines = list(paragraphs(level.section, deep=True))
    for place, paragraph in enumerate(lines):
        reading = next((r for r in numbering(paragraph.text) if r.word in words), None)
        if reading:
            label = marker_label(reading.marker)[len(reading.word) :]
            title, said = _split_slogan(reading.title)
            said = said or _slogan(lines[place + 1] if place + 1 < len(lines) else None)
            yield declaration_of(goal.item, "theme", label, title, paragraph.page, said or title)


def _split_slogan(title: str) -> tuple[str, str]:
    name, _, said = title.partition("～")
    return name.strip(), said.strip("～ ")


def _slogan(paragraph: Paragraph | None) -> str:
    return paragraph.text.strip("～ ") if paragraph and paragraph.text.startswith("～") else ""
