"""The letters of a web page's paragraph, and which parts of a page are text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from planlink.documents.package import Element
from planlink.japanese.text import with_geta
from planlink.records.documents import Mark

SOFT = "\v"
"""A line end of the source, which means nothing between two Japanese letters."""

BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"),
        *("dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1"),
        *("h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main"),
        *("menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "tr", "ul"),
    }
)
_DROPPED = frozenset(
    {
        *("audio", "button", "canvas", "datalist", "del", "embed", "head", "iframe", "input", "link"),
        *("map", "meta", "nav", "noframes", "noscript", "object", "option", "rp", "rt", "rtc", "s"),
        *("script", "select", "strike", "style", "svg", "template", "textarea", "title", "video"),
    }
)
_AROUND = frozenset({"header", "footer", "aside"})
_INSIDE = frozenset({"article", "main", "section"})
_ROLES = frozenset({"banner", "complementary", "contentinfo", "navigation", "search"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Text:
    """Letters as the source has them, with LINE for <br> and SOFT for ends of its lines; marks before a letter's
    place; how many letters are bold."""

    letters: str = ""
    marks: list[Mark] = field(default_factory=list)
    bold: int = 0

    def add(self, source: str | None, bold: bool, kept: bool) -> None:
        """`kept`: line ends and blanks stand as in the source (<pre>)."""
        if source:
            plain = with_geta(source).replace("\f", " ")
            plain = plain if kept else re.sub(r"[ \t\r\n]+", lambda blank: SOFT if "\n" in blank[0] else " ", plain)
            self.letters += plain
            self.bold += len(plain.strip()) if bold else 0

    def clear(self) -> None:
        self.letters, self.marks, self.bold = "", [], 0

    @property
    def is_bold(self) -> bool:
        return 0 < len(re.sub(r"\s", "", self.letters)) <= self.bold


def softened(letters: str, marks: Sequence[Mark]) -> tuple[str, list[Mark]]:
    """Each line end of the source as one letter, so that marks stay: a blank between two Latin letters, else U+200B,
    which is nothing."""

    def between(found: re.Match[str]) -> str:
        left, right = letters[max(0, found.start() - 1) : found.start()], letters[found.end() : found.end() + 1]
        return (" " if left.isascii() and right.isascii() else "\u200b") * len(found[0])

    return re.sub(f"[ {SOFT}]*{SOFT}[ {SOFT}]*", between, letters), list(marks)


def tag_of(element: Element) -> str:
    """The name of an element; empty for what is none."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def is_shown(element: Element) -> bool:
    """Part of the page's text: no script, no navigation, nothing hidden or struck out, no head or foot of the page."""
    tag, hidden = tag_of(element), element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
    if not tag or tag in _DROPPED or hidden or (element.get("role") or "").lower() in _ROLES:
        return False
    return tag not in _AROUND or any(tag_of(above) in _INSIDE for above in element.iterancestors())
