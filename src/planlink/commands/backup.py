"""planlink backup."""

from __future__ import annotations

from pathlib import Path

import click

from planlink.commands.layout import Command
from planlink.commands.options import workspace

EXAMPLE = """
planlink backup 結果 控え.zip
planlink backup 結果 控え.zip --force
  （前の控えを置き換える）
"""


@click.command(cls=Command, example=EXAMPLE)
@workspace
@click.argument("file", metavar="ファイル", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="同じ名前のファイルがあれば，置き換えます。")
def command(out: Path, file: Path, force: bool) -> None:
    """作業フォルダーの控えを，１つのファイル（.zip）に取ります。planlink restore で戻せます。

    文書の写し，結果，判断と回答の記録，帳票が入ります。ページを開いたままでも取れます。
    確認者の名前も入るので，作業フォルダーと同じように扱ってください。
    """
    from planlink.workspace.backup import backup

    made = backup(out, file, force=force)
    click.echo(f"控えを取りました：{file}（文書 {made.documents}件）")
    click.echo(f"戻すときは，planlink restore {file} 新しいフォルダー")
