"""relate(): the plans of one city → themes, links, alignment, coverage, audit; on one screen."""

from __future__ import annotations

from collections.abc import Sequence

from planlink.audit.checks import audit
from planlink.audit.coverage import coverage
from planlink.audit.mapping import mapping
from planlink.audit.matter import Matter
from planlink.links.alignment import Text, align
from planlink.links.choice import Tools, choose
from planlink.links.decided import decided
from planlink.links.linking import link_measures
from planlink.links.rules import rules_of
from planlink.records.findings import Analysis
from planlink.records.links import Alignment, Decision
from planlink.records.plans import Item, Measure, Plan
from planlink.settings import Settings


def relate(plans: Sequence[Plan], decisions: Sequence[Decision] = (), settings: Settings | None = None) -> Analysis:
    """Link every measure, weigh the decisions of people, and audit the whole. Raises KnowledgeError when a model is
    missing."""
    settings = settings or Settings()
    tools = choose(settings.model)
    rules = rules_of(settings.sdg_terms)
    measures = [measure for plan in plans for measure in plan.measures]
    proposed, scores = link_measures(plans, measures, model=tools.model, encoder=tools.encoder, rules=rules)
    links = decided(proposed, scores, decisions, measures)
    aligned = alignments(plans, tools)
    covered = coverage(plans, links, scores)
    matter = Matter(tuple(plans), links, covered, aligned)
    return Analysis(
        plans=tuple(plans),
        links=links,
        scores=scores,
        coverage=covered,
        alignments=aligned,
        mapping=mapping(plans, links, covered),
        findings=audit(matter),
    )


def alignments(plans: Sequence[Plan], tools: Tools) -> tuple[Alignment, ...]:
    """What answers the items of the viewpoint lists and the priority policies among all measures."""
    measures = [Text(m.id, _measure_text(m)) for plan in plans for m in plan.measures]
    items = [i for plan in plans for i in plan.items if i.kind in ("viewpoint-item", "policy")]
    return align([Text(item.id, _item_text(item)) for item in items], measures, tools.encoder)


def _measure_text(measure: Measure) -> str:
    return f"{measure.title}。{measure.text}" if measure.title else measure.text


def _item_text(item: Item) -> str:
    return f"{item.title}。{item.text}" if item.text else item.title
