"""A page over a small workspace, and browsers that have come in by the start address: one of the test's own that knows
no JavaScript (`client`), and Chromium (`page`). A file that needs another workspace has its own `out`."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from browsers import CHROMIUM, SCREEN, Server, Shoot, browsing, hosted, visiting
from factories import town
from planlink.web.app import make_app
from planlink.web.gate import Gate, Keys
from planlink.web.names import names_of
from planlink.workspace import store
from visitors import PORT, TestClient, entered, visitor

COLORS = 64


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", metavar="FOLDER", help="take the pictures of the guide, into this folder")


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


@pytest.fixture
def server(out: Path) -> Iterator[Server]:
    with hosted(out) as here:
        yield here


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with browsing() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser, server: Server) -> Iterator[Page]:
    with visiting(chromium, server) as inside:
        yield inside


@pytest.fixture
def shoot(request: pytest.FixtureRequest) -> Shoot:
    """Takes a picture, where pictures are asked for."""
    folder: str | None = request.config.getoption("--pictures")

    def shot(page: Page, name: str) -> None:
        taken = Image.open(BytesIO(page.screenshot()))
        assert taken.size == (SCREEN["width"], SCREEN["height"])
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            few = taken.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
            few.save(Path(folder) / f"{name}.png", optimize=True)

    return shot
