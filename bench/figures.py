"""How well plans are read, linked and audited: the made-up city against its truth and, where they lie beside the
project, the real documents against facts that a person read. `python bench/figures.py`; exit status 1 below the bar."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from planlink.japanese.text import search_key
from planlink.links.evaluate import evaluate
from planlink.read import read
from planlink.records.findings import Analysis, Finding
from planlink.records.plans import Indicator, Plan, Quantity
from planlink.relate import relate
from planlink.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "corpus" / "demo"
REAL = ROOT.parent / "shared" / "documents"
GOLD = ROOT.parent / "shared" / "gold" / "links-dev.jsonl"
FACTS = ROOT / "tests" / "cases" / "strategy-kpis.json"
QUANTITY = ("value", "unit", "bound", "year", "year_start", "calendar")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `least` and `most` are the bar."""

    document: str
    what: str
    value: float
    least: float = 0.0
    most: float = float("inf")

    @property
    def fine(self) -> bool:
        return self.least <= self.value <= self.most


def main() -> int:
    figures = [*_demo(), *(_real() if REAL.is_dir() else ())]
    for model in ("core", "semantic"):
        figures += _related("demo", DEMO, "pdf", DEMO / "truth" / "links.jsonl", model)
        if GOLD.is_file():
            figures += _related("real", REAL, "pdf", GOLD, model)
    for figure in figures:
        print(f"{figure.document:<18} {figure.what:<36} {figure.value:>8g}   {'' if figure.fine else 'BELOW THE BAR'}")
    return 0 if all(figure.fine for figure in figures) else 1


def _demo() -> Iterator[Figure]:
    for stem in ("strategy", "vision", "plan-summary"):
        plan, truth = read(DEMO / f"{stem}.pdf"), _load(DEMO / "truth" / f"{stem}.json")
        yield from _counts(f"demo {stem}", plan, len(truth["measures"]))
        pairs = [
            (m["title"] + m["text"], g.title + g.text) for m, g in zip(truth["measures"], plan.measures, strict=False)
        ]
        yield Figure(f"demo {stem}", "letters wrong %", _wrong(pairs), most=1.0)
        right = sum(map(_equal, plan.indicators, truth["indicators"]))
        yield Figure(f"demo {stem}", "indicators right", right, least=0.94 * len(truth["indicators"]))
        said = {(d.subject, d.scheme, d.label) for d in plan.declared}
        meant = {(d["subject"], d["scheme"], d["label"]) for d in truth["declared"]}
        yield Figure(f"demo {stem}", "declared missing or made up", len(said ^ meant), most=0)
        policies = sum(item["kind"] == "policy" for item in truth["items"])
        yield Figure(f"demo {stem}", "policies", _policies(plan), policies, policies)


def _real() -> Iterator[Figure]:
    for stem, measures in (("strategy", 48), ("vision", 27), ("plan-summary", 0)):
        plans = [read(REAL / f"{stem}.{ending}") for ending in ("pdf", "txt")]
        for plan in plans:
            yield from _counts(plan.file, plan, measures)
        one, two = ([m.title + m.text for m in plan.measures] for plan in plans)
        yield Figure(stem, "pdf and txt differ in %", _wrong(list(zip(one, two, strict=False))), most=1.0)
        for plan in plans:
            yield from _facts(plan) if stem == "strategy" else ()
            if stem == "plan-summary":
                yield Figure(plan.file, "policies", _policies(plan), 13, 13)


def _facts(plan: Plan) -> Iterator[Figure]:
    """The indicators and declarations of the real strategy against what a person read."""
    facts = _load(FACTS)
    for kind, least in (("kpi", 30), ("goal", 6), ("past", 4)):
        meant = [fact for fact in facts["indicators"] if fact["kind"] == kind]
        found = [i for i in plan.indicators if i.kind == kind]
        yield Figure(plan.file, f"{kind} right of {len(meant)}", sum(map(_equal, found, meant)), least)
    labels = {item.id: item.label for item in plan.items}
    said = {(labels[d.subject_id], d.scheme, d.label) for d in plan.declared if d.scheme in ("sdg", "theme")}
    meant_links = {(goal, "sdg", str(n)) for goal, numbers in facts["sdgs"].items() for n in numbers}
    meant_links |= {(goal, "theme", label) for goal, found_labels in facts["themes"].items() for label in found_labels}
    yield Figure(plan.file, "declared missing or made up", len(said ^ meant_links), most=0)


def _related(name: str, folder: Path, ending: str, gold: Path, model: str) -> Iterator[Figure]:
    """What links and findings say of a city, by one model."""
    plans = [read(folder / f"{stem}.{ending}") for stem in ("strategy", "plan-summary", "vision")]
    analysis = relate(plans, (), Settings(model=model))
    document = f"{name} {model}"
    if name == "demo":
        yield from _findings(document, analysis.findings)
    lines = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    measures = [measure for plan in plans for measure in plan.measures]
    for figure in evaluate(lines, measures, analysis.links, analysis.scores).figures:
        said = f"{figure.name} [{figure.low:.2f}-{figure.high:.2f}] n={figure.count}"
        yield Figure(document, said, round(figure.value, 3))
    yield Figure(document, "declared goals, mean av. prec.", round(_ranking(analysis), 3))


def _findings(document: str, found: Sequence[Finding]) -> Iterator[Figure]:
    """Errors and warnings of the demo against the planted inconsistencies, by check, document and page."""
    planted = _load(DEMO / "truth" / "findings.json")
    meant = {(entry["check"], entry["document"], entry["page"]) for entry in planted}
    told = [f for f in found if f.severity != "note"]
    missed = sum(not any(_is(f, entry) for f in told) for entry in meant)
    extra = sum(not any(_is(f, entry) for entry in meant) for f in told)
    yield Figure(document, f"findings missed of {len(meant)}", missed, most=0)
    yield Figure(document, "findings not planted", extra, most=0)


def _is(finding: Finding, entry: tuple[str, str, int]) -> bool:
    return finding.check == entry[0] and any((p.document, p.page) == entry[1:] for p in finding.places)


def _ranking(analysis: Analysis) -> float:
    """How high the declared SDG goals of each basic goal stand in the ranking from its measures alone."""
    precisions = []
    for goal in (item for plan in analysis.plans for item in plan.items if item.kind == "goal"):
        declared = {d.label for p in analysis.plans for d in p.declared if (d.subject_id, d.scheme) == (goal.id, "sdg")}
        ranked = [c.label for c in analysis.coverage if c.subject_id == goal.id and c.scheme == "sdg"]
        hits = [place for place, label in enumerate(ranked, 1) if label in declared]
        if declared:
            precisions.append(sum(n / place for n, place in enumerate(hits, 1)) / len(declared))
    return sum(precisions) / len(precisions) if precisions else 0.0


def _counts(document: str, plan: Plan, measures: int) -> Iterator[Figure]:
    yield Figure(document, f"measures of {measures}", len(plan.measures), measures, measures)


def _policies(plan: Plan) -> int:
    return sum(item.kind == "policy" for item in plan.items)


def _wrong(pairs: Sequence[tuple[str, str]]) -> float:
    """Letters that differ, in per cent (normal form, no blanks)."""
    folded = [(search_key(a), search_key(b)) for a, b in pairs]
    same = sum(m.size for a, b in folded for m in SequenceMatcher(None, a, b, False).get_matching_blocks())
    letters = sum(max(len(a), len(b)) for a, b in folded)
    return round(100 * (1 - same / letters), 3) if letters else 0.0


def _equal(found: Indicator, meant: dict[str, Any]) -> bool:
    """Every field that a person would check: name, kind, groups, values, units, bounds, years, cumulative."""
    name = search_key(meant["name"].removesuffix("…")).replace(":", "")
    said = search_key(found.name).replace(":", "")
    named = said.startswith(name) if meant["name"].endswith("…") else said == name
    groups = [search_key(g) for g in found.groups] == [search_key(g) for g in meant["groups"]]
    rest = (found.kind, found.cumulative) == (meant["kind"], meant["cumulative"])
    return (
        named and groups and rest and _same(found.target, meant["target"]) and _same(found.baseline, meant["baseline"])
    )


def _same(found: Quantity | None, meant: dict[str, Any] | None) -> bool:
    if found is None or meant is None:
        return found is None and meant is None
    return all(asdict(found)[name] == meant[name] for name in QUANTITY)


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
