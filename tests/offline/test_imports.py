"""offline/imports.py: the libraries that a Windows file asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imports import asked_for

from small_wheels import windows_file


@pytest.mark.parametrize("wide", [True, False], ids=["64 bit", "32 bit"])
@pytest.mark.parametrize("names", [(), ("KERNEL32.dll",), ("python313.dll", "VCRUNTIME140.dll", "MSVCP140.dll")])
def test_the_names_are_those_of_the_table(names: tuple[str, ...], wide: bool) -> None:
    assert asked_for(windows_file(*names, wide=wide)) == tuple(name.lower() for name in names)


@pytest.mark.parametrize("data", [b"", b"MZ", b"\x7fELF" + bytes(200), b"PK\3\4" + bytes(200)])
def test_other_files_are_said(data: bytes) -> None:
    with pytest.raises(ValueError, match="PE"):
        asked_for(data)


@given(st.integers(0, 1023), st.integers(0, 255), st.integers(0, 1100))
def test_a_damaged_file_ends_in_an_error_or_names(place: int, byte: int, length: int) -> None:
    data = bytearray(windows_file("kernel32.dll", "python313.dll"))
    data[place] = byte
    try:
        found = asked_for(bytes(data[:length]))
    except ValueError:
        return
    assert all(name == name.lower() for name in found)
