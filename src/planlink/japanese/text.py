"""The normal form of Japanese text, with a map back to the source, and the joining of lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from planlink import knowledge

JAPANESE = r"぀-ヿㇰ-ㇿ㐀-䶿一-鿿豈-﫿々〆〇ｦ-ﾟ"
_PUNCTUATION = "、。，．・：；！？「」『』（）〔〕［］｛｝〈〉《》【】○●◎◯◆◇■□△▲▼※→←⇒～〜"
_DASHES = dict.fromkeys("‐‑‒–—―−─━﹣－", "-")
_WAVES = dict.fromkeys("〜∼∽～", "~")
_BLANK = r"[ \t　\u00a0\u2000-\u200a]+"
_SPREAD = re.compile(rf"(?:(?<=\s)|^)(?:[^\s](?:{_BLANK}[^\s]){{2,}})(?=\s|$)")
_MARKER = re.compile(
    r"(?:[0-9０-９]{1,2}[.．]?|[Ⅰ-Ⅻ]+[.．]?|[⑴-⒇①-⑳]|[(（][^\s()（）]{1,2}[)）]|【[^】]{1,8}】|第[^\s]{1,3}[編部章節]"
    r"|[ぁ-んァ-ヶ一-龠々ー]{2,8}[0-9０-９Ⅰ-Ⅹ]{1,2})$"
)
_COUNTERS = tuple("年月日時分回人件度歳社校世か箇ヶつ名団戸円割倍位次期個番点号階台％%千万億以未")
_BLANKS = re.compile(_BLANK)
_UNPLAIN = re.compile(r".?[^\t\n -~、。〃々-】ぁ-ゖァ-ー一-鿿]+", re.DOTALL)
"""Runs of letters that may not be in normal form, with the letter before, to which the first may belong as a mark."""
_INVISIBLE = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200f\u2060\ufeff\u00ad]")
GETA = "〓"
"""What is shown for a letter that nobody can know (外字)."""
_LOST = re.compile("\\(cid:\\d+\\)|[\ud800-\uf8ff\ufffd\U000f0000-\U0010fffd]")
# Letters of the Kangxi and CJK radical blocks that NFKC leaves alone but that converters put for plain ideographs.
_RADICALS = str.maketrans(
    "⺀⺁⺅⺇⺉⺋⺍⺏⺐⺑⺒⺓⺔⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺨⺩⺪⺫⺬⺭⺮⺯⺱⺲⺹⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻌⻍⻎⻏⻐⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻞⻟⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻲⻳",
    "冫厂亻几刂㔾小尢尢尣巳幺彑忄㣺扌攵旡月歺母民氵氺灬爫爫丬犭王疋目示礻竹糸罒罒耂月臼艹艹艹虎衤覀西见角讠贝足辶辶辶阝金長長长门青韦页风飞食飠飠马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙亀龟",
)
# Letters that look like a Japanese one and that programs write for it, since a font has one drawing for both.
_ALIKE = {"\u2027": "・", "\u2215": "／"}
_PLAIN = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | _RADICALS
_PLAIN |= {ord(letter): plain for letter, plain in _ALIKE.items()}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in normal form; letter i of `text` came from letter `source[i]` of the raw text."""

    text: str
    source: tuple[int, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw letters behind `text[start:end]`, as a half-open range."""
        if start >= end:
            here = self.source[start] if start < len(self.source) else (self.source[-1] + 1 if self.source else 0)
            return here, here
        return self.source[start], self.source[end - 1] + 1


def decoded(data: bytes, *encodings: str) -> str | None:
    """The text in the first of these encodings that fits (without any: UTF-8, or the code page that Excel and Notepad
    write in Japan), None where none does."""
    for encoding in encodings or ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def with_plain_letters(raw: str) -> str:
    """The letters as drawn where a file has look-alikes of them: radicals (⽬) for ideographs (目), ‧ for ・. Every
    letter keeps its place."""
    return raw.translate(_PLAIN)


def with_geta(raw: str) -> str:
    """Private letters as 〓, as printers set a sort that they lack, and also what readers put for letters that they
    cannot name: halves of a letter, U+FFFD, (cid:12)."""
    return _LOST.sub(GETA, raw)


def fold_with_map(raw: str) -> Folded:
    """The normal form of `raw` and where each letter came from (NFKC, radicals, one dash, one wave, no selectors)."""
    letters: list[str] = []
    source: list[int] = []
    cursor = 0
    for run in _UNPLAIN.finditer(raw):
        letters += raw[cursor : run.start()]
        source += range(cursor, run.start())
        for index, cluster in _clusters(run[0]):
            folded = _fold_letters(cluster)
            letters += folded
            source += [run.start() + index] * len(folded)
        cursor = run.end()
    return Folded("".join((*letters, raw[cursor:])), (*source, *range(cursor, len(raw))))


def fold(raw: str) -> str:
    """The normal form without the map."""
    return _UNPLAIN.sub(lambda run: "".join(_fold_letters(cluster) for _, cluster in _clusters(run[0])), raw)


def bare(raw: str) -> str:
    """The normal form without any blank: what was printed, however it was set and broken into lines."""
    return re.sub(r"\s", "", fold(raw))


@lru_cache(maxsize=4096)  # word lists are held against every title
def search_key(raw: str) -> str:
    """The normal form without blanks and in lower case, to compare names; a mark that stood by itself (ハ ゛) joins its
    letter."""
    return unicodedata.normalize("NFC", _BLANKS.sub("", fold(raw))).casefold()


def is_japanese(letter: str) -> bool:
    return bool(re.match(rf"[{JAPANESE}]", letter))


def join_lines(parts: Iterable[str]) -> str:
    """Lines as one running text: a blank only between two Latin words, none at a Japanese line's end."""
    joined = ""
    for part in parts:
        part = part.strip()
        if joined and part and _is_word(joined[-1]) and _is_word(part[0]):
            joined += " "
        joined += part
    return joined


def counts(rest: str) -> bool:
    """Whether the letters behind a number say what it counts (34 歳以下, ２つの, 12 月); 人口 and 社会 do not."""
    return rest[:1] in _COUNTERS and not rest.startswith(knowledge.units().lookalikes)


def tidy(text: str) -> str:
    """A line without layout blanks: letters spread by justification are joined, and blanks stay only between
    Latin words and between two runs of Japanese letters (「こども 生き生き 未来づくり」)."""
    text = _INVISIBLE.sub("", text).strip()
    text = _SPREAD.sub(lambda found: _BLANKS.sub("", found.group()), text)
    return _BLANKS.sub(lambda blank: _kept_blank(text, blank.start(), blank.end()), text)


def _kept_blank(text: str, start: int, end: int) -> str:
    if start == 0 or end == len(text):
        return ""
    left, right = text[start - 1], text[end]
    if start <= 12 and _MARKER.match(text[:start]) and not _is_counted(text[:start], text[end:]):
        return " "
    if left in _PUNCTUATION or right in _PUNCTUATION:
        return ""
    return " " if is_japanese(left) == is_japanese(right) else ""


def _is_counted(marker: str, rest: str) -> bool:
    """A bare number counts what follows; behind a word (令和９ 年度, 基本目標２ 人が) only a date goes on."""
    if marker[0] in "(（【第" or not marker.rstrip(".．")[-1].isdecimal():
        return False
    return counts(rest) if marker[0].isdecimal() else rest[0] in "年月日"


def _is_word(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter in ".,)&%'\"")


def _clusters(raw: str) -> Iterable[tuple[int, str]]:
    """Letters with the marks that combine with them (か + ゛), and surrogate halves put together again."""
    index = 0
    while index < len(raw):
        end = index + 1
        if "\ud800" <= raw[index] <= "\udbff" and end < len(raw) and "\udc00" <= raw[end] <= "\udfff":
            pair = raw[index : end + 1].encode("utf-16", "surrogatepass").decode("utf-16")
            yield index, pair
            index = end + 1
            continue
        while end < len(raw) and (unicodedata.combining(raw[end]) or raw[end] in "ﾞﾟ"):
            end += 1
        yield index, raw[index:end]
        index = end


@lru_cache(maxsize=16384)
def _fold_letters(cluster: str) -> str:
    if _INVISIBLE.fullmatch(cluster):
        return ""
    folded = unicodedata.normalize("NFKC", cluster.translate(_RADICALS))
    return "".join(_DASHES.get(letter) or _WAVES.get(letter) or letter for letter in folded)
