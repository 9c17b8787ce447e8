"""What a city's own decisions teach: its cuts move, where that makes the tool agree with them more often.

Only where a score becomes a link is learnt, never the model. The gain is measured on measures that the shifts were not
chosen on (cross-validation); without one nothing is learnt.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planlink.errors import PlanlinkError
from planlink.knowledge import GOALS
from planlink.links.choice import Tools
from planlink.links.classifier import ALL, Cut, Head, Label, Model
from planlink.links.decide import judge_goals
from planlink.links.linking import scores_of, serves_any
from planlink.links.rules import Rule, apply_rules
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


def learn(known: Sequence[Known], tools: Tools, rules: Sequence[Rule] = ()) -> Lesson:
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
    before = np.array([teacher.right(case, ()) for case in cases], dtype=np.float64)
    after = np.zeros(len(cases))
    for held in range(FOLDS):
        shifts = teacher.shifts([case for case, where in zip(cases, fold, strict=True) if where != held])
        after[fold == held] = [teacher.right(case, shifts) for case, w in zip(cases, fold, strict=True) if w == held]
    pairs = sum(len(case.grades) for case in cases)
    gain, chance = after - before, float(np.std(after - before) * np.sqrt(len(cases)))
    if gain.sum() <= chance:
        raise NothingLearntError(
            f"学んでも一致が増えないので，区切りの値は変えません（{len(cases)}施策の判断 {pairs}件のうち，"
            f"今のまま {before.sum():.0f}件，学んだ場合 {after.sum():.0f}件が一致）。"
        )
    return Lesson(
        tools.model.name,
        teacher.shifts(cases),
        len(cases),
        pairs,
        float(before.sum()) / pairs,
        float(after.sum()) / pairs,
    )


def taught(model: Model, lesson: Lesson | None) -> Model:
    """The model with a city's cuts; as it is without a lesson, or where the lesson is about another model."""
    if lesson is None or lesson.model != model.name:
        return model
    heads = {name: replace(head, cuts=_moved(head.cuts, lesson.shifts)) for name, head in model.heads.items()}
    return replace(model, heads=heads)


@dataclass(frozen=True, slots=True)
class _Teacher:
    model: Model
    head: Head
    rules: Sequence[Rule]

    def case(self, known: Known, tools: Tools) -> _Case:
        view, _ = self.model.see(known.measure.title, known.measure.text, tools.encoder)
        logits = self.head.logits(view)
        scores = scores_of(self.head, logits)["sdg"]
        return _Case(view.text, scores, serves_any(self.head, logits), known.grades)

    def right(self, case: _Case, shifts: Sequence[Shift]) -> int:
        """How many of the known grades the tool gives with these shifts."""
        told = self._told(case, _moved(self.head.cuts, shifts))
        return sum(told[goal] == grade for goal, grade in case.grades.items())

    def shifts(self, cases: Sequence[_Case]) -> tuple[Shift, ...]:
        """First all goals together, ◎ and ○ apart; then each goal that has grades, on top of that."""
        both = max(
            itertools.product(STEPS, STEPS),
            key=lambda pair: (self._worth(cases, self._all(*pair)), -abs(pair[0]) - abs(pair[1])),
        )
        shifts = {shift.label: shift for shift in self._all(*both)}
        for goal in GOALS:
            some = [case for case in cases if goal in case.grades]
            if some:
                start = shifts[goal]
                tries = [Shift(goal, start.primary + step, start.related + step) for step in STEPS]
                shifts[goal] = max(
                    tries,
                    key=lambda one: (
                        self._worth(some, (*(s for s in shifts.values() if s.label != one.label), one), one.label),
                        -abs(one.primary - shifts[one.label].primary),
                    ),
                )
        return tuple(shift for shift in shifts.values() if shift.primary or shift.related)

    def _all(self, primary: float, related: float) -> tuple[Shift, ...]:
        return tuple(Shift(goal, primary, related) for goal in GOALS)

    def _worth(self, cases: Sequence[_Case], shifts: Sequence[Shift], goal: str | None = None) -> float:
        """Grades told right, of one goal or of all, less what moving its cuts costs."""
        cuts = _moved(self.head.cuts, shifts)
        right = 0
        for case in cases:
            told = self._told(case, cuts)
            grades = case.grades if goal is None else {goal: case.grades[goal]}
            right += sum(told[label] == grade for label, grade in grades.items())
        moved = [shift for shift in shifts if goal in (None, shift.label)]
        return right - COST * float(np.mean([abs(s.primary) + abs(s.related) for s in moved]))

    def _told(self, case: _Case, cuts: Mapping[Label, Cut]) -> dict[str, float]:
        verdicts = apply_rules(judge_goals(case.scores, cuts, self.model, case.serves), case.text, self.rules)
        return {verdict.label: GRADES[verdict.level] for verdict in verdicts}


def _moved(cuts: Mapping[Label, Cut], shifts: Sequence[Shift]) -> dict[Label, Cut]:
    moved = dict(cuts)
    for shift in shifts:
        cut = moved["sdg", shift.label]
        primary = _shifted(cut.primary, shift.primary)
        related = min(primary, _shifted(cut.related or cut.primary, shift.related))
        moved["sdg", shift.label] = replace(cut, primary=primary, related=related, review=min(cut.review, related))
    return moved


def _shifted(cut: float, by: float) -> float:
    odds = cut / (1.0 - cut) * float(np.exp(by))
    return odds / (1.0 + odds)
