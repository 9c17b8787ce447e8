"""planlink outline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing, Positive

if TYPE_CHECKING:
    from planlink.outputs.listing import Listing

SOME_UNREAD = 1

EXAMPLE = """
planlink outline 総合戦略.pdf
planlink outline 総合戦略.pdf --depth 3 --config planlink.toml
"""


@click.command(cls=Command, example=EXAMPLE)
@click.argument("document", metavar="文書", type=Existing("文書", dir_okay=False))
@click.option("--depth", metavar="段", type=Positive(), help="この段までを表示します（既定値：全部）。")
@click.option("--json", "as_json", is_flag=True, help="同じ内容を，１つの JSON で表示します。")
@click.option(
    "--config", metavar="ファイル", type=Existing("設定ファイル", dir_okay=False), help="設定（planlink.toml）。"
)
@click.pass_context
def command(ctx: click.Context, document: Path, depth: int | None, as_json: bool, config: Path | None) -> None:
    """文書の見出しの構成と，どれを基本目標・施策群・施策としたかを表示し，終わりに，どの段をなぜ施策としたかと，
    変えるときの設定の書き方を示します。何も書き出しません。

    １行は，頁（ファイルの先頭から数えた番号），種類，番号と題（深さの分だけ右）の順です。

    終了の値：0 読み取れた，1 読み取れない文書か頁があった，2 使い方の誤り。
    """
    from planlink.commands.screen import warn_of_strays
    from planlink.outputs.listing import cut, listing
    from planlink.settings import Settings

    settings = Settings.load(config)
    whole = listing(document, settings)
    if whole.document not in {**settings.measures, **settings.roles}:  # one file may set several documents
        warn_of_strays(settings, (whole.document,))
    found = cut(whole, depth) if depth else whole
    if as_json:
        _say(found)
    else:
        _show(found, whole)
    if whole.unread:
        ctx.exit(SOME_UNREAD)


def _say(found: Listing) -> None:
    from dataclasses import asdict

    from planlink.commands.lines import say_line

    say_line(asdict(found))


def _show(found: Listing, whole: Listing) -> None:
    from planlink.outputs.listing_lines import reason_lines, tree_lines

    for line in (*tree_lines(found), "", *reason_lines(whole)):
        click.echo(line)
