"""The process that reads a document: `python -m planlink.documents.child FILE KIND FIRST LAST MEMORY SECONDS OUTPUT`.

It tells how many pages there are and then page after page, or the DocumentError (`answers.py`), and ends; whatever the
libraries held or broke goes with it. It keeps to limits (`limits.py`), and the parent ends it where no page comes.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from planlink.documents.answers import BROKE, LARGE, LONG, heard_from, say
from planlink.documents.limits import READING, TOO_LARGE, Limits, hold, next_page
from planlink.documents.processes import command
from planlink.errors import DocumentError
from planlink.records.documents import Page

Heard = Callable[[int], object]
"""Hears of a document's number of pages each time one of them is read."""
_UNOPENED = {LONG: "開くのに時間がかかりすぎました", LARGE: "開くのに使う記憶領域が大きすぎました"}


class ReadingStoppedError(DocumentError):
    """The process that read ended without telling of any page: the file broke it, or exceeded its limits."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a process read of a stretch: how many pages the document has, and the stretch's pages from its first on, as
    far as the process came; a missing page is told as the reason. `stopped` is why it did not come to the end, empty
    where it did."""

    count: int
    pages: tuple[Page | str, ...]
    stopped: str = ""


def read_in_child(
    path: Path, first: int, last: int, heard: Heard | None = None, limits: Limits = READING, kind: str = "pdf"
) -> Part:
    """Pages `first` to `last` (as far as there are) of a PDF, read by a process of its own; all of a document of
    another `kind`. Raises DocumentError, and ReadingStoppedError where not even the number of pages is told."""
    told: list[Any] = []

    def hear(answer: Any) -> None:
        if isinstance(answer, DocumentError):
            raise answer
        told.append(answer)
        if heard is not None and isinstance(answer, Page):
            heard(told[0])

    numbers = (first, last, limits.memory, limits.seconds, limits.output)
    stopped = heard_from(command("planlink.documents.child", str(path), kind, *map(str, numbers)), limits, hear)
    if not told:
        raise ReadingStoppedError(
            path.name,
            _UNOPENED.get(stopped, "読み取りを始められませんでした"),
            "ファイルを開き直して別名で保存するか，分けて保存したものを指定してください。",
        )
    return Part(told[0], tuple(told[1:]), stopped)


Told = Callable[[object], None]


def _read_pdf(path: Path, first: int, last: int, limits: Limits, tell: Told) -> None:
    from planlink.documents.pdf import count_pages, each_page

    next_page(limits)
    count = count_pages(path)
    tell(count)
    number, last = first, min(last, count)
    while number <= last:
        try:
            for page in each_page(path, number, last):
                tell(page)
                number += 1
                next_page(limits)
            return
        except (DocumentError, MemoryError):
            raise
        except Exception:  # a page can be broken in ways that no library foresees; the others go on
            tell(BROKE)
            number += 1


def _read_whole(path: Path, kind: str, limits: Limits, tell: Told) -> None:
    next_page(limits)
    pages = tuple(_other_pages(path, kind))
    tell(len(pages))
    for page in pages:
        tell(page)


def _other_pages(path: Path, kind: str) -> Iterator[Page]:
    if kind == "word":
        from planlink.documents.word import read_word

        yield from read_word(path)
    else:
        from planlink.documents.webpage import read_webpage

        yield from read_webpage(path)


def main(arguments: list[str]) -> None:
    path, kind, (first, last, memory) = Path(arguments[0]), arguments[1], map(int, arguments[2:5])
    limits = Limits(memory, float(arguments[5]), output=int(arguments[6]))
    out, sys.stdout = os.fdopen(os.dup(1), "wb"), sys.stderr
    os.dup2(2, 1)  # what a library prints is no part of the answer

    def tell(answer: object) -> None:
        told = pickle.dumps(answer)
        say(out, told if len(told) <= limits.output else pickle.dumps(LARGE))

    hold(limits)
    read = partial(_read_pdf, path, first, last) if kind == "pdf" else partial(_read_whole, path, kind)
    try:
        read(limits, tell)
    except DocumentError as error:
        tell(error)
    except MemoryError:
        os._exit(TOO_LARGE)
    say(out, b"")


if __name__ == "__main__":
    main(sys.argv[1:])
