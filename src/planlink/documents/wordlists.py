"""Automatic numbering of Word: 第１章, (1), ア stand in no text; they are counted here as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planlink import knowledge
from planlink.documents.markers import printed
from planlink.documents.package import Element
from planlink.documents.wordstyles import Styles, W, value

_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: where it starts, its form, the text around the numbers (第%1章), what follows the marker,
    below which level (from 1; None: any) it starts again, whether all numbers are plain digits, its own left edge."""

    start: int
    form: str
    text: str
    blank: bool
    restart: int | None
    plain: bool
    signs: str
    style: str | None
    indent: Element | None
    picture: bool


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it: the counters that it shares, its levels, where it starts anew."""

    counters: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Lists:
    """The lists of a document; asked paragraph by paragraph from its beginning, it counts."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = {} if root is None else _lists(root)
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def place(self, paragraph: Element) -> tuple[str, int] | None:
        """The list and level (from 0) of a paragraph, its own or its style's; None for text."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        number = None if own is None else value(own.find(W + "numId"))
        depth = None if own is None else value(own.find(W + "ilvl"))
        if number is None:
            number, inherited = self._of_style(paragraph)
            depth = depth if depth is not None else inherited
        if number is None or number not in self._lists:
            return None
        at = int(depth) if depth is not None and re.fullmatch(r"[0-8]", depth) else 0
        return (number, at) if at in self._lists[number].levels else None

    def level(self, place: tuple[str, int]) -> Level:
        return self._lists[place[0]].levels[place[1]]

    def marker(self, place: tuple[str, int]) -> str:
        """The next marker at a place, as it is printed."""
        (number, at), known = place, self._lists[place[0]]
        counts = self._counts.setdefault(known.counters, [None] * _LEVELS)
        self._count(counts, number, at)
        level = known.levels[at]
        if level.picture or level.form == "bullet":
            return bullet(level.text, level.signs)

        def shown(found: re.Match[str]) -> str:
            index = int(found[1]) - 1
            other = known.levels.get(index)
            if other is None or index > at:
                return ""
            return printed(counts[index] or 0, "decimal" if level.plain and index < at else other.form)

        return re.sub(r"%([1-9])", shown, level.text)

    def _count(self, counts: list[int | None], number: str, at: int) -> None:
        known = self._lists[number]
        start = known.starts.get(at, known.levels[at].start)
        anew = at in known.starts and (number, at) not in self._begun
        self._begun.add((number, at))
        before = counts[at]
        counts[at] = start if anew or before is None else before + 1
        for index, level in known.levels.items():
            if index > at and (level.restart is None or at < level.restart):
                counts[index] = None
            elif index < at and counts[index] is None:
                counts[index] = known.starts.get(index, level.start)

    def _of_style(self, paragraph: Element) -> tuple[str | None, str | None]:
        for style in self._styles.chain(self._styles.of(paragraph)):
            own = style.find(f"{W}pPr/{W}numPr")
            number = None if own is None else value(own.find(W + "numId"))
            if own is not None and number is not None:
                name = value(style, "styleId")
                tied = (str(i) for i, level in self._levels(number).items() if level.style == name)
                return number, next(tied, None) or value(own.find(W + "ilvl"))
        return None, None

    def _levels(self, number: str) -> dict[int, Level]:
        return self._lists[number].levels if number in self._lists else {}


def bullet(sign: str, font: str) -> str:
    """The mark of a list: signs of fonts such as Wingdings have their usual counterpart; else the middle dot."""
    mark = symbol(sign[:1], font) if sign else ""
    return mark if mark and not mark.isascii() and not mark.isspace() and mark != "\ufffd" else "・"


def symbol(letter: str, font: str) -> str:
    """A letter of a font of signs as it looks; U+FFFD where the sign is not known, other letters as they are."""
    known = knowledge.signs().get(font)
    private = "\uf000" <= letter <= "\uf0ff"
    if letter.isspace() or not (private or (known and letter.isascii())):
        return letter
    return (known or {}).get(f"{ord(letter) & 0xFF:02X}", "\ufffd")


def _lists(root: Element) -> dict[str, _List]:
    abstract = {value(a, "abstractNumId"): a for a in root.findall(W + "abstractNum")}
    styled = {value(a.find(W + "styleLink")): a for a in abstract.values() if a.find(W + "styleLink") is not None}
    found = {}
    for number in root.findall(W + "num"):
        name = value(number.find(W + "abstractNumId"))
        base = abstract.get(name)
        link = None if base is None else value(base.find(W + "numStyleLink"))
        base = styled.get(link, base) if link else base
        if base is not None:
            found[value(number, "numId") or ""] = _list(number, base)
    return found


def _list(number: Element, base: Element) -> _List:
    levels = {_depth(level): _level(level) for level in base.findall(W + "lvl")}
    starts = {}
    for change in number.findall(W + "lvlOverride"):
        own, start = change.find(W + "lvl"), value(change.find(W + "startOverride"))
        if own is not None:
            levels[_depth(change)] = _level(own)
        if start is not None:
            starts[_depth(change)] = _whole(start, 1)
    return _List(value(base, "abstractNumId") or "", levels, {at: s for at, s in starts.items() if at in levels})


def _depth(element: Element) -> int:
    return min(_whole(value(element, "ilvl"), 0), _LEVELS - 1)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else otherwise


def _level(level: Element) -> Level:
    form = value(level.find(W + "numFmt")) or value(level.find(f".//{{*}}Fallback/{W}numFmt")) or "decimal"
    restart = value(level.find(W + "lvlRestart"))
    fonts = level.find(f"{W}rPr/{W}rFonts")
    plain = level.find(W + "isLgl")
    return Level(
        start=_whole(value(level.find(W + "start")), 0),
        form=form,
        text=value(level.find(W + "lvlText")) or "",
        blank=value(level.find(W + "suff")) != "nothing",
        restart=None if restart is None else _whole(restart, 0),
        plain=plain is not None and value(plain) not in ("0", "false"),
        signs=value(fonts, "ascii") or value(fonts, "hAnsi") or "",
        style=value(level.find(W + "pStyle")),
        indent=level.find(f"{W}pPr/{W}ind"),
        picture=level.find(W + "lvlPicBulletId") is not None,
    )
