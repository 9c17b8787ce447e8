"""Why a measure is linked to a label, and why not to another: score, cuts, what speaks for it and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planlink.knowledge import Concept, concepts
from planlink.links.choice import Tools
from planlink.links.classifier import ALL, Cut
from planlink.links.decide import Elsewhere, Verdict, taken_apart
from planlink.links.evidence import TermHit, knowledge_terms
from planlink.links.linking import judge, serves_any
from planlink.links.rules import CityRule, backed_by_rules
from planlink.links.views import encoder_text
from planlink.meaning.encoders import Encoder
from planlink.meaning.vectors import cosines
from planlink.records.links import Evidence
from planlink.records.plans import Measure

NEAREST = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """What is said of one label of scheme sdg, sdg-target or viewpoint.

    `rank` is its place among its scheme's labels; `places` and `elsewhere` add up to the calibrated logit, `rule` is
    what a rule of the city adds; `terms` speak for the label, `negative` only look like it; `nearest` are terms of the
    label that the text does not have, the nearest in meaning first; `goal` is what was said of a target's goal; where
    `serves` is False, the text was taken for one that serves no goal at all.
    """

    scheme: str
    concept: Concept
    verdict: Verdict
    cut: Cut
    rank: int
    places: tuple[Evidence, ...]
    elsewhere: Elsewhere
    rule: float
    terms: tuple[TermHit, ...]
    negative: tuple[TermHit, ...]
    nearest: tuple[str, ...]
    goal: Verdict | None
    serves: bool

    @property
    def logit(self) -> float:
        """What the score is the logistic function of."""
        return sum(place.weight for place in self.places) + sum(self.elsewhere) + self.rule


def explain(measure: Measure, scheme: str, label: str, tools: Tools, rules: Sequence[CityRule] = ()) -> Reason:
    """Judge the measure as `link_measures` does, and tell how the verdict on one label came about. Raises KeyError
    for a label that the scheme does not have."""
    concept = {concept.label: concept for concept in concepts(scheme)}[label]
    view, hits = tools.model.see(measure.title, measure.text, tools.encoder)
    head = tools.model.head(ALL, tools.encoder)
    judged = judge(view, head, tools.model, rules)
    ranked = sorted(judged[scheme], key=lambda verdict: -verdict.score) if scheme == "viewpoint" else judged[scheme]
    rank, verdict = next((n, v) for n, v in enumerate(ranked, 1) if v.label == label)
    places, elsewhere = taken_apart(head, (scheme, label), view, measure.sheet_at)
    rule = 0.0
    if scheme == "sdg":
        verdict, backed = backed_by_rules(verdict, places, view.text, measure.sheet_at, rules)
        rule = -sum((*(place.weight for place in places), *elsewhere)) if len(backed) > len(places) else 0.0
    terms = _own(hits, scheme, label)
    goal = next((v for v in judged["sdg"] if v.label == label.split(".")[0]), None) if scheme == "sdg-target" else None
    return Reason(
        scheme,
        concept,
        verdict,
        head.cuts[scheme, label],
        rank,
        places,
        elsewhere,
        rule,
        terms,
        _own(knowledge_terms().find_negative(view.text), scheme, label),
        _nearest(measure, concept, terms, tools.encoder),
        goal,
        serves_any(head, head.logits(view)),
    )


def _own(hits: Sequence[TermHit], scheme: str, label: str) -> tuple[TermHit, ...]:
    return tuple(hit for hit in hits if (hit.scheme, hit.label) == (scheme, label))


def _nearest(measure: Measure, concept: Concept, there: Sequence[TermHit], encoder: Encoder) -> tuple[str, ...]:
    present = {hit.text for hit in there}
    missing = [term for term in concept.terms if term not in present]
    near = cosines(
        encoder.encode(encoder_text(measure.title, measure.text)), [encoder.encode(term) for term in missing]
    )
    order = sorted(range(len(missing)), key=lambda n: (-float(near[n]), n))
    return tuple(missing[n] for n in order[:NEAREST])
