"""Chosen entries → measures (施策): their titles, texts, places and departments (担当課)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planlink.japanese.text import join_lines
from planlink.outline.numbering import marker_label
from planlink.outline.titles import announces
from planlink.plans.choosing import Entry
from planlink.plans.departments import (
    department_in,
    department_of,
    is_department_line,
    title_alone,
    without_department,
)
from planlink.plans.levels import Level, unique_id
from planlink.plans.points import Point
from planlink.plans.prose import body, without_marks
from planlink.plans.turning import turns
from planlink.records.outline import Paragraph
from planlink.records.places import Box
from planlink.records.plans import Measure


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


def _titled(entry: Entry, document: str) -> Measure:
    level, section = entry.level, entry.level.section
    every = list(body(section))
    taken = [piece for piece in every if not is_department_line(piece.text)]
    title = section.title
    if announces(title) and level.above:
        title = level.above[-1].title
    text = "".join(join_lines((one,)) for one in without_marks([without_department(p.text) for p in taken]))
    pages = [piece.page_end for piece in taken if piece.page_end is not None]
    return Measure(
        id=level.id(document),
        document=document,
        numbering=level.numbering,
        path=level.path,
        title=title_alone(title),
        text=text,
        page=section.page,
        page_end=max([*pages, section.page]) if section.page is not None else None,
        box=_around([section.box, *(p.box for p in taken if p.page == section.page)]),
        department=department_in([title, *(piece.text for piece in every)]) or department_of(level),
        turns=turns(text, taken, section.page),
    )


def _pointed(entry: Entry, point: Point, document: str) -> Measure:
    level, first, last = entry.level, point.paragraphs[0], point.paragraphs[-1]
    text = without_department(point.text)
    own = point.own or _is_level(point, level)
    numbering = level.numbering if own else (*level.numbering, *point.marks)
    said = (point.title, *reversed(point.path), point.text)
    return Measure(
        id=".".join((document, *numbering)),
        document=document,
        numbering=numbering,
        path=level.path if own else (*level.path, level.title, *point.path),
        title=title_alone(level.title if own else point.title),
        text=text,
        page=first.page,
        page_end=last.page_end,
        box=_around(_first_page(point.paragraphs)),
        department=point.department or department_in(said) or department_of(level),
        turns=turns(text, point.paragraphs, first.page),
    )


def _is_level(point: Point, level: Level) -> bool:
    """The title is the heading itself: one cell of a table goes through the columns of both."""
    return point.title == level.title and point.marks == (marker_label(level.section.marker),)


def _first_page(paragraphs: Sequence[Paragraph]) -> Iterable[Box | None]:
    return (p.box for p in paragraphs if p.page == paragraphs[0].page)


def _around(boxes: Iterable[Box | None]) -> Box | None:
    around: Box | None = None
    for box in boxes:
        around = box if around is None else around.around(box) if box else around
    return around
