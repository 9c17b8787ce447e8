"""bench/release.py: what it lets through as a release, and what it names."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest
import release

MODULE = '"""A module."""\n\n__version__ = "1.2.0"\n'
COMING = "# Changelog\n\n## Unreleased (1.2.0)\n\n- New.\n\n## 1.1.0 (2026-01-30)\n"
RELEASED = COMING.replace("Unreleased (1.2.0)", "1.2.0 (2026-03-31)")

AGREE = {
    "before the release": (MODULE, COMING, []),
    "released, not tagged yet": (MODULE, RELEASED, []),
    "released": (MODULE, RELEASED, ["v1.2.0"]),
    "a tag that names no version": (MODULE, COMING, ["reviewed"]),
}
DIFFER = {
    "no version": ("x = 1\n", RELEASED, [], "no line __version__"),
    "a version of two numbers": (MODULE.replace("1.2.0", "1.2"), RELEASED, [], "no line __version__"),
    "another version": (MODULE.replace("1.2.0", "1.3.0"), RELEASED, [], "the version is 1.3.0, the newest heading"),
    "an older version": (MODULE.replace("1.2.0", "1.1.0"), RELEASED, [], "says 1.2.0"),
    "no heading": (MODULE, "# Changelog\n\n- New.\n", [], "no heading"),
    "a heading without a version": (MODULE, "# Changelog\n\n## Unreleased\n", [], "“Unreleased” is neither"),
    "a heading without a date": (MODULE, "## 1.2.0\n", [], "“1.2.0” is neither"),
    "a day that is none": (MODULE, "## 1.2.0 (2026-02-30)\n", [], "2026-02-30 is no date"),
    "another tag": (MODULE, RELEASED, ["v1.1.0"], "the tag of HEAD v1.1.0"),
    "another tag beside the right one": (MODULE, RELEASED, ["v1.2.0", "v1.1.0"], "the tag of HEAD v1.1.0"),
    "tagged, but called unreleased": (MODULE, COMING, ["v1.2.0"], "calls it unreleased"),
}


@pytest.mark.parametrize(("module", "changelog", "tags"), AGREE.values(), ids=AGREE)
def test_what_agrees_is_let_through(module: str, changelog: str, tags: list[str]) -> None:
    assert release.disagreements(module, changelog, tags) == []


@pytest.mark.parametrize(("module", "changelog", "tags", "said"), DIFFER.values(), ids=DIFFER)
def test_what_differs_is_named_once(module: str, changelog: str, tags: list[str], said: str) -> None:
    (told,) = release.disagreements(module, changelog, tags)
    assert said in told


def test_this_checkout_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main() == 0, capsys.readouterr().out


def a_clone(folder: Path, module: str, changelog: str) -> Path:
    """A git repository of one commit."""
    (folder / "src" / "planlink").mkdir(parents=True)
    (folder / "src" / "planlink" / "__init__.py").write_text(module, encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "-m", "Begin")
    return folder


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


@pytest.mark.skipif(which("git") is None, reason="git is not installed")
def test_the_tag_is_asked_of_git(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clone = a_clone(tmp_path / "clone", MODULE, RELEASED)
    assert release.main(clone) == 0
    git(clone, "tag", "v1.2.1")
    assert release.main(clone) == 1
    assert "v1.2.1" in capsys.readouterr().out


def test_a_folder_without_git_has_no_tag(tmp_path: Path) -> None:
    assert release.tags_of_head(tmp_path) == []
