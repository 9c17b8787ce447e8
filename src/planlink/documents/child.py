"""The process that reads pages of a PDF: `python -m planlink.documents.child FILE FIRST LAST`.

It writes (number of pages, pages) or the DocumentError to standard output, pickled for the parent alone, and ends;
whatever the PDF libraries held or broke goes with it.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from planlink.documents.processes import command, surroundings
from planlink.errors import DocumentError
from planlink.records.documents import Page

Answer = tuple[int, tuple[Page, ...]]


class ReadingStoppedError(DocumentError):
    """The process that read ended without an answer: one of its pages broke it, or memory ran out."""


def read_in_child(path: Path, first: int, last: int) -> Answer:
    """Pages `first` to `last` (as far as there are) and the number of pages, read by a process of their own.
    Raises DocumentError, and ReadingStoppedError where the process dies."""
    wanted = command("planlink.documents.child", str(path), str(first), str(last))
    done = subprocess.run(wanted, capture_output=True, check=False, env=surroundings())
    if done.returncode != 0 or not done.stdout:
        raise ReadingStoppedError(
            path.name,
            f"{first}頁から{last}頁の間で読み取りが止まりました" if first <= last else "読み取りを始められませんでした",
            "PDFを開き直して別名で保存するか，その頁を除いたPDFを指定してください。",
        )
    answer: Answer | DocumentError = pickle.loads(done.stdout)
    if isinstance(answer, DocumentError):
        raise answer
    return answer


def _read(path: Path, first: int, last: int) -> Answer:
    from planlink.documents.pdf import count_pages, read_pages

    count = count_pages(path)
    return count, read_pages(path, first, min(last, count))


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
