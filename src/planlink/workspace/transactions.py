"""All or nothing: what is written, and what is read back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection, DatabaseError

NOT_OURS = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError)
"""What is raised where a text is not what we wrote."""


@contextmanager
def transaction(db: Connection) -> Iterator[None]:
    """What is written inside stays together: all of it, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk ends it by itself
            db.execute("ROLLBACK")
        raise


@contextmanager
def ours(what: str) -> Iterator[None]:
    """Reads what we wrote. Raises DatabaseError where it is something else, so that the workspace is told damaged."""
    try:
        yield
    except NOT_OURS as cause:
        raise DatabaseError(f"{what}: {cause}") from cause
