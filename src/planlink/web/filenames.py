"""What a browser calls a file → a name that is safe on every system, and never a path."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from planlink.documents.kinds import known_by_name
from planlink.errors import DocumentError
from planlink.workspace.naming import SUFFIXES

LONGEST = 180
"""Bytes of a name; copies are written under a longer one, and systems end at 255."""
_PORTS = (f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³")
RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *_PORTS})
"""What Windows takes for a device, whatever stands behind the first dot."""
UNKNOWN = (
    "読めない種類のファイルです",
    "PDF（.pdf），Word（.docx），HTML（.html）かテキスト（.txt，.md）を選んでください。",
)
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_UNSEEN = ("Cc", "Cf", "Cs")
"""Control letters, those that turn the order of others, halves of a letter."""


def safe_name(told: str) -> str:
    """The last part of what was told, in one normal form, without letters that some system forbids. Raises
    DocumentError where no document is called so."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", told))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in _UNSEEN)
    name = _FORBIDDEN.sub("_", " ".join(seen.split())).lstrip(". ").rstrip(". ")
    suffix = PurePosixPath(name).suffix
    if suffix.lower() not in SUFFIXES:
        raise DocumentError(name or "名前のないファイル", *(known_by_name(name) or UNKNOWN))
    stem = _cut(name.removesuffix(suffix).rstrip(". "), LONGEST - len(suffix) - 1)
    return ("_" if stem.split(".")[0].rstrip().upper() in RESERVED else "") + stem + suffix


def _cut(stem: str, most: int) -> str:
    return stem.encode()[:most].decode(errors="ignore").rstrip(". ")
