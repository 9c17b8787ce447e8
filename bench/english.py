"""How far models trained on Japanese sentences alone tell the goals of English texts, through `planlink link
--features encoder`. `python bench/english.py benchmark.csv` with the columns text, sdg (one goal), label (True, False):
the public SDG Classification Benchmark (PyPI: sdgclassification-benchmark, 1,251 texts) has them.

Printed: accuracy and F1 of what is linked; and of a cut on the score, the same for all goals, that is chosen on four
fifths of the texts and tried on the fifth.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from planlink.commands.link import link_lines
from planlink.links.classifier import ENCODER

FOLDS = 5
Marks = NDArray[np.bool_]


def main(arguments: Sequence[str]) -> int:
    rows = list(csv.DictReader(Path(arguments[0]).read_text(encoding="utf-8").splitlines(keepends=True)))
    wanted = np.array([row["label"] == "True" for row in rows])
    texts = [{"id": str(n), "text": row["text"]} for n, row in enumerate(rows)]
    asked = {(str(n), row["sdg"]) for n, row in enumerate(rows)}
    lines = [
        line for line in link_lines(texts, ENCODER) if line["scheme"] == "sdg" and (line["id"], line["label"]) in asked
    ]
    lines.sort(key=lambda line: int(line["id"]))
    print(f"{len(rows)} texts")
    print("linked", _said(np.array([line["status"] == "linked" for line in lines]), wanted))
    print("cut on the score", _said(over_best_cut(np.array([line["score"] for line in lines]), wanted), wanted))
    return 0


def over_best_cut(scores: NDArray[np.float64], wanted: Marks) -> Marks:
    """Which scores pass the cut that is most often right in the other folds."""
    folds = np.random.default_rng(0).permutation(len(scores)) % FOLDS
    passed = np.zeros(len(scores), dtype=bool)
    for fold in range(FOLDS):
        others = folds != fold
        right = {cut: ((scores[others] >= cut) == wanted[others]).mean() for cut in np.unique(scores[others])}
        passed[~others] = scores[~others] >= max(right, key=right.__getitem__)
    return passed


def _said(found: Marks, wanted: Marks) -> str:
    both = int((found & wanted).sum())
    f1 = 2 * both / max(1, int(found.sum()) + int(wanted.sum()))
    return f"accuracy {(found == wanted).mean():.3f}, F1 {f1:.3f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
