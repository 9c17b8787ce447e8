"""Every section of a document with its numbering and titles from the top, and what its title says it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from planlink import knowledge
from planlink.outline.numbering import marker_label
from planlink.outline.titles import contains
from planlink.records.outline import Outline, Paragraph, Section


@dataclass(frozen=True, slots=True)
class Level:
    """A section and the sections above it, the outermost first."""

    section: Section
    above: tuple[Section, ...]

    @property
    def title(self) -> str:
        return self.section.title

    @property
    def parent(self) -> Level:
        """The level above; only for a level that has one."""
        return Level(self.above[-1], self.above[:-1])

    @property
    def numbering(self) -> tuple[str, ...]:
        return tuple(section_label(s) for s in (*self.above, self.section))

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(s.title for s in self.above)

    def id(self, document: str) -> str:
        return ".".join((document, *self.numbering))


def section_label(section: Section) -> str:
    """The marker in normal form, or the title of an unnumbered heading."""
    return marker_label(section.marker) if section.marker and section.number is not None else section.title


def levels(outline: Outline) -> tuple[Level, ...]:
    """All sections in reading order."""
    return levels_below(outline.root)


def levels_below(root: Section) -> tuple[Level, ...]:
    """Everything below a section, which does not count as a level itself, in reading order."""
    return tuple(Level(section, path) for path, section in root.walk())


def kind_of(section: Section) -> str | None:
    """goal, theme, viewpoint or policy for a heading of a named style (基本目標１, 重点テーマⅠ, 視点１)."""
    word = named_word(section)
    return next((kind for kind, words in knowledge.section_words().kinds.items() if word in words), None)


def named_word(section: Section) -> str:
    """The noun of a numbered heading such as 基本目標１ or 施策1-2, or an empty string."""
    return section.style.split(":")[1] if section.style.startswith("named") else ""


def unique_id(wanted: str, taken: Collection[str]) -> str:
    """The id itself, or with #2, #3 … behind it where it is taken; no printed number has a #."""
    tries = (wanted, *(f"{wanted}#{count}" for count in range(2, len(taken) + 3)))
    return next(one for one in tries if one not in taken)


def barred(sections: Sequence[Section]) -> bool:
    """Below one of these sections nothing is a measure: appendix, review of the last term, lists by viewpoint."""
    words = knowledge.section_words()
    out = (*words.appendix, *words.review, *words.by_viewpoint)
    return any(s.style == "appendix" or contains(s.title, out) for s in sections)


def reviews(sections: Iterable[Section]) -> bool:
    """One of these sections looks back at the last term."""
    words = knowledge.section_words().review
    return any(contains(s.title, words) for s in sections)


def paragraphs(section: Section, deep: bool = False) -> Iterator[Paragraph]:
    """The section's own paragraphs, or those of everything below it too."""
    yield from (c for c in section.content if isinstance(c, Paragraph))
    if deep:
        for child in section.sections:
            yield from paragraphs(child, deep=True)
