"""What a double click does: python doubleclick.py PLANLINK starts it in a terminal without arguments, waits for the
start address, fetches the page, and ends it. Standard library alone; run by `bench/bundle.py` with
the Python of the portable folder."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import socket
import struct
import sys
import time
import urllib.request

SECONDS = 180
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/start\?token=\S+")
_SET_FLAGS, _UP = 0x8914, 0x41  # SIOCSIFFLAGS; IFF_UP and IFF_RUNNING


def main(planlink: str) -> int:
    loopback_up()
    child, terminal = pty.fork()
    if child == 0:
        os.execv(planlink, [planlink])
    try:
        shown = _shown(terminal)
        found = ADDRESS.search(shown)
        if found is None:
            print(f"no address: {shown!r}")
            return 1
        with urllib.request.urlopen(found[0], timeout=SECONDS) as page:
            print(f"{page.status}, {len(page.read())} bytes")
        return 0
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def loopback_up() -> None:
    """A namespace begins with its loopback down; elsewhere it is up, and this user may not change it."""
    with socket.socket() as asked:
        try:
            fcntl.ioctl(asked, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP))
        except PermissionError:
            return


def _shown(terminal: int) -> str:
    """What stands on the terminal once the address does, or when the time is over."""
    shown, end = b"", time.monotonic() + SECONDS
    while time.monotonic() < end and not ADDRESS.search(shown.decode("utf-8", "replace")):
        if select.select([terminal], [], [], 1)[0]:
            try:
                shown += os.read(terminal, 4096)
            except OSError:  # it ended
                break
    return shown.decode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
