"""OUT/reports/: the papers, written anew only when they would say something else, all together or not at all."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from planlink.errors import WorkspaceError
from planlink.records.findings import Analysis
from planlink.workspace import fingerprint, store

FOLDER = "reports"
NOTE = "papers"


def renew(
    db: sqlite3.Connection,
    out: Path,
    analysis: Analysis,
    key: str,
    as_of: date | None,
    unread: Sequence[str],
    delicate: bool = False,
) -> tuple[Path, ...]:
    """Write the papers unless those that lie there are the ones this call would write; returns those written."""
    folder = out / FOLDER
    answers = [repr(finding.answer) for finding in analysis.findings if finding.answer]
    says = fingerprint.digest([key, str(as_of), str(delicate), *answers, *unread])
    if store.note(db, NOTE) == _state(says, folder):
        return ()
    written = _write(folder, analysis, as_of, unread, delicate)
    store.put_note(db, NOTE, _state(says, folder))
    return written


def _state(says: str, folder: Path) -> str:
    """What the papers say and what lies there, as one text."""
    files = {path.name: fingerprint.file_digest(path) for path in sorted(folder.glob("*")) if path.is_file()}
    return json.dumps([says, files], ensure_ascii=False, sort_keys=True)


def _write(
    folder: Path, analysis: Analysis, as_of: date | None, unread: Sequence[str], delicate: bool
) -> tuple[Path, ...]:
    from planlink.outputs.reports import write_reports

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".planlink-", dir=folder) as apart:
            made = write_reports(analysis, Path(apart), as_of, unread, delicate)
            return tuple(_move(path, folder / path.name) for path in made)
    except OSError as cause:
        raise WorkspaceError(f"{folder}：帳票を書き込めません。権限と空き容量を確かめてください。") from cause


def _move(source: Path, target: Path) -> Path:
    try:
        os.replace(source, target)
    except PermissionError as cause:
        raise WorkspaceError(
            f"{target}：書き込めません。Excel や Word で開いていたら閉じてから，もう一度行ってください。"
        ) from cause
    return target
