"""How help is laid out: Japanese letters take two columns, and lines may break between any two of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import click

from planlink import catalogue

_PARTS = re.compile(r"[\x21-\x7e]+|.")
NO_START = "，。、．・：；）」』】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
"""Letters that must not begin a line."""


def columns(text: str) -> int:
    """How many columns a text takes on a screen."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns (punctuation may hang over); Latin words stay whole."""
    lines, line = [], ""
    for part in _PARTS.findall(" ".join(text.split())):
        if line and columns(line + part) > width and part not in NO_START:
            lines.append(line.rstrip())
            line = part.lstrip()
        else:
            line += part
    return [*lines, line.rstrip()]


class Formatter(click.HelpFormatter):
    """click's formatter for wide letters."""

    def write_text(self, text: str) -> None:
        for paragraph in text.split("\n\n"):
            indent = " " * self.current_indent
            for line in self._lines(paragraph):
                self.write(f"{indent}{line}\n")
            self.write("\n")
        self.buffer.pop()

    def _lines(self, paragraph: str) -> Iterator[str]:
        if paragraph.lstrip().startswith("\b"):
            yield from paragraph.lstrip("\b\n ").split("\n")
        else:
            yield from wrapped(paragraph.replace("\n", ""), self.width - self.current_indent)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        listed = list(rows)
        first = min(max(columns(term) for term, _ in listed), col_max) + col_spacing
        for term, text in listed:
            lines = wrapped(text, self.width - first - self.current_indent)
            gap = first - columns(term)
            start = f"{term}{' ' * gap}" if gap >= col_spacing else f"{term}\n{' ' * (first + self.current_indent)}"
            self.write(f"{' ' * self.current_indent}{start}{lines[0]}\n")
            for line in lines[1:]:
                self.write(f"{' ' * (first + self.current_indent)}{line}\n")


class Context(click.Context):
    """A context whose help is laid out for wide letters."""

    formatter_class = Formatter


class Command(click.Command):
    """A command with a worked example in its help."""

    context_class = Context

    def __init__(self, *args: Any, example: str = "", **options: Any) -> None:
        options.setdefault("epilog", f"\b\n例：\n{indented(example)}" if example else None)
        options.setdefault("options_metavar", "[オプション]")
        super().__init__(*args, **options)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text(self.epilog)

    def main(self, *args: Any, **options: Any) -> Any:
        catalogue.speak_japanese()
        return super().main(*args, **options)


def indented(text: str) -> str:
    """Each line two columns to the right."""
    return "\n".join(f"  {line}" for line in text.strip().split("\n"))
