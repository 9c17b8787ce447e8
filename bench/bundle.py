"""Does planlink install and run where there is no network? python bench/bundle.py [--sample] [--json FILE]

`--sample` takes the wheels that `make wheels` left, lays the portable folder with a Python of this machine in the place
of the embeddable one for Windows, and runs it in a network namespace without any route, where all but its own folder
is only read: the demo's reports must be those of this checkout, byte for byte, nothing may come to lie beside the
folder and OUT, and a start without arguments must open the page. Where namespaces are not permitted it runs without,
and says so.

Without --sample also, from the lock and an index: every wheel for Windows, Linux and macOS and each Python, the
portable folder for Windows with all libraries that its files ask for, and an installation from the folder of wheels
for Linux. Nothing here runs on Windows or macOS.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from measured import Row, tell

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "offline"))

from gather import PYTHONS, REQUIREMENTS, SUMS, SYSTEMS, gather, seal  # noqa: E402
from lay import PACKAGES, dotless, lacking, lay, sums  # noqa: E402
from standin import PYTHON, add_standin, write_embed  # noqa: E402

DEMO = [str(ROOT / "corpus" / "demo" / f"{name}.pdf") for name in ("strategy", "plan-summary", "vision")]
BARE = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "BROWSER": "true"}
ALONE = ("unshare", "--net", "--mount")
ONLY_READ = """
mount --make-rprivate / && mount --bind "$0" "$0" || exit 99
for place in $(awk '{print $2}' /proc/self/mounts | sort -r); do
    case $place in "$0" | /proc* | /sys* | /dev*) ;; *) mount -o remount,ro,bind "$place" 2>/dev/null ;; esac
done
touch "$0/../planlink-writes" 2>/dev/null && exit 98
cd "$1" && shift && exec "$@"
"""
CLICK = ROOT / "offline" / "doubleclick.py"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", action="store_true", help="the portable folder on this machine alone")
    parser.add_argument("--wheels", type=Path, default=ROOT / "wheels", help="what `make wheels` left")
    parser.add_argument("--expected", type=Path, help="OUT of the demo as this checkout makes it; made anew without")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    if not seal(given.wheels):
        sys.exit(f"{given.wheels} has no wheels; run `make wheels` first")
    with tempfile.TemporaryDirectory(prefix="planlink-bundle-") as away:
        rows = list(_rows(given, Path(away)))
    return tell(rows, given.json)


def _rows(given: argparse.Namespace, away: Path) -> Iterator[Row]:
    expected = given.expected or _built(away / "expected")
    yield from portable(given.wheels, expected, away / "portable")
    if not given.sample:
        for system in SYSTEMS:
            yield from resolved(system, given.wheels, away / system)
        yield from installed(away / "linux", expected, away / "clean")


def _built(out: Path) -> Path:
    """The demo as this checkout makes it."""
    asked = [sys.executable, "-m", "planlink", "build", *DEMO, "-o", str(out)]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(asked, check=True, capture_output=True, env=surroundings)
    return out


def portable(wheels: Path, expected: Path, place: Path) -> Iterator[Row]:
    """The folder, run alone on this machine."""
    folder, out = place / "planlink", place / "out"
    lay(wheels, PYTHON, folder, system=None)
    add_standin(folder)
    laid = _files(folder)
    python = str(folder / "python")
    seen = _alone(place, python, "-c", "import sys; print(*sys.path, sep='\\n')").stdout.split()
    inside = all(Path(entry).is_relative_to(folder) for entry in seen)
    yield Row("where the portable Python looks for modules", "in its folder alone", f"{len(seen)} places", inside)
    run = _alone(place, python, "-m", "planlink", "build", *DEMO, "-o", str(out))
    yield _reports("the demo's reports from the portable folder", run, expected, out)
    clicked = _alone(place, python, str(CLICK), str(folder / "planlink"))
    said = (clicked.stdout + clicked.stderr).strip().splitlines()
    yield Row("started without arguments", "the page answers", said[-1] if said else "", clicked.returncode == 0)
    new = {path for path in _files(folder) - laid if "__pycache__" not in path.parts}
    beside = {path.name for path in place.iterdir()} - {"planlink", "out"}
    told = f"{_cut_off()}; left there: {sorted(map(str, new | {Path(name) for name in beside})) or 'nothing'}"
    yield Row("written beside OUT and compiled modules of the folder", "nothing", told, not new and not beside)


def _reports(what: str, run: subprocess.CompletedProcess[str], expected: Path, out: Path) -> Row:
    """Whether a run made the same reports as are expected."""
    made = {path.name: path.read_bytes() for path in sorted((out / "reports").glob("*"))}
    wanted = {path.name: path.read_bytes() for path in sorted((expected / "reports").glob("*"))}
    differ = [name for name in {**made, **wanted} if made.get(name) != wanted.get(name)]
    told = f"{len(made)} files; other bytes: {differ or 'none'}; {_cut_off()}"
    if run.returncode:
        told = f"ended with {run.returncode}: {run.stderr.strip()[-200:]}"
    return Row(what, "those of this checkout", told, bool(made) and not differ and not run.returncode)


def resolved(system: str, own: Path, into: Path) -> Iterator[Row]:
    """The wheels of a system, each with the hash of the lock; for Windows also the folders laid from them."""
    what = f"wheels for {system}, Python {PYTHONS[0]} to {PYTHONS[-1]}"
    try:
        wheels = gather(system, own, into)
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        yield Row(what, "all, with hashes", str(error), False)
        return
    size = sum(path.stat().st_size for path in wheels) >> 20
    yield Row(what, "all, with hashes", f"{len(wheels)} files, {size} MB", True)
    if system == "windows":
        for python in PYTHONS:
            yield _windows(into, python, into.with_name(f"planlink-{python}"))


def _windows(wheels: Path, python: str, folder: Path) -> Row:
    """The portable folder for Windows, with a zip file that only has the names of an embeddable Python."""
    embed = folder.with_suffix(".zip")
    write_embed(embed, python)
    lay(wheels, python, folder, embed)
    wrong = [f"{name} is lacking" for name in lacking(folder, python)]
    if "import site" not in (folder / f"{dotless(python)}._pth").read_text().split("\n"):
        wrong.append("the search path is not ours")
    if (folder / "planlink.exe").read_bytes() != (folder / "python.exe").read_bytes():
        wrong.append("planlink.exe is not the Python")
    if (folder / SUMS).read_text(encoding="utf-8") != "".join(sums(folder)):
        wrong.append("SHA256SUMS does not agree")
    files = len(list((folder / PACKAGES).rglob("*.pyd")))
    shutil.rmtree(folder)
    asked = "complete: each library that a file asks for lies where Windows looks"
    return Row(f"portable folder for Windows, Python {python}", asked, str(wrong or f"{files} modules"), not wrong)


def installed(wheels: Path, expected: Path, place: Path) -> Iterator[Row]:
    """An installation in an empty place from the wheels for Linux, by their hashes, without a network."""
    venv.create(place / "venv", with_pip=True)
    python = str(place / "venv" / "bin" / "python")
    exact = ["--no-index", "--require-hashes", "-r", REQUIREMENTS, "--find-links", "."]
    shutil.copytree(wheels, place / "wheels")
    pip = _alone(place / "wheels", python, "-m", "pip", "install", "--quiet", *exact, writes=place)
    what, asked = "the wheels for Linux in an empty place", "installed by their hashes"
    yield Row(what, asked, pip.stderr.strip()[-200:] or _cut_off(), not pip.returncode)
    built = _alone(place, python, "-m", "planlink", "build", *DEMO, "-o", "out")
    yield _reports("the demo's reports from there", built, expected, place / "out")


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def _alone(place: Path, *wanted: str, writes: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in `place` without a network, where nothing but `writes` (or `place`) can be written."""
    if _namespaces():
        wanted = (*ALONE, "sh", "-c", ONLY_READ, str(writes or place), str(place), *wanted)
    return subprocess.run(wanted, cwd=place, env=BARE, capture_output=True, text=True, errors="replace")


@lru_cache(maxsize=1)
def _namespaces() -> bool:
    """Whether this user may have a network and mounts apart, and can have all but one place only read."""
    if shutil.which("unshare") is None:
        return False
    with tempfile.TemporaryDirectory(prefix="planlink-bundle-") as away:
        place = Path(away) / "place"
        place.mkdir()
        asked = [*ALONE, "sh", "-c", ONLY_READ, str(place), str(place), "true"]
        return subprocess.run(asked, capture_output=True).returncode == 0


def _cut_off() -> str:
    return "no network, all else only read" if _namespaces() else "no namespaces here: not cut off"


if __name__ == "__main__":
    sys.exit(main())
