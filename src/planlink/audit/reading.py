"""Findings about the reading itself: pages without letters, documents without an outline."""

from __future__ import annotations

from collections.abc import Iterator

from planlink.audit.matter import Draft, Matter, sheet


def doubts(matter: Matter) -> Iterator[Draft]:
    """Each doubt that the reading left, as a note."""
    for plan in matter.plans:
        for doubt in plan.doubts:
            page = doubt.place.page
            subject = f"{plan.id}.{page or ''}" + (f".{doubt.detail}" if doubt.detail else "")
            yield Draft(doubt.kind, subject, {"page": sheet(page), "name": doubt.detail}, (doubt.place,))
