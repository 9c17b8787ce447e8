"""A process of its own for what came from outside, with limits where the system has them.

`python -m planlink.web.limited build …` is planlink's command line; it ends with the process that started it and holds
the other end of its standard input. `… kind FILE` tells a file's kind and `… answers FILE` what a list of findings
answers, or why it cannot be read, as JSON; `ask` is who asks so.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from threading import Thread
from typing import Any

from planlink.documents.limits import bind
from planlink.documents.processes import command, surroundings
from planlink.errors import DocumentError, PlanlinkError

MOST_MEMORY = 6 * 1024**3
MOST_SECONDS = 2 * 3600
MOST_FILE = 4 * 1024**3
"""Of a process: bytes of address space, seconds of work (waiting does not count), bytes of a file it writes."""
ASKED_SECONDS = 60
"""By the clock, for what is asked of one file."""
UNREAD = {
    "kind": ("種類を調べられませんでした", "文書を開き直し，別名で保存したものを選んでください。"),
    "answers": ("表を読めませんでした", "表を開き直し，Excel（.xlsx）か CSV で保存したものを選んでください。"),
}
"""What can be asked, and what is said where the process comes to no end."""


def limit() -> None:
    """Bind this process, and those that it starts, to the limits."""
    bind({"RLIMIT_AS": MOST_MEMORY, "RLIMIT_CPU": MOST_SECONDS, "RLIMIT_FSIZE": MOST_FILE, "RLIMIT_CORE": 0})


def end_with_parent() -> None:
    """Wait until standard input ends, which only the parent's end does; then end too, with all that was started."""
    while os.read(0, 1):
        pass
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)


def ask(what: str, path: Path) -> Any:
    """What such a process tells of a file: "kind" or "answers". Raises PlanlinkError where it cannot be read."""
    asked = command("planlink.web.limited", what, str(path))
    try:
        done = subprocess.run(
            asked, stdin=subprocess.DEVNULL, capture_output=True, timeout=ASKED_SECONDS, env=surroundings(), check=True
        )
        told = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as cause:
        raise DocumentError(path.name, *UNREAD[what]) from cause
    if "error" in told:
        raise PlanlinkError(told["error"])
    return told["told"]


def tell(what: str, path: Path) -> None:
    """{"told": …} or {"error": sentence}."""
    try:
        told = {"told": {"kind": _kind, "answers": _answers}[what](path)}
    except DocumentError as error:
        told = {"error": str(error)}
    sys.stdout.buffer.write(json.dumps(told).encode())


def _kind(path: Path) -> object:
    from planlink.documents.kinds import kind_of

    return kind_of(path, path.read_bytes())


def _answers(path: Path) -> object:
    from planlink.documents.answertable import read_answers

    return [asdict(row) for row in read_answers(path)]


def main(arguments: list[str]) -> None:
    limit()
    if arguments[0] in UNREAD:
        tell(arguments[0], Path(arguments[1]))
        return
    Thread(target=end_with_parent, daemon=True).start()
    from planlink.cli import main as planlink

    planlink(arguments, prog_name="planlink")


if __name__ == "__main__":
    main(sys.argv[1:])
