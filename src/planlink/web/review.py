"""What the review shows: a column of links to decide, what needs another look and the least certain first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planlink.links.budget import review_budget
from planlink.outputs.html import Piece, marked
from planlink.outputs.rows import headline
from planlink.outputs.sdg_forms import supporting
from planlink.outputs.words import GRADES, LEVELS, goal_title
from planlink.outputs.words import SCHEMES as SCHEME_NAMES
from planlink.records.links import SETTLED, Evidence, Link, Pair
from planlink.records.plans import Measure
from planlink.web.city import Seen
from planlink.web.decide import choices, labels
from planlink.web.facets import address
from planlink.web.words import sure

SHOWN = ("linked", "review", "confirmed", "rejected")
SCHEMES = ("sdg", "viewpoint", "theme")


@dataclass(frozen=True, slots=True)
class Line:
    """A link to decide. `proposal` is the verdict that agrees with the tool, `mark` how it is written (◎, ○, 該当, –);
    `verdict` the word that stands, empty where there is none, `why` its note; `pieces` the sentence with its evidence
    marked and `page` its sheet. A bare line has no link: it can be decided, but is not among those that wait."""

    measure: Measure
    title: str
    scheme: str
    label: str
    name: str
    subject: str
    mark: str
    proposal: str
    verdict: str
    why: str
    sure: str
    before: str
    stale: bool
    pieces: tuple[Piece, ...]
    page: int | None
    choices: tuple[str, ...]
    picture: str
    is_bare: bool

    @property
    def pair(self) -> Pair:
        """What it is about."""
        return self.measure.id, self.scheme, self.label


@dataclass(frozen=True, slots=True)
class Column:
    """A label of the menu: how many of its links are undecided, of how many."""

    scheme: str
    label: str
    title: str
    left: int
    all: int
    address: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review budget is spent: `done` of the links to look at; those of which the text has changed since
    are to be looked at again."""

    done: int
    look: frozenset[Pair]

    @property
    def all(self) -> int:
        return len(self.look)


def columns(seen: Seen) -> list[Column]:
    """The labels that have links to decide, goals first."""
    found = [link for link in seen.analysis.links if link.scheme in SCHEMES]
    every = Counter((link.scheme, link.label) for link in found)
    left = Counter((link.scheme, link.label) for link in found if waits(link, seen))
    return [
        Column(
            scheme,
            label,
            label_title(scheme, label, name),
            left[scheme, label],
            every[scheme, label],
            column_address(scheme, label),
        )
        for scheme in SCHEMES
        for label, name in labels(seen, scheme).items()
        if every[scheme, label]
    ]


def column_address(scheme: str, label: str) -> str:
    """Where a column is reviewed."""
    return address("/review", {"scheme": scheme, "label": label})


def next_column(found: Sequence[Column]) -> Column | None:
    """Where one left off: the first column with something left, else the first."""
    return next((one for one in found if one.left), found[0] if found else None)


def beside(found: Sequence[Column], scheme: str, label: str, by: int) -> Column | None:
    """The column before (-1) or after (1) this one in the menu, None where there is none."""
    here = next((n for n, one in enumerate(found) if (one.scheme, one.label) == (scheme, label)), None)
    there = -1 if here is None else here + by
    return found[there] if 0 <= there < len(found) else None


def of_label(seen: Seen, scheme: str, label: str) -> list[Line]:
    """A column: the links to one label, first those to look at again since their text has changed, then the least
    certain; deciding does not move the others."""
    found = [link for link in seen.analysis.links if (link.scheme, link.label) == (scheme, label)]
    return [_line(link, seen, headline(seen.index.measures[link.measure])) for link in _ordered(found, seen)]


def of_measure(seen: Seen, measure: Measure) -> list[Line]:
    """A row: every goal, viewpoint and theme of one measure, those without a link last."""
    known = {(link.scheme, link.label): link for link in seen.analysis.links if link.measure == measure.id}
    scores = {(one.scheme, one.label): one.score for one in seen.analysis.scores if one.measure == measure.id}
    found = []
    for scheme in SCHEMES:
        for label, name in labels(seen, scheme).items():
            bare = Link(measure.id, scheme, label, name, None, scores.get((scheme, label), 0.0), "none")
            found.append(known.get((scheme, label), bare))
    found.sort(key=lambda link: link.status == "none")
    return [_line(link, seen, label_title(link.scheme, link.label, link.name)) for link in found]


def label_title(scheme: str, label: str, name: str) -> str:
    """「目標4 質の高い教育をみんなに」, 「視点 DX」, 「テーマ II しごとを創る」."""
    if scheme == "sdg":
        return goal_title(label, name)
    return f"{SCHEME_NAMES[scheme]} {label}" + ("" if name in ("", label) else f" {name}")


def _ordered(found: Iterable[Link], seen: Seen) -> list[Link]:
    kept = [link for link in found if link.measure in seen.index.measures]
    return sorted(kept, key=lambda link: (not link.stale, abs(chance(link) - 0.5), seen.index.order[link.measure]))


def waits(link: Link, seen: Seen) -> bool:
    """Whether a link is still to be decided: nothing was said, or the text has changed since."""
    return link.pair not in seen.words or link.stale


def chance(link: Link) -> float:
    """How likely the label belongs to the measure, as far as is known."""
    return link.score if link.chance is None else link.chance


def _line(link: Link, seen: Seen, title: str) -> Line:
    measure, pair, is_bare = seen.index.measures[link.measure], link.pair, link.status == "none"
    proposed, word = seen.proposed.get(pair), seen.words.get(pair)
    said = "" if is_bare else supporting(link, measure)
    is_linked = proposed is not None and proposed.status in SETTLED
    level = proposed.level if proposed and is_linked else None
    before = seen.before.get(measure.id, {}).get(link.label, 0.0) if link.scheme == "sdg" else 0.0
    return Line(
        measure=measure,
        title=title,
        scheme=link.scheme,
        label=link.label,
        name=link.name,
        subject=measure.goal or "",
        mark=LEVELS.get(level or "", "該当" if is_linked else "–"),
        proposal=(level or "linked") if is_linked else "rejected",
        verdict=word.verdict if word else "",
        why=word.why if word else "",
        sure="" if is_bare else sure(chance(link)),
        before=GRADES.get(before, ""),
        stale=link.stale,
        pieces=() if is_bare else sentence(said, link, measure),
        page=measure.place_of(said).page,
        choices=choices(link.scheme),
        picture="" if is_bare or measure.page is None else picture_address(pair),
        is_bare=is_bare,
    )


def picture_address(pair: Pair) -> str:
    """Where the picture of the evidence is."""
    return address("/picture", dict(zip(("measure", "scheme", "label"), pair, strict=True)))


def sentence(said: str, link: Link, measure: Measure) -> tuple[Piece, ...]:
    """A sentence of the measure, with the link's evidence marked."""
    at = f"{measure.title}\n{measure.text}".find(said)
    if at < 0:
        return (Piece(said),)
    return tuple(marked(said, [(_moved(part, at), link.label) for part in link.evidence]))


def _moved(part: Evidence, by: int) -> Evidence:
    if part.start is None or part.end is None:
        return part
    return replace(part, start=part.start - by, end=part.end - by)


def progress(seen: Seen) -> Progress:
    """The review budget of the last build, and how much of it has been decided since."""
    undecided = [link for link in seen.proposed.values() if link.status == "linked"]
    look = frozenset(link.pair for link in review_budget(undecided).look)
    stale = {link.pair for link in seen.analysis.links if link.stale}
    return Progress(len((look & seen.words.keys()) - stale), look)
