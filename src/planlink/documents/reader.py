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

from planlink.documents.child import Heard, ReadingStoppedError, read_in_child
from planlink.documents.kinds import kind_of
from planlink.documents.quality import without_letters
from planlink.errors import DocumentError
from planlink.records.documents import Document, Page, PageQuality
from planlink.records.places import Doubt, Place

PAGES_A_CHILD = 50
TASTE = 10  # pages that are read first where several processes share the rest

Told = Callable[[int, int], object]
"""Hears how many pages are read, and of how many."""


def document_id(path: Path) -> str:
    """A document is known by its file's stem, in one normal form on every system."""
    return unicodedata.normalize("NFC", path.stem)


def read_document(path: Path, jobs: int = 1, told: Told | None = None) -> Document:
    """Read a file; a PDF by up to `jobs` processes at once, with the same result. A page that breaks its reader is
    left out and named in the document's doubts (page-unread). `told` hears of a PDF's pages as they are read.
    Raises DocumentError when the file is missing, empty, encrypted, broken, or of an unknown kind."""
    data = _bytes(path)
    kind = kind_of(path, data)
    pages, unread = _pdf_pages(path, jobs, _heard(told)) if kind == "pdf" else (_other_pages(path, kind), ())
    if not any(page.blocks for page in pages):
        raise DocumentError(path.name, *without_letters(pages))
    own = document_id(path)
    doubts = tuple(Doubt("page-unread", Place(own, number, "")) for number in unread)
    return Document(own, path.name, kind, hashlib.sha256(data).hexdigest(), pages, doubts)


def _bytes(path: Path) -> bytes:
    try:
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


def _other_pages(path: Path, kind: str) -> tuple[Page, ...]:
    if kind == "word":
        from planlink.documents.word import read_word

        return read_word(path)
    if kind == "html":
        from planlink.documents.webpage import read_webpage

        return read_webpage(path)
    from planlink.documents.plaintext import read_text

    return read_text(path)


def _heard(told: Told | None) -> Heard | None:
    """Counts the pages, whichever process reads them; those that are read again are counted once."""
    if told is None:
        return None
    numbers = itertools.count(1)
    return lambda of: told(min(next(numbers), of), of)


def _pdf_pages(path: Path, jobs: int, heard: Heard | None) -> tuple[tuple[Page, ...], tuple[int, ...]]:
    """Pages read by child processes of PAGES_A_CHILD pages each, so that neither memory nor a crash of the PDF
    libraries reaches this process; and the numbers of those that could not be read."""
    from planlink.documents.misread import repair_marks
    from planlink.documents.zones import strip

    count, first = _first_pages(path, PAGES_A_CHILD if jobs <= 1 else min(TASTE, PAGES_A_CHILD), heard)
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        rest = pool.map(partial(_pages, path, heard), _parts(len(first) + 1, count, jobs))
        found = (*first, *chain.from_iterable(rest))
    unread = tuple(number for number, page in enumerate(found, start=1) if page is None)
    if found and len(unread) == len(found):
        raise ReadingStoppedError(
            path.name, f"どの頁（全{count}頁）も読み取れません", "PDFを開き直して別名で保存してください。"
        )
    pages = tuple(page or _missing(number) for number, page in enumerate(found, start=1))
    return repair_marks(strip(pages)), unread


def _missing(number: int) -> Page:
    """The page that broke its reader."""
    return Page(number, 0.0, 0.0, (), quality=PageQuality(page=number))


def _first_pages(path: Path, size: int, heard: Heard | None) -> tuple[int, list[Page | None]]:
    """How many pages there are, and the first of them."""
    try:
        count, pages = read_in_child(path, 1, size, heard)
    except ReadingStoppedError:
        count, _ = read_in_child(path, 1, 0)
        return count, _pages(path, heard, (1, min(size, count)))
    return count, list(pages)


def _parts(first: int, last: int, jobs: int) -> Iterator[tuple[int, int]]:
    """Stretches of pages for one process each, so that all jobs have about the same to do."""
    size = max(1, min(PAGES_A_CHILD, -(-(last - first + 1) // max(1, jobs))))
    yield from ((start, min(start + size - 1, last)) for start in range(first, last + 1, size))


def _pages(path: Path, heard: Heard | None, part: tuple[int, int]) -> list[Page | None]:
    """The pages of a part. Where the process dies, the halves are read again until only what breaks it is missing."""
    first, last = part
    try:
        return list(read_in_child(path, first, last, heard)[1])
    except ReadingStoppedError:
        if first >= last:
            return [None]
        middle = (first + last) // 2
        return [*_pages(path, heard, (first, middle)), *_pages(path, heard, (middle + 1, last))]
