"""What takes too long is broken off, also inside a regular expression; what ends in time is left alone."""

from __future__ import annotations

import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planlink.errors import DocumentError
from planlink.settings import Settings
from planlink.workspace import deadline as module
from planlink.workspace import reading
from planlink.workspace.deadline import deadline

posix = pytest.mark.skipif(sys.platform == "win32", reason="a signal of POSIX")


def for_ever() -> None:
    while True:
        pass


def expression() -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


@pytest.mark.parametrize("work", [for_ever, pytest.param(expression, marks=posix)])
def test_what_takes_too_long_is_broken_off(work: object) -> None:
    assert callable(work)
    with pytest.raises(DocumentError, match=r"計画\.pdf：内容の整理に"), deadline("計画.pdf", 0.2):
        work()


def test_a_thread_reminds_where_the_system_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def timed(seconds: float, late: Callable[..., None], through: threading.Event) -> Iterator[None]:
        before = signal.signal(module._SIGNAL, late)
        threading.Thread(target=module.remind, args=(seconds, through), daemon=True).start()
        yield
        signal.signal(module._SIGNAL, before)

    monkeypatch.setattr(module, "_timed", timed)
    with pytest.raises(DocumentError, match=r"計画\.pdf：内容の整理に"), deadline("計画.pdf", 0.2):
        for_ever()


def test_what_ends_in_time_is_left_alone() -> None:
    before = signal.getsignal(module._SIGNAL)
    with deadline("計画.pdf", 0.1):
        time.sleep(0.3)  # waiting is no work
    assert signal.getsignal(module._SIGNAL) == before
    for _ in range(300_000):
        pass


def test_another_thread_works_without_a_deadline() -> None:
    done: list[int] = []

    def work() -> None:
        with deadline("計画.pdf", 0.0):
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


def test_a_document_that_takes_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SECONDS", 0.2)
    monkeypatch.setattr(reading, "read_document", lambda *_: for_ever())
    (tmp_path / "計画.md").write_text("# 計画\n\n港の夜景を巡ります。", encoding="utf-8")
    found = reading.look(tmp_path / "計画.md", Settings())
    assert found.plan is None
    assert found.failure is not None
    assert found.failure.startswith("計画.md：内容の整理に")
