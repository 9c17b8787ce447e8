"""What a script of bench/ says of one figure, and how it is kept for bench/proofs.py."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what it is of, what was asked, what was measured, and whether it holds."""

    what: str
    asked: str
    measured: str
    holds: bool

    def __str__(self) -> str:
        return f"{'holds' if self.holds else 'FALLS SHORT'}: {self.what}: asked {self.asked}, measured {self.measured}"


def keep(rows: Sequence[Row], file: Path | None) -> int:
    """Print the rows, write them where a file is named, and say the exit status: 1 where one does not hold."""
    for row in rows:
        print(row)
    if file is not None:
        told = {"rows": [asdict(row) for row in rows]}
        file.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return int(not all(row.holds for row in rows))
