"""What commands show on a screen: tables on stdout, progress on stderr."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from planlink.outputs.rows import Table, shown

if TYPE_CHECKING:
    from planlink.settings import Settings

PIPED_WIDTH = 160
NAMED = 8  # documents that a warning names
STRAYS = 5  # rows of a table that a message names


def show_table(table: Table) -> None:
    """Print a table; equal first cells one below the other are printed once."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PIPED_WIDTH)
    grid = Grid(title=table.title, show_lines=True)
    for column in table.columns:
        grid.add_column(column.title, ratio=round(column.width * 2), justify=_side(column.kind), overflow="fold")
    before: Any = None
    for row in table.rows:
        texts = [shown(column, cell) for column, cell in zip(table.columns, row, strict=True)]
        texts[0] = "" if table.groups and row[0] == before else texts[0]
        grid.add_row(*(Text(text) for text in texts))
        before = row[0]
    console.print(grid)
    if table.note:
        console.print(Text(table.note))


def _side(kind: str) -> Any:
    return {"number": "right", "mark": "center"}.get(kind, "left")


def warn_of_strays(settings: Settings, documents: Sequence[str]) -> None:
    """Name what planlink.toml says of documents that are not there."""
    known = "".join(f"「{document}」" for document in documents[:NAMED])
    more = f"など{len(documents)}件" if len(documents) > NAMED else ""
    for section, stem in settings.strays(documents):
        place = f'[measures."{stem}"]' if section == "measures" else f'roles の "{stem}"'
        click.echo(
            f"御注意：設定（planlink.toml）の {place} に当たる文書がないので，使っていません。"
            f"読み取る文書の名前は，{known}{more}です。",
            err=True,
        )


def percent(share: float, digits: int = 0) -> str:
    """A share as a city hall prints it: 95％."""
    return f"{share:.{digits}%}".replace("%", "％")


TERM_FAULTS = MappingProxyType(
    {
        "twice": "２回書いてあります",
        "short": "１文字なので，関係のない文章にも当たります",
        "inside": "「{other}」のような語の一部にも当たります",
    }
)


def warn_of_settings(settings: Settings, documents: Sequence[str]) -> None:
    """Name what planlink.toml says in vain, and the city's own terms (sdg_terms) that will meet other words too."""
    warn_of_strays(settings, documents)
    if not settings.sdg_terms:
        return  # no dictionary is needed
    from planlink.links.termfaults import city_faults

    for fault in city_faults(settings.sdg_terms):
        what = TERM_FAULTS[fault.kind].format(other=fault.other)
        click.echo(
            f"御注意：設定（planlink.toml）の sdg_terms の {fault.label} にある「{fault.term}」は，{what}。",
            err=True,
        )


class Bar:
    """A progress bar that tells a build's steps."""

    def __init__(self, progress: Any) -> None:
        self._progress = progress
        self._task: Any = None

    def begin(self, steps: int) -> None:
        """Show the bar."""
        self._task = self._progress.add_task("読み取り", total=steps)

    def doing(self, what: str, done: int = 0, of: int = 0) -> None:
        """What is being done, with the pages read."""
        self._progress.update(self._task, description=f"{what}（{of}頁中{done}頁）" if of else what)

    def step(self, what: str) -> None:
        """One step has ended."""
        self._progress.update(self._task, advance=1, description=what)


class Lines:
    """A build's steps as JSON on stdout, one object a line, for a program that waits for it."""

    def begin(self, steps: int) -> None:
        self._tell(steps=steps)

    def doing(self, what: str, done: int = 0, of: int = 0) -> None:
        self._tell(doing=what, done=done, of=of)

    def step(self, what: str) -> None:
        self._tell(ended=what)

    def _tell(self, **told: str | int) -> None:
        click.echo(json.dumps(told, ensure_ascii=False))


@contextmanager
def progress(lines: bool = False) -> Iterator[Bar | Lines | None]:
    """A bar on stderr, None where that is no terminal; or lines for a program."""
    import sys

    if lines:
        yield Lines()
        return
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield Bar(shown)


def tell_strays(titles: Sequence[str]) -> None:
    """Name the rows of a table of the last edition that were not used."""
    if titles:
        names = "，".join(f"「{title}」" for title in titles[:STRAYS])
        more = f"など{len(titles)}行" if len(titles) > STRAYS else ""
        click.echo(f"御注意：題の同じ施策がないか，２つ以上あるので使わなかった行：{names}{more}", err=True)
