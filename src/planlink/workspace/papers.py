"""OUT/reports/: the papers, written anew only when they would say something else, all together or not at all."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from planlink.errors import DocumentError, WorkspaceError
from planlink.records.findings import Analysis
from planlink.records.places import Place
from planlink.workspace import copies, fingerprint, store

if TYPE_CHECKING:
    from planlink.outputs.reports import Wishes

FOLDER = "reports"
NOTE = "papers"


def renew(db: sqlite3.Connection, out: Path, analysis: Analysis, key: str, wishes: Wishes) -> tuple[Path, ...]:
    """Write the papers unless those that lie there are the ones this call would write; returns those written. `key`
    stands for all that the analysis rests on."""
    folder = out / FOLDER
    answers = [repr(finding.answer) for finding in analysis.findings if finding.answer]
    says = fingerprint.digest([key, repr(wishes), *answers])
    if store.note(db, NOTE) == _state(says, folder):
        return ()
    written = _write(folder, analysis, wishes)
    store.put_note(db, NOTE, _state(says, folder))
    return written


def _state(says: str, folder: Path) -> str:
    """What the papers say and what lies there, as one text."""
    files = {path.name: fingerprint.file_digest(path) for path in sorted(folder.glob("*")) if path.is_file()}
    return json.dumps([says, files], ensure_ascii=False, sort_keys=True)


def _write(folder: Path, analysis: Analysis, wishes: Wishes) -> tuple[Path, ...]:
    from planlink.outputs.reports import write_reports

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".planlink-", dir=folder) as apart:
            pictures = _pictures(analysis, folder.parent / copies.FOLDER)
            made = write_reports(analysis, Path(apart), wishes, pictures)
            return tuple(_move(path, folder / path.name) for path in made)
    except OSError as cause:
        raise WorkspaceError(f"{folder}：帳票を書き込めません。権限と空き容量を確かめてください。") from cause


def _pictures(analysis: Analysis, documents: Path) -> dict[Place, bytes]:
    """Pictures of the places that the report shows; a document that cannot be opened again has none."""
    from planlink.documents.pictures import clips
    from planlink.outputs.finding_cards import pictured

    found: dict[Place, bytes] = {}
    wanted = pictured(analysis)
    for plan in analysis.plans:
        places = [place for place in wanted if place.document == plan.id]
        path = documents / plan.file
        if plan.pages is None or not places or path.suffix.lower() != ".pdf" or not path.is_file():
            continue
        with suppress(DocumentError):
            found |= {place: png for place, png in zip(places, clips(path, places), strict=True) if png}
    return found


def _move(source: Path, target: Path) -> Path:
    try:
        os.replace(source, target)
    except PermissionError as cause:
        raise WorkspaceError(
            f"{target}：書き込めません。Excel や Word で開いていたら閉じてから，もう一度行ってください。"
        ) from cause
    return target
