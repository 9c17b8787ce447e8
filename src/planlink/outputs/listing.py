"""A document's outline with what became a measure (施策), by which rule, and what a city could set instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planlink.documents import quality
from planlink.documents.reader import read_document
from planlink.outline.numbering import numbering
from planlink.outline.titles import announces, contains
from planlink.outline.tree import outline
from planlink.outputs.listing_rows import Row, form_of, tree_rows
from planlink.outputs.listing_tables import Columns, columns_of
from planlink.plans.choosing import NO_RULE, Choice, Entry
from planlink.plans.items import items
from planlink.plans.levels import levels
from planlink.plans.measures import measures
from planlink.read import choice_in, role_in, unfolded
from planlink.records.documents import Document
from planlink.records.outline import Outline, Section
from planlink.settings import MeasureRule, Settings


@dataclass(frozen=True, slots=True)
class Numbered:
    """A way of numbering headings: the first marker as printed, how many headings have it, and how many of these are
    measures. `settable`: planlink.toml can name this marker as a level."""

    marker: str
    headings: int
    measures: int
    settable: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """What `planlink outline` tells. `rule` is set, announced, goals, named, directions, repeated or none, no-plan
    (the document is no plan) or role (documents of its role have no measures); `told` are the headings that decided;
    `headings`, `bullets` and `table_rows` count the measures by form, `lone` those that are groups themselves.
    `unmatched` are words of planlink.toml that fit nothing here; `unread` the sheets that could not be read."""

    document: str
    file: str
    title: str | None
    role: str
    rule: str
    told: tuple[str, ...]
    measures: int
    headings: int
    bullets: int
    table_rows: int
    lone: int
    setting: MeasureRule
    unmatched: tuple[str, ...]
    numbered: tuple[Numbered, ...]
    tables: tuple[Columns, ...]
    unread: tuple[int, ...]
    rows: tuple[Row, ...]


def listing(path: Path, settings: Settings | None = None) -> Listing:
    """Read a document and list its outline. Raises DocumentError where it cannot be read."""
    return listed(read_document(path), settings or Settings())


def listed(document: Document, settings: Settings) -> Listing:
    """The listing of a document that has been read."""
    tree = unfolded(outline(document), document)
    role = role_in(tree, document, settings)
    choice = choice_in(tree, document, role, settings)
    rule = settings.measures.get(document.id, NO_RULE)
    forms = [form_of(entry) for entry in choice.entries]
    found = items(tree, document.id, choice.entries)
    return Listing(
        document=document.id,
        file=document.file,
        title=tree.title,
        role=role,
        rule=choice.rule,
        told=_told(choice, rule),
        measures=len(choice.entries),
        headings=forms.count("heading"),
        bullets=forms.count("bullet"),
        table_rows=forms.count("row"),
        lone=_lone(choice.entries),
        setting=rule,
        unmatched=tuple(_unmatched(tree, choice, rule)),
        numbered=_numbered(tree, choice.entries),
        tables=columns_of(choice.entries),
        unread=tuple(sorted(quality.lost(document))),
        rows=tree_rows(tree, choice.entries, measures(document.id, choice.entries), found),
    )


def cut(whole: Listing, depth: int) -> Listing:
    """The listing without the rows below a depth."""
    return replace(whole, rows=tuple(row for row in whole.rows if row.depth <= depth))


def _told(choice: Choice, rule: MeasureRule) -> tuple[str, ...]:
    """The headings that decided; where such announce measures, the inmost of these above each (none above tables)."""
    if choice.rule != "announced":
        return choice.told
    above = (_announcing((*entry.level.above, entry.level.section), rule) for entry in choice.entries)
    return tuple(dict.fromkeys(title for title in above if title is not None))


def _announcing(chain: Sequence[Section], rule: MeasureRule) -> str | None:
    return next((s.title for s in reversed(chain) if announces(s.title) or contains(s.title, rule.under)), None)


def _lone(entries: Sequence[Entry]) -> int:
    """How many are groups with nothing below them, beside groups of their kind that have entries."""
    alone = [entry.level.section for entry in entries if _is_own_group(entry)]
    filled = {entry.group.section.style for entry in entries if entry.group and not _is_own_group(entry)}
    return sum(section.style in filled for section in alone)


def _is_own_group(entry: Entry) -> bool:
    return entry.point is None and entry.group is not None and entry.group.section is entry.level.section


def _unmatched(tree: Outline, choice: Choice, rule: MeasureRule) -> Iterator[str]:
    titles = [level.title for level in levels(tree)]
    for word in (*rule.under, *rule.not_under):
        if not any(contains(title, (word,)) for title in titles):
            yield word
    if rule.level and choice.rule != "set":
        yield rule.level


def _numbered(tree: Outline, entries: Sequence[Entry]) -> tuple[Numbered, ...]:
    """The ways of numbering in the order in which they first appear."""
    chosen = {id(entry.level.section) for entry in entries if entry.point is None}
    styles: dict[str, list[Section]] = {}
    for level in levels(tree):
        if level.section.number is not None:
            styles.setdefault(level.section.style, []).append(level.section)
    return tuple(
        Numbered(held[0].marker, len(held), sum(id(s) in chosen for s in held), _is_settable(style, held[0].marker))
        for style, held in styles.items()
    )


def _is_settable(style: str, marker: str) -> bool:
    return style in {reading.style for reading in numbering(f"{marker} 例") if reading.number}
