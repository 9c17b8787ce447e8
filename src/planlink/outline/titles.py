"""What the words of a heading say: that measures are announced below it, or that none stands there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planlink import knowledge
from planlink.japanese.text import search_key

_ASIDE = re.compile(r"[【（(［\[〔〈][^【】（）()［］\[\]〔〕〈〉]{1,40}[】）)］\]〕〉]")


def is_aside(text: str) -> bool:
    """Nothing but a bracket: what a heading adds at the edge (【港湾課】, 【新規】)."""
    return _ASIDE.fullmatch(text) is not None


def contains(title: str, words: Sequence[str]) -> bool:
    key = search_key(title)
    return any(search_key(word) in key for word in words)


def announces(title: str) -> bool:
    """The heading announces concrete measures (具体的な施策, 主な取組 …)."""
    words = knowledge.section_words()
    if not contains(title, words.announcing):
        return False
    return not ends_with(title, words.excluded) or _saved(title)


def excluded(title: str) -> bool:
    """No measure stands under such a heading (基本的方向, 現状と課題, …の役割). The word closes the title:
    「地域課題を解決する体制の整備」 is a measure."""
    words = knowledge.section_words()
    return (ends_with(title, words.excluded) and not _saved(title)) or _is_sidebar(title)


def _is_sidebar(title: str) -> bool:
    """A story beside the text: コラム 干潟の鳥, ●トピックス."""
    key = re.sub(r"^[【】《》〈〉■◆●○□◇★☆\[\](（]+", "", search_key(title))
    return key.startswith(tuple(search_key(word) for word in knowledge.section_words().sidebars))


def _saved(title: str) -> bool:
    """Measures are announced beside the excluded word (具体的な施策と指標), not before a の (主な取組の現状)."""
    words = knowledge.section_words()
    return contains(title, words.unless) and not ends_with(title, [f"の{word}" for word in words.excluded])


def ends_with(title: str, words: Sequence[str]) -> bool:
    """One of the words closes the title; brackets and について, 等, の概要 behind it do not count."""
    key = re.sub(r"[(（【].*?[)）】]", "", search_key(title))
    key = re.sub(r"(?:について|等|など|の(?:概要|整理|設定|イメージ))$", "", key)
    return any(key.endswith(search_key(word)) for word in words)
