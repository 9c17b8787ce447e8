"""What a plan links itself: theme and SDG goals per basic goal, items per viewpoint, policies per theme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planlink import knowledge
from planlink.japanese.text import fold, join_lines, search_key
from planlink.outline.numbering import marker_label, numbering
from planlink.plans.items import Found, goal_above
from planlink.plans.levels import Level, contains, levels, paragraphs
from planlink.records.documents import Table
from planlink.records.outline import Outline, Paragraph, PlacedFrame, PlacedTable
from planlink.records.plans import Declaration, Item

_SDG = re.compile(r"^[・○●]?\s*(?:目標|ゴール|GOAL|SDGs?)\s*(\d{1,2})(?!\d)\s*[.:：]?\s*(.*)$", re.I | re.S)
_SDG_START = re.compile(r"(?<!基本)(?<!政策)(?<!施策)(?<!重点)(?<!戦略)(?=目標\s*[0-9０-９]{1,2}\s)")
_SDG_LINE = re.compile(
    r"SDGs?(?![s\d])[^0-9]{0,20}?((?:(?:ゴール|目標|GOAL)?\s*\d{1,2}\s*(?:[,、・/と]|\s)*){1,17})(?!\d|\s*の(?:ゴール|目標)|年)",
    re.I,
)


def declared(outline: Outline, found: Sequence[Found]) -> tuple[Declaration, ...]:
    """All declarations of a document in reading order, each once."""
    every = levels(outline)
    goals = [f for f in found if f.item.kind == "goal"]
    groups = [f for f in found if f.item.kind == "group"]
    made = [
        *((place, d) for place, level in enumerate(every) for d in _themes(level, goals)),
        *_sdgs(every, goals, groups),
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
            yield f.place, _declaration(item, "viewpoint", label, parent.title, item.page, item.title)
        if item.kind == "policy" and parent:
            label = item.label or item.title
            yield f.place, _declaration(parent, "policy", label, item.title, item.page, item.title)


def _declaration(item: Item, scheme: str, label: str, name: str, page: int | None, text: str) -> Declaration:
    return Declaration(item.document, item.title, item.id, scheme, label, name, page, text)


def _themes(level: Level, goals: Sequence[Found]) -> Iterator[Declaration]:
    """Lines 「●重点テーマⅠ …」 below a basic goal's heading about themes."""
    goal = goal_above(level, goals)
    words = knowledge.section_words().kinds["theme"]
    if goal is None or not contains(level.title, words):
        return
    lines = list(paragraphs(level.section, deep=True))
    for place, paragraph in enumerate(lines):
        reading = next((r for r in numbering(paragraph.text) if r.word in words), None)
        if reading:
            label = marker_label(reading.marker)[len(reading.word) :]
            title, said = _split_slogan(reading.title)
            said = said or _slogan(lines[place + 1] if place + 1 < len(lines) else None)
            yield _declaration(goal.item, "theme", label, title, paragraph.page, said or title)


def _split_slogan(title: str) -> tuple[str, str]:
    name, _, said = title.partition("～")
    return name.strip(), said.strip("～ ")


def _slogan(paragraph: Paragraph | None) -> str:
    return paragraph.text.strip("～ ") if paragraph and paragraph.text.startswith("～") else ""


def _sdgs(every: Sequence[Level], goals: Sequence[Found], groups: Sequence[Found]) -> Iterator[tuple[int, Declaration]]:
    subject: Item | None = None
    inside: Level | None = None
    for place, level in enumerate(every):
        if contains(level.title, knowledge.section_words().sdgs):
            inside, subject = level, None
        in_part = inside is not None and (
            level is inside or inside.section in level.above or level.above == inside.above
        )
        subject = (_goal_of_title(level, goals) or subject) if in_part else None
        tables = [piece for piece in level.section.content if isinstance(piece, PlacedTable)]
        yield from ((place, d) for piece in tables for d in _sdg_table(piece, goals))
        owner = next((g for g in groups if g.level and g.level.section is level.section), None)
        near = owner or goal_above(level, goals)
        if in_part:
            yield from ((place, d) for d in _sdg_text(level, subject))
        elif near:
            yield from ((place, d) for d in _sdg_lines(level, near.item))


def _goal_of_title(level: Level, goals: Sequence[Found]) -> Item | None:
    label = marker_label(level.section.marker)
    return next((g.item for g in goals if g.item.label == label), None)


def _sdg_table(piece: PlacedTable, goals: Sequence[Found]) -> Iterator[Declaration]:
    """The SDG mapping table: a column of goals, a column of 目標n, a column of elements, with merged cells."""
    table, subject = piece.table, None
    for row in range(table.rows):
        cells = [_cell(table, row, column) for column in range(table.columns)]
        named = [text for text in cells if _names_goal(text)]
        known = next((g for text in cells if (g := _goal_in(text, goals))), None)
        subject = known or (None if named else subject)
        numbered = [(i, m) for i, text in enumerate(cells) if (m := _SDG.match(fold(text)))]
        if subject is None or len(numbered) != 1:
            continue
        place, match = numbered[0]
        if not 1 <= int(match[1]) <= 17:
            continue
        rest = [t for i, t in enumerate(cells) if i > place and t and not _goal_in(t, goals)]
        name = _after_number(cells[place])
        page = piece.pages[row] if row < len(piece.pages) else piece.page
        said = _declaration(subject, "sdg", str(int(match[1])), name, page, "".join(rest) or name)
        columns = [i for i, t in enumerate(cells) if i > place and t in rest]
        yield replace(said, elements=tuple(e for i in columns for e in _elements(table, row, i)))


def _elements(table: Table, row: int, column: int) -> Iterator[str]:
    """The entries of a cell: a line with a list mark begins one, other lines go on with it."""
    parts: list[str] = []
    for line in _lines_of(table, row, column):
        if parts and line[:1] in "・○●":
            yield join_lines(parts)
            parts = []
        parts.append(line.lstrip("・○● "))
    if parts:
        yield join_lines(parts)


def _lines_of(table: Table, row: int, column: int) -> list[str]:
    for cell in table.cells:
        if cell.row <= row < cell.row + cell.row_span and cell.column == column:
            return [line.text for line in cell.lines]
    return []


def _after_number(text: str) -> str:
    return re.sub(
        r"^[・○●]?\s*(?:目標|ゴール|[Gg][Oo][Aa][Ll]|[SＳ][DＤ][GＧ][sｓ]?)\s*[0-9０-９]{1,2}\s*[.．:：]?\s*", "", text
    )


def _names_goal(text: str) -> bool:
    """A cell that names a basic goal by its number, known or not."""
    words = knowledge.section_words().kinds["goal"]
    return any(r.word in words and r.number for r in numbering(text))


def _goal_in(text: str, goals: Sequence[Found]) -> Item | None:
    """The basic goal that a cell names by its number or its title."""
    reading = next((r for r in numbering(text) if r.word and r.number), None)
    if reading:
        label = marker_label(reading.marker)
        return next((g.item for g in goals if g.item.label == label), None)
    key = search_key(text)
    return next((g.item for g in goals if len(key) > 6 and search_key(g.item.title) == key), None)


def _cell(table: Table, row: int, column: int) -> str:
    """The text of the cell that covers a place; list marks inside are taken off."""
    return join_lines(line.lstrip("・○● ") for line in _lines_of(table, row, column))


def _sdg_text(level: Level, subject: Item | None) -> Iterator[Declaration]:
    """The mapping table as lines: 「目標１ …」 below a line that names the basic goal."""
    if subject is None:
        return
    heading = f"{level.section.marker} {level.section.title}"
    for text, page in [(heading, level.section.page), *((p.text, p.page) for p in paragraphs(level.section))]:
        for piece in _SDG_START.split(text):
            match = _SDG.match(fold(piece))
            if match and 1 <= int(match[1]) <= 17:
                name = _after_number(piece)
                yield _declaration(subject, "sdg", str(int(match[1])), name, page, name)


def _sdg_lines(level: Level, item: Item) -> Iterator[Declaration]:
    """Lines such as 「関連するSDGs ゴール 8, 11」."""
    texts = [(p.text, p.page) for p in paragraphs(level.section)]
    texts += [
        (line.text, c.page) for c in level.section.content if isinstance(c, PlacedFrame) for line in c.frame.lines
    ]
    for text, page in texts:
        match = _SDG_LINE.search(fold(text)) if len(text) < 120 else None
        if not match or not re.search(r"関連|該当|ゴール|目標", text) or re.search(r"17のゴール|17の目標", fold(text)):
            continue
        for number in dict.fromkeys(int(n) for n in re.findall(r"\d{1,2}", match[1])):
            if 1 <= number <= 17:
                yield _declaration(item, "sdg", str(number), knowledge.goals()[number - 1].name, page, text)
