"""The application: addresses and the pages behind them, with the gate before all."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from planlink.errors import PlanlinkError
from planlink.web import answers
from planlink.web.city import BusyError, City
from planlink.web.coverage import CoverageRoom
from planlink.web.decide import Pen, UnknownWordError
from planlink.web.doors import WAIT_SECONDS, Doors
from planlink.web.exchange import ExchangeRoom
from planlink.web.gate import Gate, Keys
from planlink.web.imports import Imports
from planlink.web.job import Job
from planlink.web.pages import Pages
from planlink.web.pictures import Album
from planlink.web.results import ResultRoom
from planlink.web.saved import Shelf
from planlink.web.searching import Searching
from planlink.web.second import Second
from planlink.web.steps import Steps
from planlink.web.tray import Tray

Handler = Callable[[Request], Response]
Writer = Callable[[Request, bytes], Response]


def make_app(
    out: Path,
    keys: Keys,
    wait: float = WAIT_SECONDS,
    *,
    city: City | None = None,
    job: Job | None = None,
    config: Path | None = None,
) -> Gate:
    """The page over the workspace `out`, for those who have a key; `wait` are the seconds that a wrong password
    costs, `city` what is known of the workspace already, `job` works on what is sent, by the settings of `config`."""
    city = city or City(out)
    pen = Pen(out)
    pages, doors, exchange = Pages(city, pen, Album(city)), Doors(keys, wait), ExchangeRoom(city, pen)
    steps, imports = Steps(city, pen), Imports(city, Tray(out), job or Job(), config)
    shown: dict[str, Handler] = {
        "/": pages.home,
        "/start": doors.start,
        "/measures": pages.measures,
        "/measure": pages.measure,
        "/review": pages.review,
        "/second": Second(city).show,
        "/picture": pages.picture,
        "/table": pages.table,
        "/findings": pages.findings,
        "/coverage": CoverageRoom(city).show,
        "/result": ResultRoom(city).show,
        "/exchange": exchange.show,
        "/exchange/file": exchange.take,
        "/search": Searching(city).search,
        "/documents": pages.documents,
        "/history": pages.history,
        "/paper": pages.paper,
        "/document": pages.document,
        "/static/report.css": _report_css,
    }
    importing: dict[str, Handler] = {
        "/import": imports.page,
        "/import/progress": imports.progress,
        "/import/state": imports.state,
    }
    taken: dict[str, Writer] = {
        "/login": doors.login,
        "/decide": pages.decide,
        "/undo": steps.undo,
        "/takeback": steps.take_back,
        "/answer": pages.answer,
        "/name": pages.name,
        "/exchange": exchange.bring,
        "/views": Shelf(out).change,
        "/import/remove": imports.remove,
        "/import/start": imports.start,
        "/import/stop": imports.stop,
        "/import/papers": imports.papers,
    }
    routes = [
        *(Route(path, imports.first(path, handler), methods=["GET"]) for path, handler in shown.items()),
        *(Route(path, handler, methods=["GET"]) for path, handler in importing.items()),
        Route("/import/file", imports.receive, methods=["POST"]),
        *(Route(path, _with_body(writer), methods=["POST"]) for path, writer in taken.items()),
        Mount("/static", StaticFiles(packages=[("planlink.web", "static")])),
    ]
    inside = Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: answers.missing,  # type: ignore[dict-item]
            UnknownWordError: _wrong_word,
            BusyError: answers.busy,
            PlanlinkError: answers.trouble,
            Exception: answers.trouble,
        },
    )
    return Gate(inside, keys)


def _with_body(writer: Writer) -> Callable[[Request], object]:
    async def handler(request: Request) -> Response:
        return await run_in_threadpool(writer, request, await request.body())

    return handler


def _wrong_word(request: Request, error: Exception) -> Response:
    return answers.wrong(request)


def _report_css(request: Request) -> Response:
    """The look of report.html, so that page and paper are one."""
    css = files("planlink.outputs").joinpath("templates", "report.css").read_text(encoding="utf-8")
    return Response(css, media_type="text/css")
