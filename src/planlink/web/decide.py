"""The only place of the page that writes: words on links, and answers to findings.

Undo is no deletion: it is a further word that says again what stood before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from planlink.errors import PlanlinkError
from planlink.knowledge import concepts
from planlink.links.decided import OPEN, text_of
from planlink.records.findings import VERDICTS, Answer
from planlink.records.links import Decision
from planlink.web.words import CHOICES, OTHER_CHOICES
from planlink.workspace import answers, decisions, exchange, store

if TYPE_CHECKING:
    from planlink.documents.answertable import AnswerRow
    from planlink.records.findings import Finding
    from planlink.records.plans import Measure
    from planlink.web.city import Seen
    from planlink.workspace.exchange import Brought

WAYS = ("one", "rest", "undo")
MOST_WORDS = 2000
LONGEST_ID = 500
LONGEST_REASON = 2000
KEPT_NUMBERS = 20_000


class UnknownWordError(PlanlinkError):
    """A request that names nothing known."""

    def __init__(self) -> None:
        super().__init__("送られた判断が，今の結果のどれにも当たりません。ページを読み込み直してください。")


class Pen:
    """Writes, one request after the other; a request that comes again (its number is known) is not written twice."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._lock = Lock()
        self._known: OrderedDict[str, int] = OrderedDict()

    def decide(self, number: str, words: Sequence[Decision]) -> int:
        """Store words, in their order, and give their number."""
        with self._lock:
            if number in self._known:
                return self._known[number]
            with store.opened(self._out) as db:
                decisions.add(db, words)
            self._known[number] = len(words)
            while len(self._known) > KEPT_NUMBERS:
                self._known.popitem(last=False)
            return len(words)

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


def words_of(sent: Mapping[str, Any], seen: Seen, who: str) -> tuple[str, list[Decision]]:
    """The number and the words of a request; its way tells whether they were looked at one by one (one), confirmed
    together as proposed (rest) or taken back (undo). Raises UnknownWordError for what is not known here."""
    number, way, pairs = sent.get("number"), sent.get("way"), sent.get("words")
    if not isinstance(number, str) or not 8 <= len(number) <= 64 or way not in WAYS or not isinstance(pairs, list):
        raise UnknownWordError
    if not 0 < len(pairs) <= MOST_WORDS:
        raise UnknownWordError
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    return number, [_word(pair, seen, who, when, str(way)) for pair in pairs]


def _word(sent: object, seen: Seen, who: str, when: str, way: str) -> Decision:
    if not isinstance(sent, Mapping):
        raise UnknownWordError
    parts = [sent.get(name) for name in ("measure", "scheme", "label", "verdict")]
    if not all(isinstance(part, str) and len(part) <= LONGEST_ID for part in parts):
        raise UnknownWordError
    id, scheme, label, verdict = (str(part) for part in parts)
    measure = seen.index.measures.get(id)
    allowed = (*choices(scheme), OPEN) if way == "undo" else choices(scheme)
    if measure is None or verdict not in allowed or label not in labels(seen, scheme):
        raise UnknownWordError
    return Decision(id, scheme, label, verdict, text_of(measure), who, when, way=way)


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
