"""A build that is killed at any of its steps: the old state or the new one, never a mixture that nothing tells of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import killing
from planlink.documents.processes import surroundings

LEAST_STEPS = 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a signal of Unix")
@pytest.mark.parametrize("case", killing.CASES)
def test_a_build_may_be_killed_at_each_of_its_steps(case: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, killing.__file__, str(tmp_path), case],
        capture_output=True,
        env=surroundings(),
        text=True,
        check=True,
        timeout=300,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) >= LEAST_STEPS
    assert [(step, faults) for step, faults in told if faults] == []
