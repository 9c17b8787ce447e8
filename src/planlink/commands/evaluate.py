"""planlink evaluate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from planlink.commands.layout import Command
from planlink.commands.link import read_lines
from planlink.commands.options import Existing
from planlink.errors import PlanlinkError
from planlink.records.links import Link, Score
from planlink.records.plans import Measure

if TYPE_CHECKING:
    from planlink.links.choice import Tools
    from planlink.links.classifier import Model
    from planlink.links.evaluate import Figure

FIGURES = MappingProxyType(
    {
        "strict_f1": "目標 ◎の一致（厳密なF1）",
        "lenient_f1": "目標 ◎○の一致（緩いF1）",
        "macro_f1": "目標 ◎の一致（目標ごとのF1の平均）",
        "related_right": "目標 ○の正しさ",
        "lrap": "目標の順位（LRAP）",
        "hit@1": "最上位の目標の的中",
        "hit@3": "上位３目標の的中",
        "targets@3": "上位３ターゲットの的中",
        "viewpoint_f1": "視点の一致（F1）",
        "theme": "テーマの一致",
        "calibration_error": "評点のずれ（小さいほどよい）",
    }
)

BASELINES = MappingProxyType(
    {"names": "目標の名前との近さだけ", "keywords": "目標の語の数だけ", "words": "語句だけ（意味の近さなし）"}
)
COMPARED = ("strict_f1", "lenient_f1", "macro_f1", "hit@3")

EXAMPLE = """
planlink evaluate 正解.jsonl --workspace 結果
planlink evaluate 正解.jsonl
  （正解に text があるとき。１行は {"id": "1", "text": "乗合タクシーを増便する",
  "sdg": [11]} の形）
"""


@click.command(cls=Command, example=EXAMPLE)
@click.argument("gold", metavar="GOLD.jsonl", type=Existing("ファイル", dir_okay=False))
@click.option(
    "--workspace", metavar="OUT", type=Existing("作業フォルダー", file_okay=False), help="比べる作業フォルダー。"
)
def command(gold: Path, workspace: Path | None) -> None:
    """職員などが付けた正解と，planlink の関連付けとを比べ，一致の度合いを，目標ごとの値，評点のずれ，
    もっと簡単な方法による値とともに表示します。

    作業フォルダーを指定しないときは，正解の text（と title）を関連付けます。
    """
    for line in evaluation_lines(gold, workspace):
        click.echo(line)


def evaluation_lines(gold: Path, workspace: Path | None) -> Iterator[str]:
    """The result as lines of text. Without a workspace the gold lines' own title and text are linked."""
    from planlink.links.choice import AUTO, choose
    from planlink.links.evaluate import evaluate

    lines, tools = list(read_lines(gold, ("id",))), choose(AUTO)
    measures, links, scores = _of_workspace(workspace) if workspace else _of_lines(gold, lines, tools)
    found = evaluate(lines, measures, links, scores)
    yield f"正解 {len(lines)}件のうち，{len(lines) - len(found.missing)}件の施策と比べました。"
    if found.missing:
        yield f"対応する施策がない正解：{'，'.join(found.missing)}"
    yield from (_figure(FIGURES.get(figure.name, figure.name), figure) for figure in found.figures)
    yield "目標ごとの◎の一致（F1）"
    yield from (_figure(f"  目標{figure.name}", figure) for figure in found.labels)
    yield "評点の区間ごとの，◎の正解の割合（○の正解を除く）"
    yield from (
        f"  {b.low:.1f}～{b.low + 0.1:.1f}\t{b.right:.3f}\t（評点の平均 {b.score:.3f}，{b.count}件）"
        for b in found.bins
    )
    yield from _compared(lines, measures, tools.model)


def _figure(name: str, figure: Figure) -> str:
    return f"{name}\t{figure.value:.3f}\t（95％区間 {figure.low:.3f}～{figure.high:.3f}，{figure.count}件）"


def _compared(lines: Sequence[dict[str, Any]], measures: Sequence[Measure], model: Model) -> Iterator[str]:
    """The same figures for simpler ways."""
    from planlink.links.baselines import baselines
    from planlink.links.evaluate import evaluate

    yield "\t".join(("もっと簡単な方法では", *(FIGURES[name] for name in COMPARED)))
    for way, (links, scores) in baselines(measures, model).items():
        figures = {figure.name: figure.value for figure in evaluate(lines, measures, links, scores).figures}
        yield "\t".join((f"  {BASELINES[way]}", *(f"{figures[name]:.3f}" for name in COMPARED if name in figures)))


def _of_workspace(workspace: Path) -> tuple[list[Measure], Sequence[Link], Sequence[Score]]:
    from planlink.workspace import store

    with store.opened(workspace) as db:
        analysis = store.load_analysis(db)
    return analysis.measures, analysis.links, analysis.scores


def _of_lines(
    gold: Path, lines: Sequence[dict[str, Any]], tools: Tools
) -> tuple[list[Measure], Sequence[Link], Sequence[Score]]:
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
    links, scores = link_measures((), measures, model=tools.model, encoder=tools.encoder)
    return measures, links, scores
