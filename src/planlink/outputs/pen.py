"""The pen that outlines what stands on the picture of a page; colours, strokes and names come from drawing.toml."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from planlink.outputs.words import words_in
from planlink.records.places import Box

PALE = 0.4  # how far the page goes towards white, so that outlines stand out
TAG = 7.0  # points: letters of tags and legend
Colour = tuple[int, int, int]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind is drawn; see drawing.toml for the fields."""

    kind: str
    name: str
    tag: str
    code: str
    colour: Colour
    dash: tuple[float, ...]
    width: float
    out: float
    side: str
    gap: float = 0.0


@lru_cache(maxsize=1)
def styles() -> dict[str, Style]:
    """The style of every kind, in the order of drawing."""
    return {kind: Style(kind, **_frozen(entry)) for kind, entry in words_in("drawing.toml")["kinds"].items()}


def _frozen(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def japanese_font(size: float) -> ImageFont.FreeTypeFont | None:
    """The first of drawing.toml's fonts that the system has; None without any."""
    for name in words_in("drawing.toml")["fonts"]:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None


class Pen:
    """Draws on a pale copy of `picture`; `scale` is pixels a point, boxes are in points."""

    def __init__(self, picture: Image.Image, scale: float) -> None:
        page = picture.convert("RGB")
        self._image = Image.blend(page, Image.new("RGB", page.size, "white"), PALE)
        self._draw = ImageDraw.Draw(self._image)
        self._scale = scale
        japanese = japanese_font(TAG * scale)
        self.speaks_japanese = japanese is not None
        self._font: Font = japanese or ImageFont.load_default(TAG * scale)
        self._tags: list[tuple[Box, Style, str]] = []

    def sign(self, style: Style) -> str:
        """What a tag of this kind begins with."""
        return style.tag if self.speaks_japanese else style.code

    def outline(self, box: Box, style: Style, label: str = "") -> None:
        """Draw a box; the tag that names it is written when all boxes are drawn."""
        out = style.out
        wide = Box(*(edge * self._scale for edge in (box.x0 - out, box.top - out, box.x1 + out, box.bottom + out)))
        self._frame(wide, style)
        if text := self.sign(style) + label:
            self._tags.append((wide, style, text))

    def _frame(self, box: Box, style: Style) -> None:
        corners = ((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom))
        width = max(1, round(style.width * self._scale))
        for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
            for one, two in _strokes(start, end, [part * self._scale for part in style.dash]):
                self._draw.line((one, two), style.colour, width)

    def tags(self) -> None:
        """Write the tags of all boxes, none over another."""
        written: list[Box] = []
        pad = self._scale
        for box, style, text in self._tags:
            left, top, right, bottom = self._draw.textbbox((0, 0), text, self._font)
            place = self._free(box, style, right - left + 2 * pad, bottom - top + 2 * pad, written)
            written.append(place)
            if self.sign(style):
                self._draw.rectangle(place, style.colour)
            ink = "white" if self.sign(style) else style.colour
            self._draw.text((place.x0 + pad - left, place.top + pad - top), text, ink, self._font)

    def _free(self, box: Box, style: Style, width: float, height: float, written: Sequence[Box]) -> Box:
        """A place for a tag outside a box on the left or right, or above its corner, where none is written yet."""
        gap = style.gap * self._scale
        x0, top, right, down = {
            "left": (box.x0 - width - gap, box.top, -width - 1, 0.0),
            "right": (box.x1 + gap, box.top, 0.0, height + 1),
            "corner": (box.x0, box.top - height - gap, width + 1, 0.0),
        }[style.side]
        x0, top = min(max(x0, 0.0), self._image.width - width), max(top, 0.0)
        place = Box(x0, top, x0 + width, top + height)
        while any(_meet(place, other) for other in written):
            place = Box(place.x0 + right, place.top + down, place.x1 + right, place.bottom + down)
        return place

    def legend(self, shown: Sequence[Style]) -> None:
        """Add a white band below the page with a sample and the name of each style."""
        if not shown:
            return
        entries = [(style, f" {self.legend_name(style)}") for style in shown]
        row, sample = 2.2 * TAG * self._scale, 3.0 * TAG * self._scale
        places = list(self._flow([sample + self._draw.textlength(text, self._font) + row for _, text in entries], row))
        height = self._image.height
        whole = Image.new("RGB", (self._image.width, round(height + places[-1][1] + 2 * row)), "white")
        whole.paste(self._image)
        self._image, self._draw = whole, ImageDraw.Draw(whole)
        self._draw.line((0, height, whole.width, height), "black")
        for (style, text), (x, y) in zip(entries, places, strict=True):
            top = height + y + 0.5 * row
            self._frame(Box(x, top, x + sample, top + TAG * self._scale), style)
            self._draw.text((x + sample, top), text, "black", self._font)

    def legend_name(self, style: Style) -> str:
        """The Japanese name; without letters for it the code and the kind."""
        return style.name if self.speaks_japanese else f"{style.code} {style.kind}".strip()

    def _flow(self, widths: Sequence[float], row: float) -> Iterator[tuple[float, float]]:
        """Where entries of these widths begin, row by row (pixels)."""
        x, y = row, 0.0
        for width in widths:
            if x > row and x + width > self._image.width:
                x, y = row, y + row
            yield x, y
            x += width

    def png(self) -> bytes:
        """The picture as a file."""
        out = io.BytesIO()
        self._image.save(out, "PNG", optimize=True)
        return out.getvalue()


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


Point = tuple[float, float]


def _strokes(start: Point, end: Point, dash: Sequence[float]) -> Iterator[tuple[Point, Point]]:
    """The strokes of a line; `dash` has the lengths of strokes and gaps in turn, empty for a full line."""
    length = abs(end[0] - start[0]) + abs(end[1] - start[1])
    if not dash or not length:
        yield start, end
        return
    done = 0.0
    for place, part in enumerate(cycle(dash)):
        if done >= length:
            return
        if place % 2 == 0:
            yield _along(start, end, done / length), _along(start, end, min(1.0, (done + part) / length))
        done += part


def _along(start: Point, end: Point, share: float) -> Point:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
