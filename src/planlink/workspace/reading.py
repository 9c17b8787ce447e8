"""Many documents → their plans: those read before are taken from the workspace, one that fails does not stop others."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Protocol

from planlink.errors import INSTALL_OCR, DocumentError
from planlink.records.places import Doubt
from planlink.records.plans import Plan
from planlink.workspace import fingerprint, store
from planlink.workspace.deadline import deadline

if TYPE_CHECKING:
    from planlink.documents.reader import Told
    from planlink.settings import Settings

PAGE_UNREAD = (
    (
        ("page-without-text",),
        f"は画像だけで，読み取れませんでした。文字認識（OCR）の部品を入れると読み取れます（{INSTALL_OCR}）。",
    ),
    (
        ("page-beyond-limits",),
        "は読み取りの上限（時間・記憶領域・文字の量）を超えたため，読み取りませんでした。"
        "図を簡単にするか，その頁だけを別のPDFに分けて保存し直してください。",
    ),
    (("page-unread", "page-damaged"), "を読み取れませんでした。原本を確認してください。"),
)
"""Kinds of doubts which say that a page could not be read, and what to say behind the pages."""
PROCESS_ENDED = (
    "：読み取りの途中で，読み取るプロセスが終わりました。空きメモリーを確かめ，ほかのプログラムを閉じてから，"
    "もう一度行ってください。続くときは，このファイルを除いてください。"
)
TASKS_PER_PROCESS = 4
"""A reading process is replaced after so many documents, since pdfplumber's memory grows."""

Read = Callable[[Path, "Settings"], Plan]


class Progress(Protocol):
    """What is told while a build runs: how many steps there are, what is being done (of a document also how many of
    its pages are read), and each step as it ends."""

    def begin(self, steps: int) -> None: ...

    def doing(self, what: str, done: int = 0, of: int = 0) -> None: ...

    def step(self, what: str) -> None: ...


class Silent:
    """Tells nothing."""

    def begin(self, steps: int) -> None:
        """Nothing."""

    def doing(self, what: str, done: int = 0, of: int = 0) -> None:
        """Nothing."""

    def step(self, what: str) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One document: its plan, or the sentence that says why there is none. `cached`: it was read in an earlier run."""

    path: Path
    sha256: str
    plan: Plan | None = None
    failure: str | None = None
    cached: bool = False

    @property
    def unread(self) -> tuple[str, ...]:
        """Sentences on what could not be read: the document, or pages of it."""
        if self.failure is not None:
            return (self.failure,)
        doubts = self.plan.doubts if self.plan else ()
        found = ((sentence, _pages(doubts, kinds)) for kinds, sentence in PAGE_UNREAD)
        return tuple(f"{self.path.name}：{pages}頁{sentence}" for sentence, pages in found if pages)


def _pages(doubts: Sequence[Doubt], kinds: Sequence[str]) -> str:
    pages = {one.place.page for one in doubts if one.kind in kinds and one.place.page is not None}
    return "，".join(str(page) for page in sorted(pages))


def read_document(path: Path, settings: Settings, jobs: int = 1, told: Told | None = None) -> Plan:
    """planlink.read.read, loaded when it is needed."""
    from planlink.read import read

    return read(path, settings, jobs, told)


def read_all(
    db: sqlite3.Connection,
    files: Sequence[Path],
    settings: Settings,
    key: str,
    *,
    jobs: int = 1,
    told: Progress | None = None,
    read: Read = read_document,
) -> tuple[Reading, ...]:
    """A reading for each file, in their order; each new one is kept at once."""
    progress = told or Silent()
    done = {one.path: one for one in (_before(db, path, key) for path in files)}
    todo = [one for one in done.values() if one.plan is None and one.failure is None]
    for one in done.values():
        if one not in todo:
            progress.step(one.path.name)
    for reading in _read_each(todo, settings, read, jobs, progress):
        if reading.plan is not None:
            store.keep_plan(db, reading.path.name, reading.sha256, key, reading.plan)
        done[reading.path] = reading
        progress.step(reading.path.name)
    return tuple(done[path] for path in files)


def look(path: Path, settings: Settings, jobs: int = 1) -> Reading:
    """A reading of one file, by up to `jobs` processes, that nothing keeps."""
    return _read_one(Reading(path, ""), settings, partial(read_document, jobs=jobs) if jobs > 1 else read_document)


def _before(db: sqlite3.Connection, path: Path, key: str) -> Reading:
    if (shown := os.fsencode(path.name).decode(errors="replace")) != path.name:
        return Reading(
            path, "", failure=f"{shown}：名前の文字コードが分からないので，読めません。名前を付け直してください。"
        )
    try:
        sha256 = fingerprint.file_digest(path)
    except OSError as cause:
        return Reading(path, "", failure=f"{path.name}：開けません（{cause.strerror}）。場所と権限を確かめてください。")
    plan = store.cached_plan(db, path.name, sha256, key)
    return Reading(path, sha256, plan, cached=plan is not None)


def _read_each(
    todo: Sequence[Reading], settings: Settings, read: Read, jobs: int, progress: Progress
) -> Iterator[Reading]:
    share = jobs // max(1, len(todo))
    is_own = read is read_document
    if is_own and share > 1:  # more processes than documents: each document is read by several
        read = partial(read_document, jobs=share)
    if jobs <= 1 or len(todo) <= 1:
        for one in todo:
            progress.doing(one.path.name)
            pages = {"told": partial(progress.doing, one.path.name)} if is_own else {}
            yield _read_one(one, settings, partial(read, **pages))
        return
    left = list(todo)
    while left:
        done = set()
        for reading in _read_beside(left, settings, read, min(jobs, len(left))):
            done.add(reading.path)
            yield reading
        left = [one for one in left if one.path not in done]
        for one in left[:jobs]:  # they had been begun, and one of them took the processes with it
            yield next(_read_beside([one], settings, read, 1), replace(one, failure=f"{one.path.name}{PROCESS_ENDED}"))
        left = left[jobs:]


def _read_beside(todo: Sequence[Reading], settings: Settings, read: Read, jobs: int) -> Iterator[Reading]:
    """What processes of their own read; what they had not read when one of them died is left out."""
    with (
        ProcessPoolExecutor(
            jobs,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_end_with_parent,
            max_tasks_per_child=TASKS_PER_PROCESS,
        ) as pool,
        suppress(BrokenProcessPool),
    ):
        started = [pool.submit(_read_one, one, settings, read) for one in todo]
        for future in as_completed(started):
            with suppress(BrokenProcessPool):
                yield future.result()


def _end_with_parent() -> None:
    """A process whose parent is gone ends: nobody would take what it reads."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    Thread(target=follow, daemon=True).start()


def _read_one(one: Reading, settings: Settings, read: Read) -> Reading:
    try:
        with deadline(one.path.name):
            return Reading(one.path, one.sha256, read(one.path, settings))
    except DocumentError as error:
        return Reading(one.path, one.sha256, failure=str(error))
    except Exception as error:  # a file can be broken in ways that no library foresees; others must go on
        why = f"{type(error).__name__}: {error}"
        return Reading(
            one.path,
            one.sha256,
            failure=f"{one.path.name}：想定していない形式のため読み取れませんでした（{why}）。PDFとして保存し直したものを指定してください。",
        )
