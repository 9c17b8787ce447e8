"""planlink purge."""

from __future__ import annotations

from pathlib import Path

import click

from planlink.commands.layout import Command
from planlink.commands.options import workspace
from planlink.errors import PlanlinkError

EXAMPLE = """
planlink purge 結果
planlink purge 結果 --yes
  （尋ねずに消す）
"""
YES = "はい"
TOLD = 20
"""Files that the message names."""


@click.command(cls=Command, example=EXAMPLE)
@workspace
@click.option("--yes", is_flag=True, help="尋ねずに消します。")
def command(out: Path, yes: bool) -> None:
    """planlink が作業フォルダーに作ったもの（文書の写し，結果，判断と回答の記録，帳票）をすべて消します。

    元の文書と，ご自分で置いたファイルは消しません。残ったものの名前を表示します。複数の市町村を一度に処理した
    フォルダーを指定すると，すべての市町村のものを消します。
    """
    from planlink.workspace.purge import purge, said

    words = said(out)
    if not yes:
        click.echo(f"{out} から，planlink が作ったものをすべて消します。元には戻せません。")
        if words.workspaces != 1:
            click.echo(f"{words.workspaces}の市町村の作業フォルダーがあります。")
        click.echo(f"判断の記録 {words.decisions}件，点検への回答の記録 {words.answers}件も消えます。")
        kept = out if words.workspaces == 1 else out / "市町村名"
        click.echo(f"残すには，先に planlink backup {kept} 控え.zip を行ってください。")
        asked = f"消すときは「{YES}」と入力してください"
        if click.prompt(asked, default="", show_default=False, prompt_suffix="：").strip() != YES:
            raise PlanlinkError("消しませんでした。")
    left = purge(out)
    click.echo("planlink が作ったものを消しました。")
    if left:
        click.echo(f"ほかのファイル {len(left)}件は，そのまま残しました。")
        for path in left[:TOLD]:
            click.echo(f"  {path}")
        if len(left) > TOLD:
            click.echo(f"  ほか {len(left) - TOLD}件")
