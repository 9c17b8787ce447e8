"""planlink build."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlink.commands.layout import Command
from planlink.commands.options import Day, Existing, Positive

if TYPE_CHECKING:
    from planlink.workspace.build import BuildResult

SOME_UNREAD = 1

UNLEARNT = (
    "学んだ区切りの値（planlink learn）は，入れ替わる前のモデルのものなので，使っていません。"
    "もう一度 planlink learn を行ってください。"
)

EXAMPLE = """
planlink build 総合戦略.pdf ビジョン.pdf -o 結果
planlink build 計画フォルダー -o 結果 --as-of 2025-11-21
"""


@click.command(cls=Command, example=EXAMPLE)
@click.argument("documents", metavar="文書...", nargs=-1, required=True, type=Existing("文書"))
@click.option(
    "-o", "--out", metavar="OUT", required=True, type=click.Path(path_type=Path), help="結果を置くフォルダー。"
)
@click.option(
    "--config", metavar="ファイル", type=Existing("設定ファイル", dir_okay=False), help="設定（planlink.toml）。"
)
@click.option(
    "--jobs",
    metavar="数",
    type=Positive(),
    default=1,
    help="同時に働く読み取りの数（既定値：1）。文書がこれより少ないときは，１つの文書の頁を分けて読み取ります。",
)
@click.option("--no-reports", is_flag=True, help="帳票（Excel・Word・HTML）を作りません。")
@click.option("--as-of", metavar="日付", type=Day(), help="帳票に「…現在」と入れる日（例：2025-11-21）。")
@click.option(
    "--previous",
    metavar="ファイル",
    type=Existing("対応表", dir_okay=False),
    help="前回の対応表（施策×目標に◎・○，.xlsx か .csv）。所管課に照会する表の「前回」と「変更区分」に入ります。",
)
@click.option("--as-before", is_flag=True, hidden=True, help="設定は前回の build のまま。")
@click.option("--needed", multiple=True, hidden=True, help="読み取れなければ何も変えない文書の名前。")
@click.option("--lines", is_flag=True, hidden=True, help="進み具合を１行ずつ JSON で伝えます。")
@click.pass_context
def command(
    ctx: click.Context,
    documents: tuple[Path, ...],
    out: Path,
    config: Path | None,
    jobs: int,
    no_reports: bool,
    as_of: date | None,
    previous: Path | None,
    as_before: bool,
    needed: tuple[str, ...],
    lines: bool,
) -> None:
    """文書を読み取り，施策・指標を取り出し，ＳＤＧｓなどへの関連付けと整合性点検を行い，
    OUT に planlink.db と帳票（reports フォルダー）を作ります。

    文書には PDF・Word（.docx）・HTML・テキスト（.txt）・Markdown（.md）か，それらのあるフォルダーを指定します。
    フォルダーの中に市町村ごとのフォルダーがあるときは，それぞれを OUT の中に作ります。
    もう一度行うと，変わったところだけをやり直します。

    終了の値：0 完了，1 読み取れない文書か頁があった，2 使い方の誤り。
    """
    from planlink.commands.screen import progress, warn_of_settings
    from planlink.documents.marktable import read_marks
    from planlink.errors import PlanlinkError
    from planlink.settings import Settings
    from planlink.workspace.build import build
    from planlink.workspace.naming import cities, ids_of, passed_over
    from planlink.workspace.record import settings_of

    settings = settings_of(out) if as_before and config is None else Settings.load(config)
    day = as_of or (date.fromisoformat(settings.as_of) if settings.as_of else None)
    towns = cities(documents)
    warn_of_settings(settings, ids_of(towns or documents))
    marks = read_marks(previous) if previous else None
    whole = True
    for named, target in _jobs(documents, out, towns):
        if towns:
            click.echo(f"【{target.name}】")
        try:
            with progress(lines) as bar:
                result = build(
                    named,
                    target,
                    settings,
                    jobs=jobs,
                    reports=not no_reports,
                    as_of=day,
                    previous=marks,
                    needed=needed,
                    progress=bar,
                )
            whole &= _tell(result, not no_reports)
        except PlanlinkError as error:
            if not towns:
                raise
            click.echo(f"作れませんでした：{error}", err=True)
            whole = False
            continue
        for path in passed_over(named):
            click.echo(f"文書として扱わなかったもの：{path}", err=True)
    if not whole:
        ctx.exit(SOME_UNREAD)


def _jobs(documents: tuple[Path, ...], out: Path, towns: tuple[Path, ...]) -> list[tuple[tuple[Path, ...], Path]]:
    """Which documents go where: a workspace for each town, or one."""
    if towns:
        return [((town,), out / town.name) for town in towns]
    return [(documents, out)]


def _tell(result: BuildResult, reports: bool) -> bool:
    """The summary at the end, and whether everything could be read; `reports` False says that papers were not asked
    for."""
    from planlink.commands.screen import tell_strays
    from planlink.outputs.audit_rows import severity_counts
    from planlink.outputs.words import NO_MEASURES, SEVERITIES
    from planlink.workspace.papers import told_aside

    plans = result.analysis.plans
    measures = sum(len(plan.measures) for plan in plans)
    indicators = sum(len(plan.indicators) for plan in plans)
    counts = severity_counts(result.analysis)
    for sentence in result.unread:
        click.echo(f"読み取れなかったもの：{sentence}", err=True)
    click.echo(f"文書 {len(plans)}件（新たに読んだもの {result.read}件，前回のまま {result.reused}件）")
    click.echo(f"施策 {measures}件，指標 {indicators}件")
    if not measures:
        click.echo(f"{NO_MEASURES}。")
    click.echo("点検 " + "，".join(f"{SEVERITIES[code]} {count}件" for code, count in counts.items()))
    tell_strays(result.astray)
    if result.unlearnt:
        click.echo(UNLEARNT)
    _tell_budget(result)
    click.echo(
        "帳票を作りました："
        if result.papers
        else "帳票は作っていません。"
        if not _papers(result)
        else "帳票は前回のままです："
        if reports
        else "帳票は書き直していません。次の帳票は，前に作ったものです："
    )
    for path in result.papers or _papers(result):
        click.echo(f"  {path}")
    for sentence in told_aside(result.papers):
        click.echo(sentence, err=True)
    if result.unrecorded:
        click.echo(result.unrecorded, err=True)
    return not result.unread


def _tell_budget(result: BuildResult) -> None:
    """How much to look at, where there is something."""
    from planlink.commands.screen import percent
    from planlink.links.budget import SHARE, review_budget

    budget = review_budget(result.analysis.links)
    if budget.look or budget.rest:
        click.echo(
            f"確認の目安：確かでない順に{len(budget.look)}件を確認すれば，残りのリンク{budget.rest}件の"
            f"{percent(SHARE)}以上が正しい見込みです（planlink review {result.out}）"
        )


def _papers(result: BuildResult) -> tuple[Path, ...]:
    from planlink.outputs.reports import PAPERS
    from planlink.workspace.papers import FOLDER

    paths = [result.out / FOLDER / name for name in PAPERS]
    return tuple(path for path in paths if path.is_file())
