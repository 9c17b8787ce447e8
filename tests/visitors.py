"""Browsers that visit the local page in tests."""

from __future__ import annotations

import re
import warnings

from planlink.web.gate import Gate, Keys

with warnings.catch_warnings():  # it would rather have another client, which does the same
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient as TestClient

PORT = 8765
HERE = f"http://127.0.0.1:{PORT}"
OURS = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}


def visitor(app: Gate) -> TestClient:
    """A browser without a session."""
    return TestClient(app, base_url=HERE, raise_server_exceptions=False, follow_redirects=False)


def entered(client: TestClient, keys: Keys) -> TestClient:
    """The browser after it has opened the start address."""
    assert client.get("/start", params={"token": keys.start}).status_code == 200
    return client


def csrf_of(client: TestClient) -> str:
    """The token that the forms of this browser's pages send."""
    found = re.search(r'<meta name="csrf" content="([^"]+)">', client.get("/measures").text)
    assert found
    return found[1]
