"""The only place of the page that writes: words on links, and answers to findings.

Undo is no deletion: it is a further word that says again what stood before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from planlink.errors import PlanlinkError
from planlink.knowledge import concepts
from planlink.links.decided import text_of
from planlink.records.findings import VERDICTS, Answer
from planlink.records.links import Decision, Pair
from planlink.web.words import CHOICES, OTHER_CHOICES
from planlink.workspace import answers, decisions, exchange, store

if TYPE_CHECKING:
    from planlink.documents.answertable import AnswerRow
    from planlink.records.findings import Finding
    from planlink.records.plans import Measure
    from planlink.web.city import Seen
    from planlink.workspace.exchange import Brought

WAYS = ("one", "rest", "whole")
MOST_WORDS = 2000
LONGEST_ID = 500
LONGEST_REASON = 2000


class UnknownWordError(PlanlinkError):
    """A request that names nothing known."""

    def __init__(self) -> None:
        super().__init__("送られた判断が，今の結果のどれにも当たりません。ページを読み込み直してください。")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request says: its `number`, that of the request whose step it goes on with (`first`), and its words."""

    number: str
    first: str
    words: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """What came of taking back: how many pairs, what stands now on the pairs of the step (None: nothing), and why it
    was refused, if it was."""

    count: int = 0
    stands: Mapping[Pair, Decision | None] = field(default_factory=dict)
    refused: str = ""


class Pen:
    """Writes, one request after the other."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._lock = Lock()

    def decide(self, sent: Sent) -> int:
        """Store words, in their order, and give their number; a request that comes again is not written twice."""
        with self._lock, store.opened(self._out) as db:
            decisions.add(db, sent.words, sent.number, sent.first)
            return len(sent.words)

    def take_back(self, step: int | str, who: str) -> Back:
        """Take back a step, by its act or by the number of its first request, unless something was said since."""
        with self._lock, store.opened(self._out) as db:
            act = decisions.act_of(db, step) if isinstance(step, str) else step
            count, refused = 0, ""
            try:
                count = len(decisions.take_back(db, act or 0, who, _now()))
            except decisions.LaterWordError as error:
                refused = str(error)
            pairs = decisions.pairs_of(db, act or 0)
            return Back(count, {pair: next(iter(decisions.words_on(db, pair)), None) for pair in pairs}, refused)

    def answer(self, given: Answer) -> None:
        """Store an office's answer to a finding."""
        with self._lock, store.opened(self._out) as db:
            answers.add(db, [given])

    def bring(self, events: Sequence[Decision], measures: Sequence[Measure]) -> Brought:
        """Merge another officer's events."""
        with self._lock, store.opened(self._out) as db:
            return exchange.bring(db, events, measures)

    def answer_all(self, rows: Sequence[AnswerRow], findings: Sequence[Finding]) -> tuple[int, list[str]]:
        """Store what a list of answers says that is not on record: how many, and the findings that are gone."""
        with self._lock, store.opened(self._out) as db:
            made, gone = answers.new(rows, findings, again=False)
            answers.add(db, made)
            return len(made), gone


def words_of(told: Mapping[str, Any], seen: Seen, who: str) -> Sent:
    """What a request says; its way tells whether its words were looked at one by one (one), confirmed together as
    proposed (rest), or measure by measure as they stood (whole). Raises UnknownWordError for what is not known here."""
    number, first, way, pairs = told.get("number"), told.get("first", ""), told.get("way"), told.get("words")
    if not is_number(number) or not (first == "" or is_number(first)) or way not in WAYS or not isinstance(pairs, list):
        raise UnknownWordError
    if not 0 < len(pairs) <= MOST_WORDS:
        raise UnknownWordError
    when = _now()
    return Sent(str(number), str(first), tuple(_word(pair, seen, who, when, str(way)) for pair in pairs))


def is_number(told: object) -> bool:
    """Whether it can be the number of a request."""
    return isinstance(told, str) and 8 <= len(told) <= 64 and told.isascii()


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _word(sent: object, seen: Seen, who: str, when: str, way: str) -> Decision:
    if not isinstance(sent, Mapping):
        raise UnknownWordError
    parts = [sent.get(name) for name in ("measure", "scheme", "label", "verdict")]
    if not all(isinstance(part, str) and len(part) <= LONGEST_ID for part in parts):
        raise UnknownWordError
    id, scheme, label, verdict = (str(part) for part in parts)
    measure = seen.index.measures.get(id)
    if measure is None or verdict not in choices(scheme) or label not in labels(seen, scheme):
        raise UnknownWordError
    return Decision(id, scheme, label, verdict, text_of(measure), who, when, way=way, why=_why(sent.get("why", "")))


def _why(told: object) -> str:
    """A note on one line. Raises UnknownWordError for what is no text, or too long."""
    if not isinstance(told, str) or len(told) > LONGEST_REASON or told != told.encode(errors="ignore").decode():
        raise UnknownWordError
    return " ".join(told.split())


def choices(scheme: str) -> tuple[str, ...]:
    """What may be said of a link of this scheme."""
    return CHOICES.get(scheme, OTHER_CHOICES)


def labels(seen: Seen, scheme: str) -> dict[str, str]:
    """The labels on which words may be said, with their names: all goals and viewpoints, the themes of this city."""
    if scheme in ("sdg", "viewpoint"):
        return {concept.label: concept.name for concept in concepts(scheme)}
    if scheme != "theme":
        return {}
    return {link.label: link.name for link in seen.analysis.links if link.scheme == "theme"}


def answer_of(form: Mapping[str, str], seen: Seen) -> Answer:
    """The answer that a form gives. Raises UnknownWordError for a finding or a verdict that is not known."""
    finding = next((one for one in seen.analysis.findings if one.id == form.get("finding")), None)
    verdict = form.get("verdict", "")
    if finding is None or verdict not in VERDICTS:
        raise UnknownWordError
    department, reason = form.get("department", "").strip(), form.get("reason", "").strip()
    if len(department) > LONGEST_ID or len(reason) > LONGEST_REASON:
        raise UnknownWordError
    return Answer(finding.id, verdict, finding.said, department, reason, date.today().isoformat())
