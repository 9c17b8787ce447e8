"""What a bench script measures: rows of what was asked and what came out, told as lines and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One budget: `what` is measured, what is `asked`, what was `measured`, and whether it holds."""

    what: str
    asked: str
    measured: str
    holds: bool

    def __str__(self) -> str:
        return f"{'holds' if self.holds else 'FAILS'}  {self.what}: {self.measured} (asked: {self.asked})"


def at_most(what: str, value: float, most: float, unit: str, digits: int = 2) -> Row:
    """A row for a number that may not be larger than `most`."""
    return Row(what, f"<= {most:g} {unit}", f"{value:.{digits}f} {unit}", value <= most)


def at_least(what: str, value: float, least: float, unit: str, digits: int = 2) -> Row:
    """A row for a number that may not be smaller than `least`."""
    return Row(what, f">= {least:g} {unit}", f"{value:.{digits}f} {unit}", value >= least)


def told(what: str, measured: str) -> Row:
    """A row without a bar: what stands beside the budgets so that they can be judged."""
    return Row(what, "-", measured, True)


def tell(rows: Sequence[Row], file: Path | None, more: Mapping[str, Any] | None = None) -> int:
    """Print the rows, write them to `file` with what `more` there is, and return 1 where one does not hold."""
    for row in rows:
        print(row)
    if file is not None:
        found = {"rows": [asdict(row) for row in rows], **(more or {})}
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if all(row.holds for row in rows) else 1
