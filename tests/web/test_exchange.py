"""Two officers bring their work together on the page: all or nothing, and the same as the command."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from factories import decision
from planlink.records.links import Decision
from planlink.web.multipart import form_of
from planlink.workspace import answers, decisions, store
from planlink.workspace.exchange import events_of, lines_of
from visitors import HERE, OURS, TestClient, csrf_of

OURS_SAID = (
    decision(label="1", verdict="primary", who="甲", when="2026-05-01T10:00:00"),
    decision(label="2", verdict="rejected", who="甲", when="2026-05-01T10:00:01"),
    decision(label="3", verdict="related", who="甲", when="2026-05-01T10:00:02"),
)
THEIRS_SAID = (
    decision(label="1", verdict="primary", who="乙", when="2026-05-02T10:00:00"),
    decision(label="2", verdict="related", who="乙", when="2026-05-02T10:00:01", why="<b>出前</b>"),
    decision(label="3", verdict="related", who="乙", when="2026-05-02T10:00:02"),
    decision(measure="消えた.1", label="4", verdict="related", who="乙", when="2026-05-02T10:00:03"),
)


@pytest.fixture
def said(out: Path) -> Path:
    with store.opened(out) as db:
        decisions.add(db, OURS_SAID)
    return out


def every(out: Path) -> tuple[Decision, ...]:
    with store.opened(out) as db:
        return decisions.every(db)


def brought(
    client: TestClient, does: str, content: bytes, name: str = "乙の判断.jsonl", csrf: str = ""
) -> tuple[int, str]:
    sent = {"csrf": csrf or csrf_of(client), "do": does}
    reply = client.post("/exchange", data=sent, files={"file": (name, content)}, headers=OURS)
    return reply.status_code, reply.text


def theirs() -> bytes:
    return lines_of(THEIRS_SAID).encode()


def test_comparing_tells_how_far_both_agree_and_writes_nothing(client: TestClient, said: Path) -> None:
    status, page = brought(client, "compare", theirs())
    assert status == 200
    assert re.findall("<dd>([^<]+)</dd>", page) == ["3件", "2件（66.7％）", "0.50"]
    assert every(said) == OURS_SAID


def test_what_differs_leads_to_where_it_is_decided(client: TestClient, said: Path) -> None:
    _, page = brought(client, "import", theirs())
    row = re.search(r'<a href="(/measure\?id=[^"]+)">公共交通の再編</a>', page)
    assert row
    assert client.get(row[1]).status_code == 200
    assert "不採用（甲）" in page
    assert "採用○（乙）" in page
    assert "判断の記録 4件を取り込みました（すでにあるもの 0件）" in page
    assert "今の計画にない1施策への判断も取り込みました" in page
    assert [(one.who, one.way) for one in every(said)] == [("甲", "one")] * 3 + [("乙", "import")] * 4


def test_what_still_differs_stays_on_the_page_until_it_is_decided(client: TestClient, said: Path) -> None:
    assert "取り込んだ判断との突き合わせ" not in client.get("/exchange").text
    brought(client, "import", theirs())
    page = client.get("/exchange").text
    assert "取り込んだ判断との突き合わせ" in page
    assert re.findall("<dd>([^<]+)</dd>", page)[:2] == ["3件", "2件（66.7％）"]
    with store.opened(said) as db:
        decisions.add(db, decision(label="2", verdict="related", who="甲", when="2026-05-03T10:00:00"))
    assert re.findall("<dd>([^<]+)</dd>", client.get("/exchange").text)[:2] == ["3件", "3件（100.0％）"]
    with store.opened(said) as db:
        decisions.undo(db, "甲", of="甲")
        decisions.undo(db, "乙")
    assert "取り込んだ判断との突き合わせ" not in client.get("/exchange").text


def test_the_same_file_twice_adds_nothing(client: TestClient, said: Path) -> None:
    brought(client, "import", theirs())
    _, page = brought(client, "import", theirs())
    assert "判断の記録 0件を取り込みました（すでにあるもの 4件）" in page
    assert len(every(said)) == 7


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (theirs() + b"{\n", "乙の判断.jsonlの5行目：JSON として読めません"),
        ("判断".encode("cp932"), "乙の判断.jsonl：UTF-8 の文字として読めません"),
        (b"PK\x03\x04\xff\xfe", "UTF-8 の文字として読めません"),
        (json.dumps({"measure": "<script>x"}).encode(), "1行目：「scheme」がありません"),
    ],
)
def test_a_file_with_one_wrong_line_is_refused_whole(client: TestClient, said: Path, content: bytes, told: str) -> None:
    status, page = brought(client, "import", content)
    assert status == 409
    assert told in page
    assert "<script>x" not in page
    assert every(said) == OURS_SAID


def test_names_of_files_stay_text_and_are_no_paths(client: TestClient, said: Path) -> None:
    for name, shown in (("../../<b>乙.jsonl", "「&lt;b&gt;乙.jsonl」"), ("C:\\机\\乙.jsonl", "「乙.jsonl」")):
        _, page = brought(client, "compare", theirs(), name)
        assert shown in page
    assert sorted(path.name for path in said.iterdir()) == ["journal.jsonl", "planlink.db"]


@pytest.mark.parametrize(("does", "status"), [("import", 403), ("compare", 403), ("answers", 403)])
def test_a_form_of_another_page_is_refused(client: TestClient, said: Path, does: str, status: int) -> None:
    assert brought(client, does, theirs(), csrf="wrong")[0] == status
    assert every(said) == OURS_SAID


def test_a_form_that_is_none_is_refused(client: TestClient, said: Path) -> None:
    csrf = csrf_of(client)
    assert client.post("/exchange", data={"csrf": csrf, "do": "import"}, headers=OURS).status_code == 403
    bad = {**OURS, "Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/exchange", content=b"--y\r\n", headers=bad).status_code == 403
    assert brought(client, "nothing", b"x")[0] == 400
    status, page = brought(client, "import", b"", name="")
    assert status == 409
    assert "ファイルが選ばれていません" in page


def test_a_file_that_is_too_large_is_refused(client: TestClient, said: Path) -> None:
    status, page = brought(client, "import", b"\n" * (17 * 1024 * 1024))
    assert status == 413
    assert "大きすぎます" in page
    other = client.post("/name", content=b"x" * (600 * 1024), headers=OURS)
    assert other.status_code == 413


def test_the_record_comes_with_names_and_without(client: TestClient, said: Path) -> None:
    reply = client.get("/exchange/file?what=decisions")
    assert "%E5%88%A4%E6%96%AD%E3%81%AE%E8%A8%98%E9%8C%B2.jsonl" in reply.headers["content-disposition"]
    assert events_of(reply.content, "x") == OURS_SAID
    without = client.get("/exchange/file?what=decisions&names=no")
    assert "甲" not in without.text
    assert len(events_of(without.content, "x")) == 3


def test_answers_go_out_as_a_list_and_come_back_filled_in(client: TestClient, said: Path, tmp_path: Path) -> None:
    path = tmp_path / "回答.xlsx"
    path.write_bytes(client.get("/exchange/file?what=answers").content)
    book = load_workbook(path)
    sheet = book["点検結果"]
    head = [cell.value for cell in sheet[1]]
    sheet.cell(2, head.index("回答") + 1).value = "理由を付して現行どおり"
    sheet.cell(2, head.index("理由") + 1).value = "=1+1"
    id = str(sheet.cell(2, head.index("点検ID") + 1).value)
    book.save(path)
    _, page = brought(client, "answers", path.read_bytes(), "回答.xlsx")
    assert "回答 1件を記録しました" in page
    with store.opened(said) as db:
        assert answers.latest(db)[id].verdict == "keep"
    assert "新しい回答はありませんでした" in brought(client, "answers", path.read_bytes(), "回答.xlsx")[1]


def test_a_list_of_answers_is_taken_whole_or_not_at_all(client: TestClient, said: Path) -> None:
    text = "点検ID,回答\nkpi-year.1,修正する\nx,たぶん\n"
    status, page = brought(client, "answers", text.encode("utf-8-sig"), "回答.csv")
    assert status == 409
    assert "3行目の回答「たぶん」を読み取れません" in page
    with store.opened(said) as db:
        assert answers.latest(db) == {}
    status, page = brought(client, "answers", "点検ID,回答\n無い.1,修正する\n".encode(), "回答.csv")
    assert "今の点検にない 1件の回答は記録しませんでした（無い.1）" in page


def test_a_small_file_that_unpacks_to_much_is_refused(client: TestClient, said: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b" " * (130 * 1024 * 1024))
    status, page = brought(client, "answers", packed.getvalue(), "回答.xlsx")
    assert status == 409
    assert "中身が大きすぎます" in page
    assert "表を読めません" in brought(client, "answers", b"PK\x03\x04 nothing", "回答.xlsx")[1]


BOUNDARY = "----WebKitFormBoundaryAbC123"


def _body(name: str, content: bytes) -> bytes:
    return (
        (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n記号&=%\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        + content
        + f"\r\n--{BOUNDARY}--\r\n".encode()
    )


@settings(deadline=None)
@given(st.binary(max_size=300).filter(lambda content: BOUNDARY.encode() not in content))
def test_a_file_comes_out_of_its_form_as_it_went_in(content: bytes) -> None:
    form = form_of(f"multipart/form-data; boundary={BOUNDARY}", _body("判断の記録.jsonl", content))
    assert form.content == content
    assert form.fields == {"csrf": "記号&=%"}
    assert form.name == "判断の記録.jsonl"


@settings(deadline=None)
@given(st.text(max_size=80), st.binary(max_size=200))
def test_any_body_is_a_form_or_none(kind: str, body: bytes) -> None:
    form_of(kind, body)
    form_of(f"multipart/form-data; boundary={BOUNDARY}", body)


def test_only_our_own_pages_may_bring(outsider: TestClient) -> None:
    reply = outsider.post("/exchange", data={"do": "import"}, headers={"Origin": HERE})
    assert reply.status_code == 401
