"""Imports run one way, heavy libraries have one door each, and no module is a drawer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "src" / "planlink"
# From the ground up: a room may import from its own floor and those before it.
FLOORS = (
    ("records", "errors", "catalogue"),
    ("knowledge",),
    ("settings", "japanese"),
    ("documents",),
    ("outline",),
    ("plans",),
    ("read",),
    ("meaning",),
    ("links",),
    ("audit",),
    ("redecide",),
    ("relate",),
    ("outputs",),
    ("workspace",),
    ("web", "commands", "cli", "__main__"),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
DOORS = {
    "pdfplumber": "documents",
    "pypdfium2": "documents",
    "fugashi": "japanese/tokens.py",
    "rapidocr": "documents/sight.py",
}
DRAWERS = {"util", "utils", "helper", "helpers", "common", "manager", "base", "misc"}
MODULES = sorted(path.relative_to(HOUSE) for path in HOUSE.rglob("*.py"))


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((HOUSE / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def room(module: Path) -> str:
    return module.parts[0].removesuffix(".py")


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_run_one_way(module: Path) -> None:
    rooms = [name.split(".")[1] for name in imports(module) if name.startswith("planlink.")]
    if room(module) != "__init__":
        assert [r for r in rooms if FLOOR[r] > FLOOR[room(module)]] == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_heavy_libraries_have_one_door(module: Path) -> None:
    used = {name.split(".")[0] for name in imports(module)} & set(DOORS)
    assert all(module.as_posix().startswith(DOORS[library]) for library in used)


def test_pdf_libraries_are_imported_by_the_reader_and_its_glyphs_alone() -> None:
    users = {m.as_posix() for m in MODULES if any(i.split(".")[0] in ("pdfplumber", "pypdfium2") for i in imports(m))}
    assert "documents/pdf.py" in users
    assert users <= {"documents/pdf.py", "documents/pdfium.py", "documents/glyphs.py"}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_module_is_a_drawer(module: Path) -> None:
    assert not DRAWERS & {part.removesuffix(".py") for part in module.parts}
