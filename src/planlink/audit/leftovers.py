"""Checks on what was left in a text by mistake: blanks to be filled, objects without their verb, a particle that is
missing, a colon inside a name, a phrase that stands twice. What needs a reader's eye is a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from planlink import knowledge
from planlink.audit.matter import Draft, Matter, at, at_folded, place_of, sheet, where
from planlink.audit.slips import around, slip_in
from planlink.japanese.text import fold
from planlink.japanese.tokens import tokens
from planlink.records.places import Place

_BLANK = re.compile(
    r"(?:[●■]{1,2}|[○〇◯□△×]{2})(?:月|日|年|頁|ページ|人|件|%|円)|(?<![A-Za-z])X{2,}(?:年|月|日|人|件|円)"
)


def placeholders(matter: Matter) -> Iterator[Draft]:
    """Marks in place of a date or number that was to be filled in (●月). One finding a document."""
    for plan in matter.plans:
        found = [(p, hit) for p in plan.passages for hit in _BLANK.finditer(fold(p.text))]
        if found:
            places = tuple(
                Place(plan.id, at_folded(passage, hit.start()).page, around(fold(passage.text), *hit.span()))
                for passage, hit in found
            )
            facts = {
                "document": plan.id,
                "told": "，".join(f"「{place.text}」（{sheet(place.page)}）" for place in places),
            }
            yield Draft("placeholder-left", plan.id, facts, places)


def objects_without_verb(matter: Matter) -> Iterator[Draft]:
    """「…を活用等により」: the noun has no verb form, so that the object hangs in the air."""
    for passage in matter.passages():
        words = tokens(passage.text)
        for place in range(len(words) - 3):
            object_, noun, more, by = words[place : place + 4]
            verbal = noun.pos.startswith("名詞") and noun.surface not in ("とおり", "ため")
            if (object_.surface, more.surface) == ("を", "等") and verbal and by.surface == "に":
                yield slip_in(passage, "slip-object", object_.start, by.end)


def particles_missing(matter: Matter) -> Iterator[Draft]:
    """「子ども含む」: a noun right before a verb that needs its particle."""
    verbs = knowledge.wording_facts().needs_particle
    for passage in matter.passages():
        words = tokens(passage.text)
        for noun, verb in pairwise(words):
            beside = noun.end == verb.start and noun.pos.startswith("名詞-普通名詞")
            if beside and verb.pos.startswith("動詞") and verb.lemma in verbs:
                yield slip_in(passage, "slip-particle-missing", noun.start, verb.end)


def colons(matter: Matter) -> Iterator[Draft]:
    """A colon inside the name of an indicator, before its bracket."""
    for plan in matter.plans:
        for indicator in plan.indicators:
            if hit := re.search(r"[：:](?=[（(])|[：:]$", indicator.name):
                facts = {"text": indicator.name, "page": where(indicator)}
                yield Draft("slip-colon", f"{indicator.id}.{hit.start()}", facts, (place_of(indicator),))


def repeated(matter: Matter) -> Iterator[Draft]:
    """The same 「…には」 twice in one sentence."""
    for passage in matter.passages():
        for hit in re.finditer(r"(?<![ぁ-んァ-ヶ一-龠])([ァ-ヶー一-龠]{2,10}には)[^。]{4,60}\1", passage.text):
            quoted = around(passage.text, hit.start(), hit.end())
            here = at(passage, hit.start())
            facts = {"text": quoted, "phrase": hit[1], "page": where(here)}
            place = Place(here.document, here.page, hit[0])
            yield Draft("slip-repeated", f"{passage.id}.{hit.start()}", facts, (place,))
