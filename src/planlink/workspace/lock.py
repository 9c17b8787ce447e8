"""One at a time makes what lies in OUT: whoever comes meanwhile is told who works there, and since when.

The system holds the lock and lets it go with the process, however that ends. The file goes with the work; one that
lies there and nobody holds tells of work that was killed.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from planlink.errors import WorkspaceError
from planlink.workspace.codec import decode, encode

FILE, SHARE = ".planlink.lock", ".planlink-share.lock"
"""The lock of who works; that of the moment in which a database is put back on a share."""
BUILD, PAPERS, PURGE = "build", "papers", "purge"
"""Kinds of work."""
NAMES = MappingProxyType({BUILD: "build", PAPERS: "帳票の作成", PURGE: "purge"})
PATIENCE = 0.5
"""Seconds to wait for somebody who only looks."""
PLACE = 2**30
"""The byte that is locked, far behind the text: on Windows nobody else may read it."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is being done, on which machine, and since when (with the zone); `runs` False says that it was killed."""

    kind: str
    machine: str = ""
    began: str = ""
    runs: bool = True


@contextmanager
def working(out: Path, kind: str) -> Iterator[None]:
    """Work in OUT, alone. Raises WorkspaceError where another process does, or where nothing can be written."""
    try:
        file = taken(out / FILE, PATIENCE)
    except OSError as cause:
        raise WorkspaceError(
            f"{out}：書き込めません（{cause.strerror}）。場所と権限，空き容量を確かめてください。"
        ) from cause
    if file is None:
        raise WorkspaceError(f"{out}：{told(at_work(out) or Work(kind))}終わってから，もう一度行ってください。")
    with file:
        with suppress(OSError):  # on a full disk the work itself says so
            _say(file, Work(kind, platform.node(), datetime.now().astimezone().isoformat(timespec="seconds")))
        try:
            yield
        finally:
            end(out / FILE, file)


def at_work(out: Path) -> Work | None:
    """Who works in OUT now, or was killed there; None where nobody is, or nothing can be told."""
    path = out / FILE
    try:
        with path.open("r+b") as file:
            runs = not _locks(file)
            said = file.read()
    except OSError:
        return None
    try:
        found = decode(Work, json.loads(said))
    except (ValueError, TypeError, KeyError, AttributeError):
        found = Work(BUILD)
    return Work(found.kind, found.machine, found.began, runs)


def is_taken(out: Path) -> bool:
    """Whether somebody works in OUT now."""
    found = at_work(out)
    return found is not None and found.runs


def told(work: Work) -> str:
    """Who works there, in a sentence."""
    since = f"{work.began[11:16]} から" if work.began else ""
    who = "，".join(part for part in (f"パソコン {work.machine}" if work.machine else "", since) if part)
    return f"ほかの planlink が {NAMES.get(work.kind, work.kind)} の途中です{f'（{who}）' if who else ''}。"


def taken(path: Path, patience: float) -> BinaryIO | None:
    """The file, made where there is none and locked until it is closed; None where another process holds it for more
    than so many seconds."""
    end = time.monotonic() + patience
    while True:
        file = path.open("a+b", buffering=0)  # on a full disk nothing waits to be written when it is closed
        if _locks(file) and _is_at(path, file):
            return file
        file.close()
        if time.monotonic() > end:
            return None
        time.sleep(0.02)


def _is_at(path: Path, file: BinaryIO) -> bool:
    """Whether the file that was locked is the one that lies there: its last holder may have taken it away."""
    with suppress(OSError):
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    return False


def _say(file: BinaryIO, work: Work) -> None:
    file.truncate(0)
    file.write(json.dumps(encode(work), ensure_ascii=False).encode())


def end(path: Path, file: BinaryIO) -> None:
    """Take the file away while it is locked; where the system does not let us, after that."""
    try:
        path.unlink()
    except OSError:
        file.close()
        with suppress(OSError):
            path.unlink()


if sys.platform == "win32":
    import msvcrt

    def _locks(file: BinaryIO) -> bool:
        """Lock a file for as long as it is open; False where another process holds it."""
        file.seek(PLACE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return True  # a place that knows no locks
        finally:
            file.seek(0)
        return True
else:
    import fcntl

    def _locks(file: BinaryIO) -> bool:
        """Lock a file for as long as it is open; False where another process holds it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:
            return True  # a place that knows no locks
        return True
