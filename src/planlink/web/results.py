"""What was decided (確認結果一覧): who, when, in which way, why, and how it differs from the proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from planlink.links.decided import last_words
from planlink.outputs.decision_rows import decision_table
from planlink.outputs.eras import as_of_line
from planlink.web import answers
from planlink.web.city import City
from planlink.web.downloads import printed
from planlink.workspace import store


@dataclass(frozen=True, slots=True)
class ResultRoom:
    """The list as a page to print and as the workbook that `planlink decisions --xlsx` writes."""

    city: City

    def show(self, request: Request) -> Response:
        """The list with names, or without where the address says names=no."""
        seen, names = self.city.now(), request.query_params.get("names") != "no"
        table = decision_table(seen.analysis, last_words(seen.decisions), names)
        with store.opened(self.city.out) as db:
            run = store.load_run(db)
        day = date.fromisoformat(run.as_of) if run is not None and run.as_of else None
        if request.query_params.get("format") != "xlsx":
            return answers.page(request, "result.html.j2", table=table, names=names, as_of=as_of_line(day))
        return printed(table, day)
