"""Text in CP932, the code page that old programs of city halls read: what it lacks gets a stand-in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from planlink.japanese.text import with_plain_letters

CODE = "cp932"
LOST = "〓"
"""Stands for a letter without a stand-in (下駄記号)."""
_BESIDE_JIS = {
    "〜": "～",
    "−": "－",
    "‖": "∥",
    "—": "―",
    "¢": "￠",
    "£": "￡",
    "¬": "￢",
    "¦": "￤",
    "¥": "￥",
    "‾": "￣",
}
"""Letters of JIS that Windows has at another place."""
_TABLE_OF_2010 = {"塡": "填", "剝": "剥", "頰": "頬", "𠮟": "叱"}
"""The four letters of the list for general use (常用漢字表) that old programs write the other way."""
_ALIKE = {
    **dict.fromkeys("‑‒–", "‐"),
    **dict.fromkeys("∼˜", "～"),
    **dict.fromkeys("•‧·⋅∙", "・"),
    **dict(zip("❶❷❸❹❺❻❼❽❾❿", "①②③④⑤⑥⑦⑧⑨⑩", strict=True)),
    **dict(zip("➀➁➂➃➄➅➆➇➈➉", "①②③④⑤⑥⑦⑧⑨⑩", strict=True)),
    **dict(zip("⇨⇦⇧⇩➡➔➜➞⬅⬆⬇", "⇒←↑↓→→→→←↑↓", strict=True)),
    **dict(zip("⋯⁄∕◦▪▫\u3099\u309a", "…/／○■□゛゜", strict=True)),
    "©": "(c)",
    "®": "(R)",
}
STAND_INS = MappingProxyType(_BESIDE_JIS | _TABLE_OF_2010 | _ALIKE)

_APART = ("<circle>", "<fraction>")
"""㉑ is (21), since a number may stand before it."""
_MARKS = "\u0300-\u036f\u3099\u309a\u20d0-\u20f0\ufe00-\ufe0f\U000e0100-\U000e01ef"
_LETTERS = re.compile(f"[^{_MARKS}][{_MARKS}]*|[{_MARKS}]+", re.DOTALL)
"""A letter with the marks that belong to it."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A letter that CP932 lacks, and what stands for it (empty for one that is not seen)."""

    letter: str
    by: str

    @property
    def code(self) -> str:
        """「U+301C」; several of a letter with its marks."""
        return " ".join(f"U+{ord(one):04X}" for one in self.letter)


def in_cp932(text: str) -> tuple[str, tuple[Replaced, ...]]:
    """The text with letters of CP932 alone, and what was replaced in it, each once, in its order."""
    if _has(text):
        return text, ()
    letters = _LETTERS.findall(text)
    found = {letter: _stand_in(letter) for letter in dict.fromkeys(letters) if not _has(letter)}
    return "".join(found.get(one, one) for one in letters), tuple(Replaced(*pair) for pair in found.items())


def _has(text: str) -> bool:
    """Whether CP932 has every letter: it gives the same ones back. Codes that each machine draws in its own way (外字)
    and controls beyond ASCII are no letters of it."""
    if text.isascii():
        return True
    try:
        same = text.encode(CODE).decode(CODE) == text
    except UnicodeEncodeError:
        return False
    return same and not any("\ue000" <= letter <= "\uf8ff" or "\x80" <= letter <= "\x9f" for letter in text)


@cache
def _stand_in(letter: str) -> str:
    composed = unicodedata.normalize("NFC", letter)
    return composed if _has(composed) else "".join(map(_one, composed))


def _one(letter: str) -> str:
    if _has(letter):
        return letter
    if letter in STAND_INS:
        return STAND_INS[letter]
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn", "Me", "Cc"):
        return ""
    plain, parts = unicodedata.normalize("NFKC", with_plain_letters(letter)), unicodedata.normalize("NFKD", letter)
    if plain == letter:
        plain = parts
    if plain == letter:
        return LOST
    shown = "".join(map(_one, plain))
    return f"({shown})" if unicodedata.decomposition(letter).startswith(_APART) else shown
