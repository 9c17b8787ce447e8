"""Arguments and options that several commands share."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from planlink.errors import PlanlinkError


class Day(click.ParamType[date]):
    """A day, YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"「{value}」は日付として読めません。2025-11-21 のように指定してください。", param, ctx)


class Positive(click.ParamType[int]):
    """A whole number from 1."""

    name = "count"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if not str(value).isdecimal() or int(value) < 1:
            self.fail(f"「{value}」は使えません。1 以上の整数を指定してください。", param, ctx)
        return int(value)


class Existing(click.Path):
    """A path that must exist; the name tells what it is in messages."""

    def __init__(self, what: str, **options: Any) -> None:
        super().__init__(exists=True, path_type=Path, **options)
        self.name = what


class Place(click.Path):
    """A path, or an address (s3://…) as text; a path must exist where `exists` is set."""

    def __init__(self, what: str, exists: bool = False) -> None:
        super().__init__(exists=exists, path_type=Path)
        self.name = what

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        is_address = isinstance(value, str) and "://" in value
        return value if is_address else super().convert(value, param, ctx)


def tell_unfinished(ctx: click.Context, param: click.Parameter, told: Path | tuple[Path, ...]) -> Any:
    """What is not whole there is said first, beside what the command answers."""
    from planlink.workspace.unfinished import unfinished

    for out in (told,) if isinstance(told, Path) else told:
        with suppress(PlanlinkError):  # the command itself says what is wrong
            if (sentence := unfinished(out)) is not None:
                click.echo(f"御注意：{out}：{sentence}", err=True)
    return told


workspace = click.argument(
    "out", metavar="OUT", type=Existing("作業フォルダー", file_okay=False), callback=tell_unfinished
)
