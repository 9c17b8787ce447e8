"""Footnotes and endnotes of a Word file: their marks as Word counts them, and their texts."""

from __future__ import annotations

from planlink.documents.markers import printed
from planlink.documents.package import Element, Package
from planlink.documents.wordstyles import Styles, W, value
from planlink.documents.wordtext import REFERENCES, Story, local
from planlink.japanese.text import join_lines, tidy
from planlink.records.documents import Note

_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """Asked for the marks in the order of the text, it counts them; `made` has the notes that were asked for."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._styles = styles
        self._package = package
        self._settings = package.part("settings")
        self._counts = dict.fromkeys(_FORMS, 0)
        self._roots: dict[str, dict[str | None, Element]] = {}
        self._seen: list[tuple[str, Element | None]] = []

    def label(self, reference: Element, typed: str) -> str:
        """The mark of a reference as printed; `typed` is one that the author wrote."""
        kind = REFERENCES[local(reference)]
        if not typed:
            self._counts[kind] += 1
        label = typed or printed(self._start(kind) + self._counts[kind] - 1, self._form(kind))
        self._seen.append((label, self._texts(kind).get(value(reference, "id"))))
        return label

    def made(self) -> tuple[Note, ...]:
        texts = ((label, "" if note is None else self._text(note)) for label, note in self._seen)
        return tuple(Note(label, text, None) for label, text in texts if text)

    def _texts(self, kind: str) -> dict[str | None, Element]:
        if kind not in self._roots:
            root = self._package.part(f"{kind}s")
            self._roots[kind] = {} if root is None else {value(note, "id"): note for note in root.iter(W + kind)}
        return self._roots[kind]

    def _text(self, note: Element) -> str:
        story = Story(self._styles, lambda reference, typed: typed)
        texts = (story.read(paragraph, paragraph).letters for paragraph in note.iter(W + "p"))
        return join_lines(tidy(line) for text in texts for line in text.splitlines())

    def _form(self, kind: str) -> str:
        return value(self._said(kind, "numFmt")) or _FORMS[kind]

    def _start(self, kind: str) -> int:
        start = value(self._said(kind, "numStart")) or ""
        return int(start) if start.isdecimal() else 1

    def _said(self, kind: str, name: str) -> Element | None:
        """What the last section, else the document's settings, say of notes."""
        places = (self._package.main.find(f"{W}body/{W}sectPr"), self._settings)
        found = (place.find(f"{W}{kind}Pr/{W}{name}") for place in places if place is not None)
        return next((element for element in found if element is not None), None)
