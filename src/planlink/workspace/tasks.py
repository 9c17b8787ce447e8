"""The two tasks that a run over many cities is made of, reading a document and making a city's workspace, as records
that can be handed to any process on any host."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planlink.documents.marktable import MarkRow
from planlink.errors import DocumentError, PlanlinkError
from planlink.records.plans import Plan
from planlink.settings import Settings
from planlink.workspace import afar, fingerprint, parts, store
from planlink.workspace.build import build
from planlink.workspace.jobs import DONE, FAILED, Job
from planlink.workspace.naming import gather
from planlink.workspace.reading import look, read_document
from planlink.workspace.summary import Summary, summary_of


@dataclass(frozen=True, slots=True)
class Reads:
    """Read one document (a path or an address) with `jobs` processes, as far as `known` does not tell already. The plan
    goes into the workspace `out`, or into a file of its own in `parts` where that is given. `version` is the key under
    which workspaces keep what is read, or that of the reader who must be the same on every host."""

    known: Job
    document: str
    out: str
    settings: Settings
    jobs: int = 1
    parts: str | None = None
    version: str = ""

    @property
    def key(self) -> str:
        """What the reading rests on besides the file."""
        return parts.key(self.version, self.settings, self.known.file) if self.parts is not None else self.version


@dataclass(frozen=True, slots=True)
class Makes:
    """Make the workspace `out` of a city from these documents, which were read: `jobs` tells what came of it."""

    city: str
    documents: tuple[str, ...]
    out: str
    settings: Settings
    jobs: tuple[Job, ...]
    reports: bool = True
    as_of: str | None = None
    previous: tuple[MarkRow, ...] | None = None
    parts: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading: `kept` says that nothing was to be done."""

    job: Job
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A city's workspace, or the sentence that says why there is none."""

    city: str
    summary: Summary | None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A task that this process must not do, and why."""

    why: str


Task = Reads | Makes
Outcome = Read | Made | Refused


def perform(task: Task) -> Outcome:
    """Do a task; whatever goes wrong with the document or the city is told in the outcome."""
    return _read(task) if isinstance(task, Reads) else _made(task)


def _read(task: Reads) -> Outcome:
    if task.parts is not None and task.version != (own := parts.reader_version()):
        return Refused(
            f"働き手の planlink の版か部品が，指示した側と違います（{own[:12]} と {task.version[:12]}）。"
            "同じ版の planlink と部品を入れて，もう一度行ってください。"
        )
    key = task.key
    try:
        with afar.fetched(task.document) as path:
            return _read_here(task, path, key)
    except PlanlinkError as error:
        return Read(_failed(task.known, "", key, str(error)))
    except OSError as cause:
        why = f"{task.known.file}：開けません（{cause.strerror or cause}）。場所と権限を確かめてください。"
        return Read(_failed(task.known, "", key, why))


def _read_here(task: Reads, path: Path, key: str) -> Read:
    known, sha256 = task.known, fingerprint.file_digest(path)
    if known.is_dropped and known.still(sha256, key):
        return Read(known, kept=True)
    if _is_kept(task, sha256, key):
        return Read(replace(known, state=DONE, sha256=sha256, version=key, attempts=0, why=""), kept=True)
    reading = look(path, task.settings, task.jobs)
    if reading.plan is None:
        return Read(_failed(known, sha256, key, reading.failure or ""))
    if reading.plan.sha256 != sha256:
        return Read(_failed(known, "", key, _changed(known.file)))
    part = part_sha256 = ""
    if task.parts is None:
        with store.opened(Path(task.out), create=True) as db:
            store.keep_plan(db, known.file, sha256, key, reading.plan)
    else:
        part = parts.name_of(known.file, sha256, key)
        part_sha256 = parts.write(task.parts, part, reading.plan)
    return Read(Job(known.city, known.file, DONE, sha256, key, 0, part, part_sha256))


def _is_kept(task: Reads, sha256: str, key: str) -> bool:
    """Whether what was read before lies where it is looked for."""
    if task.parts is not None:
        known = task.known
        return bool(known.part) and known.still(sha256, key) and parts.is_whole(task.parts, known)
    Path(task.out).mkdir(parents=True, exist_ok=True)
    with store.opened(Path(task.out), create=True) as db:
        return store.has_plan(db, task.known.file, sha256, key)


def _failed(known: Job, sha256: str, key: str, why: str) -> Job:
    return Job(known.city, known.file, FAILED, sha256, key, known.attempts, why=why)


def _changed(file: str) -> str:
    return f"{file}：読み取りの間にファイルが変わりました。もう一度行ってください。"


def _made(task: Makes) -> Made:
    try:
        with afar.fetched_all(task.documents) as paths, afar.workplace(task.out) as out:
            return Made(task.city, _build(task, paths, out))
    except PlanlinkError as error:
        return Made(task.city, None, str(error))
    except OSError as cause:
        where = cause.filename or task.out
        return Made(task.city, None, f"{where}：読み書きできません（{cause.strerror}）。場所と権限を確かめてください。")


def _build(task: Makes, paths: Sequence[Path], out: Path) -> Summary:
    as_of = None if task.as_of is None else date.fromisoformat(task.as_of)
    taken = Taken({job.file: job for job in task.jobs}, task.parts)
    return summary_of(
        build(
            gather(paths),
            out,
            task.settings,
            reports=task.reports,
            as_of=as_of,
            previous=task.previous,
            read=taken.read,
        )
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read before, taken in the place of reading."""

    jobs: dict[str, Job]
    parts: str | None

    def read(self, path: Path, settings: Settings) -> Plan:
        """The plan of a document. Raises DocumentError as its reading did; a part that cannot be taken, since it was
        lost or changed, is read again."""
        job = self.jobs.get(path.name)
        if job is not None and job.why and job.sha256 == fingerprint.file_digest(path):
            raise ToldError(job.why)
        if job is not None and job.part and self.parts is not None and job.sha256 == fingerprint.file_digest(path):
            with suppress(parts.PartError):
                return parts.take(self.parts, job)
        return read_document(path, settings)


class ToldError(DocumentError):
    """A document that could not be read, in the words in which that was told."""

    def __init__(self, why: str) -> None:
        super().__init__("", why, "")
        self.args = (why,)
