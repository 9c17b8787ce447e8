"""Views under a name: kept in the workspace, opened, given up; names are text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factories import town
from planlink.workspace import store, views
from planlink.workspace.views import View
from visitors import OURS, TestClient, csrf_of


def send(client: TestClient, **form: str) -> int:
    return int(client.post("/views", data={"csrf": csrf_of(client), **form}, headers=OURS).status_code)


def kept(out: Path) -> tuple[View, ...]:
    with store.opened(out) as db:
        return views.every(db)


def test_a_view_is_kept_under_its_name_and_opened_again(client: TestClient, out: Path) -> None:
    sent = {
        "csrf": csrf_of(client),
        "do": "keep",
        "name": " 交通　政策 ",
        "view": "document=戦略&sdg=3&format=csv&page=2",
    }
    reply = client.post("/views", data=sent, headers=OURS)
    assert reply.status_code == 303
    assert kept(out) == (View("交通 政策", {"document": "戦略", "sdg": "3"}),)
    page = client.get(reply.headers["location"]).text
    found = re.search(r'<li class="chosen"><a href="([^"]+)" aria-current="true">交通 政策</a>', page)
    assert found
    assert "2件" in client.get(found[1].replace("&amp;", "&")).text
    assert 'class="chosen"><a href="/measures?document' not in client.get("/measures").text


def test_a_second_view_of_a_name_takes_the_place_of_the_first(client: TestClient, out: Path) -> None:
    for sdg in ("3", "11"):
        assert send(client, do="keep", name="一つ", view=f"sdg={sdg}") == 303
    assert kept(out) == (View("一つ", {"sdg": "11"}),)
    assert send(client, do="delete", name="無い") == 303
    assert send(client, do="delete", name="一つ", view="sdg=11") == 303
    assert kept(out) == ()


@pytest.mark.parametrize("name", ["", "  ", "あ" * 41, "a\x00b", "a\u202eb"])
def test_a_name_that_is_none_or_too_long_is_refused(client: TestClient, out: Path, name: str) -> None:
    assert send(client, do="keep", name=name, view="sdg=3") == 400
    assert kept(out) == ()


def test_names_and_values_stay_text(client: TestClient) -> None:
    bad = '"><script>x</script>'
    assert send(client, do="keep", name=bad, view=f"document={bad}&department={bad}") == 303
    assert "<script>x" not in client.get("/measures").text
    assert "&lt;script&gt;x" in client.get("/measures").text


def test_another_page_may_not_keep_one(client: TestClient, out: Path) -> None:
    sent = {"csrf": "wrong", "do": "keep", "name": "x"}
    assert client.post("/views", data=sent, headers=OURS).status_code == 403
    assert send(client, do="nothing", name="x") == 400
    assert kept(out) == ()


def test_views_outlive_a_build_and_are_not_without_number(out: Path, client: TestClient) -> None:
    with store.opened(out) as db:
        assert all(views.keep(db, View(f"表示{n}", {"sdg": "3"})) for n in range(views.MOST))
        store.save(db, town(), store.Run("k2"))
        assert len(views.every(db)) == views.MOST
        assert views.keep(db, View("表示3", {}))
    assert send(client, do="keep", name="もう一つ") == 409
    assert len(kept(out)) == views.MOST
