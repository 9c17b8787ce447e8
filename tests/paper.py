"""Sheets for tests, typeset here without any library: Japanese letters of fonts that every viewer has, rules, areas.

All lengths are points from the upper left corner. The same calls give the same bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

A4 = (595.0, 842.0)
_FONTS = {"M": "HeiseiMin-W3", "G": "HeiseiKakuGo-W5"}


def width(text: str, size: float) -> float:
    """How wide a text is set: letters of Western alphabets are half a square."""
    return sum(size * (0.5 if letter.isascii() else 1.0) for letter in text)


class Paper:
    """A document that grows page by page; fonts are M (明朝) and G (ゴシック)."""

    def __init__(self) -> None:
        self.sizes: list[tuple[float, float]] = []
        self.drawn: list[list[str]] = []

    def page(self, size: tuple[float, float] = A4) -> None:
        self.sizes.append(size)
        self.drawn.append([])

    def text(self, x: float, top: float, text: str, size: float = 10.0, font: str = "M") -> None:
        """A level line whose letters begin at `x` and hang from `top`."""
        self._set(x, top + 0.88 * size, text, size, f"{font}H")

    def right(self, x1: float, top: float, text: str, size: float = 10.0, font: str = "M") -> None:
        """A level line that ends at `x1`."""
        self.text(x1 - width(text, size), top, text, size, font)

    def down(self, middle: float, top: float, text: str, size: float = 10.0, font: str = "M") -> None:
        """An upright line (縦書き) around `middle` that begins at `top`."""
        self._set(middle, top, text, size, f"{font}V")

    def paragraph(
        self, x: float, top: float, text: str, letters: int, size: float = 10.0, leading: float = 1.7, font: str = "M"
    ) -> float:
        """Running text in level lines of so many letters; where the next line would begin."""
        for start in range(0, len(text), letters):
            self.text(x, top, text[start : start + letters], size, font)
            top += leading * size
        return top

    def rule(self, x0: float, top: float, x1: float, bottom: float, thick: float = 0.5) -> None:
        y0, y1 = self._up(top), self._up(bottom)
        self.drawn[-1].append(f"{thick} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")

    def area(self, x0: float, top: float, x1: float, bottom: float, grey: float = 0.85) -> None:
        self.drawn[-1].append(f"{grey} g {x0:.2f} {self._up(bottom):.2f} {x1 - x0:.2f} {bottom - top:.2f} re f 0 g")

    def frame(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.drawn[-1].append(f"0.5 w {x0:.2f} {self._up(bottom):.2f} {x1 - x0:.2f} {bottom - top:.2f} re S")

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Rules at all of `xs` and `ys`."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)

    def save(self, path: Path) -> Path:
        kids = " ".join(f"{_FIRST + 2 * i} 0 R" for i in range(len(self.drawn)))
        objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(self.drawn)}>>".encode()]
        objects += _fonts()
        for place, (size, drawn) in enumerate(zip(self.sizes, self.drawn, strict=True)):
            objects += _page(size, drawn, _FIRST + 2 * place + 1)
        path.write_bytes(_assembled(objects))
        return path

    def _set(self, x: float, top: float, text: str, size: float, font: str) -> None:
        code = text.encode("utf-16-be").hex()
        self.drawn[-1].append(f"BT /{font} {size} Tf {x:.2f} {self._up(top):.2f} Td <{code}> Tj ET")

    def _up(self, top: float) -> float:
        return self.sizes[-1][1] - top


_NAMES = tuple(f"{font}{way}" for font in _FONTS for way in "HV")
_FIRST = 3 + 3 * len(_NAMES)


def _fonts() -> Iterable[bytes]:
    """Three objects for each font: itself, its letters, its measures; none is embedded."""
    for place, name in enumerate(_NAMES):
        number, base = 3 + 3 * place, _FONTS[name[0]]
        yield (
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}-UniJIS-UTF16-{name[1]}/Encoding/UniJIS-UTF16-{name[1]}"
            f"/DescendantFonts[{number + 1} 0 R]>>"
        ).encode()
        yield (
            f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{base}/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)"
            f"/Supplement 4>>/FontDescriptor {number + 2} 0 R/DW 1000/W[1 94 500]>>"
        ).encode()
        yield (
            f"<</Type/FontDescriptor/FontName/{base}/Flags 4/FontBBox[-92 -250 1010 922]/ItalicAngle 0"
            "/Ascent 880/Descent -120/CapHeight 709/StemV 78>>"
        ).encode()


def _page(size: tuple[float, float], drawn: Sequence[str], content: int) -> Iterable[bytes]:
    fonts = "".join(f"/{name} {3 + 3 * place} 0 R" for place, name in enumerate(_NAMES))
    data = zlib.compress("\n".join(drawn).encode(), 9)
    yield (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Resources<</Font<<{fonts}>>>>"
        f"/Contents {content} 0 R>>"
    ).encode()
    yield f"<</Length {len(data)}/Filter/FlateDecode>>stream\n".encode() + data + b"\nendstream"


def _assembled(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
