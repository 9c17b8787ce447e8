"""What does a page that cannot be read cost the pages behind it? Each page of each plan is lost in turn, as a picture
without OCR would be, and what is read then is held against the whole plan: a measure or indicator that stands below
another basic goal or group than before, and is not marked 要確認, is misled; one that was not there before is new.

`python bench/lost.py [FOLDER …]`; without names the plans of tests/pdfs/plans and the demo's. Exit status 1 where more
than MISLED of what was read is misled or new.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planlink.documents.reader import read_document
from planlink.read import plan_of
from planlink.records.documents import Document, PageQuality
from planlink.records.plans import Plan
from planlink.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "tests" / "pdfs" / "plans", ROOT / "corpus" / "demo")
MISLED = 0.01
PICTURE = PageQuality(letters=0, damaged=0, images=1)
Placed = Mapping[tuple[str, str], tuple[tuple[str, ...], bool]]
"""Name and text → the titles of the goal and groups, and whether it is marked."""


@dataclass(frozen=True, slots=True)
class Score:
    """Measures and indicators that were read with a page lost, those that were not there before, and those misled."""

    read: int = 0
    new: int = 0
    misled: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.read + other.read, self.new + other.new, self.misled + other.misled)

    @property
    def share(self) -> float:
        return (self.new + self.misled) / max(1, self.read)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS)
    files = [path for folder in parser.parse_args(arguments).folders for path in sorted(folder.rglob("*.pdf"))]
    print(f"{'':24}{'read':>8}{'new':>8}{'misled':>8}")
    whole = Score()
    for path in files:
        score = sum(scores(read_document(path)), Score())
        print(f"{path.stem:24}{score.read:8}{score.new:8}{score.misled:8}", flush=True)
        whole += score
    print(f"{'all':24}{whole.read:8}{whole.new:8}{whole.misled:8}   {whole.share:.2%} (bar: {MISLED:.0%})")
    return int(whole.share > MISLED)


def scores(document: Document) -> Iterator[Score]:
    """One score for each page that has text: the plan without it."""
    whole = placed(plan_of(document, Settings()))
    for place, page in enumerate(document.pages):
        if page.blocks:
            yield score(whole, placed(plan_of(without(document, place), Settings())))


def without(document: Document, place: int) -> Document:
    """The document with a page, counted from 0, that is a picture."""
    lost = replace(document.pages[place], blocks=(), notes=(), quality=PICTURE)
    return replace(document, pages=(*document.pages[:place], lost, *document.pages[place + 1 :]))


def placed(plan: Plan) -> Placed:
    titles = {item.id: item.title for item in plan.items}
    found: dict[tuple[str, str], tuple[tuple[str, ...], bool]] = {}
    for measure in plan.measures:
        above = tuple(titles[owner] if owner else "" for owner in (measure.goal, measure.group))
        found[measure.title, measure.text[:30]] = (above, bool(measure.review))
    for indicator in plan.indicators:
        owners = tuple(titles.get(owner, "") for owner in indicator.owners)
        found[indicator.name, f"{indicator.raw} {indicator.page}"] = (owners, bool(indicator.review))
    return found


def score(whole: Placed, part: Placed) -> Score:
    unmarked = {key: above for key, (above, marked) in part.items() if not marked}
    new = sum(key not in whole for key in unmarked)
    misled = sum(key in whole and _misleads(above, whole[key][0]) for key, above in unmarked.items())
    return Score(len(part), new, misled)


def _misleads(above: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """A title that did not stand above it before; one that is missing misleads nobody."""
    return any(title and title not in before for title in above)


if __name__ == "__main__":
    sys.exit(main())
