"""A process of its own for what came from outside, with limits where the system has them.

`python -m planlink.web.limited build …` is planlink's command line; it ends with the process that started it and holds
the other end of its standard input. `… kind FILE` tells a file's kind, or why it cannot be read, as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from threading import Thread

from planlink.documents.limits import bind

MOST_MEMORY = 6 * 1024**3
MOST_SECONDS = 2 * 3600
MOST_FILE = 4 * 1024**3
"""Of a process: bytes of address space, seconds of work (waiting does not count), bytes of a file it writes."""


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


def tell_kind(path: Path) -> None:
    """{"kind": …} or {"error": sentence}."""
    from planlink.documents.kinds import kind_of
    from planlink.errors import DocumentError

    try:
        told = {"kind": kind_of(path, path.read_bytes())}
    except DocumentError as error:
        told = {"error": str(error)}
    sys.stdout.buffer.write(json.dumps(told).encode())


def main(arguments: list[str]) -> None:
    limit()
    if arguments[0] == "kind":
        tell_kind(Path(arguments[1]))
        return
    Thread(target=end_with_parent, daemon=True).start()
    from planlink.cli import main as planlink

    planlink(arguments, prog_name="planlink")


if __name__ == "__main__":
    main(sys.argv[1:])
