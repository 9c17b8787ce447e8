"""planlink evaluate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing
from planlink.errors import PlanlinkError

EXAMPLE = """
planlink evaluate 正解.jsonl --workspace 結果
"""


@click.command(cls=Command, example=EXAMPLE)
@click.argument("gold", metavar="GOLD.jsonl", type=Existing("ファイル", dir_okay=False))
@click.option(
    "--workspace", metavar="OUT", type=Existing("作業フォルダー", file_okay=False), help="比べる作業フォルダー。"
)
def command(gold: Path, workspace: Path | None) -> None:
    """職員などが付けた正解と，planlink の関連付けとを比べ，一致の度合いを表示します。"""
    for line in evaluation_lines(gold, workspace):
        click.echo(line)


def evaluation_lines(gold: Path, workspace: Path | None) -> Iterator[str]:
    """The result as lines of text."""
    raise PlanlinkError("この版では「planlink evaluate」はまだ使えません。")
