"""Findings about the reading itself: pages without letters or read from pictures, documents without an outline."""

from __future__ import annotations

from collections.abc import Iterator

from planlink.audit.matter import Draft, Matter, sheet

PICTURES = "page-ocr"


def doubts(matter: Matter) -> Iterator[Draft]:
    """Each doubt that the reading left, as a note; all pages of a document that were read from pictures in one."""
    for plan in matter.plans:
        for doubt in plan.doubts:
            page = doubt.place.page
            if doubt.kind != PICTURES:
                subject = f"{plan.id}.{page or ''}" + (f".{doubt.detail}" if doubt.detail else "")
                yield Draft(doubt.kind, subject, {"page": sheet(page), "name": doubt.detail}, (doubt.place,))
        if places := tuple(doubt.place for doubt in plan.doubts if doubt.kind == PICTURES):
            yield Draft(PICTURES, plan.id, {"page": "，".join(sheet(place.page) for place in places)}, places)
