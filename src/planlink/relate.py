"""relate(): the plans of one city → themes, links, alignment, coverage, audit; on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from planlink.audit.checks import audit
from planlink.audit.coverage import coverage
from planlink.audit.mapping import mapping
from planlink.audit.matter import Matter, element_id
from planlink.links.alignment import ITEM_ANSWERED, MEASURE_ANSWERED, Text, align
from planlink.links.choice import Tools, choose
from planlink.links.decided import decided
from planlink.links.learning import taught
from planlink.links.linking import link_measures
from planlink.links.rules import rules_of
from planlink.links.views import encoder_text
from planlink.records.findings import Analysis
from planlink.records.links import Alignment, Decision, Lesson
from planlink.records.plans import Item, Measure, Plan
from planlink.redecide import redecide
from planlink.settings import Settings

__all__ = ["alignments", "elements", "redecide", "relate"]


def relate(
    plans: Sequence[Plan],
    decisions: Sequence[Decision] = (),
    settings: Settings | None = None,
    lesson: Lesson | None = None,
) -> Analysis:
    """Link every measure, weigh the decisions of people, and audit the whole. `lesson` moves the cuts as the city's
    decisions taught. Raises KnowledgeError when a model is missing.

    Plans of one city, each with an id of its own; they are not changed. Nothing is written.

    >>> from pathlib import Path
    >>> import planlink
    >>> plan = planlink.read(Path("計画.md"))
    >>> analysis = planlink.relate([plan], settings=planlink.Settings(model="core"))
    >>> [(link.measure, link.name) for link in analysis.links if link.level == "primary"][0]
    ('計画.基本目標1.具体的な施策.(1)', '海の豊かさを守ろう')
    """
    settings = settings or Settings()
    tools = choose(settings.model)
    rules = rules_of(settings.sdg_terms, settings.sdg_criteria, settings.sdg_most_primary)
    measures = [measure for plan in plans for measure in plan.measures]
    own, scores = link_measures(plans, measures, model=taught(tools.model, lesson), encoder=tools.encoder, rules=rules)
    links, proposed = decided(own, scores, decisions, measures)
    aligned = alignments(plans, tools)
    covered = coverage(plans, links, scores)
    matter = Matter(tuple(plans), links, covered, aligned, elements(plans, tools))
    return Analysis(
        plans=tuple(plans),
        links=links,
        scores=scores,
        coverage=covered,
        alignments=aligned,
        mapping=mapping(plans, links, covered),
        findings=audit(matter),
        criteria=settings.sdg_criteria,
        most_primary=settings.sdg_most_primary,
        proposed=proposed,
    )


def alignments(plans: Sequence[Plan], tools: Tools) -> tuple[Alignment, ...]:
    """What answers the items of the viewpoint lists and the priority policies among all measures, and what answers the
    measures of each plan in each other plan: its measures, or its policies where it has none."""
    measures = {plan.id: [_text(measure) for measure in plan.measures] for plan in plans}
    policies = {plan.id: [_text(item) for item in plan.items if item.kind == "policy"] for plan in plans}
    every = [text for texts in measures.values() for text in texts]
    items = [_text(i) for plan in plans for i in plan.items if i.kind in ("viewpoint-item", "policy")]
    found = [*align(items, every, tools.encoder)]
    for source, target in permutations([plan.id for plan in plans], 2):
        answers, least = (measures, MEASURE_ANSWERED) if measures[target] else (policies, ITEM_ANSWERED)
        found += align(measures[source], answers[target], tools.encoder, target, least)
    return tuple(found)


def elements(plans: Sequence[Plan], tools: Tools) -> tuple[Alignment, ...]:
    """The nearest measures, however far, to each element that a plan prints for an SDG goal, among those of its basic
    goal."""
    found: list[Alignment] = []
    for plan in plans:
        for subject in dict.fromkeys(said.subject_id for said in plan.declared if said.elements):
            rows = [said for said in plan.declared if said.subject_id == subject]
            printed = [Text(element_id(said, n), e, said.page) for said in rows for n, e in enumerate(said.elements)]
            measures = [_text(measure) for measure in plan.measures if subject in (measure.goal, measure.group)]
            found += align(printed, measures, tools.encoder, least=0.0)
    return tuple(found)


def _text(one: Measure | Item) -> Text:
    text = encoder_text(one.title, one.text)
    before, turns = len(text) - len(one.text), one.turns if isinstance(one, Measure) else ()
    return Text(one.id, text, one.page, tuple(turn._replace(start=turn.start + before) for turn in turns))
