"""Nothing of a document is markup on the page, or is calculated in what the page hands out."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from hostile import FORMULAS, MARKUP, hostile
from planlink.web.app import make_app
from planlink.web.gate import Gate, Keys
from planlink.web.names import names_of
from planlink.workspace import store
from visitors import PORT, TestClient, entered, visitor

PAYLOAD = "".join(MARKUP)
SPREADSHEET = re.compile(r"[=+\-@\t\r\n]|[＝＋－＠].")
LIVE = re.compile(r"<script>alert|<img src=x|onerror=alert\(1\)>|</td></table><!--|</title><h1>|49\{%|\"javascript:")
PAGES = (
    *("/", "/measures", "/findings", "/documents", "/search?q=交通", "/coverage", "/table", "/history"),
    *("/review?scheme=sdg&label=11", "/review?scheme=theme&label=II"),
)


def browser(out: Path, payload: str) -> TestClient:
    out.mkdir()
    with store.opened(out, create=True) as db:
        store.save(db, hostile(payload), store.Run("k", unread=(f"{payload}.pdf：読み取れません",)))
    keys = Keys(names_of("127.0.0.1"), PORT)
    return entered(visitor(make_app(out, keys, wait=0.0)), keys)


def addresses(app: Gate) -> list[str]:
    inside = app.inside
    assert isinstance(inside, Starlette)
    return [one.path for one in inside.routes if isinstance(one, Route) and "GET" in (one.methods or ())]


def test_nothing_of_a_document_is_markup_on_any_page(tmp_path: Path) -> None:
    client = browser(tmp_path / "結果", PAYLOAD)
    assert isinstance(client.app, Gate)
    plain = [path for path in addresses(client.app) if "{" not in path]
    shown = 0
    for address in dict.fromkeys((*PAGES, *plain)):
        answer = client.get(address)
        if answer.status_code == 200 and answer.headers["content-type"].startswith("text/html"):
            shown += "&lt;script&gt;alert(1)" in answer.text
            assert not LIVE.search(answer.text), address
    assert shown >= 4


@pytest.mark.parametrize("payload", FORMULAS)
def test_no_field_of_the_list_of_measures_is_calculated(tmp_path: Path, payload: str) -> None:
    answer = browser(tmp_path / "結果", payload).get("/measures?format=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    values = [value for row in rows for value in row]
    assert [value for value in values if SPREADSHEET.match(value)] == []
    assert any(value.startswith(f"'{payload}") for value in values)
