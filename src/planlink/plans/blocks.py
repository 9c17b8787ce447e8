"""Blocks of indicators: boxes, tables, what a converter left of them, and lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from planlink import knowledge
from planlink.japanese.dates import Years, find_years
from planlink.japanese.text import fold, search_key
from planlink.japanese.units import unit_of
from planlink.outline.stream import is_indicator_title
from planlink.outline.titles import contains
from planlink.plans.alone import line_rows
from planlink.plans.cards import card_row
from planlink.plans.entries import boxed_row, placed_rows
from planlink.plans.flattened import text_rows
from planlink.plans.indicators import MARKS, Row
from planlink.plans.levels import Level, barred, levels
from planlink.plans.noted import noted_years
from planlink.plans.rows import indicators_in
from planlink.records.documents import Frame
from planlink.records.outline import Outline, Paragraph, PlacedFrame, PlacedTable, Section
from planlink.records.places import Box

_SHARED = re.compile(r"※?\s*([^\s※【】、,]{1,6}?)\s*(~|-|及び|と|・|、|,)\s*([^\s※【】、,]{1,6}?)\s*(?:の)?共通")
LONGEST_CAPTION = 80


@dataclass(frozen=True, slots=True)
class Block:
    """Indicators that stand together: their rows, where they stand, and what the block says of its owners; `caption`
    is the line above a table."""

    rows: tuple[Row, ...]
    level: Level
    kind: str
    page: int | None
    pages: tuple[int | None, ...]
    floated: bool
    shared: tuple[str, str] | None
    box: Box | None = None
    caption: str = ""


def blocks(outline: Outline) -> tuple[Block, ...]:
    """All blocks in reading order."""
    return tuple(block for level in levels(outline) for block in _blocks(level))


def _blocks(level: Level) -> list[Block]:
    """The blocks of a section in reading order: its boxes and tables, what a converter left of them, and lines."""
    kind, year = _kind(level), _heading_year(level)
    content = level.section.content
    noted = noted_years((*level.above, level.section))
    found: list[tuple[int, Block]] = []
    for place, piece in enumerate(content):
        before = content[place - 1] if place else None
        unit = _caption_unit(before) if isinstance(before, Paragraph) else None
        block = None if isinstance(piece, Paragraph) else _block(piece, level, kind, year, unit)
        if block and isinstance(piece, PlacedTable) and isinstance(before, Paragraph):
            block = replace(block, caption=before.text if len(before.text) < LONGEST_CAPTION else "")
        found += [(place, block)] if block else []
    if not found and (block := _flat_block(level, kind, year)):
        return [block]
    if kind != "past" or not found:
        places = {id(piece): place for place, piece in enumerate(content)}
        for first, rows in line_rows(level, year, bool(found)):
            pages = (first.page,) * len(rows)
            found.append((places[id(first)], Block(rows, level, kind, first.page, pages, False, None, first.box)))
    told = [block for _, block in sorted(found, key=lambda pair: pair[0])]
    return [replace(block, rows=tuple(noted.given(row) for row in block.rows)) for block in told] if noted else told


def _flat_block(level: Level, kind: str, year: Years | None) -> Block | None:
    """The table of targets that a converter left as lines."""
    words = knowledge.section_words()
    if kind not in ("goal", "past") or not contains(level.title, (*words.targets, *words.indicators)):
        return None
    rows = text_rows(_flat(level.section), year or _table_year(level.section))
    page = level.section.page
    return Block(rows, level, kind, page, (page,) * len(rows), False, None) if rows else None


def _block(
    piece: PlacedFrame | PlacedTable, level: Level, kind: str, year: Years | None, unit: str | None
) -> Block | None:
    if isinstance(piece, PlacedFrame):
        return _frame_block(piece, level, kind, year)
    found = indicators_in(piece.table, year, unit)
    rows = tuple(f.row for f in found)
    pages = tuple(piece.pages[f.place] if f.place < len(piece.pages) else piece.page for f in found)
    if kind == "kpi" and found:
        kind = "past" if all(f.review for f in found) else "goal" if all(f.aims for f in found) else kind
    return Block(rows, level, kind, piece.page, pages, piece.floated, None, piece.table.box) if rows else None


def _frame_block(piece: PlacedFrame, level: Level, kind: str, year: Years | None) -> Block | None:
    """The indicators of a box; one with a title says what they are and whose."""
    titles = [line.text for line in piece.frame.lines[:2]]
    targets = bool(titles) and _names_targets(titles[0])
    titled = targets or any(is_indicator_title(title) for title in titles)
    placed = tuple(placed_rows(piece, year)) if titled else _untitled_rows(piece, level, year)
    if not placed and not titled:
        return None
    kind = "goal" if targets and kind == "kpi" else kind
    rows, pages = tuple(row for row, _ in placed), tuple(page for _, page in placed)
    shared = _shared(" ".join(titles)) if titled else None
    return Block(rows, level, kind, piece.page, pages, piece.floated, shared, piece.frame.box)


def _untitled_rows(piece: PlacedFrame, level: Level, year: Years | None) -> tuple[tuple[Row, int | None], ...]:
    """The rows of a box without a title: one indicator by its form; below a heading that announces indicators also
    one on a card, or a list."""
    words = knowledge.section_words()
    announced = contains(level.title, (*words.targets, *words.indicators))
    row = boxed_row(piece.frame, year) or (card_row(piece.frame, year) if announced else None)
    if row:
        return ((row, piece.page),)
    return tuple(placed_rows(piece, year)) if announced and _lists(piece.frame) else ()


def _lists(frame: Frame) -> bool:
    """Every entry of the box begins with a mark, the first line too."""
    return frame.lines[0].text[:1] in MARKS


def _names_targets(title: str) -> bool:
    """The title of a box says no more than 数値目標."""
    bare = search_key(re.sub(r"[【】《》〈〉＜＞\[\]■◆●○]", "", title))
    return bare in {search_key(word) for word in knowledge.section_words().targets}


def _caption_unit(caption: Paragraph) -> str | None:
    """The unit that a line above a table gives: （単位：人）."""
    said = re.search(r"単位\s*[：:]\s*([^\s（）()]+)[）)]?$", caption.text)
    return unit_of(said[1]) if said else None


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
