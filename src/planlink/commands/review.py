"""planlink review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlink.commands.layout import Command
from planlink.commands.options import Positive, workspace

if TYPE_CHECKING:
    from planlink.records.links import Link
    from planlink.records.plans import Measure

EXAMPLE = """
planlink review 結果
planlink review 結果 --share 90
"""


@click.command(cls=Command, example=EXAMPLE)
@workspace
@click.option(
    "--share", metavar="％", type=Positive(), default=95, help="残りのうち正しくあってほしい割合（既定値：95）。"
)
def command(out: Path, share: int) -> None:
    """確認の目安：どのリンクから確認すればよいかを，確かでない順に表示します。

    表示したリンクをすべて確認すれば，残り（確認しないリンク）のうち指定した割合以上が正しい見込みになるところまで並べます。
    正しいとは，目標については◎か○として，視点については該当として，その施策に付けてよいことをいいます。
    見込みは学習用の文章での交差検証によるもので，テーマとターゲットは含みません。
    """
    from planlink.commands.screen import percent
    from planlink.errors import PlanlinkError
    from planlink.links.budget import review_budget
    from planlink.outputs.rows import Index
    from planlink.workspace import store

    if share > 99:
        raise PlanlinkError("--share には1から99までの数を指定してください（例：--share 95）。")
    with store.opened(out) as db:
        analysis = store.load_analysis(db)
    budget = review_budget(analysis.links, share / 100)
    if not budget.look and not budget.rest:
        click.echo("確認していないリンクはありません。")
        return
    click.echo(
        f"確認していないリンク {len(budget.look) + budget.rest}件のうち，次の{len(budget.look)}件を確認すれば，"
        f"残り{budget.rest}件の{share}％以上が正しい見込みです（期待値 {percent(budget.right, 1)}）。"
    )
    measures = Index.of(analysis).measures
    for number, link in enumerate(budget.look, 1):
        click.echo(_line(number, link, measures[link.measure]))


def _line(number: int, link: Link, measure: Measure) -> str:
    from planlink.commands.screen import percent
    from planlink.outputs.words import LEVELS

    level = LEVELS.get(link.level or "", "")
    what = f"目標{link.label} {link.name}{level}" if link.scheme == "sdg" else f"視点 {link.label}"
    page = "" if measure.page is None else f"，{measure.page}頁"
    chance = percent(link.chance or 0.0)
    return f"{number:>4}　{chance:>4}　{what}　{measure.title or measure.text}（{measure.document}{page}）"
