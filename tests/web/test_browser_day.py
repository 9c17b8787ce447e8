"""An officer's day on the demo city's page: what was read, what to answer, what to find, what to decide, what to hand
in. With `--pictures FOLDER` the pictures of the guide are taken on the way (`make pictures`)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page

from browsers import Server, Shoot, hosted, said, stored, until, verdicts, visiting
from conftest import DEMO
from planlink.web.words import PAGES

STATES = {"/search": "/search?q=お年寄りの足", "/review": "/review?scheme=sdg&label=11"}
"""What a picture of a page shows, where it is not the page as it opens."""


@pytest.fixture(scope="module")
def out(demo_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("一日") / "結果"
    shutil.copytree(demo_city, folder)
    return folder


@pytest.fixture(scope="module")
def city(out: Path) -> Iterator[Server]:
    with hosted(out) as server:
        yield server


@pytest.fixture(scope="module")
def desk(chromium: Browser, city: Server) -> Iterator[Page]:
    with visiting(chromium, city, locale="ja-JP") as page:
        yield page


@pytest.mark.parametrize(("address", "name"), PAGES)
def test_each_page_of_the_menu_is_there(desk: Page, city: Server, address: str, name: str, shoot: Shoot) -> None:
    desk.goto(city.address + STATES.get(address, address))
    assert desk.locator("h1").inner_text()
    assert desk.locator("nav [aria-current=page]").all_inner_texts() in ([name], [])
    shoot(desk, name)


def test_documents_come_back_under_their_own_names(desk: Page, city: Server) -> None:
    desk.goto(city.address + "/documents")
    with desk.expect_download() as waited:
        desk.get_by_role("link", name="総合戦略（案）.pdf").click()
    assert waited.value.suggested_filename == "総合戦略（案）.pdf"
    assert waited.value.path().read_bytes() == (DEMO / "strategy.pdf").read_bytes()


def test_a_finding_is_answered(desk: Page, city: Server) -> None:
    desk.goto(city.address + "/findings?severity=error")
    card = desk.locator(".finding").first
    card.get_by_label("修正する").check()
    card.get_by_label("理由", exact=True).fill("次の改訂で直す")
    card.get_by_role("button", name="回答を記録").click()
    desk.wait_for_url("**/findings?severity=error*#saved")
    assert "次の改訂で直す" in desk.locator(".finding .answer").first.inner_text()


@pytest.mark.parametrize("typed", ["交通", "こうつう" * 40, "𠮷", "%' OR 1=1 --", "<script>alert(1)</script>"])
def test_whatever_is_typed_is_searched_for(desk: Page, city: Server, typed: str) -> None:
    desk.goto(city.address + "/search")
    desk.fill("[name=q]", typed)
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/search?*")
    assert desk.input_value("[name=q]") == typed[:200]
    assert desk.locator("main [role=status]").first.is_visible()


def test_two_letters_find_measures_and_lead_to_them(desk: Page, city: Server) -> None:
    desk.goto(city.address + "/search?q=交通")
    title = desk.locator(".hits a").first.inner_text()
    assert any("交通" in text for text in desk.locator(".hits li").all_inner_texts())
    desk.locator(".hits a").first.click()
    desk.wait_for_url("**/measure?*")
    assert title in desk.inner_text("main")


def test_nothing_is_found_plainly(desk: Page, city: Server) -> None:
    desk.goto(city.address + "/search?q=「宇宙港」")
    assert "該当する記載は見つかりませんでした" in desk.inner_text("main")


def test_a_decision_stands_in_the_table_and_in_what_is_handed_in(
    desk: Page, city: Server, out: Path, tmp_path: Path, shoot: Shoot
) -> None:
    desk.goto(city.address + STATES["/review"])
    before = len(said(out))
    first = desk.locator("#lines tbody tr").first
    title = first.locator("th").inner_text()
    for key in "sdf":
        desk.keyboard.press(key)
    stored(desk)
    shoot(desk, "確認")
    assert [one.verdict for one in said(out)[before:]] == ["rejected", "related", "primary"]
    desk.goto(city.address + "/table")
    row = desk.locator(".matrix tbody tr", has_text=title).first
    assert row.locator("td.mark").nth(10).inner_text() == ""
    desk.goto(city.address + "/history")
    assert title in desk.locator("tbody tr").nth(2).inner_text()
    desk.goto(city.address + "/measures")
    with desk.expect_download() as waited:
        desk.click("text=Excelで保存")
    waited.value.save_as(tmp_path / waited.value.suggested_filename)
    sheet = load_workbook(tmp_path / "施策.xlsx").active
    assert sheet is not None
    assert title in {value for row in sheet.iter_rows(values_only=True) for value in row}


def test_papers_are_handed_out_under_their_own_names(desk: Page, city: Server) -> None:
    desk.goto(city.address + "/documents")
    with desk.expect_download() as waited:
        desk.click("text=SDGs対応表.xlsx")
    assert waited.value.suggested_filename == "SDGs対応表.xlsx"
    assert waited.value.path().read_bytes().startswith(b"PK")


def test_a_measure_is_found_opened_and_decided_by_keys_alone(desk: Page, city: Server, out: Path) -> None:
    desk.goto(city.address + "/measures")
    tab_to(desk, "検索")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/search")
    tab_to(desk, "語句")
    desk.keyboard.type("交通")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/search?*")
    tab_to(desk, desk.locator(".hits a").first.inner_text())
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/measure?*")
    until(desk, "document.activeElement.closest('#lines') !== null")
    before = len(said(out))
    desk.keyboard.press("a")
    stored(desk)
    assert [one.verdict for one in said(out)[before:]] == ["hold"]
    assert "hold" in verdicts(desk)


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(most):
        page.keyboard.press("Tab")
        told: str = page.evaluate(
            "(one => [one.innerText, ...[...(one.labels ?? [])].map(label => label.innerText)].join())"
            "(document.activeElement)"
        )
        if name in told.replace("\n", ""):
            return
    pytest.fail(f"Tab does not come to {name}")
