"""The look of a Word paragraph and its letters: what stands there itself, else in its style, else the document's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planlink.documents.package import Element, Package
from planlink.documents.scale import heading_sizes, step

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_POINTS = 10.0  # where a document says nothing
_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """How letters are set: size in points, the family of the font with -bold where they are, whether they are
    hidden (or struck out, which says that they are to go), raised like a footnote mark, and the font of their signs."""

    size: float
    font: str
    hidden: bool
    raised: bool
    signs: str


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute in Word's namespace."""
    found: str | None = None if element is None else element.get(W + name)
    return found


def is_on(element: Element | None) -> bool:
    """A switch such as w:b is on where it stands without a value."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


class Styles:
    """The styles of a document, and how large its body and its headings are."""

    def __init__(self, package: Package) -> None:
        root, fonts, theme = (package.part(kind) for kind in ("styles", "fontTable", "theme"))
        styles = [] if root is None else root.findall(W + "style")
        self._styles = {value(style, "styleId"): style for style in styles}
        usual = (s for s in styles if value(s, "type") == "paragraph" and value(s, "default") in ("1", "true"))
        self._usual = value(next(usual, None), "styleId")
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._families = _families(fonts)
        self._theme = _theme_fonts(theme)
        self._asked: tuple[Element, str | None] = (None, self._usual)  # the last answer of `of`: it is asked often
        for name in ("_inherited", "_named", "_chained"):  # styles are few, paragraphs many
            setattr(self, name, lru_cache(maxsize=4096)(getattr(self, name)))
        self.body, self._sizes = self._measured(package.main)

    def chain(self, style: str | None) -> Iterator[Element]:
        """A style and those that it is based on."""
        seen: set[str | None] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            yield element
            style = value(element.find(W + "basedOn"))

    def of(self, paragraph: Element) -> str | None:
        """The name of a paragraph's style in the file."""
        if paragraph is not self._asked[0]:
            said = paragraph.find(W + "pPr")
            self._asked = paragraph, value(None if said is None else said.find(W + "pStyle")) or self._usual
        return self._asked[1]

    def name(self, paragraph: Element) -> str:
        """The style's English name, which is the same in Word of every language: heading 1, toc 2, title."""
        style = self._styles.get(self.of(paragraph))
        return (value(style.find(W + "name")) or "").lower() if style is not None else ""

    def setting(self, paragraph: Element, name: str) -> Element | None:
        """A property of the paragraph (w:ind, w:jc), its own or its style's."""
        said = paragraph.find(W + "pPr")
        own = None if said is None else said.find(W + name)
        return own if own is not None else self._inherited(self.of(paragraph), name)

    def level(self, paragraph: Element) -> int | None:
        """The level of a heading from 1, 0 for the title, None for text."""
        told = value(self.setting(paragraph, "outlineLvl"))
        if told is not None:
            return int(told) + 1 if told in "012345678" else None
        return self._named(self.of(paragraph))

    def look(self, run: Element, paragraph: Element) -> Look:
        own = run.find(W + "rPr")
        style = None if own is None else value(own.find(W + "rStyle"))
        elements, look = self._chained(style, self.of(paragraph))
        return look if own is None or not len(own) else self._look([own, *elements])

    def size(self, paragraph: Element, own: float) -> float:
        """The size to be seen by a reader of headings: that of its level, where it has one."""
        level = self.level(paragraph)
        return own if level is None else self._sizes.get(level, step(level) * self.body)

    def _named(self, style: str | None) -> int | None:
        """The level that the name of a style says."""
        names = [value(element.find(W + "name")) or "" for element in self.chain(style)]
        heading = next((found for name in names if (found := _HEADING.match(name))), None)
        return int(heading[1]) if heading else 0 if "title" in map(str.lower, names) else None

    def _inherited(self, style: str | None, name: str) -> Element | None:
        inherited = (element.find(f"{W}pPr/{W}{name}") for element in self.chain(style))
        return next((found for found in inherited if found is not None), None)

    def _chained(self, run_style: str | None, style: str | None) -> tuple[Sequence[Element], Look]:
        """What two styles and the document say of letters, the nearest first, and the look that comes of it."""
        elements = [s.find(W + "rPr") for s in (*self.chain(run_style), *self.chain(style))]
        said = [e for e in (*elements, self._defaults) if e is not None]
        return said, self._look(said)

    def _look(self, elements: Sequence[Element]) -> Look:
        def first(name: str) -> Element | None:
            return next((found for e in elements if (found := e.find(W + name)) is not None), None)

        fonts = [found for e in elements if (found := e.find(W + "rFonts")) is not None]
        size = value(first("sz")) or ""
        return Look(
            float(size) / 2 if re.fullmatch(r"\d+(\.\d+)?", size) else _POINTS,
            self._family(fonts) + ("-bold" if is_on(first("b")) else ""),
            any(is_on(first(name)) for name in ("vanish", "strike", "dstrike")),
            value(first("vertAlign")) == "superscript",
            next((name for f in fonts if (name := value(f, "ascii") or value(f, "hAnsi"))), ""),
        )

    def _family(self, fonts: Sequence[Element]) -> str:
        """What kind of font the Japanese letters have, as the file's list of fonts says (roman is 明朝): pasted text
        in another font of the same kind looks the same."""
        for element in fonts:
            theme = value(element, "eastAsiaTheme")
            name = self._theme.get(theme, theme) if theme else value(element, "eastAsia")
            if name:
                return self._families.get(name, name)
        return "plain"

    def _measured(self, body: Element) -> tuple[float, dict[int, float]]:
        """The commonest size of text, and the size of each level of headings."""
        letters: dict[int | None, Counter[float]] = {}
        for paragraph in body.iter(W + "p"):
            counts = letters.setdefault(self.level(paragraph), Counter())
            for run in paragraph.iter(W + "r"):
                counts[self.look(run, paragraph).size] += sum(len(text.text or "") for text in run.iter(W + "t"))
        most = {level: counts.most_common(1)[0][0] for level, counts in letters.items() if counts}
        size = most.pop(None, _POINTS)
        return size, heading_sizes({level: own for level, own in most.items() if level is not None}, size)


def _families(fonts: Element | None) -> dict[str, str]:
    found = {} if fonts is None else {value(f, "name"): value(f.find(W + "family")) for f in fonts.iter(W + "font")}
    return {name: family for name, family in found.items() if name and family and family != "auto"}


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """The fonts behind majorEastAsia and minorEastAsia."""
    found = {}
    for kind in ("major", "minor"):
        fonts = None if theme is None else next(theme.iter(f"{{*}}{kind}Font"), None)
        named = [] if fonts is None else [*fonts.findall("{*}ea"), *fonts.findall("{*}font[@script='Jpan']")]
        found[f"{kind}EastAsia"] = next((name for f in named if (name := f.get("typeface"))), f"{kind}EastAsia")
    return found
