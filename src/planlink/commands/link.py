"""planlink link."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from planlink.commands.layout import Command
from planlink.commands.lines import say_line
from planlink.commands.options import Existing
from planlink.errors import PlanlinkError

EXAMPLE = """
planlink link 文章.jsonl > 結果.jsonl
  （文章.jsonl は１行に１つ，{"id": "1", "text": "乗合タクシーを増便する"} の形）
"""

Object = dict[str, Any]
LONGEST_TITLE = 60


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
        say_line(line)


def link_lines(texts: Iterable[Object], features: str) -> Iterator[Object]:
    """{id, text} → {id, scheme, label, level, score, status} for every label."""
    from planlink.links.choice import AUTO, choose
    from planlink.links.linking import link_text

    tools = choose(AUTO)
    for text in texts:
        title, body = _title_and_body(text["text"])
        for link in link_text(
            str(text["id"]), body, title=title, model=tools.model, encoder=tools.encoder, features=features
        ):
            yield {
                "id": text["id"],
                "scheme": link.scheme,
                "label": link.label,
                "level": link.level,
                "score": round(link.score, 3),
                "status": link.status,
            }


def _title_and_body(text: str) -> tuple[str, str]:
    """A short first line is a title."""
    first, found, rest = text.strip().partition("\n")
    return (first, rest.strip()) if found and len(first) <= LONGEST_TITLE else ("", text.strip())


def read_lines(file: Path, needed: tuple[str, ...] = ("id", "text")) -> Iterator[Object]:
    """The objects of a jsonl file. Raises PlanlinkError with the number of a line that is none or lacks a key."""
    for number, line in enumerate(_text(file).splitlines(), 1):
        if line.strip():
            yield _read_line(file, number, line, needed)


def _text(file: Path) -> str:
    from planlink.japanese.text import decoded

    text = decoded(file.read_bytes())
    if text is None:
        raise PlanlinkError(f"{file}：文字コードが分かりません。UTF-8 で保存し直してください。")
    return text


def _read_line(file: Path, number: int, line: str, needed: tuple[str, ...]) -> Object:
    try:
        found = json.loads(line)
    except json.JSONDecodeError:
        found = None
    text_is_text = "text" not in needed or (isinstance(found, dict) and isinstance(found.get("text"), str))
    if not isinstance(found, dict) or not text_is_text or any(key not in found for key in needed):
        raise PlanlinkError(f'{file} の{number}行目：{{"id": "1", "text": "文章"}} の形で，１行に１つ書いてください。')
    return found
