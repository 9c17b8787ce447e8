"""How fast the local page is with many measures.

`python bench/page.py 100000` makes a workspace of so many measures from the demo's, each with its links and scores, in
plans of 2,000, starts `planlink serve` on it, and prints the seconds of each view: cold, the first after the start,
while the rest is still being read in the background; warm, when all of it is there; after a decision. The median of
five; the first view is one. `--keep FOLDER` keeps the workspace for another time.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from urllib.parse import quote, unquote

from measured import Row, tell

from planlink.audit.coverage import coverage
from planlink.audit.mapping import mapping
from planlink.records.findings import Analysis
from planlink.records.links import Link, Score
from planlink.records.plans import Plan
from planlink.settings import Settings
from planlink.workspace import store
from planlink.workspace.build import build

ROOT = Path(__file__).resolve().parents[1]
DEMO = [ROOT / "corpus" / "demo" / f"{name}.pdf" for name in ("strategy", "plan-summary", "vision")]
EACH = 2000  # measures of a plan
ROUNDS = 5
FIRST_VIEW = 1.0  # seconds asked for
VIEWS = {
    "measures, all": "/measures",
    "measures, one goal": "/measures?sdg=11",
    "measures, three facets": "/measures?sdg=11&primary=few&stand=open",
    "measures, page 200": "/measures?page=200",
}
OTHERS = {
    "coverage": "/coverage",
    "result": "/result",
    "history": "/history",
    "findings": "/findings",
    "search, word": f"/search?q={quote('子育て')}",
}


def grown(analysis: Analysis, size: int) -> Analysis:
    """An analysis with so many measures: copies of a plan with its items, measures, links and scores."""
    pattern = next(one for one in analysis.plans if one.measures)
    links, scores = defaultdict(list), defaultdict(list)
    for link in analysis.links:
        links[link.measure].append(link)
    for score in analysis.scores:
        scores[score.measure].append(score)
    plans: list[Plan] = []
    all_links: list[Link] = []
    all_scores: list[Score] = []
    for number in range(0, size, EACH):
        made, of = _copied(pattern, number // EACH, min(EACH, size - number))
        plans.append(made)
        all_links += [replace(link, measure=id, evidence=()) for id, own in of.items() for link in links[own]]
        all_scores += [replace(score, measure=id) for id, own in of.items() for score in scores[own]]
    covered = coverage(plans, all_links, all_scores)
    return replace(
        analysis,
        plans=tuple(plans),
        links=tuple(all_links),
        scores=tuple(all_scores),
        coverage=covered,
        mapping=mapping(plans, all_links, covered),
        alignments=(),
        findings=(),
        proposed=(),
    )


def _copied(pattern: Plan, number: int, size: int) -> tuple[Plan, dict[str, str]]:
    """The plan under another name with so many measures, and which measure each was copied from."""
    id = f"{pattern.id}{number}"

    def named(old: str | None) -> str | None:
        return old and f"{id}{old.removeprefix(pattern.id)}"

    own = [pattern.measures[n % len(pattern.measures)] for n in range(size)]
    measures = tuple(
        replace(one, id=f"{named(one.id)}.{n}", document=id, goal=named(one.goal), group=named(one.group))
        for n, one in enumerate(own)
    )
    items = tuple(replace(one, id=named(one.id) or "", document=id, parent=named(one.parent)) for one in pattern.items)
    declared = tuple(replace(one, document=id, subject_id=named(one.subject_id) or "") for one in pattern.declared)
    bare = replace(pattern, passages=(), indicators=(), mentions=(), doubts=(), sheets=())
    made = replace(
        bare, id=id, file=f"{id}.pdf", title=f"計画{number}", items=items, measures=measures, declared=declared
    )
    return made, {measure.id: one.id for measure, one in zip(measures, own, strict=True)}


class Visitor:
    """A browser that has come in by the start address."""

    def __init__(self, start: str) -> None:
        self.base = start.partition("/start")[0]
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._opener.open(start).read()

    def get(self, path: str) -> tuple[float, int, str]:
        """Seconds, status and the page."""
        begun = time.perf_counter()
        try:
            with self._opener.open(self.base + path) as answer:
                page, status = answer.read().decode(), answer.status
        except urllib.error.HTTPError as refused:
            page, status = refused.read().decode(), refused.code
        return time.perf_counter() - begun, status, page

    def view(self, path: str) -> float:
        """Seconds of a page that has to be there."""
        seconds, status, _ = self.get(path)
        assert status == 200, f"{path}: {status}"
        return seconds

    def decide(self, csrf: str, measure: str, number: int) -> float:
        word = {"measure": measure, "scheme": "sdg", "label": "11", "verdict": "primary"}
        body = json.dumps({"number": f"bench-{number:06}", "way": "one", "words": [word]}).encode()
        headers = {"Content-Type": "application/json", "X-CSRF-Token": csrf, "Origin": self.base}
        begun = time.perf_counter()
        self._opener.open(urllib.request.Request(self.base + "/decide", body, headers)).read()
        return time.perf_counter() - begun


def figures(visitor: Visitor) -> Iterator[tuple[str, float]]:
    """The seconds of each view, by name."""
    yield "cold: first view", visitor.view("/measures")
    for name, path in VIEWS.items():
        yield f"cold: {name}", median(visitor.view(path) for _ in range(ROUNDS))
    begun, longest = time.perf_counter(), 0.0
    while visitor.get("/coverage")[1] == 503:
        longest = max(longest, visitor.view("/measures"))
    yield "cold: slowest list while the rest is read", longest
    yield "all is read, after the first views", time.perf_counter() - begun
    for name, path in (VIEWS | OTHERS).items():
        yield f"warm: {name}", median(visitor.view(path) for _ in range(ROUNDS))
    page = visitor.get("/measures")[2]
    csrf, ids = re.search(r'name="csrf" content="([^"]+)"', page), re.findall(r'href="/measure\?id=([^"]+)"', page)
    assert csrf
    names = [unquote(id) for id in ids[:ROUNDS]]
    spent = [(visitor.decide(csrf[1], id, n), visitor.view("/measures")) for n, id in enumerate(names)]
    yield "decision", median(one for one, _ in spent)
    yield "after a decision: measures, all", median(one for _, one in spent)
    yield "after a decision: coverage", visitor.get("/coverage")[0]


def served(out: Path) -> Iterator[tuple[str, float]]:
    """The same, of a server of its own."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "planlink", "serve", str(out), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        start = re.search(r"http://\S+", server.stdout.readline())
        assert start
        yield "the server stands", time.perf_counter() - begun
        yield from figures(Visitor(start[0]))
    finally:
        server.terminate()
        server.wait()


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, nargs="?", default=100_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", type=Path)
    told = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as apart:
        out = told.keep or Path(apart) / "many"
        if not (out / store.DATABASE).is_file():
            build(DEMO, Path(apart) / "demo", Settings(), reports=False)
            with store.opened(Path(apart) / "demo") as db:
                large = grown(store.load_analysis(db), told.size)
            out.mkdir(parents=True, exist_ok=True)
            with store.opened(out, create=True) as db:
                store.save(db, large, store.Run("bench"))
        found = {}
        for name, seconds in served(out):
            print(f"{name:<45}{1000 * seconds:>9.0f} ms", flush=True)
            found[name] = seconds
    first = found["cold: first view"]
    what = f"first view of the page, {told.size} measures"
    return tell([Row(what, f"< {FIRST_VIEW} s", f"{first:.2f} s", first < FIRST_VIEW)], told.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
