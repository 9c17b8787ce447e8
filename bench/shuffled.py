"""Does reading depend on the order in which a PDF is drawn? Each file is written again with the drawing order of every
page shuffled, and what `planlink export` writes for it is held against the export of the file as it is: only sha256,
file and quality in documents.jsonl may differ.

`python bench/shuffled.py [--seeds N] [PDF …]`; without names the demo's plans and, where they lie beside the project,
the real ones. Exit status 1 where an export differs.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from planlink.outputs.objects import objects
from planlink.read import read
from planlink.records.findings import Analysis
from planlink.relate import relate

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "corpus" / "demo"
REAL = ROOT.parent / "shared" / "documents"
MAY_DIFFER = ("sha256", "file", "quality")
Export = dict[str, list[dict[str, Any]]]


def shuffle(source: Path, target: Path, seed: int) -> Path:
    """Write `source` to `target` with the objects of each page in random order. pdfium writes the content anew: places
    may move by some millionths of a point, and text in fonts without embedded glyphs may be lost."""
    order = random.Random(seed)
    document = pypdfium2.PdfDocument(source)
    try:
        for page in document:
            _shuffle_page(page, order)
        document.save(target)
    finally:
        document.close()
    return target


def _shuffle_page(page: Any, order: random.Random) -> None:
    drawn = [raw.FPDFPage_GetObject(page, place) for place in range(raw.FPDFPage_CountObjects(page))]
    for one in drawn:
        if not raw.FPDFPage_RemoveObject(page, one):
            raise RuntimeError("pdfium cannot take an object off the page")
    order.shuffle(drawn)
    for one in drawn:
        raw.FPDFPage_InsertObject(page, one)
    if not raw.FPDFPage_GenerateContent(page):
        raise RuntimeError("pdfium cannot write the page")


def exported(analysis: Analysis) -> Export:
    """What an export writes, without what may differ."""
    files = objects(analysis)
    return {name: [_comparable(name, row) for row in rows] for name, rows in files.items()}


def _comparable(name: str, row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if name != "documents" or key not in MAY_DIFFER}


def differences(one: Export, other: Export) -> Iterator[str]:
    """The files that differ, each with its first pair of unequal lines."""
    for name, rows in one.items():
        if rows == other[name]:
            continue
        pairs = zip(rows, other[name], strict=False)
        first = next((pair for pair in pairs if pair[0] != pair[1]), (len(rows), len(other[name])))
        yield f"{name}: " + " | ".join(json.dumps(row, ensure_ascii=False)[:300] for row in first)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("files", nargs="*", type=Path)
    named = parser.parse_args(arguments)
    files = named.files or sorted([*DEMO.glob("*.pdf"), *REAL.glob("*.pdf")])
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            whole = exported(relate([read(file)]))
            for seed in range(named.seeds):
                other = read(shuffle(file, Path(folder) / file.name, seed))
                found = list(differences(whole, exported(relate([other]))))
                failed += bool(found)
                print(
                    f"{file.parent.name}/{file.name}  seed {seed}  {'; '.join(found) or 'the same export'}", flush=True
                )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
