"""What stands in a workspace whose last build, or writing of papers, has not come to its end: a sentence to tell."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from planlink.workspace import lock, papers, store

AGAIN = "もう一度 planlink build を行ってください。"
READING = "前回の build は途中で止まりました。結果と帳票は，その前のものです。"
STORED = (
    "前回の build は，帳票を書き終える前に止まりました。結果は新しいものですが，"
    "帳票（reports）と文書の写し（documents）には前のものが残っています。帳票は使わずに，"
)
MIXED = "前回の帳票の作成は途中で止まりました。帳票（reports）には新しいものと前のものが混じっています。使わずに，"
PURGED = "前回の purge は途中で止まりました。一部が消えています。もう一度 planlink purge を行ってください。"
RUNS = "結果は，その前のものです。"
RUNS_STORED = "結果は新しいものですが，帳票（reports）はまだ前のものです。"


def unfinished(out: Path) -> str | None:
    """What is being made, or was not made to its end, in OUT and what stands meanwhile; None where all agrees. Raises
    WorkspaceError where the database cannot be read."""
    work = lock.at_work(out)
    with store.opened(out) as db:
        run, has_papers = store.load_run(db), store.note(db, papers.NOTE) is not None
    stored = run is not None and not run.is_whole
    if work is not None and work.runs:
        return f"{lock.told(work)}{RUNS_STORED if stored else RUNS}"
    if stored:
        return STORED + AGAIN
    if work is None or run is None:  # before the first build has ended, every command says so itself
        return None
    if work.kind == lock.PURGE:
        return PURGED
    if work.kind == lock.PAPERS:
        return None if has_papers else MIXED + AGAIN
    return None if _ended_since(run.finished, work.began) else READING + AGAIN


def _ended_since(finished: str, began: str) -> bool:
    """Whether the build came to its end after all, and was killed on its way out."""
    try:
        return datetime.fromisoformat(finished) >= datetime.fromisoformat(began)
    except (ValueError, TypeError):
        return False
