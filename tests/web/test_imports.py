"""Documents by the page: what is taken in, what is refused, and that nothing is lost when documents change."""

from __future__ import annotations

import json
import re
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from planlink.links.decided import text_of
from planlink.outputs.reports import PAPERS
from planlink.records.links import Decision
from planlink.web import tray
from planlink.web.app import make_app
from planlink.web.gate import Keys
from planlink.web.job import Job
from planlink.web.words import say
from planlink.workspace import decisions, store
from visitors import OURS, TestClient, entered, visitor

PLAN = """# 第３期 総合戦略

## 基本目標１ 誰もが安心して移動できるまちをつくる

### ⑴ 公共交通

#### 具体的な施策

ア 公共交通の再編

乗合タクシーを増便し，高齢者の通院と買い物を支えます。

イ 自転車の利用の促進

自転車の通る道を整え，環境に優しい移動を増やします。
"""
OTHER = PLAN.replace("総合戦略", "ビジョン").replace("公共交通の再編", "空き家の活用")
WAITING = 'import time; print(\'{"doing": "計画.md"}\', flush=True); time.sleep(60)'


class Page:
    """A browser at the import of one folder."""

    def __init__(self, client: TestClient, out: Path, job: Job) -> None:
        self.client, self.out, self.job = client, out, job

    @property
    def csrf(self) -> str:
        found = re.search(r'<meta name="csrf" content="([^"]+)">', self.text("/import/progress"))
        assert found
        return found[1]

    def text(self, path: str) -> str:
        return str(self.client.get(path, follow_redirects=True).text)

    def send(self, name: str, content: bytes | Iterator[bytes], **headers: str) -> tuple[int, str]:
        answer = self.client.post(
            "/import/file",
            params={"name": name},
            content=content,
            headers={**OURS, "X-CSRF-Token": self.csrf, **headers},
        )
        told = answer.json()
        return answer.status_code, told.get("name") or told["error"]

    def post(self, path: str, **form: object) -> tuple[int, str]:
        answer = self.client.post(path, data={"csrf": self.csrf, **form}, headers=OURS)
        return answer.status_code, answer.headers.get("location", "") or answer.text

    def waiting(self) -> list[str]:
        return sorted(path.name for path in (self.out / tray.FOLDER).glob("*"))

    def ended(self, seconds: float = 240.0) -> str:
        ends = time.monotonic() + seconds
        while self.client.get("/import/state").json()["runs"]:
            assert time.monotonic() < ends
            time.sleep(0.1)
        return self.job.state.outcome


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "結果"


def opened(folder: Path, keys: Keys, script: str | None = None) -> Page:
    job = Job() if script is None else Job(command=lambda arguments: [sys.executable, "-c", script, *arguments])
    client = entered(visitor(make_app(folder, keys, wait=0.0, job=job)), keys)
    return Page(client, folder, job)


@pytest.fixture
def page(folder: Path, keys: Keys) -> Iterator[Page]:
    made = opened(folder, keys)
    yield made
    made.job.stop()


@pytest.fixture
def busy(folder: Path, keys: Keys) -> Iterator[Page]:
    """A page while something is being read."""
    made = opened(folder, keys, WAITING)
    made.send("計画.md", PLAN.encode())
    assert made.post("/import/start") == (303, "/import/progress")
    yield made
    made.job.stop()


@pytest.mark.parametrize(
    "path", ["/", "/measures", "/review", "/findings", "/search?q=交通", "/documents", "/paper?name=x"]
)
def test_without_a_workspace_every_page_leads_to_the_import(page: Page, path: str) -> None:
    answer = page.client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/import")
    shown = page.client.get("/import")
    assert shown.status_code == 200
    assert 'href="/measures"' not in shown.text
    assert "まだ選ばれていません" in shown.text
    assert not page.out.exists()


def test_a_file_waits_and_can_be_taken_out(page: Page) -> None:
    assert page.send("計画.md", PLAN.encode()) == (200, "計画.md")
    assert "計画.md" in page.text("/import")
    assert "Markdown" in page.text("/import")
    assert page.post("/import/remove", name="計画.md") == (303, "/import")
    assert page.waiting() == []
    assert "まだ選ばれていません" in page.text("/import")


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\計画.md", "計画.md"),
        ("CON.md", "_CON.md"),
        ("🌊.md", "🌊.md"),
        (unicodedata.normalize("NFD", "ビジョン.md"), "ビジョン.md"),
        ("<img src=x onerror=alert(1)>.md", "_img src=x onerror=alert(1)_.md"),
    ],
)
def test_a_name_is_no_path_and_no_markup(page: Page, told: str, name: str) -> None:
    before = {path for path in page.out.parent.rglob("*") if path.is_file()}
    assert page.send(told, PLAN.encode()) == (200, name)
    assert page.waiting() == [name]
    assert {path for path in page.out.parent.rglob("*") if path.is_file()} - before == {page.out / tray.FOLDER / name}
    assert "<img" not in page.text("/import")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("計画.exe", b"MZ", "読めない種類"),
        ("planlink.toml", b"model = 'core'", "読めない種類"),
        ("計画.pdf", b"MZ\x90\x00", "PDFではありません"),
        ("計画.docx", b"PK\x03\x04", ""),
        ("計画.txt", b"PK\x03\x04\x14\x00", "読めない種類"),
        ("計画.txt", b"a\x00\x00b", "文字のファイルではありません"),
        ("計画.md", b"", "中身が空です"),
    ],
)
def test_what_is_no_document_is_refused(page: Page, name: str, content: bytes, sentence: str) -> None:
    status, told = page.send(name, content)
    assert (status, sentence in told) == ((409, True) if sentence else (200, True))
    assert page.waiting() == ([name] if status == 200 else [])


def test_two_of_one_name(page: Page) -> None:
    assert page.send("計画.md", PLAN.encode())[0] == 200
    assert page.send("計画.md", PLAN.encode()) == (200, "計画.md")
    status, told = page.send("計画.txt", OTHER.encode())
    assert (status, "同じ名前の文書「計画.md」" in told) == (409, True)
    assert page.waiting() == ["計画.md"]
    assert (page.out / tray.FOLDER / "計画.md").read_text(encoding="utf-8") == PLAN


def test_too_large_too_much_too_many(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tray, "MOST_OF_ONE", 5000)
    monkeypatch.setattr(tray, "MOST_OF_ALL", 8000)
    monkeypatch.setattr(tray, "MOST_FILES", 3)
    assert page.send("a.md", b"a" * 5000)[0] == 200
    assert "大きすぎます" in page.send("b.md", (b"b" * 1000 for _ in range(6)))[1]
    assert "合わせて" in page.send("c.md", b"c" * 4000)[1]
    assert page.send("d.md", b"d")[0] == page.send("e.md", b"e")[0] == 200
    assert "3件まで" in page.send("f.md", b"f")[1]
    assert page.waiting() == ["a.md", "d.md", "e.md"]
    page.post("/import/remove", name="a.md")
    assert page.send("c.md", b"c" * 4000)[0] == 200


def test_a_file_is_larger_than_other_bodies(page: Page) -> None:
    assert page.send("計画.txt", b"a" * 3_000_000) == (200, "計画.txt")


@pytest.mark.parametrize("token", ["", "x"])
def test_without_the_token_nothing_is_taken(page: Page, token: str) -> None:
    assert page.send("計画.md", PLAN.encode(), **{"X-CSRF-Token": token}) == (403, say("csrf"))
    for path in ("/import/start", "/import/remove", "/import/stop", "/import/papers"):
        assert page.client.post(path, data={"csrf": token}, headers=OURS).status_code == 403
    assert not page.out.exists()


def test_another_page_or_nobody_sends_nothing(page: Page) -> None:
    token = {"X-CSRF-Token": page.csrf}
    for headers in ({}, {"Origin": "http://evil.example"}, {**OURS, "Sec-Fetch-Site": "cross-site"}):
        for path in ("/import/file?name=a.md", "/import/start"):
            assert page.client.post(path, content=b"a", headers={**token, **headers}).status_code == 403
    page.client.cookies.clear()
    assert page.client.post("/import/file?name=a.md", content=b"a", headers={**OURS, **token}).status_code == 401
    assert not page.out.exists()


def test_nothing_to_read_is_said(page: Page) -> None:
    status, told = page.post("/import/start")
    assert (status, "読み取る文書がありません" in told) == (409, True)
    page.send("計画.md", PLAN.encode())
    status, told = page.post("/import/start", as_of="きのう")
    assert (status, "日付" in told) == (409, True)


def test_one_thing_at_a_time(busy: Page) -> None:
    assert busy.client.get("/import").headers["location"] == "/import/progress"
    shown = busy.text("/import/progress")
    assert "中止" in shown
    assert 'http-equiv="refresh"' in shown  # for browsers without scripts
    for path in ("/import/start", "/import/papers", "/import/remove"):
        status, told = busy.post(path, name="計画.md")
        assert (status, say("working") in told) == (409, True)
    assert busy.send("別.md", PLAN.encode()) == (409, say("working"))
    assert busy.waiting() == ["計画.md"]


def test_stopped_it_can_begin_again(busy: Page) -> None:
    assert busy.post("/import/stop") == (303, "/import/progress")
    assert busy.ended() == "stopped"
    assert say("stopped") in busy.text("/import/progress")
    assert busy.waiting() == ["計画.md"]
    assert busy.post("/import/start") == (303, "/import/progress")


def test_what_came_from_the_process_stays_text(folder: Path, keys: Keys) -> None:
    page = opened(folder, keys, "import sys; sys.exit('エラー：<b>計画</b>：開けません')")
    page.send("計画.md", PLAN.encode())
    page.post("/import/start")
    assert page.ended() == "failed"
    assert "&lt;b&gt;計画&lt;/b&gt;：開けません" in page.text("/import/progress")


def test_a_stopped_build_leaves_the_workspace_as_it_was(out: Path, keys: Keys) -> None:
    page = opened(out, keys, WAITING)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    page.send("計画.md", PLAN.encode())
    page.post("/import/start")
    assert "公共交通の再編" in page.text("/measures")
    page.post("/import/stop")
    page.ended()
    page.post("/import/remove", name="計画.md")
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_documents_come_go_and_are_replaced_and_decisions_stay(page: Page) -> None:
    """One long way with the real reader, since each step costs seconds."""
    page.send("総合戦略.md", PLAN.encode())
    page.send("壊れた.pdf", b"%PDF-1.4\nnothing")
    page.post("/import/start", as_of="2025-11-21")
    assert page.ended() == "done"
    assert page.job.state.step == page.job.state.steps == 4  # two documents, and what follows
    assert page.client.get("/import/progress").headers["location"] == "/documents?ended=build"
    shown = page.text("/import/progress")
    assert "取り込みが終わりました" in shown
    assert "壊れた.pdf：" in shown  # what could not be read
    assert "帳票には，これまでの判断と回答がすべて入っています" in shown
    assert page.waiting() == []
    for name in PAPERS:
        assert page.client.get("/paper", params={"name": name}).status_code == 200

    with store.opened(page.out) as db:
        measure = store.load_analysis(db).measures[0]
        decisions.add(
            db, Decision(measure.id, "sdg", "13", "primary", text_of(measure), "企画課", "2025-11-22T10:00:00+09:00")
        )
    assert "最後の判断より前のものです" in page.text("/documents")
    page.post("/import/papers")
    assert page.ended() == "done"
    assert page.client.get("/import/progress").headers["location"] == "/documents?ended=papers"
    assert "最後の判断より前のものです" not in page.text("/documents")

    assert page.send("総合戦略.md", (PLAN + "\nウ 駅前広場の整備\n\n駅前に広場をつくります。\n").encode())[0] == 200
    assert page.send("ビジョン.md", OTHER.encode())[0] == 200
    shown = page.text("/import")
    assert "今の「総合戦略.md」と差し替え" in shown
    assert 'value="2025-11-21"' in shown
    page.post("/import/start", keep=["総合戦略"])
    assert page.ended() == "done"
    with store.opened(page.out) as db:
        now, run = store.load_analysis(db), store.load_run(db)
        assert len(decisions.every(db)) == 1
    assert [plan.file for plan in now.plans] == ["総合戦略.md", "ビジョン.md"]
    assert run is not None
    assert run.as_of is None
    assert "駅前広場の整備" in page.text("/measures")
    decided = next(link for link in now.links if link.pair == (measure.id, "sdg", "13"))
    assert (decided.status, decided.level) == ("confirmed", "primary")

    page.send("ビジョン.pdf", b"%PDF-1.4\nnothing")
    page.post("/import/start", keep=["総合戦略"])
    assert page.ended() == "failed"
    assert "差し替える文書を読み取れないので，結果は前のままです" in page.text("/import/progress")
    assert page.waiting() == ["ビジョン.pdf"]
    assert (page.out / "documents" / "ビジョン.md").is_file()
    page.post("/import/remove", name="ビジョン.pdf")

    page.post("/import/start", keep=["ビジョン"])
    assert page.ended() == "done"
    assert [path.name for path in (page.out / "documents").iterdir()] == ["ビジョン.md"]
    (told,) = json.loads((page.out / "run.json").read_text(encoding="utf-8"))["documents"]
    assert (told["file"], told["state"]) == ("ビジョン.md", "kept")  # it was not read again
    with store.opened(page.out) as db:
        assert len(decisions.every(db)) == 1


def test_settings_go_on_or_are_named(out: Path, keys: Keys, tmp_path: Path) -> None:
    asked: list[list[str]] = []

    def told(arguments: object) -> list[str]:
        asked.append(list(arguments))  # type: ignore[call-overload]
        return [sys.executable, "-c", ""]

    config = tmp_path / "planlink.toml"
    config.write_text('roles = {"計画" = "vision"}', encoding="utf-8")
    for given in (None, config):
        job = Job(command=told)
        page = Page(entered(visitor(make_app(out, keys, job=job, config=given)), keys), out, job)
        page.send("計画.md", PLAN.encode())
        assert ("<td>ビジョン</td>" in page.text("/import")) == (given is not None)
        page.post("/import/start")
        page.ended()
    assert "--as-before" in asked[0]
    assert asked[1][asked[1].index("--config") + 1] == str(config)
    assert "--as-before" not in asked[1]
