"""planlink export."""

from __future__ import annotations

from pathlib import Path

import click

from planlink.commands.layout import Command
from planlink.commands.options import workspace

FORMATS = ("jsonl", "csv", "xlsx", "parquet", "jsonld")
ENCODINGS = ("utf-8", "cp932")

EXAMPLE = """
planlink export 結果 --format csv -o 書き出し
planlink export 結果 --format csv --encoding cp932 -o 書き出し
"""


@click.command(cls=Command, example=EXAMPLE)
@workspace
@click.option(
    "--format",
    "format_",
    metavar="形式",
    required=True,
    type=click.Choice(FORMATS),
    help="jsonl・csv・xlsx・parquet・jsonld のどれか。",
)
@click.option(
    "--encoding",
    metavar="文字コード",
    type=click.Choice(ENCODINGS, case_sensitive=False),
    default=ENCODINGS[0],
    help="csv の文字コード。utf-8（BOM付き。既定値）か cp932（シフトJIS）。",
)
@click.option(
    "-o", "--out", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path), help="書き出すフォルダー。"
)
def command(out: Path, format_: str, encoding: str, folder: Path) -> None:
    """結果を，文書・施策・指標・関連付けなど10種類のデータとして書き出します。

    csv は Excel で開ける形（UTF-8，BOM付き）です。csv と xlsx では，並びや入れ子の値は１つのセルに JSON で入ります。
    cp932 にない文字は，近い文字か〓に置き換え，置き換えた文字を「置き換えた文字.csv」に並べます。
    jsonld は，施策・指標と国際連合の番号（SDGs の目標・ターゲット）とのつながりを，１つのファイルにしたものです。
    """
    from planlink.outputs.export import REPLACED, export
    from planlink.outputs.words import REPLACED_LETTERS
    from planlink.workspace import store

    with store.opened(out) as db:
        analysis = store.load_analysis(db)
    paths = export(analysis, format_, folder, encoding)
    for path in paths:
        click.echo(str(path))
    if paths[-1].name == REPLACED:
        click.echo(REPLACED_LETTERS.format(file=REPLACED), err=True)
