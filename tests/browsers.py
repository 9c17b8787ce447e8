"""A real browser that visits the local page in tests: Debian's Chromium, driven by Playwright, which brings none."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import uvicorn
from lxml import html
from playwright.sync_api import Browser, Page, sync_playwright

import planlink
from planlink.records.links import Decision
from planlink.web.app import make_app
from planlink.web.gate import Keys
from planlink.web.names import names_of
from planlink.workspace import decisions, store

CHROMIUM = shutil.which("chromium")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-sync", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
)
"""What a container needs, and what keeps the browser from asking its maker, or anybody by name."""
SCREEN = {"width": 1366, "height": 768}
SECONDS = 15.0
Shoot = Callable[[Page, str], None]
"""Takes a picture of a page for the guide, by name."""
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@dataclass(frozen=True, slots=True)
class Server:
    """A page that is served: its start address, and the process where it has one of its own."""

    start: str
    process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return self.start.split("/start")[0]

    def kill(self) -> None:
        """End the process without a warning, as a power cut does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def hosted(out: Path) -> Iterator[Server]:
    """The page over `out`, served by a thread: what most tests need, and there at once."""
    bound = socket.create_server(("127.0.0.1", 0))
    keys = Keys(names_of("127.0.0.1"), bound.getsockname()[1])
    settings = uvicorn.Config(make_app(out, keys), log_level="error", access_log=False, lifespan="off", ws="none")
    inside = uvicorn.Server(settings)
    thread = threading.Thread(target=inside.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{keys.port}/start?token={keys.start}")
    finally:
        inside.should_exit = True
        thread.join()
        bound.close()


@contextmanager
def launched(out: Path) -> Iterator[Server]:
    """planlink serve in a process of its own."""
    house = Path(planlink.__file__).parents[1]
    asked = [sys.executable, "-m", "planlink", "serve", str(out), "--port", "0"]
    known = os.environ | {"PYTHONPATH": str(house), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=known) as process:
        assert process.stdout is not None
        found = re.search(r"http\S+", process.stdout.readline())
        assert found
        try:
            yield Server(found[0], process)
        finally:
            process.kill()


@contextmanager
def browsing() -> Iterator[Browser]:
    """The browser itself, without a window."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visiting(browser: Browser, server: Server, **settings: Any) -> Iterator[Page]:
    """A page that is in. Afterwards: nothing was asked of another machine, and the browser complained of nothing.

    `settings` are those of the browser's context, as `locale` or `java_script_enabled`.
    """
    asked: list[str] = []
    complaints: list[str] = []
    with browser.new_context(**{"viewport": SCREEN, "accept_downloads": True, **settings}) as context:
        context.on("request", lambda request: asked.append(request.url))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page = context.new_page()
        page.goto(server.start)
        page.wait_for_url(lambda url: "/start" not in url)
        yield page
    elsewhere = [url for url in asked if not url.startswith((server.address + "/", "data:", "blob:"))]
    assert not elsewhere, f"asked of another machine: {elsewhere}"
    assert not complaints, complaints


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands: the rule, what it is about, and the first place."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(axe)
    ask = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ["violations"]})).violations.map(
        one => `${one.id}: ${one.help}: ${one.nodes[0].target.join(" ")}`)"""
    found: list[str] = page.evaluate(ask, AXE_RULES)
    return found


def fitting(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    over: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return over


def reached(page: Page, address: str, starts: Iterable[str]) -> dict[str, str]:
    """What links, pictures and downloads lead to from the paths `starts`: paths with their queries by kind of content.

    Of addresses that differ only in what they ask for, one is taken for each thing that can be asked; what answers
    otherwise than 200 is left out.
    """
    found: dict[str, str] = {}
    asked: set[tuple[str, str]] = set()
    waiting = [address + path for path in starts]
    while waiting:
        url = urldefrag(waiting.pop(0)).url
        parts = urlsplit(url)
        kinds = {(parts.path, name) for name, _ in (*parse_qsl(parts.query), ("", ""))}
        if not url.startswith(address + "/") or kinds <= asked:
            continue
        answer = page.context.request.get(url)
        if answer.status != 200:
            continue
        asked |= kinds
        found[url.removeprefix(address)] = answer.headers["content-type"].split(";")[0]
        if found[url.removeprefix(address)] == "text/html":
            tree = html.fromstring(answer.text())
            waiting += [urljoin(url, str(link)) for link in tree.xpath("//@href | //@src | //@data-picture")]
    return found


def until(page: Page, holds: str, seconds: float = SECONDS) -> None:
    """Wait for a condition; the page's policy forbids the driver's own way of waiting."""
    ends = time.monotonic() + seconds
    while not page.evaluate(holds):
        assert time.monotonic() < ends, holds
        page.wait_for_timeout(20)


def stored(page: Page) -> None:
    """Wait until the page says that all that was decided is stored."""
    until(page, "document.getElementById('saved').textContent === '保存しました'")


def verdicts(page: Page) -> list[str]:
    """What stands on each line of the review."""
    found: list[str] = page.eval_on_selector_all("#lines tbody tr", "rows => rows.map(row => row.dataset.verdict)")
    return found


def said(out: Path) -> list[Decision]:
    """What the database has been told so far."""
    with store.opened(out) as db:
        return list(decisions.every(db))
