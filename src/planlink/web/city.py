"""The workspace as pages show it now: the last build with all decisions and answers since, kept until one changes."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from planlink.errors import PlanlinkError
from planlink.links.decided import proposals
from planlink.links.previous import matched
from planlink.outputs.rows import Index
from planlink.outputs.sdg_forms import Grades
from planlink.records.findings import Analysis
from planlink.records.links import Decision, Link, Pair
from planlink.workspace import decisions, listing, store
from planlink.workspace.listing import Listing
from planlink.workspace.nearness import spaces

PATIENCE = 2.0
"""Seconds that a page waits for the state while another request reckons it."""


class BusyError(PlanlinkError):
    """The state is being reckoned."""

    def __init__(self) -> None:
        super().__init__("準備しています。終わると，このページが自動で開きます。")


@dataclass(frozen=True, slots=True)
class Seen:
    """What pages show. `proposed` are the tool's own links, by pair; `words` those that stand, held ones too; `before`
    is the last edition's table; `unread` names what the build could not read."""

    analysis: Analysis
    index: Index
    proposed: Mapping[Pair, Link]
    decisions: tuple[Decision, ...]
    words: Mapping[Pair, Decision]
    before: Grades
    unread: tuple[str, ...]


class City:
    """One workspace, read by many requests at once; `is_ahead`: the whole state is read before a page asks for it."""

    def __init__(self, out: Path, is_ahead: bool = False) -> None:
        self.out = out
        self._is_ahead = is_ahead
        self._lock = Lock()
        self._built: tuple[str, Analysis, Grades] | None = None
        self._seen: tuple[tuple[object, ...], Seen] | None = None
        self._row = Lock()
        self._bare: tuple[str, Listing] | None = None
        self._listed: tuple[tuple[object, ...], Listing] | None = None

    def now(self) -> Seen:
        """The present state. Raises WorkspaceError where the workspace cannot be read, BusyError where another request
        has been reckoning it for too long to wait for."""
        if not self._lock.acquire(timeout=PATIENCE):
            raise BusyError
        try:
            with store.opened(self.out) as db:
                stamp = _stamp(db)
                if self._seen is None or self._seen[0] != stamp:
                    self._seen = stamp, self._look(db, str(stamp[0]))
                return self._seen[1]
        finally:
            self._lock.release()

    def prepare(self) -> None:
        """After the first list was shown, reckon the state in the background where that was asked for, and read what
        searches need, so that both are there when a page needs them. What is wrong is told by the pages."""
        if not self._is_ahead:
            return
        self._is_ahead = False
        Thread(target=self._reckon, daemon=True).start()

    def _reckon(self) -> None:
        with suppress(PlanlinkError):
            self.now()
            spaces()

    def listing(self) -> Listing:
        """The measures as lists show them now; waits for nobody who reckons the whole state. Raises WorkspaceError
        where the workspace cannot be read."""
        with self._row, store.opened(self.out) as db:
            store.ask_built(db)
            stamp = _stamp(db)
            if self._bare is None or self._bare[0] != stamp[0]:
                self._bare = str(stamp[0]), listing.load(db)
            if self._listed is None or self._listed[0] != stamp:
                self._listed = stamp, self._bare[1].with_words(decisions.latest(db))
            return self._listed[1]

    def known(self) -> Seen:
        """What there is to speak of: the last build, though what was said since may be missing. Asked by those who
        write, since `now` reckons anew after each word."""
        with self._lock, store.opened(self.out) as db:
            same = self._seen is not None and self._seen[0][0] == store.note(db, "run")
        return self._seen[1] if same and self._seen is not None else self.now()

    def _look(self, db: sqlite3.Connection, run: str) -> Seen:
        if self._built is None or self._built[0] != run:
            with _undisturbed():
                analysis = store.load_built(db)
            self._built = run, analysis, matched(store.load_previous(db), analysis.measures)[0]
        _, built, before = self._built
        analysis, record = store.with_words(db, built), store.load_run(db)
        proposed = {link.pair: link for link in proposals(analysis.links, analysis.proposed)}
        words = {word.pair: word for word in decisions.latest(db)}
        unread = record.unread if record else ()
        return Seen(analysis, Index.of(analysis), proposed, decisions.every(db), words, before, unread)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """While many records come in, and for them ever after, looking for what is no longer needed finds nothing and would
    hold up every page."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def _stamp(db: sqlite3.Connection) -> tuple[object, ...]:
    """What changes whenever something was built, decided or answered."""
    said = (db.execute(f"SELECT max(number) FROM {table}").fetchone()[0] for table in ("decisions", "answers"))
    return (store.note(db, "run"), *said)
