"""Terms of goals, targets and viewpoints found in a text, with places; negative terms mask what lies inside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planlink.japanese.docs import PhraseFinder, PhraseHit
from planlink.knowledge import Concept, concepts


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term that speaks for `label` of `scheme` (sdg, sdg-target, viewpoint) at letters `start` to `end`."""

    scheme: str
    label: str
    text: str
    start: int
    end: int


class TermFinder:
    """The terms of many concepts, looked up in one pass."""

    def __init__(self, pairs: Iterable[tuple[str, Concept]]) -> None:
        """`pairs`: (scheme, concept)."""
        self._meaning: dict[str, list[tuple[str, str, bool]]] = {}
        for scheme, concept in pairs:
            for terms, speaks_for in ((concept.terms, True), (concept.negative, False)):
                for term in terms:
                    self._meaning.setdefault(term, []).append((scheme, concept.label, speaks_for))
        self._finder = PhraseFinder(self._meaning)

    def find(self, text: str) -> tuple[TermHit, ...]:
        """Terms in order of place. Of terms of one label that lie inside one another the longest stays; a term
        that overlaps one of its label's negative terms, and is not longer, is left out."""
        return _term_hits(text, {pair: _standing(hits) for pair, hits in self._by_label(text).items()})

    def find_negative(self, text: str) -> tuple[TermHit, ...]:
        """Negative terms in order of place: phrases that do not speak for their label though they look like it."""
        negative = {pair: [hit for says, hit in hits if not says] for pair, hits in self._by_label(text).items()}
        return _term_hits(text, negative)

    def _by_label(self, text: str) -> dict[tuple[str, str], list[tuple[bool, PhraseHit]]]:
        by_label: dict[tuple[str, str], list[tuple[bool, PhraseHit]]] = {}
        for hit in self._finder.find(text):
            for scheme, label, speaks_for in self._meaning[hit.phrase]:
                by_label.setdefault((scheme, label), []).append((speaks_for, hit))
        return by_label


@lru_cache(maxsize=1)
def knowledge_terms() -> TermFinder:
    """The finder over the 17 goals, the 169 targets and the viewpoints."""
    schemes = ("sdg", "sdg-target", "viewpoint")
    return TermFinder((scheme, concept) for scheme in schemes for concept in concepts(scheme))


def counts(hits: Sequence[TermHit], scheme: str) -> Counter[str]:
    """How many different terms speak for each label of `scheme`."""
    return Counter(label for label, _ in {(hit.label, hit.text) for hit in hits if hit.scheme == scheme})


def _term_hits(text: str, hits: Mapping[tuple[str, str], Sequence[PhraseHit]]) -> tuple[TermHit, ...]:
    found = (
        TermHit(scheme, label, text[hit.start : hit.end], hit.start, hit.end)
        for (scheme, label), some in hits.items()
        for hit in some
    )
    return tuple(sorted(found, key=lambda hit: (hit.start, hit.end, hit.scheme, hit.label)))


def _standing(hits: Sequence[tuple[bool, PhraseHit]]) -> list[PhraseHit]:
    against = [hit for speaks_for, hit in hits if not speaks_for]
    standing: list[PhraseHit] = []
    for hit in sorted(
        (hit for speaks_for, hit in hits if speaks_for), key=lambda hit: (hit.start - hit.end, hit.start)
    ):
        masked = any(_overlap(hit, other) and _length(hit) <= _length(other) for other in against)
        if not masked and not any(_overlap(hit, longer) for longer in standing):
            standing.append(hit)
    return standing


def _overlap(one: PhraseHit, other: PhraseHit) -> bool:
    return one.start < other.end and other.start < one.end


def _length(hit: PhraseHit) -> int:
    return hit.end - hit.start
