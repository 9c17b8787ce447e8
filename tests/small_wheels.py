"""Wheels with next to nothing in them, and files that look like those of Windows."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

HEAD, OPTIONAL, PLACE, ADDRESS = 0x80, 0xF0, 0x400, 0x1000


def write_wheel(
    folder: Path,
    name: str,
    version: str,
    tag: str = "py3-none-any",
    text: str = "",
    more: Mapping[str, bytes] | None = None,
    metadata: str = "",
) -> Path:
    """A wheel with one module of its name, further files, and further lines of metadata."""
    path, info = folder / f"{name}-{version}-{tag}.whl", f"{name}-{version}.dist-info"
    files = {
        f"{name.lower()}/__init__.py": text.encode(),
        **(more or {}),
        f"{info}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{metadata}".encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: {tag}\n".encode(),
    }
    with zipfile.ZipFile(path, "w") as wheel:
        for place, data in files.items():
            wheel.writestr(place, data)
        wheel.writestr(f"{info}/RECORD", "".join(f"{place},,\n" for place in (*files, f"{info}/RECORD")))
    return path


def windows_file(*asked: str, wide: bool = True) -> bytes:
    """A PE file of one section whose import table names these libraries."""
    names: list[bytes] = [name.encode() + b"\0" for name in asked]
    first = 20 * (len(asked) + 1)
    starts = [ADDRESS + first + sum(map(len, names[:number])) for number in range(len(names))]
    table = b"".join(struct.pack("<5I", 0, 0, 0, start, 0) for start in starts) + bytes(20)
    held = table + b"".join(names)
    directories = (112 if wide else 96) + 8
    optional = bytearray(OPTIONAL)
    struct.pack_into("<H", optional, 0, 0x20B if wide else 0x10B)
    struct.pack_into("<2I", optional, directories, ADDRESS if asked else 0, len(table))
    section = struct.pack("<8s6I2HI", b".rdata", len(held), ADDRESS, len(held), PLACE, 0, 0, 0, 0, 0)
    coff = struct.pack("<2H3I2H", 0x8664, 1, 0, 0, 0, OPTIONAL, 0)
    head = _at({0: b"MZ", 0x3C: struct.pack("<I", HEAD), HEAD: b"PE\0\0" + coff + bytes(optional) + section})
    return head.ljust(PLACE, b"\0") + held


def _at(parts: Mapping[int, bytes]) -> bytes:
    whole = b""
    for place, data in parts.items():
        whole = whole.ljust(place, b"\0") + data
    return whole
