"""Whether the models that lie in models/ are what their training text gives: each is trained anew in an empty folder
and its figures held against its scores.json. `python bench/scores.py [core] [semantic]`; exit status 1 where they
differ. With `--sample` a fixed part of the text is learnt from, whose figures stand there too; that the whole text and
our knowledge are still those that the model learnt from is told by their digest.
"""

from __future__ import annotations

import json
import runpy
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from planlink.links.building import build, digest, sample
from planlink.links.choice import CORE, SEMANTIC
from planlink.links.training import Recipe, read_examples

ROOT = Path(__file__).resolve().parents[1]
MODELS = (CORE, SEMANTIC)
APART = 1e-6


def main(arguments: Sequence[str]) -> int:
    is_sample, names = "--sample" in arguments, [one for one in arguments if one != "--sample"]
    differ = False
    for name in names or MODELS:
        kept = json.loads((ROOT / "models" / name / "scores.json").read_text(encoding="utf-8"))
        recipe = runpy.run_path(str(ROOT / "models" / name / "train.py"))["RECIPE"]
        part = "sample" if is_sample else "cross_validated"
        made = sampled(recipe) if is_sample else trained(recipe)
        wrong = sorted(differences({key: kept.get(key) for key in made}, made))
        differ = differ or bool(wrong)
        for line in wrong:
            print(f"{name} {line}")
        print(f"{name}: {'differs' if wrong else 'the same figures'}; {summary(made[part]['all'])}")
    return 1 if differ else 0


def trained(recipe: Recipe) -> dict[str, Any]:
    """What a model that is trained anew says of itself."""
    with tempfile.TemporaryDirectory() as folder:
        build(recipe, Path(folder))
        told: dict[str, Any] = json.loads((Path(folder) / "scores.json").read_text(encoding="utf-8"))
    return told


def sampled(recipe: Recipe) -> dict[str, Any]:
    """The part of it that costs little, as it would be read back."""
    told: dict[str, Any] = json.loads(json.dumps({"sample": sample(recipe)}))
    return told | {"learnt_from": digest(read_examples())}


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
    elif kept != made and (not (is_number(kept) and is_number(made)) or abs(kept - made) > APART):
        yield f"{place}: kept {kept}, made {made}"


def is_number(figure: Any) -> bool:
    return isinstance(figure, int | float)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
