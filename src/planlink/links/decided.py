"""The word of people over the tool's: a decided pair keeps its decision, whatever the model says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planlink.knowledge import concepts
from planlink.records.links import Decision, Link, Pair, Score
from planlink.records.plans import Measure

REJECTED, CONFIRMED, REVIEW, NONE = "rejected", "confirmed", "review", "none"
HOLD, OPEN = "hold", "open"
IMPORT = "import"
LEVELS = ("primary", "related")


def text_of(measure: Measure) -> str:
    """What a decision was about: the letters of title and text."""
    return f"{measure.title}\n{measure.text}"


@dataclass(slots=True)
class _Words:
    """What was said of one pair: the last word taken here, and since then the last one from each person elsewhere."""

    here: Decision | None = None
    elsewhere: dict[str, Decision] = field(default_factory=dict)

    def hear(self, word: Decision) -> None:
        if word.way != IMPORT:
            self.here, self.elsewhere = word, {}
            return
        taken = word.who if word.who in self.elsewhere or word.verdict != OPEN else next(reversed(self.elsewhere), "")
        self.elsewhere.pop(taken, None)  # who takes back elsewhere may do so for another one there
        if word.verdict != OPEN:
            self.elsewhere[word.who] = word

    @property
    def last(self) -> Decision | None:
        said = [word for word in (self.here, *self.elsewhere.values()) if word is not None and word.verdict != OPEN]
        return max(said, key=lambda word: (word.moment, word.who), default=None)


def last_words(events: Iterable[Decision]) -> tuple[Decision, ...]:
    """The word that counts on each pair, in the order of the pairs' first events; a pair whose word was taken back has
    none. Acts that were undone are as if they had never been. Here the last event counts; of imported words the latest,
    if it is later than the one that stands, so that two officers who import each other's words have the same ones."""
    told = tuple(events)
    undone = {event.undoes for event in told if event.undoes}
    words: dict[Pair, _Words] = {}
    for event in told:
        if not event.undoes and event.act not in undone:
            words.setdefault(event.pair, _Words()).hear(event)
    return tuple(last for said in words.values() if (last := said.last) is not None)


def decided(
    proposals: Sequence[Link], scores: Sequence[Score], decisions: Sequence[Decision], measures: Sequence[Measure]
) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The links with the word that counts on each pair, and what the tool itself proposes for these pairs (status none
    where that is no link). A word on another text marks its link as stale; a pair on hold keeps the tool's link, or is
    for review where there is none."""
    texts = {measure.id: text_of(measure) for measure in measures}
    words = {word.pair: word for word in last_words(decisions) if word.measure in texts}
    own = {link.pair: link for link in proposals if link.pair in words}
    known = {(s.measure, s.scheme, s.label): s.score for s in scores}
    own |= {pair: _unlinked(word, known.get(pair, 0.0)) for pair, word in words.items() if pair not in own}
    present = {link.pair for link in proposals}
    added = (_settled(own[pair], word, texts) for pair, word in words.items() if pair not in present)
    kept = (_settled(link, words.get(link.pair), texts) for link in proposals)
    return (*kept, *added), tuple(own[pair] for pair in words)


def proposals(links: Sequence[Link], proposed: Sequence[Link]) -> tuple[Link, ...]:
    """The tool's own links, from decided ones and what it proposes for the decided pairs."""
    own = {link.pair: link for link in proposed}
    return tuple(link for link in (own.get(link.pair, link) for link in links) if link.status != NONE)


def _settled(link: Link, word: Decision | None, texts: Mapping[str, str]) -> Link:
    if word is None:
        return link
    if word.verdict == HOLD:
        return replace(link, status=REVIEW) if link.status == NONE else link
    status = REJECTED if word.verdict == REJECTED else CONFIRMED
    level = word.verdict if word.verdict in LEVELS else None
    return replace(link, level=level, status=status, stale=word.text != texts[link.measure])


def _unlinked(word: Decision, score: float) -> Link:
    return Link(*word.pair, _name(word), None, score, NONE)


def _name(word: Decision) -> str:
    return next((concept.name for concept in concepts(word.scheme) if concept.label == word.label), word.label)
