"""planlink answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing, workspace
from planlink.errors import PlanlinkError

if TYPE_CHECKING:
    from planlink.documents.answertable import AnswerRow
    from planlink.records.findings import Finding

EXAMPLE = """
planlink answer 結果 --table 整合性点検結果.xlsx
  （シート「点検結果」の回答・担当課・理由・回答日の欄に記入して保存したもの）
planlink answer 結果 3 修正する --department 企画課
  （3 は planlink audit の番号）
"""
TOLD = 5  # unknown ids that a message names


@click.command(cls=Command, example=EXAMPLE)
@workspace
@click.argument("number", metavar="[番号]", type=int, required=False)
@click.argument("verdict", metavar="[回答]", required=False)
@click.option(
    "--table",
    metavar="ファイル",
    type=Existing("回答を記入した表", dir_okay=False),
    help="回答を記入した表（.xlsx か .csv）。",
)
@click.option("--department", metavar="課", default="", help="回答した課。")
@click.option("--reason", metavar="理由", default="", help="回答の理由。")
@click.option("--when", metavar="日", default="", help="回答した日。2025-11-21 のように指定します。")
def command(
    out: Path, number: int | None, verdict: str | None, table: Path | None, department: str, reason: str, when: str
) -> None:
    """整合性点検への回答（修正する・理由を付して現行どおり・指摘に当たらない）を記録します。

    回答した点検は一覧の終わりに移り，要修正・要確認の件数に入りません。計画を差し替えても回答は残り，
    その箇所の記載が変わったときだけ「再確認」として元の順に戻ります。次の build で帳票に入ります。
    """
    from planlink.documents.answertable import AnswerRow, read_answers
    from planlink.outputs.audit_rows import listed
    from planlink.workspace import answers, store

    if (table is None) == (number is None or verdict is None):
        raise PlanlinkError(
            "番号と回答，または --table のどちらかを指定してください（例：planlink answer 結果 3 修正する）。"
        )
    with store.opened(out) as db:
        findings = listed(store.load_analysis(db))
        if table is not None:
            rows: Sequence[AnswerRow] = read_answers(table)
        else:
            rows = [
                AnswerRow(_numbered(findings, number or 0), _verdict(verdict or ""), department, reason, _day(when))
            ]
        made, gone = answers.new(rows, findings, again=table is None)
        answers.add(db, made)
    if gone:
        click.echo(f"今の点検にない {len(gone)}件の回答は記録しませんでした：{'，'.join(gone[:TOLD])}", err=True)
    click.echo(f"回答 {len(made)}件を記録しました。" if made else "新しい回答はありません。")


def _numbered(findings: Sequence[Finding], number: int) -> str:
    if not 1 <= number <= len(findings):
        raise PlanlinkError(
            f"{number}番の点検はありません。planlink audit の番号（1～{len(findings)}）で指定してください。"
        )
    return findings[number - 1].id


def _verdict(word: str) -> str:
    from planlink.records.findings import VERDICTS, verdict_of

    found = verdict_of(word)
    if found is None:
        raise PlanlinkError(f"「{word}」という回答はありません。{'，'.join(VERDICTS.values())} から選んでください。")
    return found


def _day(when: str) -> str:
    try:
        return str(date.fromisoformat(when)) if when else ""
    except ValueError as error:
        raise PlanlinkError(f"--when：「{when}」は日付ではありません。2025-11-21 のように指定してください。") from error
