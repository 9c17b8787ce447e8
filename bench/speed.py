"""The table of docs/speed.md, made from what the scripts of each stage measure.

`python bench/speed.py [--sample]` runs them, keeps their rows in docs/speed.json and sets the table anew; `--table`
sets it from the rows that are kept. Exit status 1 where a budget does not hold.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ("whole", "reading", "linking")
KEPT, PAGE = ROOT / "docs" / "speed.json", ROOT / "docs" / "speed.md"
MARK = "<!-- made by bench/speed.py from speed.json -->"


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--table", action="store_true")
    asked = parser.parse_args(arguments)
    if not asked.table:
        found = {"busy": round(os.getloadavg()[0], 1), "rows": {name: measured(name, asked.sample) for name in SCRIPTS}}
        KEPT.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_table(page, kept), encoding="utf-8")
    return 0 if all(row["holds"] for rows in kept["rows"].values() for row in rows) else 1


def measured(name: str, sample: bool) -> list[dict[str, Any]]:
    """The rows of one script."""
    with tempfile.TemporaryDirectory() as apart:
        file = Path(apart) / "rows.json"
        command = [sys.executable, str(ROOT / "bench" / f"{name}.py"), "--json", str(file)]
        subprocess.run([*command, "--sample"] if sample else command, check=False)
        rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["rows"]
    return rows


def table(kept: dict[str, Any]) -> str:
    """The rows as a table in Markdown."""
    lines = ["| script | what | asked | measured | holds |", "|---|---|---|---|---|"]
    for name, rows in kept["rows"].items():
        for row in rows:
            holds = "" if row["asked"] == "-" else "yes" if row["holds"] else "**no**"
            lines.append(f"| `{name}.py` | {row['what']} | {row['asked']} | {row['measured']} | {holds} |")
    return "\n".join([*lines, "", f"Processes that wanted the processor when it began: {kept['busy']:g} (of 2 cores)."])


def with_table(page: str, kept: dict[str, Any]) -> str:
    """The page with the table behind its mark."""
    return f"{page.partition(MARK)[0]}{MARK}\n\n{table(kept)}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
