"""The page in a real browser: Debian's Chromium, driven by Playwright. Left out where one of them is missing."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import planlink
from factories import analysis, declaration, evidence, finding, item, link, measure, place, plan
from planlink.records.links import Decision
from planlink.workspace import decisions, store

CHROMIUM = shutil.which("chromium")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

DEMO = Path(__file__).parents[2] / "corpus" / "demo"
MANY = 60
COLUMN = "/review?scheme=sdg&label=11"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
PAGES = (COLUMN, "/measures", "/measure?id=戦略.1", "/table", "/findings", "/search?q=交通", "/documents", "/history")


@dataclass
class Server:
    """planlink serve in a process of its own."""

    process: subprocess.Popen[str]
    start: str

    @property
    def address(self) -> str:
        return self.start.split("/start")[0]

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "結果"
    (folder / "documents").mkdir(parents=True)
    shutil.copy(DEMO / "strategy.pdf", folder / "documents" / "戦略.pdf")
    measures = [measure(id=f"戦略.{n}", title=f"公共交通の再編その{n}", page=5) for n in range(MANY)]
    links = [link(measure=one.id, chance=0.5 + n / 200, evidence=(evidence(),)) for n, one in enumerate(measures)]
    town = plan(items=(item(),), measures=measures, declared=(declaration(),), pages=20)
    found = finding(severity="error", places=(place(page=5, text="産前産後の相談と見守り"),))
    with store.opened(folder, create=True) as db:
        store.save(db, analysis(plans=(town,), links=tuple(links), findings=(found,)), store.Run("k"))
    return folder


@pytest.fixture
def server(out: Path) -> Iterator[Server]:
    house = Path(planlink.__file__).parents[1]
    asked = [sys.executable, "-m", "planlink", "serve", str(out), "--port", "0"]
    known = os.environ | {"PYTHONPATH": str(house), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=known)
    assert process.stdout is not None
    found = re.search(r"http\S+", process.stdout.readline())
    assert found
    yield Server(process, found[0])
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, server: Server) -> Iterator[Any]:
    """A page that is in; afterwards: nothing was asked of another machine, and the browser complained of nothing."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    made, asked, complaints = context.new_page(), [], []
    context.on("request", lambda request: asked.append(request.url))
    made.on("pageerror", lambda error: complaints.append(str(error)))
    made.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    made.goto(server.start)
    made.wait_for_url(f"{server.address}/measures")
    yield made
    context.close()
    assert [url for url in asked if not url.startswith((server.address, "data:", "blob:"))] == []
    assert complaints == []


def said(out: Path) -> list[Decision]:
    with store.opened(out) as db:
        return list(decisions.every(db))


def until(page: Any, holds: str, seconds: float = 15.0) -> None:
    """Wait for a condition; the page's policy forbids the driver's own way of waiting."""
    ends = time.monotonic() + seconds
    while not page.evaluate(holds):
        assert time.monotonic() < ends, holds
        page.wait_for_timeout(20)


def stored(page: Any) -> None:
    until(page, "document.getElementById('saved').textContent === '保存しました'")


def verdicts(page: Any) -> list[str]:
    found: list[str] = page.eval_on_selector_all("#lines tbody tr", "rows => rows.map(row => row.dataset.verdict)")
    return found


def test_fifty_fast_decisions_outlive_a_killed_server(page: Any, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    typed = [("f", "primary"), ("d", "related"), ("s", "rejected"), ("a", "hold"), ("1", "primary")] * 10
    for key, _ in typed:
        page.keyboard.press(key)
    stored(page)
    server.kill()
    assert [one.verdict for one in said(out)] == [verdict for _, verdict in typed]
    assert len({one.measure for one in said(out)}) == len(typed)
    assert verdicts(page)[:50] == [verdict for _, verdict in typed]


def test_keys_work_with_the_input_method_on(page: Any, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Process', code: 'KeyD', "
        "keyCode: 229, bubbles: true}))"
    )
    stored(page)
    assert [one.verdict for one in said(out)] == ["related"]


def test_keys_say_nothing_in_a_field(page: Any, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    page.fill("#who", "")
    page.type("#who", "fdsa10")
    page.focus("#main")
    page.keyboard.press("f")
    page.wait_for_timeout(200)
    assert said(out) == []


def test_undo_goes_back_step_by_step(page: Any, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    for key in ("f", "s", "z", "z"):
        page.keyboard.press(key)
    stored(page)
    assert verdicts(page)[:2] == ["", ""]
    assert [one.verdict for one in said(out)] == ["primary", "rejected", "open", "open"]
    assert page.is_disabled("#undo")


def test_the_rest_is_confirmed_with_its_number_and_undone_in_one_step(page: Any, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    page.keyboard.press("s")
    assert page.inner_text("#as-proposed") == f"表示中の残りを案どおり確定（{MANY - 1}件）"
    assert page.inner_text("#sums [data-sum=primary]") == str(MANY - 1)
    page.click("#as-proposed")
    stored(page)
    assert verdicts(page).count("primary") == MANY - 1
    assert page.is_disabled("#as-proposed")
    page.click("#undo")
    stored(page)
    assert verdicts(page) == ["rejected"] + [""] * (MANY - 1)
    page.reload()
    assert verdicts(page) == ["rejected"] + [""] * (MANY - 1)
    assert page.evaluate("document.activeElement.id") == "l2"


def test_the_mouse_decides_too(page: Any, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    page.click("#l3 [data-say=related]")
    stored(page)
    assert [one.verdict for one in said(out)] == ["related"]
    box = page.locator("#l3 [data-say=related]").bounding_box()
    assert min(box["width"], box["height"]) >= 40


def test_what_was_not_sent_outlives_a_reload(page: Any, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    page.route("**/decide", lambda route: route.abort())
    for key in ("f", "d", "s"):
        page.keyboard.press(key)
    until(page, "document.getElementById('saved').textContent.includes('届きません')")
    assert said(out) == []
    page.reload()
    assert verdicts(page)[:4] == ["primary", "related", "rejected", ""]
    page.unroute("**/decide")
    until(page, "localStorage.length === 0")
    assert [one.verdict for one in said(out)] == ["primary", "related", "rejected"]


def test_two_tabs_at_once(page: Any, server: Server, out: Path) -> None:
    other = page.context.new_page()
    page.goto(server.address + COLUMN)
    other.goto(server.address + COLUMN)
    for _ in range(10):
        page.keyboard.press("f")
        other.keyboard.press("v")
    for _ in range(10):
        other.keyboard.press("s")
        page.keyboard.press("d")
    stored(page)
    stored(other)
    last = {one.measure: one.verdict for one in said(out)}
    assert len(said(out)) == 30
    assert len(last) == 20


def test_the_page_picture_comes_on_a_key_and_goes(page: Any, server: Server) -> None:
    page.goto(server.address + COLUMN)
    page.keyboard.press("Space")
    until(page, "document.getElementById('sheet-picture').naturalWidth > 300")
    page.keyboard.press("Space")
    assert not page.is_visible("#sheet")
    page.keyboard.press("f")
    assert verdicts(page)[0] == "primary"


def test_an_answer_to_a_finding(page: Any, server: Server) -> None:
    page.goto(server.address + "/findings")
    page.check("text=理由を付して現行どおり")
    page.fill("[name=reason]", "国の指標に合わせたため")
    page.click("text=回答を記録")
    page.wait_for_url("**/findings#f1")
    assert "国の指標に合わせたため" in page.inner_text(".answer")


def test_the_view_is_downloaded(page: Any, server: Server, tmp_path: Path) -> None:
    page.goto(server.address + "/measures?sdg=11")
    with page.expect_download() as waited:
        page.click("text=Excelで保存")
    assert waited.value.suggested_filename == "施策.xlsx"
    waited.value.save_as(tmp_path / "view.xlsx")
    assert (tmp_path / "view.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits_the_screen_and_paper(page: Any, server: Server, path: str) -> None:
    page.goto(server.address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    for size in ("A4", "A3"):
        assert page.pdf(format=size, landscape=True).startswith(b"%PDF")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Any, server: Server, path: str) -> None:
    found = importlib.util.find_spec("axe_core_python")
    if found is None or found.origin is None:
        pytest.skip("axe-core-python is not installed")
    page.goto(server.address + path)
    page.evaluate((Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
    ask = "async rules => (await axe.run(document, {runOnly: rules})).violations.map(one => one.id)"
    assert page.evaluate(ask, AXE_RULES) == []
