"""Documents that are no plans, though words and tables of plans may stand in them: known by what they call themselves,
and account books (予算書, 決算書) also by their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from planlink import knowledge
from planlink.japanese.text import search_key
from planlink.outline.titles import contains, ends_with
from planlink.records.documents import Document, Line, Page, Table
from planlink.records.outline import Outline

ACCOUNTS = 1 / 3  # share of pages with words of accounts; a plan has a few of them where it speaks of money
WORDS = 3  # different ones that make a page of accounts
FEW = 3  # pages: fewer may be an excerpt that a plan prints
_EDITION = re.compile(
    r"(?:[0-9]+月号|第[0-9一二三四五六七八九十百]+[号回巻版]|(?:令和|平成)?(?:[0-9]+|元)年(?:度版?|版|改訂版?|[0-9]+月(?:改訂|策定)?)?"
    r"|20[0-9]{2}年?(?:[0-9]+月)?|改[訂定]版?|素案|案)+$"
)


def is_no_plan(outline: Outline, document: Document) -> bool:
    """A budget book, an ordinance, a bulletin, a population vision …: the first line that says what the document is
    names none of the plans, or its pages are those of accounts."""
    telling = (text for text in names(outline, document) if _names_no_plan(text) or named(text))
    return any(map(_names_no_plan, islice(telling, 1))) or _is_account_book(document)


def names(outline: Outline, document: Document) -> list[str]:
    """Lines that say what a document is: its title (in plain text it is only a guess), cover, running heads, the first
    lines."""
    title = "" if document.format == "text" else outline.title
    heads = [line.text for page in document.pages[:3] for line in page.heads]
    first = [b.text for page in document.pages[:1] for b in page.blocks[:3] if isinstance(b, Line)]
    return [text for text in (title, *outline.cover, *heads, *first) if text]


def named(text: str) -> str | None:
    """The role whose words stand in a text."""
    roles, key = knowledge.section_words().roles, search_key(text)
    order = ("proposals", "achievements", "strategy", "plan", "vision")
    return next((role for role in order if any(search_key(word) in key for word in roles[role])), None)


def is_population(text: str) -> bool:
    """The name of a population vision (人口ビジョン) that is not bound with a plan."""
    words = knowledge.section_words().no_plan
    return ends_with(_bare(text), words["population"]) and not contains(text, words["beside"])


def _names_no_plan(text: str) -> bool:
    words, key = knowledge.section_words().no_plan, search_key(text).lstrip("○◯〇")
    opens = any(key.startswith(search_key(word)) for word in words["opening"])
    is_plan = named(text) is not None or ends_with(_bare(text), words["plans"])
    return (opens and not is_plan) or ends_with(_bare(text), words["closing"]) or is_population(text)


def _bare(text: str) -> str:
    """The name without the edition behind it: 公報　第123号, 統計書（令和６年版）, 人口ビジョン　令和７年３月."""
    key = re.sub(r"[(（【].*?[)）】]", "", search_key(text))
    return _EDITION.sub("", key) or key


def _is_account_book(document: Document) -> bool:
    pages = [page for page in document.pages if page.number is not None and (page.blocks or page.heads)]
    accounts = sum(map(_is_of_accounts, pages))
    return accounts >= max(FEW, ACCOUNTS * len(pages))


def _is_of_accounts(page: Page) -> bool:
    words = knowledge.section_words().no_plan
    whole = {search_key(word) for word in words["accounts"]}
    texts = {search_key(text) for text in _texts(page)}
    ruled = {word for word in words["divisions"] for text in texts if text.startswith((f"({word})", f"{word} "))}
    return len(texts & whole) + len(ruled) >= WORDS


def _texts(page: Page) -> Iterator[str]:
    """Lines and cells, one text each."""
    for block in (*page.heads, *page.blocks):
        if isinstance(block, Line):
            yield block.text
        elif isinstance(block, Table):
            yield from ("".join(line.text for line in cell.lines) for cell in block.cells)
