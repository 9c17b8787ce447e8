"""What the reader gets right in plans whose truth is known: measures, indicators, items, role and period, figure by
figure, and every difference in one line. `python bench/layouts.py [--figures] [FOLDER …]`

A folder holds PDFs at any depth, the truth of X.pdf beside it as X.json or in truth/X.json (default: tests/pdfs). With
--figures the differences are left out. Exit status 1 below the bar: F1 of measures .97, indicators right .95.

Truth may leave a choice. A record's "or" is a list of fields that may be said differently (numbering, target.text),
"optional" a record that may be missing, and "reading" names the way to read a document in which it counts: the way
that fits what was found best is taken.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from planlink.japanese.text import search_key
from planlink.read import read
from planlink.records.plans import Plan

ROOT = Path(__file__).resolve().parents[1]
MEASURES_BAR, INDICATORS_BAR = 0.97, 0.95
CONTENT, INDICATOR, ITEM = ("title", "text"), ("name",), ("kind", "title")
ALIKE = 0.5
"""A found record this much like a missing one is told as that one, misread."""
BEGINNING = 200
"""So many letters are compared for that."""
SHOWN = 4
"""So many of the measures that differ in the same way are named."""
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Records of one kind: how many are meant and found, how many of these are right, and what differs."""

    meant: int
    found: int
    right: int
    rest: dict[str, tuple[int, int]] = field(default_factory=dict)
    differences: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(not self.meant)

    @property
    def recall(self) -> float:
        return self.right / self.meant if self.meant else float(not self.found)

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Pairing:
    """Found records beside the meant ones that they are, and those without a counterpart."""

    pairs: tuple[tuple[Record, Record], ...]
    missing: tuple[Record, ...]
    invented: tuple[Record, ...]


def main(arguments: Sequence[str]) -> int:
    told = "--figures" not in arguments
    folders = [Path(name) for name in arguments if not name.startswith("--")] or [ROOT / "tests" / "pdfs"]
    results = [_judge(read(file), file.stem, truth) for folder in folders for file, truth in _plans(folder)]
    print(_HEADER)
    for name, scores, _ in results:
        print(_line(name, scores))
    total = [_sum([scores[place] for _, scores, _ in results]) for place in range(3)]
    print(_line(f"all {len(results)}", total))
    if told:
        for name, scores, facts in results:
            lines = [*facts, *(line for score in scores for line in score.differences)]
            print(f"\n{name}: {len(lines)} differences", *lines, sep="\n  ")
    numbered, indicators = total[0].rest["numbered"][0], total[1]
    f1 = Score(total[0].meant, total[0].found, numbered).f1
    return 0 if f1 >= MEASURES_BAR and indicators.right >= INDICATORS_BAR * indicators.meant else 1


def _plans(folder: Path) -> Iterator[tuple[Path, Record]]:
    """PDFs that have a truth, with it."""
    for file in sorted(folder.rglob("*.pdf")):
        for place in (file.with_suffix(".json"), file.parent / "truth" / f"{file.stem}.json"):
            if place.is_file():
                yield file, json.loads(place.read_text(encoding="utf-8"))


def _judge(plan: Plan, name: str, truth: Record) -> tuple[str, list[Score], list[str]]:
    found = _plain(plan)
    measures = _best(lambda meant: _measures(found["measures"], meant), truth["measures"])
    indicators = _indicators(found["indicators"], truth["indicators"])
    items = _items(found["items"], truth["items"])
    facts = [
        f"{name}: {found[name]!r}, meant {truth[name]!r}"
        for name in ("role", "period", "title")
        if name in truth and search_key(str(found[name])) != search_key(str(truth[name]))
    ]
    return name, [measures, indicators, items], facts


def _plain(plan: Plan) -> Record:
    """A plan as JSON has it; a measure's group by its title."""
    found: Record = json.loads(json.dumps(asdict(plan)))
    titles = {item["id"]: item["title"] for item in found["items"]}
    for measure in found["measures"]:
        measure["group"] = titles.get(measure["group"])
    return found


def _best(judge: Callable[[list[Record]], Score], meant: Sequence[Record]) -> Score:
    """The score under the reading of the document that fits best."""
    readings = sorted({one["reading"] for one in meant if "reading" in one}) or [""]
    scores = [judge([one for one in meant if one.get("reading", reading) == reading]) for reading in readings]
    return max(scores, key=lambda score: (score.f1, -len(score.differences)))


# ---------------------------------------------------------------- one kind of record
def _measures(found: list[Record], meant: list[Record]) -> Score:
    """Right: title and text. Beside it: numbering right too, page, path, group and department where one is meant."""
    paired = _paired(found, meant, CONTENT)
    rest: dict[str, tuple[int, int]] = {"numbered": (0, len(meant))}
    lines = _lonely(paired, "measure", lambda one: (one["title"] + "｜" + one["text"])[:60], CONTENT)
    for name in ("numbering", "page", "path", "group", "department"):
        asked = [(got, want) for got, want in paired.pairs if name in want]
        wrong = [(got, want) for got, want in asked if not _same(got, want, name)]
        if name == "numbering":
            rest["numbered"] = (len(paired.pairs) - len(wrong), len(meant))
        else:
            rest[name] = (len(asked) - len(wrong), len(asked))
        lines += _alike_lines(name, wrong)
    return _score(paired, len(paired.pairs), meant, rest, lines)


def _alike_lines(name: str, wrong: Sequence[tuple[Record, Record]]) -> list[str]:
    """One line for all measures whose field differs in the same way."""
    ways: dict[str, list[str]] = {}
    for got, want in wrong:
        ways.setdefault(_way(got[name], want[name]), []).append(f"{_short(want)} (p. {want['page']})")
    return [f"measure {name} of {len(titles)} {way}: {_listed(titles)}" for way, titles in ways.items()]


def _listed(titles: Sequence[str]) -> str:
    return "; ".join(titles[:SHOWN]) + (f"; and {len(titles) - SHOWN} more" if len(titles) > SHOWN else "")


def _way(got: Any, want: Any) -> str:
    """How two values differ; of lists the entries too many and those that are not there."""
    if not isinstance(got, list) or not isinstance(want, list):
        return f"is {got!r}, meant {want!r}"
    kept, meant = map(_normal, got), [_normal(one) for one in want]
    extra = [one for one in kept if one not in meant]
    lacking = [one for one in meant if one not in _normal(got)]
    return f"has too much {extra}, lacks {lacking}"


def _indicators(found: list[Record], meant: list[Record]) -> Score:
    """Right: every field. Beside it: how many are missing and invented, and how many say a wrong number."""
    paired = _paired(found, meant, INDICATOR, _alike_indicator)
    lines = _lonely(paired, "indicator", lambda one: f"{one['name']} {one['target']['text']}", INDICATOR)
    right, wrong = 0, len(paired.invented)
    for got, want in paired.pairs:
        bad = [name for name in _fields(want) if not _same(got, want, name)]
        right += not bad
        wrong += any(_says_number(got, name) for name in bad)
        said = "; ".join(f"{name} is {_at(got, name)!r}, meant {_at(want, name)!r}" for name in bad)
        lines += [f"indicator (p. {want['page']}) {want['name']}: {said}"] if bad else []
    missing = [one for one in paired.missing if not one.get("optional")]
    rest = {"missing": (len(missing), 0), "invented": (len(paired.invented), 0), "wrong numbers": (wrong, 0)}
    return _score(paired, right, meant, rest, lines)


def _says_number(got: Record, name: str) -> bool:
    """A field that is wrong and is a number, rather than missing."""
    said = _at(got, "baseline.value" if name == "baseline" else name)
    return name.endswith(("value", "year", "baseline")) and said is not None


def _items(found: list[Record], meant: list[Record]) -> Score:
    """Right: kind, title, label and page."""
    paired = _paired(found, meant, ITEM)
    lines = _lonely(paired, "item", lambda one: f"{one['kind']} {one['label']} {one['title']}", ITEM)
    right = 0
    for got, want in paired.pairs:
        bad = [name for name in ("label", "page") if not _same(got, want, name)]
        right += not bad
        lines += [f"item {want['kind']} {want['title']}: {n} is {got[n]}, meant {want[n]}" for n in bad]
    return _score(paired, right, meant, {}, lines)


def _score(
    paired: Pairing, right: int, meant: Sequence[Record], rest: dict[str, tuple[int, int]], lines: Sequence[str]
) -> Score:
    """Optional records that were not found count nowhere."""
    left_out = sum(bool(one.get("optional")) for one in paired.missing)
    return Score(len(meant) - left_out, len(paired.pairs) + len(paired.invented), right, rest, tuple(lines))


# ---------------------------------------------------------------- which is which
def _paired(
    found: Sequence[Record],
    meant: Sequence[Record],
    names: Sequence[str],
    alike: Callable[[Record, Record], float] | None = None,
) -> Pairing:
    """Each meant record with the found one that has the same names; of several the most alike, then the first."""
    left, pairs, missing = list(found), [], []
    for want in meant:
        fits = [got for got in left if all(_same(got, want, name) for name in names)]
        best = max(fits, key=lambda got: (alike or _same_place)(got, want), default=None)
        if best is None:
            missing.append(want)
        else:
            left = [got for got in left if got is not best]
            pairs.append((best, want))
    return Pairing(tuple(pairs), tuple(missing), tuple(left))


def _same_place(got: Record, want: Record) -> float:
    return sum(name in want and _same(got, want, name) for name in ("numbering", "path", "page"))


def _alike_indicator(got: Record, want: Record) -> float:
    return sum(_same(got, want, name) for name in _fields(want))


def _lonely(paired: Pairing, kind: str, shown: Callable[[Record], str], names: Sequence[str]) -> list[str]:
    """A line for each missing record, with the invented one that it was probably read as, and for each other one."""
    lines, left = [], list(paired.invented)
    for want in paired.missing:
        like = max(left, key=lambda got: _likeness(got, want, names), default=None)
        if like is not None and _likeness(like, want, names) >= ALIKE:
            left = [got for got in left if got is not like]
            lines.append(f"{kind} (p. {want['page']}) misread: {_difference(like, want, names)}")
        elif not want.get("optional"):
            lines.append(f"{kind} (p. {want['page']}) missing: {shown(want)}")
    return lines + [f"{kind} (p. {got['page']}) invented: {shown(got)}" for got in left]


def _likeness(got: Record, want: Record, names: Sequence[str]) -> float:
    one, two = (search_key("".join(record[name] for name in names))[:BEGINNING] for record in (got, want))
    return SequenceMatcher(None, one, two, False).ratio()


def _difference(got: Record, want: Record, names: Sequence[str]) -> str:
    """The letters that differ, field by field."""
    said = []
    for name in names:
        one, two = search_key(got[name]), search_key(want[name])
        parts = SequenceMatcher(None, two, one, False).get_opcodes()
        said += [f"{name} 〔{two[a:b]}〕→〔{one[c:d]}〕" for tag, a, b, c, d in parts if tag != "equal"]
    return f"{_short(want)}: {', '.join(said)}"


def _short(one: Record) -> str:
    return str(one.get("title") or one.get("name") or one.get("text"))[:30]


# ---------------------------------------------------------------- fields
_QUANTITY = ("value", "unit", "text", "bound", "year", "year_start", "calendar", "base")


def _fields(want: Record) -> list[str]:
    """The fields of an indicator that a person would check; target.value is that of the target."""
    parts = [f"{side}.{name}" for side in ("target", "baseline") if want[side] for name in _QUANTITY]
    return ["kind", "name", "groups", *parts, *(["baseline"] if not want["baseline"] else []), "cumulative", "page"]


def _at(record: Record, name: str) -> Any:
    value: Any = record
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _same(got: Record, want: Record, name: str) -> bool:
    """Equal, or equal to what the truth also accepts; blanks and widths of letters do not count."""
    accepted = [_at(want, name), *(other[name] for other in want.get("or", ()) if name in other)]
    return _normal(_at(got, name)) in [_normal(value) for value in accepted]


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return search_key(value)
    if isinstance(value, list):
        return [_normal(one) for one in value]
    return {key: _normal(one) for key, one in value.items()} if isinstance(value, dict) else value


# ---------------------------------------------------------------- the table
_HEADER = (
    f"{'':<16} {'measures':<34} {'beside it':<52} {'indicators':<44} items\n"
    f"{'':<16} {'meant found  P    R    F1   F1 num':<34} {'page, path, group, department':<52} "
    f"{'right of  missing invented wrong numbers':<44} right of found"
)


def _line(name: str, scores: Sequence[Score]) -> str:
    measures, indicators, items = scores
    numbered = Score(measures.meant, measures.found, measures.rest["numbered"][0])
    found = f"{measures.meant:>4} {measures.found:>5}  {measures.precision:.2f} {measures.recall:.2f} "
    found += f"{measures.f1:.3f} {numbered.f1:.3f}"
    beside = " ".join(
        f"{key} {right}/{asked}" for key, (right, asked) in measures.rest.items() if asked and key != "numbered"
    )
    rest = [indicators.rest[key][0] for key in ("missing", "invented", "wrong numbers")]
    counted = f"{indicators.right:>4} of {indicators.meant:<4}" + "".join(f"{one:>9}" for one in rest)
    return f"{name:<16} {found:<34} {beside:<52} {counted:<44} {items.right:>3} of {items.meant:<3} {items.found:>3}"


def _sum(scores: Sequence[Score]) -> Score:
    keys = dict.fromkeys(key for score in scores for key in score.rest)
    pairs = {key: [score.rest[key] for score in scores if key in score.rest] for key in keys}
    rest = {key: (sum(a for a, _ in found), sum(b for _, b in found)) for key, found in pairs.items()}
    return Score(sum(s.meant for s in scores), sum(s.found for s in scores), sum(s.right for s in scores), rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
