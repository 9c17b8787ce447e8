"""Every page that one can get to, as eyes, hands, screens and paper need it. The list comes from the application's own
addresses and the pages' own links, so that a new page is not forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from starlette.routing import Route

from browsers import Server, fitting, hosted, reached, violations, visiting
from planlink.japanese.text import search_key
from planlink.web.app import make_app
from planlink.web.gate import Keys

MORE = ("/search?q=交通", "/search?q=宇宙港", "/findings?severity=error", "/table")
KEYED = ("/measures", "/search?q=交通", "/findings", "/documents", "/review?scheme=sdg&label=11")
ZOOMED = {"width": 683, "height": 384}
"""What 200 % leaves of a screen of 1366×768."""
MARGIN = 12 / 25.4 * 72 - 1
SHEETS = {"A4": 842, "A3": 1191}
"""Widths in points, on their side."""
HYPHEN = "\ufffe"
"""What pdfium reads for a hyphen at the end of a line."""

STOPS = 60
FOCUS = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (one === document.body) return null;
    const middle = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 10)];
    const top = document.elementFromPoint(...middle);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return {name: one.outerHTML.slice(0, 120), seen: ring && (one.contains(top) || one.parentElement.contains(top))};
}"""
"""What has the focus, and whether it has a ring and lies uncovered on the screen."""


SHAPES = """() => {
    const told = one => one ? `${one.localName}.${one.className}[${one.getAttributeNames()}]${one.role || ""}` : "";
    const heads = [...document.querySelectorAll("h1, h2, h3, h4")].map(one => one.localName);
    const order = heads.filter((one, place) => one !== heads[place - 1]).join(" ");
    return [order, ...[...document.body.querySelectorAll("*")].map(one => told(one.parentElement) + told(one))];
}"""
"""The kinds of elements on a page, each within its parent, and how its headings go on."""


def addresses() -> set[str]:
    """The application's own addresses of pages and files."""
    inside = make_app(Path("."), Keys(frozenset(), 0)).inside
    assert isinstance(inside, Starlette)
    return {route.path for route in inside.routes if isinstance(route, Route) and "GET" in (route.methods or ())}


@pytest.fixture(scope="module")
def city(demo_city: Path) -> Iterator[Server]:
    with hosted(demo_city) as server:
        yield server


@pytest.fixture(scope="module")
def visit(chromium: Browser, city: Server) -> Iterator[Page]:
    with visiting(chromium, city) as page:
        yield page


@pytest.fixture(scope="module")
def found(visit: Page, city: Server) -> dict[str, str]:
    return reached(visit, city.address, (*sorted(addresses()), *MORE))


@pytest.fixture(scope="module")
def pages(found: dict[str, str]) -> list[str]:
    return [path for path, kind in found.items() if kind == "text/html"]


def one_of_each(pages: list[str]) -> dict[str, str]:
    """One address of each page: the one that asks for most."""
    return {urlsplit(path).path: path for path in sorted(pages, key=len)}


def test_every_address_of_the_application_is_reached(found: dict[str, str]) -> None:
    assert addresses() - {urlsplit(path).path for path in found} == {"/start"}


def test_axe_finds_nothing(visit: Page, city: Server, pages: list[str]) -> None:
    """A page of which each element, and the order of the headings, stood on pages before is not looked at again."""
    wrong: dict[str, list[str]] = {}
    known: set[str] = set()
    for path in pages:
        visit.goto(city.address + path)
        shapes = set(visit.evaluate(SHAPES))
        if not shapes <= known:
            wrong[path] = violations(visit)
        known |= shapes
    assert len(wrong) > len(one_of_each(pages)) / 2
    assert {path: found for path, found in wrong.items() if found} == {}


def test_axe_finds_nothing_where_one_is_refused(visit: Page, city: Server) -> None:
    for path in ("/nowhere", "/review?scheme=sdg&label=99", "/measure?id=無い"):
        visit.goto(city.address + path)
        assert violations(visit) == []


@pytest.mark.parametrize("window", [{"width": 1366, "height": 768}, ZOOMED], ids=["1366x768", "at 200 %"])
def test_no_page_is_wider_than_its_window(
    chromium: Browser, city: Server, pages: list[str], window: dict[str, int]
) -> None:
    with visiting(chromium, city, viewport=window) as page:
        wide = {}
        for path in pages:
            page.goto(city.address + path)
            wide[path] = fitting(page)
    assert {path: over for path, over in wide.items() if over > 0} == {}


@pytest.mark.parametrize("path", KEYED)
def test_what_has_the_focus_is_seen(visit: Page, city: Server, path: str) -> None:
    visit.goto(city.address + path)
    visit.evaluate("document.activeElement.blur()")
    hidden, stops = [], 0
    for _ in range(STOPS):
        visit.keyboard.press("Tab")
        told = visit.evaluate(FOCUS)
        if told is None:
            break
        stops += 1
        hidden += [told["name"]] if not told["seen"] else []
    assert stops > 10
    assert hidden == []


def test_what_is_said_is_told_apart_in_colours_of_the_reader(chromium: Browser, city: Server) -> None:
    with visiting(chromium, city, forced_colors="active") as page:
        page.goto(city.address + "/review?scheme=sdg&label=11")
        page.eval_on_selector("#l1 [data-say]", "one => one.setAttribute('aria-pressed', 'true')")
        said, unsaid = (page.locator(f"#l1 [aria-pressed={state}]").first for state in ("true", "false"))
        color = "one => getComputedStyle(one).backgroundColor"
        assert said.evaluate(color) != unsaid.evaluate(color)
        here = page.locator("nav [aria-current=page]").first
        assert here.evaluate(color) != page.locator("nav a:not([aria-current])").first.evaluate(color)
        assert violations(page) == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_is_cut_off_on_paper(visit: Page, city: Server, pages: list[str], sheet: str) -> None:
    missing = {}
    for path in one_of_each(pages).values():
        visit.goto(city.address + path)
        missing[path] = lost(visit, sheet)
    assert {path: found for path, found in missing.items() if found} == {}


def test_nothing_is_cut_off_of_a_report_on_paper(chromium: Browser, demo_city: Path) -> None:
    with chromium.new_context() as apart:
        page = apart.new_page()
        page.goto((demo_city / "reports" / "公開用.html").as_uri())
        assert lost(page, "A4") == {}


@pytest.mark.parametrize("path", ["/measures", "/table", "/review?scheme=sdg&label=11"])
def test_the_head_of_a_long_table_stands_on_each_sheet(visit: Page, city: Server, path: str) -> None:
    visit.goto(city.address + path)
    sheets = [plain(text) for text in printed(visit, "A4")]
    table = visit.locator("main table").last
    head = [plain(cell) for cell in table.locator("thead th").all_inner_texts()]
    row = plain(table.locator("tbody th[scope=row]").first.inner_text())
    headed = [all(cell in text for cell in head) for text in sheets]
    first = headed.index(True)
    assert row in sheets[first]
    assert len(headed) > first + 1
    assert all(headed[first:])


def lost(page: Page, sheet: str) -> Counter[str]:
    """The letters that eyes read on the page, as it is printed, but not on paper."""
    page.emulate_media(media="print")
    on_paper = letters("".join(printed(page, sheet)))
    shown = letters(seen(page))
    page.emulate_media(media="null")
    return shown - on_paper


def seen(page: Page) -> str:
    """What eyes read on the page: without what is said to screen readers alone, and what can be chosen."""
    text: str = page.evaluate(
        """() => {
            document.querySelectorAll("select, .unseen").forEach(one => one.remove());
            return document.querySelector("main").innerText;
        }"""
    )
    return text


def printed(page: Page, sheet: str) -> list[str]:
    """The text of each sheet of a page on paper, within the margins."""
    return on_paper(page.pdf(format=sheet, landscape=True), SHEETS[sheet])


def letters(text: str) -> Counter[str]:
    """How often each letter stands in a text, whatever its form."""
    return Counter(plain(text))


def plain(text: str) -> str:
    return "".join(search_key(text).split())


def on_paper(paper: bytes, wide: int) -> list[str]:
    """The text of each sheet that lies within its margins."""
    told = []
    with pypdfium2.PdfDocument(BytesIO(paper)) as document:
        for sheet in document:
            assert sheet.get_width() == pytest.approx(wide, abs=1)
            text = sheet.get_textpage()
            boxes = [text.get_charbox(n) for n in range(text.count_chars())]
            kept = (text.get_text_range(n, 1) for n, box in enumerate(boxes) if inside(box, sheet))
            told.append("".join(kept).replace(HYPHEN, "-"))
    return told


def inside(box: tuple[float, float, float, float], sheet: pypdfium2.PdfPage) -> bool:
    left, bottom, right, top = box
    width, height = sheet.get_size()
    return left >= MARGIN and right <= width - MARGIN and bottom >= MARGIN and top <= height - MARGIN
