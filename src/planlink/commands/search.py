"""planlink search."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlink import knowledge
from planlink.commands.layout import Command
from planlink.commands.lines import say_line
from planlink.commands.options import Positive, workspace
from planlink.japanese.text import fold, search_key

if TYPE_CHECKING:
    from planlink.workspace.search import Hit

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
    """施策を語句で探します。語句は空白で区切り，「」か "" で囲むと続きの語句になります。"""
    from planlink.workspace import search, store

    kinds = search.KINDS if where == "all" else ("measure",)
    filters = search.Filters(_label(sdg), _label(theme), _viewpoint(viewpoint), document)
    with store.opened(out) as db:
        words = store.load_synonyms(db)
        hits = search.search(db, query, limit=limit, kinds=kinds, filters=filters, synonyms=words)
    show_lines(hits) if format_ == "jsonl" else show(hits)


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
        say_line(asdict(hit))


def show(hits: tuple[Hit, ...]) -> None:
    """For reading."""
    for hit in hits:
        page = f" {hit.page}頁" if hit.page is not None else ""
        click.echo(f"{hit.rank}. {hit.title or hit.snippet}（{hit.document}{page}）")
        click.echo(f"   {hit.snippet}")
    if not hits:
        from planlink.outputs.words import NOTHING

        click.echo(f"{NOTHING}。", err=True)
