"""What a reading process tells its parent: pickles, each behind its length; an empty one is the last.

The process has had a hostile file in its hands: the parent takes records of planlink alone, none longer than it may be,
and waits for each only so long.
"""

from __future__ import annotations

import io
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from struct import Struct
from threading import Timer
from typing import IO, Any

from planlink.documents.limits import TOO_LARGE, Limits
from planlink.documents.processes import surroundings

BROKE, LONG, LARGE = "broke", "long", "large"
"""Why a page is missing: it broke its reader, or exceeded the limit on time, or on memory and letters."""
_LENGTH = Struct(">Q")
_ROOMS = ("planlink.records.", "planlink.errors")


def say(out: IO[bytes], told: bytes) -> None:
    """Write one answer."""
    out.write(_LENGTH.pack(len(told)) + told)
    out.flush()


def heard_from(wanted: list[str], limits: Limits, hear: Callable[[Any], object]) -> str:
    """Start a process and hand each of its answers to `hear`. Returns why it stopped, empty where it said all."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        wanted, stdin=subprocess.DEVNULL, stdout=pipe, stderr=subprocess.DEVNULL, env=surroundings()
    ) as child:
        answers = Answers(child, limits)
        try:
            for told in answers:
                hear(told)
        except BaseException:
            child.kill()
            raise
        return answers.why()


class Answers:
    """The answers of a process; where one is too long, or long in coming, the process is ended."""

    def __init__(self, child: subprocess.Popen[bytes], limits: Limits) -> None:
        self._child, self._limits = child, limits
        self._reason: str | None = None

    def __iter__(self) -> Iterator[Any]:
        while told := self._awaited():
            try:
                found = _Records(io.BytesIO(told)).load()
            except Exception:  # the process no longer says what it should
                self._end(BROKE)
                return
            yield found

    def why(self) -> str:
        """Why the process ended; empty where it had said all."""
        if self._reason is not None:
            return self._reason
        status = self._child.wait()
        if sys.platform != "win32" and status == -signal.SIGXCPU:
            return LONG
        return LARGE if status == TOO_LARGE else BROKE

    def _awaited(self) -> bytes:
        watch = Timer(self._limits.wait, self._end, args=(LONG,))
        watch.daemon = True
        watch.start()
        try:
            return self._next()
        finally:
            watch.cancel()

    def _next(self) -> bytes:
        """The next answer; empty where there is none."""
        pipe = self._child.stdout
        assert pipe is not None
        head = pipe.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            return b""
        (length,) = _LENGTH.unpack(head)
        if length == 0:
            self._reason = ""
            self._child.wait(self._limits.wait)
        elif length > 2 * self._limits.output:
            self._end(LARGE)
        else:
            told = pipe.read(length)
            return told if len(told) == length else b""
        return b""

    def _end(self, reason: str) -> None:
        if self._reason is None:
            self._reason = reason
        self._child.kill()


class _Records(pickle.Unpickler):
    """Makes nothing but planlink's records and errors."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(_ROOMS):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")
