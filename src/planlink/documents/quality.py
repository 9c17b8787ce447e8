"""What could not be read: counts of letters, damaged letters and pictures of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planlink.records.documents import Page, PageQuality

_DAMAGED = re.compile("\\(cid:\\d+\\)|[\ufffd\ue000-\uf8ff\ud800-\udfff\U000f0000-\U0010fffd]")


def measure(texts: Iterable[str], images: int) -> PageQuality:
    """Count the letters of a page, one text for each drawn letter; white space does not count."""
    letters = damaged = 0
    for text in texts:
        if text.isspace() or not text:
            continue
        letters += 1
        damaged += _DAMAGED.search(text) is not None
    return PageQuality(letters, damaged, images)


def share(pages: Iterable[Page]) -> float:
    """The share of letters that are whole, 0 to 1; 1 where there are none."""
    counts = [p.quality for p in pages]
    letters = sum(c.letters for c in counts)
    return 1 - sum(c.damaged for c in counts) / letters if letters else 1.0


def is_picture(page: Page) -> bool:
    """A page that shows something but has no letters: a scan."""
    return page.quality.letters == 0 and page.quality.images > 0


def is_damaged(page: Page) -> bool:
    """More than one letter in a hundred cannot be trusted: read the page another way, and say so."""
    return page.quality.damaged > 0.01 * page.quality.letters


def is_unread(page: Page) -> bool:
    """A second reader sees letters on the page, and none came out of it."""
    return bool(page.letters) and not (page.blocks or page.heads or page.notes)


def trouble(page: Page) -> str | None:
    """The kind of doubt about a page, None where it was read."""
    if is_picture(page):
        return "page-without-text"
    if is_unread(page):
        return "page-unread"
    return "page-damaged" if is_damaged(page) else None
