"""Pictures of PDF pages, and of places on them, as grey PNG."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from planlink.documents.glyphs import Glyph
from planlink.documents.pdf import opened
from planlink.japanese.text import search_key, with_geta
from planlink.records.places import Box, Place

CLIP_DPI = 110
AROUND = 20.0  # points of the page that are shown above and below a place
TALLEST = 200.0  # points of a page that a clip shows at most
BEGINNINGS = (24, 12)  # letters by which a quotation is found that is not on the page as a whole
GREYS = 16
FRAME = 0


def picture(path: Path, page: int, dpi: int = 100) -> bytes:
    """Sheet `page` (from 1) as a PNG; `dpi` dots an inch, so that boxes in points stand where they should."""
    document = opened(path)
    try:
        return _png(_drawn(_whole(document[page - 1]), dpi))
    finally:
        document.close()


def clips(path: Path, places: Sequence[Place]) -> Iterator[bytes | None]:
    """For each place of a PDF the stretch of its page where the quotation stands, framed; None where it is not found,
    on turned pages and on sheets that do not exist. Raises DocumentError for files that cannot be opened."""
    document, printed = opened(path), dict[int, _Printed]()
    try:
        for place in places:
            inside = place.page is not None and 0 < place.page <= len(document)
            yield _clip(_whole(document[place.page - 1]), place, printed) if inside and place.page else None
    finally:
        document.close()


def _whole(sheet: Any) -> Any:
    """The sheet with all of its paper, since places count from the corner of the whole sheet."""
    sheet.set_cropbox(*sheet.get_mediabox())
    return sheet


def _clip(sheet: Any, place: Place, printed: dict[int, _Printed]) -> bytes | None:
    """`printed` has what stands on the pages that were looked at before."""
    if sheet.get_rotation():
        return None
    assert place.page is not None
    if place.page not in printed:
        printed[place.page] = _printed(_letters(sheet))
    box = _found(printed[place.page], place)
    if box is None:
        return None
    width, height = sheet.get_size()
    top = max(0.0, box.top - AROUND)
    bottom = min(height, box.bottom + AROUND, top + TALLEST)
    image = _drawn(sheet, CLIP_DPI, (0.0, height - bottom, 0.0, top))
    scale = image.width / width
    frame = [(box.x0 - 3) * scale, (box.top - top - 3) * scale, (box.x1 + 3) * scale, (box.bottom - top + 3) * scale]
    ImageDraw.Draw(image).rectangle(frame, outline=FRAME, width=2)
    return _png(image.quantize(GREYS, dither=Image.Dither.NONE))


def _letters(sheet: Any) -> list[Glyph]:
    from planlink.documents import pdfium

    left, _, _, foot = sheet.get_mediabox()
    text_page = sheet.get_textpage()
    try:
        return list(pdfium.letters(text_page, left, foot))
    finally:
        text_page.close()


@dataclass(frozen=True, slots=True)
class _Printed:
    """The letters of a page, and what they say in the form in which texts are compared: letter i of `text` came from
    `letters[source[i]]`."""

    letters: Sequence[Glyph]
    text: str
    source: Sequence[int]


def _printed(letters: Sequence[Glyph]) -> _Printed:
    keys = [search_key(with_geta(letter.text)) for letter in letters]
    return _Printed(letters, "".join(keys), [number for number, key in enumerate(keys) for _ in key])


def _found(printed: _Printed, place: Place) -> Box | None:
    """Where the quotation stands, in the place's own box if it has one; the box where it is not found."""
    letters, text, source = printed.letters, printed.text, printed.source
    wanted = search_key(place.text)
    for piece in dict.fromkeys([wanted, *(wanted[:size] for size in BEGINNINGS if len(wanted) > size)]):
        boxes = [_around(letters[source[at] : source[at + len(piece) - 1] + 1]) for at in _places(text, piece)]
        if boxes:
            return next((box for box in boxes if place.box and _inside(box, place.box)), boxes[0])
    return place.box


def _places(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece) if piece else -1
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


def _inside(box: Box, outer: Box) -> bool:
    return outer.holds((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)


def _around(letters: Sequence[Glyph]) -> Box:
    return Box(
        min(one.x0 for one in letters),
        min(one.top for one in letters),
        max(one.x1 for one in letters),
        max(one.bottom for one in letters),
    )


def _drawn(sheet: Any, dpi: float, crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)) -> Image.Image:
    """The sheet in grey; `crop` are the points that are left out: left, bottom, right, top."""
    bitmap = sheet.render(scale=dpi / 72, grayscale=True, crop=crop)
    try:
        size = (bitmap.width, bitmap.height)
        return Image.frombuffer("L", size, bytes(bitmap.buffer), "raw", "L", bitmap.stride, 1).copy()
    finally:
        bitmap.close()


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
