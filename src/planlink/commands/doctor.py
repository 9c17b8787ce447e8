"""planlink doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing

if TYPE_CHECKING:
    from planlink.records.plans import Plan

SOME_UNREAD = 1

EXAMPLE = """
planlink doctor 総合戦略.pdf
planlink doctor 計画フォルダー
"""


@click.command(cls=Command, example=EXAMPLE)
@click.argument("documents", metavar="文書...", nargs=-1, required=True, type=Existing("文書"))
@click.option(
    "--config", metavar="ファイル", type=Existing("設定ファイル", dir_okay=False), help="設定（planlink.toml）。"
)
@click.pass_context
def command(ctx: click.Context, documents: tuple[Path, ...], config: Path | None) -> None:
    """文書がどこまで読み取れるかを調べ，文書ごとの頁数・見出し・施策・指標の数，そのままでは読み取れなかった頁の
    読み方とすること，原本と照らす施策と指標を表示します。何も書き出しません。

    終了の値：0 読み取れた，1 読み取れない文書か頁があった，2 使い方の誤り。
    """
    from planlink.commands.screen import warn_of_settings
    from planlink.settings import Settings
    from planlink.workspace.naming import gather, ids_of
    from planlink.workspace.reading import look

    settings = Settings.load(config)
    warn_of_settings(settings, ids_of(documents))
    readings = [look(path, settings) for path in gather(documents)]
    _show([one.plan for one in readings if one.plan is not None])
    unread = [sentence for one in readings for sentence in one.unread]
    for sentence in unread:
        click.echo(f"読み取れなかったもの：{sentence}", err=True)
    if unread:
        ctx.exit(SOME_UNREAD)


def _show(plans: list[Plan]) -> None:
    from planlink.commands.screen import show_table
    from planlink.outputs import reading_rows

    if not plans:
        return
    show_table(reading_rows.summary_table(plans))
    show_table(reading_rows.reading_paper(plans, "screen"))
    review = reading_rows.review_table(plans)
    if review.rows:
        show_table(review)
