"""Which libraries a Windows file (.dll, .pyd, .exe) asks for when it is loaded: the import table of the PE format.

Source: Microsoft, "PE Format", sections "Optional Header Data Directories" and ".idata Section"."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_IMPORTS = 1  # place of the import table among the data directories
_DESCRIPTOR = struct.Struct("<5I")
_SECTION = struct.Struct("<8x4I16x")


def asked_for(data: bytes) -> tuple[str, ...]:
    """The names of the libraries, in lower case. Raises ValueError for a file that is none of Windows."""
    try:
        head = struct.unpack_from("<I", data, 0x3C)[0]
        if data[:2] != b"MZ" or data[head : head + 4] != b"PE\0\0":
            raise ValueError("no PE file")
        return tuple(_names(data, head + 4))
    except struct.error as error:
        raise ValueError("PE file is cut off") from error


def _names(data: bytes, coff: int) -> Iterator[str]:
    sections, optional_size = struct.unpack_from("<2xH12xH", data, coff)
    optional = coff + 20
    wide = struct.unpack_from("<H", data, optional)[0] == 0x20B
    table = struct.unpack_from("<I", data, optional + (112 if wide else 96) + 8 * _IMPORTS)[0]
    if not table:
        return
    held = [_SECTION.unpack_from(data, optional + optional_size + 40 * number) for number in range(sections)]
    at = _place(held, table)
    while (name := _DESCRIPTOR.unpack_from(data, at)[3]) != 0:
        start = _place(held, name)
        yield data[start : data.index(b"\0", start)].decode("ascii").lower()
        at += _DESCRIPTOR.size


def _place(sections: list[tuple[int, ...]], address: int) -> int:
    """Where in the file an address of the loaded image stands."""
    for size, start, held, raw in sections:
        if start <= address < start + max(size, held):
            return raw + address - start
    raise ValueError("address outside all sections")
