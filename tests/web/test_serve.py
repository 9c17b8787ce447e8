"""planlink serve: what it asks for, and what it says where it cannot begin."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from planlink.cli import main
from planlink.web.gate import Gate
from planlink.workspace import store


class Silent:
    """In place of the server: keeps what it was given and ends at once."""

    settings: Any = None

    def __init__(self, settings: Any) -> None:
        Silent.settings = settings

    def run(self, sockets: list[socket.socket]) -> None:
        assert len(sockets) == 1


@pytest.fixture(autouse=True)
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uvicorn.Server", Silent)
    monkeypatch.delenv("PLANLINK_PASSWORD", raising=False)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def serve(*args: object, **env: str) -> Result:
    return CliRunner().invoke(main, ["serve", *(str(arg) for arg in args)], env=env)


def gate() -> Gate:
    found = Silent.settings.app
    assert isinstance(found, Gate)
    return found


def test_it_tells_the_start_address(out: Path) -> None:
    result = serve(out, "--port", "0")
    assert result.exit_code == 0, result.output
    keys = gate().keys
    assert f"http://127.0.0.1:{keys.port}/start?token={keys.start}" in result.output
    assert keys.password is None


def test_another_address_needs_a_password(out: Path) -> None:
    result = serve(out, "--host", "0.0.0.0", "--port", "0")
    assert result.exit_code == 2
    assert "PLANLINK_PASSWORD" in result.output
    short = serve(out, "--host", "0.0.0.0", "--port", "0", PLANLINK_PASSWORD="1234567")
    assert (short.exit_code, "8文字以上" in short.output) == (2, True)
    empty = serve(out, "--host", "0.0.0.0", "--port", "0", PLANLINK_PASSWORD="")
    assert empty.exit_code == 2


def test_with_a_password_no_token_is_told(out: Path) -> None:
    result = serve(out, "--host", "0.0.0.0", "--port", "0", "--name", "Kikaku-PC", PLANLINK_PASSWORD="みなと野-2025")
    assert result.exit_code == 0, result.output
    assert "token" not in result.output
    assert "みなと野-2025" not in result.output
    assert "暗号化されません" in result.output
    assert "//0.0.0.0" not in result.output  # which no browser could open
    keys = gate().keys
    assert "kikaku-pc" in keys.names
    assert keys.password is not None
    assert keys.password.matches("みなと野-2025")
    assert serve(out, "--port", "0", "--password", PLANLINK_PASSWORD="みなと野-2025").exit_code == 0
    assert gate().keys.password is not None


def test_a_port_that_is_taken_is_said(out: Path, taken: int) -> None:
    result = serve(out, "--port", taken)
    assert (result.exit_code, f"ポート {taken} では待てません" in result.output) == (2, True)


def test_a_folder_with_other_things_is_said_before_the_browser(tmp_path: Path) -> None:
    (tmp_path / "写真.jpg").write_bytes(b"x")
    for place in (tmp_path, tmp_path / "写真.jpg"):
        result = serve(place, "--port", "0")
        assert (result.exit_code, "ほかのものが入っています" in result.output) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["写真.jpg"]


def test_a_broken_workspace_is_said_before_the_browser(out: Path) -> None:
    (out / "planlink.db").write_bytes(b"no database at all, " * 100)
    result = serve(out, "--port", "0")
    assert (result.exit_code, "データベースが壊れています" in result.output) == (2, True)


def test_a_new_place_an_empty_one_and_one_where_nothing_ended_are_served(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "空" / "Thumbs.db").write_bytes(b"x")
    (tmp_path / "途中").mkdir()
    with store.opened(tmp_path / "途中", create=True):
        pass
    for name in ("新しい", "空", "途中"):
        result = serve(tmp_path / name, "--port", "0")
        assert (result.exit_code, "開始アドレス" in result.output) == (0, True), result.output
    assert not (tmp_path / "新しい").exists()


def test_what_a_killed_server_left_goes(out: Path) -> None:
    left = out / ".incoming" / "1.part"
    left.mkdir(parents=True)
    (left / "計画.pdf").write_bytes(b"%PDF")
    half = out / "reports" / ".planlink-x"
    half.mkdir(parents=True)
    (half.parent / "report.html").write_text("", encoding="utf-8")
    assert serve(out, "--port", "0").exit_code == 0
    assert not (out / ".incoming").exists()
    assert [path.name for path in half.parent.iterdir()] == ["report.html"]


def test_settings_that_are_wrong_are_said_before_the_browser(out: Path, tmp_path: Path) -> None:
    config = tmp_path / "planlink.toml"
    config.write_text("model = 'huge'", encoding="utf-8")
    result = serve(out, "--port", "0", "--config", config)
    assert (result.exit_code, "huge" in result.output) == (2, True)


def test_without_the_extra_it_says_how_to_install_it(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = serve(out)
    assert result.exit_code == 2
    assert "planlink[serve]" in result.output
    assert serve("--help").exit_code == 0


def test_other_commands_do_not_load_the_page() -> None:
    ask = (
        "import sys; from click.testing import CliRunner; from planlink.cli import main; "
        "CliRunner().invoke(main, ['--help']); CliRunner().invoke(main, ['serve', '--help']); "
        "print([name for name in ('starlette', 'uvicorn', 'jinja2', 'anyio') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def test_it_opens_the_start_address_where_it_is_asked_to(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert serve(out, "--port", "0").exit_code == 0
    assert opened == []
    assert serve(out, "--port", "0", "--open").exit_code == 0
    keys = gate().keys
    assert opened == [f"http://127.0.0.1:{keys.port}/start?token={keys.start}"]
    assert serve(out, "--port", "0", "--open", "--password", PLANLINK_PASSWORD="みなと野-2025").exit_code == 0
    assert opened[1] == f"http://127.0.0.1:{gate().keys.port}/"
