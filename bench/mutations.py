"""Whether the tests notice faults: the checks and the reader of indicators, numbers and dates get one small fault at a
time (`<` becomes `<=`, a condition its opposite, 3 becomes 4), and their tests run on each. A fault that no test
notices survives. Exit status 1 below the bar:
`python bench/mutations.py [--sample] [--count N] [--seed S] [--json FILE] [--only PART]`
The faults are drawn by a fixed seed, evenly from all that can be made. Those that change nothing that can be seen
(equivalent ones) count as survivors too, so that no suite reaches 100 %. Each fault lives in a forked process that has
the libraries already; one that runs on for too long counts as noticed.
"""

from __future__ import annotations

import ast
import copy
import json
import os
import random
import resource
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

os.environ.setdefault("OMP_NUM_THREADS", "1")  # a fork keeps no other threads

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "planlink"
TESTS = ROOT / "tests"
PARTS = {
    "checks": (("audit/*.py",), ("audit",)),
    "indicators": (
        (
            *(f"plans/{name}.py" for name in ("cells", "facts", "headers", "indicators", "labelled", "rows")),
            *(f"plans/{name}.py" for name in ("sentences", "unfolding")),
            *(f"japanese/{name}.py" for name in ("dates", "numbers", "numerals", "units")),
        ),
        ("japanese/test_dates.py", "japanese/test_numbers.py", "plans"),
    ),
}
"""What gets faults, and the tests that run on them."""
LOADED = (
    "hypothesis",
    "lxml.etree",
    "numpy",
    "openpyxl",
    "pdfplumber",
    "scipy.sparse",
    "spacy",
    "sklearn.linear_model",
)
WARM = ("planlink.knowledge", "planlink.japanese.tokens", "planlink.documents.pdf")
LOADED_BEFORE = "pytest.PytestAssertRewriteWarning"
"""What pytest says of a plugin that is loaded already."""
SEED, COUNT, SAMPLE = 7, 150, 4
"""Of each part."""
BAR = 0.75
SECONDS, PATIENCE = 60, 900
"""Of the processor for the tests of one fault, and by the clock, where a fault waits for ever."""
OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """The `number`th fault that can be made in a file: the line, what was there, and what is there now."""

    file: Path
    number: int
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(SOURCE)}:{self.line}: {self.before} → {self.after}"


# ---------------------------------------------------------------- what can be wrong
def faults(file: Path) -> list[Fault]:
    """All faults that can be made in a file, in its order."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [
        Fault(file, number, node.lineno, _short(node), _short(other))
        for number, (node, other) in enumerate(_changes(tree))
    ]


def faulty(fault: Fault) -> CodeType:
    """The file with the fault in it."""
    tree = ast.parse(fault.file.read_text(encoding="utf-8"))
    node, other = list(_changes(tree))[fault.number]
    made = _Swap(node, other).visit(tree)
    assert isinstance(made, ast.Module)
    return compile(ast.fix_missing_locations(made), str(fault.file), "exec")


def _changes(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Expressions, each with what may stand in its place. Annotations and decorators do nothing that a test sees."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.expr):
                yield from ((node, other) for other in _others(node, asked=name in ("test", "ifs")))
            if isinstance(node, ast.AST):
                yield from _changes(node)


def _others(node: ast.expr, asked: bool) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in OPPOSITES:
            yield _with(node, ops=[OPPOSITES[type(op)]()])
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in OPPOSITES:
            yield _with(node, op=OPPOSITES[type(op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Constant(value=bool(said)):
            yield _with(node, value=not said)
        case ast.Constant(value=int(number)):
            yield _with(node, value=number + 1)
    if asked and not isinstance(node, ast.Compare | ast.UnaryOp):
        yield ast.copy_location(ast.UnaryOp(ast.Not(), node), node)


def _with(node: ast.expr, **changed: object) -> ast.expr:
    other = copy.copy(node)
    for name, value in changed.items():
        setattr(other, name, value)
    return other


def _short(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 60 else f"{text[:57]}…"


class _Swap(ast.NodeTransformer):
    """Puts one expression in another's place, once."""

    def __init__(self, old: ast.expr, new: ast.expr) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


# ---------------------------------------------------------------- one fault, and the tests
class _Faulty(SourceFileLoader):
    """Finds and loads the one module that has a fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(_module(fault.file), str(fault.file))
        self.code = faulty(fault)

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str) -> CodeType:
        return self.code


def noticed(fault: Fault | None, tests: Sequence[Path]) -> bool:
    """Whether a test fails with the fault (None: with what is there), or the tests do not end."""
    child = os.fork()
    if child == 0:
        os._exit(_tried(fault, tests))
    return os.waitpid(child, 0)[1] != 0


def _tried(fault: Fault | None, tests: Sequence[Path]) -> int:
    """How pytest ends, in a process that is left afterwards."""
    import pytest
    from hypothesis import settings

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    signal.alarm(PATIENCE)
    settings.register_profile("same", derandomize=True, database=None)
    settings.load_profile("same")
    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silent, stream)
    if fault:
        sys.meta_path.insert(0, _Faulty(fault))
    options = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", f"ignore::{LOADED_BEFORE}")
    return int(pytest.main([*options, *map(str, tests)]))


def prepare() -> None:
    """Load what no fault touches, so that each process begins with it."""
    sys.path[:0] = [str(ROOT / "src")]
    for name in (*LOADED, *WARM):
        import_module(name)
    touched = {_module(file) for part in PARTS for file in files(part)} & set(sys.modules)
    assert not touched, f"loaded before the fault: {touched}"


def files(part: str) -> list[Path]:
    return sorted(file for pattern in PARTS[part][0] for file in SOURCE.glob(pattern))


def suite(part: str, fault: Fault | None = None) -> list[Path]:
    """The tests of a part, before them the file's own where there are any."""
    every = [TESTS / name for name in PARTS[part][1]]
    own = [] if fault is None else [TESTS / fault.file.parent.name / f"test_{fault.file.stem}.py"]
    return [*(file for file in own if file.is_file()), *every]


def drawn(part: str, count: int, seed: int) -> list[Fault]:
    """So many of all faults of a part, or all."""
    every = [fault for file in files(part) for fault in faults(file)]
    return random.Random(seed).sample(every, min(count, len(every)))


def _module(file: Path) -> str:
    return ".".join(file.relative_to(SOURCE.parent).with_suffix("").parts)


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sample", action="store_true", help="a few of each part")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(arguments)
    prepare()
    rows = [_row(part, SAMPLE if asked.sample else asked.count, asked.seed) for part in asked.only or PARTS]
    if asked.json:
        asked.json.write_text(json.dumps({"rows": rows}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if all(row["holds"] for row in rows) else 1


def _row(part: str, count: int, seed: int) -> dict[str, object]:
    if noticed(None, suite(part)):
        raise SystemExit(f"{part}: the tests fail without a fault")
    chosen = drawn(part, count, seed)
    survived = []
    for fault in chosen:
        if not noticed(fault, suite(part, fault)):
            survived.append(fault)
            print(f"survived: {fault}", flush=True)
    share = 1 - len(survived) / len(chosen)
    row: dict[str, object] = {
        "what": f"faults put into the {part} that a test notices",
        "asked": f"{BAR:.0%}",
        "measured": f"{share:.0%} of {len(chosen)}",
        "holds": share >= BAR,
        "survived": [str(fault) for fault in survived],
    }
    print(f"{row['what']}: {row['measured']} (asked {row['asked']})")
    return row


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
