"""What stands behind a page that could not be read, and may belong to a heading on that page, is set apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from planlink.outline.numbering import marker_label
from planlink.outline.titles import announces
from planlink.plans.levels import Level, kind_of, levels_below
from planlink.records.outline import Content, Outline, Paragraph, Section
from planlink.records.places import Doubt, Place

LOST = "lost"
"""The style of the sections that hold what is set apart."""
_TOP = ("chapter", "part", "appendix")


def parted(outline: Outline, lost: Collection[int]) -> Outline:
    """The outline with a section of its own for what comes behind each of the `lost` sheets up to the next heading
    whose place is sure: the rest of what was open there, and headings whose numbers do not go on."""
    root = outline.root
    for sheet in sorted(lost):
        if sheet + 1 not in lost:
            root = _parted(root, sheet)
    return replace(outline, root=root)


def lost_pages(outline: Outline, lost: Collection[int]) -> frozenset[int | None]:
    """The sheets of what was set apart, and the `lost` ones themselves."""
    apart = [section for section in outline.root.sections if section.style == LOST]
    every = [*apart, *(below for section in apart for _, below in section.walk())]
    held = (page for section in every for piece in section.content for page in _sheets(piece))
    return frozenset({*lost, *held, *(section.page for section in every)})


def lost_doubts(outline: Outline, document: str) -> tuple[Doubt, ...]:
    """A doubt for each section that was set apart and has headings: nobody knows what they stand below."""
    apart = [section for section in outline.root.sections if section.style == LOST and section.sections]
    places = (Place(document, section.page, section.sections[0].title) for section in apart)
    return tuple(Doubt("heading-lost", place, place.text) for place in places)


def _parted(root: Section, sheet: int) -> Section:
    before = [level for level in levels_below(root) if not _is_behind(level.section.page, sheet)]
    rest = before[-1] if before else None
    open_there = (*rest.above, rest.section) if rest else ()
    content = [piece for section in open_there for piece in section.content if _is_behind(piece.page, sheet)]
    left = _without(root, {id(piece) for piece in content})
    apart: list[Section] = []
    named: list[Section] = []
    while (first := next(_behind(left, sheet), None)) and not _stands(first, left, sheet):
        row, beside = _row(first, left, sheet)
        left = _without(left, {id(section) for section in (*row, *beside)})
        apart, named = [*apart, *row], [*named, *beside]
    if rest is None or not (content or apart):
        return root
    page = content[0].page if content else apart[0].page
    title = f"読み取れない{sheet}頁の続き"
    made = Section(title, "", LOST, None, 1, page, None, tuple(content), tuple(apart))
    place = sum(not _is_behind(section.page, sheet) for section in left.sections)
    return replace(left, sections=(*left.sections[:place], made, *named, *left.sections[place:]))


def _behind(root: Section, sheet: int) -> Iterator[Level]:
    return (level for level in levels_below(root) if _is_behind(level.section.page, sheet))


def _is_behind(page: int | None, sheet: int) -> bool:
    return page is not None and page > sheet


def _sheets(piece: Content) -> Sequence[int | None]:
    return (piece.page, piece.page_end) if isinstance(piece, Paragraph) else (piece.page, *piece.pages)


def _stands(first: Level, root: Section, sheet: int) -> bool:
    """A heading behind a lost sheet belongs where it stands: it names its level, or its number goes on and so do those
    of the levels above it, or it is the first below a heading that entries are to be expected below."""
    section, above = first.section, first.above[-1] if first.above else root
    if section.number is None or _names_level(section):
        return section.number is not None or not first.above
    earlier = [s for s in above.sections if s.style == section.style and not _is_behind(s.page, sheet)]
    if earlier:
        behind = takewhile(lambda s: not _names_level(s), (level.section for level in _behind(root, sheet)))
        later = {s.style: s for s in reversed(list(behind))}
        counted = (s for s in first.above if s.number is not None and not _names_level(s))
        following = [(s, later[s.style]) for s in counted if s.style in later]
        return all(_goes_on(one, two) for one, two in ((earlier[-1], section), *following))
    if not first.above:
        return not any(level.above and level.section.style == section.style for level in levels_below(root))
    expected = announces(above.title) or kind_of(above) == "goal" or above.style in _TOP
    return section.number == 1 and expected


def _names_level(section: Section) -> bool:
    return kind_of(section) is not None or section.style in _TOP


def _goes_on(before: Section, after: Section) -> bool:
    """Later in the same count: of 3-1 and 4-2 the second does not go on."""
    one, two = (marker_label(section.marker).rpartition("-")[0] for section in (before, after))
    return one == two and (after.number or 0) > (before.number or 0)


def _row(first: Level, root: Section, sheet: int) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The headings from `first` on whose place is not sure, and those that name their level right behind them."""
    above = first.above[-1] if first.above else root
    behind = tuple(dropwhile(lambda section: section is not first.section, above.sections))
    row = tuple(takewhile(lambda section: not _stands(Level(section, first.above), root, sheet), behind))
    named = takewhile(_names_level, behind[len(row) :])
    return row, tuple(named) if first.above else ()


def _without(section: Section, gone: Collection[int]) -> Section:
    """The section without some of what it holds; itself where it holds none of it."""
    content = tuple(piece for piece in section.content if id(piece) not in gone)
    below = [child for child in section.sections if id(child) not in gone]
    sections = tuple(_without(child, gone) for child in below)
    same = len(content) == len(section.content) and len(below) == len(section.sections)
    if same and all(one is other for one, other in zip(sections, section.sections, strict=True)):
        return section
    return replace(section, content=content, sections=sections)
