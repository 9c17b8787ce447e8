"""Whether the version, the changelog and the tag agree: python bench/release.py (make release-check).

The version stands in src/planlink/__init__.py. The newest heading of CHANGELOG.md is `## Unreleased (0.1.0)` before a
release and `## 0.1.0 (2026-11-27)` from it on; the tag of the release is `v0.1.0`. Ends with status 1 where they
differ, each difference in a line.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from shutil import which

ROOT = Path(__file__).resolve().parents[1]
VERSION = re.compile(r'^__version__ = "(\d+\.\d+\.\d+)"$', re.M)
HEADING = re.compile(r"^## (.*)$", re.M)
COMING = re.compile(r"Unreleased \((\d+\.\d+\.\d+)\)")
RELEASED = re.compile(r"(\d+\.\d+\.\d+) \((\d{4}-\d{2}-\d{2})\)")
TAG = re.compile(r"v\d+\.\d+\.\d+")


def disagreements(module: str, changelog: str, tags: Sequence[str]) -> list[str]:
    """What does not agree, each a sentence: `module` and `changelog` are the texts of the files, `tags` the names of
    those that HEAD has; others than versions (`v0.1.0`) say nothing."""
    found = VERSION.search(module)
    if found is None:
        return ['src/planlink/__init__.py has no line __version__ = "X.Y.Z"']
    version = found[1]
    headings = HEADING.findall(changelog)
    if not headings:
        return ["CHANGELOG.md has no heading of a version"]
    coming, released = COMING.fullmatch(headings[0]), RELEASED.fullmatch(headings[0])
    heading = coming or released
    if heading is None:
        return [f"CHANGELOG.md: “{headings[0]}” is neither “Unreleased (X.Y.Z)” nor “X.Y.Z (YYYY-MM-DD)”"]
    told = []
    if heading[1] != version:
        told.append(f"the version is {version}, the newest heading of CHANGELOG.md says {heading[1]}")
    if released and not _is_date(released[2]):
        told.append(f"CHANGELOG.md: {released[2]} is no date")
    versions = [tag for tag in tags if TAG.fullmatch(tag)]
    told += [f"the version is {version}, the tag of HEAD {tag}" for tag in versions if tag != f"v{version}"]
    if versions and coming:
        told.append(f"HEAD has the tag {versions[0]}, but CHANGELOG.md calls it unreleased")
    return told


def tags_of_head(root: Path) -> list[str]:
    """The tags of the commit that is checked out; none where this is no clone, or git is not installed."""
    if not (root / ".git").exists() or which("git") is None:
        return []
    # git keeps away from a clone of another user, as a container may have it; this one's code runs already
    asked = ["git", "-C", str(root), "-c", f"safe.directory={root}", "tag", "--points-at", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def main(root: Path = ROOT) -> int:
    """Print what does not agree."""
    module = (root / "src" / "planlink" / "__init__.py").read_text(encoding="utf-8")
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    tags = tags_of_head(root)
    told = disagreements(module, changelog, tags)
    print("\n".join(told) or f"version, changelog and tag ({', '.join(tags) or 'none'}) agree")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
