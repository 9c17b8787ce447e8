"""Documents by the page: files are sent, read by a process of its own, and become the workspace; papers made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from planlink.documents.reader import document_id
from planlink.errors import PlanlinkError
from planlink.outputs.words import ROLES
from planlink.records.plans import Plan
from planlink.settings import Settings
from planlink.web import answers
from planlink.web.city import City, Seen
from planlink.web.downloads import document_path
from planlink.web.job import BusyError, Job, State
from planlink.web.tray import MOST_FILES, MOST_OF_ALL, MOST_OF_ONE, Sent, Tray
from planlink.web.words import PAGES, say
from planlink.workspace import store
from planlink.workspace.naming import SUFFIXES
from planlink.workspace.record import settings_of

MOST_FIELDS = MOST_FILES + 50
OPEN_PATHS = ("/start", "/static/report.css")
"""What the first visit needs of the other pages."""
BACK = {"build": "/import", "papers": "/documents"}
LIMITS = {"one": MOST_OF_ONE, "all": MOST_OF_ALL, "files": MOST_FILES}

Handler = Callable[[Request], Response]


@dataclass(frozen=True, slots=True)
class Present:
    """A document of today; `path` is its copy, None where that is gone; `new` the file that takes its place."""

    plan: Plan
    path: Path | None
    new: Sent | None


@dataclass(slots=True)
class Imports:
    """What is sent to one workspace, and the work on it. `config` holds the settings; without it those of the last
    build go on."""

    city: City
    tray: Tray
    job: Job
    config: Path | None
    _is_built: bool = field(default=False, init=False)

    def first(self, path: str, handler: Handler) -> Handler:
        """The handler of a page that needs a workspace; before there is one, its visitors are sent to the import."""
        if path in OPEN_PATHS:
            return handler

        def guarded(request: Request) -> Response:
            return handler(request) if self.is_built() else RedirectResponse("/import", 303)

        return guarded

    def is_built(self) -> bool:
        """Whether there is a workspace to show."""
        self._is_built = self._is_built or store.is_built(self.city.out)
        return self._is_built

    def page(self, request: Request) -> Response:
        """The files that were sent, the documents of today, and the start."""
        if self.job.state.runs:
            return RedirectResponse("/import/progress", 303)
        seen = self._seen()
        present = self._present(seen)
        replaced = {one.new.id: one.plan.file for one in present if one.new}
        return answers.page(
            request,
            "import.html.j2",
            nav=PAGES if seen else (),
            files=self.tray.files,
            present=present,
            replaced=replaced,
            roles=self._roles(),
            accepted=",".join(sorted(SUFFIXES)),
            as_of=self._as_of() if seen else "",
            limits=LIMITS,
        )

    def progress(self, request: Request) -> Response:
        """How far the work is; when it is done, on to the documents."""
        state = self.job.state
        if not state.task:
            return RedirectResponse("/import", 303)
        if state.outcome == "done":
            return RedirectResponse(f"/documents?ended={state.task}", 303)
        nav = PAGES if self.is_built() else ()
        return answers.page(request, "progress.html.j2", state=state, nav=nav, back=BACK[state.task])

    def state(self, request: Request) -> Response:
        """The same for the page's own code."""
        state = self.job.state
        return JSONResponse({**asdict(state), "runs": state.runs})

    async def receive(self, request: Request) -> Response:
        """One file as the body of a request, its name in the address."""
        if not request.state.session.sent(request.headers.get("x-csrf-token", "")):
            return JSONResponse({"error": say("csrf")}, 403)
        try:
            sent = await self._received(request)
        except PlanlinkError as error:
            return JSONResponse({"error": str(error)}, 409)
        return JSONResponse({"name": sent.name, "kind": sent.kind, "size": sent.size})

    async def _received(self, request: Request) -> Sent:
        if self.job.state.runs:
            raise BusyError
        incoming = await run_in_threadpool(self.tray.receive, request.query_params.get("name", ""))
        try:
            async for part in request.stream():
                await run_in_threadpool(incoming.write, part)
            return await run_in_threadpool(incoming.end)
        except ClientDisconnect as cause:
            raise PlanlinkError(say("wrong")) from cause
        finally:
            await run_in_threadpool(incoming.close)

    def remove(self, request: Request, body: bytes) -> Response:
        """Take a file out again."""
        form = dict(_pairs(body))
        if not request.state.session.sent(form.get("csrf", "")):
            return answers.wrong(request, 403, "csrf")
        if self.job.state.runs:
            raise BusyError
        self.tray.remove(form.get("name", ""))
        return RedirectResponse("/import", 303)

    def start(self, request: Request, body: bytes) -> Response:
        """Read: a workspace of the files that were sent and of those documents of today that stay."""
        pairs = _pairs(body)
        form = dict(pairs)
        if not request.state.session.sent(form.get("csrf", "")):
            return answers.wrong(request, 403, "csrf")
        kept = {value for name, value in pairs if name == "keep"}
        named = self._named(kept)
        if not named:
            raise PlanlinkError(say("nothing"))
        settings = ["--config", str(self.config.resolve())] if self.config else ["--as-before"]
        day = _day(form.get("as_of", ""))
        options = ["--lines", *settings, *(["--as-of", day] if day else []), *self._needed()]
        read = [one.name for one in self.tray.files]

        def tidy(last: State) -> None:
            if last.is_stored:  # each has its copy in the workspace
                self.tray.remove(*read)

        self.job.start("build", ["build", *map(str, named), "--out", self._out, *options], tidy)
        return RedirectResponse("/import/progress", 303)

    def papers(self, request: Request, body: bytes) -> Response:
        """The papers anew, with the decisions and answers of today."""
        if not request.state.session.sent(dict(_pairs(body)).get("csrf", "")):
            return answers.wrong(request, 403, "csrf")
        self.job.start("papers", ["decisions", self._out, "--reports"])
        return RedirectResponse("/import/progress", 303)

    def stop(self, request: Request, body: bytes) -> Response:
        """Stop the work; the workspace stays as it was."""
        if not request.state.session.sent(dict(_pairs(body)).get("csrf", "")):
            return answers.wrong(request, 403, "csrf")
        self.job.stop()
        return RedirectResponse("/import/progress", 303)

    @property
    def _out(self) -> str:
        return str(self.city.out.resolve())

    def _seen(self) -> Seen | None:
        return self.city.now() if self.is_built() else None

    def _present(self, seen: Seen | None) -> list[Present]:
        if seen is None:
            return []
        sent = {one.id: one for one in self.tray.files}
        return [
            Present(plan, document_path(self.city, seen, plan.id), sent.get(document_id(Path(plan.file)).casefold()))
            for plan in seen.index.plans.values()
        ]

    def _named(self, kept: set[str]) -> list[Path]:
        """The documents of the next build: those of today in their order, replaced or kept, then the new ones."""
        present = self._present(self._seen())
        old = [one.new.path if one.new else one.path for one in present if one.new or one.plan.id in kept]
        taken = {one.new.id for one in present if one.new}
        new = [one.path for one in self.tray.files if one.id not in taken]
        return [path.resolve() for path in (*old, *new) if path]

    def _needed(self) -> list[str]:
        """Those that take another's place must be readable, else that one would be gone for nothing."""
        names = [one.new.name for one in self._present(self._seen()) if one.new]
        return [part for name in names for part in ("--needed", name)]

    def _roles(self) -> dict[str, str]:
        """What the settings say that documents are, by the documents' ids."""
        settings = Settings.load(self.config) if self.config else settings_of(self.city.out)
        return {document: ROLES.get(role, role) for document, role in settings.roles.items()}

    def _as_of(self) -> str:
        with store.opened(self.city.out) as db:
            run = store.load_run(db)
        return run.as_of or "" if run else ""


def _pairs(body: bytes) -> Sequence[tuple[str, str]]:
    """A form's fields with those that come several times; empty where it is none."""
    try:
        return parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return []


def _day(asked: str) -> str:
    if not asked:
        return ""
    try:
        return date.fromisoformat(asked).isoformat()
    except ValueError as cause:
        raise PlanlinkError("帳票に入れる日付が正しくありません。2025-11-21 のように入れてください。") from cause
