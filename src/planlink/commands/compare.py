"""planlink compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planlink.commands.layout import Command
from planlink.commands.options import Existing
from planlink.errors import PlanlinkError, WorkspaceError

if TYPE_CHECKING:
    from planlink.outputs.rows import Table
    from planlink.records.cities import CityMeasure, CitySums

FORMATS = ("text", "csv", "jsonl", "xlsx")
UNBUILT = "まだ結果がないので，除きました：{place}"
EXAMPLE = """
planlink compare 結果/みなと野市 結果/かわ辺町
planlink compare 結果 --format xlsx -o 比較.xlsx
planlink compare 結果 --sdg 14
planlink compare 結果 --theme 子育て --format csv -o 子育て.csv
"""


@click.command(cls=Command, example=EXAMPLE)
@click.argument("places", metavar="OUT...", nargs=-1, required=True, type=Existing("作業フォルダー", file_okay=False))
@click.option("--sdg", metavar="番号", help="ＳＤＧｓのこの目標に関連する施策を，市町村ごとに並べます。")
@click.option("--viewpoint", metavar="名称", help="この視点に関連する施策を並べます。")
@click.option("--theme", metavar="語句", help="名称にこの語句のある重点テーマに関連する施策を並べます。")
@click.option(
    "--format", "format_", metavar="形式", type=click.Choice(FORMATS), default="text", help="text・csv・jsonl・xlsx。"
)
@click.option(
    "-o", "--output", metavar="ファイル", type=click.Path(path_type=Path), help="書き出し先（xlsx には必要です）。"
)
def command(
    places: tuple[Path, ...],
    sdg: str | None,
    viewpoint: str | None,
    theme: str | None,
    format_: str,
    output: Path | None,
) -> None:
    """複数の作業フォルダーを並べ，文書・施策・ＫＰＩの数と，ＳＤＧｓの目標ごとの施策の数を比べます。

    OUT には，作業フォルダーか，作業フォルダーのあるフォルダーを指定します。
    数の多い少ないは，計画の書き方や読み取りにもよります。市町村の優劣を示すものではありません。
    """
    from planlink.outputs.city_rows import city_table, serving_table
    from planlink.workspace.compare import serving, sums, workspaces

    asked = [(scheme, said) for scheme, said in (("sdg", sdg), ("viewpoint", viewpoint), ("theme", theme)) if said]
    if len(asked) > 1:
        raise PlanlinkError("--sdg・--viewpoint・--theme は，どれか１つを指定してください。")
    if format_ == "xlsx" and output is None:
        raise PlanlinkError("xlsx の書き出し先を -o で指定してください（例：-o 比較.xlsx）。")
    found = [(city, out, sums(city, out)) for city, out in workspaces(places).items()]
    for _, out, one in found:
        if one is None:
            click.echo(UNBUILT.format(place=out), err=True)
    cities = [one for _, _, one in found if one is not None]
    if asked:
        (scheme, said), built = _checked(*asked[0]), {one.city for one in cities}
        measures = [one for city, out, _ in found if city in built for one in serving(city, out, scheme, said)]
        _show(serving_table(measures), measures, format_, output)
    else:
        _show(city_table(cities), cities, format_, output)


def _checked(scheme: str, said: str) -> tuple[str, str]:
    """The label in normal form. Raises PlanlinkError for a goal or viewpoint that does not exist."""
    from planlink import knowledge
    from planlink.japanese.text import fold, search_key

    if scheme == "theme":
        return scheme, said
    concepts = knowledge.goals() if scheme == "sdg" else knowledge.viewpoints()
    labels = {search_key(one.label): one.label for one in concepts}
    found = labels.get(search_key(fold(said)))
    if found is None:
        raise PlanlinkError(f"--{scheme} の「{said}」は使えません。使えるのは，{'，'.join(labels.values())} です。")
    return scheme, found


def _show(table: Table, records: Sequence[CitySums] | Sequence[CityMeasure], format_: str, output: Path | None) -> None:
    from planlink.commands.screen import show_table
    from planlink.outputs.excel import write_table

    try:
        if format_ == "xlsx" and output is not None:
            write_table(output, table)
        elif output is not None:
            output.write_bytes(_bytes(table, records, format_))
        elif format_ != "text":
            click.echo(_bytes(table, records, format_), nl=False)
        elif table.rows:
            show_table(table)
        else:
            click.echo(f"{table.nothing}。")
    except OSError as cause:
        raise WorkspaceError(
            f"{output}：書き込めません。場所を確かめ，Excel で開いていたら閉じてから，もう一度行ってください。"
        ) from cause
    if output is not None:
        click.echo(f"書き出しました：{output}")


def _bytes(table: Table, records: Sequence[Any], format_: str) -> bytes:
    import json

    from planlink.outputs.export import csv_bytes

    if format_ == "jsonl":
        return "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in records).encode()
    return csv_bytes([column.title for column in table.columns], table.rows)
