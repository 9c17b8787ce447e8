"""planlink why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing, workspace
from planlink.errors import PlanlinkError
from planlink.japanese.text import fold, search_key

if TYPE_CHECKING:
    from planlink.records.findings import Analysis
    from planlink.records.plans import Measure

EXAMPLE = """
planlink why 結果 strategy.基本目標1.(ｱ) --sdg 11
planlink why 結果 "公園の再整備" --sdg 11.7
planlink why 結果 "公園の再整備" --viewpoint DX
"""
TOLD = 5  # measures that a message names


@click.command(cls=Command, example=EXAMPLE)
@workspace
@click.argument("measure", metavar="施策")
@click.option("--sdg", metavar="番号", help="ＳＤＧｓの目標（11）かターゲット（11.5）。")
@click.option("--viewpoint", metavar="名称", help="視点（DX など）。")
@click.option(
    "--config", metavar="ファイル", type=Existing("設定ファイル", dir_okay=False), help="設定（planlink.toml）。"
)
def command(out: Path, measure: str, sdg: str | None, viewpoint: str | None, config: Path | None) -> None:
    """施策が，なぜその目標・ターゲット・視点に関連付けられたか，または，なぜ関連付けられなかったかを表示します。
    評点と区切りの値，評点を上げた語句と下げた語句，本文にない近い語が出ます。

    施策は，番号（export の measures.jsonl の id）か題で指定します。題は一部でもかまいません。
    """
    from planlink.links.choice import choose
    from planlink.links.learning import taught
    from planlink.links.reasons import explain
    from planlink.links.rules import rules_of
    from planlink.outputs.why_lines import why_lines
    from planlink.settings import Settings
    from planlink.workspace import store

    scheme, label = _asked(sdg, viewpoint)
    settings = Settings.load(config)
    with store.opened(out) as db:
        analysis, lesson = store.load_analysis(db), store.load_lesson(db)
    found, tools = _measure(analysis, measure), choose(settings.model)
    tools = replace(tools, model=taught(tools.model, lesson))
    reason = explain(
        found, scheme, label, tools, rules_of(settings.sdg_terms, settings.sdg_criteria, settings.sdg_most_primary)
    )
    pair = (found.id, scheme, label)
    decided = next(
        (k for k in analysis.links if (k.measure, k.scheme, k.label) == pair and k.status in ("confirmed", "rejected")),
        None,
    )
    for line in why_lines(found, reason, tools.model.at_most_related, decided):
        click.echo(line)


def _asked(sdg: str | None, viewpoint: str | None) -> tuple[str, str]:
    """The scheme and label that were asked for."""
    from planlink.knowledge import goals, targets, viewpoints

    if (sdg is None) == (viewpoint is None):
        raise PlanlinkError("--sdg か --viewpoint のどちらか１つを指定してください（例：--sdg 11，--sdg 11.5）。")
    label = fold((sdg if sdg is not None else viewpoint or "").strip())
    known = {
        **{concept.label: "viewpoint" for concept in viewpoints() if viewpoint is not None},
        **{concept.label: "sdg" for concept in goals() if sdg is not None},
        **{concept.label: "sdg-target" for concept in targets() if sdg is not None},
    }
    same = next((one for one in known if search_key(one) == search_key(label)), None)
    if same is None:
        some = "1～17 の目標か，11.5 のようなターゲットを" if sdg is not None else "，".join(known) + " から"
        raise PlanlinkError(f"「{label}」という項目はありません。{some}指定してください。")
    return known[same], same


def _measure(analysis: Analysis, asked: str) -> Measure:
    """The measure with this id or title, or the only one whose title has these letters."""
    measures = analysis.measures
    key = search_key(asked)
    ways = (
        [m for m in measures if m.id == asked],
        [m for m in measures if search_key(m.id) == key],
        [m for m in measures if search_key(m.title) == key],
        [m for m in measures if key and key in search_key(m.title)],
    )
    found = next((way for way in ways if way), [])
    if len(found) == 1:
        return found[0]
    if not found:
        raise PlanlinkError(
            f"「{asked}」という施策は見つかりません。planlink search で探し，番号か題を指定してください。"
        )
    some = "，".join(f"{m.id}（{m.title}）" for m in found[:TOLD])
    more = "など" if len(found) > TOLD else ""
    raise PlanlinkError(f"「{asked}」に当たる施策が{len(found)}件あります。番号で指定してください：{some}{more}")
