"""The zip file that a Word document is: its parts as XML, opened with care. Nothing outside the file is touched."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import Any

from lxml import etree

from planlink.errors import DocumentError

LARGEST = 64 * 1024 * 1024
"""Bytes of a part when unpacked. The text of a thousand pages is a third of this."""

_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
Element = Any
"""An element of lxml, which has no types of its own."""


def _parser() -> Any:
    """Without the network, entities, comments; the library's own limits on depth and growth stay on."""
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )


class Package:
    """An open Word file. `main` is the part with the text; the others are asked for by what they are to it."""

    def __init__(self, path: Path) -> None:
        """Raises DocumentError for a file that is cut, locked, too large, or without text."""
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise self._broken() from error
        name = self._related("").get("officeDocument", "word/document.xml")
        main = self._xml(name)
        if main is None:
            raise DocumentError(
                path.name, "Wordの文書の本文がありません", "Wordで開き，別名で保存し直したものを指定してください。"
            )
        self.main: Element = main
        self._parts = self._related(name)

    def part(self, kind: str) -> Element | None:
        """The root of a part such as styles, numbering, footnotes; None where the document has none."""
        name = self._parts.get(kind)
        return None if name is None else self._xml(name)

    def _related(self, name: str) -> dict[str, str]:
        """What a part (the whole file for an empty name) is tied to inside the file, by the last word of the kind."""
        folder, file = posixpath.split(name)
        root = self._xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, str] = {}
        for tie in [] if root is None else root.iter("{*}Relationship"):
            target = tie.get("Target", "")
            if tie.get("TargetMode") != "External" and target:
                place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.setdefault(tie.get("Type", "").rpartition("/")[2], posixpath.normpath(place))
        return found

    def _xml(self, name: str) -> Element | None:
        data = self._bytes(name)
        if data is None:
            return None
        try:
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
            if "<!DOCTYPE" in text:
                raise ValueError("a part declares entities, which the format forbids")
            for strict, usual in _STRICT.items() if "purl.oclc.org" in text else ():
                text = text.replace(strict, usual)
            return etree.fromstring(text.encode(), _parser())
        except (ValueError, etree.XMLSyntaxError) as error:
            raise self._broken() from error

    def _bytes(self, name: str) -> bytes | None:
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return None
        if entry.file_size > LARGEST:
            raise DocumentError(
                self._path.name,
                f"中身が大きすぎます（{name}が{entry.file_size // 1024 // 1024:,}MB）",
                "文書をいくつかに分けて保存してください。",
            )
        try:
            with self._zip.open(entry) as opened:
                return opened.read(LARGEST + 1)
        except _BROKEN as error:
            raise self._broken() from error

    def _broken(self) -> DocumentError:
        return DocumentError(
            self._path.name,
            "Wordの文書として開くことができません（途中で切れているか，壊れています）",
            "Wordで開き，別名で保存し直したものを指定してください。",
        )
