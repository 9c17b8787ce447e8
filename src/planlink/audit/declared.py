"""Checks on the SDG table that a plan prints: its wording from row to row, and elements (主な関連要素) that no measure
carries."""

from __future__ import annotations

from collections.abc import Iterator

from planlink.audit.matter import Draft, Matter, element_id, sheet
from planlink.japanese.text import search_key
from planlink.records.places import Place
from planlink.records.plans import Declaration, Plan

FAR = 0.2
"""Elements whose nearest measure scores less have none; read by eye on two plans."""
SHORT = 12
"""Letters before and behind what differs that a message shows."""


def wording(matter: Matter) -> Iterator[Draft]:
    """The same SDG goal is worded otherwise in another row."""
    for plan in matter.plans:
        for label, several in _by_goal(plan).items():
            spelled = {search_key(said.name).rstrip("。"): said for said in reversed(several)}
            first, *others = reversed(spelled.values())
            for other in others:
                one, two = _difference(first.name, other.name)
                facts = {
                    "label": label,
                    "first": one,
                    "first_page": sheet(first.page),
                    "first_subject": first.subject,
                    "second": two,
                    "second_page": sheet(other.page),
                    "second_subject": other.subject,
                }
                yield Draft(
                    "sdg-wording-differs", f"{plan.id}.{label}.{other.subject_id}", facts, _places(first, other)
                )


def full_stops(matter: Matter) -> Iterator[Draft]:
    """Some names of SDG goals in the table end with 。, others do not."""
    for plan in matter.plans:
        rows = [said for said in plan.declared if said.scheme == "sdg"]
        stopped = [said for said in rows if said.name.endswith("。")]
        if stopped and len(stopped) < len(rows):
            labels = "，".join(dict.fromkeys(said.label for said in stopped))
            facts = {"labels": labels, "page": sheet(stopped[0].page)}
            yield Draft("sdg-full-stop", plan.id, facts, _places(*stopped))


def other_elements(matter: Matter) -> Iterator[Draft]:
    """The same SDG goal has other elements under another basic goal. One finding a plan."""
    for plan in matter.plans:
        listed = ([said for said in several if said.elements] for several in _by_goal(plan).values())
        found = [said for several in listed if len({s.elements for s in several}) > 1 for said in several]
        if found:
            told = "，".join(f"目標{label}" for label in sorted({said.label for said in found}, key=int))
            yield Draft("sdg-elements-differ", plan.id, {"told": told, "page": sheet(found[0].page)}, _elements(*found))


def elements_without_measures(matter: Matter) -> Iterator[Draft]:
    """Printed elements that no measure of their basic goal comes near. One finding a plan."""
    best: dict[str, float] = {}
    for answer in matter.elements:
        best[answer.source] = max(best.get(answer.source, 0.0), answer.score)
    for plan in matter.plans:
        found = [
            (said, element)
            for said in plan.declared
            for place, element in enumerate(said.elements)
            if said.scheme == "sdg" and best.get(element_id(said, place), FAR) < FAR
        ]
        if found:
            told = "，".join(f"目標{said.label}「{element}」（「{said.subject}」）" for said, element in found)
            places = tuple(Place(plan.id, said.page, element) for said, element in found)
            facts = {"count": str(len(found)), "told": told, "page": sheet(found[0][0].page)}
            yield Draft("sdg-element-unsupported", plan.id, facts, places)


def _by_goal(plan: Plan) -> dict[str, list[Declaration]]:
    """The rows of the SDG table by goal."""
    rows: dict[str, list[Declaration]] = {}
    for said in plan.declared:
        if said.scheme == "sdg":
            rows.setdefault(said.label, []).append(said)
    return rows


def _difference(one: str, other: str) -> tuple[str, str]:
    """The parts of two wordings around what differs."""
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    end = next((n for n, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), 0)
    first, second = (text[max(0, start - SHORT) : max(start, len(text) - end) + SHORT] for text in (one, other))
    return first, second


def _places(*rows: Declaration) -> tuple[Place, ...]:
    return tuple(Place(row.document, row.page, row.name) for row in rows)


def _elements(*rows: Declaration) -> tuple[Place, ...]:
    return tuple(Place(row.document, row.page, element) for row in rows for element in row.elements)
