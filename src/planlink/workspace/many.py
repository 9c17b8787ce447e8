"""Many cities, a workspace each: documents and workspaces as tasks that a crew does, and the job table that knows how
far each is."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from planlink.documents.marktable import MarkRow
from planlink.errors import PlanlinkError, WorkspaceError
from planlink.settings import Settings
from planlink.workspace import afar, fingerprint, jobs, naming, parts
from planlink.workspace.build import reading_key
from planlink.workspace.crew import Crew, each_done
from planlink.workspace.jobs import DROPPED, MOST_ATTEMPTS, RUNNING, WAITING, Job, Jobs
from planlink.workspace.reading import Progress, Silent
from planlink.workspace.tasks import Made, Makes, Outcome, Read, Reads, Refused, Task

DIED = (
    f"読み取りの処理が{MOST_ATTEMPTS}回，途中で止まったので，読み取りをやめました。"
    "PDFを開き直して別名で保存するか，文書を外してください。"
)
CITY_DIED = f"結果を作る処理が{MOST_ATTEMPTS}回，途中で止まりました。メモリーの空きを確かめて，もう一度行ってください。"


class RefusedError(PlanlinkError):
    """Whoever was to do a task must not."""


@dataclass(frozen=True, slots=True)
class City:
    """A city: its name (empty where there is but one), its documents and its workspace, as paths or addresses;
    `folders` are those that were named."""

    name: str
    documents: tuple[str, ...]
    out: str
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What all workspaces are to be like; `parts` is where parts go, None: into the workspaces."""

    settings: Settings
    reports: bool = True
    as_of: date | None = None
    previous: Sequence[MarkRow] | None = None
    parts: str | None = None


def make(
    documents: Sequence[Path | str], out: Path | str, wishes: Wishes, crew: Crew, progress: Progress | None = None
) -> Iterator[tuple[City, Made]]:
    """Make a workspace of each city among the documents, and give them in the cities' order. Raises PlanlinkError
    where nobody can go on: the next run goes on there."""
    where = str(out) if afar.is_afar(str(out)) or not crew.is_afar else os.path.abspath(out)
    cities, ended = _cities(documents, where, crew.is_afar)
    if crew.is_afar:
        wishes = replace(wishes, parts=afar.below(where, parts.FOLDER))
    waiting = deque(cities)
    with afar.lent(where, jobs.FILE) as folder, jobs.opened(folder) as table:
        run = Run([city for city in cities if city.name not in ended], wishes, table, crew, progress or Silent())
        for made in run.made():
            ended[made.city] = made
            while waiting and waiting[0].name in ended:
                yield (city := waiting.popleft()), ended[city.name]
        if wishes.parts is not None:
            parts.sweep(wishes.parts, {job.part for job in table.every()})
    for city in waiting:
        yield city, ended[city.name]


def _cities(documents: Sequence[Path | str], out: str, is_afar: bool) -> tuple[list[City], dict[str, Made]]:
    """The cities, and of those of which no workspace can be made why."""
    if addresses := [one for one in documents if isinstance(one, str)]:
        if len(documents) != 1:
            raise WorkspaceError(f"{addresses[0]}：フォルダーでない場所は，１つだけ指定してください。")
        return _cities_afar(addresses[0], out), {}
    paths = [Path(os.path.abspath(one)) if is_afar else Path(one) for one in documents]
    towns = naming.cities(paths)
    found, failed = [], {}
    for name, named in [(town.name, [town]) for town in towns] or [("", paths)]:
        files: tuple[Path, ...] = ()
        try:
            files = naming.gather(named)
        except WorkspaceError as error:
            if not towns:
                raise
            failed[name] = Made(name, None, str(error))
        place = afar.below(out, name) if name else out
        found.append(City(name, tuple(map(str, files)), place, tuple(map(str, named))))
    return found, failed


def _cities_afar(place: str, out: str) -> list[City]:
    found = []
    for name, files in afar.folders(place).items():
        by_name = {afar.name_of(file): file for file in files}
        chosen = tuple(by_name[path.name] for path in naming.documents_among(map(Path, by_name)))
        if chosen:
            found.append(City(name, chosen, afar.below(out, name)))
    if not found:
        raise WorkspaceError(f"{place}：市町村ごとのフォルダーに，読み取る文書がありません。場所を確かめてください。")
    return found


@dataclass(slots=True)
class _City:
    """How far a city is."""

    city: City
    left: set[str]
    deaths: int = 0


@dataclass(slots=True)
class Run:
    """One run: the cities' workspaces come first as soon as their documents are read, then the next documents."""

    cities: Sequence[City]
    wishes: Wishes
    table: Jobs
    crew: Crew
    progress: Progress = field(default_factory=Silent)
    _reads: deque[Reads] = field(default_factory=deque)
    _makes: deque[Makes] = field(default_factory=deque)
    _open: dict[str, _City] = field(default_factory=dict)

    def made(self) -> Iterator[Made]:
        """Each city as its workspace is made. Raises PlanlinkError where nobody can go on; what was done stays done."""
        self.progress.begin(sum(len(city.documents) + 1 for city in self.cities))
        self._prepare()
        for task, outcome in each_done(self.crew, self._next, self._begin):
            if isinstance(outcome, Refused):
                raise RefusedError(outcome.why)
            ended = self._ended(task, outcome)
            if ended is not None:
                yield ended

    def _prepare(self) -> None:
        every = sum(len(city.documents) for city in self.cities)
        share = max(1, self.crew.size // max(1, every))  # fewer documents than processes: these share the pages
        version = reading_key(self.wishes.settings) if self.wishes.parts is None else parts.reader_version()
        for city in self.cities:
            names = {afar.name_of(document): document for document in city.documents}
            self.table.keep_only(city.name, list(names))
            known = self.table.of(city.name)
            self._open[city.name] = _City(city, set(names))
            for file, document in names.items():
                job = known.get(file, Job(city.name, file))
                self._reads.append(
                    Reads(job, document, city.out, self.wishes.settings, share, self.wishes.parts, version)
                )

    def _next(self) -> Task | None:
        queue: deque[Makes] | deque[Reads] = self._makes or self._reads
        return queue.popleft() if queue else None

    def _begin(self, task: Task) -> None:
        if isinstance(task, Reads):
            self.progress.doing(task.known.file)
            if not task.known.is_dropped:
                self.table.put(replace(task.known, state=RUNNING))

    def _ended(self, task: Task, outcome: Outcome | None) -> Made | None:
        if isinstance(task, Makes):
            return self._city_ended(task, outcome)
        if isinstance(outcome, Read):
            self._settle(outcome.job)
        else:
            self._died(task)
        return None

    def _died(self, task: Reads) -> None:
        """The process died over a document: try again, or drop it."""
        job = replace(task.known, attempts=task.known.attempts + 1, state=WAITING)
        if job.attempts < MOST_ATTEMPTS:
            self.table.put(job)
            self._reads.appendleft(replace(task, known=job))
            return
        sha256 = ""
        with suppress(OSError, PlanlinkError), afar.fetched(task.document) as path:
            sha256 = fingerprint.file_digest(path)
        self._settle(replace(job, state=DROPPED, sha256=sha256, version=task.key, why=f"{job.file}：{DIED}"))

    def _settle(self, job: Job) -> None:
        self.table.put(job)
        self.progress.step(job.file)
        state = self._open[job.city]
        state.left.discard(job.file)
        if not state.left:
            self._makes.append(self._making(state.city))

    def _making(self, city: City) -> Makes:
        wishes = self.wishes
        return Makes(
            city.name,
            city.documents,
            city.out,
            wishes.settings,
            tuple(self.table.of(city.name).values()),
            wishes.reports,
            None if wishes.as_of is None else wishes.as_of.isoformat(),
            None if wishes.previous is None else tuple(wishes.previous),
            wishes.parts,
        )

    def _city_ended(self, task: Makes, outcome: Outcome | None) -> Made | None:
        if isinstance(outcome, Made):
            self.progress.step(task.city)
            return outcome
        state = self._open[task.city]
        state.deaths += 1
        if state.deaths < MOST_ATTEMPTS:
            self._makes.appendleft(task)
            return None
        return Made(task.city, None, CITY_DIED)
