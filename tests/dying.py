"""Readers that other processes run: one that dies, one that does not end."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from planlink.records.plans import Plan
from planlink.settings import Settings
from planlink.workspace.reading import read_document

DEADLY = "沼"


def deadly(path: Path, settings: Settings) -> Plan:
    """Reads, but for a file over which the process dies as when memory runs out."""
    if path.name.startswith(DEADLY):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_document(path, settings)


def waits(path: Path, settings: Settings) -> Plan:
    """Says which process it is, and does not end."""
    path.with_suffix(".pid").write_text(str(os.getpid()))
    time.sleep(600)
    return read_document(path, settings)
