"""Letters that files hold in halves."""

from __future__ import annotations

import pytest

from planlink.documents.glyphs import Glyph, mended


@pytest.mark.parametrize(
    ("drawn", "letters"),
    [
        (("\ud842", "\udfb7"), ["𠮷"]),
        (("港", "\ud842", "港"), ["港", "\ufffd", "港"]),
        (("\udfb7\ud842",), ["\ufffd\ufffd"]),
        (("か", "゛"), ["が"]),
    ],
)
def test_halves_are_joined_and_what_is_left_can_be_written(drawn: tuple[str, ...], letters: list[str]) -> None:
    found = [glyph.text for glyph in mended(Glyph(text, n, 0, n + 1, 1, 1, 1, "f") for n, text in enumerate(drawn))]
    assert found == letters
    assert "".join(found).encode()
