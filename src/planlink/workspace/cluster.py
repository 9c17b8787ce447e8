"""The same tasks on Dask: workers on any hosts that have the same planlink and see the same folders or object store.

The only address that is spoken to is the scheduler's, which the user names. A worker does each task in a process of its
own, so that a document that breaks its reader breaks no worker.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from planlink.errors import PlanlinkError
from planlink.workspace.codec import decode, encode
from planlink.workspace.hand import Hand
from planlink.workspace.tasks import Outcome, Task

ANSWER_SECONDS = 15
"""So long the scheduler may take to answer."""
PATIENCE = 120.0
"""So many seconds a run waits while there is no worker."""
COUNTED_SECONDS = 2.0
"""How long it is believed how many workers there are."""

_own = threading.local()


class ClusterError(PlanlinkError):
    """The cluster cannot be reached, or nobody is there to work. What was done stays done."""


def labour(task: str) -> str | None:
    """What a worker calls: do a task, told as JSON, in the process that belongs to this thread. None where it died."""
    if not hasattr(_own, "hand"):
        _own.hand = Hand()
    outcome = _own.hand.do(decode(Task, json.loads(task)))  # type: ignore[arg-type]
    return None if outcome is None else json.dumps(encode(outcome))


class Cluster:
    """The workers behind a scheduler."""

    is_afar = True

    def __init__(self, address: str, client: Any, patience: float = PATIENCE) -> None:
        self._address, self._client, self._patience = address, client, patience
        self._executor = client.get_executor(pure=False, retries=0)
        self._killed: type[BaseException] = import_module("distributed").KilledWorker
        self._threads, self._counted, self._seen = 0, -COUNTED_SECONDS, time.monotonic()

    @property
    def size(self) -> int:
        """How many tasks all workers do at once; at least one, since workers may be on their way."""
        if time.monotonic() - self._counted >= COUNTED_SECONDS:
            self._threads, self._counted = self._count(), time.monotonic()
        return max(1, self._threads)

    def start(self, task: Task) -> Future[Outcome | None]:
        """Hand a task to a worker."""
        told: Future[Outcome | None] = Future()
        text = json.dumps(encode(task))
        self._executor.submit(labour, text).add_done_callback(lambda ended: self._tell(ended, told))
        return told

    def look(self) -> None:
        """Raises ClusterError where the scheduler is gone, or for a while nobody was there to work."""
        if self._client.status in ("closed", "closing"):
            raise self._lost()
        if self._count():
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > self._patience:
            raise ClusterError(
                f"{self._address}：働き手（dask worker）がいません。働き手を起動して，もう一度行ってください。"
                "済んだところの続きから始まります。"
            )

    def _tell(self, ended: Any, told: Future[Outcome | None]) -> None:
        try:
            said = ended.result()
        except self._killed:  # one worker after the other died over it
            told.set_result(None)
        except (CancelledError, OSError, RuntimeError):
            told.set_exception(self._lost())
        except Exception as error:
            told.set_exception(
                ClusterError(f"{self._address}：働き手で作業を行えません（{type(error).__name__}: {error}）。")
            )
        else:
            told.set_result(None if said is None else decode(Outcome, json.loads(said)))  # type: ignore[arg-type]

    def _count(self) -> int:
        try:
            return int(sum(self._client.nthreads().values()))
        except (OSError, RuntimeError, AttributeError) as cause:
            raise self._lost() from cause

    def _lost(self) -> ClusterError:
        return ClusterError(
            f"{self._address}：スケジューラー（dask scheduler）との接続が切れました。"
            "動いているか確かめて，もう一度行ってください。済んだところの続きから始まります。"
        )


@contextmanager
def joined(address: str, patience: float = PATIENCE) -> Iterator[Cluster]:
    """The workers behind the scheduler at an address, for as long as the block lasts. Raises ClusterError."""
    try:
        distributed = import_module("distributed")
    except ImportError as cause:
        raise ClusterError(
            "複数の機械で行うための部品（dask）が入っていません。"
            "部品を入れるか（pip install 'planlink[cluster]'），--cluster を外して --jobs で行ってください。"
        ) from cause
    try:
        client = distributed.Client(address, timeout=ANSWER_SECONDS, set_as_default=False, name="planlink")
    except (OSError, ValueError) as cause:
        raise ClusterError(
            f"{address}：スケジューラー（dask scheduler）につながりません。"
            "tcp://ホスト名:8786 の形で指定し，動いているか確かめてください。"
        ) from cause
    try:
        yield Cluster(address, client, patience)
    finally:
        client.close()
