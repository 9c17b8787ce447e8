"""Lines of JSON on standard output: UTF-8 on every system, whatever a console or a pipe would choose."""

from __future__ import annotations

import json
from typing import Any

import click


def say_line(line: dict[str, Any]) -> None:
    """Write one object as a line."""
    click.echo(json.dumps(line, ensure_ascii=False).encode("utf-8"))
