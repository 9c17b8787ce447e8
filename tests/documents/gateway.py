"""PDFs as gateways (無害化) hand them on: each way takes a sound file and writes what comes out behind the gateway."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2 import raw

DPI = 150
INVISIBLE = 3


def resaved(source: Path, target: Path) -> None:
    """Written anew by another program: other numbers of objects, no scripts, no attachments, no data on its maker."""
    old, new = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    new.import_pages(old)
    new.save(target)


def pictures(source: Path, target: Path) -> None:
    """Each page is a picture of itself, without letters."""
    first, *rest = (image.convert("RGB") for image in _drawn(source))
    first.save(target, "PDF", save_all=True, append_images=rest, resolution=DPI)


def lettered(source: Path, target: Path) -> None:
    """Each page is a picture of itself, and the letters lie on it invisibly, as programs for OCR lay them."""
    _lay_on_pictures(source, target, invisible=True)


def under_pictures(source: Path, target: Path) -> None:
    """Each page is a picture of itself that hides the letters below it."""
    _lay_on_pictures(source, target, invisible=False)


def two_on_a_sheet(source: Path, target: Path) -> None:
    """Printed anew: two pages beside each other on a sheet."""
    document = pypdfium2.PdfDocument(source)
    width, height = document[0].get_size()
    made = raw.FPDF_ImportNPagesToOne(document.raw, 2 * width, height, 2, 1)
    pypdfium2.PdfDocument(made).save(target)


def on_a_photograph(source: Path, target: Path) -> None:
    """No gateway: letters that everybody sees, on a picture that fills the page."""
    old, new = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    for number, before in enumerate(old):
        page = new.new_page(*before.get_size())
        _lay(new, page, Image.new("RGB", (50, 70), (200, 210, 220)))
        whole = raw.FPDF_NewXObjectFromPage(new.raw, old.raw, number)
        raw.FPDFPage_InsertObject(page.raw, raw.FPDF_NewFormObjectFromXObject(whole))
        raw.FPDF_CloseXObject(whole)
        page.gen_content()
    new.save(target)


def _lay_on_pictures(source: Path, target: Path, invisible: bool) -> None:
    document = pypdfium2.PdfDocument(source)
    for page, image in zip(list(document), _drawn(source), strict=True):
        for drawn in list(page.get_objects(max_depth=1)):
            if drawn.type != raw.FPDF_PAGEOBJ_TEXT:
                raw.FPDFPage_RemoveObject(page.raw, drawn.raw)
            elif invisible:
                raw.FPDFTextObj_SetTextRenderMode(drawn.raw, INVISIBLE)
        _lay(document, page, image)
        page.gen_content()
    document.save(target)


def _drawn(source: Path) -> list[Image.Image]:
    return [page.render(scale=DPI / 72).to_pil() for page in pypdfium2.PdfDocument(source)]


def _lay(document: Any, page: Any, image: Image.Image) -> None:
    data = io.BytesIO()
    image.convert("RGB").save(data, "JPEG", quality=60)
    placed = pypdfium2.PdfImage.new(document)
    placed.load_jpeg(data, inline=True)
    placed.set_matrix(pypdfium2.PdfMatrix().scale(*page.get_size()))
    page.insert_obj(placed)
