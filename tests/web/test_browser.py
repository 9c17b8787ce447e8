"""The page in a real browser: how people decide, and what outlives what."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsers import Server, launched, said, stored, until, verdicts, visiting
from factories import analysis, declaration, evidence, finding, item, link, measure, place, plan
from planlink.workspace import store

DEMO = Path(__file__).parents[2] / "corpus" / "demo"
MANY = 60
COLUMN = "/review?scheme=sdg&label=11"


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


def test_fifty_fast_decisions_outlive_a_killed_server(chromium: Browser, out: Path) -> None:
    typed = [("f", "primary"), ("d", "related"), ("s", "rejected"), ("a", "hold"), ("1", "primary")] * 10
    with launched(out) as server, visiting(chromium, server) as page:
        page.goto(server.address + COLUMN)
        for key, _ in typed:
            page.keyboard.press(key)
        stored(page)
        server.kill()
        assert verdicts(page)[:50] == [verdict for _, verdict in typed]
    assert [one.verdict for one in said(out)] == [verdict for _, verdict in typed]
    assert len({one.measure for one in said(out)}) == len(typed)


def test_keys_work_with_the_input_method_on(page: Page, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Process', code: 'KeyD', "
        "keyCode: 229, bubbles: true}))"
    )
    stored(page)
    assert [one.verdict for one in said(out)] == ["related"]


def test_keys_say_nothing_in_a_field(page: Page, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    page.fill("#who", "")
    page.type("#who", "fdsa10")
    page.focus("#main")
    page.keyboard.press("f")
    page.wait_for_timeout(200)
    assert said(out) == []


def test_undo_goes_back_step_by_step(page: Page, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    for key in ("f", "s", "z", "z"):
        page.keyboard.press(key)
    stored(page)
    assert verdicts(page)[:2] == ["", ""]
    assert [one.verdict for one in said(out)] == ["primary", "rejected", "open", "open"]
    assert page.is_disabled("#undo")


def test_the_rest_is_confirmed_with_its_number_and_undone_in_one_step(page: Page, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    page.keyboard.press("s")
    assert page.inner_text("#as-proposed") == f"表示中の残りを案どおり確定（{MANY - 1}件）"
    assert page.inner_text("#sums [data-sum=primary]") == str(MANY - 1)
    page.click("#as-proposed")
    page.keyboard.press("Enter")
    until(page, "document.getElementById('as-proposed').disabled")
    stored(page)
    assert verdicts(page).count("primary") == MANY - 1
    assert page.is_disabled("#as-proposed")
    page.click("#undo")
    stored(page)
    assert verdicts(page) == ["rejected"] + [""] * (MANY - 1)
    page.reload()
    assert verdicts(page) == ["rejected"] + [""] * (MANY - 1)
    assert page.evaluate("document.activeElement.id") == "l2"


def test_the_mouse_decides_too(page: Page, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    page.click("#l3 [data-say=related]")
    stored(page)
    assert [one.verdict for one in said(out)] == ["related"]
    box = page.locator("#l3 [data-say=related]").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 40


def test_what_was_not_sent_outlives_a_reload(page: Page, server: Server, out: Path) -> None:
    page.route("**/decide", lambda route: route.abort())
    page.goto(server.address + COLUMN)
    for key in ("f", "d", "s"):
        page.keyboard.press(key)
    until(page, "document.getElementById('saved').textContent.includes('届きません')")
    assert said(out) == []
    page.reload()
    assert verdicts(page)[:4] == ["primary", "related", "rejected", ""]
    page.unroute("**/decide")
    until(page, "localStorage.length === 0")
    assert [one.verdict for one in said(out)] == ["primary", "related", "rejected"]


def test_two_tabs_at_once(page: Page, server: Server, out: Path) -> None:
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


def test_the_page_picture_comes_on_a_key_and_goes(page: Page, server: Server) -> None:
    page.goto(server.address + COLUMN)
    page.keyboard.press("Space")
    until(page, "document.getElementById('sheet-picture').naturalWidth > 300")
    page.keyboard.press("Space")
    assert not page.is_visible("#sheet")
    page.keyboard.press("f")
    assert verdicts(page)[0] == "primary"


def test_an_answer_to_a_finding(page: Page, server: Server) -> None:
    page.goto(server.address + "/findings")
    page.check("text=理由を付して現行どおり")
    page.fill("[name=reason]", "国の指標に合わせたため")
    page.click("text=回答を記録")
    page.wait_for_url("**/findings?saved=*#saved")
    assert "国の指標に合わせたため" in page.inner_text(".answer")


def test_the_view_is_downloaded(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(server.address + "/measures?sdg=11")
    with page.expect_download() as waited:
        page.click("text=Excelで保存")
    assert waited.value.suggested_filename == "施策.xlsx"
    waited.value.save_as(tmp_path / "view.xlsx")
    assert (tmp_path / "view.xlsx").read_bytes().startswith(b"PK")


def test_citations_are_copied_by_a_key_with_the_input_method_on(page: Page, server: Server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(server.address + "/search?q=交通")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    cited = page.locator(".hits > li:focus").get_attribute("data-cite")
    assert cited is not None
    assert cited.startswith("総合戦略 5頁")
    page.evaluate(
        "document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {code: 'KeyC', key: 'Process', keyCode: 229, bubbles: true}))"
    )
    page.get_by_text(f"コピーしました：{cited}").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == cited


def test_without_a_clipboard_the_citation_is_selected(page: Page, server: Server) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(server.address + "/search?q=交通")
    page.locator(".copy").first.click()
    page.get_by_text("選択しました").wait_for()
    cited = page.locator(".hits > li").first.get_attribute("data-cite")
    assert page.evaluate("getSelection().toString()") == cited
