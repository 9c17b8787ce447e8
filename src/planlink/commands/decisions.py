"""planlink decisions."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing, workspace

if TYPE_CHECKING:
    from planlink.outputs.rows import Table
    from planlink.workspace.agreement import Agreement

EXAMPLE = """
planlink decisions 結果
planlink decisions 結果 --xlsx 確認結果一覧.xlsx
planlink decisions 結果 --export 判断.jsonl
planlink decisions 結果 --import 同僚の判断.jsonl
  （もう一人の職員が --export で書き出したものを合わせ，どこが違うかを見る）
"""


@click.command(cls=Command, example=EXAMPLE)
@workspace
@click.option(
    "--import",
    "brought",
    metavar="ファイル",
    type=Existing("判断の記録", dir_okay=False),
    help="ほかの職員の判断の記録（.jsonl）を加え，どれほど一致するかと，異なるものを表示します。",
)
@click.option(
    "--export", "record", metavar="ファイル", type=click.Path(path_type=Path), help="判断の記録を書き出します。"
)
@click.option(
    "--xlsx", metavar="ファイル", type=click.Path(path_type=Path), help="確認結果一覧を Excel で書き出します。"
)
@click.option("--undo", is_flag=True, help="最後の判断を取り消します（まとめて確定したもの，取り込んだものは一度に）。")
@click.option("--who", metavar="名前", default="", help="--undo をした人として記録する名前。")
@click.option("--without-names", is_flag=True, help="確認者の名前を出しません（--export，--xlsx，画面の一覧）。")
@click.option("--reports", is_flag=True, help="帳票を，今の判断で作り直します（整合性点検は前回の build のまま）。")
def command(
    out: Path,
    brought: Path | None,
    record: Path | None,
    xlsx: Path | None,
    undo: bool,
    who: str,
    without_names: bool,
    reports: bool,
) -> None:
    """職員が関連付けを確認した結果（採用◎・採用○・不採用・保留）を，確認結果一覧として表示します。

    だれが，いつ，どのように（一つずつ，残りを案どおり など）決めたか，案とどう違うか，理由が並びます。
    判断は１件ずつ記録として残り，取り消しても，計画を差し替えても消えません。
    一覧と記録は公文書となることがあります。
    """
    from planlink.outputs.decision_rows import decision_table
    from planlink.workspace import decisions, papers, store

    with store.opened(out) as db:
        if undo:
            _undo(db, who)
        if brought is not None:
            _merge(db, brought)
        if record is not None:
            _export(db, record, not without_names)
        if xlsx is not None or not (undo or brought or record or reports):
            table = decision_table(store.load_analysis(db), decisions.latest(db), not without_names)
            _show(table) if xlsx is None else _workbook(db, xlsx, table)
        if reports:
            written = papers.afresh(db, out)
            click.echo("帳票を作り直しました。" if written else "帳票は今の判断のとおりです。")
            for sentence in papers.told_aside(written):
                click.echo(sentence, err=True)


def _undo(db: Connection, who: str) -> None:
    from planlink.workspace import decisions

    now = datetime.now().astimezone().isoformat(timespec="seconds")
    taken = decisions.undo(db, who, now)
    click.echo(f"判断 {len(taken)}件を取り消しました。" if taken else "取り消せる判断はありません。")


def _merge(db: Connection, path: Path) -> None:
    """Nothing is written before the whole file was read."""
    from planlink.workspace import store
    from planlink.workspace.exchange import bring, read_events

    events, analysis = read_events(path), store.load_analysis(db)
    found = bring(db, events, analysis.measures)
    click.echo(f"判断の記録 {found.new}件を取り込みました（すでにあるもの {len(events) - found.new}件）。")
    if found.gone:
        click.echo(f"今の計画にない{found.gone}施策への判断も取り込みました。その施策のある文書を加えると現れます。")
    _tell(found.agreement)
    if found.agreement.differing:
        from planlink.commands.screen import show_table
        from planlink.outputs.decision_rows import differing_table

        show_table(differing_table(analysis, found.agreement.differing))


def _tell(found: Agreement) -> None:
    from planlink.commands.screen import percent

    if not found.both:
        click.echo("両方が判断した組（施策と目標など）はありません。")
        return
    kappa = "求められません（どちらの判断も１種類だけのため）" if found.kappa is None else f"{found.kappa:.2f}"
    click.echo(
        f"両方が判断した組 {found.both}件のうち，同じ判断 {found.alike}件（{percent(found.alike / found.both, 1)}），"
        f"カッパ係数 {kappa}"
    )


def _export(db: Connection, path: Path, names: bool) -> None:
    from planlink.workspace import decisions
    from planlink.workspace.exchange import lines_of

    events = decisions.every(db)
    text = lines_of(events, names)
    _put(path, lambda part: part.write_bytes(text.encode()))
    click.echo(f"判断の記録 {len(events)}件を書き出しました：{path}")


def _workbook(db: Connection, path: Path, table: Table) -> None:
    from planlink.outputs.excel import write_table
    from planlink.workspace import store

    run = store.load_run(db)
    as_of = date.fromisoformat(run.as_of) if run is not None and run.as_of else None
    _put(path, lambda part: write_table(part, table, as_of))
    click.echo(f"確認結果一覧を書き出しました：{path}")


def _put(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file whole or not at all. Raises WorkspaceError where it cannot be written."""
    from planlink.errors import WorkspaceError

    try:
        with tempfile.TemporaryDirectory(prefix=".planlink-", dir=path.parent) as apart:
            part = Path(apart) / path.name
            write(part)
            os.replace(part, path)
    except OSError as cause:
        raise WorkspaceError(
            f"{path}：書き出せません。場所と権限を確かめ，ほかのソフトで開いていたら閉じてから，もう一度行ってください。"
        ) from cause


def _show(table: Table) -> None:
    from planlink.commands.screen import show_table

    if table.rows:
        show_table(table)
    else:
        click.echo(f"{table.nothing}。{table.note}")
