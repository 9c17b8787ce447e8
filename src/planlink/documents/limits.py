"""What a process that reads a document may take: memory, time for a page, letters of a page.

Linux and other systems with resource limits keep them themselves; elsewhere a watch in the process keeps the memory and
the parent the time.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Thread

MOST_PAGES = 3000
"""Sheets of a document. The longest budget books have a third of it; files that lie about theirs have millions."""
MOST_BYTES = 1024**3
"""Of a file. A parser holds many times as much."""
TOO_LARGE = 77
"""What a process ends with that ran out of memory."""
SHORTEST = 4.0
GLANCE = 0.2  # seconds between two looks at the memory held


@dataclass(frozen=True, slots=True)
class Limits:
    """Of a process that reads: `memory` in bytes of address space, CPU `seconds` for a page (its pictures are read by
    another process, with limits of its own), `wait` seconds on the clock without a page, `output` bytes of a page."""

    memory: int = 2 * 1024**3
    seconds: float = 60.0
    wait: float = 240.0
    output: int = 4 * 1024**2

    def once_more(self) -> Limits:
        """The limits after a page has taken too long: half the time, so that a file of such pages comes to an end."""
        return replace(self, seconds=max(SHORTEST, self.seconds / 2), wait=max(4 * SHORTEST, self.wait / 2))

    def whole(self) -> Limits:
        """For a document that is read at once, not page by page."""
        return replace(self, seconds=5 * self.seconds, wait=5 * self.wait, output=64 * self.output)


READING = Limits()
PICTURES = Limits(memory=6 * 1024**3, seconds=120.0)
"""Of the process that reads pages, and of the one that reads pictures of them (`sight.py`), a picture at a time."""


def bind(limits: Mapping[str, int]) -> None:
    """Bind this process, and those that it starts, by the names of resource limits (RLIMIT_AS, …), as far as the
    system has them; a process that begins with lower ones keeps those."""
    if sys.platform == "win32":
        return
    import resource

    for name, most in limits.items():
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # a system may know a limit and refuse it
            resource.setrlimit(kind, (least, hard))


def hold(limits: Limits) -> None:
    """Bind this process to the memory; where the system does not, a watch ends it."""
    bind({"RLIMIT_AS": limits.memory, "RLIMIT_CORE": 0})
    if sys.platform != "linux":
        watch(limits.memory)


def next_page(limits: Limits) -> None:
    """The time of a page begins. Where it ends before the page, the system ends this process."""
    bind({"RLIMIT_CPU": int(time.process_time() + limits.seconds) + 1})


def watch(memory: int) -> None:
    """End this process when it holds more bytes than `memory`."""
    Thread(target=_look, args=(memory,), daemon=True).start()


def _look(memory: int) -> None:
    while held() <= memory:
        time.sleep(GLANCE)
    os._exit(TOO_LARGE)


def held() -> int:
    """Bytes that this process holds; on macOS the most that it ever held."""
    if sys.platform == "win32":
        return _held_on_windows()
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with open("/proc/self/statm", "rb") as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _held_on_windows() -> int:
    """The process's own pages, in memory or swapped out (PROCESS_MEMORY_COUNTERS.PagefileUsage)."""
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [
            ("cb", ctypes.c_uint32),
            ("faults", ctypes.c_uint32),
            *((f"size{number}", ctypes.c_size_t) for number in range(6)),
            ("pagefile", ctypes.c_size_t),
            ("peak", ctypes.c_size_t),
        ]

    counters = Counters(cb=ctypes.sizeof(Counters))
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    ask = kernel.K32GetProcessMemoryInfo
    ask.argtypes = (ctypes.c_void_p, ctypes.POINTER(Counters), ctypes.c_uint32)
    return int(counters.pagefile) if ask(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb) else 0
