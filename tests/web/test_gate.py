"""Who comes in and who does not, and what every answer carries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planlink.web.app import make_app
from planlink.web.gate import MOST_BYTES, Keys
from planlink.web.names import is_called, names_of
from planlink.web.passwords import Password
from planlink.workspace import decisions, store
from visitors import HERE, OURS, TestClient, csrf_of, visitor

WORD = {"measure": "戦略.1.ア.1", "scheme": "sdg", "label": "11", "verdict": "primary"}
BODY = json.dumps({"number": "number-1", "way": "one", "words": [WORD]})
PAGES = ("/", "/measures", "/review", "/table", "/findings", "/search", "/documents", "/history", "/picture")


def decided(out: Path) -> int:
    with store.opened(out) as db:
        return len(decisions.every(db))


@pytest.mark.parametrize("path", [*PAGES, "/paper?name=report.html", "/document?id=戦略", "/keine"])
def test_nobody_comes_in_without_the_cookie(outsider: TestClient, path: str) -> None:
    answer = outsider.get(path)
    assert answer.status_code == 401
    assert "公共交通" not in answer.text


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5000, "Ã¤", '"', "=;=;"])
def test_a_false_cookie_is_none(outsider: TestClient, keys: Keys, cookie: str) -> None:
    answer = outsider.get("/measures", headers={"Cookie": f"{keys.cookie}={cookie}".encode("latin-1", "replace")})
    assert answer.status_code == 401


def test_the_start_address_gives_a_strict_cookie(outsider: TestClient, keys: Keys) -> None:
    assert outsider.get("/start", params={"token": "x" * 43}).status_code == 403
    assert outsider.get("/start").status_code == 403
    answer = outsider.get("/start", params={"token": keys.start})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert keys.start.lower() not in cookie
    assert outsider.get("/measures").status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1.evil.example:8765",
        "0.0.0.0:8765",
        "",
    ],
)
def test_another_host_is_refused_even_with_the_cookie(client: TestClient, host: str) -> None:
    assert client.get("/measures", headers={"Host": host}).status_code == 421
    assert client.get("/start", headers={"Host": host}).status_code == 421
    assert client.get("/static/page.css", headers={"Host": host}).status_code == 421


def test_names_of_this_machine_are_its_own() -> None:
    assert is_called("localhost:8765", names_of("127.0.0.1"), 8765)
    assert is_called("LOCALHOST:8765", names_of("127.0.0.1"), 8765)
    assert is_called("[::1]:8765", names_of("127.0.0.1"), 8765)
    assert is_called("[::1]", names_of("::1"), 80)
    assert not is_called("[::1]", names_of("::1"), 8765)
    assert is_called("kikaku-pc:9000", names_of("0.0.0.0", ["Kikaku-PC"]), 9000)
    assert not is_called("0.0.0.0:9000", names_of("0.0.0.0"), 9000)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": HERE, "Sec-Fetch-Site": "cross-site"},
        {"Origin": HERE, "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
@pytest.mark.parametrize("path", ["/decide", "/answer", "/name", "/login"])
def test_a_post_from_another_page_is_refused(client: TestClient, out: Path, headers: dict[str, str], path: str) -> None:
    token = {"X-CSRF-Token": csrf_of(client)}
    assert client.post(path, content=BODY, headers={**headers, **token}).status_code == 403
    assert decided(out) == 0


@pytest.mark.parametrize("token", ["", "x", "ä".encode("latin-1")])
def test_a_post_without_the_token_is_refused(client: TestClient, out: Path, token: str | bytes) -> None:
    assert client.post("/decide", content=BODY, headers={**OURS, "X-CSRF-Token": token}).status_code == 403
    for path in ("/answer", "/name"):
        sent = {"csrf": token if isinstance(token, str) else "ä", "finding": "kpi-year.1", "verdict": "fix"}
        assert client.post(path, data=sent, headers=OURS).status_code == 403
    assert decided(out) == 0


def test_the_token_of_another_session_is_refused(client: TestClient, keys: Keys, out: Path) -> None:
    _, other = keys.sessions.open()
    assert client.post("/decide", content=BODY, headers={**OURS, "X-CSRF-Token": other.csrf}).status_code == 403
    assert decided(out) == 0


def test_a_large_body_is_refused_whatever_its_header_says(client: TestClient, out: Path) -> None:
    headers = {**OURS, "X-CSRF-Token": csrf_of(client)}
    big = b" " * MOST_BYTES + BODY.encode()
    assert client.post("/decide", content=big, headers=headers).status_code == 413
    parts = (big[at : at + 65536] for at in range(0, len(big), 65536))
    assert client.post("/decide", content=parts, headers=headers).status_code == 413
    assert decided(out) == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/measures", headers=OURS).status_code == 405


@pytest.mark.parametrize(
    ("path", "status"), [("/measures", 200), ("/keine", 404), ("/static/page.css", 200), ("/static/nein", 404)]
)
def test_every_answer_carries_the_headers(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../gate.py",
        "/static/..%2fgate.py",
        "/static/%2e%2e/%2e%2e/cli.py",
        "/static/%2Fetc%2Fpasswd",
        "/static/..%5cgate.py",
        "/static/%00",
        "/paper?name=../planlink.db",
        "/paper?name=..%2f..%2fplanlink.db",
        "/document?id=../planlink.db",
        "/document?id=%00",
    ],
)
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert "import" not in answer.text
    assert "SQLite" not in answer.text


def test_errors_show_no_traces(client: TestClient, out: Path) -> None:
    (out / "planlink.db").write_bytes(b"no database at all, " * 100)
    answer = client.get("/measures")
    assert answer.status_code == 409
    assert "データベースが壊れています" in answer.text
    assert "Traceback" not in answer.text


def test_what_nobody_foresaw_is_a_plain_sentence(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planlink.web.facets.rows", lambda seen: 1 / 0)
    answer = client.get("/measures")
    assert answer.status_code == 500
    assert "処理できませんでした" in answer.text
    assert "ZeroDivision" not in answer.text
    assert "content-security-policy" in answer.headers


class TestPassword:
    """An address that others reach."""

    @pytest.fixture
    def keys(self) -> Keys:
        return Keys(names_of("127.0.0.1"), 8765, Password.of("みなと野-2025"))

    @pytest.fixture
    def outsider(self, out: Path, keys: Keys) -> TestClient:
        return visitor(make_app(out, keys, wait=0.0))

    def test_only_the_password_opens(self, outsider: TestClient, keys: Keys) -> None:
        assert outsider.get("/start", params={"token": keys.start}).status_code == 403
        closed = outsider.get("/measures")
        assert closed.status_code == 401
        assert 'type="password"' in closed.text
        form = {"csrf": keys.login, "password": "みなと野-2026"}
        assert outsider.post("/login", data=form, headers=OURS).status_code == 403
        assert outsider.post("/login", data={**form, "password": ""}, headers=OURS).status_code == 403
        right = {"csrf": keys.login, "password": "みなと野-2025", "who": "企画課"}
        assert outsider.post("/login", data={**right, "csrf": "x"}, headers=OURS).status_code == 403
        assert outsider.get("/measures").status_code == 401
        answer = outsider.post("/login", data=right, headers=OURS)
        assert answer.status_code == 303
        assert "samesite=strict" in answer.headers["set-cookie"].lower()
        assert 'value="企画課"' in outsider.get("/measures").text

    def test_it_is_kept_salted(self) -> None:
        one, other = Password.of("みなと野-2025"), Password.of("みなと野-2025")
        assert one.hash != other.hash
        assert one.hash.startswith("$argon2id$")
        assert "みなと野" not in one.hash
        assert one.matches("みなと野-2025")
        assert not one.matches("みなと野-2025 ")
        assert not one.matches("x" * 10_000)
        assert not one.matches("\ud800")


def test_without_a_password_there_is_no_login(outsider: TestClient, keys: Keys) -> None:
    sent = {"csrf": keys.login, "password": ""}
    assert outsider.post("/login", data=sent, headers=OURS).status_code == 403
    assert outsider.get("/measures").status_code == 401
