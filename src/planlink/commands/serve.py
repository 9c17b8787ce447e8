"""planlink serve."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing
from planlink.errors import PlanlinkError, WorkspaceError

if TYPE_CHECKING:
    from planlink.web.gate import Keys
    from planlink.web.passwords import Password

EXAMPLE = """
planlink serve 結果
planlink serve 結果 --open
planlink serve 結果 --host 192.0.2.10 --port 8800
"""
PORT = 8765
SHORTEST = 8
SHARE = 0.0005
"""Seconds that a thread may keep the others waiting."""
PASSED_OVER = (".DS_Store", "desktop.ini", "Thumbs.db")
"""What an empty folder may hold, beside what browsers sent."""
VARIABLE = "PLANLINK_PASSWORD"
INSTALL_SERVE = "pip install 'planlink[serve]'，入れ方は利用の手引の はじめに「部品を加える」"


@click.command(cls=Command, example=EXAMPLE)
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--host", metavar="アドレス", default="127.0.0.1", help="待つアドレス（既定値：127.0.0.1，このＰＣだけ）。"
)
@click.option("--port", metavar="番号", type=click.IntRange(0, 65535), default=PORT, help=f"ポート（既定値：{PORT}）。")
@click.option(
    "--name", "names", metavar="名前", multiple=True, help="ほかのＰＣから開くときの名前（--host とともに）。"
)
@click.option(
    "--config",
    metavar="ファイル",
    type=Existing("設定ファイル", dir_okay=False),
    help="文書の取り込みに使う設定（planlink.toml）。なければ，前回の build の設定です。",
)
@click.option("--password", "asks", is_flag=True, help="このＰＣだけで使うときも，パスワードを求めます。")
@click.option("--open", "opens", is_flag=True, help="開始アドレスを，このＰＣのブラウザーで開きます。")
def command(
    out: Path, host: str, port: int, names: tuple[str, ...], config: Path | None, asks: bool, opens: bool
) -> None:
    """施策の一覧・確認・対応表・指摘への回答・検索を，ブラウザーで行うページを開きます。

    OUT がまだないか空のときは，文書を選んで取り込むページが開きます。
    画面に出る開始アドレスを，このＰＣのブラウザーで開いてください。終わるには Ctrl+C を押します。
    --host でほかのＰＣから開けるようにするときは，パスワード（８文字以上）を決めます。
    環境変数 PLANLINK_PASSWORD でも渡せます。
    """
    uvicorn = _uvicorn()
    from planlink.settings import Settings
    from planlink.web.app import make_app
    from planlink.web.city import City
    from planlink.web.gate import Keys
    from planlink.web.job import Job
    from planlink.web.names import is_loopback, names_of
    from planlink.web.tray import Tray
    from planlink.workspace import lock, papers
    from planlink.workspace.unfinished import unfinished

    Settings.load(config)
    city = City(out, is_ahead=True)
    if _is_workspace(out):
        city.listing()  # what is wrong with the workspace is said here, not in the browser
        if (sentence := unfinished(out)) is not None:
            click.echo(f"御注意：{out}：{sentence}", err=True)
    Tray(out).clear()
    if not lock.is_taken(out):
        papers.sweep(out)
    password = _password() if asks or not is_loopback(host) else None
    bound = _socket(host, port)
    keys = Keys(names_of(host, names), bound.getsockname()[1], password)
    sys.setswitchinterval(SHARE)  # pages are answered while the rest is read
    click.echo(_greeting(host, keys))
    if opens:
        webbrowser.open(_beginning(host, keys))  # it is answered as soon as the server runs: the port is bound
    job = Job()
    settings = uvicorn.Config(
        make_app(out, keys, city=city, job=job, config=config),
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        limit_concurrency=200,
    )
    try:
        uvicorn.Server(settings).run(sockets=[bound])
    except KeyboardInterrupt:
        pass
    finally:
        job.stop()
        bound.close()


def _is_workspace(out: Path) -> bool:
    """Whether there is a workspace to show; False where one can begin. Raises WorkspaceError where none can."""
    from planlink.workspace import lock, store
    from planlink.workspace.purge import INCOMING

    if store.is_built(out):
        return True
    if not out.exists() or (out / store.DATABASE).is_file():
        return False
    if not out.is_dir() or any(path.name not in (*PASSED_OVER, INCOMING, lock.FILE) for path in out.iterdir()):
        raise WorkspaceError(
            f"{out}：planlink の作業フォルダーではなく，ほかのものが入っています。"
            "作業フォルダーか，空のフォルダーか，新しい名前を指定してください。"
        )
    return False


def _uvicorn() -> Any:
    try:
        import argon2  # noqa: F401
        import starlette  # noqa: F401
        import uvicorn
    except ImportError as cause:
        raise PlanlinkError(
            f"ページを開く部品（starlette，uvicorn，argon2-cffi）が入っていません（{INSTALL_SERVE}）。"
        ) from cause
    return uvicorn


def _socket(host: str, port: int) -> Any:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # on Windows the same option would let two servers share a port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen()  # so that the address holds when it is told
    except OSError as cause:
        bound.close()
        raise PlanlinkError(
            f"{host} のポート {port} では待てません（{cause.strerror}）。"
            "同じページがもう開いていないか確かめるか，--port に別の番号を指定してください。"
        ) from cause
    return bound


def _password() -> Password:
    from getpass import getpass

    from planlink.web.passwords import Password

    given = os.environ.get(VARIABLE)
    if given is None:
        if not sys.stdin.isatty():
            raise PlanlinkError(f"パスワードを尋ねられません。環境変数 {VARIABLE} で渡してください。")
        given = getpass("パスワード（８文字以上）：")
        if getpass("もう一度：") != given:
            raise PlanlinkError("２回のパスワードが違います。もう一度行ってください。")
    if len(given) < SHORTEST:
        raise PlanlinkError(f"パスワードは{SHORTEST}文字以上にしてください。")
    return Password.of(given)


def _beginning(host: str, keys: Keys) -> str:
    """The address to begin with: where no password is asked for, it holds the token that lets one in."""
    from planlink.web.names import address_of

    page = f"http://{address_of(host)}:{keys.port}/"
    return page if keys.password else f"{page}start?token={keys.start}"


def _greeting(host: str, keys: Keys) -> str:
    address = _beginning(host, keys)
    if keys.password is None:
        return f"開始アドレス：{address}\n終わるには Ctrl+C を押してください。"
    return (
        f"アドレス：{address}\n開ける名前：{'，'.join(sorted(keys.names))}\n"
        "通信は暗号化されません。庁内の信頼できるネットワークでだけ使ってください。\n"
        "終わるには Ctrl+C を押してください。"
    )
