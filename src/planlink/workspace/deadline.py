"""The work on one document comes to an end, whatever its text makes the stages do."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planlink.errors import DocumentError

MOST_SECONDS = 300.0
"""CPU seconds that the stages behind the reading may take in this process; a book of 600 pages takes under 20."""
GLANCE = 0.5


@contextmanager
def deadline(file: str, most: float | None = None) -> Iterator[None]:
    """Raises DocumentError inside the block once it has taken `most` CPU seconds of this process. A regular expression
    that is being tried is broken off too, though not on Windows. Only a process's main thread can be interrupted:
    elsewhere nothing ends."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds, through = MOST_SECONDS if most is None else most, threading.Event()

    def late(*_: object) -> None:
        if not through.is_set():
            raise DocumentError(
                file,
                f"内容の整理に{seconds:,.0f}秒より長くかかるため，読み取りをやめました",
                "文書をいくつかに分けて保存したものを指定してください。",
            )

    with _timed(seconds, late, through):
        try:
            yield
        finally:
            through.set()


if sys.platform == "win32":
    _SIGNAL = signal.SIGABRT
else:
    _SIGNAL = signal.SIGPROF


@contextmanager
def _timed(seconds: float, late: Callable[..., None], through: threading.Event) -> Iterator[None]:
    """Calls `late` in this thread when the time is over, and again until it has got through."""
    before = signal.signal(_SIGNAL, late)
    try:
        if sys.platform == "win32":
            threading.Thread(target=remind, args=(seconds, through), daemon=True).start()
        else:
            signal.setitimer(signal.ITIMER_PROF, seconds, GLANCE)
        yield
    finally:
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(_SIGNAL, before)


def remind(seconds: float, through: threading.Event) -> None:
    """Interrupt the main thread once the process has worked so long, and again until it is through."""
    begun = time.process_time()
    while not through.wait(min(GLANCE, seconds)):
        if time.process_time() - begun > seconds:
            _thread.interrupt_main(_SIGNAL)
