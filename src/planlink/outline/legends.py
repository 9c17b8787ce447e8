"""Lines that belong to a picture, a chart or a table rather than to the text: 図１ …, 出典：…, （単位：人）."""

from __future__ import annotations

import re
from functools import lru_cache

from planlink import knowledge


def is_legend(text: str) -> bool:
    """A caption with its number, a source, or the unit of a table; no sentence."""
    return not text.endswith("。") and _legend().match(text.strip()) is not None


@lru_cache(maxsize=1)
def _legend() -> re.Pattern[str]:
    words = knowledge.section_words()
    pictures, sources = ("|".join(sorted(w, key=len, reverse=True)) for w in (words.pictures, words.sources))
    number = r"[0-9０-９]{1,3}(?:[-－‐―ー.．][0-9０-９]{1,3})?(?:[\s　：:.．）)】]|$)"
    return re.compile(
        rf"[【（(［\[]?(?:{pictures})\s*{number}|[【（(［\[※]?(?:{sources})\s*[：:]|[（(［\[]\s*単位\s*[：:][^（）()]+[)）］\]]$"
    )
