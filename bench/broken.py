"""500 damaged and hostile PDFs: each is read or named, within its limits, and a good plan beside them is read the same.

`python bench/broken.py [--sample] [--count N] [--keep FOLDER] [--json FILE]`. The files are made anew from the demo's
and the tests' PDFs, the same ones each time; `--sample` takes some of each kind and reads with less patience. `--keep`
leaves the files in a folder to look at. Exit status 1 where a file broke or held up the run.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import zlib
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import cycle, islice
from pathlib import Path

from measured import Row, tell

from planlink.documents.limits import Limits
from planlink.documents.reader import read_document
from planlink.errors import DocumentError
from planlink.read import plan_of
from planlink.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
COUNT, SAMPLE = 500, 12
BUILT, BUILT_SAMPLE = 60, 5
SEED = 20_261_127
HURRIED = Limits(seconds=2.0, wait=120.0)
MB = 1024**2

Make = Callable[[random.Random], bytes]


@lru_cache(maxsize=1)
def sources() -> tuple[bytes, ...]:
    """Sound files of a few pages, and two long ones."""
    pages = sorted((ROOT / "tests" / "pdfs").glob("page_*.pdf"))[::4]
    others = [ROOT / "tests" / "pdfs" / name for name in ("office_plan.pdf", "kpi_forms.pdf", "scan_page.pdf")]
    return tuple(path.read_bytes() for path in (*pages, *others, ROOT / "corpus" / "demo" / "plan-summary.pdf"))


def truncated(chance: random.Random) -> bytes:
    sound = chance.choice(sources())
    return sound[: chance.randrange(5, len(sound))]


def flipped(chance: random.Random) -> bytes:
    """Bits turned over, from a few to many."""
    broken = bytearray(chance.choice(sources()))
    for _ in range(chance.choice((3, 30, 300))):
        broken[chance.randrange(8, len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def spliced(chance: random.Random) -> bytes:
    """Stretches of another file, of zeros or of the file itself in the place of its own."""
    sound, other = chance.choice(sources()), chance.choice(sources())
    for _ in range(chance.randrange(1, 6)):
        at, size = chance.randrange(8, len(sound)), chance.randrange(1, 2000)
        there = chance.randrange(max(1, len(other) - size))
        sound = sound[:at] + chance.choice((other[there : there + size], b"\0" * size, b"")) + sound[at + size :]
    return sound


def wrong_xref(chance: random.Random) -> bytes:
    """A table of objects that leads elsewhere."""
    data = pdf(page(text(40)), page(text(20)))
    wrongs: tuple[Callable[[], bytes], ...] = (
        lambda: re.sub(rb"\d{10} 00000 n", lambda _: b"%010d 00000 n" % chance.randrange(len(data)), data),
        lambda: re.sub(rb"startxref\n\d+", b"startxref\n%d" % chance.randrange(10**9), data),
        lambda: data.replace(b"xref\n0 ", b"xref\n%d " % chance.randrange(1, 10**6), 1),
        lambda: data.replace(b"/Size ", b"/Size 9999999", 1),
        lambda: data.replace(b"/Root 1 0 R", b"/Root %d 0 R" % chance.randrange(2, 9)),
        lambda: data.replace(b"trailer<<", b"trailer<</Prev %d" % data.index(b"xref\n")),
        lambda: data[: data.index(b"xref\n")],
    )
    return chance.choice(wrongs)()


def loops(chance: random.Random) -> bytes:
    """Objects that hold themselves."""
    own = page(text(9))
    made: tuple[Callable[[], bytes], ...] = (
        lambda: pdf(own, kids="2 0 R 4 0 R"),
        lambda: pdf(own, kids="2 0 R"),
        lambda: pdf(own, extra={20: "[20 0 R]"}).replace(b"/Contents 5 0 R", b"/Contents 20 0 R"),
        lambda: pdf(own, extra={20: "20 0 R"}).replace(b"/Contents 5 0 R", b"/Contents 20 0 R"),
        lambda: pdf(own, extra={20: "<</Parent 20 0 R>>"}).replace(b"/Parent 2 0 R", b"/Parent 20 0 R"),
        lambda: pdf(page("/X0 Do"), resources="/XObject<</X0 20 0 R>>", extra={20: form("/X0 Do", "/X0 20 0 R")}),
        lambda: pdf(
            page("/X0 Do"),
            resources="/XObject<</X0 20 0 R>>",
            extra={n: form("/X0 Do /X0 Do", f"/X0 {n + 1 if n < 49 else 20} 0 R") for n in range(20, 50)},
        ),
        lambda: pdf(own, fonts="20 0 R", extra={20: "<</Type/Font/Subtype/Type0/DescendantFonts[20 0 R]>>"}),
        lambda: pdf(own, fonts="20 0 R", extra={20: "<</Type/Font/Subtype/Type1/Encoding 20 0 R/ToUnicode 20 0 R>>"}),
        lambda: pdf(own, root="/Outlines 20 0 R", extra={20: "<</First 20 0 R/Next 20 0 R/Last 20 0 R>>"}),
        lambda: pdf(own, root="/StructTreeRoot 20 0 R", extra={20: "<</Type/StructTreeRoot/K 20 0 R>>"}),
    )
    return chance.choice(made)()


def nested(chance: random.Random) -> bytes:
    """Things inside things."""
    deep = chance.choice((200, 5_000, 100_000))
    made: tuple[Callable[[], bytes], ...] = (
        lambda: pdf(page(text(9)), root=f"/Deep {'[' * deep}{']' * deep}"),
        lambda: pdf(page(text(9)), root=f"/Deep {'<</D ' * deep}0{'>>' * deep}"),
        lambda: pdf(page("q " * deep + text(9) + " Q" * deep)),
        lambda: pdf(page("[" * deep + text(9))),
        lambda: pdf(page("(" * deep + text(9))),
        lambda: pdf(page("/Span BMC " * deep + text(9) + " EMC" * deep)),
        lambda: pdf(
            page("/X0 Do"),
            resources="/XObject<</X0 20 0 R>>",
            extra={n: form("/X0 Do " * 2, f"/X0 {n + 1} 0 R") for n in range(20, 20 + min(deep, 400))},
        ),
        lambda: pdf(
            page(text(9)),
            kids="20 0 R",
            extra={n: f"<</Type/Pages/Kids[{n + 1} 0 R]/Count 1/Parent {n - 1} 0 R>>" for n in range(20, 2000)}
            | {2000: "<</Type/Pages/Kids[4 0 R]/Count 1>>"},
        ),
    )
    return chance.choice(made)()


def huge(chance: random.Random) -> bytes:
    """Pages of no size that paper has, and counts of pages that are not there."""
    edge = chance.choice(("14400 14400", "10000000 10000000", "1e38 1e38", "0 0", "-500 -800", "3 900000", "NaN 5"))
    data = pdf(page(text(40)), page(text(9))).replace(b"595 842", edge.encode())
    return chance.choice((data, data.replace(b"/Count 2", chance.choice((b"/Count 2000000000", b"/Count -7")))))


def tables(chance: random.Random) -> bytes:
    """Thousands of tiny tables on a page, or as many rules or letters."""
    many = chance.choice((1_000, 10_000))
    places = [(10 + 5.7 * (n % 100), 10 + 8.2 * (n // 100)) for n in range(many)]
    drawers: dict[str, Callable[[float, float], str]] = {
        "boxes": lambda x, y: f"{x:.1f} {y:.1f} 4 6 re S {x + 2:.1f} {y:.1f} m {x + 2:.1f} {y + 6:.1f} l S",
        "words": lambda x, y: f"{x:.1f} {y:.1f} 4 6 re S BT /F1 3 Tf {x:.1f} {y:.1f} Td (7) Tj ET",
        "lines": lambda x, y: f"{x:.1f} 0 m {x:.1f} 842 l S 0 {y:.1f} m 595 {y:.1f} l S",
        "curves": lambda x, y: f"{x:.1f} {y:.1f} m {x:.1f} 9 9 {y:.1f} {x + 9:.1f} {y:.1f} c f",
    }
    drawn = drawers[chance.choice(("boxes", "words", "lines", "curves"))]
    return pdf(page(" ".join(drawn(x, y) for x, y in places) + text(3)))


def bombs(chance: random.Random) -> bytes:
    """Small files that grow."""
    size = chance.choice((30 * MB, 300 * MB, 3000 * MB))
    blank = packed(size)
    made: tuple[Callable[[], bytes], ...] = (
        lambda: pdf(stream(blank, "/Filter/FlateDecode")),
        lambda: pdf(stream(zlib.compress(blank), "/Filter[/FlateDecode/FlateDecode]")),
        lambda: pdf(page("/X0 Do"), resources="/XObject<</X0 20 0 R>>", extra={20: picture(60_000, 60_000, blank)}),
        lambda: pdf(page("/X0 Do"), resources="/XObject<</X0 20 0 R>>", extra={20: picture(2**31 - 1, 9, b"x")}),
        lambda: pdf(page(text(9)), fonts="20 0 R", extra=_cmap(blank)),
        lambda: pdf(page("(" + "x" * 3_000_000 + ") Tj")),
        lambda: pdf(page("BT /F1 9 Tf " + "(abcdefgh) Tj T* " * 60_000 + "ET")),
        lambda: pdf(page(f"[{'1 ' * 400_000}] 0 d {text(4)}")),
    )
    return chance.choice(made)()


def scripts(chance: random.Random) -> bytes:
    """JavaScript, launching, addresses and forms: read as what stands on the page."""
    act = chance.choice(
        (
            "<</S/JavaScript/JS(while \\(true\\) app.alert\\(1\\);)>>",
            "<</S/Launch/F(cmd.exe)>>",
            "<</S/URI/URI(http://203.0.113.9/)>>",
            "<</S/SubmitForm/F(http://203.0.113.9/)>>",
            "<</S/GoToE/T<</R/C/N(a)>>>>",
        )
    )
    root = chance.choice((f"/OpenAction {act}", f"/AA<</WC {act}>>", f"/Names<</JavaScript<</Names[(a){act}]>>>>"))
    return pdf(page(text(30)), root=root)


def attached(chance: random.Random) -> bytes:
    """Files inside the file."""
    inner = chance.choice((b"MZ" + bytes(5000), pdf(page(text(9))), packed(30 * MB)))
    extra = {20: "<</Type/Filespec/F(a.exe)/EF<</F 21 0 R>>>>", 21: stream(inner, "/Type/EmbeddedFile")}
    return pdf(page(text(30)), root="/Names<</EmbeddedFiles<</Names[(a.exe)20 0 R]>>>>", extra=extra)


def locked(chance: random.Random) -> bytes:
    """Encrypted: with an empty password, which every reader opens, and with one that nobody tells."""
    return pdf(page(text(30)), password=chance.choice((b"", b"", b"secret")))


KINDS: tuple[Make, ...] = (
    truncated,
    flipped,
    spliced,
    wrong_xref,
    loops,
    nested,
    huge,
    tables,
    bombs,
    scripts,
    attached,
    locked,
)


def files(count: int) -> Iterator[tuple[str, bytes]]:
    """So many files by name, one of each kind in turn."""
    chance = random.Random(SEED)
    for number, make in enumerate(islice(cycle(KINDS), count)):
        yield f"{number:03}-{make.__name__}.pdf", make(chance)


JAPANESE = (
    "<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/90ms-RKSJ-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>>>]>>"
)
"""A font that is not in the file, with an encoding that every reader knows."""


def text(lines: int) -> str:
    said = (f"・市民と共に、港に船を{n + 2}隻増やす取組を進めます。" for n in range(lines))
    return " ".join(
        f"BT /F1 9 Tf 60 {800 - 17 * n} Td <{words.encode('cp932').hex()}> Tj ET" for n, words in enumerate(said)
    )


def page(content: str) -> str:
    return stream(content.encode("latin-1"))


def stream(data: bytes, more: str = "") -> str:
    return f"<</Length {len(data)}{more}>>stream\n{data.decode('latin-1')}\nendstream"


def form(content: str, inner: str) -> str:
    return stream(content.encode(), f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<<{inner}>>>>")


def picture(width: int, height: int, data: bytes) -> str:
    how = f"/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    return stream(data, f"/Type/XObject/Subtype/Image{how}")


def _cmap(blank: bytes) -> dict[int, str]:
    return {
        20: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 21 0 R>>",
        21: stream(blank, "/Filter/FlateDecode"),
    }


@lru_cache(maxsize=8)
def packed(size: int) -> bytes:
    """So many blanks, compressed."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * MB) for _ in range(size // MB)) + packer.flush()


def pdf(
    *contents: str,
    kids: str = "",
    fonts: str = "3 0 R",
    resources: str = "",
    root: str = "",
    extra: dict[int, str] | None = None,
    password: bytes | None = None,
) -> bytes:
    """A file of sheets with these streams: sheet n is object 4 + 2n, its stream the next one."""
    sheets = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(contents)))
    objects = {
        1: f"<</Type/Catalog/Pages 2 0 R{root}>>",
        2: f"<</Type/Pages/Kids[{kids or sheets}]/Count {len(contents)}>>",
        3: JAPANESE,
    }
    for n, content in enumerate(contents):
        held = f"/Resources<</Font<</F1 {fonts}>>{resources}>>"
        objects[4 + 2 * n] = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{held}/Contents {5 + 2 * n} 0 R>>"
        objects[5 + 2 * n] = content
    lock = None if password is None else Lock(password)
    return _written(objects | (extra or {}), lock)


class Lock:
    """RC4 with a key of 40 bits, as the oldest readers know it (PDF 1.7, 7.6.3: algorithms 1 to 4)."""

    _PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")

    def __init__(self, password: bytes) -> None:
        padded = (password + self._PAD)[:32]
        owner = rc4(hashlib.md5(padded).digest()[:5], padded)
        self._key = hashlib.md5(padded + owner + b"\xd4\xff\xff\xff" + bytes(16)).digest()[:5]
        user = rc4(self._key, self._PAD)
        known = f"/O<{owner.hex()}>/U<{user.hex()}>/P -44"
        self.trailer = f"/Encrypt<</Filter/Standard/V 1/R 2{known}>>/ID[<{'00' * 16}><{'00' * 16}>]"

    def sealed(self, number: int, body: bytes) -> bytes:
        """An object with its stream encrypted."""
        head, begin, rest = body.partition(b"stream\n")
        if not begin:
            return body
        key = hashlib.md5(self._key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
        return head + begin + rc4(key, rest.removesuffix(b"\nendstream")) + b"\nendstream"


def rc4(key: bytes, data: bytes) -> bytes:
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for letter in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(letter ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _written(objects: dict[int, str], lock: Lock | None) -> bytes:
    parts, places, size = [b"%PDF-1.4\n"], {}, 9
    for number, told in objects.items():
        body = told.encode("latin-1")
        whole = b"%d 0 obj\n%b\nendobj\n" % (number, lock.sealed(number, body) if lock else body)
        places[number], size = size, size + len(whole)
        parts.append(whole)
    rows = [
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(max(places) + 1)
    ]
    trailer = f"trailer<</Size {len(rows)}/Root 1 0 R{lock.trailer if lock else ''}>>\nstartxref\n{size}\n%%EOF\n"
    return b"".join((*parts, b"xref\n0 %d\n" % len(rows), *rows, trailer.encode()))


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a file: read, in part (pages named), named, or broke; the sentence or the doubts; seconds."""

    name: str
    end: str
    said: str
    seconds: float


def fate(path: Path, limits: Limits) -> Fate:
    """Read a file as `planlink build` does."""
    begun = time.monotonic()
    try:
        document = read_document(path, limits=limits)
        plan_of(document, Settings())
        named = [f"{doubt.kind} {doubt.place.page}" for doubt in document.doubts]
        end, said = ("in part" if named else "read"), " ".join(named[:9])
    except DocumentError as error:
        end, said = "named", str(error)
    except Exception as error:
        end, said = "broke", f"{type(error).__name__}: {error}"[:300]
    return Fate(path.name, end, said, round(time.monotonic() - begun, 1))


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--count", type=int)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as apart:
        folder = asked.keep or Path(apart)
        folder.mkdir(parents=True, exist_ok=True)
        fates = tuple(_told(one) for one in _fates(folder, asked.count or (SAMPLE if asked.sample else COUNT)))
        rows = [*_rows(fates), _beside(folder, BUILT_SAMPLE if asked.sample else BUILT)]
    return tell(rows, asked.json, {"files": [asdict(one) for one in fates]})


def _fates(folder: Path, count: int) -> Iterator[Fate]:
    for name, data in files(count):
        (folder / name).write_bytes(data)
        yield fate(folder / name, HURRIED)


def _told(one: Fate) -> Fate:
    print(f"{one.name}: {one.end} {one.seconds} s {one.said[:100]}", flush=True)
    return one


def _rows(fates: Sequence[Fate]) -> Iterator[Row]:
    ends = Counter(one.end for one in fates)
    told = "，".join(f"{end} {count}" for end, count in sorted(ends.items()))
    yield Row(f"{len(fates)} damaged PDFs are read or named", "none breaks the reading", told, ends["broke"] == 0)
    unsaid = [one.name for one in fates if one.end == "named" and not one.said.startswith(f"{one.name}：")]
    yield Row("each that is not read is named in a sentence", "all", f"{len(unsaid)} are not", not unsaid)
    slowest = max(fates, key=lambda one: one.seconds)
    most = 2 * HURRIED.wait
    yield Row(
        "none holds up the run",
        f"at most {most:.0f} s on the clock each, with {HURRIED.seconds:.0f} CPU s a page",
        f"{slowest.seconds} s ({slowest.name})",
        slowest.seconds <= most,
    )


def _beside(folder: Path, count: int) -> Row:
    """`planlink build` over a good plan and damaged ones: its exit status, and the good plan's measures and indicators
    beside those of a build with it alone."""
    good = ROOT / "tests" / "pdfs" / "layout_plan.pdf"
    damaged = [path for path in sorted(folder.glob("*.pdf")) if not path.name.endswith(("bombs.pdf", "tables.pdf"))]
    alone, _ = _built(folder / "alone", [good])
    beside, said = _built(folder / "beside", [*damaged[:count], good])
    same = alone[good.stem] == beside[good.stem]
    measured = f"exit {said.returncode}, {len(alone[good.stem])} entries, {'the same' if same else 'others'}"
    crashed = "Traceback" in said.stderr
    return Row(
        f"build over {count} damaged PDFs and a good plan",
        "exit 1 (some are named), the good plan read the same",
        measured + (", with a traceback" if crashed else ""),
        said.returncode == 1 and same and not crashed and bool(alone[good.stem]),
    )


def _built(out: Path, documents: Sequence[Path]) -> tuple[dict[str, list[object]], subprocess.CompletedProcess[str]]:
    """What a workspace says of each document."""
    run = [sys.executable, "-m", "planlink"]
    build = [*run, "build", *map(str, documents), "-o", str(out), "--no-reports"]
    said = subprocess.run(build, capture_output=True, text=True, check=False)
    told = [*run, "export", str(out), "--format", "jsonl", "-o", str(out / "told")]
    subprocess.run(told, stdout=subprocess.DEVNULL, check=True)
    found: dict[str, list[object]] = {}
    for name in ("measures", "indicators"):
        for line in (out / "told" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            found.setdefault(entry["document"], []).append(entry)
    return found, said


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
