"""planlink search."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlink import knowledge
from planlink.commands.layout import Command
from planlink.commands.lines import say_line
from planlink.commands.options import Existing, Positive, tell_unfinished
from planlink.errors import PlanlinkError
from planlink.japanese.text import fold, search_key

if TYPE_CHECKING:
    from planlink.records.findings import Analysis
    from planlink.workspace.narrowing import Filters
    from planlink.workspace.search import Answer, Hit

PROMISED = ("rank", "measure", "item", "indicator", "document", "title", "page", "score", "snippet")
EXAMPLE = """
planlink search 結果 "子育て 相談"
planlink search 結果 "子育て OR 保育" --with-kpi
planlink search 結果 「公共交通」 --sdg 11 --format jsonl --limit 5
planlink search 結果/みなと野市 結果/かわ辺町 渡し船
"""


@click.command(cls=Command, example=EXAMPLE)
@click.argument(
    "places",
    metavar="OUT...",
    nargs=-1,
    required=True,
    type=Existing("作業フォルダー", file_okay=False),
    callback=tell_unfinished,
)
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
@click.option("--department", metavar="課名", help="この担当課の施策に限ります。")
@click.option("--with-kpi", is_flag=True, help="ＫＰＩのある施策に限ります。")
@click.option(
    "--status",
    metavar="状態",
    type=click.Choice(("open", "part", "done", "none")),
    help="確認の状態が open（未確認），part（一部確認），done（確認済み），none（関連付けなし）の施策に限ります。",
)
def command(
    places: tuple[Path, ...],
    query: str,
    format_: str,
    limit: int,
    where: str,
    sdg: str | None,
    theme: str | None,
    viewpoint: str | None,
    document: str | None,
    department: str | None,
    with_kpi: bool,
    status: str | None,
) -> None:
    """施策を語句や文で探します。語句は空白で区切り，「」か "" で囲むと，そのとおりの語句のあるものに限ります。
    OR か ｜ でつなぐと，どちらかの語句のあるものを探します。語句の前に - を付けると，その語句のあるものを除きます。
    数は，全角・半角や桁区切りを区別せずに探します。言葉が違っても，意味の近い施策を見つけます。

    作業フォルダーを２つ以上か，市町村ごとの作業フォルダーのあるフォルダーを指定すると，全体から語句のあるものを
    探します（意味の近さでは探しません）。
    """
    from planlink.workspace import entries, grams, narrowing, nearness, store

    if not query.strip(grams.NO_WORD):
        raise PlanlinkError('探す語句が空です。"子育て 相談" のように，語句を指定してください。')
    kinds = entries.KINDS if where == "all" else ("measure",)
    filters = narrowing.Filters(
        _label(sdg),
        _label(theme),
        _viewpoint(viewpoint),
        document,
        department=department,
        kpi="yes" if with_kpi else None,
        stand=status,
    )
    if len(places) > 1 or not (places[0] / store.DATABASE).is_file():
        _search_across(places, query, limit, kinds, filters, format_)
        return
    with store.opened(places[0]) as db:
        said = nearness.ask(db, query, limit, kinds, filters)
        if not said.hits:
            _check(filters, store.load_analysis(db))
    show_lines(said.hits) if format_ == "jsonl" else show(said)


def _search_across(
    places: tuple[Path, ...], query: str, limit: int, kinds: tuple[str, ...], filters: Filters, format_: str
) -> None:
    from dataclasses import asdict

    from planlink.outputs.words import NOTHING
    from planlink.workspace.across import search_across
    from planlink.workspace.compare import workspaces

    run = places[0] if len(places) == 1 else None
    hits, total = search_across(workspaces(places), query, limit=limit, kinds=kinds, filters=filters, run=run)
    for hit in hits:
        if format_ == "jsonl":
            say_line(asdict(hit))
            continue
        page = f" {hit.page}頁" if hit.page is not None else ""
        click.echo(f"{hit.rank}. 【{hit.city}】{hit.title or hit.snippet}（{hit.document}{page}）")
        click.echo(f"   {hit.snippet}")
    if not hits:
        click.echo(f"{NOTHING}。", err=True)
    elif total > len(hits):
        click.echo(f"ほかに{total - len(hits)}件あります（--limit で増やせます）。", err=True)


def _check(filters: Filters, analysis: Analysis) -> None:
    """Raise PlanlinkError for a filter that names nothing known; an answer is missing since nothing could be one."""
    from planlink.workspace.narrowing import UNNAMED

    goals = [goal.label for goal in knowledge.goals()]
    themes = [one.label for plan in analysis.plans for one in plan.items if one.kind == "theme"]
    themes += [score.label for score in analysis.scores if score.scheme == "theme"]
    themes += [link.label for link in analysis.links if link.scheme == "theme"]
    documents = {plan.id: plan.file for plan in analysis.plans}
    departments = sorted({one.department for one in analysis.measures if one.department})
    for option, what, asked, known, allowed in (
        ("sdg", "ＳＤＧｓの目標", filters.sdg, (f"{goals[0]}～{goals[-1]}",), goals),
        ("theme", "重点テーマ", filters.theme, sorted({label for label in themes if label}), themes),
        ("viewpoint", "視点", filters.viewpoint, _viewpoints(), _viewpoints()),
        ("document", "文書", filters.document, list(documents), [*documents, *documents.values()]),
        ("department", "担当課", filters.department, departments, [*departments, UNNAMED]),
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


def show(said: Answer) -> None:
    """For reading; what is no answer goes to the other stream."""
    from planlink.outputs.words import GLOSSARY, NOTHING

    for hit in said.hits:
        page = f" {hit.page}頁" if hit.page is not None else ""
        click.echo(f"{hit.rank}. {hit.title or hit.snippet}（{hit.document}{page}）{GLOSSARY if hit.note else ''}")
        click.echo(f"   {hit.snippet}")
    if not said.hits:
        click.echo(f"{NOTHING}。", err=True)
    if not said.hits and said.unnarrowed:
        click.echo(f"絞り込みを外すと{said.unnarrowed}件あります。", err=True)
    if said.terms:
        click.echo(f"近い語句：{'，'.join(said.terms)}", err=True)
    if said.elsewhere:
        click.echo(f"指標・項目・本文には{said.elsewhere}件あります（--in all で探せます）。", err=True)
