"""pdfium's own reading of a page: its letters where it sees them, and its picture."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double, c_int, create_string_buffer
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from planlink.documents.glyphs import Glyph


def letters(text_page: Any, left: float, foot: float) -> Iterator[Glyph]:
    """The letters of a page; `left` and `foot` are the page's left edge and upper end in the file's coordinates."""
    for index in range(text_page.count_chars()):
        text = chr(raw.FPDFText_GetUnicode(text_page, index))
        if text < " " or text == "\ufffe" or raw.FPDFText_IsGenerated(text_page, index):
            continue
        x, y = c_double(), c_double()
        raw.FPDFText_GetCharOrigin(text_page, index, byref(x), byref(y))
        x0, low, x1, high = text_page.get_charbox(index, loose=True)
        box = (x0 - left, foot - high, x1 - left, foot - low)
        yield Glyph(text, *box, high - low, foot - y.value, _font(text_page, index))


def _font(text_page: Any, index: int) -> str:
    name = create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text_page, index, name, len(name), byref(c_int()))
    return name.value.decode("utf-8", "replace")


def grey(page: Any, dpi: float) -> NDArray[np.uint8]:
    """The page as rows of grey from the top, `dpi` points an inch."""
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    try:
        rows: NDArray[np.uint8] = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
        return rows
    finally:
        bitmap.close()
