"""Checks on what an item of a viewpoint's list promises and what the measure says that answers it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planlink import knowledge
from planlink.audit.matter import Draft, Matter, place_of, sheet
from planlink.japanese.text import search_key
from planlink.japanese.tokens import compounds, tokens
from planlink.records.plans import Item

LONG = 4
"""Letters of a compound that two texts share by no chance."""


def stronger_items(matter: Matter) -> Iterator[Draft]:
    """The item says 設置 or 再整備; the sentence of the measure that shares its longest compound only prepares or looks
    into it."""
    measures = {measure.id: measure for plan in matter.plans for measure in plan.measures}
    items = {item.id: item for item in matter.items("viewpoint-item")}
    hedges = re.compile("|".join(knowledge.wording_facts().hedges))
    for alignment in matter.alignments:
        item, measure = items.get(alignment.source), measures.get(alignment.target or "")
        if item is None or measure is None or hedges.search(item.title):
            continue
        for sentence in re.findall("[^。]+。?", measure.text):
            shared = [name for name in _names(item) if search_key(name) in search_key(sentence)]
            if shared and hedges.search(sentence):
                place = measure.place_of(sentence.strip())
                facts = {
                    "item": item.title,
                    "page": sheet(item.page),
                    "measure": measure.title or sentence[:20],
                    "measure_page": sheet(place.page),
                    "text": place.text,
                    "about": max(shared, key=len),
                }
                yield Draft("promise-stronger", f"{item.id}:{measure.id}", facts, (place_of(item), place))
                break


def _names(item: Item) -> list[str]:
    """The compounds of an item's title that say something by themselves, without what makes a noun of them."""
    tails = knowledge.wording_facts().tails
    found = (compound.surface.rstrip(tails) for compound in compounds(tokens(item.title), item.title))
    return [name for name in found if len(name) >= LONG]
