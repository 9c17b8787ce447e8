"""purge: take away what planlink made in OUT, and nothing else."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from planlink.errors import WorkspaceError
from planlink.workspace import copies, journal, lock, manifest, papers, record, share, store
from planlink.workspace.transactions import transaction

INCOMING = ".incoming"
"""Where the page keeps what browsers sent."""
BESIDE = ("-journal", "-wal", "-shm")
"""How the names of SQLite's files beside a database end."""


@dataclass(frozen=True, slots=True)
class Said:
    """How much of what people said a workspace holds: the events of decisions and of answers."""

    decisions: int
    answers: int


def said(out: Path) -> Said:
    """What would be lost. Raises WorkspaceError where there is no workspace."""
    with store.opened(out) as db:
        return Said(*(_count(db, table) for table in ("decisions", "answers")))


def purge(out: Path) -> tuple[Path, ...]:
    """Take away what planlink made, and the folders that are empty then; gives what stays. The database, which knows
    what was made, goes last: a purge that was stopped can be done again. Raises WorkspaceError where there is no
    workspace, another planlink writes there, or something cannot be removed."""
    try:
        with lock.working(out, lock.PURGE), store.opened(out) as db, transaction(db):
            for path in (*_papers(out), *_copies(db, out), *_loose(out)):
                _remove(path)
        for end in (*BESIDE, ""):
            _remove(out / f"{store.DATABASE}{end}")
        share.forget(out / store.DATABASE)
    except OSError as cause:
        raise WorkspaceError(
            f"{cause.filename or out}：消せません（{cause.strerror}）。"
            "planlink serve を終え，ファイルを開いていたら閉じてから，もう一度行ってください。"
        ) from cause
    for folder in (out / copies.FOLDER, out / papers.FOLDER, out):
        with suppress(OSError):
            folder.rmdir()  # where it is empty
    return tuple(sorted(path for path in out.rglob("*") if path.is_symlink() or not path.is_dir()))


def _count(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _papers(out: Path) -> Iterator[Path]:
    from planlink.outputs.reports import PAPERS

    folder = out / papers.FOLDER
    yield from (folder / name for name in PAPERS)
    yield from folder.glob(f"{papers.APART}*")


def _copies(db: sqlite3.Connection, out: Path) -> Iterator[Path]:
    folder = out / copies.FOLDER
    yield from folder.glob(f"{copies.APART}*")
    for name in filter(manifest.is_plain, store.load_copies(db)):
        yield folder / name


def _loose(out: Path) -> Iterator[Path]:
    yield from (out / name for name in (record.FILE, f".{record.FILE}.part", journal.FILE, lock.SHARE, INCOMING))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
