"""Text that a spreadsheet would calculate. It stays text: quoted in a workbook, behind an apostrophe in csv."""

from __future__ import annotations

_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDE = ("＝", "＋", "－", "＠")
"""Full-width signs, which Japanese spreadsheets take for the narrow ones where something follows."""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return text.startswith(_SIGNS) or (len(text) > 1 and text.startswith(_WIDE))
