"""A file → a Document: the reader is picked by content, and PDFs are read in child processes that are recycled."""

from __future__ import annotations

import hashlib
import itertools
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

from planlink.documents.answers import BROKE, LONG
from planlink.documents.child import Heard, Part, ReadingStoppedError, read_in_child
from planlink.documents.kinds import kind_of
from planlink.documents.limits import MOST_BYTES, MOST_PAGES, READING, Limits
from planlink.documents.quality import without_letters
from planlink.errors import DocumentError
from planlink.records.documents import Document, Page, PageQuality
from planlink.records.places import Doubt, Place

PAGES_A_CHILD = 50
TASTE = 10  # pages that are read first where several processes share the rest

BEYOND = "page-beyond-limits"
_UNREAD = {BROKE: "page-unread"}

Told = Callable[[int, int], object]
"""Hears how many pages are read, and of how many."""
Unread = dict[int, str]
"""The pages that could not be read, with the reason (`answers.py`)."""


def document_id(path: Path) -> str:
    """A document is known by its file's stem, in one normal form on every system."""
    return unicodedata.normalize("NFC", path.stem)


def read_document(path: Path, jobs: int = 1, told: Told | None = None, limits: Limits = READING) -> Document:
    """Read a file; a PDF by up to `jobs` processes at once, with the same result. A page that breaks its reader or
    exceeds the limits is left out and named in the document's doubts (page-unread, page-beyond-limits). `told` hears of
    a PDF's pages as they are read. Raises DocumentError when the file is missing, empty, encrypted, broken, too large,
    or of an unknown kind."""
    data = _bytes(path)
    kind = kind_of(path, data)
    pages, unread = _pdf_pages(path, jobs, _heard(told), limits) if kind == "pdf" else _whole(path, kind, limits)
    if not any(page.blocks for page in pages):
        raise DocumentError(path.name, *without_letters(pages))
    own = document_id(path)
    doubts = tuple(Doubt(_UNREAD.get(why, BEYOND), Place(own, number, "")) for number, why in unread.items())
    return Document(own, path.name, kind, hashlib.sha256(data).hexdigest(), pages, doubts)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise DocumentError(
                path.name,
                f"大きすぎます（{size // 1024**2:,}MB。{MOST_BYTES // 1024**2:,}MBまで）",
                "文書をいくつかに分けて保存したものを指定してください。",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(path.name, "ファイルが見つかりません", "場所と名前を確かめてください。") from error
    except OSError as error:
        raise DocumentError(
            path.name, "ファイルを開けません", "他の人が開いていないか，権限があるか確かめてください。"
        ) from error
    if not data.strip():
        raise DocumentError(path.name, "中身が空です", "元のファイルを指定し直してください。")
    return data


def _whole(path: Path, kind: str, limits: Limits) -> tuple[tuple[Page, ...], Unread]:
    """All pages of a document that is no PDF; what a library parses, in a process of its own."""
    if kind in ("text", "markdown"):
        from planlink.documents.plaintext import read_text

        return read_text(path), {}
    read = read_in_child(path, 1, 1, limits=limits.whole(), kind=kind)
    pages = tuple(page for page in read.pages if isinstance(page, Page))
    if read.stopped or len(pages) < read.count:
        raise ReadingStoppedError(path.name, "中身が大きすぎます", "文書をいくつかに分けて保存してください。")
    return pages, {}


def _heard(told: Told | None) -> Heard | None:
    """Counts the pages, whichever process reads them; those that are read again are counted once."""
    if told is None:
        return None
    numbers = itertools.count(1)
    return lambda of: told(min(next(numbers), of), of)


def _pdf_pages(path: Path, jobs: int, heard: Heard | None, limits: Limits) -> tuple[tuple[Page, ...], Unread]:
    """Pages read by child processes of PAGES_A_CHILD pages each, so that neither memory nor a crash of the PDF
    libraries reaches this process; and those that could not be read."""
    from planlink.documents.misread import repair_marks
    from planlink.documents.zones import strip

    taste = PAGES_A_CHILD if jobs <= 1 else min(TASTE, PAGES_A_CHILD)
    begun = read_in_child(path, 1, taste, heard, limits)
    if begun.count > MOST_PAGES:
        raise DocumentError(
            path.name,
            f"頁が多すぎます（{begun.count:,}頁。{MOST_PAGES:,}頁まで）",
            "PDFをいくつかに分けて保存したものを指定してください。",
        )
    first = _completed(path, heard, limits, (1, min(taste, begun.count)), begun)
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        rest = pool.map(partial(_pages, path, heard, limits), _parts(len(first) + 1, begun.count, jobs))
        found = (*first, *chain.from_iterable(rest))
    unread = {number: page for number, page in enumerate(found, start=1) if not isinstance(page, Page)}
    if found and len(unread) == len(found):
        what = "も読み取りの上限（時間・記憶領域・文字の量）を超えました" if BROKE not in found else "も読み取れません"
        raise ReadingStoppedError(
            path.name, f"どの頁（全{begun.count}頁）{what}", "PDFを開き直して別名で保存してください。"
        )
    pages = tuple(page if isinstance(page, Page) else _missing(number) for number, page in enumerate(found, start=1))
    return repair_marks(strip(pages)), unread


def _missing(number: int) -> Page:
    """The page that could not be read."""
    return Page(number, 0.0, 0.0, (), quality=PageQuality(page=number))


def _parts(first: int, last: int, jobs: int) -> Iterator[tuple[int, int]]:
    """Stretches of pages for one process each, so that all jobs have about the same to do."""
    size = max(1, min(PAGES_A_CHILD, -(-(last - first + 1) // max(1, jobs))))
    yield from ((start, min(start + size - 1, last)) for start in range(first, last + 1, size))


def _pages(path: Path, heard: Heard | None, limits: Limits, part: tuple[int, int]) -> list[Page | str]:
    """The pages of a part, a reason in the place of each that could not be read."""
    return _completed(path, heard, limits, part, _stretch(path, *part, heard, limits))


def _stretch(path: Path, first: int, last: int, heard: Heard | None, limits: Limits) -> Part:
    try:
        return read_in_child(path, first, last, heard, limits)
    except ReadingStoppedError:
        return Part(last, (), BROKE)


def _completed(path: Path, heard: Heard | None, limits: Limits, part: tuple[int, int], read: Part) -> list[Page | str]:
    """The pages of a part of which `read` is the beginning. Where a process stops, another goes on; the page that it
    stopped at is tried again unless it had the process for itself, or took too long."""
    first, last = part
    found = list(read.pages)
    while first + len(found) <= last:
        if not read.stopped:  # the file has fewer pages than it says
            return found + [BROKE] * (last + 1 - first - len(found))
        if read.stopped == LONG:
            limits = limits.once_more()
        if read.stopped == LONG or not read.pages:
            found.append(read.stopped)
        if first + len(found) <= last:
            read = _stretch(path, first + len(found), last, heard, limits)
            found += read.pages
    return found
