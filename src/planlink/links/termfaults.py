"""What is wrong with terms: those of corpus/ (tests hold them to this) and those that a city writes for itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planlink.japanese.docs import SURROUNDINGS, PhraseFinder
from planlink.japanese.text import search_key
from planlink.knowledge import Concept, goals, targets, viewpoints

TWICE, ON_BOTH, NOT_FOUND, INSIDE, SHORT = "twice", "on-both", "not-found", "inside", "short"


@dataclass(frozen=True, slots=True)
class TermFault:
    """A fault of a term of one label: it stands there twice, stands on the list against it too, is cut by the
    tokenizer so that it is never found, is part of an `other` word, or has one letter."""

    label: str
    term: str
    kind: str
    other: str = ""


def concept_faults(concepts: Sequence[Concept]) -> tuple[TermFault, ...]:
    """The faults of terms that are looked up word by word."""
    return tuple(fault for concept in concepts for fault in _faults(concept))


def _faults(concept: Concept) -> Iterator[TermFault]:
    for terms in (concept.terms, concept.negative):
        yield from (TermFault(concept.label, term, TWICE) for term, count in Counter(terms).items() if count > 1)
        yield from (TermFault(concept.label, term, NOT_FOUND) for term in terms if not is_found(term))
    keys = {search_key(term) for term in concept.negative}
    yield from (TermFault(concept.label, term, ON_BOTH) for term in concept.terms if search_key(term) in keys)


def is_found(term: str) -> bool:
    """The term comes out whatever stands beside it."""
    finder = PhraseFinder([term])
    return all(finder.find(surroundings.format(term)) for surroundings in SURROUNDINGS)


def city_faults(terms: Mapping[str, Sequence[str]]) -> tuple[TermFault, ...]:
    """The faults of a city's own terms by goal, which are looked up letter by letter: a term of one letter, one that
    is given twice, and one that is part of a word which speaks for other goals only."""
    return tuple(fault for label, own in terms.items() for fault in _city_faults(label, own))


def _city_faults(label: str, terms: Sequence[str]) -> Iterator[TermFault]:
    known = _known_terms(without=label)
    yield from (TermFault(label, term, TWICE) for term, count in Counter(map(search_key, terms)).items() if count > 1)
    for term in dict.fromkeys(terms):
        key = search_key(term)
        if len(key) == 1:
            yield TermFault(label, term, SHORT)
        finder = PhraseFinder([term])
        inside = (other for other in known if key in search_key(other) and not finder.find(other))
        if other := next(inside, None):
            yield TermFault(label, term, INSIDE, other)


def _known_terms(without: str) -> Iterable[str]:
    """Terms and negative terms of all labels but those of one goal."""
    concepts = [c for c in (*goals(), *targets(), *viewpoints()) if c.label.split(".")[0] != without]
    own = {term for c in (*goals(), *targets()) if c.label.split(".")[0] == without for term in c.terms}
    every = dict.fromkeys(term for c in concepts for term in (*c.terms, *c.negative))
    return [term for term in every if term not in own]
