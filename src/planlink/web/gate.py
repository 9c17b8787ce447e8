"""The gate before all pages: which requests come in, and what every answer carries.

It is no framework's middleware but the outermost application, so that errors pass through it too.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from types import MappingProxyType

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planlink.web import answers
from planlink.web.names import is_called
from planlink.web.passwords import Password
from planlink.web.sessions import Session, Sessions

MOST_BYTES = 512 * 1024
"""Of a request's body: far more than the page sends at once."""
LARGER = MappingProxyType({"/exchange": 16 * 1024 * 1024})
"""Where a file may be sent."""
OPEN_PATHS = ("/start", "/login")
OPEN_FOLDER = "/static/"
STREAMED = ("/import/file",)
"""Paths that take a body of any size, part by part, and see to its limits themselves."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(slots=True)
class Keys:
    """What opens the page: the token of the start address where there is no password. `login` proves that a login
    form is our own; the cookie's name has the port, since cookies of one machine are shared between ports."""

    names: frozenset[str]
    port: int
    password: Password | None = None
    start: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    login: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    sessions: Sessions = field(default_factory=Sessions)

    @property
    def cookie(self) -> str:
        return f"planlink-{self.port}"

    def session(self, headers: Headers) -> Session | None:
        """The session that a request's cookie belongs to."""
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return None
        return self.sessions.of(found.value) if found else None


class Gate:
    """The application with its gate. Inside, `request.state.session` is the session (None on open paths)."""

    def __init__(self, inside: ASGIApp, keys: Keys) -> None:
        self.inside, self.keys = inside, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        sent = _guarded(send)
        headers, path = Headers(scope=scope), str(scope["path"])
        session = self.keys.session(headers)
        refused = self._refused(str(scope["method"]), path, headers, session)
        if refused is not None:
            await answers.refusal(*refused, self.keys)(scope, receive, sent)
            return
        scope.setdefault("state", {})["session"] = session
        if path in STREAMED:
            await self.inside(scope, receive, sent)
            return
        body = await _body(receive, LARGER.get(path, MOST_BYTES)) if scope["method"] == "POST" else b""
        if body is None:
            await answers.refusal(413, "large", self.keys)(scope, receive, sent)
            return
        await self.inside(scope, _replayed(body, receive), sent)

    def _refused(self, method: str, path: str, headers: Headers, session: Session | None) -> tuple[int, str] | None:
        """Why a request does not come in: a status and a reason, None where it does."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not is_called(hosts[0], self.keys.names, self.keys.port):
            return 421, "host"
        if method not in ("GET", "HEAD", "POST"):
            return 405, "method"
        if method == "POST" and not _from_here(headers, hosts[0]):
            return 403, "origin"
        length, most = int(_digits(headers.get("content-length"))), LARGER.get(path, MOST_BYTES)
        if method == "POST" and path not in STREAMED and length > most:
            return 413, "large"
        if session is None and path not in OPEN_PATHS and not path.startswith(OPEN_FOLDER):
            return 401, "closed"
        return None


def _from_here(headers: Headers, host: str) -> bool:
    """Whether one of our own pages sent a POST: the browser says so, in at least one way, and in none otherwise."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is None and site is None:
        return False
    return origin in (None, f"http://{host}", f"https://{host}") and site in (None, "same-origin")


def _digits(length: str | None) -> str:
    return length if length is not None and length.isascii() and length.isdigit() and len(length) < 12 else "0"


async def _body(receive: Receive, most: int) -> bytes | None:
    """The whole body, None where it is too large, whatever its header said."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            return None
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _guarded(send: Send) -> Send:
    """Every answer carries the same headers."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return with_headers
