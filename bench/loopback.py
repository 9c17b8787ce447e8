"""A Dask scheduler and workers on this machine's loopback, as processes of Dask's own command line; no script."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from planlink.documents.processes import surroundings

QUIET = {"PYTHONWARNINGS": "ignore", "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}
PATIENCE = 120.0  # seconds until a process must have started


class Loopback:
    """`address` is the scheduler's; the logs go to `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[subprocess.Popen[bytes]] = []
        line = self._started("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard", until="Scheduler at:")
        found = re.search(r"tcp://\S+", line)
        assert found
        self.address = found[0]

    def worker(self) -> subprocess.Popen[bytes]:
        """One more worker, which does one task at a time."""
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
        self._started("worker", self.address, *options, until="Registered to:")
        return self._running[-1]

    def _started(self, *arguments: str, until: str) -> str:
        log = self._folder / f"{arguments[0]}-{len(self._running)}.log"
        with log.open("wb") as opened:
            wanted = [sys.executable, "-m", "dask", *arguments]
            child = subprocess.Popen(wanted, stdout=opened, stderr=opened, cwd=self._folder, env=surroundings() | QUIET)
        self._running.append(child)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and child.poll() is None:
            said = next((line for line in log.read_text().splitlines() if until in line), None)
            if said is not None:
                return said
            time.sleep(0.05)
        raise AssertionError(log.read_text())

    def cpu(self, worker: subprocess.Popen[bytes]) -> float:
        """CPU seconds of a worker, of the process beside it and of those that this one waited for (Linux alone)."""
        ticks = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                told = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has ended
            if worker.pid in (int(path.parent.name), int(told[1])):
                ticks += sum(map(int, told[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """End all processes that were started here."""
        for child in reversed(self._running):
            child.kill()
            child.wait()


def kill_at(victim: subprocess.Popen[bytes], folder: Path, parts: int) -> threading.Thread:
    """Kill a worker as soon as so many parts lie in a folder, when both workers are busy."""

    def wait() -> None:
        while victim.poll() is None and sum(1 for _ in folder.glob("*.parquet")) < parts:
            time.sleep(0.01)
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait()

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    return waiting
