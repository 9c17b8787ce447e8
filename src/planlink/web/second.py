"""The second pass of the review: measure by measure, those with no ◎ and those with too many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from planlink.records.links import SETTLED, Link
from planlink.records.plans import Measure
from planlink.web import answers, history, review, sums
from planlink.web.city import City, Seen
from planlink.web.facets import MANY, address
from planlink.web.words import say

WHOLE = "whole"
"""How words are given that leave a measure as it is."""


@dataclass(frozen=True, slots=True)
class Case:
    """A measure of the second pass: how many ◎ it has, and whether somebody has left it so since."""

    measure: Measure
    primary: int
    is_done: bool

    @property
    def reason(self) -> str:
        """Why it is here: 「◎なし」, 「◎が5つ」."""
        return say("many primary").format(count=self.primary) if self.primary else say("no primary")

    @property
    def address(self) -> str:
        """Where it is looked at."""
        return address("/second", {"id": self.measure.id})


@dataclass(frozen=True, slots=True)
class Second:
    """The address of the second pass."""

    city: City

    def show(self, request: Request) -> Response:
        """One measure with all goals; without a name the one where one left off."""
        seen, who = self.city.now(), request.state.session.who
        found = cases(seen)
        asked = request.query_params.get("id")
        if asked is None:
            start = following(found, _last(seen, who), seen)
            return (
                RedirectResponse(start.address, 303) if start else answers.page(request, "second.html.j2", measure=None)
            )
        measure = seen.index.measures.get(asked)
        if measure is None:
            return answers.wrong(request, 404, "missing")
        lines = [line for line in review.of_measure(seen, measure) if line.scheme == "sdg"]
        return answers.page(
            request,
            "second.html.j2",
            measure=measure,
            case=next((case for case in found if case.measure.id == measure.id), None),
            seen=seen,
            lines=lines,
            sums=sums.of_measure(seen, measure, {line.pair for line in lines}),
            left=sum(not case.is_done for case in found),
            total=len(found),
            before=preceding(found, measure.id, seen),
            after=following(found, measure.id, seen),
            progress=review.progress(seen),
            steps=history.steps(seen.decisions, who),
        )


def cases(seen: Seen) -> list[Case]:
    """The measures with no ◎ or too many (more than the city's own rule allows), in their order."""
    most = seen.analysis.most_primary or MANY - 1
    goals: dict[str, list[Link]] = defaultdict(list)
    for link in seen.analysis.links:
        if link.scheme == "sdg":
            goals[link.measure].append(link)
    found = []
    for measure in seen.index.measures.values():
        own = goals[measure.id]
        primary = sum(link.level == "primary" and link.status in SETTLED for link in own)
        if not primary or primary > most:
            found.append(Case(measure, primary, _is_done(own, seen)))
    return found


def _is_done(own: Sequence[Link], seen: Seen) -> bool:
    """Whether the last words on all links to goals leave them as they stood, and the text is still the same."""
    words = [seen.words.get(link.pair) for link in own]
    return bool(own) and all(word and word.way == WHOLE for word in words) and not any(link.stale for link in own)


def following(found: Sequence[Case], id: str, seen: Seen) -> Case | None:
    """The next measure that is left after this one, from the top again after the last; None where none is left."""
    order = seen.index.order
    here = order.get(id, -1)
    left = [case for case in found if not case.is_done and case.measure.id != id]
    return next((case for case in left if order[case.measure.id] > here), left[0] if left else None)


def preceding(found: Sequence[Case], id: str, seen: Seen) -> Case | None:
    """The measure of this pass before this one, left as it is or not; None before the first."""
    order = seen.index.order
    return next((case for case in reversed(found) if order[case.measure.id] < order[id]), None)


def _last(seen: Seen, who: str) -> str:
    """The measure that this person left as it is last."""
    return next((one.measure for one in reversed(seen.decisions) if (one.who, one.way) == (who, WHOLE)), "")
