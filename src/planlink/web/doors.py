"""The two ways in: the start address that the screen shows, or a password."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from planlink.web import answers
from planlink.web.gate import Keys
from planlink.web.pages import fields, who_of
from planlink.web.sessions import same

WAIT_SECONDS = 1.0
"""After a wrong password. One try at a time, the others are sent away, so that guessing is slow and holds up nobody
who is in."""


@dataclass(frozen=True, slots=True)
class Doors:
    """What is open without a session."""

    keys: Keys
    wait: float = WAIT_SECONDS
    _row: Lock = field(default_factory=Lock)

    def start(self, request: Request) -> Response:
        """Exchange the start address's token for a cookie. A page goes on by itself, since a browser that came from
        another program would not send a strict cookie with a mere redirection."""
        if self.keys.password is not None or not same(request.query_params.get("token", ""), self.keys.start):
            return answers.refusal(403, "token", self.keys)
        reply = answers.entered()
        return self._let_in(reply, "")

    def login(self, request: Request, body: bytes) -> Response:
        """Check the password."""
        form, password = fields(body), self.keys.password
        if password is None or not same(form.get("csrf", ""), self.keys.login):
            return answers.refusal(403, "csrf", self.keys)
        if not self._row.acquire(blocking=False):
            return answers.refusal(429, "busy", self.keys)
        try:
            if not password.matches(form.get("password", "")):
                time.sleep(self.wait)
                return answers.refusal(403, "password", self.keys)
        finally:
            self._row.release()
        return self._let_in(RedirectResponse("/", 303), who_of(form))

    def _let_in(self, reply: Response, who: str) -> Response:
        token, _ = self.keys.sessions.open(who)
        reply.set_cookie(self.keys.cookie, token, path="/", httponly=True, samesite="strict")
        return reply
