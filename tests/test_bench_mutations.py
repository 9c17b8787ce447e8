"""bench/mutations.py: which faults it puts in, and when it says that a test noticed one."""

from __future__ import annotations

import ast
from pathlib import Path

import mutations
import pytest

CODE = '''"""A sentence."""

def less(a: int, b: int = 1) -> bool:
    """Another."""
    if a and not b:
        return a < b + 2
    return True
'''
FAULTS = [
    (3, "1", "2"),
    (5, "a and (not b)", "a or not b"),
    (5, "not b", "b"),
    (5, "a and (not b)", "not (a and (not b))"),
    (6, "a < b + 2", "a <= b + 2"),
    (6, "b + 2", "b - 2"),
    (6, "2", "3"),
    (7, "True", "False"),
]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module in a package of its own."""
    monkeypatch.setattr(mutations, "SOURCE", tmp_path / "made")
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "less.py").write_text(CODE, encoding="utf-8")
    return tmp_path / "made" / "less.py"


def test_each_fault_that_can_be_made_and_nothing_in_words_and_annotations(file: Path) -> None:
    assert sorted((one.line, one.before, one.after) for one in mutations.faults(file)) == sorted(FAULTS)


def test_a_fault_changes_its_own_place_alone(file: Path) -> None:
    made = next(one for one in mutations.faults(file) if one.after == "a <= b + 2")
    there: dict[str, object] = {}
    exec(mutations.faulty(made), there)
    assert (there["less"](2, 0), there["less"](1, 0)) == (True, True)  # type: ignore[operator]
    assert str(made) == "less.py:6: a < b + 2 → a <= b + 2"
    assert ast.dump(ast.parse(file.read_text("utf-8"))) == ast.dump(ast.parse(CODE))


def test_every_part_has_files_and_the_same_faults_are_drawn_again() -> None:
    for part in mutations.PARTS:
        assert len(mutations.files(part)) >= 12
        few = mutations.drawn(part, 5, 7)
        assert few == mutations.drawn(part, 5, 7) != mutations.drawn(part, 5, 8)
        assert all(path.exists() for path in mutations.suite(part, few[0]))
