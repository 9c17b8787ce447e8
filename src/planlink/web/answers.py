"""Answers as pages: templates filled in, refusals in plain words, errors without traces."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from planlink.errors import PlanlinkError
from planlink.outputs import words
from planlink.outputs.html import STATE_CLASSES, refs, spans
from planlink.outputs.rows import headline, plain
from planlink.web.words import PAGES, STANDS, VERDICTS, say

if TYPE_CHECKING:
    from starlette.exceptions import HTTPException

    from planlink.web.gate import Keys

AGAIN_SECONDS = 2
_CHIPS = {**STATE_CLASSES, "確認済み": "ok", "一部確認": "look"}


@cache
def environment() -> Environment:
    """The templates: our own, and those of the papers below `outputs/`."""
    own, papers = PackageLoader("planlink.web", "templates"), PackageLoader("planlink.outputs", "templates")
    made = Environment(
        loader=ChoiceLoader([own, PrefixLoader({"outputs": papers})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(words=words, plain=plain, headline=headline, spans=spans, refs=refs)
    made.globals.update(nav=PAGES, stands=STANDS, verdicts=VERDICTS)
    made.filters["size"] = _size
    made.filters["chip"] = lambda text: _CHIPS.get(text, "")
    return made


def _size(count: int) -> str:
    """1.2MB, 34KB: bytes as people say them."""
    return f"{count / 1024**2:,.1f}MB" if count >= 1024**2 else f"{-(-count // 1024):,}KB"


def page(request: Request, template: str, status: int = 200, **parts: Any) -> HTMLResponse:
    """A page for somebody who is in."""
    text = environment().get_template(template).render(session=request.state.session, path=request.url.path, **parts)
    return HTMLResponse(text, status)


def refusal(status: int, reason: str, keys: Keys) -> Response:
    """Why a request did not come in; with a password the page asks for it."""
    asks = reason in ("closed", "password", "busy") and keys.password is not None
    text = environment().get_template("closed.html.j2").render(reason=say(reason), asks=asks, token=keys.login)
    return HTMLResponse(text, status)


def entered() -> Response:
    """Goes on to the first page."""
    return HTMLResponse(environment().get_template("entered.html.j2").render(), headers={"Refresh": "0; url=/"})


def trouble(request: Request, error: Exception) -> Response:
    """An error as a sentence: the message of our own errors, a plain one for all others."""
    told = str(error) if isinstance(error, PlanlinkError) else say("broken")
    return _told(request, 409 if isinstance(error, PlanlinkError) else 500, told)


def busy(request: Request, error: Exception) -> Response:
    """What is asked for is not ready yet: the page asks again by itself."""
    reply = _told(request, 503, str(error))
    reply.headers["Retry-After"] = str(AGAIN_SECONDS)
    if request.method == "GET":
        reply.headers["Refresh"] = str(AGAIN_SECONDS)
    return reply


def missing(request: Request, error: HTTPException) -> Response:
    """What the framework refuses: an address that is none, a method that does not fit."""
    return _told(request, error.status_code, say("missing" if error.status_code == 404 else "wrong"))


def wrong(request: Request, status: int = 400, reason: str = "wrong") -> Response:
    """A request that makes no sense."""
    return _told(request, status, say(reason))


def refused(request: Request, sentence: str) -> Response:
    """What cannot be done as things stand now."""
    return _told(request, 409, sentence)


def _told(request: Request, status: int, sentence: str) -> Response:
    if request.headers.get("content-type", "").startswith("application/json"):
        return JSONResponse({"error": sentence}, status)
    text = environment().get_template("closed.html.j2").render(reason=sentence, asks=False, token="")
    return HTMLResponse(text, status)
