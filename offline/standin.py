"""What stands in for an embeddable Python where no Windows is: this machine's own, laid out in the same way.

The folder then has `python` beside its standard library as one archive of compiled modules and its extension modules,
with a search path that names the folder alone. Off Windows a Python reads that path from a file named after the
executable, not after the library; everything else is as `lay` left it."""

from __future__ import annotations

import py_compile
import shutil
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from lay import EMBEDDED, dotless, search_path

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
LEFT_OUT = frozenset(
    ("test", "tests", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3", "site-packages", "dist-packages")
)


def add_standin(into: Path) -> None:
    """Put the running Python into a folder that `lay` left, as `python` and `planlink`."""
    home = Path(sysconfig.get_paths()["stdlib"])
    with zipfile.ZipFile(into / f"{dotless(PYTHON)}.zip", "w") as held, tempfile.TemporaryDirectory() as apart:
        for source in modules(home):
            compiled = Path(apart) / "one.pyc"
            py_compile.compile(str(source), str(compiled), doraise=True)
            held.write(compiled, source.relative_to(home).with_suffix(".pyc").as_posix())
    for source in Path(sysconfig.get_config_var("DESTSHARED") or home / "lib-dynload").iterdir():
        if any(source.name.endswith(suffix) for suffix in EXTENSION_SUFFIXES):
            shutil.copy2(source, into)
    for name in ("python", "planlink"):
        shutil.copy2(Path(sys.executable).resolve(), into / name)
        (into / f"{name}._pth").write_text("".join(search_path(PYTHON)), encoding="utf-8")


def write_embed(file: Path, python: str) -> None:
    """A zip file with the names that an embeddable Python for Windows has, and nothing that runs in it."""
    own = dotless(python)
    names = ("python.exe", "pythonw.exe", f"{own}.dll", f"{own}.zip", *sorted(EMBEDDED), "sqlite3.dll", "_ctypes.pyd")
    with zipfile.ZipFile(file, "w") as held:
        held.writestr(f"{own}._pth", f"{own}.zip\n.\n\n# Uncomment to run site.main() automatically\n#import site\n")
        for name in names:
            held.writestr(name, f"stands in for {name}")


def modules(home: Path) -> Iterator[Path]:
    """The modules of the standard library that an embeddable Python has."""
    for path in sorted(home.rglob("*.py")):
        if not LEFT_OUT.intersection(path.relative_to(home).parts):
            yield path
