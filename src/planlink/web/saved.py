"""Saved views: a view of the measures is kept under a name, opened again, and given up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from planlink.errors import PlanlinkError
from planlink.web import answers, facets
from planlink.web.decide import LONGEST_ID
from planlink.web.pages import fields
from planlink.workspace import store, views

LONGEST = 40
"""Letters of a view's name."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where views are kept."""

    out: Path

    def change(self, request: Request, body: bytes) -> Response:
        """Keep or give up a view, as the form says, and show the view that was on the page."""
        form = fields(body)
        if not request.state.session.sent(form.get("csrf", "")):
            return answers.wrong(request, 403, "csrf")
        shown, name = dict(parse_qsl(form.get("view", ""))), " ".join(form.get("name", "").split())
        wanted = {facet: value for facet, value in facets.chosen(shown).items() if len(value) <= LONGEST_ID}
        if form.get("do") == "delete":
            with store.opened(self.out) as db:
                views.forget(db, name)
        elif form.get("do") == "keep" and name.isprintable() and 0 < len(name) <= LONGEST:
            with store.opened(self.out) as db:
                if not views.keep(db, views.View(name, wanted)):
                    raise PlanlinkError(
                        f"保存した表示が{views.MOST}件あります。使わないものを削除してから，もう一度行ってください。"
                    )
        else:
            return answers.wrong(request)
        return RedirectResponse(facets.address("/measures", wanted), 303)
