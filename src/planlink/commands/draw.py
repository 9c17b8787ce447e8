"""planlink draw."""

from __future__ import annotations

from pathlib import Path

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing, Positive

EXAMPLE = """
planlink draw 総合戦略.pdf --page 12 -o 12頁.png
"""


@click.command(cls=Command, example=EXAMPLE)
@click.argument("document", metavar="文書", type=Existing("文書", dir_okay=False))
@click.option("--page", metavar="頁", required=True, type=Positive(), help="ファイルの先頭から数えた頁。")
@click.option(
    "-o",
    "--out",
    metavar="ファイル",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="絵を書くファイル（.png）。",
)
@click.option(
    "--config", metavar="ファイル", type=Existing("設定ファイル", dir_okay=False), help="設定（planlink.toml）。"
)
def command(document: Path, page: int, out: Path, config: Path | None) -> None:
    """PDF の１つの頁を，読み取った行・段・表・枠・見出し・脚注・施策・指標を色と線で囲んだ絵（PNG）にします。

    施策や指標が思ったとおりに取り出されないときに，どう読み取ったかを確かめるために使います。

    終了の値：0 完了，1 読み取れない文書，2 使い方の誤り。
    """
    from planlink.errors import PlanlinkError
    from planlink.outputs.drawing import draw
    from planlink.settings import Settings

    drawing = draw(document, page, Settings.load(config))
    try:
        out.write_bytes(drawing.png)
    except OSError as error:
        raise PlanlinkError(
            f"{out.name}：絵を書き込めません。フォルダーがあるか，ほかで開いていないか確かめてください。"
        ) from error
    for name, count in drawing.counts:
        click.echo(f"{name} {count}件")
    click.echo(str(out))
