"""All wheels that a system needs to run planlink, in one folder with their hashes, exactly as the lock has them.

    python offline/gather.py linux --own wheels -o bundle/wheels-linux

Beside the wheels lie `requirements.txt`, which names each with its hash, so that the other machine installs them by
`pip install --no-index --find-links . --require-hashes -r requirements.txt`, and `SHA256SUMS`. What no index has as a
wheel (planlink itself, unidic-lite) comes from the folder that `make wheels` filled; both run on every system.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
PYTHONS = ("3.11", "3.12", "3.13")
HERE = "here"
OWN = ("planlink", "unidic-lite")
EXTRAS = "[semantic,serve]"
REQUIREMENTS = "requirements.txt"
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class System:
    """A kind of machine: its name for uv, and the tags of the wheels that run on it."""

    target: str
    tags: tuple[str, ...]


_GLIBC = ("2_28", "2_27", "2_26", "2_24", "2_17", "2014", "2_12", "2010", "2_5", "1")
SYSTEMS = {
    "windows": System("x86_64-pc-windows-msvc", ("win_amd64",)),
    "linux": System("x86_64-manylinux_2_28", tuple(f"manylinux{'_' * ('_' in v)}{v}_x86_64" for v in _GLIBC)),
    "macos": System("aarch64-apple-darwin", ("macosx_14_0_arm64",)),
}


def gather(system: str, own: Path, into: Path, pythons: Sequence[str] = PYTHONS) -> tuple[Path, ...]:
    """Fill `into` with the wheels of `system` for each Python; needs an index or an address that pip knows. Raises
    CalledProcessError where a wheel is missing or is not the one of the lock, FileNotFoundError without our own."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    for name in OWN:
        shutil.copy2(wheel_of(name, own), into)
    for python in pythons:
        _fetch(SYSTEMS[system], python, into)
    return seal(into)


def seal(folder: Path) -> tuple[Path, ...]:
    """Write `requirements.txt` and `SHA256SUMS` for the wheels that lie in a folder, which are returned."""
    folder.mkdir(parents=True, exist_ok=True)
    wheels = tuple(sorted(folder.glob("*.whl")))
    (folder / REQUIREMENTS).write_text("".join(_requirements(wheels)), encoding="utf-8")
    lines = [f"{sha256(path)}  {path.name}\n" for path in (*wheels, folder / REQUIREMENTS)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    return wheels


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def wheel_of(name: str, folder: Path) -> Path:
    """The wheel of a package in a folder. Raises FileNotFoundError where there is none."""
    for path in sorted(folder.glob("*.whl")):
        if parse_wheel_filename(path.name)[0] == name:
            return path
    raise FileNotFoundError(f"{folder} has no wheel of {name}; run `make wheels` first")


def _requirements(wheels: Iterable[Path]) -> Iterator[str]:
    """One line for each package: its version and the hashes of its wheels."""
    held: dict[str, list[str]] = {}
    for path in wheels:
        name, version, _, _ = parse_wheel_filename(path.name)
        extras = EXTRAS if name == "planlink" else ""
        held.setdefault(f"{name}{extras}=={version}", []).append(f"--hash=sha256:{sha256(path)}")
    for pinned, hashes in sorted(held.items()):
        yield " \\\n    ".join([pinned, *hashes]) + "\n"


def _fetch(system: System, python: str, into: Path) -> None:
    with tempfile.TemporaryDirectory() as apart:
        wanted = Path(apart) / "wanted.txt"
        wanted.write_text("".join(_without_own(_resolved(system, python))), encoding="utf-8")
        only = ["--no-deps", "--only-binary", ":all:", "--python-version", python]
        tags = [word for tag in system.tags for word in ("--platform", tag)]
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "-r", str(wanted)]
        subprocess.run([*pip, *only, *tags, "-d", str(into)], check=True)


def _resolved(system: System, python: str) -> str:
    """The lock as it stands for one system and Python, without conditions: pip would ask them of this machine."""
    uv = [str(Path(sys.executable).with_name("uv")), "pip", "compile", "--quiet", str(LOCK)]
    plain = ["--no-deps", "--no-annotate", "--no-header", "--generate-hashes", "--only-binary", ":all:"]
    target = ["--python-version", python, "--python-platform", system.target, "--no-binary", "unidic-lite"]
    surroundings = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": "14.0"}
    done = subprocess.run([*uv, *plain, *target], check=True, capture_output=True, text=True, env=surroundings)
    return done.stdout


def _without_own(locked: str) -> Iterator[str]:
    wanted = True
    for line in locked.splitlines(keepends=True):
        if not line[0].isspace():
            wanted = canonicalize_name(line.partition("==")[0]) not in OWN
        if wanted:
            yield line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("system", choices=(*SYSTEMS, HERE), help=f"{HERE}: only name and hash what lies there")
    parser.add_argument("--own", type=Path, default=ROOT / "wheels", help="where `make wheels` left its wheels")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="for these only; all without")
    parser.add_argument("-o", "--into", type=Path, required=True)
    given = parser.parse_args()
    if given.system == HERE:
        wheels = seal(given.into)
    else:
        wheels = gather(given.system, given.own, given.into, given.python or PYTHONS)
    print(f"{given.into}: {len(wheels)} wheels, {sum(path.stat().st_size for path in wheels) >> 20} MB")


if __name__ == "__main__":
    main()
