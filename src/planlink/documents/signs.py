"""Letters that fonts of signs draw: Symbol and Wingdings keep bullets and arrows as other letters."""

from __future__ import annotations

from functools import lru_cache

from planlink import knowledge


def shown(letter: str, font: str) -> str:
    """What a reader sees for a `letter` that a PDF draws in `font`. A private-use code (U+F0B7) is looked up in the
    fonts of signs whatever the font is called, since office programs print them with fonts of their own; a letter as
    such (「l」, a bullet in Wingdings) only in a font of that name. Letters without a known sign stay as they are."""
    if "\uf000" <= letter <= "\uf0ff":
        return _sign(ord(letter) & 0xFF, _family(font)) or letter
    family = _family(font) if len(letter) == 1 else None
    if family is None or (family == "Symbol" and letter.isascii()) or letter.isspace():
        return letter
    code = letter.encode("cp1252", "replace")[0]
    return _sign(code, family) or letter if code > 0x20 and letter != "?" else letter


@lru_cache(maxsize=256)
def _family(font: str) -> str | None:
    """The font of signs that a font's name in a PDF means (ABCDEF+Wingdings-Regular, Wingdings2); None for others."""
    name = font.split("+", 1)[-1].replace(" ", "").replace("-", "").removesuffix("Regular").removesuffix("MT").lower()
    return next((known for known in knowledge.signs() if known.replace(" ", "").lower() == name), None)


def _sign(code: int, family: str | None) -> str | None:
    fonts = knowledge.signs()
    asked = (fonts[family],) if family else tuple(fonts.values())
    return next((font[f"{code:02X}"] for font in asked if f"{code:02X}" in font), None)
