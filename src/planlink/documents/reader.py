"""A file → a Document: the reader is picked by content, and PDFs are read in child processes that are recycled."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

from planlink.documents.child import read_in_child
from planlink.documents.kinds import kind_of
from planlink.documents.quality import without_letters
from planlink.errors import DocumentError
from planlink.records.documents import Document, Page

PAGES_A_CHILD = 50


def document_id(path: Path) -> str:
    """A document is known by its file's stem, in one normal form on every system."""
    return unicodedata.normalize("NFC", path.stem)


def read_document(path: Path) -> Document:
    """Read a file. Raises DocumentError when it is missing, empty, encrypted, broken, or of an unknown kind."""
    data = _bytes(path)
    kind = kind_of(path, data)
    pages = _pdf_pages(path) if kind == "pdf" else _other_pages(path, kind)
    if not any(page.blocks for page in pages):
        raise DocumentError(path.name, *without_letters(pages))
    return Document(document_id(path), path.name, kind, hashlib.sha256(data).hexdigest(), pages)


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(path.name, "ファイルが見つかりません", "場所と名前を確かめてください。") from error
    except OSError as error:
        raise DocumentError(
            path.name, "ファイルを開けません", "他の人が開いていないか、権限があるか確かめてください。"
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


def _pdf_pages(path: Path) -> tuple[Page, ...]:
    """Pages read by child processes of PAGES_A_CHILD pages each, so that neither memory nor a crash of the PDF
    libraries reaches this process."""
    from planlink.documents.misread import repair_marks
    from planlink.documents.zones import strip

    count, pages = read_in_child(path, 1, PAGES_A_CHILD)
    while len(pages) < count:
        _, more = read_in_child(path, len(pages) + 1, len(pages) + PAGES_A_CHILD)
        if not more:
            raise DocumentError(
                path.name, f"{len(pages) + 1}頁から先を読み取れません", "PDFを開き直して別名で保存してください。"
            )
        pages += more
    return repair_marks(strip(pages))
