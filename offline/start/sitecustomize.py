"""What the Python of a portable folder runs first (`site` imports a module of this name).

Temporary files go into the folder itself, not into the user's profile. Where the Python was started under the name
planlink without anything behind it (a double click), its interactive prompt is replaced by planlink's page."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HOME = Path(sys.prefix)
APART = HOME / "tmp"
OUT = HOME / "結果"


def settle() -> None:
    """Have temporary files made in the folder, by this process, its libraries and its children."""
    try:
        APART.mkdir(exist_ok=True)
    except OSError:
        return
    if os.access(APART, os.W_OK):
        for name in ("TMP", "TEMP", "TMPDIR"):
            os.environ[name] = str(APART)


def open_page() -> None:
    """`planlink serve`; what went wrong stays on the screen until it was read."""
    from planlink.cli import main

    try:
        main(["serve", str(OUT), "--open"], prog_name="planlink")
    except SystemExit as end:
        if end.code:
            input("Enter キーを押すと閉じます。")
        raise


settle()
started = Path(sys.executable)
if started.stem.lower() == "planlink":
    # Processes of our own are started as usual; multiprocessing takes two names that differ for a virtual environment.
    sys.executable = sys._base_executable = str(started.with_stem("python"))  # type: ignore[attr-defined]
    if len(sys.orig_argv) == 1:
        sys.__interactivehook__ = open_page
