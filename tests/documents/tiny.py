"""Hand-written PDF files: Western letters and rules, as small as the format allows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def text(words: str, x: float, y: float, size: float = 10) -> str:
    """A word in Helvetica with its baseline `y` points above the foot of the page."""
    return f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET"


def rectangle(x: float, y: float, width: float, height: float, how: str = "S") -> str:
    """A rectangle that is stroked (S) or filled (f)."""
    return f"{x} {y} {width} {height} re {how}"


HELVETICA = "/Type/Font/Subtype/Type1/BaseFont/Helvetica"


def write(path: Path, *pages: str, trailer: str = "", font: str = HELVETICA, more: Sequence[str] = ()) -> Path:
    """A file with these content streams as pages of A4; further objects come behind those of the pages."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        f"<<{font}>>",
    ]
    for index, content in enumerate(pages):
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * index} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    path.write_bytes(_assemble([*objects, *more], trailer))
    return path


def private_letter(path: Path, *lines: str) -> Path:
    """A page whose font draws an X and calls it U+E123, as a letter that only one office has."""
    table = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        "2 beginbfrange <20> <57> <0020> <59> <7E> <0059> endbfrange 1 beginbfchar <58> <E123> endbfchar endcmap"
    )
    content = " ".join(text(line, 70, 700 - 20 * number) for number, line in enumerate(lines))
    stream = f"<</Length {len(table)}>>stream\n{table}\nendstream"
    return write(path, content, font=f"{HELVETICA}/ToUnicode 6 0 R", more=(stream,))


def locked(path: Path) -> Path:
    """A file whose password nobody knows."""
    key = "<" + "5a" * 32 + ">"
    return write(
        path,
        text("secret", 70, 700),
        trailer=f"/Encrypt<</Filter/Standard/V 1/R 2/O {key}/U {key}/P -44>>/ID[<{'00' * 16}><{'00' * 16}>]",
    )


def _assemble(objects: list[str], trailer: str) -> bytes:
    out = b"%PDF-1.4\n"
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
