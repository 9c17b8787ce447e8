"""What the checks find in documents that were read by eye, and how often they are right.
`python bench/findings.py DOCUMENT… [--write docs/findings.md]`

Every finding is held against the verdicts in `tests/cases/real-findings.json` (true, arguable, false). Printed:
findings by severity and check, the share that is true, and those that nobody has judged. `--write` writes the list.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from planlink.audit.checks import wordings
from planlink.outputs.audit_rows import listed
from planlink.read import read
from planlink.records.findings import Finding
from planlink.relate import relate

ROOT = Path(__file__).resolve().parents[1]
JUDGED = ROOT / "tests" / "cases" / "real-findings.json"
QUOTED = 40  # letters
SEVERITIES = ("error", "warning", "note")
HEAD = """# Findings in five real documents

What the checks find in the five documents that planlink was tried on (a strategy, the summary of a comprehensive plan,
a vision, slides of achievements, proposals of staff; all of one city), each looked at by hand. Written by
`python bench/findings.py`; verdicts are kept in `tests/cases/real-findings.json`. *true*: both cannot be right, or
somebody has to decide; *arguable*: a careful reader may see it otherwise; *false*: a false alarm.

"""


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args(arguments)
    findings = listed(relate([read(document) for document in asked.documents]))
    verdicts = judged()
    unknown = [finding for finding in findings if finding.id not in verdicts]
    print(summary(findings, verdicts))
    for finding in unknown:
        print(f"not judged: {finding.severity} {finding.id} {finding.message[:80]}")
    if asked.write:
        asked.write.write_text(HEAD + listing(findings, verdicts), encoding="utf-8")
    return 1 if unknown else 0


def judged() -> dict[str, str]:
    """Verdicts by what is found where."""
    return {entry["finding"]: entry["verdict"] for entry in json.loads(JUDGED.read_text(encoding="utf-8"))}


def summary(findings: Sequence[Finding], verdicts: dict[str, str]) -> str:
    lines = []
    for severity in SEVERITIES:
        found = Counter(verdicts.get(f.id, "not judged") for f in findings if f.severity == severity)
        right = found["true"] / max(1, found.total())
        told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(found.items()))
        lines.append(f"{severity}: {found.total()} ({told}); true {right:.2f}")
    return "\n".join(lines)


def listing(findings: Sequence[Finding], verdicts: dict[str, str]) -> str:
    """One row a finding: its first two places, quoted in at most 40 letters each."""
    rows = ["| | check | severity | shown | where | quoted | verdict |", "|---|---|---|---|---|---|---|"]
    for number, finding in enumerate(findings, 1):
        places = finding.places[:2]
        where = "; ".join(f"{p.document} {p.page or '–'}" for p in places)
        quoted = "; ".join(f"「{p.text[:QUOTED]}」".replace("|", "｜") for p in places)
        more = f" and {len(finding.places) - 2} more" if len(finding.places) > 2 else ""
        name = f"`{finding.check}` {wordings()[finding.check].name}"
        shown = "yes" if finding.shown else "no"
        verdict = verdicts.get(finding.id, "not judged")
        rows.append(f"| {number} | {name} | {finding.severity} | {shown} | {where}{more} | {quoted} | {verdict} |")
    told = "\n".join(f"- {line}" for line in summary(findings, verdicts).splitlines())
    return f"{told}\n\n" + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
