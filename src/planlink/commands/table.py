"""planlink table."""

from __future__ import annotations

from pathlib import Path

import click

from planlink.commands.layout import Command
from planlink.commands.options import workspace

EXAMPLE = """
planlink table 結果
"""


@click.command(cls=Command, example=EXAMPLE)
@workspace
def command(out: Path) -> None:
    """ＳＤＧｓ対応表（基本目標×ゴール）を画面に表示します。自動抽出した候補ですので，職員が確認してください。"""
    from planlink.commands.screen import show_table
    from planlink.outputs.sdg_rows import mapping_table
    from planlink.workspace import store

    with store.opened(out) as db:
        table = mapping_table(store.load_analysis(db))
    if table.rows:
        show_table(table)
    else:
        click.echo(f"{table.nothing}。")
