"""A page over a small workspace, and a browser that has come in by the start address."""

from __future__ import annotations

from pathlib import Path

import pytest

from factories import town
from planlink.web.app import make_app
from planlink.web.gate import Gate, Keys
from planlink.web.names import names_of
from planlink.workspace import store
from visitors import PORT, TestClient, entered, visitor


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "結果"
    folder.mkdir()
    with store.opened(folder, create=True) as db:
        store.save(db, town(), store.Run("k", unread=("壊れた.pdf：読み取れません",)))
    return folder


@pytest.fixture
def keys() -> Keys:
    return Keys(names_of("127.0.0.1"), PORT)


@pytest.fixture
def app(out: Path, keys: Keys) -> Gate:
    return make_app(out, keys, wait=0.0)


@pytest.fixture
def outsider(app: Gate) -> TestClient:
    return visitor(app)


@pytest.fixture
def client(outsider: TestClient, keys: Keys) -> TestClient:
    return entered(outsider, keys)
