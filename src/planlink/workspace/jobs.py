"""The job table: how far each document of many cities is, in OUT/jobs.db, so that a run that was stopped goes on where
it stood. It holds nothing that cannot be found out again: one that is damaged is made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from planlink.errors import WorkspaceError

FILE = "jobs.db"
WAIT_SECONDS = 10.0
MOST_ATTEMPTS = 2
"""So often a document may take its process with it."""
WAITING, RUNNING, DONE, FAILED, DROPPED = "waiting", "running", "done", "failed", "dropped"
_TABLE = """
CREATE TABLE IF NOT EXISTS jobs (city TEXT NOT NULL, file TEXT NOT NULL, state TEXT NOT NULL, sha256 TEXT NOT NULL,
    version TEXT NOT NULL, attempts INTEGER NOT NULL, part TEXT NOT NULL, part_sha256 TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (city, file)) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Job:
    """One document of a city, both by name (the city's is empty where there is but one).

    `state`: done; failed, which is tried again in the next run; dropped, since it took MOST_ATTEMPTS processes with
    it, until the file (`sha256`) or what reads it (`version`) is another one. `attempts` counts these processes,
    `part` and `part_sha256` are name and digest of what was read where that lies in a file of its own, `why` is the
    sentence that says what went wrong."""

    city: str
    file: str
    state: str = WAITING
    sha256: str = ""
    version: str = ""
    attempts: int = 0
    part: str = ""
    part_sha256: str = ""
    why: str = ""

    @property
    def is_dropped(self) -> bool:
        return self.state == DROPPED

    def still(self, sha256: str, version: str) -> bool:
        """Whether it is about this content, read by this version."""
        return (self.sha256, self.version) == (sha256, version)


_COLUMNS = ", ".join(one.name for one in fields(Job))


class Jobs:
    """The table of one OUT. Every change is written at once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def of(self, city: str) -> dict[str, Job]:
        """What is known of a city's documents, by file."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM jobs WHERE city = ? ORDER BY file", (city,))
        return {job.file: job for job in (Job(*row) for row in rows)}

    def every(self) -> Iterator[Job]:
        """All jobs, city by city."""
        yield from (Job(*row) for row in self._db.execute(f"SELECT {_COLUMNS} FROM jobs ORDER BY city, file"))

    def put(self, job: Job) -> None:
        """What is known of a document from now on."""
        places = ", ".join("?" * len(fields(Job)))
        self._db.execute(f"INSERT OR REPLACE INTO jobs ({_COLUMNS}) VALUES ({places})", astuple(job))

    def keep_only(self, city: str, files: Sequence[str]) -> None:
        """Forget the documents of a city that are no longer named."""
        gone = self.of(city).keys() - set(files)
        self._db.executemany("DELETE FROM jobs WHERE city = ? AND file = ?", [(city, file) for file in sorted(gone)])


@contextmanager
def opened(out: Path) -> Iterator[Jobs]:
    """The job table in a folder, made where there is none. Raises WorkspaceError where it cannot be written."""
    try:
        db = _connected(out / FILE)
        try:
            yield Jobs(db)
        finally:
            db.close()
    except sqlite3.DatabaseError as cause:
        raise WorkspaceError(
            f"{out / FILE}：作業の進み具合を書けません（{cause}）。ほかの planlink が使用中なら終わるのを待ち，"
            "空き容量と権限を確かめて，もう一度行ってください。"
        ) from cause


def _connected(path: Path) -> sqlite3.Connection:
    try:
        return _prepared(path)
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError):  # damaged: the documents are looked at again
        path.unlink(missing_ok=True)
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = PERSIST")
        db.execute("PRAGMA synchronous = OFF")  # what a power cut takes is found out again
        db.execute(_TABLE)
        db.execute(f"SELECT {_COLUMNS} FROM jobs LIMIT 1")
    except BaseException:
        db.close()
        raise
    return db
