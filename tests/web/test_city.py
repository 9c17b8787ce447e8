"""What the page knows of its workspace: the list at once, the whole state when it is reckoned."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from factories import decision, town
from planlink.errors import WorkspaceError
from planlink.web import city as city_module
from planlink.web.app import make_app
from planlink.web.city import BusyError, City
from planlink.web.gate import Keys
from planlink.workspace import decisions, store
from visitors import entered, visitor


def test_while_the_state_is_reckoned_the_list_is_there_and_other_pages_ask_again(
    out: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(city_module, "PATIENCE", 0.01)
    city = City(out)
    client = entered(visitor(make_app(out, keys, city=city)), keys)
    with city._lock:
        assert "公共交通の再編" in client.get("/measures").text
        assert client.get("/measures?format=csv").status_code == 200
        for path in ("/coverage", "/findings", "/measure?id=戦略.1.ア.1"):
            reply = client.get(path)
            assert (reply.status_code, reply.headers["refresh"]) == (503, "2")
            assert "準備しています" in reply.text
            assert "content-security-policy" in reply.headers
    assert client.get("/coverage").status_code == 200


def test_after_too_long_a_wait_it_is_said(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(city_module, "PATIENCE", 0.01)
    city = City(out)
    with city._lock, pytest.raises(BusyError, match="準備しています"):
        city.now()
    assert len(city.now().index.measures) == 3


def test_the_state_is_reckoned_in_the_background(out: Path) -> None:
    city = City(out, is_ahead=True)
    city.listing()
    assert city._seen is None
    city.prepare()
    city.prepare()
    for _ in range(500):
        if city._seen is not None:
            break
        time.sleep(0.01)
    assert city._seen is not None


def test_nothing_is_reckoned_ahead_unless_asked_for(out: Path) -> None:
    city = City(out)
    city.prepare()
    assert not city._lock.locked()
    assert city._seen is None


def test_the_list_follows_decisions_and_builds(out: Path) -> None:
    city = City(out)
    assert city.listing().linked["sdg"].has("8").sum() == 0
    assert city.listing() is city.listing()
    with store.opened(out) as db:
        decisions.add(db, decision(label="8", verdict="primary"))
    assert city.listing().linked["sdg"].has("8").sum() == 1
    with store.opened(out) as db:
        store.save(db, town(), store.Run("k3"))
    assert city.listing().ids == tuple(one.id for one in town().measures)


def test_a_workspace_that_was_never_built_says_so(tmp_path: Path) -> None:
    with store.opened(tmp_path, create=True):
        pass
    for ask in (City(tmp_path).listing, City(tmp_path).now):
        with pytest.raises(WorkspaceError, match="解析がまだ終わっていません"):
            ask()
