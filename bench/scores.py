"""Whether the models that lie in models/ are what their training text gives: each is trained anew in an empty folder
and its figures held against its scores.json. `python bench/scores.py [core] [semantic]`; exit status 1 where they
differ. `--sample` makes those of the text alone, a third of the work.
"""

from __future__ import annotations

import json
import runpy
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from planlink.links.building import build, sample
from planlink.links.choice import CORE, SEMANTIC

ROOT = Path(__file__).resolve().parents[1]
MODELS = (CORE, SEMANTIC)
APART = 1e-6


def main(arguments: Sequence[str]) -> int:
    is_sample, names = "--sample" in arguments, [one for one in arguments if one != "--sample"]
    differ = False
    for name in names or MODELS:
        kept = json.loads((ROOT / "models" / name / "scores.json").read_text(encoding="utf-8"))
        recipe = runpy.run_path(str(ROOT / "models" / name / "train.py"))["RECIPE"]
        with tempfile.TemporaryDirectory() as folder:
            if is_sample:
                kept = kept["cross_validated"]["text"]
                made = json.loads(json.dumps(sample(recipe, Path(folder))))  # as it would be read back
            else:
                build(recipe, Path(folder))
                made = json.loads((Path(folder) / "scores.json").read_text(encoding="utf-8"))
        wrong = sorted(differences(kept, made))
        differ = differ or bool(wrong)
        for line in wrong:
            print(f"{name} {line}")
        found = made if is_sample else made["cross_validated"]["all"]
        print(f"{name}: {'differs' if wrong else 'the same figures'}; {summary(found)}")
    return 1 if differ else 0


def summary(found: dict[str, Any]) -> str:
    """The figures of a choice of features in one line."""
    told = ", ".join(f"{name} {value:.3f}" for name, value in found.items() if isinstance(value, float))
    weakest = min(found["goals"].items(), key=lambda pair: pair[1])
    return f"{told}; weakest goal {weakest[0]} {weakest[1]:.3f}; over styles {found['over_styles']['macro_f1']:.3f}"


def differences(kept: Any, made: Any, place: str = "") -> Iterator[str]:
    """Each figure that is missing, new, or further apart than APART."""
    if isinstance(kept, dict) and isinstance(made, dict):
        for key in {*kept, *made}:
            yield from differences(kept.get(key), made.get(key), f"{place}/{key}")
    elif kept is None or made is None or abs(kept - made) > APART:
        yield f"{place}: kept {kept}, made {made}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
