"""planlink link."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing
from planlink.errors import PlanlinkError

EXAMPLE = """
planlink link 文章.jsonl > 結果.jsonl
  （文章.jsonl は１行に１つ，{"id": "1", "text": "乗合タクシーを増便する"} の形）
"""

Object = dict[str, Any]


@click.command(cls=Command, example=EXAMPLE)
@click.argument("file", metavar="FILE.jsonl", type=Existing("ファイル", dir_okay=False))
@click.option(
    "--features",
    metavar="方法",
    type=click.Choice(("all", "text", "encoder")),
    default="all",
    help="all（全て）・text（語句だけ）・encoder（意味だけ）。",
)
def command(file: Path, features: str) -> None:
    """任意の文章を，ＳＤＧｓの目標・ターゲット・視点に関連付け，１行に１つの JSON で表示します。"""
    for line in link_lines(read_lines(file), features):
        click.echo(json.dumps(line, ensure_ascii=False))


def link_lines(texts: Iterable[Object], features: str) -> Iterator[Object]:
    """{id, text} → {id, scheme, label, level, score, status} for every label."""
    raise PlanlinkError("この版では「planlink link」はまだ使えません。")


def read_lines(file: Path) -> Iterator[Object]:
    """The objects of a jsonl file with id and text. Raises PlanlinkError with the number of a line that is none."""
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip():
            yield _read_line(file, number, line)


def _read_line(file: Path, number: int, line: str) -> Object:
    try:
        found = json.loads(line)
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("text"), str) or "id" not in found:
        raise PlanlinkError(f'{file} の{number}行目：{{"id": "1", "text": "文章"}} の形で，１行に１つ書いてください。')
    return found
