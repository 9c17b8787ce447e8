"""Blocks of indicators find their owners: a box that floats into another group goes back to its own, one that
several groups share belongs to each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planlink import knowledge
from planlink.japanese.dates import Years, find_years
from planlink.japanese.text import fold
from planlink.outline.numbering import marker_label
from planlink.outline.stream import is_indicator_title
from planlink.outline.titles import announces, contains
from planlink.plans.headers import table_columns
from planlink.plans.indicators import Row, entry_row, frame_rows, table_rows, text_rows
from planlink.plans.items import Found, goal_above
from planlink.plans.labelled import is_indicator_line, labelled
from planlink.plans.levels import Level, barred, levels
from planlink.records.outline import Outline, Paragraph, PlacedFrame, PlacedTable, Section
from planlink.records.places import Box
from planlink.records.plans import Indicator

_SHARED = re.compile(r"※?\s*([^\s※【】、,]{1,6}?)\s*(~|-|及び|と|・|、|,)\s*([^\s※【】、,]{1,6}?)\s*(?:の)?共通")
_ENTRY = re.compile(  # name：value（year）← value（year）, or without the colon where a blank parts name and value
    r"[^:←→⇒]{2,60}(?::|\s(?=[^\s:←→⇒]*\d[^\s:←→⇒]*\([^()]*\d[^()]*\)\s*[→⇒]))[^:←→⇒]*\d[^:←→⇒]*[←→⇒][^:←→⇒]*\d[^:←→⇒]*$"
)


@dataclass(frozen=True, slots=True)
class Block:
    """Indicators that stand together: their rows, where they stand, and what the block says of its owners."""

    rows: tuple[Row, ...]
    level: Level
    kind: str
    page: int | None
    pages: tuple[int | None, ...]
    floated: bool
    shared: tuple[str, str] | None
    box: Box | None = None


def blocks(outline: Outline) -> tuple[Block, ...]:
    """All blocks in reading order."""
    return tuple(block for level in levels(outline) for block in _blocks(level))


def _blocks(level: Level) -> Iterator[Block]:
    kind, year = _kind(level), _heading_year(level)
    found = False
    for piece in level.section.content:
        block = None if isinstance(piece, Paragraph) else _block(piece, level, kind, year)
        if block:
            found = True
            yield block
    words = knowledge.section_words()
    if not found and kind in ("goal", "past") and contains(level.title, (*words.targets, *words.indicators)):
        rows = text_rows(_flat(level.section), year or _table_year(level.section))
        if rows:
            found = True
            page = level.section.page
            yield Block(rows, level, kind, page, (page,) * len(rows), False, None)
    if not found:
        yield from _lines(level, kind, year)


def _lines(level: Level, kind: str, year: Years | None) -> Iterator[Block]:
    """Indicators on lines of their own: with both labels (現状値 … → 目標値 …), or below a heading that announces them
    with one, or with a colon and an arrow."""
    announced = is_indicator_title(level.title) or contains(level.title, knowledge.section_words().targets)
    for paragraph in level.section.content:
        if not isinstance(paragraph, Paragraph):
            continue
        told = is_indicator_line(paragraph.text) or (announced and _is_entry(paragraph.text))
        row = entry_row(paragraph.text, year) if told else None
        if row:
            yield Block((row,), level, kind, paragraph.page, (paragraph.page,), False, None, paragraph.box)


def _is_entry(text: str) -> bool:
    if len(text) > 120 or text.endswith("。"):
        return False
    return labelled(text) is not None or _ENTRY.match(fold(text)) is not None


def _block(piece: PlacedFrame | PlacedTable, level: Level, kind: str, year: Years | None) -> Block | None:
    if isinstance(piece, PlacedFrame):
        title = " ".join(line.text for line in piece.frame.lines[:2])
        if not any(is_indicator_title(line.text) for line in piece.frame.lines[:2]):
            return None
        rows = frame_rows(piece.frame, year)
        pages = (piece.page,) * len(rows)
        return Block(rows, level, kind, piece.page, pages, piece.floated, _shared(title), piece.frame.box)
    columns = table_columns(piece.table)
    if columns is None:
        return None
    placed = table_rows(piece.table, columns, year)
    rows = tuple(row for _, row in placed)
    pages = tuple(piece.pages[index] if index < len(piece.pages) else piece.page for index, _ in placed)
    return Block(rows, level, kind, piece.page, pages, piece.floated, None, piece.table.box) if rows else None


def _kind(level: Level) -> str:
    """past in a review of the last term, goal below a heading of numeric targets, else kpi."""
    words = knowledge.section_words()
    chain = (*level.above, level.section)
    if barred(chain) and contains(" ".join(s.title for s in chain), words.review):
        return "past"
    return "goal" if contains(level.title, words.targets) else "kpi"


def _heading_year(level: Level) -> Years | None:
    found = find_years(level.title)
    return found[-1] if found else None


def _table_year(section: Section) -> Years | None:
    """The year in the header that a converter left among the lines."""
    for text in _flat(section)[:6]:
        found = find_years(text)
        if found and contains(text, ("年度",)) and len(text) < 40:
            return found[0]
    return None


def _flat(section: Section) -> list[str]:
    """The lines of a section and of the entries below it, as a converter left them."""
    lines = [p.bullet * (p.bullet != "※") + p.text for p in section.content if isinstance(p, Paragraph)]
    for child in section.sections:
        lines += [child.marker + child.title, *_flat(child)]
    return lines


def _shared(title: str) -> tuple[str, str] | None:
    found = _SHARED.search(fold(title))
    return (found[1], found[3]) if found else None


def indicators(
    found: Sequence[Block], goals: Sequence[Found], groups: Sequence[Found], document: str
) -> tuple[Indicator, ...]:
    """Every indicator with the groups that it belongs to. Its id rests on the numbering of its (first) owner and its
    place among that owner's: what another group gains or loses does not change it."""
    made: list[Indicator] = []
    counts: Counter[str] = Counter()
    taken: set[str] = set()
    for block in found:
        owners = _owners(block, goals, groups, taken, found)
        taken.update(owner.item.id for owner in owners)
        for place, row in enumerate(block.rows):
            owner = owners[0].item.id if owners else block.level.id(document)
            counts[owner] += 1
            made.append(_indicator(block, row, place, owners, document, f"{owner}.指標{counts[owner]}"))
            if not owners and block.kind == "kpi":
                made[-1] = replace(made[-1], groups=_part_above(block.level, groups))
    return tuple(made)


def _owners(
    block: Block, goals: Sequence[Found], groups: Sequence[Found], taken: set[str], every: Sequence[Block]
) -> tuple[Found, ...]:
    goal = goal_above(block.level, goals)
    if block.kind == "past":
        return ()
    if block.kind == "goal":
        return (goal,) if goal else ()
    siblings = [g for g in groups if goal is None or g.item.parent == goal.item.id]
    here = next((g for g in siblings if _inside(block.level, g)), None)
    if block.shared:
        return _between(block.shared, siblings) or ((here,) if here else ())
    if here and (block.floated or _second_comes(block, here, every)):
        place = siblings.index(here)
        before = siblings[place - 1] if place else None
        if before and before.item.id not in taken:
            return (before,)
    if here and not goals and _closes_part(here, groups, every):
        return ()
    return (here,) if here else ((goal,) if goal else ())


def _closes_part(group: Found, groups: Sequence[Found], every: Sequence[Block]) -> bool:
    """Blocks stand behind the last group of each part (of several at least), never behind another group: they are
    the part's."""
    inside = [g for b in every if b.kind == "kpi" for g in groups if _inside(b.level, g)]
    several = sum(b.kind == "kpi" for b in every) > 1
    return several and len(_beside(group, groups)) > 1 and all(_beside(g, groups)[-1] is g for g in inside)


def _beside(group: Found, groups: Sequence[Found]) -> list[Found]:
    """The groups of the same part, itself too."""
    above = group.level.above if group.level else ()
    return [g for g in groups if g.level and above and g.level.above and g.level.above[-1] is above[-1]] or [group]


def _inside(level: Level, group: Found) -> bool:
    return group.level is not None and any(s is group.level.section for s in (*level.above, level.section))


def _second_comes(block: Block, group: Found, every: Sequence[Block]) -> bool:
    """Another block of the same group follows: this one, if the group before has none, was meant for that."""
    inside = [b for b in every if b.kind == "kpi" and _inside(b.level, group)]
    return len(inside) > 1 and inside[0] is block and inside[1].page != block.page


def _part_above(level: Level, groups: Sequence[Found]) -> tuple[str, ...]:
    """The title of the nearest part that has groups below it (第１節): what indicators beside its groups belong to."""
    for section in reversed((*level.above, level.section)):
        inside = any(s is section for g in groups if g.level for s in g.level.above)
        if inside and not announces(section.title):
            return (section.title,)
    return ()


def _between(ends: tuple[str, str], groups: Sequence[Found]) -> tuple[Found, ...]:
    labels = [marker_label(g.level.section.marker) if g.level else "" for g in groups]
    bare = [label.strip("()") for label in labels]
    first, last = (marker_label(end).strip("()") for end in ends)
    if first in bare and last in bare:
        return tuple(groups[bare.index(first) : bare.index(last) + 1])
    return ()


def _indicator(block: Block, row: Row, place: int, owners: Sequence[Found], document: str, identity: str) -> Indicator:
    level = (owners[0].level if owners else None) or block.level
    return Indicator(
        id=identity,
        document=document,
        kind=block.kind,
        name=row.name,
        path=(*level.path, level.title),
        groups=tuple(owner.item.title for owner in owners),
        target=row.target,
        baseline=row.baseline,
        cumulative=row.cumulative,
        page=block.pages[place] if place < len(block.pages) else block.page,
        box=row.line.box if row.line else block.box,
        raw=row.raw,
        owners=tuple(owner.item.id for owner in owners),
    )
