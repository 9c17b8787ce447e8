"""Nothing leaves the machine: not from the page, not from what serves it; and without a network all works the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsers import CHROMIUM, Server, visiting

HERE = Path(__file__)
ROOT = HERE.parents[2]
ALONE = ("test_fifty_fast_decisions_outlive_a_killed_server", "test_an_answer_to_a_finding")
UNSHARE = shutil.which("unshare")
LOOPBACK_UP = """
import fcntl, socket, struct, sys
UP, SET = 1, 0x8914
fcntl.ioctl(socket.socket(), SET, struct.pack("16sh", b"lo", UP))
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""
"""A network of its own begins with its loopback switched off."""


def alone() -> bool:
    return UNSHARE is not None and subprocess.run([UNSHARE, "--net", "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(CHROMIUM is None or not alone(), reason="no chromium, or no network namespaces here")
def test_without_a_network_all_works_the_same() -> None:
    asked = ["-p", "no:cacheprovider", str(HERE.parent / "test_browser.py"), "-k", " or ".join(ALONE)]
    known = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    assert UNSHARE is not None
    command = [UNSHARE, "--net", sys.executable, "-c", LOOPBACK_UP, *asked]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=known)
    assert ran.returncode == 0, ran.stdout
    assert "skipped" not in ran.stdout
    assert f"{len(ALONE)} passed" in ran.stdout


def test_a_page_that_asks_elsewhere_is_found_out(chromium: Browser, server: Server) -> None:
    """The tests of this folder would see it: here a page does ask."""
    with pytest.raises(AssertionError), visiting(chromium, server) as page:  # noqa: PT012
        page.goto(server.address + "/measures")
        page.evaluate("fetch('http://198.51.100.7/').catch(() => null)")


def test_a_picture_from_elsewhere_is_refused_and_found_out(chromium: Browser, server: Server) -> None:
    with pytest.raises(AssertionError), visiting(chromium, server) as page:  # noqa: PT012
        page.evaluate("document.body.innerHTML = '<img src=\"http://198.51.100.7/one.png\">'")
        page.wait_for_timeout(300)
