"""The process that draws places of PDFs: `python -m planlink.documents.drawer MEMORY SECONDS`, and who asks it.

What a file does to the library that draws reaches neither a build nor the page: a process that dies, or that holds up
its asker, is ended, and the next file has another one.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from planlink.documents.answers import Answers, say
from planlink.documents.limits import TOO_LARGE, Limits, hold, next_page
from planlink.documents.processes import command, surroundings
from planlink.errors import DocumentError
from planlink.records.places import Place

DRAWING = Limits(seconds=60.0, wait=90.0, output=256 * 1024**2)
"""For all places of a document."""
Clips = tuple[bytes | None, ...]


class Drawer:
    """Has places drawn by a process of its own, which begins with the first of them and ends with this; for one
    thread at a time."""

    def __init__(self, limits: Limits = DRAWING) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._told: Iterator[Any] = iter(())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def clips(self, path: Path, places: Sequence[Place]) -> Clips:
        """The picture of each place (see `pictures.clips`); none at all where the process came to no end. Raises
        DocumentError for files that cannot be opened."""
        told = self._ask(path, places)
        if isinstance(told, DocumentError):
            raise told
        if isinstance(told, tuple) and len(told) == len(places):
            return told
        self.close()
        return (None,) * len(places)

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _ask(self, path: Path, places: Sequence[Place]) -> Any:
        child = self._child or self._begun()
        assert child.stdin is not None
        with suppress(OSError):  # it died since
            pickle.dump((str(path), tuple(places)), child.stdin)
            child.stdin.flush()
            return next(self._told, None)
        return None

    def _begun(self) -> subprocess.Popen[bytes]:
        pipe, limits = subprocess.PIPE, self._limits
        wanted = command("planlink.documents.drawer", str(limits.memory), str(limits.seconds))
        self._child = subprocess.Popen(wanted, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=surroundings())
        self._told = iter(Answers(self._child, limits))
        return self._child


def _drawn(path: Path, places: Sequence[Place]) -> Clips | DocumentError:
    from planlink.documents.pictures import clips

    try:
        return tuple(clips(path, places))
    except DocumentError as error:
        return error


def main(arguments: list[str]) -> None:
    limits = Limits(int(arguments[0]), float(arguments[1]))
    asked, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of the answer
    hold(limits)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            path, places = pickle.load(asked)
            next_page(limits)
            try:
                drawn = _drawn(Path(path), places)
            except MemoryError:
                os._exit(TOO_LARGE)
            say(out, pickle.dumps(drawn))


if __name__ == "__main__":
    main(sys.argv[1:])
