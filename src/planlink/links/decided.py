"""The word of people over the tool's: a decided pair keeps its decision, whatever the model says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planlink.knowledge import concepts
from planlink.records.links import Decision, Link, Score
from planlink.records.plans import Measure

REJECTED, CONFIRMED = "rejected", "confirmed"
LEVELS = ("primary", "related")


def text_of(measure: Measure) -> str:
    """What a decision was about: the letters of title and text."""
    return f"{measure.title}\n{measure.text}"


def decided(
    links: Sequence[Link], scores: Sequence[Score], decisions: Sequence[Decision], measures: Sequence[Measure]
) -> tuple[Link, ...]:
    """The links with the last decision on each pair; one made on another text is marked stale."""
    texts = {measure.id: text_of(measure) for measure in measures}
    last = {(d.measure, d.scheme, d.label): d for d in decisions if d.measure in texts}
    kept = [_settled(link, last.get((link.measure, link.scheme, link.label)), texts) for link in links]
    present = {(link.measure, link.scheme, link.label) for link in links}
    known = {(s.measure, s.scheme, s.label): s.score for s in scores}
    added = [_made(word, known.get(pair, 0.0), texts) for pair, word in last.items() if pair not in present]
    return (*kept, *added)


def _settled(link: Link, word: Decision | None, texts: Mapping[str, str]) -> Link:
    if word is None:
        return link
    status = REJECTED if word.verdict == REJECTED else CONFIRMED
    level = word.verdict if word.verdict in LEVELS else None
    return replace(link, level=level, status=status, stale=word.text != texts[link.measure])


def _made(word: Decision, score: float, texts: Mapping[str, str]) -> Link:
    bare = Link(word.measure, word.scheme, word.label, _name(word), None, score, "review")
    return _settled(bare, word, texts)


def _name(word: Decision) -> str:
    return next((concept.name for concept in concepts(word.scheme) if concept.label == word.label), word.label)
