"""Numbers of headings that jump: 1, 2, 4."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planlink.japanese.text import search_key
from planlink.records.outline import Outline, Section
from planlink.records.places import Doubt, Place

FEWEST = 3
"""Headings that make a sequence."""


def sequence_doubts(outline: Outline, document: str) -> tuple[Doubt, ...]:
    """Where one number of a sequence is left out. A heading that returns on the next page (第２章 …, 第２章 … again)
    goes on with the sequence below it; a sequence that jumps more than once is no sequence."""
    found = []
    for sequence in _sequences(outline.root):
        steps = pairwise(sequence)
        jumps = [(one, other) for one, other in steps if (other.number or 0) != (one.number or 0) + 1]
        if len(sequence) >= FEWEST and len(jumps) == 1:
            one, other = jumps[0]
            if (other.number or 0) == (one.number or 0) + 2:
                text = f"{other.marker} {other.title}".strip()
                found.append(Doubt("numbering-jump", Place(document, other.page, text, other.box), _name(one)))
    return tuple(found)


def _sequences(root: Section) -> Iterator[list[Section]]:
    """The sections of one style below one title, in order; a number that does not rise begins anew."""
    by_title: dict[tuple[str, ...], dict[str, list[Section]]] = {}
    for above, section in root.walk():
        if section.style and section.number is not None:
            path = tuple(search_key(s.marker + s.title) for s in above)
            by_title.setdefault(path, {}).setdefault(section.style, []).append(section)
    for styles in by_title.values():
        for sections in styles.values():
            yield from _rising(sections)


def _rising(sections: list[Section]) -> Iterator[list[Section]]:
    run: list[Section] = []
    for section in sections:
        if run and (section.number or 0) <= (run[-1].number or 0):
            yield run
            run = []
        run.append(section)
    if run:
        yield run


def _name(section: Section) -> str:
    return f"{section.marker} {section.title}".strip()
