"""build: documents → a workspace with its papers. Run again, it redoes only what changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

import planlink
from planlink import knowledge
from planlink.errors import PlanlinkError, WorkspaceError
from planlink.links.previous import matched
from planlink.records.findings import Analysis
from planlink.records.links import Decision, Lesson
from planlink.records.plans import Plan
from planlink.settings import TO_READ, TO_RELATE
from planlink.workspace import copies, decisions, fingerprint, lock, papers, record, store
from planlink.workspace.naming import gather
from planlink.workspace.reading import Progress, Read, Reading, Silent, read_all, read_document

if TYPE_CHECKING:
    from planlink.documents.marktable import MarkRow
    from planlink.settings import Settings

RELATING, PAPERS = "関連付けと点検", "帳票"
"""The steps after reading. When the papers begin, the database and the copies are those of this build."""

Relate = Callable[[Sequence[Plan], Sequence[Decision], "Settings", Lesson | None], Analysis]


class NothingReadError(PlanlinkError):
    """None of the documents could be read, or not those that were to take the place of others; the workspace stays as
    it was."""

    status = 1


def relate_plans(
    plans: Sequence[Plan], words: Sequence[Decision], settings: Settings, lesson: Lesson | None
) -> Analysis:
    """planlink.relate.relate, loaded when it is needed."""
    from planlink.relate import relate

    return relate(plans, words, settings, lesson)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. `unread` names documents and pages that could not be read, each a sentence; `read` and
    `reused` count documents; `related` says that the analysis was computed anew; `papers` are those written anew;
    `unlearnt` says that decisions taught a former edition of the model, so that its cuts were not moved;
    `astray` are the rows of the last edition's table, given now, that meet no measure or several; `unrecorded` is why
    OUT/run.json could not be written, None where it was."""

    out: Path
    analysis: Analysis
    read: int
    reused: int
    related: bool
    unread: tuple[str, ...]
    papers: tuple[Path, ...]
    unlearnt: bool = False
    astray: tuple[str, ...] = ()
    unrecorded: str | None = None


def build(
    documents: Sequence[Path],
    out: Path,
    settings: Settings,
    *,
    jobs: int = 1,
    reports: bool = True,
    as_of: date | None = None,
    previous: Sequence[MarkRow] | None = None,
    needed: Collection[str] = (),
    progress: Progress | None = None,
    read: Read = read_document,
    relate: Relate = relate_plans,
) -> BuildResult:
    """Make `out` mirror exactly these documents (files or folders). What cannot be read is named in the result.
    `previous` is the SDG table of the last edition; it stays until another one is given.
    `jobs` processes read at once; `reports` False leaves the papers as they are; `as_of` is the date that they carry.
    `read` and `relate` are the verbs that it calls, `progress` hears how far it is.
    Raises WorkspaceError on wrong use, and NothingReadError where no document can be read, or one that is `needed` (by
    its file's name) cannot.

    >>> from pathlib import Path
    >>> import planlink
    >>> settings = planlink.Settings(model="core")
    >>> first = planlink.build([Path("計画.md")], Path("結果"), settings, reports=False)
    >>> again = planlink.build([Path("計画.md")], Path("結果"), settings, reports=False)
    >>> (first.read, first.related), (again.read, again.related), Path("結果", "planlink.db").is_file()
    ((1, True), (0, False), True)
    """
    begun, told = time.perf_counter(), progress or Silent()
    files = gather(documents)
    told.begin(len(files) + 2)
    with lock.working(_made(out), lock.BUILD), store.opened(out, create=True) as db:
        papers.sweep(out)
        readings = read_all(db, files, settings, reading_key(settings), jobs=jobs, told=told, read=read)
        good, unread = _sorted_out(readings, needed)
        words, lesson = decisions.latest(db), store.load_lesson(db)
        key = _relating_key(good, settings, words, lesson)
        related = _last_key(db) != key
        told.doing(RELATING)
        plans = [one.plan for one in good if one.plan is not None]
        analysis = relate(plans, words, settings, lesson) if related else store.load_analysis(db)
        run = _run(key, settings, as_of, unread)
        if related:
            store.save(db, analysis, run)
            analysis = store.with_words(db, analysis)
        else:
            store.save_run(db, run)
        store.save_synonyms(db, settings.synonyms)
        paths, own = [one.path for one in good], store.load_copies(db)
        store.save_copies(db, own | copies.new(paths, out))
        store.put_back(db)
        copied = copies.mirror(paths, out, own, named=files)
        store.save_copies(db, copied)
        told.step(RELATING)
        told.doing(PAPERS)
        if previous is not None:
            store.save_previous(db, previous)
        grades, strays = matched(store.load_previous(db), analysis.measures)
        written = papers.renew(db, out, analysis, key, papers.wishes(run, grades)) if reports else ()
        told.step(PAPERS)
        run = run.ended(datetime.now(UTC).isoformat(timespec="seconds"), time.perf_counter() - begun)
        unrecorded = record.trouble(out, run, settings, readings, jobs)
        store.save_run(db, run)
    reused = sum(one.cached for one in good)
    return BuildResult(
        out,
        analysis,
        read=len(good) - reused,
        reused=reused,
        related=related,
        unread=unread,
        papers=written,
        unlearnt=related and lesson is not None and not _applies(lesson, settings),
        astray=tuple(row.title for row in strays) if previous is not None else (),
        unrecorded=unrecorded,
    )


def reading_key(settings: Settings) -> str:
    """Changes when documents have to be read anew: with planlink, what it reads with, or a setting for reading."""
    return fingerprint.digest([fingerprint.planlink_digest(TO_READ), settings.of(TO_READ)])


def _relating_key(
    readings: Sequence[Reading], settings: Settings, words: Sequence[Decision], lesson: Lesson | None
) -> str:
    """Changes when the analysis has to be made anew: with what was read, decided or learnt, a model or a setting."""
    read = (f"{one.path.name} {one.sha256}" for one in readings)
    own = (fingerprint.planlink_digest(TO_RELATE), settings.of(TO_RELATE))
    return fingerprint.digest([reading_key(settings), *own, *read, repr(words), repr(lesson)])


def _applies(lesson: Lesson, settings: Settings) -> bool:
    from planlink.links.classifier import edition_of

    return lesson.model == edition_of(knowledge.data_folder() / "models" / fingerprint.model_name(settings.model))


def _run(key: str, settings: Settings, as_of: date | None, unread: tuple[str, ...]) -> store.Run:
    day = None if as_of is None else str(as_of)
    return store.Run(
        key,
        planlink.__version__,
        repr(settings),
        day,
        unread,
        settings.delicate,
        settings.only_confirmed,
        is_whole=False,
    )


def _made(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise WorkspaceError(
            f"{out}：出力先のフォルダーを作れません（{cause.strerror}）。別の場所を指定してください。"
        ) from cause
    return out


def _sorted_out(readings: Sequence[Reading], needed: Collection[str]) -> tuple[list[Reading], tuple[str, ...]]:
    good = [one for one in readings if one.failure is None]
    unread = tuple(sentence for one in readings for sentence in one.unread)
    if not good:
        raise NothingReadError("\n".join(unread))
    lost = [one.failure for one in readings if one.failure and one.path.name in needed]
    if lost:
        raise NothingReadError("\n".join((*lost, "差し替える文書を読み取れないので，結果は前のままです。")))
    return good, unread


def _last_key(db: Connection) -> str | None:
    run = store.load_run(db)
    return None if run is None else run.key
