"""planlink audit."""

from __future__ import annotations

from pathlib import Path

import click

from planlink.commands.layout import Command
from planlink.commands.options import workspace

FAILED = 3

EXAMPLE = """
planlink audit 結果
planlink audit 結果 --fail-on error   （要修正があれば終了の値が 3）
"""


@click.command(cls=Command, example=EXAMPLE)
@workspace
@click.option(
    "--fail-on",
    metavar="区分",
    type=click.Choice(("error", "warning")),
    help="error：要修正があれば，warning：要修正か要確認があれば，終了の値を 3 にします。",
)
@click.option("--delicate", is_flag=True, help="扱いに配慮の要る点検（前期より低い目標値など）だけを表示します。")
@click.pass_context
def command(ctx: click.Context, out: Path, fail_on: str | None, delicate: bool) -> None:
    """整合性点検の結果を，要修正・要確認・参考の順に表示します。"""
    from planlink.commands.screen import show_table
    from planlink.outputs.audit_rows import delicate_paper, finding_paper, severity_counts
    from planlink.outputs.words import SEVERITIES
    from planlink.workspace import store

    with store.opened(out) as db:
        analysis, run = store.load_analysis(db), store.load_run(db)
    table = delicate_paper(analysis) if delicate else finding_paper(analysis, run.unread if run else ())
    counts = {} if delicate else severity_counts(analysis)
    if not table.rows:
        click.echo(f"{table.nothing}。")
    else:
        show_table(table)
        click.echo("，".join(f"{SEVERITIES[code]} {count}件" for code, count in counts.items()), nl=bool(counts))
    grave = {"error": ("error",), "warning": ("error", "warning")}.get(fail_on or "", ())
    if any(counts.get(severity) for severity in grave):
        ctx.exit(FAILED)
