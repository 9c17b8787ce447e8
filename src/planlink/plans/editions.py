"""Two editions of a plan → what came, went, moved, and changed its wording or its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from planlink.japanese.dates import in_era
from planlink.japanese.text import search_key
from planlink.records.editions import CHANGED, GONE, MOVED, NEW, Change, Editions, Entry
from planlink.records.plans import Indicator, Measure, Plan, Quantity

ALIKE = 0.6
"""Entries of which so much is the same are one entry in two wordings."""

Pair = tuple[int, int]
Printed = TypeVar("Printed", Measure, Indicator)


def compare(old: Plan, new: Plan) -> Editions:
    """What differs in measures and indicators (not those of the terms before)."""
    pairs = _matched([_measure(m) for m in old.measures], [_measure(m) for m in new.measures])
    told = [(old.measures[a].id, new.measures[b].id) for a, b in pairs]
    changes = _changes("measure", old.measures, new.measures, pairs, _measure, _moved)
    before, after = ([i for i in plan.indicators if i.kind != "past"] for plan in (old, new))
    same = _matched([_indicator(i) for i in before], [_indicator(i) for i in after], by_title=True)
    changes += _changes("indicator", before, after, same, _indicator, lambda one, other: one.groups != other.groups)
    return Editions(tuple(changes), tuple(told))


def _matched(old: Sequence[Entry], new: Sequence[Entry], by_title: bool = False) -> list[Pair]:
    """Which entries are the same: those with the same letters, then the same title that stands once in both, then the
    most alike. An indicator is known by its name alone (`by_title`)."""
    pairs = _equal(old, new, lambda e: search_key(f"{e.title}\n{e.text}"), [])
    pairs += _equal(old, new, lambda e: search_key(e.title), pairs)
    before, after = (dict(enumerate(side)) for side in (old, new))
    for a, b in pairs:
        del before[a], after[b]
    whole = [
        {n: search_key(e.title if by_title else f"{e.title}{e.text}") for n, e in side.items()}
        for side in (before, after)
    ]
    scored = ((_alike(whole[0][a], whole[1][b]), a, b) for a in before for b in after)
    for _, a, b in sorted((one for one in scored if one[0] >= ALIKE), key=lambda one: (-one[0], one[1], one[2])):
        if a in before and b in after:
            pairs.append((a, b))
            del before[a], after[b]
    return sorted(pairs, key=lambda pair: pair[1])


def _equal(
    old: Sequence[Entry], new: Sequence[Entry], key: Callable[[Entry], str], known: Sequence[Pair]
) -> list[Pair]:
    """Pairs whose key stands once in each edition among those not known yet."""
    told = [{pair[k] for pair in known} for k in (0, 1)]
    sides = [
        {n: text for n, entry in enumerate(side) if n not in there and (text := key(entry))}
        for side, there in zip((old, new), told, strict=True)
    ]
    counts = [Counter(side.values()) for side in sides]
    places = {text: n for n, text in sides[1].items() if counts[1][text] == 1}
    return [(a, places[text]) for a, text in sides[0].items() if counts[0][text] == 1 and text in places]


def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _changes(
    kind: str,
    old: Sequence[Printed],
    new: Sequence[Printed],
    pairs: Sequence[Pair],
    entry: Callable[[Printed], Entry],
    moved: Callable[[Printed, Printed], bool],
) -> list[Change]:
    """The differences in the new edition's order; what is gone comes behind the entry that it stood behind."""
    after = dict(pairs)
    before = {b: a for a, b in pairs}
    gone: dict[int, list[int]] = {}
    behind = -1
    for a in range(len(old)):
        behind = max(behind, after.get(a, -1))
        if a not in after:
            gone.setdefault(behind, []).append(a)
    found = [Change(kind, GONE, entry(old[a]), None) for a in gone.get(-1, [])]
    for b, one in enumerate(new):
        found += _change(kind, None if b not in before else old[before[b]], one, entry, moved)
        found += [Change(kind, GONE, entry(old[a]), None) for a in gone.get(b, [])]
    return found


def _change(
    kind: str,
    old: Printed | None,
    new: Printed,
    entry: Callable[[Printed], Entry],
    moved: Callable[[Printed, Printed], bool],
) -> Iterator[Change]:
    if old is None:
        yield Change(kind, NEW, None, entry(new))
        return
    one, other = entry(old), entry(new)
    if (search_key(one.title), search_key(one.text)) != (search_key(other.title), search_key(other.text)):
        yield Change(kind, CHANGED, one, other)
    elif moved(old, new):
        yield Change(kind, MOVED, one, other)


def _moved(old: Measure, new: Measure) -> bool:
    return (old.numbering, old.path) != (new.numbering, new.path)


def _measure(measure: Measure) -> Entry:
    return Entry(measure.id, measure.title, measure.text, measure.page)


def _indicator(indicator: Indicator) -> Entry:
    told = "" if indicator.baseline is None else f"←{_quantity(indicator.baseline)}"
    return Entry(indicator.id, indicator.name, f"{_quantity(indicator.target)}{told}", indicator.page)


def _quantity(quantity: Quantity) -> str:
    year = "" if quantity.year is None else f"（{in_era(quantity.year, quantity.calendar)}）"
    return f"{quantity.text or ''}{year}"
