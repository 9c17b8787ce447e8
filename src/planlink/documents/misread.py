"""What a recogniser of Chinese and Japanese letters takes for another: forms of letters, signs, marks of entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from planlink import knowledge
from planlink.records.documents import Line, Page

_KATAKANA = re.compile(r"[ァ-ヺー]")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")
_PAREN = re.compile(r"[(（]\s*(?P<mark>[^\s()（）])\s*[)）]")
_NUMERALS = frozenset("〇一二三四五六七八九十年月日")
# The letter く is taken for a bracket that nothing closes.
_LONE_BRACKET = re.compile(r"(?:\A[<〈](?=[^>〉]*\Z))|(?<=[ぁ-ゖ一-龠])[<〈](?=[^>〉]*\Z)")
_BARE = re.compile(r"(?P<mark>[^\s()（）])[.．、]?[\s　]+(?=\S)")


def repaired(text: str) -> str:
    """A stretch of letters with Japanese forms, katakana and words put right; as many letters as before."""
    known = knowledge.misread()
    text = text.translate(known.letters)
    text = "○" + text[1:] if text[:1] == "〇" and text[1:2] not in _NUMERALS else text
    text = "".join(_letter(text, index) for index in range(len(text)))
    for printed, read in known.words:
        for wrong in read:
            text = text.replace(wrong, printed)
    return _LONE_BRACKET.sub("く", text)


def _letter(text: str, index: int) -> str:
    """Between two katakana stands a katakana, between hiragana a hiragana."""
    before, letter, after = text[index - 1 : index], text[index], text[index + 1 : index + 2]
    katakana = knowledge.misread().katakana.get(letter)
    if katakana and _KATAKANA.match(before or " ") and _KATAKANA.match(after or " "):
        return katakana
    if "ァ" <= letter <= "ヺ" and _HIRAGANA.match(before or " ") and _HIRAGANA.match(after or " "):
        return knowledge.misread().hiragana.get(letter, letter)
    return letter


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark at the head of block `block` of page `page`; `form` is paren or bare, `at` its place in the line."""

    page: int
    block: int
    form: str
    at: int
    text: str


def repair_marks(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Marks of entries on pages that were read from pictures: (7) between (ア)'s place and (イ) is (ア). Only the
    sequence says so: a digit that has its neighbour before or behind it stays a digit."""
    if not any(page.quality.source == "ocr" for page in pages):
        return tuple(pages)
    blocks = [list(page.blocks) for page in pages]
    for form in ("paren", "bare"):
        marks = [mark for mark in _marks(pages) if mark.form == form]
        for mark, kana in _right_marks(marks):
            line = blocks[mark.page][mark.block]
            if isinstance(line, Line) and pages[mark.page].quality.source == "ocr":
                text = line.text[: mark.at] + kana + line.text[mark.at + 1 :]
                blocks[mark.page][mark.block] = replace(line, text=text)
    return tuple(replace(page, blocks=tuple(held)) for page, held in zip(pages, blocks, strict=True))


def _marks(pages: Sequence[Page]) -> Iterator[_Mark]:
    for number, page in enumerate(pages):
        for place, block in enumerate(page.blocks):
            for form, pattern in (("paren", _PAREN), ("bare", _BARE)):
                if isinstance(block, Line) and (found := pattern.match(block.text)):
                    yield _Mark(number, place, form, found.start("mark"), found["mark"])


def _right_marks(marks: Sequence[_Mark]) -> Iterator[tuple[_Mark, str]]:
    """The marks that were misread, with the katakana that stands there."""
    order, digit, last = _order(), 0, -1
    for index, mark in enumerate(marks):
        after = marks[index + 1].text if index + 1 < len(marks) else ""
        if mark.text in order:
            last = order.index(mark.text)
        elif (kana := _expected(mark.text, last, after)) and not _counts_on(mark.text, digit, after):
            last = order.index(kana)
            yield mark, kana
        digit = int(mark.text) if mark.text.isdecimal() else 0


def _expected(text: str, last: int, after: str) -> str:
    """The katakana that the mark must be: the one that follows the last, or ア where イ comes next."""
    order = _order()
    following = order[last + 1] if last + 1 < len(order) else ""
    if last >= 0 and following and text in knowledge.misread().marks[following]:
        return following
    first, second = order[0], order[1]
    begins = text in knowledge.misread().marks[first] and (after == second or after in _no_digits(second))
    return first if begins else ""


def _no_digits(kana: str) -> list[str]:
    return [read for read in knowledge.misread().marks[kana] if not read.isdecimal()]


def _counts_on(text: str, before: int, after: str) -> bool:
    """Whether a digit goes on with the digit before it, or the one behind goes on with it."""
    if not text.isdecimal():
        return False
    return before == int(text) - 1 > 0 or (after.isdecimal() and int(after) == int(text) + 1)


@lru_cache(maxsize=1)
def _order() -> tuple[str, ...]:
    return tuple(knowledge.misread().marks)
