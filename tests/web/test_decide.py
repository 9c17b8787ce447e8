"""What is said on the page is stored: each word once, in order, and nothing else."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from factories import analysis, measure, plan
from planlink.links.decided import text_of
from planlink.records.links import Decision
from planlink.web.gate import Gate, Keys
from planlink.workspace import answers, decisions, store
from visitors import OURS, TestClient, csrf_of, entered, visitor

FIRST = "戦略.1.ア.1"


def word(verdict: str = "primary", measure: str = FIRST, scheme: str = "sdg", label: str = "11") -> dict[str, str]:
    return {"measure": measure, "scheme": scheme, "label": label, "verdict": verdict}


def said(out: Path) -> list[tuple[str, str, str]]:
    return [(one.measure, one.label, one.verdict) for one in every(out)]


def every(out: Path) -> tuple[Decision, ...]:
    with store.opened(out) as db:
        return decisions.every(db)


def send(client: TestClient, words: Any, number: str = "number-1", way: str = "one", csrf: str = "") -> httpx.Response:
    body = json.dumps({"number": number, "way": way, "words": words})
    headers = {**OURS, "X-CSRF-Token": csrf or csrf_of(client), "Content-Type": "application/json"}
    answer: httpx.Response = client.post("/decide", content=body, headers=headers)
    return answer


def test_a_word_is_stored_with_who_when_and_the_text(client: TestClient, out: Path) -> None:
    client.post("/name", data={"csrf": csrf_of(client), "who": "企画課　港 みなと"}, headers=OURS)
    assert send(client, [word("related")]).json() == {"stored": 1}
    (one,) = every(out)
    assert (one.verdict, one.who) == ("related", "企画課 港 みなと")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", one.when)
    with store.opened(out) as db:
        measure = store.load_analysis(db).plans[0].measures[0]
    assert one.text == text_of(measure)


def test_the_page_shows_it_at_once(client: TestClient) -> None:
    send(client, [word("related")])
    page = client.get("/review?scheme=sdg&label=11").text
    assert 'data-say="related" aria-pressed="true"' in page
    assert 'data-verdict="related"' in page
    assert re.search(r'data-sum="primary">0<.*data-sum="related">1<', page)
    assert client.get("/measures?sdg=11&format=csv").text.count("\n") == 2
    send(client, [word("rejected")], "number-2")
    assert client.get("/measures?sdg=11&format=csv").text.count("\n") == 1


def test_the_sdg_table_follows(client: TestClient) -> None:
    mapped, matrix = client.get("/table").text.split("<h2>施策×ゴール</h2>")
    assert re.search(r"目標11 .*?公共交通の再編</a></li></ul></td><td><ul><li>―", mapped)
    assert matrix.count("◎") == 2 + 1  # of the marks and the note
    send(client, [word("related"), word("primary", label="14")])
    mapped, matrix = client.get("/table").text.split("<h2>施策×ゴール</h2>")
    assert re.search(r"目標11 .*?<td><ul><li>―</li></ul></td><td><ul><li>.*?公共交通の再編</a>", mapped)
    assert matrix.count("◎") == 2 + 1
    assert matrix.count("○") == 2 + 1


def test_a_word_that_is_put_off_leaves_the_proposal(client: TestClient) -> None:
    send(client, [word("hold")])
    page = client.get("/review?scheme=sdg&label=11").text
    assert 'data-proposal="primary" data-verdict="hold"' in page
    assert 'data-sum="primary">1<' in page


def test_what_comes_twice_is_stored_once(client: TestClient, out: Path) -> None:
    assert send(client, [word(), word("rejected", label="3")], "number-7").json() == {"stored": 2}
    assert send(client, [word(), word("rejected", label="3")], "number-7").json() == {"stored": 2}
    assert len(every(out)) == 2


@pytest.mark.parametrize(
    "words",
    [
        [],
        {},
        "x",
        None,
        ["x"],
        [{}],
        [word("best")],
        [word("open")],
        [word(measure="無い")],
        [word(label="18")],
        [word(label="4.1", scheme="sdg-target")],
        [word("primary", scheme="viewpoint", label="DX")],
        [word("linked")],
        [word(scheme="theme", label="IX")],
        [{**word(), "label": 11}],
        [{**word(), "measure": ["x"]}],
        [word(), word("best")],
        [word()] * 2001,
        [{**word(), "why": 3}],
        [{**word(), "why": "長" * 2001}],
        [{**word(), "why": "\ud800"}],
    ],
)
def test_what_is_not_known_is_refused_whole(client: TestClient, out: Path, words: Any) -> None:
    assert send(client, words).status_code == 400
    assert every(out) == ()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"1", b"\xff", b"[" * 100_000, b'{"number": 1}', b"null"])
def test_what_is_no_request_is_refused(client: TestClient, out: Path, body: bytes) -> None:
    headers = {**OURS, "X-CSRF-Token": csrf_of(client), "Content-Type": "application/json"}
    answer = client.post("/decide", content=body, headers=headers)
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}
    assert every(out) == ()


def test_two_browsers_see_each_other(app: Gate, keys: Keys, out: Path) -> None:
    one, other = entered(visitor(app), keys), entered(visitor(app), keys)
    send(one, [word("related")], "number-1")
    assert 'data-verdict="related"' in other.get("/review?scheme=sdg&label=11").text
    send(other, [word("rejected")], "number-2")
    assert 'data-verdict="rejected"' in one.get("/review?scheme=sdg&label=11").text
    assert said(out) == [(FIRST, "11", "related"), (FIRST, "11", "rejected")]


def test_many_at_once_are_all_stored(app: Gate, keys: Keys, out: Path) -> None:
    clients = [entered(visitor(app), keys) for _ in range(4)]
    tokens = [csrf_of(client) for client in clients]
    goals = [str(goal) for goal in range(1, 18)]

    def write(at: int) -> list[int]:
        return [
            send(clients[at], [word("related", label=goal)], f"number-{at}-{goal}", csrf=tokens[at]).status_code
            for goal in goals
        ]

    with ThreadPoolExecutor(4) as pool:
        assert {status for row in pool.map(write, range(4)) for status in row} == {200}
    assert sorted(label for _, label, _ in said(out)) == sorted(goals * 4)


def test_a_build_in_between_is_seen(client: TestClient, out: Path) -> None:
    send(client, [word("rejected")])
    with store.opened(out) as db:
        analysis = store.load_analysis(db)
        store.save(db, analysis, store.Run("k3", finished="later"))
    assert 'data-verdict="rejected"' in client.get("/review?scheme=sdg&label=11").text


def test_an_answer_is_stored_and_shown(client: TestClient, out: Path) -> None:
    page = client.get("/findings?severity=error").text
    finding = re.search(r'name="finding" value="([^"]+)"', page)
    assert finding
    form = {
        "csrf": csrf_of(client),
        "finding": finding[1],
        "verdict": "keep",
        "department": "企画課",
        "reason": "<i>国の指標</i>に合わせたため",
        "back": "/findings?severity=error",
        "at": "1",
    }
    answer = client.post("/answer", data=form, headers=OURS)
    where = f"/findings?severity=error&{urlencode({'saved': finding[1], 'at': 1})}#saved"
    assert (answer.status_code, answer.headers["location"]) == (303, where)
    with store.opened(out) as db:
        kept = answers.latest(db)[finding[1]]
    assert (kept.verdict, kept.department, kept.when) == ("keep", "企画課", date.today().isoformat())
    shown = client.get("/findings?state=done").text
    assert "&lt;i&gt;国の指標&lt;/i&gt;に合わせたため" in shown
    assert "<i>" not in shown
    assert "理由を付して現行どおり" in client.get("/history").text


@pytest.mark.parametrize(
    "change", [{"verdict": "maybe"}, {"finding": "無い"}, {"reason": "長" * 2001}, {"verdict": ""}]
)
def test_an_answer_to_nothing_is_refused(client: TestClient, out: Path, change: dict[str, str]) -> None:
    form = {"csrf": csrf_of(client), "finding": "kpi-year.1", "verdict": "fix"} | change
    assert client.post("/answer", data=form, headers=OURS).status_code == 400
    with store.opened(out) as db:
        assert answers.latest(db) == {}


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", "x", "", "/a\r\nX: y"])
def test_the_way_back_stays_here(client: TestClient, back: str) -> None:
    form = {"csrf": csrf_of(client), "finding": "kpi-year.1", "verdict": "fix", "back": back}
    assert client.post("/answer", data=form, headers=OURS).headers["location"].startswith("/findings?saved=")


def test_after_a_build_only_what_is_there_is_spoken_of(client: TestClient, out: Path) -> None:
    send(client, [word()])
    with store.opened(out) as db:
        store.save(db, analysis(plans=(plan(measures=(measure(id="戦略.新"),)),)), store.Run("k4"))
    assert send(client, [word()], "number-2").status_code == 400
    assert send(client, [word(measure="戦略.新")], "number-3").status_code == 200
    assert [one.measure for one in every(out)] == [FIRST, "戦略.新"]
    assert client.get("/history").status_code == 200
