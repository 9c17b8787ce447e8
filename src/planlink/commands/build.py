"""planlink build."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlink.commands.layout import Command
from planlink.commands.options import Day, Existing, Place, Positive
from planlink.errors import PlanlinkError

if TYPE_CHECKING:
    from planlink.workspace.many import Wishes
    from planlink.workspace.summary import Summary

SOME_UNREAD = 1

UNLEARNT = (
    "学んだ区切りの値（planlink learn）は，入れ替わる前のモデルのものなので，使っていません。"
    "もう一度 planlink learn を行ってください。"
)

EXAMPLE = """
planlink build 総合戦略.pdf ビジョン.pdf -o 結果
planlink build 計画フォルダー -o 結果 --as-of 2025-11-21
planlink build 県内の計画 -o 結果 --jobs 4
"""


@click.command(cls=Command, example=EXAMPLE)
@click.argument("documents", metavar="文書...", nargs=-1, required=True, type=Place("文書", exists=True))
@click.option("-o", "--out", metavar="OUT", required=True, type=Place("出力先"), help="結果を置くフォルダー。")
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
@click.option(
    "--cluster",
    metavar="アドレス",
    help="複数の機械で行うときの，Dask のスケジューラーのアドレス（例：tcp://scheduler:8786）。",
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
    documents: tuple[Path | str, ...],
    out: Path | str,
    config: Path | None,
    jobs: int,
    cluster: str | None,
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
    フォルダーの中に市町村ごとのフォルダーがあるときは，それぞれを OUT の中に作ります。--jobs は，そのとき作業全体に
    働く処理の数です。途中で止まっても，もう一度行うと，続きから始まります。
    もう一度行うと，変わったところだけをやり直します。

    終了の値：0 完了，1 読み取れない文書か頁があった，2 使い方の誤り。
    """
    from planlink.commands.screen import progress, warn_of_settings
    from planlink.documents.marktable import read_marks
    from planlink.settings import Settings
    from planlink.workspace import naming
    from planlink.workspace.build import build
    from planlink.workspace.record import settings_of
    from planlink.workspace.summary import summary_of

    addresses = [str(place) for place in (*documents, out) if isinstance(place, str)]
    if addresses and cluster is None:
        raise PlanlinkError(f"{addresses[0]}：フォルダーでない場所は，--cluster と一緒に指定してください。")
    settings = settings_of(Path(out)) if as_before and config is None else Settings.load(config)
    day = as_of or (date.fromisoformat(settings.as_of) if settings.as_of else None)
    marks = read_marks(previous) if previous else None
    towns = () if addresses else naming.cities(tuple(map(Path, documents)))
    if not addresses:
        warn_of_settings(settings, naming.ids_of(towns or tuple(map(Path, documents))))
    if towns or cluster is not None:
        from planlink.workspace.many import Wishes

        wishes = Wishes(settings, not no_reports, day, marks)
        whole = _build_many(documents, out, wishes, jobs, cluster, lines)
    else:
        paths = tuple(map(Path, documents))
        with progress(lines) as bar:
            result = build(
                paths,
                Path(out),
                settings,
                jobs=jobs,
                reports=not no_reports,
                as_of=day,
                previous=marks,
                needed=needed,
                progress=bar,
            )
        whole = _tell(summary_of(result), not no_reports)
        _tell_passed_over(paths)
    if not whole:
        ctx.exit(SOME_UNREAD)


def _build_many(
    documents: tuple[Path | str, ...], out: Path | str, wishes: Wishes, jobs: int, cluster: str | None, lines: bool
) -> bool:
    """A workspace for each city, told as each is made; whether all went well."""
    from contextlib import AbstractContextManager, ExitStack

    from planlink.commands.screen import progress
    from planlink.workspace.cluster import joined
    from planlink.workspace.crew import Crew, here
    from planlink.workspace.many import make

    whole = True
    with ExitStack() as stack:
        joining: AbstractContextManager[Crew] = here(jobs) if cluster is None else joined(cluster)
        crew = stack.enter_context(joining)
        bar = stack.enter_context(progress(lines))
        for city, made in make(documents, out, wishes, crew, bar):
            if city.name:
                click.echo(f"【{city.name}】")
            if made.summary is None:
                click.echo(f"作れませんでした：{made.failure}", err=True)
                whole = False
                continue
            whole &= _tell(made.summary, wishes.reports)
            _tell_passed_over(tuple(map(Path, city.folders)))
    return whole


def _why(path: Path) -> str:
    """What a file is that cannot be read, and what to do with it, where its name tells."""
    from planlink.documents.kinds import known_by_name

    known = known_by_name(path.name)
    return f"（{known[0]}。{known[1]}）" if known else ""


def _tell_passed_over(named: tuple[Path, ...]) -> None:
    from planlink.workspace.naming import passed_over

    for path in passed_over(named):
        click.echo(f"文書として扱わなかったもの：{path}{_why(path)}", err=True)


def _tell(told: Summary, reports: bool) -> bool:
    """The summary at the end, and whether everything could be read; `reports` False says that papers were not asked
    for."""
    from planlink.commands.screen import tell_strays
    from planlink.outputs.words import NO_MEASURES, SEVERITIES
    from planlink.workspace.papers import told_aside

    for sentence in told.unread:
        click.echo(f"読み取れなかったもの：{sentence}", err=True)
    click.echo(f"文書 {told.documents}件（新たに読んだもの {told.read}件，前回のまま {told.reused}件）")
    click.echo(f"施策 {told.measures}件，指標 {told.indicators}件")
    if not told.measures:
        click.echo(f"{NO_MEASURES}。")
    click.echo("点検 " + "，".join(f"{SEVERITIES[code]} {count}件" for code, count in told.findings.items()))
    tell_strays(told.astray)
    if told.unlearnt:
        click.echo(UNLEARNT)
    _tell_budget(told)
    click.echo(
        "帳票を作りました："
        if told.papers
        else "帳票は作っていません。"
        if not told.standing
        else "帳票は前回のままです："
        if reports
        else "帳票は書き直していません。次の帳票は，前に作ったものです："
    )
    for path in told.papers or told.standing:
        click.echo(f"  {path}")
    for sentence in told_aside(map(Path, told.papers)):
        click.echo(sentence, err=True)
    if told.unrecorded:
        click.echo(told.unrecorded, err=True)
    return not told.unread


def _tell_budget(told: Summary) -> None:
    """How much to look at, where there is something."""
    from planlink.commands.screen import percent
    from planlink.links.budget import SHARE

    if told.look or told.rest:
        click.echo(
            f"確認の目安：確かでない順に{told.look}件を確認すれば，残りのリンク{told.rest}件の"
            f"{percent(SHARE)}以上が正しい見込みです（planlink review {told.out}）"
        )
