"""The printed table of contents (目次): its entries, and what they and the headings of the tree do not share."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from planlink import knowledge
from planlink.japanese.text import search_key
from planlink.outline.numbering import bullet, numbering
from planlink.records.documents import Document, Line
from planlink.records.outline import Outline, Section
from planlink.records.places import Doubt, Place

ALIKE = 0.88  # titles at least so alike are meant to be the same
NUMBERED = 0.6  # … with the same marker
MOST = 0.8  # share of headings that follow a rule before the others are exceptions
FEW = 4  # headings that make a rule
_ENTRY = re.compile(r"(?P<title>.*?)(?:[\s.…‥･・⋯\-―ー─]*[.…‥･・⋯\-―ー─\s])(?P<page>[0-9０-９](?: ?[0-9０-９]){0,2})$")
_LEADER = re.compile(r"[\s.…‥･・⋯\-―─]{3,}$")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the table of contents: its title with its marker, and the page number printed beside it."""

    title: str
    page: int | None

    @property
    def keys(self) -> frozenset[str]:
        """The title with and without its marker, to be held against headings."""
        return keys_of(self.title)


def entries(lines: Sequence[str]) -> tuple[Entry, ...]:
    """The entries of printed lines, without the word 目次, leaders, bullets and page numbers."""
    words = {search_key(word) for word in knowledge.section_words().contents}
    made = (_entry(line) for line in lines if search_key(line) not in words)
    return tuple(entry for entry in made if len(entry.title) > 1)


def _entry(line: str) -> Entry:
    text = line[len(bullet(line)) :].strip()
    found = _ENTRY.match(text)
    if found is None:
        return Entry(_LEADER.sub("", text), None)
    number = unicodedata.normalize("NFKC", found["page"]).replace(" ", "")
    return Entry(found["title"].rstrip(" .…‥･・⋯―─"), int(number))


def keys_of(title: str) -> frozenset[str]:
    """A title in normal form without blanks and punctuation, as it is and without its marker."""
    return frozenset(
        filter(None, (key_of(title), *(key_of(r.title) for r in numbering(title) if r.number is not None)))
    )


def key_of(text: str) -> str:
    """A text in normal form without blanks and punctuation."""
    return re.sub(r"[\s、。，,.．・･:：;\-~()「」『』【】\[\]]", "", search_key(text))


def contents_doubts(document: Document, tree: Outline) -> tuple[Doubt, ...]:
    """What the table of contents and the tree do not share; nothing where a document prints none."""
    printed = entries(tree.contents)
    if len(printed) < FEW:
        return ()
    front = frozenset(key for line in (*tree.cover, tree.title or "") for key in keys_of(line))
    check = _Check(printed, tuple(section for _, section in tree.root.walk()), front)
    where = Place(document.id, _page_of(document, tree.contents[0]), "")
    return (*check.missing(where), *check.unlisted(document.id, tree), *check.pages(document.id))


def _page_of(document: Document, line: str) -> int | None:
    lines = ((page.number, block) for page in document.pages for block in page.blocks)
    return next((number for number, block in lines if isinstance(block, Line) and block.text == line), None)


def _full(section: Section) -> str:
    return f"{section.marker} {section.title}".strip()


class _Check:
    """Entries beside headings; `front` are the keys of lines on the cover."""

    def __init__(self, printed: Sequence[Entry], sections: Sequence[Section], front: frozenset[str]) -> None:
        self._printed = printed
        self._keys = [keys_of(_full(section)) | keys_of(section.title) for section in sections]
        self._sections = sections
        self._listed = frozenset(key for entry in printed for key in entry.keys)
        self._known = front.union(*self._keys)

    def missing(self, where: Place) -> Iterator[Doubt]:
        """Entries that no heading answers: with a heading that is nearly the same, they differ in some letters."""
        for entry in self._lost():
            near = self._nearest(entry)
            if near is None:
                yield Doubt("contents-missing", Place(where.document, where.page, entry.title))
            else:
                place = Place(where.document, near.page, _full(near), near.box)
                yield Doubt("contents-differs", place, entry.title)

    def _lost(self) -> list[Entry]:
        """Entries without a heading; a title that goes on in the next entry's line is one title."""
        joined = {
            id(entry)
            for one, two in pairwise(self._printed)
            if one.page is None and keys_of(one.title + two.title) & self._known
            for entry in (one, two)
        }
        return [e for e in self._printed if not e.keys & self._known and id(e) not in joined]

    def _nearest(self, entry: Entry) -> Section | None:
        """The heading that is not listed itself and looks most like an entry."""
        free = [s for s, keys in zip(self._sections, self._keys, strict=True) if not keys & self._listed]
        alike = [section for section in free if _alike(entry.title, _full(section))]
        return max(alike, key=lambda section: _likeness(entry.title, _full(section)), default=None)

    def unlisted(self, document: str, tree: Outline) -> Iterator[Doubt]:
        """Numbered headings of the first level that a table which lists nearly all of them leaves out."""
        first = [section for section in tree.root.sections if section.number is not None]
        out = [s for s in first if not (keys_of(_full(s)) | keys_of(s.title)) & self._listed and self._is_new(s)]
        if len(first) - len(out) >= FEW and len(first) - len(out) >= MOST * len(first):
            yield from (Doubt("contents-unlisted", Place(document, s.page, _full(s), s.box)) for s in out)

    def _is_new(self, section: Section) -> bool:
        return not any(_alike(entry.title, _full(section)) for entry in self._printed)

    def pages(self, document: str) -> Iterator[Doubt]:
        """Entries whose page number is out of step, where nearly all others stand equally far from their sheet."""
        pairs = [(entry, section) for entry in self._printed if (section := self._only(entry)) is not None]
        shifts = Counter((section.page or 0) - (entry.page or 0) for entry, section in pairs)
        usual, count = shifts.most_common(1)[0] if shifts else (0, 0)
        if count < FEW or count < MOST * len(pairs):
            return
        for entry, section in pairs:
            if (section.page or 0) - (entry.page or 0) != usual:
                yield Doubt(
                    "contents-pages", Place(document, section.page, _full(section), section.box), str(entry.page)
                )

    def _only(self, entry: Entry) -> Section | None:
        """The one heading that answers an entry; None where there are several, or no page numbers."""
        own = key_of(entry.title)
        found = [s for s, keys in zip(self._sections, self._keys, strict=True) if own in keys]
        return found[0] if len(found) == 1 and entry.page is not None and found[0].page is not None else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, key_of(one), key_of(other), autojunk=False).ratio()


def _alike(one: str, other: str) -> bool:
    """Whether two titles are meant to be the same: nearly equal, or similar behind the same marker."""
    markers = [next((r.label for r in numbering(text) if r.number is not None), "") for text in (one, other)]
    return _likeness(one, other) >= (NUMBERED if markers[0] and markers[0] == markers[1] else ALIKE)
