"""How often each check is right: on the demo, on real documents, on whole made-up plans, and on the cases of the tests.
`python bench/precision.py [--real FOLDER] [--write docs/precision.md]`; exit status 1 where an error or warning has no
verdict.

The truth of the demo are its planted inconsistencies; findings in the real documents, where they lie beside the
project, have their verdicts in `tests/cases/real-findings.json`, those in the made-up plans below `tests/pdfs` in
`tests/cases/plan-findings.json`, with a reason. A verdict *false* there is a false alarm that was repaired: it must not
be found again.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import findings

from planlink.audit.checks import wordings
from planlink.read import read
from planlink.records.findings import Finding
from planlink.records.plans import Plan
from planlink.relate import relate

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "corpus" / "demo"
REAL = ROOT.parent / "shared" / "documents"
CASES = ROOT / "tests" / "cases"
PDFS = ROOT / "tests" / "pdfs"
CITY = ("strategy.pdf", "plan-summary.pdf", "vision.pdf", "achievements.txt", "staff-proposals.txt")
PLANTED = ("strategy.pdf", "plan-summary.pdf", "vision.pdf")
WHOLE = ("kpi_*.pdf", "layout_*.pdf", "office_plan.pdf", "plans/*/*.pdf", "plans/*/*.html")
"""The made-up plans; what lies beside them are single pages, scans and damaged letters."""
SOURCES = ("demo", "real", "plans")
VERDICTS = ("true", "arguable", "false")
HEAD = """# How often each check is right

Written by `python bench/precision.py --write docs/precision.md`. *found*: findings in the demo / in five real documents
of one city / in {plans} made-up plans of other towns, each town by itself. *true*, *arguable*, *false*: how many of
them a person judged so; *open*: not judged, all of them notes. *precision*: true among those judged. The truth of the
demo are its planted inconsistencies, so that an error or warning there that is none of them is false; verdicts on the
others are in `tests/cases/real-findings.json` and `plan-findings.json`. A check that gives several severities has a row
for each. *cases*: in the cases of the tests kept as data
(`tests/cases/audit-*.json`) how often the check speaks / is silent, as it should.

The figures for the made-up plans are no forecast for a plan that nobody has seen, since false alarms in them were
repaired (below). Of all that was judged in them, before any repair, {first}.

"""
NONE = """
## No judged finding

Nothing can be said of the precision of these checks: nobody has judged a finding of theirs, most because they found
nothing in any of these documents.

"""
REPAIRED = """
## False alarms that were repaired

Found in the made-up plans, judged false, and no longer found.

"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding of a source with its verdict; None: nobody judged it."""

    source: str
    finding: Finding
    verdict: str | None


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, default=REAL, help="the folder of the real documents")
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args(arguments)
    if asked.write and not asked.real.is_dir():
        parser.error(f"without the real documents ({asked.real}) the page would not be whole")
    found = [*of_demo(), *of_real(asked.real), *of_plans()]
    text = page(found)
    print(text)
    unknown = unjudged(found)
    for one in unknown:
        print(f"not judged: {one.finding.severity} {one.finding.id} {one.finding.message[:80]}")
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")
    return 1 if unknown else 0


def of_demo() -> Iterator[Judged]:
    """An error or warning that is none of the planted ones is false; notes are not judged."""
    planted = json.loads((DEMO / "truth" / "findings.json").read_text(encoding="utf-8"))
    meant = {(entry["check"], entry["document"], entry["page"]) for entry in planted}
    for finding in relate([read(DEMO / file) for file in PLANTED]).findings:
        right = any((finding.check, place.document, place.page) in meant for place in finding.places)
        yield Judged("demo", finding, "true" if right else None if finding.severity == "note" else "false")


def of_real(folder: Path) -> Iterator[Judged]:
    """Nothing where the documents are not there."""
    if folder.is_dir():
        verdicts = findings.judged()
        for finding in relate([read(folder / file) for file in CITY]).findings:
            yield Judged("real", finding, verdicts.get(finding.id))


def of_plans() -> Iterator[Judged]:
    for file in made_up():
        yield from of_plan(read(file))


def of_plan(plan: Plan) -> list[Judged]:
    """The findings in one made-up plan, each town by itself."""
    verdicts = {entry["finding"]: entry["verdict"] for entry in plan_verdicts()}
    return [Judged("plans", finding, verdicts.get(finding.id)) for finding in relate([plan]).findings]


def made_up() -> list[Path]:
    return sorted(file for pattern in WHOLE for file in PDFS.glob(pattern))


def plan_verdicts() -> list[dict[str, str]]:
    """Findings in the made-up plans with a verdict and the reason for it."""
    entries: list[dict[str, str]] = json.loads((CASES / "plan-findings.json").read_text(encoding="utf-8"))
    return entries


def unjudged(found: Sequence[Judged]) -> list[Judged]:
    """Errors and warnings without a verdict."""
    return [one for one in found if one.verdict is None and one.finding.severity != "note"]


def cases() -> dict[str, tuple[int, int]]:
    """By check how many cases of the tests want a finding and how many want none. A file of cases is about the checks
    that any of its cases wants."""
    counted: dict[str, tuple[int, int]] = {}
    for file in sorted(CASES.glob("audit-*.json")):
        entries = json.loads(file.read_text(encoding="utf-8"))
        wanted = [_wanted(entry) for entry in entries]
        for check in sorted(set().union(*wanted)):
            spoken = sum(check in want for want in wanted)
            before = counted.get(check, (0, 0))
            counted[check] = (before[0] + spoken, before[1] + len(wanted) - spoken)
    return counted


def _wanted(entry: Mapping[str, object]) -> set[str]:
    """The checks that are to speak in a case; cases of two names say whether these are alike."""
    found = entry.get("found", ["name-differs"] if entry.get("alike") else [])
    return set(found) if isinstance(found, list) else set()


def page(found: Sequence[Judged]) -> str:
    """The table, the checks that nobody has judged, and what was repaired."""
    judged = {one.finding.check for one in found if one.verdict}
    counts = Counter(one.finding.check for one in found)
    silent = "".join(f"- {_named(check)}: {_reason(counts[check])}\n" for check in wordings() if check not in judged)
    still = {one.finding.id for one in found}
    repaired = [e for e in plan_verdicts() if e["verdict"] == "false" and e["finding"] not in still]
    told = "".join(f"- `{entry['finding']}`: {entry['why']}\n" for entry in repaired)
    ever = Counter(entry["verdict"] for entry in plan_verdicts())
    first = ", ".join(f"{ever[verdict]} were {verdict}" for verdict in VERDICTS)
    head = HEAD.format(plans=len(made_up()), first=first)
    return "".join((head, whole(found), "\n", table(found), NONE, silent, REPAIRED, told))


def whole(found: Sequence[Judged]) -> str:
    """One line for errors and warnings together, one for notes."""
    lines = []
    for name, notes in (("errors and warnings", False), ("notes", True)):
        some = Counter(one.verdict for one in found if (one.finding.severity == "note") is notes)
        told = ", ".join(f"{some[verdict]} {verdict}" for verdict in VERDICTS)
        lines.append(f"- {name}: {some.total()} found; {told}, {some[None]} open; precision {_share(some)}\n")
    return "".join(lines)


def table(found: Sequence[Judged]) -> str:
    """One row a check and severity: found by source, verdicts, precision, cases."""
    heads = ("check", "", "found", "true", "arguable", "false", "open", "precision", "cases")
    rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    spoken = cases()
    for check, words in wordings().items():
        given = [one for one in found if one.finding.check == check]
        for severity in dict.fromkeys((words.severity, *(one.finding.severity for one in given))):
            some = [one for one in given if one.finding.severity == severity]
            verdicts = Counter(one.verdict for one in some)
            where = " / ".join(str(sum(one.source == source for one in some)) for source in SOURCES)
            tried = " / ".join(map(str, spoken.get(check, ("–",)))) if severity == words.severity else ""
            told = " | ".join(str(verdicts[verdict]) for verdict in (*VERDICTS, None))
            rows.append(f"| {_named(check)} | {severity} | {where} | {told} | {_share(verdicts)} | {tried} |")
    return "\n".join(rows) + "\n"


def _share(verdicts: Mapping[str | None, int]) -> str:
    judged = sum(verdicts.get(verdict, 0) for verdict in VERDICTS)
    return f"{verdicts.get('true', 0) / judged:.2f}" if judged else "–"


def _named(check: str) -> str:
    return f"`{check}` {wordings()[check].name}"


def _reason(number: int) -> str:
    return f"{number} found, none judged" if number else "found nowhere"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
