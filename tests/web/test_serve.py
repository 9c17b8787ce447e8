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


def test_no_workspace_is_said_before_the_browser(tmp_path: Path) -> None:
    result = serve(tmp_path, "--port", "0")
    assert (result.exit_code, "作業フォルダーではありません" in result.output) == (2, True)


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
