"""Who does the tasks of a run: processes of this machine, or of others (`cluster.py`)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Protocol

from planlink.workspace.hand import Hand
from planlink.workspace.tasks import Outcome, Task

AHEAD = 2
"""Tasks that are handed out for each that is being done, so that nobody waits for the next one."""
LOOK_SECONDS = 2.0
"""How often the crew is looked at while nothing ends."""


class Crew(Protocol):
    """Does tasks, `size` at once. A future gives the outcome, None where the process died over it. `is_afar`: on any
    host, so that paths must be whole and what is read lies in parts."""

    @property
    def is_afar(self) -> bool: ...

    @property
    def size(self) -> int: ...

    def start(self, task: Task) -> Future[Outcome | None]: ...

    def look(self) -> None:
        """Raises PlanlinkError where nobody is left to do anything."""


class Here:
    """Processes of this machine."""

    is_afar = False

    def __init__(self, size: int) -> None:
        self.size = size
        self._threads = ThreadPoolExecutor(size)
        self._own = threading.local()
        self._hands: list[Hand] = []

    def start(self, task: Task) -> Future[Outcome | None]:
        return self._threads.submit(self._do, task)

    def look(self) -> None:
        """They are always there."""

    def close(self) -> None:
        """End all processes, also within a task."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for hand in self._hands:
            hand.end()
        self._threads.shutdown()

    def _do(self, task: Task) -> Outcome | None:
        if not hasattr(self._own, "hand"):
            self._own.hand = Hand()
            self._hands.append(self._own.hand)
        return self._own.hand.do(task)  # type: ignore[no-any-return]


@contextmanager
def here(size: int) -> Iterator[Here]:
    """`size` processes of this machine, which end with the block."""
    crew = Here(size)
    try:
        yield crew
    finally:
        crew.close()


def each_done(
    crew: Crew, todo: Callable[[], Task | None], started: Callable[[Task], None]
) -> Iterator[tuple[Task, Outcome | None]]:
    """Have all tasks done that `todo` gives (None: none at present) and give each as it ends. What is begun while one
    looks at an outcome counts as well."""
    running: dict[Future[Outcome | None], Task] = {}
    while True:
        while len(running) < AHEAD * crew.size and (task := todo()) is not None:
            started(task)
            running[crew.start(task)] = task
        if not running:
            return
        for future in _ended(crew, list(running)):
            yield running.pop(future), future.result()


def _ended(crew: Crew, running: Sequence[Future[Outcome | None]]) -> list[Future[Outcome | None]]:
    while True:
        ended = wait(running, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED).done
        if ended:
            return [future for future in running if future in ended]
        crew.look()
