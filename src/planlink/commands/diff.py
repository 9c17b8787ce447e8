"""planlink diff."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing

if TYPE_CHECKING:
    from planlink.records.editions import Editions

EXAMPLE = """
planlink diff 旧戦略.pdf 新戦略.pdf
planlink diff 旧戦略.pdf 新戦略.pdf -o 新旧対照表.docx
planlink diff 旧戦略.pdf 新戦略.pdf --carry 結果
  （旧の版への職員の判断を新しい版に引き継ぐ）
"""


@click.command(cls=Command, example=EXAMPLE)
@click.argument("old", metavar="旧", type=Existing("旧の文書", dir_okay=False))
@click.argument("new", metavar="新", type=Existing("新の文書", dir_okay=False))
@click.option(
    "-o", "--output", metavar="ファイル", type=click.Path(path_type=Path), help="新旧対照表（Word）の書き出し先。"
)
@click.option(
    "--carry",
    metavar="OUT",
    type=Existing("作業フォルダー", file_okay=False),
    help="この作業フォルダーにある旧の施策への判断を，新の施策に引き継ぎます。",
)
@click.option(
    "--config", metavar="ファイル", type=Existing("設定ファイル", dir_okay=False), help="設定（planlink.toml）。"
)
def command(old: Path, new: Path, output: Path | None, carry: Path | None, config: Path | None) -> None:
    """計画の２つの版を比べ，新設・削除・変更・移動した施策と指標を表示します。

    -o を付けると，違うところに下線を引いた新旧対照表（Word）を書き出します。
    --carry を付けると，旧の施策への採用・不採用の判断を新の施策に引き継ぎます。
    施策の文が変わったものは「要再確認」になります。
    """
    from planlink.outputs.words import CHANGED_KINDS, CHANGES, NO_CHANGES
    from planlink.plans.editions import compare
    from planlink.read import read
    from planlink.settings import Settings

    settings = Settings.load(config)
    before, after = read(old, settings), read(new, settings)
    editions = compare(before, after)
    for change in editions.changes:
        entry = change.new or change.old
        assert entry is not None
        page = "" if entry.page is None else f"（{entry.page}頁）"
        click.echo(f"{CHANGED_KINDS[change.kind]}{CHANGES[change.state]}　{entry.title or entry.text[:40]}{page}")
    counts = Counter(f"{CHANGED_KINDS[c.kind]}{CHANGES[c.state]}" for c in editions.changes)
    click.echo("，".join(f"{name} {count}件" for name, count in counts.items()) or f"{NO_CHANGES}。")
    if output is not None:
        _write(output, editions, (before.title or before.file, after.title or after.file))
    if carry is not None:
        click.echo(f"判断 {_carried(carry, editions)}件を引き継ぎました。")


def _write(output: Path, editions: Editions, titles: tuple[str, str]) -> None:
    from planlink.errors import WorkspaceError
    from planlink.outputs.word import write_comparison

    try:
        write_comparison(output, editions, titles)
    except OSError as cause:
        raise WorkspaceError(
            f"{output}：書き込めません。場所を確かめ，Word で開いていたら閉じてから，もう一度行ってください。"
        ) from cause
    click.echo(f"新旧対照表を書き出しました：{output}")


def _carried(out: Path, editions: Editions) -> int:
    """Append the last decisions on old measures for the new ones; with the text they were made on, so that a changed
    one is stale. Pairs that have a decision of their own are left alone."""
    from dataclasses import replace

    from planlink.workspace import decisions, store

    with store.opened(out) as db:
        known = {one.pair: one for one in decisions.latest(db)}
        new_ids = dict(editions.pairs)
        carried = [
            replace(one, measure=new_ids[one.measure], way="carry")
            for one in known.values()
            if one.measure in new_ids and (new_ids[one.measure], one.scheme, one.label) not in known
        ]
        decisions.add(db, carried)
    return len(carried)
