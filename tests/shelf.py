"""What several test files need and is dear, made once a run for all of its processes: plans read, a city built."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from planlink.links.choice import CORE, Tools, choose
from planlink.read import read
from planlink.records.plans import Plan

Record = TypeVar("Record")
PATIENCE = 900.0
"""Seconds to wait until another process has made it."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder that the processes of one run of the tests share. What lies there is made only once, and never changed:
    who wants to write takes a copy."""

    folder: Path

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
        """The path of that name, which `make` was told to fill. What fails on the way is not kept."""
        made = self.folder / name
        with self._alone(name):
            if not made.exists():
                half = self.folder / f"{name}.half"
                make(half)
                half.rename(made)
        return made

    def plan(self, file: Path) -> Plan:
        """The plan in a file that lies beside the tests, read as it is without settings."""
        return self.record(sha256(str(file.resolve()).encode()).hexdigest()[:16], lambda: read(file))

    def record(self, name: str, make: Callable[[], Record]) -> Record:
        """What `make` gives, each time anew."""

        def write(half: Path) -> None:
            half.write_bytes(pickle.dumps(make()))

        found: Record = pickle.loads(self.once(f"{name}.pickle", write).read_bytes())
        return found

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """SQLite's lock, which every system has and a process that dies gives back."""
        with closing(sqlite3.connect(self.folder / f"{name}.lock", timeout=PATIENCE, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield


@cache
def core() -> Tools:
    """The core model and its encoder, loaded when the first test asks for them."""
    return choose(CORE)
