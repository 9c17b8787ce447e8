"""A portable folder for Windows: planlink and all it needs, unpacked beside an embeddable Python that the user names.

    python offline/lay.py --wheels bundle/wheels-windows --embed python-3.13.9-embed-amd64.zip -o bundle/planlink

No installer, no script, no right to install: the folder is copied and `planlink.exe` in it is opened. That file is the
embeddable Python's own `python.exe` under another name (its signature stays), `sitecustomize.py` tells it what to do.
Without --embed the folder holds everything else, and `はじめにお読みください.txt` says how to add the Python.

    planlink.exe, python.exe, python313.dll, …   the embeddable Python
    python313._pth                               where it looks for modules: nowhere else
    msvcp140.dll                                 Microsoft's C++ library, which its packages ask for and it lacks
    Lib/site-packages/                           the packages
    SHA256SUMS                                   of all that is above
    tmp/, 結果/                                  come into being in use
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from gather import PYTHONS, REQUIREMENTS, SUMS, SYSTEMS, sha256
from imports import asked_for

PACKAGES = Path("Lib/site-packages")
START = Path(__file__).with_name("start")
NOTE = "はじめにお読みください.txt"
RUNTIME = "msvcp140.dll"
RUNTIME_AT = PACKAGES / "sklearn" / ".libs" / RUNTIME

EMBEDDED = frozenset({"python3.dll", "vcruntime140.dll", "vcruntime140_1.dll"})
"""What an embeddable Python brings, beside its own python3xx.dll."""
WINDOWS = frozenset(
    (
        *("advapi32.dll", "bcrypt.dll", "bcryptprimitives.dll", "crypt32.dll", "dbghelp.dll", "gdi32.dll"),
        *("kernel32.dll", "ntdll.dll", "ole32.dll", "oleaut32.dll", "psapi.dll", "shell32.dll", "user32.dll"),
        *("version.dll", "ws2_32.dll"),
    )
)
"""What Windows 10 and later bring; names that begin with api-ms-win- do too."""


class BundleError(Exception):
    """The folder cannot be laid as asked; the message says why and what to do."""


def lay(wheels: Path, python: str, into: Path, embed: Path | None = None, system: str | None = "windows") -> None:
    """Lay the folder anew; for this machine, whatever it is, with `system` None. Raises BundleError for an embeddable
    Python of another version, and CalledProcessError where a wheel is not the one that `requirements.txt` names."""
    if embed is not None:
        check_embed(embed, python)
    shutil.rmtree(into, ignore_errors=True)
    packages = into / PACKAGES
    packages.mkdir(parents=True)
    unpack(wheels, python, packages, system)
    shutil.copy2(START / "sitecustomize.py", packages)
    (into / f"{dotless(python)}._pth").write_text("".join(search_path(python)), encoding="utf-8")
    if (into / RUNTIME_AT).is_file():
        shutil.copy2(into / RUNTIME_AT, into / RUNTIME)
    note = (START / NOTE).read_text(encoding="utf-8")
    (into / NOTE).write_text(note.replace("3xx", dotless(python).removeprefix("python")), encoding="utf-8-sig")
    if embed is not None:
        add_python(embed, into)
    (into / SUMS).write_text("".join(sums(into)), encoding="utf-8")


def unpack(wheels: Path, python: str, packages: Path, system: str | None) -> None:
    """Install the wheels for another machine: nothing of them is run, and what they would put beside is left out."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", str(wheels), "--no-deps"]
    only = ["--only-binary", ":all:", "--no-compile", "--no-warn-script-location"]
    if system is not None:
        only += ["--python-version", python, *(w for tag in SYSTEMS[system].tags for w in ("--platform", tag))]
    exact = ["--require-hashes", "-r", str(wheels / REQUIREMENTS), "--target", str(packages)]
    subprocess.run([*pip, *only, *exact], check=True)
    for scripts in ("bin", "Scripts"):
        shutil.rmtree(packages / scripts, ignore_errors=True)


def dotless(python: str) -> str:
    return f"python{python.replace('.', '')}"


def search_path(python: str) -> Iterator[str]:
    """The lines of python3xx._pth: its own modules, the packages, and `site`, which runs sitecustomize."""
    yield from (f"{dotless(python)}.zip\n", ".\n", f"{PACKAGES.as_posix()}\n", "import site\n")


def check_embed(embed: Path, python: str) -> None:
    """Whether it is an embeddable Python of this version. Raises BundleError."""
    try:
        with zipfile.ZipFile(embed) as held:
            names = set(held.namelist())
    except (OSError, zipfile.BadZipFile) as error:
        raise BundleError(f"{embed}: no zip file that can be read ({error})") from error
    wanted = {"python.exe", f"{dotless(python)}.dll", f"{dotless(python)}.zip"}
    if not wanted <= names:
        missing = ", ".join(sorted(wanted - names))
        raise BundleError(
            f"{embed} is not an embeddable Python {python} for Windows (no {missing}). "
            f"Take python-{python}.x-embed-amd64.zip from https://www.python.org/downloads/windows/"
        )


def add_python(embed: Path, into: Path) -> None:
    """Unpack the embeddable Python, but not its search path, and give it a second name."""
    with zipfile.ZipFile(embed) as held:
        held.extractall(into, [name for name in held.namelist() if not name.endswith("._pth")])
    shutil.copy2(into / "python.exe", into / "planlink.exe")


def sums(folder: Path) -> Iterator[str]:
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != SUMS):
        yield f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n"


def lacking(folder: Path, python: str) -> dict[str, list[str]]:
    """The libraries that a file of the folder asks for and neither the folder, nor the embeddable Python, nor Windows
    brings where it is looked for: beside the file, beside python.exe, in folders that its package loads when it is
    imported (PACKAGE.libs, PACKAGE/.libs)."""
    given = EMBEDDED | WINDOWS | {f"{dotless(python)}.dll"} | _libraries(folder)
    found: dict[str, list[str]] = {}
    for path in sorted(p for p in (folder / PACKAGES).rglob("*") if p.suffix in (".pyd", ".dll")):
        package = folder / PACKAGES / path.relative_to(folder / PACKAGES).parts[0]
        beside = _libraries(path.parent, package.with_name(f"{package.name}.libs"), package / ".libs")
        for name in asked_for(path.read_bytes()):
            if not name.startswith("api-ms-win-") and name not in given | beside:
                found.setdefault(name, []).append(path.relative_to(folder).as_posix())
    return found


def _libraries(*folders: Path) -> set[str]:
    return {path.name.lower() for folder in folders for path in folder.glob("*.dll")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wheels", type=Path, required=True, help="what gather.py left")
    parser.add_argument("--python", choices=PYTHONS, default="3.13")
    parser.add_argument("--embed", type=Path, help="python-3.xx.x-embed-amd64.zip")
    parser.add_argument("-o", "--into", type=Path, required=True)
    given = parser.parse_args()
    try:
        lay(given.wheels, given.python, given.into, given.embed)
    except BundleError as error:
        sys.exit(str(error))
    if found := lacking(given.into, given.python):
        sys.exit(f"{given.into}: libraries are lacking: {found}")
    print(f"{given.into}: {'ready' if given.embed else 'ready but for the Python: see ' + NOTE}")


if __name__ == "__main__":
    main()
