"""The review in a real browser: undo after a reload, notes, the second pass by keys alone, sums that are true, two
tabs, and a long column."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsers import Server, hosted, said, stored, until, verdicts, violations, visiting
from conftest import DEMO
from factories import analysis, declaration, evidence, item, link, measure, plan, score
from planlink.records.findings import Analysis
from planlink.redecide import redecide
from planlink.workspace import decisions, store

COLUMN = "/review?scheme=sdg&label=11"
LONG = 1000
SUMS = """page => [...page.querySelectorAll("[data-primary]")].map(
    one => [...one.querySelectorAll("[data-sum], [data-state]:not([hidden])")].map(part => part.textContent))"""


def city(count: int) -> Analysis:
    """So many measures of two basic goals, each with a ○ for goal 11 alone; every third with four ◎ more."""
    goals = (item(), item(id="戦略.2", label="2", numbering=("2",), title="しごとをつくる"))
    measures = tuple(
        measure(id=f"戦略.{n:04}", title=f"交通の再編その{n}", page=5, goal=f"戦略.{1 + n // 4 % 2}")
        for n in range(count)
    )
    links = [
        link(measure=one.id, level="related", chance=0.5 + n / 2 / count, evidence=(evidence("交通", 0, 2),))
        for n, one in enumerate(measures)
    ]
    links += [link(measure=one.id, label=label) for one in measures[::3] for label in ("1", "2", "3", "4")]
    scores = [score(measure=one.measure, label=one.label) for one in links]
    town = plan(items=goals, measures=measures, declared=(declaration(),), pages=20)
    return redecide(analysis(plans=(town,), links=links, scores=scores), ())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return made(tmp_path / "結果", 6)


def made(folder: Path, count: int) -> Path:
    (folder / "documents").mkdir(parents=True)
    shutil.copy(DEMO / "strategy.pdf", folder / "documents" / "戦略.pdf")
    with store.opened(folder, create=True) as db:
        store.save(db, city(count), store.Run("k"))
    return folder


def standing(out: Path) -> list[str]:
    with store.opened(out) as db:
        return [word.verdict for word in decisions.latest(db)]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def sums(page: Page) -> list[list[str]]:
    """What is seen of each basic goal: ◎, ○, the state of its row."""
    told: list[list[str]] = page.evaluate(f"({SUMS})(document)")
    return told


def server_sums(page: Page) -> list[list[str]]:
    """The same as the server gives it, before the page's own code has reckoned anything."""
    ask = "fetch(location.href).then(it => it.text()).then(it => new DOMParser().parseFromString(it, 'text/html'))"
    told: list[list[str]] = page.evaluate(f"{ask}.then({SUMS})")
    return told


def spoken(page: Page, words: str) -> None:
    until(page, f"document.getElementById('spoken').textContent.includes('{words}')")


def test_undo_takes_back_what_was_said_before_a_reload(page: Page, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    press(page, "f", "s")
    stored(page)
    page.reload()
    press(page, "d", "z", "z", "z")
    stored(page)
    assert verdicts(page) == [""] * 6
    spoken(page, "元に戻しました：「交通の再編その0」")
    assert page.evaluate("document.activeElement.id") == "l1"
    assert page.is_disabled("#undo")
    assert [one.verdict for one in said(out)] == ["primary", "rejected", "related", "open", "open", "open"]


def test_undo_tells_of_a_step_of_another_column(page: Page, server: Server, out: Path) -> None:
    page.goto(server.address + "/review?scheme=sdg&label=4")
    press(page, "s")
    stored(page)
    page.goto(server.address + COLUMN)
    press(page, "z")
    spoken(page, "元に戻しました：「交通の再編その0」（目標4")
    assert standing(out) == []


def test_undo_and_then_a_new_word_on_the_same_line_are_both_kept(page: Page, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    press(page, "f", "z", "d")
    stored(page)
    assert verdicts(page)[0] == "related"
    assert standing(out) == ["related"]


def test_what_was_taken_back_before_it_was_sent_stays_so_after_a_reload(page: Page, server: Server, out: Path) -> None:
    for address in ("**/decide", "**/undo"):
        page.route(address, lambda route: route.abort())
    page.goto(server.address + COLUMN)
    press(page, "f", "s", "z")
    until(page, "document.getElementById('saved').textContent.includes('届きません')")
    page.reload()
    for address in ("**/decide", "**/undo"):
        page.unroute(address)
    until(page, "localStorage.length === 0")
    until(page, "document.querySelector('#l2').dataset.verdict === ''")
    assert verdicts(page)[:2] == ["primary", ""]
    assert standing(out) == ["primary"]
    press(page, "z")
    stored(page)
    until(page, "document.querySelector('#l1').dataset.verdict === ''")
    assert standing(out) == []


def test_two_tabs_do_not_take_back_each_other(page: Page, server: Server, out: Path) -> None:
    other = page.context.new_page()
    page.goto(server.address + COLUMN)
    other.goto(server.address + COLUMN)
    press(page, "f")
    stored(page)
    press(other, "s")
    stored(other)
    press(page, "z")
    spoken(page, "その後に別の判断があります")
    assert verdicts(page)[0] == "rejected"
    assert standing(out) == ["rejected"]
    press(other, "z")
    stored(other)
    until(other, "document.querySelector('#l1').dataset.verdict === 'primary'")
    assert standing(out) == ["primary"]


def test_a_confirmation_by_keys_is_one_step_even_in_pieces(chromium: Browser, tmp_path: Path) -> None:
    out = made(tmp_path / "長い", LONG)
    with hosted(out) as server, visiting(chromium, server) as page:
        page.goto(server.address + COLUMN)
        press(page, "e")
        assert page.inner_text("#sure-said").startswith(f"残り{LONG}件を，案どおり確定します")
        press(page, "Escape")
        assert said(out) == []
        press(page, "e", "Enter")
        stored(page)
        assert {(one.way, one.act) for one in said(out)} == {("rest", 1)}
        assert len(said(out)) == LONG
        press(page, "z")
        until(page, "document.querySelectorAll('#lines tr[data-verdict=\"\"]').length === 1000")
        stored(page)
        assert standing(out) == []


def test_a_key_moves_on_at_once_in_a_long_column(chromium: Browser, tmp_path: Path) -> None:
    with hosted(made(tmp_path / "長い", LONG)) as server, visiting(chromium, server) as page:
        page.goto(server.address + COLUMN)
        spent = page.evaluate(
            """() => {
                const spent = [];
                for (let n = 0; n < 30; n++) {
                    const from = performance.now(), line = document.activeElement;
                    line.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyF", bubbles: true, cancelable: true }));
                    document.body.offsetHeight; // what the browser must set anew is part of it
                    spent.push(performance.now() - from);
                }
                return spent.sort((a, b) => a - b);
            }"""
        )
        assert verdicts(page)[:31] == ["primary"] * 30 + [""]
        print("ms a key:", round(spent[15], 1), "median,", round(spent[-1], 1), "at most")
        assert spent[15] < 50


def test_a_note_is_written_with_the_input_method(page: Page, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    press(page, "w")
    page.wait_for_selector("#note[open]")
    driver = page.context.new_cdp_session(page)
    driver.send("Input.imeSetComposition", {"text": "しょかん", "selectionStart": 4, "selectionEnd": 4})
    driver.send("Input.insertText", {"text": "所管課"})
    press(page, "f", "d", "s", "z", "Enter")
    page.keyboard.insert_text("協議済み")
    assert page.input_value("#note-text") == "所管課fdsz\n協議済み"
    assert said(out) == []
    press(page, "Control+Enter")
    stored(page)
    assert [(one.verdict, one.why) for one in said(out)] == [("related", "所管課fdsz 協議済み")]
    assert page.inner_text("#l1 .why") == "理由：所管課fdsz 協議済み"
    assert page.evaluate("document.activeElement.id") == "l1"
    press(page, "d")
    stored(page)
    assert [one.why for one in said(out)] == ["所管課fdsz 協議済み"] * 2
    page.reload()
    assert page.inner_text("#l1 .why") == "理由：所管課fdsz 協議済み"


def test_a_note_that_was_not_stored_outlives_a_reload(page: Page, server: Server, out: Path) -> None:
    page.goto(server.address + COLUMN)
    press(page, "v", "w")
    page.wait_for_selector("#note[open]")
    page.keyboard.insert_text("書きかけの理由")
    page.reload()
    assert page.inner_text("#l2 .note") == "書きかけ"
    assert said(out) == []
    page.click("#l2 .note")
    assert page.input_value("#note-text") == "書きかけの理由"
    page.check("#note input[value=rejected]")
    page.click("#note-save")
    stored(page)
    assert [(one.verdict, one.why) for one in said(out)] == [("rejected", "書きかけの理由")]
    assert page.inner_text("#l2 .note") == "理由"
    assert page.evaluate("localStorage.length") == 0


def test_sums_after_keys_are_those_of_the_server(page: Page, server: Server) -> None:
    page.goto(server.address + COLUMN)
    for keys in (("f",), ("s", "s"), ("a", "d", "f"), ("z",), ("e", "Enter"), ("ArrowUp", "f"), ("ArrowUp", "s")):
        press(page, *keys)
        stored(page)
        page.wait_for_timeout(50)
        assert sums(page) == server_sums(page), keys
    for _ in range(2):
        page.evaluate("document.getElementById('l1').focus()")
        press(page, *"ssssss")
    stored(page)
    assert sums(page) == server_sums(page) == [["0", "0", "本文の記述を確認"], ["0", "0", "―"]]


def test_the_second_pass_goes_by_keys_alone(page: Page, server: Server, out: Path) -> None:
    page.goto(server.address + "/second")
    seen = []
    for keys in (("q",), ("f",), ("c",), ("q",), ("c",)):
        seen.append(page.inner_text("h1 a"))
        if keys == ("f",):
            press(page, *keys)
            continue
        with page.expect_navigation():
            press(page, *keys)
    stored_now = [(one.measure[-1], one.label, one.verdict, one.way) for one in said(out)]
    assert seen == [f"交通の再編その{n}" for n in (0, 1, 1, 2, 3)]
    goals = [("0", label, "primary", "whole") for label in ("1", "2", "3", "4")]
    assert sorted(stored_now[:5], key=lambda one: int(one[1])) == [*goals, ("0", "11", "related", "whole")]
    assert stored_now[5:] == [("1", "11", "primary", "one"), ("2", "11", "related", "whole")]
    assert page.inner_text("h1 a") == "交通の再編その4"
    press(page, "x")
    page.wait_for_url("**/second?id=*0003")
    press(page, "z")
    spoken(page, "元に戻しました：「交通の再編その2」")
    press(page, "z", "z")
    spoken(page, "5件の判断を元に戻しました")
    assert standing(out) == []


def test_sums_of_the_second_pass_are_those_of_the_server(page: Page, server: Server) -> None:
    page.goto(server.address + "/second?id=戦略.0000")
    press(page, "s", "d", "a")
    stored(page)
    assert sums(page) == server_sums(page)
    assert {state for _, _, state in sums(page)} == {"追加の検討対象", "―", "一致"}


def test_the_pace_is_told_after_ten_and_not_before(page: Page, server: Server) -> None:
    page.goto(server.address + COLUMN)
    press(page, *"ffffff")
    assert "分" not in page.inner_text("#budget-said")
    page.evaluate("document.getElementById('l1').focus()")
    press(page, *"fffff")
    left, all = page.inner_text("#budget-said").split("件")[0].split("/")
    assert ("あと約1分" in page.inner_text("#budget-said")) == (left != all)


def test_the_buttons_are_large_and_all_is_in_sight(page: Page, server: Server) -> None:
    page.goto(server.address + COLUMN)
    for verdict in ("primary", "related", "rejected"):
        box = page.locator(f"#l1 [data-say={verdict}]").bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 44
    page.evaluate("document.getElementById('l6').focus()")
    page.evaluate("document.getElementById('l6').scrollIntoView()")
    for place in ("#sums", "#budget", "#undo"):
        box = page.locator(place).bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 400


@pytest.mark.parametrize("keys", [(), ("w",), ("e",)])
def test_axe_finds_nothing_in_what_opens(page: Page, server: Server, keys: tuple[str, ...]) -> None:
    page.goto(server.address + COLUMN)
    press(page, *keys)
    page.wait_for_timeout(100)
    assert violations(page) == []


def test_axe_finds_nothing_in_the_second_pass(page: Page, server: Server) -> None:
    page.goto(server.address + "/second")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
