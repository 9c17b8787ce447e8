"""The process that reads pages of a PDF: `python -m planlink.documents.child FILE FIRST LAST`.

It writes (number of pages, pages) or the DocumentError to standard output, pickled for the parent alone, and ends;
whatever the PDF libraries held or broke goes with it. To standard error it writes a line for each page that is read.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from planlink.documents.processes import command, surroundings
from planlink.errors import DocumentError
from planlink.records.documents import Page

Answer = tuple[int, tuple[Page, ...]]
Heard = Callable[[int], object]
"""Hears of a document's number of pages each time one of them is read."""
SIGN = b"planlink-page-of "


class ReadingStoppedError(DocumentError):
    """The process that read ended without an answer: one of its pages broke it, or memory ran out."""


def read_in_child(path: Path, first: int, last: int, heard: Heard | None = None) -> Answer:
    """Pages `first` to `last` (as far as there are) and the number of pages, read by a process of their own.
    Raises DocumentError, and ReadingStoppedError where the process dies."""
    wanted = command("planlink.documents.child", str(path), str(first), str(last))
    status, said = _run(wanted, heard)
    if status != 0 or not said:
        raise ReadingStoppedError(
            path.name,
            f"{first}頁から{last}頁の間で読み取りが止まりました" if first <= last else "読み取りを始められませんでした",
            "PDFを開き直して別名で保存するか，その頁を除いたPDFを指定してください。",
        )
    answer: Answer | DocumentError = pickle.loads(said)
    if isinstance(answer, DocumentError):
        raise answer
    return answer


def _run(wanted: list[str], heard: Heard | None) -> tuple[int, bytes]:
    """The status that a process ends with, and what it wrote."""
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(wanted, stdout=pipe, stderr=pipe, env=surroundings()) as child,
        ThreadPoolExecutor(1) as apart,
    ):
        assert child.stdout is not None
        assert child.stderr is not None
        said = apart.submit(child.stdout.read)
        for line in child.stderr:
            number = line.removeprefix(SIGN).strip()
            if heard is not None and line.startswith(SIGN) and number.isdigit():
                heard(int(number))
        return child.wait(), said.result()


def _read(path: Path, first: int, last: int) -> Answer:
    from planlink.documents.pdf import count_pages, each_page

    count, pages = count_pages(path), []
    for page in each_page(path, first, min(last, count)):
        pages.append(page)
        sys.stderr.buffer.write(SIGN + b"%d\n" % count)
        sys.stderr.flush()
    return count, tuple(pages)


def main(arguments: list[str]) -> None:
    path, first, last = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    out, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints is no part of the answer
    answer: Answer | DocumentError
    try:
        answer = _read(path, first, last)
    except DocumentError as error:
        answer = error
    out.write(pickle.dumps(answer))
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
