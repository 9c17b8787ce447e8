"""planlink restore."""

from __future__ import annotations

from pathlib import Path

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing

EXAMPLE = """
planlink restore 控え.zip 結果
"""


@click.command(cls=Command, example=EXAMPLE)
@click.argument("file", metavar="ファイル", type=Existing("控え", dir_okay=False))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
def command(file: Path, out: Path) -> None:
    """planlink backup で取った控えを，新しい（または空の）フォルダーに戻します。

    中身が控えを取ったときのままかを確かめてから置きます。壊れていれば，何も置きません。
    """
    from planlink.workspace.purge import said
    from planlink.workspace.restore import restore

    found = restore(file, out)
    words = said(out)
    click.echo(f"控えを戻しました：{out}（文書 {found.documents}件）")
    click.echo(f"判断の記録 {words.decisions}件，点検への回答の記録 {words.answers}件")
