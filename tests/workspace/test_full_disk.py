"""A disk that is full sooner or later in a build: a sentence, and the old state or the new one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import killing
from planlink.documents.processes import surroundings

SMALL = 'mount -t tmpfs -o size=12m tmpfs "$1" && exec "$2" "$3" "$1" "$4" full'
"""A small disk that this process alone sees, without rights of its own where the system lets users do so."""
WAYS = (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"])


def apart() -> list[str] | None:
    """What gives a process mounts of its own, None where nothing does."""
    tries = [way for way in WAYS if shutil.which("unshare")]
    mounts = ["sh", "-c", "mount -t tmpfs tmpfs /mnt"]
    return next((way for way in tries if not subprocess.run([*way, *mounts], capture_output=True).returncode), None)


@pytest.mark.parametrize("case", killing.CASES)
def test_a_disk_may_be_full_at_any_moment(case: str, tmp_path: Path) -> None:
    way = apart()
    if way is None:
        pytest.skip("no small disk can be made here")
    done = subprocess.run(
        [*way, "sh", "-c", SMALL, "sh", str(tmp_path), sys.executable, killing.__file__, case],
        capture_output=True,
        env=surroundings(),
        text=True,
        check=True,
        timeout=300,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(left, faults) for left, faults, _ in told if faults] == []
    *full, (_, _, nothing) = told
    assert len(full) > 4
    assert nothing == ""
