"""A page that takes too much is left out and named; the others are read, and nothing waits for ever."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest
import tiny

from planlink.documents.answers import BROKE, LARGE, LONG, heard_from
from planlink.documents.child import read_in_child
from planlink.documents.limits import SHORTEST, TOO_LARGE, Limits, held
from planlink.documents.processes import command, surroundings
from planlink.documents.reader import read_document
from planlink.errors import DocumentError

GOOD = tiny.text("Harbour", 70, 700)
LINES = " ".join(f"{10 + n % 500} {10 + n % 700} m {20 + n % 500} {10 + n % 700} l S" for n in range(60_000))
"""Much work for a reader of drawings."""
LETTERS = "\n".join(tiny.text(f"Harbour number {n} has {7 * n} ships", 10, 800 - 12 * n) for n in range(60))

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")


def unread(path: Path, limits: Limits) -> list[tuple[str, int | None]]:
    document = read_document(path, limits=limits)
    assert [bool(page.blocks) for page in document.pages] == [True, False, True]
    return [(doubt.kind, doubt.place.page) for doubt in document.doubts]


@posix
def test_a_page_that_takes_too_long_is_named(tmp_path: Path) -> None:
    path = tiny.write(tmp_path / "plan.pdf", GOOD, LINES, GOOD)
    assert unread(path, Limits(seconds=1.0)) == [("page-beyond-limits", 2)]


def test_a_page_that_takes_too_long_on_the_clock_is_named(tmp_path: Path) -> None:
    """As where the system has no limits of its own."""
    path = tiny.write(tmp_path / "plan.pdf", LINES)
    assert read_in_child(path, 1, 1, limits=Limits(wait=4.0)).stopped == LONG


def test_a_page_of_too_many_letters_is_named(tmp_path: Path) -> None:
    path = tiny.write(tmp_path / "plan.pdf", GOOD, LETTERS, GOOD)
    assert unread(path, Limits(output=6_000)) == [("page-beyond-limits", 2)]


@posix
def test_a_page_that_takes_too_much_memory_is_named(tmp_path: Path) -> None:
    made = runpy.run_path(str(Path(__file__).parents[2] / "bench" / "broken.py"))
    sheets = (made["page"](GOOD), made["stream"](made["packed"](300 * 1024**2), "/Filter/FlateDecode"))
    path = tmp_path / "plan.pdf"
    path.write_bytes(made["pdf"](*sheets, made["page"](GOOD)))
    (named,) = unread(path, Limits(memory=260 * 1024**2))
    assert named in (("page-beyond-limits", 2), ("page-unread", 2))  # a library that finds no room may just break


def test_a_file_that_takes_too_long_to_open_is_named(tmp_path: Path) -> None:
    path = tiny.write(tmp_path / "plan.pdf", GOOD)
    with pytest.raises(DocumentError, match="開くのに時間がかかりすぎました"):
        read_document(path, limits=Limits(wait=0.001))


def test_a_web_page_that_takes_too_long_is_named(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text("<html><body><p>港の夜景を巡ります。", encoding="utf-8")
    with pytest.raises(DocumentError, match="開くのに時間がかかりすぎました"):
        read_document(path, limits=Limits(wait=0.0002))


@posix
def test_memory_is_held() -> None:
    ask = "from planlink.documents.limits import Limits, hold; hold(Limits(memory=300 * 1024**2)); bytearray(10**9)"
    done = subprocess.run([sys.executable, "-c", ask], env=surroundings(), check=False, capture_output=True)
    assert b"MemoryError" in done.stderr


def test_the_watch_ends_a_process_that_holds_too_much() -> None:
    ask = "import time; from planlink.documents.limits import watch; watch(1); time.sleep(60)"
    assert subprocess.run([sys.executable, "-c", ask], env=surroundings(), check=False).returncode == TOO_LARGE
    assert held() > 10 * 1024**2


def test_less_patience_each_time() -> None:
    limits = Limits(seconds=60, wait=240)
    for _ in range(9):
        limits = limits.once_more()
    assert (limits.seconds, limits.wait) == (SHORTEST, 4 * SHORTEST)


SAYING = {
    "nothing": ("pass", BROKE),
    "half an answer": ("out.write(b'\\0' * 7 + b'\\5' + b'abc')", BROKE),
    "no pickle": ("say(out, b'abc')", BROKE),
    "another module's things": ("say(out, pickle.dumps(os.system))", BROKE),
    "no memory left": ("os._exit(77)", LARGE),
    "more than it may": ("say(out, b'x' * 3_000_000)", LARGE),
    "all, and then waits": ("say(out, b''); time.sleep(1)", ""),
}


@pytest.mark.parametrize(("says", "reason"), SAYING.values(), ids=SAYING)
def test_what_a_process_says_is_not_trusted(tmp_path: Path, says: str, reason: str) -> None:
    (tmp_path / "liar.py").write_text(
        f"import os, pickle, sys, time\nfrom planlink.documents.answers import say\nout = sys.stdout.buffer\n{says}\n"
    )
    heard: list[object] = []
    assert heard_from([sys.executable, str(tmp_path / "liar.py")], Limits(output=1_000_000), heard.append) == reason
    assert heard == []


def test_what_a_library_prints_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / "plan.html").write_text("<html><body><p>港</p>", encoding="utf-8")
    asked = command("planlink.documents.child", str(tmp_path / "plan.html"), "html", "1", "1", str(2**31), "60", "9999")
    heard: list[object] = []
    assert heard_from(asked, Limits(), heard.append) == ""
    assert heard[0] == len(heard[1:]) == 1
