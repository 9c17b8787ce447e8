"""A password as it is kept while the server runs: salted, by argon2."""

from __future__ import annotations

from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST = 200
"""Letters of a password at most, so that nobody makes the server hash a book."""
_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Password:
    """What is kept of a password; the password itself is not."""

    hash: str

    @classmethod
    def of(cls, password: str) -> Password:
        return cls(_HASHER.hash(password))

    def matches(self, tried: str) -> bool:
        """Whether this is the password; half a pair of surrogates, which no keyboard gives, is none."""
        try:
            return len(tried) <= LONGEST and _HASHER.verify(self.hash, tried)
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False
