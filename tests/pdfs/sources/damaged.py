#!/usr/bin/env python3
"""Set one page of a made-up plan and damage it in the ways that files of offices are damaged.

Usage: python damaged.py   (needs: pip install typst pikepdf reportlab pillow pypdfium2, and the IPA fonts)

- scan_page.pdf: a picture of the page, turned by half a degree, with the grain of a scanner
- damaged_no_tounicode.pdf: the fonts do not say which letters their shapes are
- damaged_wrong_tounicode.pdf: they say wrong ones, so that each letter is silently another
- damaged_private_use.pdf: a quarter of the letters are private use
- legacy_cmap.pdf: fonts that are not embedded, in the encoding of Japanese Windows (90ms-RKSJ-H)
The same fonts and versions give the same letters. The PDFs embed subsets of IPAGothic and IPAMincho (IPA Font License).
"""

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import typst
from PIL import Image, ImageFilter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import CIDFont
from reportlab.pdfgen import canvas

HERE = Path(__file__).resolve().parent
PDFS = HERE.parent
SOURCE = HERE / "damaged.typ"


def font_folders() -> list[str]:
    listed = subprocess.run(["fc-list", ":lang=ja", "file"], capture_output=True, text=True, check=True).stdout
    files = [Path(line.rstrip(": \n")) for line in listed.splitlines()]
    return sorted({str(f.parent) for f in files if f.name.startswith(("ipag", "ipam"))})


def change(whole: bytes, file: Path, how: Callable[[str], str | None]) -> None:
    """Write the file with each font's table of letters (ToUnicode) changed; None takes it away."""
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        for font in [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/ToUnicode" in o]:
            changed = how(font.ToUnicode.read_bytes().decode("ascii"))
            if changed is None:
                del font["/ToUnicode"]
            else:
                font.ToUnicode = pdf.make_stream(changed.encode("ascii"))
        pdf.save(file, deterministic_id=True)


def shifted(table: str) -> str:
    """Each letter is the one 37 places further on: no kana is left a kana of the same word."""
    return re.sub(
        r"(<[0-9A-Fa-f]{4}> )<([0-9A-Fa-f]{4})>",
        lambda m: f"{m[1]}<{0x4E00 + (int(m[2], 16) * 37) % 0x5000:04X}>",
        table,
    )


def private(table: str) -> str:
    places = iter(range(10_000))

    def hide(m: re.Match[str]) -> str:
        place = next(places)
        return f"{m[1]}<{0xE000 + place:04X}>" if place % 4 == 0 else m[0]

    return re.sub(r"(<[0-9A-Fa-f]{4}> )<([0-9A-Fa-f]{4})>", hide, table)


def scan(whole: bytes, file: Path) -> None:
    page = pypdfium2.PdfDocument(whole)[0]
    picture = page.render(scale=150 / 72, grayscale=True).to_pil().convert("L")
    picture = picture.rotate(0.5, resample=Image.Resampling.BICUBIC, fillcolor=255)
    picture = picture.filter(ImageFilter.GaussianBlur(0.5))
    grain = Image.effect_noise(picture.size, 18)
    picture = Image.blend(picture, grain, 0.06)
    picture.save(file, "PDF", resolution=150, quality=45, creationDate=None, modDate=None)


def legacy(file: Path) -> None:
    font = CIDFont("HeiseiMin-W3", "90ms-RKSJ-H")
    pdfmetrics.registerFont(font)
    page = canvas.Canvas(str(file), pagesize=(420, 298), invariant=True)
    for place, line in enumerate(LEGACY):
        page.setFont(font.fontName, 14 if place == 0 else 10.5)
        page.drawString(40, 250 - 22 * place, line.encode("cp932").decode("latin-1"))
    page.save()


LEGACY = (
    "１　朝市と桟橋のにぎわい",
    "古い倉庫を直して，朝市と演奏会を開きます。",
    "来場者は年間45,300人を目指します。",
)


def main() -> None:
    whole = typst.compile(str(SOURCE), font_paths=font_folders(), ignore_system_fonts=True, pdf_tags=False)
    change(whole, PDFS / "damaged_no_tounicode.pdf", lambda table: None)
    change(whole, PDFS / "damaged_wrong_tounicode.pdf", shifted)
    change(whole, PDFS / "damaged_private_use.pdf", private)
    scan(whole, PDFS / "scan_page.pdf")
    legacy(PDFS / "legacy_cmap.pdf")


if __name__ == "__main__":
    main()
