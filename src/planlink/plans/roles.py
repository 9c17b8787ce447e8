"""What a header cell says its column holds: names, targets, baselines, units, years, or something else."""

from __future__ import annotations

import re
from functools import lru_cache

from planlink import knowledge
from planlink.japanese.dates import Years, find_years
from planlink.japanese.text import fold, search_key
from planlink.japanese.units import unit_of

ROLES = ("item", "other", "progress", "actual", "name", "baseline", "target", "unit")  # of equals the last one counts
_LONGEST = 12  # letters a header may have beside the word that says its role, years and brackets
_EXACT = 100
ARROW = re.compile(r"[→⇒➡]")
_TOO_LONG = 120  # letters, brackets counted: a paragraph in a cell
_WORD = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=16384)
def role_of(header: str) -> str | None:
    """The role whose longest word stands in the header; None for a text that is no header."""
    if not _WORD.search(header) or len(header) > _TOO_LONG:
        return None
    if contains(header, knowledge.section_words().columns["aside"]):
        return "other"
    best, place = max((score(header, role), place) for place, role in enumerate(ROLES))
    return ROLES[place] if best else None


def score(header: str, role: str) -> int:
    """How well a header names a role: the letters of its longest word, more where the header says nothing else."""
    bare = _bare(header)
    words = [key for word in knowledge.section_words().columns[role] if (key := _bare(word)) in bare]
    word = max(words, key=len, default="")
    rest = bare.replace(word, "", 1)
    if not word or len(rest) > _LONGEST or re.search(r"\d", _NUMBERED.sub("", rest)):
        return 0
    return len(word) + (0 if rest else _EXACT)


def is_exact(header: str, *roles: str) -> bool:
    """The header is a word of one of these roles and nothing else but years and brackets."""
    return any(score(header, role) > _EXACT for role in roles)


_NUMBERED = re.compile(r"第\d{1,2}[期次]|\d{1,2}(?:か|カ|ヶ|箇)?年[目後間]|^\d$|\d$")


@lru_cache(maxsize=4096)
def _bare(header: str) -> str:
    """The header without years, brackets and marks; R11（目標） says in its bracket what it is."""
    key = without_years(search_key(header))
    plain = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", key)
    return re.sub(r"※\d*|[*【】■◆●○◎・:：.、,/\s]|末$|(?<=[^\d.])\d{1,2}$", "", plain) or re.sub(r"[()\[\]\s]", "", key)


def years_in(header: str) -> tuple[Years, ...]:
    """The years of a header; there a bare 2029 is one too."""
    return find_years(re.sub(r"(?<![\d.,])((?:19|20)\d\d)(?![\d.,]|\s*年)", r"\1年度", fold(header).upper()))


def without_years(text: str) -> str:
    text = re.sub(r"(?<![\d.,])((?:19|20)\d\d)(?![\d.,]|\s*年)", r"\1年度", fold(text).upper())
    for mention in reversed(find_years(text)):  # search keys are in lower case
        text = text[: mention.start] + text[mention.end :]
    return text.casefold()


def only_years(text: str) -> bool:
    rest = without_years(text)
    return rest != fold(text).casefold() and not re.sub(r"[()（）年度末・\s]", "", rest)


def last_year(text: str) -> Years | None:
    found = years_in(text)
    return found[-1] if found else None


def term(header: str) -> int:
    """The number in 第２期, else 0."""
    found = re.search(r"第(\d{1,2})期", search_key(header))
    return int(found[1]) if found else 0


def contains(header: str, words: tuple[str, ...]) -> bool:
    return any(search_key(word) in search_key(header) for word in words)


def unit_in(text: str) -> str | None:
    """The unit that stands alone in a bracket: 千人 of 「来場者数（千人）」 and 「目標値（単位：千人）」."""
    inside = re.findall(r"[(\[]\s*(?:単位\s*:?\s*)?([^()\[\]]+?)\s*[)\]]", fold(text))
    return next((unit for part in reversed(inside) if (unit := unit_of(part))), None)
