"""A process that does tasks one after the other: `python -m planlink.workspace.hand`.

A task comes as a line of JSON, its outcome goes back as one. When the process that hands out the tasks is gone, this
one ends at once, whatever it does: nobody would take what it makes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, Any

from planlink.documents.processes import command, surroundings
from planlink.workspace.codec import decode, encode
from planlink.workspace.tasks import Outcome, Task, perform

TASKS_A_PROCESS = 200
"""Then it is replaced, since what the libraries hold grows."""


class Hand:
    """A process of its own for tasks; one that dies is replaced at the next task."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._done = 0

    def do(self, task: Task) -> Outcome | None:
        """Have a task done; None where the process died over it."""
        if self._done >= TASKS_A_PROCESS:
            self.end()
        if self._process is None:
            self._process, self._done = _started(), 0
        self._done += 1
        try:
            self._pipe("stdin").write(_line(task))
            self._pipe("stdin").flush()
            said = self._pipe("stdout").readline()
        except OSError:
            said = b""
        if not said.endswith(b"\n"):
            self.end()
            return None
        return decode(Outcome, json.loads(said))  # type: ignore[arg-type]

    def end(self) -> None:
        """End the process, also within a task."""
        if self._process is not None:
            self._process.kill()
            with suppress(OSError), self._process:  # what it did not take any more cannot be sent
                pass
        self._process = None

    def _pipe(self, name: str) -> IO[bytes]:
        pipe: IO[bytes] = getattr(self._process, name)
        return pipe


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command("planlink.workspace.hand"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings()
    )


def main() -> None:
    """Do what comes until nothing comes any more."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no outcome
    tasks: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    while True:
        task: Task = decode(Task, json.loads(tasks.get()))  # type: ignore[arg-type]
        out.write(_line(perform(task)))
        out.flush()


def _line(record: Task | Outcome) -> bytes:
    return f"{json.dumps(encode(record))}\n".encode()


def _listen(lines: Any, tasks: SimpleQueue[bytes]) -> None:
    """Hand on each line; at the end of them this process ends."""
    for line in lines:
        tasks.put(line)
    os._exit(0)


if __name__ == "__main__":
    main()
