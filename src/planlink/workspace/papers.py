"""OUT/reports/: the papers, written anew only when they would say something else, all together or not at all."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planlink.errors import DocumentError, WorkspaceError
from planlink.links.previous import matched
from planlink.records.findings import Analysis
from planlink.records.places import Place
from planlink.workspace import copies, decisions, fingerprint, store

if TYPE_CHECKING:
    from planlink.outputs.reports import Wishes
    from planlink.outputs.sdg_forms import Grades

FOLDER = "reports"
NOTE = "papers"
APART = ".planlink-"


def afresh(db: sqlite3.Connection, out: Path) -> tuple[Path, ...]:
    """Write the papers as the last build did, with the decisions as they stand now and without reading or linking;
    findings stay until the next build. Raises WorkspaceError before the first build has ended."""
    analysis, run = store.load_analysis(db), store.load_run(db)
    assert run is not None  # both are written together
    grades, _ = matched(store.load_previous(db), analysis.measures)
    return renew(db, out, analysis, run.key, wishes(run, grades))


def sweep(out: Path) -> None:
    """Take away the half-written papers of a process that was killed."""
    for left in (out / FOLDER).glob(f"{APART}*"):
        shutil.rmtree(left, ignore_errors=True)


def are_current(db: sqlite3.Connection, analysis: Analysis) -> bool:
    """Whether the papers that were written last say what was decided and answered until now."""
    run, kept = store.load_run(db), store.note(db, NOTE)
    if run is None or kept is None:
        return False
    grades, _ = matched(store.load_previous(db), analysis.measures)
    return bool(json.loads(kept)[0] == _says(db, analysis, run.key, wishes(run, grades)))


def wishes(run: store.Run, previous: Grades) -> Wishes:
    """What a build wishes its papers to be like; `previous` are the grades of the last edition's table."""
    from planlink.outputs.reports import Wishes

    as_of = None if run.as_of is None else date.fromisoformat(run.as_of)
    return Wishes(as_of, run.unread, run.delicate, run.only_confirmed, previous)


def renew(db: sqlite3.Connection, out: Path, analysis: Analysis, key: str, wishes: Wishes) -> tuple[Path, ...]:
    """Write the papers unless those that lie there are the ones this call would write; returns those written. `key`
    stands for all that the analysis rests on but for what people said."""
    folder, says = out / FOLDER, _says(db, analysis, key, wishes)
    if store.note(db, NOTE) == _state(says, folder):
        return ()
    written = _write(folder, analysis, wishes)
    store.put_note(db, NOTE, _state(says, folder))
    return written


def _says(db: sqlite3.Connection, analysis: Analysis, key: str, wishes: Wishes) -> str:
    answers = [repr(finding.answer) for finding in analysis.findings if finding.answer]
    words = [repr(word) for word in decisions.latest(db)]
    return fingerprint.digest([key, repr(wishes), *answers, *words])


def _state(says: str, folder: Path) -> str:
    """What the papers say and what lies there, as one text."""
    files = {path.name: fingerprint.file_digest(path) for path in sorted(folder.glob("*")) if path.is_file()}
    return json.dumps([says, files], ensure_ascii=False, sort_keys=True)


def _write(folder: Path, analysis: Analysis, wishes: Wishes) -> tuple[Path, ...]:
    from planlink.outputs.reports import write_reports

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=APART, dir=folder) as apart:
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
