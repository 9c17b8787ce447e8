"""Findings about the reading itself: pages without letters or read from pictures, documents without an outline, and
what the printed table of contents (目次) and the outline do not share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planlink.audit.matter import Draft, Matter, sheet
from planlink.records.places import Doubt, Place

SHOWN = 8
"""How many headings a message names; the places have all of them."""

PICTURES = ("page-ocr", "page-layered")
GAIJI = "gaiji"


def doubts(matter: Matter) -> Iterator[Draft]:
    """Each doubt that the reading left, as a note; all pages of a document that were read from pictures in one, and
    all of its letters that nobody knows."""
    for plan in matter.plans:
        for doubt in plan.doubts:
            page = doubt.place.page
            if doubt.kind not in (*PICTURES, GAIJI, *_SAID):
                subject = f"{plan.id}.{page or ''}" + (f".{doubt.detail}" if doubt.detail else "")
                facts = {"page": sheet(page), "name": doubt.detail, "text": doubt.place.text}
                yield Draft(doubt.kind, subject, facts, (doubt.place,))
        for kind in PICTURES:
            if places := tuple(doubt.place for doubt in plan.doubts if doubt.kind == kind):
                yield Draft(kind, plan.id, {"page": "，".join(sheet(place.page) for place in places)}, places)
        if places := tuple(doubt.place for doubt in plan.doubts if doubt.kind == GAIJI):
            yield Draft(GAIJI, plan.id, {"names": _quoted(places)}, places)


def _quoted(places: Sequence[Place]) -> str:
    """The first places with their pages, and how many more there are."""
    names = "，".join(f"「{place.text}」（{sheet(place.page)}）" for place in places[:SHOWN])
    return names + (f"ほか{len(places) - SHOWN}か所" if len(places) > SHOWN else "")


def contents(matter: Matter) -> Iterator[Draft]:
    """What the table of contents and the outline of a document do not share: one finding for each kind."""
    for plan in matter.plans:
        for kind, said in _SAID.items():
            found = [doubt for doubt in plan.doubts if doubt.kind == kind]
            if found:
                names = "，".join(said.format(**_facts(doubt)) for doubt in found[:SHOWN])
                more = f"ほか{len(found) - SHOWN}件" if len(found) > SHOWN else ""
                facts = {"document": plan.id, "count": str(len(found)), "names": names + more}
                yield Draft(kind, plan.id, facts, tuple(doubt.place for doubt in found))


def _facts(doubt: Doubt) -> dict[str, str]:
    return {"text": doubt.place.text, "detail": doubt.detail, "page": sheet(doubt.place.page)}


_SAID = {
    "contents-missing": "「{text}」",
    "contents-differs": "目次「{detail}」と本文「{text}」（{page}）",
    "contents-unlisted": "「{text}」（{page}）",
    "contents-pages": "「{text}」（目次では{detail}，本文はファイルの{page}）",
}
