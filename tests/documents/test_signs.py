"""Bullets and arrows that fonts of signs keep as other letters."""

from __future__ import annotations

import pytest

from planlink.documents.signs import shown


@pytest.mark.parametrize(
    ("letter", "font", "sign"),
    [
        ("\uf0b7", "ABCDEF+Symbol", "・"),
        ("\uf0b7", "CIDFont+F3", "・"),
        ("\uf06c", "BAAAAA+OpenSymbol", "●"),
        ("\uf0a3", "ABCDEF+Wingdings2", "□"),
        ("l", "ABCDEF+Wingdings-Regular", "●"),
        ("n", "Wingdings", "■"),
        ("à", "Wingdings", "→"),
        ("·", "SymbolMT", "・"),
    ],
)
def test_signs_are_read_as_they_look(letter: str, font: str, sign: str) -> None:
    assert shown(letter, font) == sign


@pytest.mark.parametrize(
    ("letter", "font"),
    [
        ("l", "ABCDEF+MS-Mincho"),
        ("港", "Wingdings"),
        ("・", "ABCDEF+Wingdings"),
        ("-", "SymbolMT"),
        ("5", "Symbol"),
        ("?", "Wingdings"),
        (" ", "Wingdings"),
        ("fi", "Wingdings"),
        ("\uf001", "Symbol"),
        ("\ue0b7", "Symbol"),
        ("\U000f00b7", "Symbol"),
    ],
)
def test_other_letters_stay(letter: str, font: str) -> None:
    assert shown(letter, font) == letter
