"""SDG goals that a plan prints itself: its mapping table, ruled or as lines, lines 「関連するSDGs ゴール 8, 11」."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planlink import knowledge
from planlink.japanese.text import counts, fold, join_lines, search_key
from planlink.outline.numbering import marker_label, numbering
from planlink.outline.titles import contains
from planlink.plans.cells import cells_through, unmarked
from planlink.plans.items import Found, goal_above
from planlink.plans.levels import Level, paragraphs, reviews
from planlink.records.documents import Cell, Table
from planlink.records.outline import PlacedFrame, PlacedTable, Section
from planlink.records.plans import Declaration, Item

_SDG = re.compile(r"^[・○●]?\s*(?:目標|ゴール|GOAL|SDGs?)\s*(\d{1,2})(?![\d,]|\.\d)(\s*[.:：]?\s*)(.*)$", re.I | re.S)
_SDG_START = re.compile(r"(?<!基本)(?<!政策)(?<!施策)(?<!重点)(?<!戦略)(?=目標\s*[0-9０-９]{1,2}\s)")
_SDG_LINE = re.compile(
    r"SDGs?(?![a-z\d])(?:[^0-9。、,]{0,20}?(?:ゴール|目標|GOAL|番号|:))?s?[\s:>\])】』」)(\[【「■●]*"
    r"((?>(?:(?:ゴール|目標|GOAL)?\s*\d{1,2}\s*(?:[,、・/と]|\s)*)+))(?!\d|[.~-]\d|\s*の(?:ゴール|目標))(.*)$",
    re.I | re.S,
)


def sdgs(every: Sequence[Level], goals: Sequence[Found], groups: Sequence[Found]) -> Iterator[tuple[int, Declaration]]:
    subject: Item | None = None
    inside: Level | None = None
    for place, level in enumerate(every):
        if contains(level.title, knowledge.section_words().sdgs):
            inside, subject = level, None
        elif inside and level.above == inside.above and level.section.style == inside.section.style:
            inside = None
        in_part = inside is not None and (
            level is inside or inside.section in level.above or level.above == inside.above
        )
        subject = (_goal_of_title(level, goals) or subject) if in_part else None
        if _speaks_of_the_past(level):
            continue
        tables = [piece for piece in level.section.content if isinstance(piece, PlacedTable)]
        yield from ((place, d) for p in tables if in_part or _heads(p.table, "sdg") for d in _sdg_table(p, goals))
        owner = next((g for g in groups if g.level and g.level.section is level.section), None)
        near = owner or goal_above(level, goals)
        if in_part:
            yield from ((place, d) for d in _sdg_text(level, subject))
        elif near:
            yield from ((place, d) for d in _sdg_lines(level, near.item))


def _speaks_of_the_past(level: Level) -> bool:
    """Inside a review of the last term. The SDG part itself may name the plan's own term (第２期…とＳＤＧｓ)."""
    chain = (*level.above, level.section)
    words = knowledge.section_words()
    return reviews(section for section in chain if not (contains(section.title, words.sdgs) and _is_current(section)))


def _is_current(section: Section) -> bool:
    return not contains(section.title, [w for w in knowledge.section_words().review if not w.startswith("第")])


def _goal_of_title(level: Level, goals: Sequence[Found]) -> Item | None:
    label = marker_label(level.section.marker)
    return next((g.item for g in goals if g.item.label == label), None)


def _sdg_table(piece: PlacedTable, goals: Sequence[Found]) -> Iterator[Declaration]:
    """The SDG mapping table: a column of goals, a column of 目標n, a column of elements, with merged cells. Rows
    of the same goal and number are one declaration."""
    table, subject = piece.table, None
    columns = _goal_columns(table, goals)
    rows: dict[tuple[str, int], tuple[Declaration, list[Cell]]] = {}
    for row in range(table.rows):
        cells = cells_through(table, row)
        subject = _subject(cells, columns, goals, subject)
        numbered = [(i, n) for i, cell in enumerate(cells) if (n := _sdg_number(unmarked(cell)))]
        if subject is None or len(numbered) != 1:
            continue
        place, number = numbered[0]
        name = _after_number(unmarked(cells[place]))
        page = piece.pages[row] if row < len(piece.pages) else piece.page
        said = declaration_of(subject, "sdg", str(number), name, page, name)
        _, parts = rows.setdefault((subject.id, number), (said, []))
        rest = [cell for cell in cells[place + 1 :] if cell and unmarked(cell) and not _goal_in(unmarked(cell), goals)]
        parts += [cell for cell in rest if not any(cell is part for part in parts)]
    for said, parts in rows.values():
        elements = tuple(e for part in parts for e in _elements(part))
        yield replace(said, text="".join(map(unmarked, parts)) or said.name, elements=elements)


def _goal_columns(table: Table, goals: Sequence[Found]) -> range:
    """The columns below the header of the basic goals, else the first one that names a goal, else the first."""
    head = next((cell for cell in table.cells if cell.row == 0 and _heads_goals(unmarked(cell))), None)
    if head:
        return range(head.column, head.column + head.column_span)
    named = [c.column for c in table.cells if _names_goal(unmarked(c)) or _goal_in(unmarked(c), goals)]
    first = min(named, default=0)
    return range(first, first + 1)


def _heads_goals(text: str) -> bool:
    """The head of the column of basic goals: 基本目標, 総合戦略基本目標, 目標; not 目標 of the SDGs."""
    words = knowledge.section_words()
    return (contains(text, words.kinds["goal"]) and not _is_numbered(text)) or _is_word(text, words.columns["goal"])


def _is_numbered(text: str) -> bool:
    return any(r.number for r in numbering(text))


def _is_word(text: str, words: Sequence[str]) -> bool:
    return search_key(text) in map(search_key, words)


def _heads(table: Table, column: str) -> bool:
    """A cell of the first row has a word for such a column."""
    words = knowledge.section_words().columns[column]
    return any(contains(unmarked(cell), words) for cell in table.cells if cell.row == 0)


def _subject(cells: Sequence[Cell | None], columns: range, goals: Sequence[Found], before: Item | None) -> Item | None:
    """The goal that a row belongs to: what stands in the column of goals decides, known or not; without anything
    there the goal goes on. A goal that is named elsewhere in the row counts too."""
    words = knowledge.section_words().columns
    heads = (*words["goal"], *words["sdg"], *words["element"])
    said = [t for c in columns if (t := unmarked(cells[c])) and not _sdg_number(t) and not _is_word(t, heads)]
    if said:
        return next((g for t in said if (g := _goal_in(t, goals, short=True))), None)
    texts = [unmarked(cell) for cell in cells]
    known = next((g for text in texts if (g := _goal_in(text, goals))), None)
    return known or (None if any(map(_names_goal, texts)) else before)


def _sdg_number(text: str) -> int | None:
    """The number of 「目標８ 働きがい…」; 目標10件 counts something."""
    match = _SDG.match(fold(text))
    if match is None or not 1 <= int(match[1]) <= 17 or _is_counted(int(match[1]), match[3], glued=not match[2]):
        return None
    return int(match[1])


def _is_counted(number: int, rest: str, glued: bool) -> bool:
    """The number says how many: 10件, 12 人; 10 人や国の… and 12 つくる… are names of goals."""
    if not rest or rest.startswith(knowledge.goals()[number - 1].name[:2]):
        return False
    units = knowledge.units()
    return (glued and counts(rest)) or re.split(r"[\s以未超(。、,]", rest)[0] in units.units


def _elements(cell: Cell) -> Iterator[str]:
    """The entries of a cell: a line with a list mark begins one, other lines go on with it."""
    parts: list[str] = []
    for line in (line.text for line in cell.lines):
        if parts and line[:1] in "・○●":
            yield join_lines(parts)
            parts = []
        parts.append(line.lstrip("・○● "))
    if parts:
        yield join_lines(parts)


def _after_number(text: str) -> str:
    return re.sub(
        r"^[・○●]?\s*(?:目標|ゴール|[Gg][Oo][Aa][Ll]|[SＳ][DＤ][GＧ][sｓ]?)\s*[0-9０-９]{1,2}\s*[.．:：]?\s*", "", text
    )


def _names_goal(text: str) -> bool:
    """A cell that names a basic goal by its number, known or not."""
    words = knowledge.section_words().kinds["goal"]
    return any(r.word in words and r.number for r in numbering(text))


def _goal_in(text: str, goals: Sequence[Found], short: bool = False) -> Item | None:
    """The basic goal that a cell names by its number or its title; `short` takes titles of any length."""
    readings = numbering(text)
    reading = next((r for r in readings if r.word and r.number), None)
    if reading:
        label = marker_label(reading.marker)
        return next((g.item for g in goals if g.item.label == label), None)
    keys = {search_key(text), *(search_key(r.title) for r in readings if short)}
    return next((g.item for g in goals if (k := search_key(g.item.title)) in keys and (short or len(k) > 6)), None)


def _sdg_text(level: Level, subject: Item | None) -> Iterator[Declaration]:
    """The mapping table as lines: 「目標１ …」 below a line that names the basic goal."""
    if subject is None:
        return
    heading = f"{level.section.marker} {level.section.title}"
    for text, page in [(heading, level.section.page), *((p.text, p.page) for p in paragraphs(level.section))]:
        for piece in _SDG_START.split(text):
            number = _sdg_number(piece)
            if number:
                name = _after_number(piece)
                yield declaration_of(subject, "sdg", str(number), name, page, name)


def _sdg_lines(level: Level, item: Item) -> Iterator[Declaration]:
    """Lines such as 「関連するSDGs ゴール 8, 11」."""
    texts = [(p.text, p.page) for p in paragraphs(level.section)]
    texts += [
        (line.text, c.page_of(i))
        for c in level.section.content
        if isinstance(c, PlacedFrame)
        for i, line in enumerate(c.frame.lines)
    ]
    for text, page in texts:
        for number in _listed(text) if len(text) < 120 else ():
            yield declaration_of(item, "sdg", str(number), knowledge.goals()[number - 1].name, page, text)


def _listed(text: str) -> list[int]:
    """The goals of a line that lists them; a sentence lists none, and 3つ, 10年 count something."""
    match = _SDG_LINE.search(fold(text))
    if not match or not re.search(r"関連|該当|ゴール|目標", text) or re.search(r"17のゴール|17の目標", fold(text)):
        return []
    rest = match[2].strip()
    numbers = [int(number) for number in re.findall(r"\d{1,2}", match[1])]
    prose = rest.endswith("。") and rest != "。"
    if prose or not 1 <= numbers[-1] <= 17 or _is_counted(numbers[-1], rest, glued=match[1][-1:].isdigit()):
        return []
    return [number for number in dict.fromkeys(numbers) if 1 <= number <= 17]


def declaration_of(item: Item, scheme: str, label: str, name: str, page: int | None, text: str) -> Declaration:
    """A declaration whose subject is `item`."""
    return Declaration(item.document, item.title, item.id, scheme, label, name, page, text)
