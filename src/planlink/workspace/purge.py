"""purge: take away what planlink made in OUT, and nothing else."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from planlink.errors import WorkspaceError
from planlink.workspace import copies, jobs, journal, lock, manifest, national, papers, parts, record, share, store
from planlink.workspace.transactions import transaction

INCOMING = ".incoming"
"""Where the page keeps what browsers sent."""
BESIDE = ("-journal", "-wal", "-shm")
"""How the names of SQLite's files beside a database end."""


@dataclass(frozen=True, slots=True)
class Said:
    """How much of what people said is held: the events of decisions and of answers, in so many workspaces."""

    decisions: int
    answers: int
    workspaces: int


def said(out: Path) -> Said:
    """What would be lost, of a workspace or of a run's over many cities. Raises WorkspaceError where it is neither."""
    decisions, answers, places = 0, 0, _places(out)
    for place in places:
        with store.opened(place) as db:
            decisions, answers = decisions + _count(db, "decisions"), answers + _count(db, "answers")
    return Said(decisions, answers, len(places))


def _places(out: Path) -> tuple[Path, ...]:
    """The workspace, or those of a run over many cities. What has no job table is no run: workspaces that happen to lie
    in one folder are not taken together."""
    if not (out / store.DATABASE).is_file() and (out / jobs.FILE).is_file():
        return tuple(path.parent for path in sorted(out.glob(f"*/{store.DATABASE}")))
    return (out,)


def purge(out: Path) -> tuple[Path, ...]:
    """Take away what planlink made, that of all cities in a run over many, and the folders that are empty then; gives
    what stays. The database, which knows what was made, goes last: a purge that was stopped can be done again. Raises
    WorkspaceError where there is no workspace, another planlink writes there, or something cannot be removed."""
    for place in _places(out):
        _purge(place)
    with _told(out):
        for path in _of_run(out):
            _remove(path)
    _sweep(out / parts.FOLDER, out)
    return tuple(sorted(path for path in out.rglob("*") if path.is_symlink() or not path.is_dir()))


@contextmanager
def _told(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as cause:
        raise WorkspaceError(
            f"{cause.filename or out}：消せません（{cause.strerror}）。"
            "planlink serve を終え，ファイルを開いていたら閉じてから，もう一度行ってください。"
        ) from cause


def _purge(out: Path) -> None:
    with _told(out):
        with lock.working(out, lock.PURGE), store.opened(out) as db, transaction(db):
            for path in (*_papers(out), *_copies(db, out), *_loose(out)):
                _remove(path)
        for end in (*BESIDE, ""):
            _remove(out / f"{store.DATABASE}{end}")
        share.forget(out / store.DATABASE)
    _sweep(out / copies.FOLDER, out / papers.FOLDER, out)


def _of_run(out: Path) -> Iterator[Path]:
    """What belongs to no city: the job table, the parts and their index."""
    if not (out / jobs.FILE).is_file():
        return
    yield from (out / parts.FOLDER).glob(f"*{parts.END}")
    yield from (out / parts.FOLDER).glob(f".*{parts.END}.*.half")
    if (out / national.FOLDER / "meta.json").is_file():
        yield out / national.FOLDER
    yield from (out / f"{jobs.FILE}{end}" for end in (*BESIDE, ""))


def _sweep(*folders: Path) -> None:
    """Remove those that are empty."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


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
