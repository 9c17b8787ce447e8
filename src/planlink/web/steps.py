"""Taking back a step: a key of the review, or a button of the history."""

from __future__ import annotations

import json
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from planlink.outputs.html import reason_title
from planlink.records.links import Decision, Link, Pair
from planlink.web import answers
from planlink.web.city import City, Seen
from planlink.web.decide import Back, Pen, UnknownWordError, is_number, labels
from planlink.web.pages import fields
from planlink.web.words import say


@dataclass(frozen=True, slots=True)
class Steps:
    """The addresses that take back."""

    city: City
    pen: Pen

    def undo(self, request: Request, body: bytes) -> Response:
        """Take back one step, told by the number of its request or by its act; answers what stands now."""
        if not request.state.session.sent(request.headers.get("x-csrf-token", "")):
            return answers.wrong(request, 403, "csrf")
        try:
            told = json.loads(body)
        except (ValueError, RecursionError):
            return answers.wrong(request)
        step = told.get("step") if isinstance(told, dict) else None
        back = self.pen.take_back(_step(step), request.state.session.who)
        words = [_word(pair, word) for pair, word in back.stands.items()]
        return JSONResponse({"stored": back.count, "words": words, "said": _said(back, self.city.known())})

    def take_back(self, request: Request, body: bytes) -> Response:
        """Take back one act, asked for by a form of the history."""
        form = fields(body)
        if not request.state.session.sent(form.get("csrf", "")):
            return answers.wrong(request, 403, "csrf")
        told = form.get("act", "")
        act = int(told) if told.isascii() and told.isdigit() and len(told) < 16 else 0
        back = self.pen.take_back(_step(act), request.state.session.who)
        if back.refused:
            return answers.refused(request, back.refused)
        return RedirectResponse("/history", 303)


def _step(told: object) -> int | str:
    if isinstance(told, int) and 0 < told < 2**63 and not isinstance(told, bool):
        return told
    if not is_number(told):
        raise UnknownWordError
    return str(told)


def _word(pair: Pair, word: Decision | None) -> dict[str, str]:
    measure, scheme, label = pair
    verdict, why = (word.verdict, word.why) if word else ("", "")
    return {"measure": measure, "scheme": scheme, "label": label, "verdict": verdict, "why": why}


def _said(back: Back, seen: Seen) -> str:
    """What was taken back, in a sentence; empty where nothing was."""
    if back.refused or not back.count:
        return back.refused
    if back.count > 1:
        return say("many back").format(count=back.count)
    return say("one back").format(what=named(next(iter(back.stands)), seen))


def named(pair: Pair, seen: Seen) -> str:
    """「公共交通の再編」（目標11）."""
    measure, scheme, label = pair
    name = labels(seen, scheme).get(label, "")
    return f"「{seen.index.measure_title(measure)}」（{reason_title(Link(*pair, name, None, 0.0, ''))}）"
