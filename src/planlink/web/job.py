"""Work that takes long, one at a time: planlink's own command line in a process of its own, followed and killable."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock, Thread, Timer
from typing import IO, Any

from planlink.documents.processes import command, surroundings
from planlink.errors import PlanlinkError
from planlink.web.words import say
from planlink.workspace.build import PAPERS

MOST_SECONDS = 2 * 3600
LONGEST_LINE = 10_000
KEPT_LINES = 200
MOST_LINES = 200_000
"""A process that says more than this has lost its way."""
ERROR = "エラー："
SOME_UNREAD = 1


@dataclass(frozen=True, slots=True)
class State:
    """Where the work stands. `task` is build, papers, or empty before the first; `outcome` is empty while it runs, then
    done, failed or stopped, with `sentences` that say why. `step` of `steps` are through; `done` pages of `of` of the
    document that is being read (`doing`). `seconds` since it began."""

    task: str = ""
    outcome: str = ""
    step: int = 0
    steps: int = 0
    doing: str = ""
    done: int = 0
    of: int = 0
    seconds: int = 0
    sentences: tuple[str, ...] = ()

    @property
    def runs(self) -> bool:
        return bool(self.task) and not self.outcome

    @property
    def is_stored(self) -> bool:
        """Whether what was read is in the workspace, though papers may be missing."""
        return self.task == "build" and (self.outcome == "done" or self.doing == PAPERS)


class BusyError(PlanlinkError):
    """Work is being done already."""

    def __init__(self) -> None:
        super().__init__(say("working"))


def _nothing(last: State) -> None:
    """Nobody waits for the end."""


def own_command(arguments: Sequence[str]) -> list[str]:
    """planlink's command line with limits."""
    return command("planlink.web.limited", *arguments)


class Job:
    """The one place that works. `start` hands a process its arguments and calls `after` with the last state."""

    def __init__(
        self, most_seconds: float = MOST_SECONDS, command: Callable[[Sequence[str]], list[str]] = own_command
    ) -> None:
        self._most, self._command = most_seconds, command
        self._lock = Lock()
        self._state = State()
        self._began = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._reason = ""

    @property
    def state(self) -> State:
        """Where the work stands now."""
        with self._lock:
            state = self._state
            return replace(state, seconds=int(time.monotonic() - self._began)) if state.runs else state

    def start(self, task: str, arguments: Sequence[str], after: Callable[[State], None] = _nothing) -> None:
        """Begin. Raises BusyError while something else is being done."""
        with self._lock:
            if self._state.runs:
                raise BusyError
            self._process = _started(self._command(arguments))
            self._state, self._began, self._reason = State(task), time.monotonic(), ""
            Thread(target=self._follow, args=(self._process, after), daemon=True).start()

    def stop(self, reason: str = "stopped") -> None:
        """Kill the process with all that it started; `reason` is stopped or long."""
        with self._lock:
            if self._state.runs and self._process is not None and self._process.poll() is None:
                self._reason = self._reason or reason
                _kill(self._process)

    def _follow(self, process: subprocess.Popen[bytes], after: Callable[[State], None]) -> None:
        complaints: list[str] = []
        assert process.stdout is not None
        assert process.stderr is not None
        listener = Thread(target=self._keep, args=(process.stderr, complaints), daemon=True)
        watch = Timer(self._most, self.stop, args=("long",))
        watch.daemon = True
        listener.start()
        watch.start()
        for line in self._lines(process.stdout):
            self._hear(line)
        status = process.wait()
        watch.cancel()
        listener.join()
        for pipe in (process.stdin, process.stdout, process.stderr):
            with suppress(OSError):
                pipe and pipe.close()
        last = self._ended(status, complaints)
        try:
            after(last)
        finally:
            with self._lock:
                self._state = last

    def _lines(self, pipe: IO[bytes]) -> Iterator[str]:
        for number, line in enumerate(iter(lambda: pipe.readline(LONGEST_LINE), b"")):
            if number > MOST_LINES:
                self.stop("long")
            else:
                yield line.decode("utf-8", "replace").rstrip()

    def _keep(self, pipe: IO[bytes], kept: list[str]) -> None:
        for line in self._lines(pipe):
            kept.append(line)
            del kept[:-KEPT_LINES]

    def _hear(self, line: str) -> None:
        told = _told(line)
        with self._lock:
            now = self._state
            if isinstance(told.get("steps"), int):
                self._state = replace(now, steps=told["steps"])
            elif "doing" in told:
                done, of = (value if isinstance(value, int) else 0 for value in (told.get("done"), told.get("of")))
                self._state = replace(now, doing=str(told["doing"]), done=done, of=of)
            elif "ended" in told:
                self._state = replace(now, step=now.step + 1)

    def _ended(self, status: int, complaints: Sequence[str]) -> State:
        now = self.state
        if self._reason:
            stopped = replace(now, outcome="stopped", sentences=(say(self._reason),))
        elif status == 0 or (status == SOME_UNREAD and now.is_stored):
            return replace(now, outcome="done")
        else:
            print("\n".join(complaints), file=sys.stderr)  # for whoever started the server
            stopped = replace(now, outcome="failed", sentences=_sentences(complaints, status))
        if now.is_stored:
            return replace(stopped, sentences=(*stopped.sentences, say("stored")))
        return stopped


def _started(wanted: list[str]) -> subprocess.Popen[bytes]:
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    pipe = subprocess.PIPE
    spoken = {**surroundings(), "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(wanted, stdin=pipe, stdout=pipe, stderr=pipe, env=spoken, **apart)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _told(line: str) -> dict[str, Any]:
    if not line.startswith("{"):
        return {}
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _sentences(complaints: Sequence[str], status: int) -> tuple[str, ...]:
    """What the command said last, without its trace."""
    last = max((at for at, line in enumerate(complaints) if line.startswith(ERROR)), default=None)
    if last is not None:
        return tuple(line.removeprefix(ERROR) for line in complaints[last:] if line)
    return (say("killed" if status < 0 else "broken"),)
