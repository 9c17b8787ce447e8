"""OUT/reports/: the papers, written anew only when they would say something else, all together or not at all."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planlink.errors import DocumentError, WorkspaceError
from planlink.links.previous import matched
from planlink.records.findings import Analysis
from planlink.records.places import Place
from planlink.settings import TO_WRITE
from planlink.workspace import copies, decisions, fingerprint, lock, store
from planlink.workspace.transactions import ours

if TYPE_CHECKING:
    from planlink.outputs.reports import Wishes
    from planlink.outputs.sdg_forms import Grades

FOLDER = "reports"
NOTE = "papers"
ASIDE = "papers-aside"
APART = copies.APART
MOST_ASIDE = 20


def afresh(db: sqlite3.Connection, out: Path) -> tuple[Path, ...]:
    """Write the papers as the last build did, with the decisions as they stand now and without reading or linking;
    findings stay until the next build. Raises WorkspaceError before the first build has ended."""
    with lock.working(out, lock.PAPERS):
        sweep(out)
        analysis, run = store.load_analysis(db), store.load_run(db)
        assert run is not None  # both are written together
        grades, _ = matched(store.load_previous(db), analysis.measures)
        return renew(db, out, analysis, run.key, wishes(run, grades))


def sweep(out: Path) -> None:
    """Take away the half-written papers and copies of a process that was killed; nobody writes some now."""
    for left in (*(out / FOLDER).glob(f"{APART}*"), *(out / copies.FOLDER).glob(f"{APART}*")):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def are_current(db: sqlite3.Connection, analysis: Analysis) -> bool:
    """Whether the papers that were written last say what was decided and answered until now."""
    run, kept = store.load_run(db), store.note(db, NOTE)
    if run is None or kept is None:
        return False
    grades, _ = matched(store.load_previous(db), analysis.measures)
    with ours(NOTE):
        said = json.loads(kept)[0]
    return bool(said == _says(db, analysis, run.key, wishes(run, grades)))


def wishes(run: store.Run, previous: Grades) -> Wishes:
    """What a build wishes its papers to be like; `previous` are the grades of the last edition's table."""
    from planlink.outputs.reports import Wishes

    as_of = None if run.as_of is None else date.fromisoformat(run.as_of)
    return Wishes(as_of, run.unread, run.delicate, run.only_confirmed, previous)


def renew(db: sqlite3.Connection, out: Path, analysis: Analysis, key: str, wishes: Wishes) -> tuple[Path, ...]:
    """Write the papers unless those that lie there are the ones this call would write; returns those written. `key`
    stands for all that the analysis rests on but for what people said. A paper that another program holds open is
    written beside it under another name, until a call finds it free. Whoever calls works alone in `out`."""
    folder, says = out / FOLDER, _says(db, analysis, key, wishes)
    if store.note(db, NOTE) == _state(says, folder):
        return ()
    store.drop_note(db, NOTE)  # while they are written, new and old ones lie side by side
    store.put_back(db)
    before = _own_aside(db, folder)
    written = _write(folder, analysis, wishes, before)
    for path in before - set(written):
        with suppress(OSError):
            path.unlink()
    aside = [path for path in written if path.name not in _names()]
    left = {path for path in before if path.exists()}
    kept = {path.name: fingerprint.file_digest(path) for path in sorted({*aside, *left})}
    store.put_note(db, ASIDE, json.dumps(kept, ensure_ascii=False))
    if not aside:
        store.put_note(db, NOTE, _state(says, folder))
    return written


def told_aside(written: Iterable[Path]) -> tuple[str, ...]:
    """Of papers that were written under another name, a sentence each."""
    return tuple(
        f"「{name}」は，Excel や Word で開かれているようで書き換えられないため，「{path.name}」に書きました。"
        f"「{name}」は前のままです。閉じてからもう一度行うと，元の名前で書きます。"
        for path in written
        for name in (re.sub(r"（\d+）(?=\.\w+$)", "", path.name),)
        if name != path.name
    )


def _says(db: sqlite3.Connection, analysis: Analysis, key: str, wishes: Wishes) -> str:
    answers = [repr(finding.answer) for finding in analysis.findings if finding.answer]
    words = [repr(word) for word in decisions.latest(db)]
    return fingerprint.digest([key, fingerprint.planlink_digest(TO_WRITE), repr(wishes), *answers, *words])


def _state(says: str, folder: Path) -> str:
    """What the papers say and what lies there, as one text."""
    files = {path.name: _digest(path) for path in sorted(folder.glob("*")) if _is_paper(path)}
    return json.dumps([says, files], ensure_ascii=False, sort_keys=True)


def _is_paper(path: Path) -> bool:
    """Not those that Word and Excel put beside an open file, which nobody else may read."""
    return path.is_file() and not path.name.startswith(("~$", APART))


def _digest(path: Path) -> str:
    try:
        return fingerprint.file_digest(path)
    except OSError:
        return ""


def _names() -> tuple[str, ...]:
    from planlink.outputs.reports import PAPERS

    return PAPERS


def _own_aside(db: sqlite3.Connection, folder: Path) -> set[Path]:
    """The papers that lie there under another name as we wrote them; one that a person changed since is theirs."""
    with ours(ASIDE):
        kept = dict(json.loads(store.note(db, ASIDE) or "{}"))
    return {folder / name for name, digest in kept.items() if _digest(folder / name) == digest}


def _write(folder: Path, analysis: Analysis, wishes: Wishes, aside: Collection[Path]) -> tuple[Path, ...]:
    from planlink.outputs.reports import write_reports

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=APART, dir=folder) as apart:
            pictures = _pictures(analysis, folder.parent / copies.FOLDER)
            made = write_reports(analysis, Path(apart), wishes, pictures)
            return tuple(_move(path, folder / path.name, aside) for path in made)
    except OSError as cause:
        raise WorkspaceError(f"{folder}：帳票を書き込めません。権限と空き容量を確かめてください。") from cause


def _pictures(analysis: Analysis, documents: Path) -> dict[Place, bytes]:
    """Pictures of the places that the report shows; a document that cannot be opened again has none."""
    from planlink.documents.drawer import Drawer
    from planlink.outputs.finding_cards import pictured

    found: dict[Place, bytes] = {}
    wanted = pictured(analysis)
    with Drawer() as drawer:
        for plan in analysis.plans:
            places = [place for place in wanted if place.document == plan.id]
            path = documents / plan.file
            if plan.pages is None or not places or path.suffix.lower() != ".pdf" or not path.is_file():
                continue
            with suppress(DocumentError):
                found |= {place: png for place, png in zip(places, drawer.clips(path, places), strict=True) if png}
    return found


def _move(source: Path, target: Path, aside: Collection[Path]) -> Path:
    """Put a paper in its place, or beside it where that is held open; `aside` are places that may be taken again."""
    others = (target.with_name(f"{target.stem}（{number}）{target.suffix}") for number in range(2, MOST_ASIDE))
    for place in (target, *(other for other in others if other in aside or not other.exists())):
        try:
            os.replace(source, place)
        except PermissionError:
            continue
        return place
    raise WorkspaceError(f"{target}：書き込めません。Excel や Word で開いていたら閉じてから，もう一度行ってください。")
