"""A reason as lines of plain text; the words are in why.toml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planlink.knowledge import concepts
from planlink.links.decide import Verdict
from planlink.links.evidence import TermHit
from planlink.links.reasons import Reason
from planlink.outputs.words import STATUSES, words_in
from planlink.records.links import Link
from planlink.records.plans import Measure

LEAST = 0.005  # parts of the score that round to 0.00 are left out

Words = dict[str, dict[str, str]]


def why_words() -> Words:
    """The words by section and name."""
    return words_in("why.toml")


def why_lines(measure: Measure, reason: Reason, at_most: int, decided: Link | None = None) -> Iterator[str]:
    """The verdict on one label, its cuts, the parts of the score with their sum, and terms. `at_most` related goals
    stand at a measure; `decided` is the link that a person has confirmed or rejected."""
    said = why_words()["said"]
    page = "" if measure.page is None else said["page"].format(page=measure.page)
    yield said["measure"].format(title=measure.title or measure.text, id=measure.id, page=page)
    yield _verdict(reason)
    if decided:
        yield said["decided"].format(status=STATUSES[decided.status])
    yield from (f"  {line}" for line in _cuts(reason, at_most))
    if not reason.serves and reason.scheme != "viewpoint":
        yield said["serves"]
    yield said["places"]
    yield from _parts(reason)
    yield f"  {said['sum'].format(sum=reason.logit, score=reason.verdict.score)}"
    yield said["terms"].format(words=_quoted(reason.terms)) if reason.terms else said["no_terms"]
    if reason.negative:
        yield said["negative"].format(words=_quoted(reason.negative))
    if reason.nearest:
        yield said["nearest"].format(words="，".join(reason.nearest))


def _verdict(reason: Reason) -> str:
    words = why_words()
    name = words["names"][reason.scheme].format(label=reason.concept.label, name=reason.concept.name)
    count = len(concepts(reason.scheme))
    return words["said"]["verdict"].format(
        name=name, verdict=_said(reason.verdict), score=reason.verdict.score, count=count, rank=reason.rank
    )


def _said(verdict: Verdict) -> str:
    return why_words()["verdicts"][verdict.level or verdict.status]


def _cuts(reason: Reason, at_most: int) -> Iterator[str]:
    said, cut = why_words()["said"], reason.cut
    if reason.goal:
        yield said["target"]
        yield said["goal"].format(label=reason.goal.label, verdict=_said(reason.goal), score=reason.goal.score)
    elif cut.related is None:
        yield said["line"].format(primary=cut.primary, review=cut.review)
    else:
        yield said["tiers"].format(primary=cut.primary, related=cut.related, review=cut.review)
        yield said["at_most"].format(most=at_most)


def _parts(reason: Reason) -> Iterator[str]:
    """Places of the text, the heaviest first, then what has none."""
    said, rest = why_words()["said"], why_words()["rest"]
    for place in reason.places:
        if place.text and abs(place.weight) >= LEAST:
            yield said["place"].format(sign=_sign(place.weight), weight=abs(place.weight), text=place.text)
    for name, weight in (*reason.elsewhere._asdict().items(), ("rule", reason.rule)):
        if abs(weight) >= LEAST:
            yield said["rest"].format(sign=_sign(weight), weight=abs(weight), name=rest[name])


def _sign(weight: float) -> str:
    return "＋" if weight > 0 else "－"


def _quoted(hits: Iterable[TermHit]) -> str:
    return "，".join(f"「{text}」" for text in dict.fromkeys(hit.text for hit in hits))
