"""planlink export."""

from __future__ import annotations

from pathlib import Path

import click

from planlink.commands.layout import Command
from planlink.commands.options import workspace

FORMATS = ("jsonl", "csv", "xlsx", "parquet")

EXAMPLE = """
planlink export 結果 --format csv -o 書き出し
"""


@click.command(cls=Command, example=EXAMPLE)
@workspace
@click.option(
    "--format",
    "format_",
    metavar="形式",
    required=True,
    type=click.Choice(FORMATS),
    help="jsonl・csv・xlsx・parquet のどれか。",
)
@click.option(
    "-o", "--out", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path), help="書き出すフォルダー。"
)
def command(out: Path, format_: str, folder: Path) -> None:
    """結果を，文書・施策・指標・関連付けなど10種類のデータとして書き出します。

    csv は Excel で開ける形（UTF-8，BOM付き）です。csv と xlsx では，並びや入れ子の値は１つのセルに JSON で入ります。
    """
    from planlink.outputs.export import export
    from planlink.workspace import store

    with store.opened(out) as db:
        analysis = store.load_analysis(db)
    for path in export(analysis, format_, folder):
        click.echo(str(path))
