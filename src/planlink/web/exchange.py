"""Two officers bring their work together: decisions and answers as files to hand on, and a file of the other's read."""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from planlink.documents.answertable import AnswerRow
from planlink.errors import PlanlinkError
from planlink.outputs.audit_rows import finding_table, listed
from planlink.outputs.decision_rows import differing_table
from planlink.web import answers as replies
from planlink.web.city import City
from planlink.web.decide import Pen
from planlink.web.downloads import attached, printed
from planlink.web.limited import ask
from planlink.web.multipart import Form, form_of
from planlink.workspace import decisions, store
from planlink.workspace.agreement import agreement
from planlink.workspace.exchange import Brought, beside, events_of, lines_of

MOST_UNPACKED = 128 * 1024 * 1024
LINES = "application/jsonl; charset=utf-8"
PACKED = b"PK"


@dataclass(frozen=True, slots=True)
class ExchangeRoom:
    """The page where decisions and answers go out and come in."""

    city: City
    pen: Pen

    def show(self, request: Request) -> Response:
        """What can be taken, and the form for what is brought."""
        return self._page(request)

    def take(self, request: Request) -> Response:
        """The record of decisions, with names or without; or the list of findings with their answers."""
        asked = request.query_params
        if asked.get("what") == "answers":
            return printed(finding_table(self.city.now().analysis), name="点検の回答")
        with store.opened(self.city.out) as db:
            text = lines_of(decisions.every(db), names=asked.get("names") != "no")
        return attached(text.encode(), LINES, "判断の記録.jsonl")

    def bring(self, request: Request, body: bytes) -> Response:
        """Compare a file of decisions with ours, merge it, or take in a list of answers: all of it, or nothing."""
        form = form_of(request.headers.get("content-type", ""), body)
        if not request.state.session.sent(form.fields.get("csrf", "")):
            return replies.wrong(request, 403, "csrf")
        does = {"compare": self._compared, "import": self._merged, "answers": self._answered}.get(
            form.fields.get("do", "")
        )
        if does is None:
            return replies.wrong(request)
        try:
            told = does(form)
        except PlanlinkError as error:
            return self._page(request, 409, trouble=str(error))
        return self._page(request, **told)

    def _compared(self, form: Form) -> dict[str, Any]:
        events = events_of(_content(form), form.name)
        with store.opened(self.city.out) as db:
            return {"found": Brought(agreement(decisions.every(db), events), 0, 0), "name": form.name}

    def _merged(self, form: Form) -> dict[str, Any]:
        events = events_of(_content(form), form.name)
        found = self.pen.bring(events, self.city.known().analysis.measures)
        return {"found": found, "name": form.name, "all": len(events)}

    def _answered(self, form: Form) -> dict[str, Any]:
        content = _content(form)
        _refuse_bombs(form.name, content)
        with tempfile.TemporaryDirectory(prefix="planlink-") as apart:
            path = Path(apart) / ("answers.xlsx" if content.startswith(PACKED) else "answers.csv")
            path.write_bytes(content)
            rows = [AnswerRow(**row) for row in ask("answers", path)]
        made, gone = self.pen.answer_all(rows, listed(self.city.now().analysis))
        return {"answered": made, "gone": gone, "name": form.name}

    def _page(self, request: Request, status: int = 200, **told: Any) -> Response:
        """The page with what was just told; otherwise how our words stand to those imported so far, if any."""
        seen = self.city.now()
        found: Brought | None = told.get("found")
        agreed = found.agreement if found else beside(seen.decisions)
        differing = differing_table(seen.analysis, agreed.differing)
        parts = {"found": None, "trouble": "", "name": "", "all": None, "answered": None, "gone": ()} | told
        count = len(seen.decisions)
        return replies.page(
            request, "exchange.html.j2", status, agreed=agreed, differing=differing, events=count, **parts
        )


def _content(form: Form) -> bytes:
    if form.content is None:
        raise PlanlinkError("ファイルが選ばれていません。ファイルを選んでから，もう一度押してください。")
    return form.content


def _refuse_bombs(name: str, content: bytes) -> None:
    """A workbook is a packed folder; a small one can unpack to more than the machine holds."""
    if not content.startswith(PACKED):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile as cause:
        raise PlanlinkError(f"{name}：表を読めません。Excel（.xlsx）か CSV で保存し直してください。") from cause
    if size > MOST_UNPACKED:
        raise PlanlinkError(f"{name}：中身が大きすぎます。回答の表だけを残して保存し直してください。")
