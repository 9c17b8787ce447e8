"""Who is in: sessions in memory, known by the digest of a random token that only the browser's cookie has."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

MOST = 200
"""Sessions at once; the oldest goes first."""


@dataclass(slots=True)
class Session:
    """One browser; `who` is the name that its decisions carry."""

    who: str = ""
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def sent(self, csrf: str) -> bool:
        """Whether a form of this session's own pages sent it."""
        return same(csrf, self.csrf)


class Sessions:
    """All sessions of a server that runs; they end with it."""

    def __init__(self) -> None:
        self._found: OrderedDict[str, Session] = OrderedDict()
        self._lock = Lock()

    def open(self, who: str = "") -> tuple[str, Session]:
        """A new session and its token."""
        token, session = secrets.token_urlsafe(32), Session(who)
        with self._lock:
            self._found[_key(token)] = session
            while len(self._found) > MOST:
                self._found.popitem(last=False)
        return token, session

    def of(self, token: str) -> Session | None:
        """The session of a token, None where there is none."""
        return self._found.get(_key(token)) if token else None


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
