"""The command line. Each command is a module of planlink.commands and is loaded when it is called."""

from __future__ import annotations

import io
import sys
from importlib import import_module
from types import MappingProxyType
from typing import Any

import click

import planlink
from planlink import catalogue
from planlink.commands.layout import Command, Context
from planlink.errors import PlanlinkError

COMMANDS = MappingProxyType(
    {
        "build": "文書を読み取り，関連付け・点検を行い，帳票を作ります。",
        "doctor": "文書がどこまで読み取れるかを調べます。",
        "outline": "見出しの構成と，何をなぜ施策としたかを表示します。",
        "table": "ＳＤＧｓ対応表を画面に表示します。",
        "audit": "整合性点検の結果を表示します。",
        "answer": "整合性点検への回答を記録します。",
        "search": "施策などを語句で探します。",
        "why": "関連付けた理由，関連付けなかった理由を表示します。",
        "review": "どのリンクから確認すればよいか，確認の目安を表示します。",
        "decisions": "職員の確認結果（採用・不採用・保留）を一覧にし，書き出し，取り込みます。",
        "learn": "職員の判断と前回の対応表に合わせて，◎・○の区切りを直します。",
        "serve": "施策の確認・指摘への回答・検索を行うページをブラウザーで開きます。",
        "export": "結果をデータ（jsonl・csv・xlsx・parquet・jsonld）で書き出します。",
        "compare": "複数の市町村の結果を並べて比べます。",
        "diff": "計画の２つの版を比べ，新旧対照表を作ります。",
        "backup": "作業フォルダーの控えを，１つのファイルに取ります。",
        "restore": "控えを，新しいフォルダーに戻します。",
        "purge": "planlink が作業フォルダーに作ったものを，すべて消します。",
        "draw": "頁をどう読み取ったかを絵（PNG）にします。",
        "link": "任意の文章をＳＤＧｓ・視点などに関連付けます。",
        "evaluate": "正解データと比べて，関連付けの精度を測ります。",
    }
)
"""Name → what it does in one line."""

WRONG_USE = 2


class Commands(click.Group):
    """The group of all commands, and the one place where planlink's errors become sentences."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"planlink.commands.{cmd_name}").command
        found.short_help = COMMANDS[cmd_name]
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("コマンド"):
            formatter.write_dl(list(COMMANDS.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        Command.format_epilog(self, ctx, formatter)  # type: ignore[arg-type]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PlanlinkError as error:
            click.echo(f"エラー：{error}", err=True)
            ctx.exit(getattr(error, "status", WRONG_USE))

    def main(self, *args: Any, **options: Any) -> Any:
        catalogue.speak_japanese()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # a letter that a console lacks ends no command
        return super().main(*args, **options)


@click.group(
    cls=Commands,
    options_metavar="[オプション]",
    subcommand_metavar="コマンド [引数]...",
    epilog="\b\n例：\n  planlink build 総合戦略.pdf -o 結果\n  planlink table 結果\n\n"
    "各コマンドの説明は「planlink コマンド --help」で表示されます。",
)
@click.version_option(planlink.__version__, message="planlink %(version)s", help="版を表示して終わります。")
def main() -> None:
    """自治体の計画（ＰＤＦ・Word・HTML・テキスト）を読み取り，施策とＳＤＧｓ・視点・テーマとの関連付けと，計画の整合性点検を行います。外部との通信は行いません。"""
