"""planlink learn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing, workspace

if TYPE_CHECKING:
    from planlink.links.learning import Known
    from planlink.records.links import Decision, Lesson
    from planlink.records.plans import Measure

EXAMPLE = """
planlink learn 結果
planlink learn 結果 --table 前回のSDGs対応表.xlsx
planlink learn 結果 --forget
"""


@click.command(cls=Command, example=EXAMPLE)
@workspace
@click.option(
    "--table",
    metavar="ファイル",
    type=Existing("対応表", dir_okay=False),
    help="前回の対応表（施策×目標に◎・○，.xlsx か .csv）。",
)
@click.option("--forget", is_flag=True, help="学んだことを取り消します。")
@click.option(
    "--config", metavar="ファイル", type=Existing("設定ファイル", dir_okay=False), help="設定（planlink.toml）。"
)
def command(out: Path, table: Path | None, forget: bool, config: Path | None) -> None:
    """職員の判断（採用・不採用）と前回の対応表に合わせて，◎・○を付ける区切りの値をこの市町村向けに直します。

    直すのは区切りの値だけです。直した値で一致が増えるかを，学習に使わなかった施策で確かめ，増えないときは直しません。
    次に build を行ったときから使います。
    """
    from planlink.links.choice import choose
    from planlink.links.learning import learn
    from planlink.links.rules import rules_of
    from planlink.settings import Settings
    from planlink.workspace import decisions, store

    settings = Settings.load(config)
    with store.opened(out) as db:
        if forget:
            store.save_lesson(db, None)
            click.echo("学んだことを取り消しました。もう一度 build を行うと，元の区切りの値に戻ります。")
            return
        measures = store.load_analysis(db).measures
        known = _known(measures, decisions.latest(db), _marks(table, measures))
        lesson = learn(
            known,
            choose(settings.model),
            rules_of(settings.sdg_terms, settings.sdg_criteria, settings.sdg_most_primary),
        )
        store.save_lesson(db, lesson)
    _tell(lesson)


def _marks(table: Path | None, measures: Sequence[Measure]) -> dict[str, Mapping[str, float]]:
    """The grades of a table by measure; rows that meet no measure, or several, are named."""
    from planlink.commands.screen import tell_strays
    from planlink.documents.marktable import read_marks
    from planlink.links.previous import matched

    if table is None:
        return {}
    found, strays = matched(read_marks(table), measures)
    tell_strays([row.title for row in strays])
    return found


def _known(
    measures: Sequence[Measure], words: Sequence[Decision], marks: Mapping[str, Mapping[str, float]]
) -> list[Known]:
    """What people said, by measure; a decision goes before a table of the last edition."""
    from planlink.links.decided import HOLD, REJECTED, text_of
    from planlink.links.learning import GRADES, Known

    known = []
    for measure in measures:
        said = {
            word.label: GRADES[None if word.verdict == REJECTED else word.verdict]
            for word in words
            if (word.measure, word.scheme, word.text) == (measure.id, "sdg", text_of(measure)) and word.verdict != HOLD
        }
        grades = {**marks.get(measure.id, {}), **said}
        if grades:
            known.append(Known(measure, grades))
    return known


def _tell(lesson: Lesson) -> None:
    from planlink.commands.screen import percent

    click.echo(f"{lesson.measures}施策の判断 {lesson.pairs}件から学びました。")
    click.echo(
        f"一致した割合：{percent(lesson.before, 1)} → {percent(lesson.after, 1)}（学習に使わなかった施策で確かめた値）"
    )
    ways: dict[str, list[str]] = {}
    for shift in lesson.shifts:
        ways.setdefault(f"◎は{_way(shift.primary)}，○は{_way(shift.related)}", []).append(shift.label)
    for way, goals in ways.items():
        click.echo(f"  目標{'，'.join(goals)}：{way}")
    click.echo("次に build を行ったときから使います。取り消すときは --forget を付けてください。")


def _way(shift: float) -> str:
    return "付けにくくする" if shift > 0 else "付けやすくする" if shift < 0 else "変えない"
