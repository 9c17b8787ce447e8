"""Footnotes of a web page: a raised link that leads to a note further down."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planlink.documents.package import Element
from planlink.documents.webtext import BLOCKS, tag_of

_LABEL = re.compile(r"[\[［(（]?((?:[※*＊]|注)?\s?[0-9０-９]{1,3}|[※*＊†‡])[\]］)）]?")
_ROLES = ("doc-noteref", "noteref")


class Links:
    """The marks of a page (the link → its label) and the elements that hold the notes (→ the label)."""

    def __init__(self, root: Element) -> None:
        order = {element: place for place, element in enumerate(root.iter())}
        named = {name: e for e in order if tag_of(e) for name in (e.get("name"), e.get("id")) if name}
        self.marks: dict[Element, str] = {}
        self.notes: dict[Element, str] = {}
        for link in root.iter("a"):
            target = named.get((link.get("href") or "").partition("#")[2])
            label = _LABEL.fullmatch("".join(link.itertext()).strip())
            if target is None or label is None or order[target] <= order[link] or not _is_raised(link):
                continue
            block = _block(target)
            if block is not None and block not in link.iterancestors():
                self.marks[link] = label[1]
                self.notes.setdefault(block, label[1])


def note_text(letters: str, label: str) -> str:
    """A note without its mark and without the sign that leads back."""
    bare = re.sub(r"[↩↑⏎^]\ufe0e?\s*$", "", letters.strip()).strip()
    return re.sub(rf"^[\[［(（^]*\s*{re.escape(label)}\s*[\]］)）.．:：]*\s*", "", bare)


def _is_raised(link: Element) -> bool:
    roles = (link.get("role"), link.get("epub:type"))
    near = [link.getparent(), *link.iterdescendants()]
    return any(role in _ROLES for role in roles) or any(e is not None and tag_of(e) == "sup" for e in near)


def _block(target: Element) -> Element | None:
    """The block that a note's name stands in or is."""
    around: Iterator[Element] = (e for e in (target, *target.iterancestors()) if tag_of(e) in BLOCKS)
    found = next(around, None)
    return None if found is None or tag_of(found) in ("body", "html") else found
