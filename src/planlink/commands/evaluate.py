"""planlink evaluate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from planlink.commands.layout import Command
from planlink.commands.link import read_lines
from planlink.commands.options import Existing
from planlink.errors import PlanlinkError
from planlink.records.links import Link, Score
from planlink.records.plans import Measure

FIGURES = MappingProxyType(
    {
        "strict_f1": "目標 ◎の一致（厳密なF1）",
        "lenient_f1": "目標 ◎○の一致（緩いF1）",
        "related_right": "目標 ○の正しさ",
        "lrap": "目標の順位（LRAP）",
        "hit@3": "上位３目標の的中",
        "targets@3": "上位３ターゲットの的中",
        "viewpoint_f1": "視点の一致（F1）",
        "theme": "テーマの一致",
    }
)

EXAMPLE = """
planlink evaluate 正解.jsonl --workspace 結果
"""


@click.command(cls=Command, example=EXAMPLE)
@click.argument("gold", metavar="GOLD.jsonl", type=Existing("ファイル", dir_okay=False))
@click.option(
    "--workspace", metavar="OUT", type=Existing("作業フォルダー", file_okay=False), help="比べる作業フォルダー。"
)
def command(gold: Path, workspace: Path | None) -> None:
    """職員などが付けた正解と，planlink の関連付けとを比べ，一致の度合いを表示します。"""
    for line in evaluation_lines(gold, workspace):
        click.echo(line)


def evaluation_lines(gold: Path, workspace: Path | None) -> Iterator[str]:
    """The result as lines of text. Without a workspace the gold lines' own title and text are linked."""
    from planlink.links.evaluate import evaluate

    lines = list(read_lines(gold, ("id",)))
    measures, links, scores = _of_workspace(workspace) if workspace else _of_lines(gold, lines)
    found = evaluate(lines, measures, links, scores)
    yield f"正解 {len(lines)}件のうち，{len(lines) - len(found.missing)}件の施策と比べました。"
    for figure in found.figures:
        name = FIGURES.get(figure.name, figure.name)
        yield f"{name}\t{figure.value:.3f}\t（95％区間 {figure.low:.3f}～{figure.high:.3f}，{figure.count}件）"
    if found.missing:
        yield f"対応する施策がない正解：{'，'.join(found.missing)}"


def _of_workspace(workspace: Path) -> tuple[list[Measure], Sequence[Link], Sequence[Score]]:
    from planlink.workspace import store

    with store.opened(workspace) as db:
        analysis = store.load_analysis(db)
    return [m for plan in analysis.plans for m in plan.measures], analysis.links, analysis.scores


def _of_lines(gold: Path, lines: Sequence[dict[str, Any]]) -> tuple[list[Measure], Sequence[Link], Sequence[Score]]:
    from planlink.links.choice import AUTO, choose
    from planlink.links.linking import link_measures

    if not all(isinstance(line.get("text"), str) for line in lines):
        raise PlanlinkError(
            f"{gold}：正解に text がありません。施策のある作業フォルダーを --workspace で指定してください。"
        )
    measures = [
        Measure(
            str(line["id"]), gold.stem, (str(line["id"]),), (), str(line.get("title", "")), line["text"], None, None
        )
        for line in lines
    ]
    tools = choose(AUTO)
    links, scores = link_measures((), measures, model=tools.model, encoder=tools.encoder)
    return measures, links, scores
