"""Made-up sheets: letters set in squares, rules and cells, so that a test shows only where things stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from planlink.documents.glyphs import Glyph, Sheet
from planlink.documents.layout import page_of
from planlink.records.documents import Frame, Line, Page, Table
from planlink.records.places import Box

SIZE = 10.0


def put(
    text: str,
    x: float = 70.0,
    y: float = 100.0,
    size: float = SIZE,
    step: float = 0.0,
    font: str = "ABCDEF+Mincho",
    raised: bool = False,
    blank: float = 0.3,
) -> list[Glyph]:
    """Letters from `x` on with their top at `y`; ASCII is half as wide, a blank `blank` letters, `step` is added."""
    glyphs: list[Glyph] = []
    for letter in text:
        width = size * (blank if letter == " " else 0.5 if letter.isascii() else 1.0)
        glyphs.append(Glyph(letter, x, y, x + width, y + size, size, y + 0.88 * size, font, raised))
        x += width + step
    return glyphs


def stacked(text: str, x: float, y: float, size: float = SIZE, pitch: float = 1.2) -> list[Glyph]:
    """Letters one below the other."""
    return list(chain.from_iterable(put(c, x, y + i * pitch * size, size) for i, c in enumerate(text)))


def paragraph(lines: Sequence[str], x: float = 70.0, y: float = 100.0, size: float = SIZE) -> list[Glyph]:
    return list(chain.from_iterable(put(line, x, y + 1.6 * size * i, size) for i, line in enumerate(lines)))


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Box]:
    """The cells between rules at `xs` and `ys`."""
    return [Box(x0, top, x1, bottom) for top, bottom in pairwise(ys) for x0, x1 in pairwise(xs)]


def outline(box: Box, sides: str = "tblr") -> list[Box]:
    """Strokes along the named sides: top, bottom, left, right."""
    strokes = {
        "t": Box(box.x0, box.top, box.x1, box.top),
        "b": Box(box.x0, box.bottom, box.x1, box.bottom),
        "l": Box(box.x0, box.top, box.x0, box.bottom),
        "r": Box(box.x1, box.top, box.x1, box.bottom),
    }
    return [strokes[s] for s in sides]


def sheet(
    *glyphs: Iterable[Glyph],
    cells: Sequence[Box] = (),
    shaded: Sequence[Box] = (),
    strokes: Sequence[Box] = (),
    number: int = 1,
    images: int = 0,
    letters: str = "",
) -> Sheet:
    drawn = tuple(strokes) or tuple(chain.from_iterable(outline(c) for c in cells))
    rules = () if cells or shaded else drawn
    return Sheet(
        number,
        595.0,
        842.0,
        tuple(chain.from_iterable(glyphs)),
        tuple(cells),
        tuple(shaded),
        drawn,
        rules,
        images,
        letters,
    )


def read(*glyphs: Iterable[Glyph], **drawn: Sequence[Box]) -> Page:
    return page_of(sheet(*glyphs, **drawn))  # type: ignore[arg-type]


def texts(page: Page) -> list[str]:
    """Each block in words: a line's text, the lines of a box in 〔〕, the cells of a table in ［］."""
    return [words(block) for block in page.blocks]


def words(block: Line | Table | Frame) -> str:
    if isinstance(block, Line):
        return block.text
    if isinstance(block, Frame):
        return "〔" + "/".join(line.text for line in block.lines) + "〕"
    return "［" + "|".join("/".join(line.text for line in cell.lines) for cell in block.cells) + "］"


def line(text: str, x: float = 70.0, y: float = 100.0, size: float = SIZE) -> Line:
    """A ready line, for stages that work on pages."""
    return Line(text, Box(x, y, x + size * len(text), y + size), size, "Mincho")


def page(*blocks: Line | Table | Frame, number: int = 1) -> Page:
    return Page(number, 595.0, 842.0, blocks)
