"""planlink search."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlink import knowledge
from planlink.commands.layout import Command
from planlink.commands.lines import say_line
from planlink.commands.options import Positive, workspace
from planlink.errors import PlanlinkError
from planlink.japanese.text import fold, search_key

if TYPE_CHECKING:
    from planlink.records.findings import Analysis
    from planlink.workspace.narrowing import Filters
    from planlink.workspace.search import Hit

PROMISED = ("rank", "measure", "item", "indicator", "document", "title", "page", "score", "snippet")
EXAMPLE = """
planlink search 結果 "子育て 相談"
planlink search 結果 「公共交通」 --sdg 11 --format jsonl --limit 5
"""


@click.command(cls=Command, example=EXAMPLE)
@workspace
@click.argument("query", metavar="語句")
@click.option(
    "--format", "format_", metavar="形式", type=click.Choice(("text", "jsonl")), default="text", help="text か jsonl。"
)
@click.option("--limit", metavar="数", type=Positive(), default=10, help="表示する数（既定値：10）。")
@click.option(
    "--in",
    "where",
    metavar="範囲",
    type=click.Choice(("measures", "all")),
    default="measures",
    help="measures（施策）か all（全て）。",
)
@click.option("--sdg", metavar="番号", help="このＳＤＧｓの目標に関連するものに限ります。")
@click.option("--theme", metavar="番号", help="このテーマに関連するものに限ります。")
@click.option("--viewpoint", metavar="名称", help="この視点に関連するものに限ります。")
@click.option("--document", metavar="文書", help="この文書に限ります（ファイル名か，拡張子を除いた名前）。")
def command(
    out: Path,
    query: str,
    format_: str,
    limit: int,
    where: str,
    sdg: str | None,
    theme: str | None,
    viewpoint: str | None,
    document: str | None,
) -> None:
    """施策を語句や文で探します。語句は空白で区切り，「」か "" で囲むと，そのとおりの語句のあるものに限ります。
    語句の前に - を付けると，その語句のあるものを除きます。言葉が違っても，意味の近い施策を見つけます。
    """
    from planlink.workspace import entries, grams, narrowing, nearness, store

    if not query.strip(grams.NO_WORD):
        raise PlanlinkError('探す語句が空です。"子育て 相談" のように，語句を指定してください。')
    kinds = entries.KINDS if where == "all" else ("measure",)
    filters = narrowing.Filters(_label(sdg), _label(theme), _viewpoint(viewpoint), document)
    with store.opened(out) as db:
        hits = nearness.ask(db, query, limit, kinds, filters).hits
        if not hits:
            _check(filters, store.load_analysis(db))
    show_lines(hits) if format_ == "jsonl" else show(hits)


def _check(filters: Filters, analysis: Analysis) -> None:
    """Raise PlanlinkError for a filter that names nothing known; an answer is missing since nothing could be one."""
    goals = [goal.label for goal in knowledge.goals()]
    themes = [one.label for plan in analysis.plans for one in plan.items if one.kind == "theme"]
    themes += [score.label for score in analysis.scores if score.scheme == "theme"]
    themes += [link.label for link in analysis.links if link.scheme == "theme"]
    documents = {plan.id: plan.file for plan in analysis.plans}
    for option, what, asked, known, allowed in (
        ("sdg", "ＳＤＧｓの目標", filters.sdg, (f"{goals[0]}～{goals[-1]}",), goals),
        ("theme", "重点テーマ", filters.theme, sorted({label for label in themes if label}), themes),
        ("viewpoint", "視点", filters.viewpoint, _viewpoints(), _viewpoints()),
        ("document", "文書", filters.document, list(documents), [*documents, *documents.values()]),
    ):
        if asked is not None and asked not in allowed:
            named = f"使えるのは，{'，'.join(known)} です。" if known else f"この結果に{what}はありません。"
            raise PlanlinkError(f"--{option} の「{asked}」に当たる{what}はありません。{named}")


def _viewpoints() -> list[str]:
    return [view.label for view in knowledge.viewpoints()]


def _label(typed: str | None) -> str | None:
    """A number in normal form (Ⅱ → II, １１ → 11)."""
    return fold(typed) if typed else None


def _viewpoint(typed: str | None) -> str | None:
    """The viewpoint's label however it is typed (dx, ＤＸ)."""
    labels = {search_key(view.label): view.label for view in knowledge.viewpoints()}
    return labels.get(search_key(typed), typed) if typed else None


def show_lines(hits: tuple[Hit, ...]) -> None:
    """One JSON object a line."""
    from dataclasses import asdict

    for hit in hits:
        told = asdict(hit)
        say_line({name: told[name] for name in PROMISED})


def show(hits: tuple[Hit, ...]) -> None:
    """For reading."""
    for hit in hits:
        page = f" {hit.page}頁" if hit.page is not None else ""
        click.echo(f"{hit.rank}. {hit.title or hit.snippet}（{hit.document}{page}）")
        click.echo(f"   {hit.snippet}")
    if not hits:
        from planlink.outputs.words import NOTHING

        click.echo(f"{NOTHING}。", err=True)
