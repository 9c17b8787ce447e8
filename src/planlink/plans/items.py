"""Items: basic goals, groups, priority themes with their policies, viewpoints with their lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planlink import knowledge
from planlink.japanese.text import fold, search_key
from planlink.outline.numbering import marker_label, numbering
from planlink.outline.titles import contains, excluded
from planlink.plans.cells import row_cells, unmarked
from planlink.plans.choosing import Entry
from planlink.plans.departments import title_alone
from planlink.plans.levels import Level, barred, kind_of, levels, paragraphs, unique_id
from planlink.records.outline import Outline, PlacedFrame, PlacedTable, Section
from planlink.records.plans import Item


@dataclass(frozen=True, slots=True)
class Found:
    """An item with the level it was found at (None for lines inside frames and tables); `place` counts the sections
    of the document up to the one that it stands in."""

    item: Item
    level: Level | None
    place: int = 0


def items(outline: Outline, document: str, entries: Sequence[Entry]) -> tuple[Found, ...]:
    """All items in reading order, each once."""
    every = levels(outline)
    goals = [_found(level, document, "goal") for level in _goals(every)]
    groups = _groups(entries, document, goals)
    themes = _told_apart([(found, level) for level in every for found in _themes(level, document)])
    views = [(found, level) for level in every for found in _viewpoints(level, document)]
    titled = [(found, found.level) for found in (*goals, *groups)]
    places = {id(level.section): place for place, level in enumerate(every)}
    unique: dict[tuple[str, str], Found] = {}
    for found, level in (*themes, *titled, *views):
        key = (found.item.kind, found.item.id)
        if key not in unique or len(found.item.text) > len(unique[key].item.text):
            here = found.level or level
            unique[key] = replace(found, place=places[id(here.section)] if here else 0)
    return tuple(sorted(unique.values(), key=lambda found: found.place))


def _found(level: Level, document: str, kind: str) -> Found:
    section = level.section
    label = _label(section, kind)
    text = "".join(p.text for p in paragraphs(section)) if kind != "goal" else ""
    title = title_alone(section.title)
    item = Item(level.id(document), document, kind, label, level.numbering, None, title, text, section.page)
    return Found(item, level)


def _label(section: Section, kind: str) -> str | None:
    """Themes carry their printed ordinal (II); goals and groups their marker in normal form."""
    label = marker_label(section.marker)
    if kind == "theme":
        return label[len(section.style.split(":")[1]) :] or section.title
    return label or None


def _goals(every: Sequence[Level]) -> list[Level]:
    """The basic goals: of all headings with the same number the one with most below it (a plan lists its goals
    in its summary and its SDG table too). The review of the last term has goals of its own: they count only in a
    document that has no others."""
    titled = [
        level for level in every if kind_of(level.section) == "goal" and level.title and not excluded(level.title)
    ]
    current = [level for level in titled if not barred(level.above)]
    best: dict[str, tuple[tuple[bool, int], Level]] = {}
    for level in current or titled:
        weight = (not barred((level.section,)), sum(1 for _ in level.section.walk()))
        label = marker_label(level.section.marker)
        if label not in best or weight > best[label][0]:
            best[label] = (weight, level)
    return [level for _, level in best.values()]


def _groups(entries: Sequence[Entry], document: str, goals: Sequence[Found]) -> list[Found]:
    """The levels that measures belong to, each section once; of equal ids the later ones get a #."""
    found: dict[int, Found] = {}
    printed = {entry.group.id(document) for entry in entries if entry.group}
    taken = {goal.item.id for goal in goals}
    for entry in entries:
        if entry.group is None or id(entry.group.section) in found:
            continue
        made = _found(entry.group, document, "group")
        own = made.item.id if made.item.id not in taken else unique_id(made.item.id, taken | printed)
        taken.add(own)
        goal = goal_above(entry.group, goals)
        item = replace(made.item, id=own, parent=goal.item.id if goal else None, text="")
        found[id(entry.group.section)] = Found(item, entry.group)
    return list(found.values())


def goal_above(level: Level, goals: Sequence[Found]) -> Found | None:
    """The basic goal above a level: one of the sections above it, or one whose title such a section repeats;
    titles in a review of the last term or in an appendix repeat nothing."""
    chain = (*level.above, level.section)
    for found in goals:
        if found.level and any(section is found.level.section for section in chain):
            return found
    if barred(chain):
        return None
    titles = {search_key(section.title) for section in chain}
    return next((found for found in goals if search_key(found.item.title) in titles), None)


_POLICY = re.compile(
    r"^[・●○◆■]?\s*(?P<label>(?:基本政策|政策|基本施策|施策|重点施策)\s*\d+(?:\s*[-ー－‐―]\s*(?:施策|取組)?\s*\d+)?)\s*(?P<title>\D.*)$"
)


def _themes(level: Level, document: str) -> Iterator[Found]:
    """Themes as headings, as lines of a frame, as cells; with the policies on the lines that follow."""
    section = level.section
    if kind_of(section) == "theme" and section.title:
        theme = _found(level, document, "theme")
        theme = Found(replace(theme.item, id=f"{document}.{marker_label(section.marker)}"), level)
        yield theme
        yield from _policies([(p.text, p.page) for p in paragraphs(section)], theme.item)
    for piece in section.content:
        lines = _lines(piece) if isinstance(piece, PlacedFrame | PlacedTable) else []
        yield from _listed_themes(lines, document)


def _lines(piece: PlacedFrame | PlacedTable) -> list[tuple[str, int | None]]:
    if isinstance(piece, PlacedFrame):
        return [(line.text, piece.page_of(i)) for i, line in enumerate(piece.frame.lines)]
    return [(line.text, piece.page) for cell in piece.table.cells for line in cell.lines]


def _listed_themes(lines: Sequence[tuple[str, int | None]], document: str) -> Iterator[Found]:
    """Lines 「重点テーマⅠ …」 that are followed by lines of policies."""
    words = knowledge.section_words().kinds["theme"]
    starts = [i for i, (text, _) in enumerate(lines) if _theme_reading(text, words)]
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(lines)
        text, page = lines[start]
        reading = _theme_reading(text, words)
        if reading is None or not any(_POLICY.match(fold(line)) for line, _ in lines[start + 1 : end]):
            continue
        label, title = reading
        item_id = f"{document}.{marker_label(text[: len(text) - len(title)])}"
        item = Item(item_id, document, "theme", label, (label,), None, title, "", page)
        yield Found(item, None)
        yield from _policies(lines[start + 1 : end], item)


def _theme_reading(text: str, words: Sequence[str]) -> tuple[str, str] | None:
    """(ordinal, title) of a line that names a theme."""
    bare = text.lstrip("●○■◆・ ")
    reading = next((r for r in numbering(bare) if r.word in words and r.title), None)
    return (marker_label(reading.marker)[len(reading.word) :], reading.title) if reading else None


def _policies(lines: Sequence[tuple[str, int | None]], theme: Item) -> Iterator[Found]:
    for text, page in lines:
        match = _POLICY.match(fold(text))
        if not match:
            continue
        label = re.sub(r"\s", "", match["label"]).replace("－", "-").replace("ー", "-")
        title = text[len(text) - len(match["title"]) :] if len(fold(text)) == len(text) else match["title"]
        item_id = f"{theme.document}.{label}"
        yield Found(Item(item_id, theme.document, "policy", label, (label,), theme.id, title.strip(), "", page), None)


def _told_apart(found: Sequence[tuple[Found, Level]]) -> list[tuple[Found, Level]]:
    """Policies that have the same label below two themes carry the theme in their ids."""
    parents: dict[str, set[str | None]] = {}
    for one, _ in found:
        parents.setdefault(one.item.id, set()).add(one.item.parent)
    return [
        (_below_theme(one) if one.item.kind == "policy" and len(parents[one.item.id]) > 1 else one, level)
        for one, level in found
    ]


def _below_theme(policy: Found) -> Found:
    item = policy.item
    return replace(policy, item=replace(item, id=f"{item.parent}.{item.label}"))


def viewpoint_label(title: str) -> str | None:
    """DX, GX or デザイン思考 where a title names exactly one of them."""
    key = search_key(title)
    named = [v.label for v in knowledge.viewpoints() if search_key(v.label) in key]
    return named[0] if len(named) == 1 else None


def _viewpoints(level: Level, document: str) -> Iterator[Found]:
    section, label = level.section, viewpoint_label(level.title)
    above = (*level.above, section)
    listed = contains(" ".join(s.title for s in above), knowledge.section_words().by_viewpoint)
    if label and (listed or kind_of(section) == "viewpoint") and len(section.title) < 20:
        item = _found(level, document, "viewpoint").item
        item = replace(item, id=f"{document}.{label}", label=label)
        yield Found(item, level)
        if listed and kind_of(section) != "viewpoint":
            yield from _viewpoint_items(level, item)
    for piece in section.content:
        if isinstance(piece, PlacedTable):
            yield from _defined(piece, document)


def _viewpoint_items(level: Level, viewpoint: Item) -> Iterator[Found]:
    """The bullets below a viewpoint's heading."""
    seen: set[str] = set()
    for path, section in [((), level.section), *level.section.walk()]:
        here = Level(section, (*level.above, level.section, *path) if section is not level.section else level.above)
        for place, paragraph in enumerate((p for p in paragraphs(section) if p.bullet in "・•○●" and p.bullet), 1):
            marks = (*here.numbering, f"・{place}")
            if search_key(paragraph.text) in seen:
                continue
            seen.add(search_key(paragraph.text))
            yield Found(
                Item(
                    ".".join((viewpoint.document, *marks)),
                    viewpoint.document,
                    "viewpoint-item",
                    None,
                    marks,
                    viewpoint.id,
                    paragraph.text,
                    "",
                    paragraph.page,
                ),
                here,
            )


def _defined(piece: PlacedTable, document: str) -> Iterator[Found]:
    """A table whose header names viewpoints defines them: the text is their column."""
    table = piece.table
    heads = {c.column: unmarked(c) for c in row_cells(table, 0)}
    named = {c: label for c, head in heads.items() if len(head) < 20 and (label := viewpoint_label(head))}
    if len(named) < 2:
        return
    for column, label in named.items():
        text = "".join(unmarked(c) for c in table.cells if c.column == column and c.row)
        item_id = f"{document}.{label}"
        yield Found(Item(item_id, document, "viewpoint", label, (label,), None, heads[column], text, piece.page), None)
