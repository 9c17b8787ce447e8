"""The whole way in a real browser: from dropped PDFs to the downloaded table."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, FilePayload, Page, expect

from browsers import Server, Shoot, launched, until, violations, visiting
from planlink.web.tray import FOLDER

DEMO = Path(__file__).parents[2] / "corpus" / "demo"
SECONDS = 240_000
DROP = """([given]) => {
    const carried = new DataTransfer();
    for (const [name, text] of given)
        carried.items.add(new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], name));
    document.getElementById("drop").dispatchEvent(
        new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""
MEMO = """# 移動の計画

## 基本目標１ 誰もが安心して移動できるまちをつくる

### 具体的な施策

ア 公共交通の再編

乗合タクシーを増便し，高齢者の通院と買い物を支えます。
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "結果"


@pytest.fixture
def server(out: Path) -> Iterator[Server]:
    with launched(out) as here:
        yield here


def drop(page: Page, *given: tuple[str, bytes]) -> None:
    page.evaluate(DROP, [[[name, base64.b64encode(content).decode()] for name, content in given]])
    until(page, "document.getElementById('sending').textContent === '受け取りました。'", 60.0)


def names(page: Page) -> list[str]:
    return page.locator("#tray tbody th").all_inner_texts()


def test_from_dropped_documents_to_the_downloaded_table(page: Page, server: Server, tmp_path: Path, out: Path) -> None:
    page.wait_for_url(f"{server.address}/import")
    assert violations(page) == []
    summary = (DEMO / "plan-summary.pdf").read_bytes()
    drop(page, ("総合計画（概要版）.pdf", summary), ("<b>移動.md", MEMO.encode()), ("写真.jpg", b"\xff\xd8"))
    assert names(page) == ["総合計画（概要版）.pdf", "_b_移動.md"]
    assert page.locator("#refused li").all_inner_texts() == [
        "写真.jpg：読めない種類のファイルです。PDF（.pdf），Word（.docx），HTML（.html）かテキスト（.txt，.md）を選んでください。"
    ]
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366

    page.get_by_role("button", name="読み取りを始める").click()
    page.wait_for_url(f"{server.address}/import/progress")
    assert violations(page) == []
    page.wait_for_url(f"{server.address}/documents?ended=build", timeout=SECONDS)
    expect(page.get_by_role("status").first).to_have_text("取り込みが終わりました。")
    assert not (out / FOLDER).exists()

    with page.expect_download() as waited:
        page.get_by_role("link", name="SDGs対応表.xlsx").click()
    waited.value.save_as(tmp_path / "table.xlsx")
    assert waited.value.suggested_filename == "SDGs対応表.xlsx"
    cells = [cell for row in load_workbook(tmp_path / "table.xlsx").worksheets[0].values for cell in row]
    assert any("公共交通の再編" in str(cell) for cell in cells)


def test_the_first_visit(page: Page, server: Server, shoot: Shoot) -> None:
    plans = ("strategy.pdf", "plan-summary.pdf", "vision.pdf")
    page.set_input_files("#choose", [DEMO / name for name in plans])
    until(page, "document.getElementById('sending').textContent === '受け取りました。'", 60.0)
    assert sorted(names(page)) == sorted(plans)
    shoot(page, "取り込み")


def test_files_are_chosen_without_dragging_and_taken_out(page: Page, server: Server, out: Path) -> None:
    page.get_by_label("文書を選ぶ").set_input_files(
        [FilePayload(name=name, mimeType="text/plain", buffer=MEMO.encode()) for name in ("一.md", "二.txt")]
    )
    expect(page.locator("#tray tbody th")).to_have_text(["一.md", "二.txt"])
    page.reload()
    assert names(page) == ["一.md", "二.txt"]
    page.get_by_role("button", name="一.mdを外す").click()
    expect(page.locator("#tray tbody th")).to_have_text(["二.txt"])
    page.locator("#as_of").press("Enter")  # begins, and takes nothing out
    page.wait_for_url(f"{server.address}/import/progress")
    page.get_by_role("button", name="中止").click()
    expect(page.get_by_role("alert")).to_have_text("中止しました。")
    assert violations(page) == []
    page.get_by_role("link", name="戻る").click()
    assert names(page) == ["二.txt"]


def test_without_scripts_it_says_what_to_do(chromium: Browser, server: Server) -> None:
    with visiting(chromium, server, java_script_enabled=False) as page:
        page.goto(f"{server.address}/import")
        assert page.get_by_label("文書を選ぶ").is_disabled()
        assert "planlink build" in page.locator("noscript").inner_text()


def test_a_server_killed_while_it_reads_leaves_nothing_behind(chromium: Browser, out: Path) -> None:
    with launched(out) as server, visiting(chromium, server) as page:
        drop(page, ("移動.md", MEMO.encode()))
        page.get_by_role("button", name="読み取りを始める").click()
        until(page, "Number(document.getElementById('seconds')?.textContent) > 0")
        assert len(working(out)) == 1
        server.kill()
        until_true(lambda: working(out) == [])
        expect(page.locator("#lost")).to_contain_text("サーバーに届きません")
    with launched(out) as server, visiting(chromium, server) as page:
        page.wait_for_url(f"{server.address}/import")
        assert names(page) == []
        assert not (out / FOLDER).exists()


def working(out: Path) -> list[int]:
    """The processes that read for this folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            said = (place / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"planlink.web.limited" in said and str(out.resolve()).encode() in said:
            found.append(int(place.name))
    return found


def until_true(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.02)
