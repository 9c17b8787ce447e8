"""A password as it is kept while the server runs: salted, by scrypt."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

COST, BLOCKS, LANES = 2**15, 8, 1
MEMORY = 128 * COST * BLOCKS * 2
LONGEST = 200
"""Letters of a password at most, so that nobody makes the server hash a book."""


@dataclass(frozen=True, slots=True)
class Password:
    """What is kept of a password; the password itself is not."""

    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, password: str) -> Password:
        salt = secrets.token_bytes(16)
        return cls(salt, _digest(password, salt))

    def matches(self, tried: str) -> bool:
        """Whether this is the password; takes as long either way."""
        return len(tried) <= LONGEST and hmac.compare_digest(_digest(tried, self.salt), self.digest)


def _digest(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=COST, r=BLOCKS, p=LANES, maxmem=MEMORY)
