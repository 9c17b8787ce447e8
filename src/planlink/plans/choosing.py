"""Which entries of a document are its measures (施策), and why: the rules in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from planlink import knowledge
from planlink.outline.numbering import numbering
from planlink.outline.titles import announces, contains, ends_with, excluded
from planlink.plans.departments import is_department_line
from planlink.plans.gaps import LOST
from planlink.plans.levels import Level, barred, kind_of, levels, named_word
from planlink.plans.measure_tables import table_points
from planlink.plans.points import Point, plain_points, points
from planlink.plans.prose import body, has_prose, names_alone, prose
from planlink.records.outline import Outline, PlacedTable, Section
from planlink.settings import MeasureRule

NO_RULE = MeasureRule()
REPEATED = 6  # entries with prose that make a level of measures where no words tell


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure's place in the tree: its section, or a point of it; `group` is the level that it belongs to."""

    level: Level
    point: Point | None
    group: Level | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The measures of a document and the rule that found them: set (planlink.toml), announced, goals, named,
    directions, repeated or none; `told` are the headings that decided."""

    entries: tuple[Entry, ...]
    rule: str
    told: tuple[str, ...] = ()


def choose(outline: Outline, rule: MeasureRule = NO_RULE) -> Choice:
    """The measures in reading order. Of nested announcing headings the inmost counts; tables that list measures count
    wherever they stand; a plan without any takes the lowest entries below its basic goals, then those that call
    themselves measures, then those below headings of directions, then a level that repeats."""
    every = [v for v in levels(outline) if not contains_any(v, rule.not_under)]
    places = {id(level.section): place for place, level in enumerate(every)}
    rules: tuple[tuple[str, Callable[[Sequence[Level], MeasureRule], Sequence[Entry]]], ...] = (
        ("set", _set),
        ("announced", _announced),
        ("goals", _below_goals),
        ("named", _named),
        ("directions", _directions),
        ("repeated", _repeated),
    )
    for name, find in rules:
        chosen = find(every, rule)
        chosen = [*chosen, *_behind_lost(every, chosen, rule)] if name != "set" else chosen
        entries = (entry for entry in chosen if id(entry.level.section) in places)
        found = sorted(entries, key=lambda entry: places[id(entry.level.section)])
        if found:
            return Choice(tuple(found), name, tuple(dict.fromkeys(_told(entry) for entry in found)))
    return Choice((), "none")


def contains_any(level: Level, words: Sequence[str]) -> bool:
    return bool(words) and any(contains(section.title, words) for section in (*level.above, level.section))


def _told(entry: Entry) -> str:
    """The heading that an entry was found under."""
    if entry.point is not None or not entry.level.above:
        return entry.level.title
    return entry.level.above[-1].title


def _set(every: Sequence[Level], rule: MeasureRule) -> Sequence[Entry]:
    """What planlink.toml says: the entries numbered like its example, below its headings where it names some."""
    if not rule.level:
        return ()
    below = [v for v in every if not rule.under or contains_any(v, rule.under)]
    if numbering(f"{rule.level} 例"):
        styles = {reading.style for reading in numbering(f"{rule.level} 例") if reading.number}
        return [Entry(v, None, _owner(v.parent, rule) if v.above else None) for v in below if v.section.style in styles]
    return [Entry(v, point, _owner(v, rule)) for v in below for point in _marked(v.section, rule.level)]


def _marked(section: Section, mark: str) -> list[Point]:
    """The points with a list mark; those of a list that other marks take apart too."""
    lists = (points(section.content), plain_points(section.content))
    marked = ([point for point in found if point.paragraphs[0].bullet == mark] for found in lists)
    return next((found for found in marked if found), [])


def _announced(every: Sequence[Level], rule: MeasureRule) -> Sequence[Entry]:
    found = [level for level in every if _announces(level.title, rule) and not barred((*level.above, level.section))]
    found = [level for level in found if not _names_projects(level, found)]
    inmost = [level for level in found if not any(level.section in other.above for other in found)]
    chosen = [entry for level in inmost for entry in _below(level, rule)]
    chosen += _in_tables(every, [entry.level for entry in chosen], rule)
    chosen = [entry for one in chosen for entry in _listed(one, chosen)]
    return [*chosen, *_lone_groups(every, chosen)] if chosen else ()


def _behind_lost(every: Sequence[Level], chosen: Sequence[Entry], rule: MeasureRule) -> Iterator[Entry]:
    """Groups and entries behind a page that could not be read, in the styles of those below announcing headings."""
    groups = {e.group.section.style for e in chosen if e.group}
    entries = {e.level.section.style for e in chosen if e.point is None}
    taken = {id(section) for e in chosen for section in (*e.level.above, e.level.section)}
    for level in every:
        if not level.above or level.above[-1].style != LOST or id(level.section) in taken:
            continue
        if level.section.style in groups and _children(level.section):
            yield from _leaves(level, True, rule)
        elif level.section.style in entries and has_prose(level.section):
            yield Entry(level, None, None)


def _names_projects(level: Level, announcing: Sequence[Level]) -> bool:
    """A list of names alone inside an entry that has prose of its own, below another announcing heading."""
    above = level.above[-1] if level.above else None
    if above is None or above.number is None or not prose(above.content) or not names_alone(level.section):
        return False
    return any(other.section in level.above[:-1] for other in announcing)


def _listed(entry: Entry, every: Sequence[Entry]) -> Sequence[Entry]:
    """The bullets of a group that is nothing else, beside groups of its kind that have entries below them."""
    section = entry.level.section
    groups = {e.group.section.style for e in every if e.group and e.level.section is not e.group.section}
    if entry.point is not None or section.number is None or section.style not in groups:
        return (entry,)
    found = points(section.content)
    said = {id(piece) for piece in body(section) if not is_department_line(piece.text)}
    listed = len(found) > 1 and said == {id(piece) for point in found for piece in point.paragraphs}
    return [Entry(entry.level, point, entry.level) for point in found] if listed else (entry,)


def _announces(title: str, rule: MeasureRule) -> bool:
    return announces(title) or contains(title, rule.under)


def _in_tables(every: Sequence[Level], taken: Sequence[Level], rule: MeasureRule) -> list[Entry]:
    """Rows of tables that surely list measures, wherever they stand; not where the level was read already."""
    known = {id(level.section) for level in taken}
    free = [v for v in every if id(v.section) not in known and not barred((*v.above, v.section)) and _may_list(v)]
    return [Entry(v, point, _owner(v, rule)) for v in free for point in rows_of(v.section, announced=False)]


def _may_list(level: Level) -> bool:
    """No heading of a review, of a state or of an organisation."""
    words = knowledge.section_words()
    chain = (*level.above, level.section)
    if any(ends_with(section.title, words.looking_back) for section in chain):
        return False
    return not excluded(level.title) or contains(level.title, words.measures)


def rows_of(section: Section, announced: bool) -> tuple[Point, ...]:
    """The measures in the tables of a section; the places of those without a number run through."""
    tables = [piece for piece in section.content if isinstance(piece, PlacedTable)]
    return tuple(point for piece in tables for point in table_points(piece, announced))


def _below_goals(every: Sequence[Level], rule: MeasureRule) -> Sequence[Entry]:
    goals = [level for level in every if kind_of(level.section) == "goal" and not barred(level.above)]
    return [entry for level in goals if has_prose(level.section) for entry in _below(level, rule)]


def _named(every: Sequence[Level], rule: MeasureRule) -> Sequence[Entry]:
    """Numbered headings that call themselves measures (施策１, 取組1-2), the lowest of them."""
    words = knowledge.section_words().measures
    named = [v for v in every if named_word(v.section) in words and not barred((*v.above, v.section))]
    lowest = [v for v in named if not any(v.section in other.above for other in named) and has_prose(v.section)]
    return [Entry(level, None, _owner(level.parent, rule) if level.above else None) for level in lowest]


def _directions(every: Sequence[Level], rule: MeasureRule) -> Sequence[Entry]:
    """Titled entries with prose, or bullets, below headings such as 施策の方向 in a plan that announces nothing."""
    words = knowledge.section_words().directions
    found = [v for v in every if ends_with(v.title, words) and not barred((*v.above, v.section))]
    inmost = [v for v in found if not any(v.section in other.above for other in found)]
    listed = [v for v in inmost if _children(v.section) or len(plain_points(v.section.content)) > 1]
    return [entry for level in listed for entry in _below(level, rule)] if len(listed) > 1 else ()


def _repeated(every: Sequence[Level], rule: MeasureRule) -> Sequence[Entry]:
    """The numbered level with the most prose below headings that speak of measures, where it begins again and again."""
    words = knowledge.section_words().measures
    styles: dict[str, list[Level]] = {}
    for v in every:
        chain = (*v.above, v.section)
        lowest = v.section.number is not None and not _children(v.section) and bool(prose(v.section.content))
        spoken = any(contains(section.title, words) for section in v.above)
        if lowest and spoken and not barred(chain) and not any(excluded(s.title) for s in chain):
            styles.setdefault(v.section.style, []).append(v)
    best = max(styles.values(), key=len, default=[])
    parents = {id(v.above[-1]) for v in best}
    return [Entry(v, None, _owner(v.parent, rule)) for v in best] if len(best) >= REPEATED and len(parents) > 1 else ()


def _lone_groups(every: Sequence[Level], chosen: Sequence[Entry]) -> Iterator[Entry]:
    """Groups that announce nothing beside groups that do (施策２-３ with prose alone): measures themselves."""
    groups = [e.group for e in chosen if e.group and _is_below_goal(e.group)]
    known = {(group.section.style, tuple(map(id, group.above[:-1]))) for group in groups}
    taken = {id(section) for e in chosen for section in (*e.level.above, e.level.section)}
    for level in every:
        if (level.section.style, tuple(map(id, level.above[:-1]))) not in known or not _is_below_goal(level):
            continue
        empty = not _children(level.section) and bool(prose(level.section.content))
        if empty and id(level.section) not in taken and not excluded(level.title):
            yield Entry(level, None, level)


def _is_below_goal(level: Level) -> bool:
    """A numbered heading directly below a basic goal."""
    return level.section.number is not None and bool(level.above) and kind_of(level.above[-1]) == "goal"


def _below(level: Level, rule: MeasureRule) -> Iterator[Entry]:
    """The measures below an announcing heading: rows of tables, bullets, numbered entries, or its prose."""
    section, told = level.section, _announces(level.title, rule)
    children = [c for c in section.sections if not excluded(c.title)]
    listed = told and not _children(section)
    rows = rows_of(section, announced=told)
    bullets = () if rows else points(section.content) if listed else plain_points(section.content)
    yield from (Entry(level, point, _owner(level, rule)) for point in rows)
    if bullets and (not children or (told and not _has_sections_first(section))):
        yield from (Entry(level, point, _owner(level, rule)) for point in bullets)
    elif children:
        deeper = any(_children(c) or rows_of(c, announced=told) for c in children)
        for child in children:
            yield from _leaves(Level(child, (*level.above, section)), deeper, rule)
    elif not rows and told and prose(section.content):
        yield Entry(level, None, _owner(level, rule))


def _leaves(level: Level, grouped: bool, rule: MeasureRule) -> Iterator[Entry]:
    """The lowest entries of a group; a group with nothing below it is a measure itself."""
    rows = rows_of(level.section, announced=True)
    yield from (Entry(level, point, _owner(level, rule)) for point in rows)
    children = _children(level.section)
    if not children and not rows:
        yield Entry(level, None, level if grouped else _owner(level.parent, rule) or level)
    for child in children:
        below = Level(child, (*level.above, level.section))
        if _children(child) or rows_of(child, announced=True):
            yield from _leaves(below, grouped, rule)
        else:
            yield Entry(below, None, level)


def _children(section: Section) -> list[Section]:
    return [c for c in section.sections if (c.number is not None or _is_marked(c)) and not excluded(c.title)]


def _is_marked(section: Section) -> bool:
    """A title behind a sign in larger letters (● 園地の引継ぎ) with text below it."""
    return section.style.startswith("marked:") and has_prose(section) and not announces(section.title)


def _has_sections_first(section: Section) -> bool:
    """Numbered entries with prose are the measures, even where bullets stand before them."""
    numbered = [c for c in section.sections if c.number is not None and not excluded(c.title)]
    return bool(numbered) and all(has_prose(c) for c in numbered) and not plain_points(section.content)


def _owner(level: Level, rule: MeasureRule) -> Level | None:
    """The nearest level above (or the level itself) that is neither announcing nor a basic goal nor a chapter."""
    chain = [*level.above, level.section]
    for index in range(len(chain) - 1, -1, -1):
        section = chain[index]
        if kind_of(section) == "goal" or section.style in ("chapter", "part", LOST):
            return None
        if not _announces(section.title, rule):
            return Level(section, tuple(chain[:index]))
    return None
