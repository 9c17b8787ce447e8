"""Numbers as they are looked for: each whole, whatever its width and commas, with the letters on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planlink.japanese.units import unit_of
from planlink.records.plans import Indicator
from planlink.workspace import grams

BELOW = "▲"
BEFORE, AFTER = 4, 8
"""Letters beside a number that are kept."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_APART = re.compile(r"(?<=\d)\s+(?=[\d▲△－-])")
"""What keeps two numbers of a table's row from being one."""
_SIGN = re.compile(r"(?:(?<![\w.])-|[▲△])$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A whole number in a text: its digits, and what stands before and after it in normal letters; ▲ before one
    below zero."""

    value: str
    before: str = ""
    after: str = ""


def figures(text: str) -> Iterator[Figure]:
    """The whole numbers of a text."""
    said = grams.key(_APART.sub("|", text))
    for found in _NUMBER.finditer(said):
        before = _SIGN.sub(BELOW, said[: found.start()])[-BEFORE:]
        yield Figure(_plain(found[0]), before, said[found.end() : found.end() + AFTER])


def figure(word: str) -> Figure | None:
    """A word that holds one number, None for any other."""
    found = list(figures(word))
    return found[0] if len(found) == 1 else None


def is_figure(word: str) -> bool:
    """Whether a word is a number, with or without its unit, and nothing else (1,234人)."""
    one = figure(word)
    return one is not None and one.before in ("", BELOW) and (not one.after or unit_of(one.after) is not None)


def own(indicator: Indicator) -> Iterator[Figure]:
    """The values that an indicator has as target, baseline and actual, with and without the scale of their unit."""
    for quantity in (indicator.target, indicator.baseline, indicator.actual):
        if quantity is not None and quantity.value is not None:
            yield _figure(quantity.value, quantity.unit)
            if quantity.base is not None:
                yield _figure(quantity.base.value, quantity.base.unit)


def _figure(value: float, unit: str | None) -> Figure:
    digits = f"{abs(value):.6f}"
    return Figure(_plain(digits), BELOW if value < 0 else "", grams.key(unit or "")[:AFTER])


def _plain(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
