"""A Word paragraph → its letters as printed, footnote marks, and the boxes that are tied to it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from planlink import knowledge
from planlink.documents.broken import LINE, PAGE, TAB
from planlink.documents.package import Element
from planlink.documents.wordlists import symbol
from planlink.documents.wordstyles import Look, Styles, W, value
from planlink.japanese.text import is_japanese, with_geta
from planlink.records.documents import Mark

REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
"""Elements that tie a note to its place → the kind of note."""

_SPELLED = {"tab": TAB, "ptab": TAB, "cr": LINE, "noBreakHyphen": "-"}
_DROPPED = {"del", "moveFrom", "rt", "instrText", "delText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr", "tcPr"}
_FIELD = (W + "fldChar", W + "instrText")
_OFF = ("f", "false", "0")
_RAISED = re.compile(r"(?:[※*＊]\s?[0-9０-９]{0,2}|注?[0-9０-９]{1,2})[)）]?")
_CLOSING = tuple("」』）)〕】")
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_RUBY = re.compile(r"\\o\s*\\ad\(.*\),([^,]*)\)\s*$", re.IGNORECASE)
_RING = re.compile(r"\\o\s*\\ac\([○◯〇],([^,)]+)\)", re.IGNORECASE)
_RINGS = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2460, 0x2474)}


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box: its w:txbxContent, and whether a reader sees a box around it."""

    content: Element
    ruled: bool


@dataclass(slots=True)
class Text:
    """What a paragraph says: letters with their breaks and tabs, marks before a letter's place, boxes, and how many
    letters have which size and font."""

    letters: str = ""
    marks: list[Mark] = field(default_factory=list)
    boxes: list[TextBox] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    fonts: Counter[str] = field(default_factory=Counter)

    def add(self, letters: str, look: Look) -> None:
        self.letters += with_geta(letters)
        self.sizes[look.size] += len(letters)
        self.fonts[look.font] += len(letters)


@dataclass(slots=True)
class _Field:
    """A field that is open: its code, and whether its result is what is being read."""

    code: str = ""
    result: bool = False


class Story:
    """The paragraphs of one run of text (body, note, box) in order: a field may go on over several of them."""

    def __init__(self, styles: Styles, label: Callable[[Element, str], str]) -> None:
        """`label` gives the printed mark of a w:footnoteReference or w:endnoteReference, which may be typed."""
        self._styles = styles
        self._label = label
        self._fields: list[_Field] = []

    def read(self, paragraph: Element, children: Iterable[Element]) -> Text:
        """The text of `children`, which are set as the paragraph says."""
        text = Text()
        for child in children:
            self._walk(child, paragraph, text)
        self._fields = [opened for opened in self._fields if opened.result]  # a code never ends: its end was deleted
        return text

    def _walk(self, element: Element, paragraph: Element, text: Text) -> None:
        name = local(element)
        if name == "r":
            self._run(element, paragraph, text)
        elif name == "AlternateContent":
            for child in chosen(element):
                self._walk(child, paragraph, text)
        elif name == "t":  # m:t: letters of a formula
            self._letters(element, element.text or "", paragraph, text)
        elif name not in _DROPPED and element.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            for child in element:
                self._walk(child, paragraph, text)

    def _run(self, run: Element, paragraph: Element, text: Text) -> None:
        if self._styles.look(run, paragraph).hidden:
            for child in run.iterchildren(*_FIELD):  # fields begin and end in hidden letters too
                self._field(child, local(child), run, paragraph, text)
            return
        reference = next((child for child in run if local(child) in REFERENCES), None)
        typed = reference is not None and value(reference, "customMarkFollows") in ("1", "true", "on")
        own = "".join(t.text or "" for t in run.iter(W + "t")).strip() if typed else ""
        if reference is not None:
            text.marks.append(Mark(len(text.letters), self._label(reference, own)))
        for child in () if own else run:
            self._piece(child, run, paragraph, text)

    def _piece(self, child: Element, run: Element, paragraph: Element, text: Text) -> None:
        name = local(child)
        if child.tag in _FIELD:
            self._field(child, name, run, paragraph, text)
        elif name == "t":
            self._letters(run, child.text or "", paragraph, text)
        elif name == "sym":
            self._letters(run, _sign(value(child, "char") or "", value(child, "font") or ""), paragraph, text)
        elif name == "br":
            text.letters += PAGE if value(child, "type") == "page" else LINE
        elif name in _SPELLED:
            text.letters += _SPELLED[name] if self._is_shown() else ""
        elif name in ("drawing", "pict", "object"):
            text.boxes += _boxes(child)
        elif name == "AlternateContent":
            for one in chosen(child):
                self._piece(one, run, paragraph, text)
        elif name == "ruby":
            self._walk(child, paragraph, text)

    def _letters(self, run: Element, letters: str, paragraph: Element, text: Text) -> None:
        if not letters or not self._is_shown():
            return
        look = self._styles.look(run, paragraph)
        letters = letters.replace(LINE, " ").replace(PAGE, " ")
        if look.signs in knowledge.signs() or _PRIVATE.search(letters):
            letters = "".join(symbol(letter, look.signs) for letter in letters)
        before = text.letters[-1:]
        if look.raised and _RAISED.fullmatch(letters.strip()) and (is_japanese(before) or before in _CLOSING):
            text.marks.append(Mark(len(text.letters), letters.strip()))
        else:
            text.add(letters, look)

    def _field(self, child: Element, name: str, run: Element, paragraph: Element, text: Text) -> None:
        kind = value(child, "fldCharType")
        if name == "instrText":
            if self._fields:
                self._fields[-1].code += child.text or ""
        elif kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            done = self._fields.pop()
            self._letters(run, "" if done.result else _drawn(done.code), paragraph, text)

    def _is_shown(self) -> bool:
        """Not inside the code of a field."""
        return all(opened.result for opened in self._fields)


def local(element: Element) -> str:
    """An element's name without its namespace."""
    name: str = element.tag.rpartition("}")[2]
    return name


def chosen(alternatives: Element) -> Iterator[Element]:
    """The children of the first choice; what stands beside it says the same for older readers."""
    yield from next(iter(alternatives), ())


def _sign(code: str, font: str) -> str:
    """The sign of a w:sym; U+FFFD where the code is that of no letter."""
    letter = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else "\ufffd"
    return symbol(letter, font) if letter.isprintable() or _PRIVATE.match(letter) else "\ufffd"


def _drawn(code: str) -> str:
    """What a field without a result draws: letters with small ones above, or in a ring."""
    ruby, ring = _RUBY.search(code), _RING.search(code)
    if ring:
        return _RINGS.get(unicodedata.normalize("NFKC", ring[1].strip()), ring[1].strip())
    return ruby[1].strip() if ruby else ""


def _boxes(drawing: Element, ruled: bool = True) -> Iterator[TextBox]:
    """The boxes in a drawing, each once; boxes inside boxes come with the outer one."""
    for child in chosen(drawing) if local(drawing) == "AlternateContent" else drawing:
        if local(child) == "txbxContent":
            yield TextBox(child, ruled)
        else:
            yield from _boxes(child, ruled and not _is_bare(child))


def _is_bare(shape: Element) -> bool:
    """A shape without a line around it and without a ground: its text is set freely on the page."""
    look = shape.find("{*}spPr")
    if look is None:
        return shape.get("stroked") in _OFF and shape.get("filled") in _OFF
    grounds = ("solidFill", "gradFill", "pattFill", "blipFill", "grpFill")
    return look.find("{*}ln/{*}noFill") is not None and all(look.find(f"{{*}}{ground}") is None for ground in grounds)
