"""How well a page could be read: letters that are damaged, that no plan has, or that a second reader does not see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from planlink.documents.glyphs import Glyph, Sheet
from planlink.errors import INSTALL_OCR
from planlink.japanese.text import fold, with_plain_letters
from planlink.records.documents import Document, Page, PageQuality

LIMIT = 0.01  # more damaged letters than this share cannot be trusted
APART = 0.1  # readers that differ by more than this share: one of them is wrong
STRANGE = 0.15  # share of letters that Japanese plans hardly have (measured: up to .08 on covers of a few letters)
FEW = 50  # letters below which nothing is said about their kind
SILENT = 200  # letters of text without a single kana
FROM_PICTURES = MappingProxyType({"ocr": "page-ocr", "layer": "page-layered"})
"""Where letters come from that somebody recognised in a picture → the doubt about their page."""
_DAMAGED = re.compile("\\(cid:\\d+\\)|[〓\ufffd\ue000-\uf8ff\ud800-\udfff\U000f0000-\U0010fffd]")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_ODD = frozenset("!\"#$'*;<=>?@[\\]^_`{|}~")


def measure(texts: Iterable[str], images: int, source: str = "file", page: int | None = None) -> PageQuality:
    """Count the letters of a page, one text for each drawn letter; white space does not count."""
    letters = [text for text in texts if text and not text.isspace()]
    damaged = sum(_DAMAGED.search(text) is not None for text in letters)
    mended = sum(with_plain_letters(text) != text for text in letters)
    return PageQuality(len(letters), damaged, images, source, page, mended)


def quality_of(sheet: Sheet, glyphs: Sequence[Glyph]) -> PageQuality:
    """The quality of a sheet with these letters. Where they are garbled all count as damaged, where pdfium does not
    see them those it does not see, unless a picture of the page confirmed them."""
    texts = [glyph.text for glyph in glyphs]
    counted = measure(texts, sheet.images, sheet.source, sheet.number)
    if sheet.source == "ocr" or sheet.confirmed:
        return counted
    damaged = counted.letters if is_garbled(texts) else max(counted.damaged, _unseen(texts, sheet.letters))
    return replace(counted, damaged=damaged)


def is_garbled(texts: Sequence[str]) -> bool:
    """Whether letters are plainly not those that are drawn: mostly letters that Japanese plans do not have, or
    ideographs alone where a plan would have kana."""
    letters = [text for text in texts if not text.isspace()]
    if len(letters) < FEW:
        return False
    if sum(map(_is_strange, letters)) > STRANGE * len(letters):
        return True
    if len(letters) <= SILENT or any(map(_KANA.match, letters)):
        return False
    return sum(_IDEOGRAPH.match(text) is not None for text in letters) > len(letters) / 2


def has_kana(texts: Sequence[str]) -> bool:
    """Whether there are as many kana as the shortest Japanese sentence would have."""
    return 50 * sum(_KANA.match(text) is not None for text in texts) >= len(texts) > 0


@lru_cache(maxsize=16384)
def _is_strange(text: str) -> bool:
    """Outside the letters of Japanese Windows, a rare ideograph, or a sign of programs."""
    letter = fold(text)[:1]
    if not letter or letter in _ODD:
        return bool(letter)
    try:
        code = letter.encode("cp932")
    except UnicodeEncodeError:
        return True
    return (len(code) == 1 and code < b" ") or code >= b"\x98\x9f"


def _unseen(texts: Sequence[str], seen: str) -> int:
    """How many letters a second reader does not see; 0 while the two differ little."""
    if not seen or len(texts) < FEW:
        return 0
    missing = difference(texts, seen)
    return missing if missing > APART * len(texts) else 0


def difference(one: Iterable[str], two: Iterable[str]) -> int:
    """How many letters of `one` or of `two`, whichever are more, the other lacks; their order does not count."""
    first, second = Counter(one), Counter(two)
    if first == second:
        return 0
    mine, yours = _folded(first - second), _folded(second - first)
    return max(sum((mine - yours).values()), sum((yours - mine).values()))


def _folded(letters: Counter[str]) -> Counter[str]:
    folded: Counter[str] = Counter()
    for text, count in letters.items():
        for letter in fold(text):
            if not letter.isspace():
                folded[letter] += count
    return folded


def without_letters(pages: Sequence[Page]) -> tuple[str, str]:
    """What to say of a document without any letters, and what to do."""
    if all(page.number is None for page in pages):
        return "文章が見つかりません", "文章が入っているか，ほかのファイルを選んでいないかを確かめてください。"
    if any(page.quality.source == "ocr" for page in pages):
        return "文字が見つかりません（画像としても読み取りましたが，文字がありませんでした）", (
            "元のWordなどのファイルからPDFを書き出してください。"
        )
    return f"文字が入っていません（{len(pages)}頁とも画像のようです）", (
        f"文字認識（OCR）の部品を入れると読み取れます（{INSTALL_OCR}）。"
        "入れられないときは，元のWordなどのファイルからPDFを書き出してください。"
    )


def share(pages: Iterable[Page]) -> float:
    """The share of letters that are whole, 0 to 1; 1 where there are none."""
    counts = [p.quality for p in pages]
    letters = sum(c.letters for c in counts)
    return 1 - sum(c.damaged for c in counts) / letters if letters else 1.0


def is_picture(page: Page) -> bool:
    """A page that shows something but has no letters, and that nobody read as a picture: a scan."""
    return page.quality.letters == 0 and page.quality.images > 0 and page.quality.source != "ocr"


def is_damaged(page: Page) -> bool:
    """More than one letter in a hundred cannot be trusted: read the page another way, and say so."""
    return page.quality.damaged > LIMIT * page.quality.letters


def is_unread(page: Page) -> bool:
    """A second reader sees letters on the page, and none came out of it."""
    return bool(page.letters) and not (page.blocks or page.heads or page.notes)


def doubtful(pages: Iterable[Page]) -> dict[str, set[int | None]]:
    """The pages whose letters are not sure, by reason: read from their picture, by us or before us (ocr), damaged."""
    held = list(pages)
    return {
        "ocr": {page.number for page in held if page.quality.source in FROM_PICTURES},
        "damaged": {page.number for page in held if is_damaged(page)},
    }


def lost(document: Document) -> frozenset[int]:
    """The sheets that gave nothing: pictures, pages without letters where some were to be expected, pages that broke
    their reader or exceeded its limits."""
    troubled = {page.number for page in document.pages if trouble(page) in ("page-without-text", "page-unread")}
    troubled |= {doubt.place.page for doubt in document.doubts if doubt.kind in ("page-unread", "page-beyond-limits")}
    return frozenset(number for number in troubled if number is not None)


def trouble(page: Page) -> str | None:
    """The kind of doubt about a page, None where it was read."""
    if is_picture(page):
        return "page-without-text"
    if is_unread(page):
        return "page-unread"
    if is_damaged(page):
        return "page-damaged"
    return FROM_PICTURES.get(page.quality.source) if page.quality.letters else None
