"""What a city's own decisions teach: its cuts move, where that makes the tool agree with them more often.

Only where a score becomes a link is learnt, never the model. The gain is measured on measures that the shifts were not
chosen on (cross-validation); without one nothing is learnt.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planlink.errors import PlanlinkError
from planlink.knowledge import GOALS
from planlink.links.choice import Tools
from planlink.links.classifier import ALL, Cut, Head, Label, Model, logistic, logits_of
from planlink.links.decide import judge_goals
from planlink.links.linking import scores_of, serves_any
from planlink.links.rules import CityRule, apply_rules
from planlink.meaning.tfidf import Array
from planlink.records.links import Lesson, Shift
from planlink.records.plans import Measure

FOLDS, FEWEST = 5, 10
STEPS = tuple(step / 4 for step in range(-6, 7))  # how far a cut may move, in logits
COST = 0.5  # decisions that a whole step of one logit must win, so that chance moves no cut
GRADES: Mapping[str | None, float] = {"primary": 1.0, "related": 0.5, "linked": 0.5, None: 0.0}


class NothingLearntError(PlanlinkError):
    """The decisions are too few, or teach nothing."""

    status = 1


@dataclass(frozen=True, slots=True)
class Known:
    """What people said of one measure: grade 1 (◎), 0.5 (○) or 0 (rejected, or blank in a table) by goal; goals that
    nobody judged are left out."""

    measure: Measure
    grades: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Case:
    """A measure as the model scores it, beside what people said."""

    text: str
    scores: Mapping[str, float]
    serves: bool
    grades: Mapping[str, float]


def learn(known: Sequence[Known], tools: Tools, rules: Sequence[CityRule] = ()) -> Lesson:
    """The shifts that fit these decisions, and the gain over measures held out. Raises NothingLearntError where
    measures are fewer than ten, or where the gain is not larger than chance makes it."""
    if len(known) < FEWEST:
        raise NothingLearntError(
            f"判断のある施策が{len(known)}件しかないので，学べません。{FEWEST}件以上の施策を確認するか，"
            "前回の対応表を --table で指定してください。"
        )
    teacher = _Teacher(tools.model, tools.model.head(ALL, tools.encoder), rules)
    cases = [teacher.case(one, tools) for one in sorted(known, key=lambda one: one.measure.id)]
    fold = np.arange(len(cases)) % FOLDS
    before = teacher.right(cases, ())
    after = np.zeros(len(cases))
    for held in range(FOLDS):
        shifts = teacher.shifts([case for case, where in zip(cases, fold, strict=True) if where != held])
        after[fold == held] = teacher.right([cases[n] for n in np.flatnonzero(fold == held)], shifts)
    pairs = sum(len(case.grades) for case in cases)
    gain, chance = after - before, float(np.std(after - before) * np.sqrt(len(cases)))
    if gain.sum() <= chance:
        raise NothingLearntError(
            f"学んでも一致が増えないので，区切りの値は変えません（{len(cases)}施策の判断 {pairs}件のうち，"
            f"今のまま {before.sum():.0f}件，学んだ場合 {after.sum():.0f}件が一致）。"
        )
    return Lesson(
        tools.model.edition,
        teacher.shifts(cases),
        len(cases),
        pairs,
        float(before.sum()) / pairs,
        float(after.sum()) / pairs,
    )


def taught(model: Model, lesson: Lesson | None) -> Model:
    """The model with a city's cuts; as it is without a lesson, or where the lesson is about another edition of it."""
    if lesson is None or lesson.model != model.edition:
        return model
    heads = {name: replace(head, cuts=_moved(head.cuts, lesson.shifts)) for name, head in model.heads.items()}
    return replace(model, heads=heads)


@dataclass(frozen=True, slots=True)
class _Teacher:
    model: Model
    head: Head
    rules: Sequence[CityRule]

    def case(self, known: Known, tools: Tools) -> _Case:
        view, _ = self.model.see(known.measure.title, known.measure.text, tools.encoder)
        logits = self.head.logits(view)
        scores = scores_of(self.head, logits)["sdg"]
        return _Case(view.text, scores, serves_any(self.head, logits), known.grades)

    def right(self, cases: Sequence[_Case], shifts: Iterable[Shift], goal: str | None = None) -> Array:
        """How many of each case's grades, of one goal or of all, the tool gives with these shifts."""
        cuts = _moved(self.head.cuts, shifts)
        return np.array([self._right(case, cuts, goal) for case in cases], dtype=np.float64)

    def _right(self, case: _Case, cuts: Mapping[Label, Cut], goal: str | None) -> int:
        told = self._told(case, cuts)
        return sum(told[label] == grade for label, grade in case.grades.items() if goal in (None, label))

    def shifts(self, cases: Sequence[_Case]) -> tuple[Shift, ...]:
        """First all goals together, ◎ and ○ apart; then each goal that has grades, on top of that."""
        everywhere = (Shift("", primary, related) for primary, related in itertools.product(STEPS, STEPS))
        both = max(everywhere, key=lambda one: self._worth(cases, one, [replace(one, label=goal) for goal in GOALS]))
        shifts = {goal: replace(both, label=goal) for goal in GOALS}
        for goal in GOALS:
            some = [case for case in cases if goal in case.grades]
            if some:
                shifts[goal] = self._best(some, shifts, goal)
        return tuple(shift for shift in shifts.values() if shift.primary or shift.related)

    def _best(self, cases: Sequence[_Case], shifts: Mapping[str, Shift], goal: str) -> Shift:
        """The goal's best shift beside the others' as they are; of equals the nearest to where it stood."""
        start = shifts[goal]
        tries = (Shift(goal, start.primary + step, start.related + step) for step in sorted(STEPS, key=abs))
        return max(tries, key=lambda one: self._worth(cases, one, {**shifts, goal: one}.values(), goal)[0])

    def _worth(
        self, cases: Sequence[_Case], tried: Shift, shifts: Iterable[Shift], goal: str | None = None
    ) -> tuple[float, float]:
        """Grades told right, of one goal or of all, less what the tried shift costs; of equals the smaller shift."""
        far = abs(tried.primary) + abs(tried.related)
        return float(self.right(cases, shifts, goal).sum()) - COST * far, -far

    def _told(self, case: _Case, cuts: Mapping[Label, Cut]) -> dict[str, float]:
        verdicts = apply_rules(judge_goals(case.scores, cuts, self.model, case.serves), case.text, self.rules)
        return {verdict.label: GRADES[verdict.level] for verdict in verdicts}


def _moved(cuts: Mapping[Label, Cut], shifts: Iterable[Shift]) -> dict[Label, Cut]:
    moved = dict(cuts)
    for shift in shifts:
        cut = moved["sdg", shift.label]
        primary = _shifted(cut.primary, shift.primary)
        related = min(primary, _shifted(cut.related or cut.primary, shift.related))
        moved["sdg", shift.label] = replace(cut, primary=primary, related=related, review=min(cut.review, related))
    return moved


def _shifted(cut: float, by: float) -> float:
    return float(logistic(logits_of(np.array(cut)) + by))
