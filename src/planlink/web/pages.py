"""What each address answers. Reading is done in threads; only `decide` writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from planlink.outputs import audit_rows, reading_rows, sdg_rows
from planlink.records.findings import VERDICTS
from planlink.records.places import Place
from planlink.web import answers, downloads, facets, history, review, sums
from planlink.web.city import City
from planlink.web.decide import Pen, answer_of, labels, words_of
from planlink.web.finding_list import FINDINGS_SHOWN, NARROWING, checks, finding_list, severity_links
from planlink.web.pictures import Album, place_of

MOST_FIELDS = 20
LONGEST_NAME = 60
NEAR = 5
"""Pages before and after the present one that a list leads to."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one workspace."""

    city: City
    pen: Pen
    album: Album

    def home(self, request: Request) -> Response:
        return RedirectResponse("/measures", 303)

    def measures(self, request: Request) -> Response:
        """The measures that an address asks for, as a page, as CSV or as a workbook."""
        every, wanted = self.city.listing(), facets.chosen(request.query_params)
        left = facets.narrowed(every, wanted)
        form = request.query_params.get("format")
        if form in ("csv", "xlsx"):
            table = downloads.measure_table(facets.rows(every, left))
            return downloads.as_csv(table) if form == "csv" else downloads.as_excel(table)
        first, total = (_number(request.query_params.get("page")) - 1) * facets.SHOWN, int(left.sum())
        shown = answers.page(
            request,
            "measures.html.j2",
            rows=facets.rows(every, left, first, facets.SHOWN),
            total=total,
            facets=list(facets.choices(every, wanted)),
            wanted=[facets.named(every, facet, value) for facet, value in wanted.items()],
            asked=wanted,
            query=urlencode(wanted),
            views=facets.kept(self.city.out),
            pages=_pages("/measures", wanted, total, facets.SHOWN, first),
            csv=facets.address("/measures", {**wanted, "format": "csv"}),
            xlsx=facets.address("/measures", {**wanted, "format": "xlsx"}),
        )
        self.city.prepare()
        return shown

    def review(self, request: Request) -> Response:
        """One column of links; without a label the one where one left off."""
        seen = self.city.now()
        menu = review.columns(seen)
        scheme, label = request.query_params.get("scheme", ""), request.query_params.get("label", "")
        if not label:
            start = review.next_column(menu)
            if start is not None:
                return RedirectResponse(start.address, 303)
        elif label not in labels(seen, scheme):
            return answers.wrong(request, 404, "missing")
        lines = review.of_label(seen, scheme, label)
        return answers.page(
            request,
            "review.html.j2",
            lines=lines,
            menu=menu,
            here=(scheme, label),
            before=review.beside(menu, scheme, label, -1),
            after=review.beside(menu, scheme, label, 1),
            heading=review.label_title(scheme, label, labels(seen, scheme)[label]) if label else "",
            sums=sums.of_column(seen, scheme, label, {line.pair for line in lines}),
            progress=review.progress(seen),
            steps=history.steps(seen.decisions, request.state.session.who),
        )

    def measure(self, request: Request) -> Response:
        """One measure with all its labels: the second pass."""
        seen = self.city.now()
        one = seen.index.measures.get(request.query_params.get("id", ""))
        if one is None:
            return answers.wrong(request, 404, "missing")
        return answers.page(
            request,
            "measure.html.j2",
            measure=one,
            seen=seen,
            lines=review.of_measure(seen, one),
            progress=review.progress(seen),
            steps=history.steps(seen.decisions, request.state.session.who),
            stand=facets.stand(link for link in seen.analysis.links if link.measure == one.id),
        )

    def picture(self, request: Request) -> Response:
        """The place of a link's evidence, or of a finding, as PNG."""
        seen, asked = self.city.now(), request.query_params
        place: Place | None
        if "finding" in asked:
            finding = next((one for one in seen.analysis.findings if one.id == asked["finding"]), None)
            number = _number(asked.get("place"))
            place = finding.places[number - 1] if finding and number <= len(finding.places) else None
        else:
            pair = asked.get("measure", ""), asked.get("scheme", ""), asked.get("label", "")
            place = place_of(pair, seen)
        png = self.album.picture(place, seen) if place else None
        return answers.wrong(request, 404, "missing") if png is None else Response(png, media_type="image/png")

    def table(self, request: Request) -> Response:
        """The SDG table as the decisions make it now."""
        seen = self.city.now()
        now = seen.analysis
        return answers.page(
            request,
            "table.html.j2",
            mapping=sdg_rows.mapping_table(now),
            matrix=sdg_rows.matrix_table(now),
            goals=sdg_rows.goal_names(now),
        )

    def findings(self, request: Request) -> Response:
        """Findings with their answer forms."""
        seen, asked = self.city.now(), request.query_params
        wanted = {name: asked[name] for name in NARROWING if asked.get(name)}
        listed = finding_list(seen, wanted)
        first = (_number(asked.get("page")) - 1) * FINDINGS_SHOWN
        return answers.page(
            request,
            "findings.html.j2",
            cards=listed[first : first + FINDINGS_SHOWN],
            total=len(listed),
            wanted=dict.fromkeys(NARROWING, "") | wanted,
            links=severity_links(wanted, seen),
            checks=checks(seen),
            documents=list(seen.index.plans.values()),
            saved=next((one for one in seen.analysis.findings if one.id == asked.get("saved")), None),
            at=min(_number(asked.get("at")), len(listed[first : first + FINDINGS_SHOWN])),
            sayings=VERDICTS,
            pages=_pages("/findings", wanted, len(listed), FINDINGS_SHOWN, first),
            back=facets.address("/findings", {**wanted, "page": asked["page"]} if "page" in asked else wanted),
        )

    def documents(self, request: Request) -> Response:
        """The documents with how well they were read, and the papers of the last build."""
        seen = self.city.now()
        return answers.page(
            request,
            "documents.html.j2",
            plans=list(seen.index.plans.values()),
            documents=audit_rows.document_table(seen.analysis),
            reading=reading_rows.reading_paper(seen.analysis.plans, unread=seen.unread),
            unread=seen.unread,
            papers=downloads.papers_there(self.city),
            are_current=downloads.papers_are_current(self.city, seen),
            ended=request.query_params.get("ended", ""),
        )

    def history(self, request: Request) -> Response:
        """Decisions and answers, the latest first."""
        seen, asked = self.city.now(), request.query_params
        wanted = {name: asked[name] for name in history.NARROWING if asked.get(name)}
        first = (_number(asked.get("page")) - 1) * history.SHOWN
        told = history.decisions(seen, wanted)
        return answers.page(
            request,
            "history.html.j2",
            decisions=told[first : first + history.SHOWN],
            total=len(told),
            given=[] if wanted else history.answers(seen),
            wanted=dict.fromkeys(history.NARROWING, "") | wanted,
            measure=seen.index.measure_title(wanted.get("measure", "")),
            people=history.people(seen),
            ways=history.ways(seen),
            pages=_pages("/history", wanted, len(told), history.SHOWN, first),
        )

    def paper(self, request: Request) -> Response:
        sent = downloads.paper(self.city, request.query_params.get("name", ""))
        return answers.wrong(request, 404, "missing") if sent is None else sent

    def document(self, request: Request) -> Response:
        sent = downloads.document(self.city, self.city.now(), request.query_params.get("id", ""))
        return answers.wrong(request, 404, "missing") if sent is None else sent

    def decide(self, request: Request, body: bytes) -> Response:
        """Words on links, sent by the page's own code."""
        if not request.state.session.sent(request.headers.get("x-csrf-token", "")):
            return answers.wrong(request, 403, "csrf")
        try:
            sent = json.loads(body)
        except (ValueError, RecursionError):
            return answers.wrong(request)
        if not isinstance(sent, dict):
            return answers.wrong(request)
        told = words_of(sent, self.city.known(), request.state.session.who)
        return JSONResponse({"stored": self.pen.decide(told)})

    def answer(self, request: Request, body: bytes) -> Response:
        """An answer to a finding, sent by its form."""
        form = fields(body)
        if not request.state.session.sent(form.get("csrf", "")):
            return answers.wrong(request, 403, "csrf")
        given = answer_of(form, self.city.known())
        self.pen.answer(given)
        back = _own(form.get("back", ""), "/findings").partition("#")[0]
        told = urlencode({"saved": given.finding, "at": _number(form.get("at"))})
        return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{told}#saved", 303)

    def name(self, request: Request, body: bytes) -> Response:
        """The name that decisions of this browser carry."""
        form = fields(body)
        if not request.state.session.sent(form.get("csrf", "")):
            return answers.wrong(request, 403, "csrf")
        request.state.session.who = who_of(form)
        return RedirectResponse(_own(form.get("back", ""), "/review"), 303)


def fields(body: bytes) -> dict[str, str]:
    """A form's fields, empty where it is none."""
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}


def who_of(form: Mapping[str, str]) -> str:
    """The name that a form gives, on one line."""
    return " ".join(form.get("who", "").split())[:LONGEST_NAME]


def _own(back: str, otherwise: str) -> str:
    """A way back on this page, never to another address."""
    plain = back.startswith("/") and not back.startswith("//") and back.isprintable() and "\\" not in back
    return back if plain else otherwise


def _number(asked: str | None) -> int:
    is_number = asked is not None and asked.isascii() and asked.isdigit() and len(asked) < 7
    return max(1, int(asked or 1)) if is_number else 1


def _pages(path: str, wanted: Mapping[str, Any], total: int, shown: int, first: int) -> list[tuple[int, str, bool]]:
    """The numbers of the pages with their addresses, the first, the last and those around the present one; empty where
    one page holds all."""
    last, here = (total + shown - 1) // shown, first // shown + 1
    if last < 2:
        return []
    numbers = sorted({1, last, *range(max(1, here - NEAR), min(last, here + NEAR) + 1)})
    return [(n, facets.address(path, {**wanted, "page": n}), n == here) for n in numbers]
