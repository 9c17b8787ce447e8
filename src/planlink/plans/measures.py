"""Measures (施策): the lowest titled entries or bullets under a heading that announces concrete measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planlink import knowledge
from planlink.japanese.text import join_lines
from planlink.outline.stream import is_indicator_title
from planlink.plans.labelled import is_indicator_line
from planlink.plans.levels import Level, announces, barred, excluded, kind_of, levels, named_word, unique_id
from planlink.plans.points import Point, plain_points, points
from planlink.records.outline import Content, Outline, Paragraph, PlacedFrame, PlacedTable, Section
from planlink.records.places import Box
from planlink.records.plans import Measure


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure's place in the tree: its section, or a point of it; `group` is the level that it belongs to."""

    level: Level
    point: Point | None
    group: Level | None


def entries(outline: Outline) -> tuple[Entry, ...]:
    """Where the measures of a document stand, in reading order. Of nested announcing headings the inmost counts;
    a plan without any takes the lowest entries below its basic goals."""
    every = levels(outline)
    found = [level for level in every if announces(level.title) and not barred((*level.above, level.section))]
    inmost = [level for level in found if not any(level.section in other.above for other in found)]
    chosen = [entry for level in inmost for entry in _below(level)]
    if chosen:
        places = {id(level.section): place for place, level in enumerate(every)}
        whole = (*chosen, *_lone_groups(every, chosen))
        return tuple(sorted(whole, key=lambda entry: places[id(entry.level.section)]))
    goals = [level for level in every if kind_of(level.section) == "goal" and not barred(level.above)]
    below = tuple(entry for level in goals if _has_prose(level.section) for entry in _below(level))
    return below or _by_name(every)


def _lone_groups(every: Sequence[Level], chosen: Sequence[Entry]) -> Iterator[Entry]:
    """Groups that announce nothing beside groups that do (施策２-３ with prose alone): measures themselves."""
    groups = [e.group for e in chosen if e.group and _is_below_goal(e.group)]
    known = {(group.section.style, tuple(map(id, group.above[:-1]))) for group in groups}
    taken = {id(section) for e in chosen for section in (*e.level.above, e.level.section)}
    for level in every:
        if (level.section.style, tuple(map(id, level.above[:-1]))) not in known or not _is_below_goal(level):
            continue
        empty = not _children(level.section) and bool(_prose(level.section.content))
        if empty and id(level.section) not in taken and not excluded(level.title):
            yield Entry(level, None, level)


def _is_below_goal(level: Level) -> bool:
    """A numbered heading directly below a basic goal."""
    return level.section.number is not None and bool(level.above) and kind_of(level.above[-1]) == "goal"


def _by_name(every: Sequence[Level]) -> tuple[Entry, ...]:
    """Numbered headings that call themselves measures (施策１, 取組1-2), the lowest of them."""
    words = knowledge.section_words().measures
    named = [v for v in every if named_word(v.section) in words and not barred((*v.above, v.section))]
    lowest = [v for v in named if not any(v.section in other.above for other in named) and _has_prose(v.section)]
    return tuple(
        Entry(level, None, _owner(Level(level.above[-1], level.above[:-1])) if level.above else None)
        for level in lowest
    )


def measures(document: str, found: Sequence[Entry]) -> tuple[Measure, ...]:
    """The measures as records; `goal` and `group` are filled in by the items that stand above them."""
    read = [_pointed(entry, entry.point, document) if entry.point else _titled(entry, document) for entry in found]
    printed = {measure.id for measure in read}
    taken: set[str] = set()
    made: list[Measure] = []
    for measure in read:
        own = measure.id if measure.id not in taken else unique_id(measure.id, taken | printed)
        taken.add(own)
        made.append(replace(measure, id=own))
    return tuple(made)


def _below(level: Level) -> Iterator[Entry]:
    """The measures below an announcing heading."""
    section = level.section
    children = [c for c in section.sections if not excluded(c.title)]
    listed = announces(level.title) and not _children(section)
    bullets = points(section.content) if listed else plain_points(section.content)
    if bullets and (not children or (announces(level.title) and not _has_sections_first(section))):
        yield from (Entry(level, point, _owner(level)) for point in bullets)
    elif children:
        deeper = any(_children(c) for c in children)
        for child in children:
            yield from _leaves(Level(child, (*level.above, section)), deeper)
    elif announces(level.title) and _prose(section.content):
        yield Entry(level, None, _owner(level))


def _leaves(level: Level, grouped: bool) -> Iterator[Entry]:
    """The lowest entries of a group; a group with nothing below it is a measure itself."""
    children = _children(level.section)
    if not children:
        yield Entry(level, None, level if grouped else _owner(level.parent) or level)
        return
    for child in children:
        below = Level(child, (*level.above, level.section))
        if _children(child):
            yield from _leaves(below, grouped)
        else:
            yield Entry(below, None, level)


def _children(section: Section) -> list[Section]:
    return [c for c in section.sections if c.number is not None and not excluded(c.title)]


def _has_sections_first(section: Section) -> bool:
    """Numbered entries with prose are the measures, even where bullets stand before them."""
    numbered = [c for c in section.sections if c.number is not None and not excluded(c.title)]
    return bool(numbered) and all(_has_prose(c) for c in numbered) and not plain_points(section.content)


def _has_prose(section: Section) -> bool:
    return bool(_prose(section.content)) or any(_has_prose(child) for child in section.sections)


def _owner(level: Level) -> Level | None:
    """The nearest level above (or the level itself) that is neither announcing nor a basic goal nor a chapter."""
    chain = [*level.above, level.section]
    for index in range(len(chain) - 1, -1, -1):
        section = chain[index]
        if kind_of(section) == "goal" or section.style in ("chapter", "part"):
            return None
        if not announces(section.title):
            return Level(section, tuple(chain[:index]))
    return None


def _titled(entry: Entry, document: str) -> Measure:
    level, section = entry.level, entry.level.section
    taken = list(_body(section))
    text = "".join(_sentence(piece) for piece in taken)
    title = section.title
    if announces(title) and level.above:
        title = level.above[-1].title
    pages = [piece.page_end for piece in taken if piece.page_end is not None]
    return Measure(
        id=level.id(document),
        document=document,
        numbering=level.numbering,
        path=level.path,
        title=title,
        text=text,
        page=section.page,
        page_end=max([*pages, section.page]) if section.page is not None else None,
        box=_box(section, taken),
    )


def _pointed(entry: Entry, point: Point, document: str) -> Measure:
    level, first, last = entry.level, point.paragraphs[0], point.paragraphs[-1]
    numbering = (*level.numbering, *point.marks)
    return Measure(
        id=".".join((document, *numbering)),
        document=document,
        numbering=numbering,
        path=(*level.path, level.title, *point.path),
        title=point.title,
        text=point.text,
        page=first.page,
        page_end=last.page_end,
        box=_around([p.box for p in point.paragraphs if p.page == first.page]),
    )


def _body(section: Section) -> Iterator[Paragraph]:
    """The paragraphs of a measure: its own, and those of unnumbered headings below; captions behind an indicator
    block and notes do not belong to it."""
    behind = False
    for piece in section.content:
        if isinstance(piece, Paragraph):
            if is_indicator_title(piece.text):
                behind = True
            elif not _caption(piece) and (not behind or piece.text.endswith("。")):
                yield piece
        elif not piece.floated and _is_indicator_block(piece):
            behind = True
    for child in section.sections:
        if child.number is None and not excluded(child.title):
            yield from _body(child)


def _caption(paragraph: Paragraph) -> bool:
    text = paragraph.text
    framed = text[:1] in "《〈＜" and text[-1:] in "》〉＞"
    return framed or paragraph.bullet in ("※", "⇒") or is_indicator_line(text)


def _is_indicator_block(piece: PlacedFrame | PlacedTable) -> bool:
    if isinstance(piece, PlacedTable):
        return True
    return any(is_indicator_title(line.text) for line in piece.frame.lines[:2])


def _prose(content: Sequence[Content]) -> list[Paragraph]:
    return [c for c in content if isinstance(c, Paragraph) and not _caption(c) and len(c.text) > 8]


def _sentence(paragraph: Paragraph) -> str:
    return join_lines((paragraph.text,))


def _box(section: Section, taken: Sequence[Paragraph]) -> Box | None:
    """The box around the title and the text on the page where the measure begins."""
    return _around([section.box, *(p.box for p in taken if p.page == section.page)])


def _around(boxes: Sequence[Box | None]) -> Box | None:
    around: Box | None = None
    for box in boxes:
        around = box if around is None else around.around(box) if box else around
    return around
