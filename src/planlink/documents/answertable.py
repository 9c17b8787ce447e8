"""A list of findings with an office's answers, as planlink writes it and an office fills it in → answers by finding."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from planlink.documents.sheets import Cells, read_sheets
from planlink.errors import DocumentError
from planlink.records.findings import VERDICTS, verdict_of

ID, ANSWER, DEPARTMENT, REASON, WHEN = "点検ID", "回答", "担当課", "理由", "回答日"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What a list says of one finding; `verdict` is one of VERDICTS."""

    finding: str
    verdict: str
    department: str = ""
    reason: str = ""
    when: str = ""


def read_answers(path: Path) -> tuple[AnswerRow, ...]:
    """The rows with an answer, each finding once, of the sheets that have the columns 点検ID and 回答. Raises
    DocumentError where the file cannot be read, has no such sheet, or has another answer than the three."""
    sheets = [sheet for sheet in read_sheets(path) if sheet and {ID, ANSWER} <= set(sheet[0])]
    if not sheets:
        raise DocumentError(
            path.name,
            f"「{ID}」と「{ANSWER}」の列がある表が見つかりません",
            "整合性点検結果.xlsx のシート「点検結果」に回答を記入したものを指定してください。",
        )
    found: dict[str, AnswerRow] = {}
    for sheet in sheets:
        for number, cells in enumerate(sheet[1:], 2):
            row = _row(path, sheet[0], cells, number)
            if row and row.finding not in found:
                found[row.finding] = row
    return tuple(found.values())


def _row(path: Path, head: Cells, cells: Cells, number: int) -> AnswerRow | None:
    said = {column: cell.strip() for column, cell in zip(head, cells, strict=False)}
    if not said.get(ANSWER):
        return None
    verdict = verdict_of(said[ANSWER])
    if verdict is None or not said.get(ID):
        raise DocumentError(
            path.name,
            f"{number}行目の回答「{said[ANSWER][:20]}」を読み取れません",
            f"点検ID を残したまま，{'，'.join(VERDICTS.values())}のどれかを記入してください。",
        )
    when = said.get(WHEN, "").removesuffix(" 00:00:00")
    return AnswerRow(said[ID], verdict, said.get(DEPARTMENT, ""), said.get(REASON, ""), when)
