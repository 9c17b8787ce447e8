"""Checks on slips of writing that are certain: particles that cannot stand together, years that disagree with their
era, counts that disagree with what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planlink import knowledge
from planlink.audit.matter import Draft, Matter, at, at_folded, place_of, sheet, where
from planlink.japanese.numbers import parse_quantity
from planlink.japanese.text import fold
from planlink.japanese.tokens import tokens
from planlink.records.places import Place
from planlink.records.plans import Passage

MIXED = 3
"""Commas of the rarer kind that are no slip of a finger."""
QUOTED = 40  # letters
RARE = 5
"""How many times more often the usual spelling stands there."""
AROUND = 12
"""Letters that a quotation shows before and behind a slip."""
_WESTERN = r"(?P<west>(?:19|20)\d\d)年?"
_ERA = r"(?P<era>令和|平成|昭和)(?P<year>元|\d{1,2})年?"
_BOTH = (
    re.compile(rf"{_WESTERN}(?:度)?[(（]{_ERA}(?:度)?[)）]"),
    re.compile(rf"{_ERA}(?:度)?[(（]{_WESTERN}(?:度)?[)）]"),
)
_COUNT = re.compile(r"(?P<count>[0-9一二三四五六七八九十]+)つの(?P<what>\w+)")


def doubled_particles(matter: Matter) -> Iterator[Draft]:
    """Particles that cannot follow each other."""
    pattern = re.compile("|".join(knowledge.wording_facts().doubled))
    for passage in matter.passages():
        for slip in pattern.finditer(passage.text):
            yield slip_in(passage, "slip-particles", slip.start(), slip.end())


def era_years(matter: Matter) -> Iterator[Draft]:
    """A Western year and the era year beside it are different years."""
    for passage in matter.passages():
        text = fold(passage.text)
        for pattern in _BOTH:
            for said in pattern.finditer(text):
                era = next(e for e in knowledge.eras() if e.name == said["era"])
                year = era.first + (1 if said["year"] == "元" else int(said["year"])) - 1
                if year != int(said["west"]):
                    here = at_folded(passage, said.start())
                    facts = {"text": said[0], "year": f"{year}年", "page": where(here)}
                    place = Place(here.document, here.page, said[0])
                    yield Draft("era-differs", f"{passage.id}.{said.start()}", facts, (place,))


def counts(matter: Matter) -> Iterator[Draft]:
    """A text says how many basic goals or themes there are, and the plan has another number of them."""
    counted = knowledge.wording_facts().counted
    plans = {plan.id: plan for plan in matter.plans}
    for passage in matter.passages():
        plan = plans[passage.document]
        for said in _COUNT.finditer(fold(passage.text)):
            kind = next((kind for word, kind in counted.items() if said["what"].startswith(word)), None)
            there = [item for item in plan.items if item.kind == kind]
            number = parse_quantity(f"{said['count']}件").value
            if kind and there and number and number != len({item.label for item in there}):
                here = at_folded(passage, said.start())
                facts = {"text": said[0], "count": str(len(there)), "page": where(here)}
                places = (Place(plan.id, here.page, said[0]), *map(place_of, there))
                yield Draft("count-differs", f"{passage.id}.{said.start()}", facts, places)


def stray_spellings(matter: Matter) -> Iterator[Draft]:
    """A noun that a document nearly always spells in one way stands there in another, seldom."""
    for plan in matter.plans:
        nouns: dict[str, list[Place]] = {}
        for passage in plan.passages:
            for noun, place in _nouns(passage):
                nouns.setdefault(noun, []).append(place)
        for group in knowledge.wording_facts().variants:
            found = {spelling: nouns[spelling] for spelling in group if spelling in nouns}
            usual = max(found, key=lambda spelling: len(found[spelling]), default="")
            for other, places in found.items():
                if other != usual and len(places) * RARE <= len(found[usual]):
                    facts = {"document": plan.id, "usual": usual, "count": str(len(found[usual])), "other": other}
                    facts |= {"few": str(len(places)), "page": "，".join(dict.fromkeys(sheet(p.page) for p in places))}
                    yield Draft("spelling-stray", f"{plan.id}.{other}", facts, tuple(places))


def punctuation(matter: Matter) -> Iterator[Draft]:
    """Both commas, 「，」 and 「、」, in one document."""
    for plan in matter.plans:
        places = {comma: [p for p in plan.passages if comma in p.text] for comma in "，、"}
        counts = {comma: sum(p.text.count(comma) for p in some) for comma, some in places.items()}
        rare, usual = sorted(counts, key=lambda comma: counts[comma])
        if counts[rare] >= MIXED:
            facts = {
                "document": plan.id,
                "usual": usual,
                "count": str(counts[usual]),
                "rare": rare,
                "few": str(counts[rare]),
            }
            found = tuple(Place(plan.id, p.page, p.text[:QUOTED]) for p in places[rare])
            yield Draft("punctuation-mixed", plan.id, facts, found)


def _nouns(passage: Passage) -> Iterator[tuple[str, Place]]:
    """The listed spellings where they are nouns, outside quotation marks, with what stands around them."""
    spellings = {spelling for group in knowledge.wording_facts().variants for spelling in group}
    text = re.sub(r"[「『][^」』]*[」』]", lambda quoted: "　" * len(quoted[0]), passage.text)
    words = tokens(text)
    for place, word in enumerate(words):
        after = words[place + 1] if place + 1 < len(words) else None
        verb = after is not None and after.start == word.end and after.pos.startswith("助動詞")
        if word.surface in spellings and word.pos.startswith("名詞") and not verb:
            page = at(passage, word.start).page
            yield word.surface, Place(passage.document, page, around(text, word.start, word.end).strip())


def slip_in(passage: Passage, check: str, start: int, end: int) -> Draft:
    """A finding on some letters of a passage, quoted with what stands around them."""
    quoted = around(passage.text, start, end)
    here = at(passage, start)
    facts = {"text": quoted, "slip": passage.text[start:end], "page": where(here)}
    return Draft(check, f"{passage.id}.{start}", facts, (Place(here.document, here.page, quoted),))


def around(text: str, start: int, end: int) -> str:
    """Some letters with those before and behind them."""
    return text[max(0, start - AROUND) : end + AROUND]
