"""PDF files. Only this module opens them: pdfplumber for letters and rules, pdfium for a second look."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from ctypes import byref, c_double
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
from pdfminer.layout import LTChar, LTContainer
from pdfplumber.page import fix_fontname_bytes
from pdfplumber.table import TableFinder
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.geometry import curve_to_edges, line_to_edge, rect_to_edges
from pypdfium2 import raw

from planlink.documents.glyphs import Glyph, Sheet, mended
from planlink.documents.layout import page_of
from planlink.documents.readings import best
from planlink.documents.shapes import is_box, is_thin, is_white
from planlink.documents.signs import shown
from planlink.documents.tables import sides_of
from planlink.errors import DocumentError
from planlink.records.documents import Page
from planlink.records.places import Box

LIFT = 0.2  # share of the size by which the ink of a raised digit floats above the baseline
EDGES = 1500  # a drawing with more edges than this is no table
LARGEST = 4000  # points of the longer side of a picture that is read
COVERING = 0.6  # share of the sheet that a picture takes which all else lies on
OUTLINES = 200  # curves on a page without letters: its letters were turned into drawings
_ENCRYPTED = 4  # FPDF_ERR_PASSWORD


def count_pages(path: Path) -> int:
    """The number of sheets. Raises DocumentError for files that are broken, no PDF, or locked by a password."""
    document = opened(path)
    try:
        return len(document)
    finally:
        document.close()


def opened(path: Path) -> Any:
    """The file as pdfium has it, to be closed. Raises DocumentError as `count_pages` does."""
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _ENCRYPTED or "password" in str(error).lower():
            raise DocumentError(
                path.name,
                "パスワードで保護されているため，開くことができません",
                "パスワードを解除したファイルを保存し直して指定してください。",
            ) from error
        raise _broken(path) from error
    except FileNotFoundError as error:
        raise DocumentError(
            path.name, "ファイルが見つかりません", "ファイルの場所と名前を確かめてください。"
        ) from error


def _broken(path: Path) -> DocumentError:
    return DocumentError(
        path.name,
        "PDFとして開くことができません（ファイルが壊れているか，PDFではありません）",
        "元のファイルからPDFを作り直して指定してください。",
    )


def read_pages(path: Path, first: int, last: int) -> tuple[Page, ...]:
    """Read sheets `first` to `last` (from 1, both inside). Memory grows slowly with the number of sheets that a
    process has read: let a child process read about fifty. Call `zones.strip` on all pages of the document."""
    return tuple(each_page(path, first, last))


def each_page(path: Path, first: int, last: int) -> Iterator[Page]:
    """The same sheets one after the other."""
    yield from (page_of(sheet) for sheet in read_sheets(path, first, last))


@contextmanager
def _quiet() -> Iterator[None]:
    """No remarks of the PDF library on standard error: what matters is counted in the quality of a page."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def read_sheets(path: Path, first: int, last: int) -> Iterator[Sheet]:
    """The letters and rules of sheets `first` to `last`; each sheet is closed before the next one is opened. Raises
    DocumentError where the file cannot be opened, and whatever a library raises for a sheet that is broken."""
    second = opened(path)
    try:
        numbers = list(range(max(1, first), min(last, len(second)) + 1))
        with _quiet(), _plumbed(path, numbers) as document:
            for page in document.pages:
                yield _best(page, second)
                page.close()
    finally:
        second.close()


def _plumbed(path: Path, numbers: list[int]) -> Any:
    """The file as pdfplumber has it, its sheets counted."""
    try:
        document = pdfplumber.open(path, pages=numbers)
        _ = document.pages
    except Exception as error:  # broken in one of the ways that pdfminer does not foresee
        _pass_on_memory(error)
        raise _broken(path) from error
    return document


def _pass_on_memory(error: Exception) -> None:
    """Memory that ran out is no fault of the file's form, though pdfplumber wraps it as one."""
    if isinstance(error, MemoryError) or any(isinstance(cause, MemoryError) for cause in error.args):
        raise MemoryError from error


def _best(page: Any, second: Any) -> Sheet:
    """The sheet as it is best read: by the file's letters, by pdfium's, or by its picture."""
    sheet = _sheet(page, second)
    found = best(sheet, lambda: _as_pdfium_sees(page, second, sheet), lambda: _as_a_picture(page, second, sheet))
    return found if found.source == "ocr" else _from_corner(found, float(page.bbox[0]), float(page.bbox[1]))


def _as_pdfium_sees(page: Any, second: Any, sheet: Sheet) -> Sheet | None:
    """The sheet with pdfium's letters; None on turned pages, where the two do not share their coordinates."""
    from planlink.documents import pdfium  # with numpy, which a sound page does not need

    if page.rotation:
        return None
    drawn = second[page.page_number - 1]
    text_page = drawn.get_textpage()
    try:
        found = tuple(mended(pdfium.letters(text_page, float(page.mediabox[0]), float(page.mediabox[3]))))
        return replace(sheet, glyphs=found, source="second")
    finally:
        text_page.close()
        drawn.close()


def _as_a_picture(page: Any, second: Any, sheet: Sheet) -> Sheet | None:
    """The sheet with letters and rules read off its picture; None without the extra `ocr`."""
    from planlink.documents import pdfium, scan

    if not scan.is_there():
        return None
    drawn = second[page.page_number - 1]
    dpi = min(scan.DPI, round(72 * LARGEST / max(sheet.width, sheet.height)))
    try:
        found = scan.read(pdfium.grey(drawn, dpi), dpi)
    finally:
        drawn.close()
    rules = (*found.level, *found.upright)
    cells = tuple(_cells(page, [line_to_edge(_as_line(rule)) for rule in rules]))
    return replace(
        sheet, glyphs=found.glyphs, cells=cells, shaded=(), strokes=rules, rules=rules, letters="", source="ocr"
    )


def _as_line(rule: Box) -> dict[str, Any]:
    """A rule as pdfplumber's line, as thin as a line is."""
    x, y = (rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2
    box = Box(rule.x0, y, rule.x1, y) if rule.width >= rule.height else Box(x, rule.top, x, rule.bottom)
    return {**box._asdict(), "width": box.width, "height": box.height, "object_type": "line"}


def _sheet(page: Any, second: Any) -> Sheet:
    letters, raised = _second_look(second, page)
    width, height = float(page.width), float(page.height)
    try:
        chars, shapes = _placed(page)
        drawn, filled = _edges(shapes)
        rules = tuple(_rules(shapes))
        glyphs = tuple(mended(_glyphs(page, chars, raised)))
    except (PdfminerException, MalformedPDFException) as error:
        _pass_on_memory(error)
        if not letters:
            raise
        return Sheet(page.page_number, width, height, (), letters=letters)
    covered = any(i["width"] * i["height"] > COVERING * width * height for i in shapes["image"])
    return Sheet(
        number=page.page_number,
        width=width,
        height=height,
        glyphs=glyphs,
        cells=tuple(_cells(page, drawn)),
        shaded=tuple(_cells(page, drawn + filled)) if filled else (),
        strokes=(*rules, *_outlines(shapes)),
        rules=rules,
        images=len(shapes["image"]) or int(not glyphs and len(shapes["curve"]) > OUTLINES),
        letters=letters,
        source="layer" if covered and glyphs and _are_unseen(second, page) else "file",
        covered=covered,
    )


def _are_unseen(document: Any, page: Any) -> bool:
    """Whether most stretches of text on a sheet are drawn unseen, or below a picture that covers it: what scanners and
    gateways lay on the picture of a page."""
    sheet = document[page.page_number - 1]
    try:
        seen, unseen = 0, 0
        for drawn in sheet.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE), max_depth=3):
            if drawn.type == raw.FPDF_PAGEOBJ_TEXT:
                hidden = raw.FPDFTextObj_GetTextRenderMode(drawn.raw) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
                seen, unseen = seen + (not hidden), unseen + hidden
            elif _covers(drawn, page):
                seen, unseen = 0, seen + unseen
        return unseen > seen
    finally:
        sheet.close()


def _covers(drawn: Any, page: Any) -> bool:
    try:
        left, bottom, right, top = map(float, drawn.get_bounds())
    except pypdfium2.PdfiumError:  # nowhere
        return False
    return (right - left) * (top - bottom) > COVERING * float(page.width) * float(page.height)


def _from_corner(sheet: Sheet, left: float, top: float) -> Sheet:
    """The sheet measured from its own upper left corner, which is `left`, `top` in some files."""
    if not left and not top:
        return sheet
    return replace(
        sheet,
        glyphs=tuple(
            g._replace(x0=g.x0 - left, x1=g.x1 - left, top=g.top - top, bottom=g.bottom - top, base=g.base - top)
            for g in sheet.glyphs
        ),
        cells=_moved(sheet.cells, left, top),
        shaded=_moved(sheet.shaded, left, top),
        strokes=_moved(sheet.strokes, left, top),
        rules=_moved(sheet.rules, left, top),
    )


def _moved(boxes: Iterable[Box], left: float, top: float) -> tuple[Box, ...]:
    return tuple(Box(b.x0 - left, b.top - top, b.x1 - left, b.bottom - top) for b in boxes)


Shapes = Mapping[str, Sequence[dict[str, Any]]]


def _placed(page: Any) -> tuple[list[Any], Shapes]:
    """The letters of a page as pdfminer placed them, and its lines, rects, curves and images as pdfplumber has them:
    letters are many, and a record of all that could be said of each would cost more than reading them."""
    chars: list[Any] = []
    shapes: dict[str, list[dict[str, Any]]] = {kind: [] for kind in ("line", "rect", "curve", "image")}
    waiting = [iter(page.layout)]
    while waiting:
        item = next(waiting[-1], None)
        if item is None:
            waiting.pop()
        elif isinstance(item, LTChar):
            chars.append(item)
        elif isinstance(item, LTContainer):
            waiting.append(iter(item))
        else:
            shape = page.process_object(item)
            shapes.setdefault(shape["object_type"], []).append(shape)
    return chars, shapes


def _glyphs(page: Any, chars: Iterable[Any], raised: list[tuple[float, float]]) -> Iterator[Glyph]:
    left, head = float(page.mediabox[0]), float(page.height) + float(page.mediabox[1])
    offset = float(page.height) + float(page.bbox[1])
    for char in chars:
        x0, x1, top, bottom = char.x0 + left, char.x1 + left, head - char.y1, head - char.y0
        lifted = bool(raised) and any(x0 - 0.5 <= x <= x1 + 0.5 and top - 1 <= y <= bottom + 1 for x, y in raised)
        font = fix_fontname_bytes(char.fontname) if isinstance(char.fontname, bytes) else char.fontname
        text = shown(char.get_text(), font)
        if char.upright:
            base = offset - char.matrix[5]
            yield Glyph(text, x0, top, x1, bottom, bottom - top, base, font, lifted)
        else:
            turn = 1 if char.matrix[1] < 0 else -1
            yield Glyph(text, x0, top, x1, bottom, x1 - x0, bottom, font, turn=turn)


def _edges(shapes: Shapes) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The edges of rules, and those of coloured areas without an outline; white areas have none."""
    drawn = [line_to_edge(line) for line in shapes["line"]]
    filled: list[dict[str, Any]] = []
    for area in (*shapes["rect"], *shapes["curve"]):
        visible = area.get("fill") and not is_white(area.get("non_stroking_color"))
        if area.get("stroke") or (visible and is_thin(area)):
            drawn.extend(_outline(area))
        elif visible:
            filled.extend(_outline(area))
    return drawn, filled


def _outline(area: dict[str, Any]) -> list[dict[str, Any]]:
    """The level and upright edges of an area; a box with round corners has those of its rectangle."""
    if is_box(area):
        edges: list[dict[str, Any]] = rect_to_edges(area)
        return edges
    return [e for e in curve_to_edges(area) if e["orientation"]]


def _cells(page: Any, edges: list[dict[str, Any]]) -> Iterator[Box]:
    if len(edges) > EDGES:
        edges = [e for e in edges if max(e["width"], e["height"]) > 12][:EDGES]
    upright = [e for e in edges if e["orientation"] == "v"]
    level = [e for e in edges if e["orientation"] == "h"]
    if len(upright) < 2 or len(level) < 2:
        return
    settings = {
        "vertical_strategy": "explicit",
        "horizontal_strategy": "explicit",
        "explicit_vertical_lines": upright,
        "explicit_horizontal_lines": level,
    }
    for x0, top, x1, bottom in TableFinder(page, settings).cells:
        yield Box(float(x0), float(top), float(x1), float(bottom))


def _rules(shapes: Shapes) -> Iterator[Box]:
    """Lines, and rectangles so thin that they are lines."""
    for area in (*shapes["line"], *shapes["rect"], *shapes["curve"]):
        if area["object_type"] == "line" or is_thin(area):
            yield _box(area)


def _outlines(shapes: Shapes) -> Iterator[Box]:
    """The sides of stroked rectangles."""
    for area in (*shapes["rect"], *shapes["curve"]):
        if area.get("stroke") and not is_thin(area) and is_box(area):
            yield from sides_of(_box(area))


def _box(drawn: dict[str, Any]) -> Box:
    return Box(float(drawn["x0"]), float(drawn["top"]), float(drawn["x1"]), float(drawn["bottom"]))


def _second_look(document: Any, page: Any) -> tuple[str, list[tuple[float, float]]]:
    """What pdfium reads on a page without white space, and the places of digits whose ink floats."""
    sheet = document[page.page_number - 1]
    text_page = sheet.get_textpage()
    try:
        text = text_page.get_text_range()
        letters = "".join(c for c in text if not c.isspace() and c >= " " and c != "\ufffe")
        if page.rotation or not any(c.isdigit() for c in text):
            return letters, []
        return letters, list(_raised(text_page, text, page))
    finally:
        text_page.close()
        sheet.close()


def _raised(text_page: Any, text: str, page: Any) -> Iterator[tuple[float, float]]:
    """Centres of digits, from the upper left, that a superscript glyph draws at the size of the text."""
    foot = float(page.height)
    count = text_page.count_chars()
    for index in _digit_places(text_page, text, count):
        x, y = c_double(), c_double()
        if not raw.FPDFText_GetCharOrigin(text_page, index, byref(x), byref(y)):
            continue
        left, bottom, right, top = text_page.get_charbox(index)
        if bottom - y.value > LIFT * raw.FPDFText_GetFontSize(text_page, index):
            yield (left + right) / 2, foot - (top + bottom) / 2


def _digit_places(text_page: Any, text: str, count: int) -> Iterator[int]:
    """Indices of digits that follow a letter that is no digit."""
    if len(text) != count:
        text = "".join(chr(raw.FPDFText_GetUnicode(text_page, i)) for i in range(count))
    for index in range(1, len(text)):
        if text[index] in "0123456789" and text[index - 1] not in ".,":
            yield index
