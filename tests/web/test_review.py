"""The review beyond single words: steps are taken back, notes are kept, sums and order follow what was said, and the
second pass goes through the measures with no ◎ or too many."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from factories import analysis, decision, declaration, evidence, item, link, measure, plan, score
from planlink.outputs.decision_rows import decision_table
from planlink.outputs.rows import plain
from planlink.outputs.words import STATES
from planlink.records.findings import Analysis
from planlink.records.links import Decision
from planlink.records.places import Turn
from planlink.redecide import redecide
from planlink.web.app import make_app
from planlink.web.gate import Gate, Keys
from planlink.workspace import decisions, store
from visitors import OURS, TestClient, csrf_of, entered, visitor

COLUMN = "/review?scheme=sdg&label=11"
NONE, ONE, MANY, BARE = "戦略.1.無", "戦略.1.一", "戦略.2.多", "戦略.2.裸"


def city() -> Analysis:
    """Four measures of two basic goals: with a ○ alone, one ◎, four ◎, no link at all."""
    goals = (item(), item(id="戦略.2", label="2", numbering=("2",), title="しごとをつくる"))
    measures = tuple(measure(id=id, title=id[-1], goal=id[:4]) for id in (NONE, ONE, MANY, BARE))
    links = (
        link(measure=NONE, level="related", chance=0.7, evidence=(evidence(),)),
        link(measure=ONE, chance=0.9),
        *(link(measure=MANY, label=label, chance=0.6) for label in ("3", "8", "11", "12")),
    )
    scores = tuple(score(measure=one.measure, label=one.label) for one in links)
    found = analysis(
        plans=(plan(items=goals, measures=measures, declared=(declaration(),)),), links=links, scores=scores
    )
    return redecide(found, ())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return made(tmp_path / "結果", city())


def made(folder: Path, found: Analysis) -> Path:
    folder.mkdir()
    with store.opened(folder, create=True) as db:
        store.save(db, found, store.Run("k"))
    return folder


def every(out: Path) -> tuple[Decision, ...]:
    with store.opened(out) as db:
        return decisions.every(db)


def standing(out: Path) -> dict[tuple[str, str], str]:
    with store.opened(out) as db:
        return {(word.measure, word.label): word.verdict for word in decisions.latest(db)}


def word(verdict: str = "primary", measure: str = ONE, label: str = "11", **more: str) -> dict[str, str]:
    return {"measure": measure, "scheme": "sdg", "label": label, "verdict": verdict, **more}


def post(client: TestClient, path: str, told: Any) -> Any:
    headers = {**OURS, "X-CSRF-Token": csrf_of(client), "Content-Type": "application/json"}
    return client.post(path, content=json.dumps(told), headers=headers)


def say(client: TestClient, number: str, *words: dict[str, str], way: str = "one", first: str = "") -> None:
    answer = post(client, "/decide", {"number": number, "first": first, "way": way, "words": list(words)})
    assert answer.status_code == 200


def undo(client: TestClient, step: str | int) -> dict[str, Any]:
    answer = post(client, "/undo", {"number": "undoing-1", "step": step})
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def call(client: TestClient, who: str) -> TestClient:
    client.post("/name", data={"csrf": csrf_of(client), "who": who}, headers=OURS)
    return client


def steps_on(client: TestClient, path: str = COLUMN) -> str:
    found = re.search(r'data-steps="([^"]*)"', client.get(path).text)
    assert found
    return found[1]


def test_undo_restores_what_stood_as_a_new_event(client: TestClient, out: Path) -> None:
    say(client, "number-1", word("related", why="所管課と協議"))
    say(client, "number-2", word("rejected"))
    told = undo(client, "number-2")
    assert told["stored"] == 1
    assert told["words"] == [word("related", why="所管課と協議")]
    assert told["said"] == "元に戻しました：「一」（目標11 住み続けられるまちづくりを）"
    assert undo(client, "number-1")["words"] == [word("", why="")]
    assert [(one.verdict, one.way, one.undoes) for one in every(out)] == [
        ("related", "one", 0),
        ("rejected", "one", 0),
        ("related", "undo", 2),
        ("open", "undo", 1),
    ]
    assert 'data-proposal="primary" data-verdict=""' in client.get(COLUMN).text


def test_what_was_taken_back_is_not_taken_back_again(client: TestClient, out: Path) -> None:
    say(client, "number-1", word())
    undo(client, "number-1")
    assert undo(client, "number-1") == {"stored": 0, "words": [word("", why="")], "said": ""}
    assert undo(client, "number-9") == {"stored": 0, "words": [], "said": ""}
    assert len(every(out)) == 2


def test_the_steps_of_this_person_can_be_taken_back_after_a_reload(app: Gate, keys: Keys) -> None:
    ours, theirs = (call(entered(visitor(app), keys), who) for who in ("企画課", "交通課"))
    say(ours, "number-1", word())
    say(theirs, "number-2", word(measure=NONE))
    say(ours, "number-3", word(label="3", measure=MANY), word(label="8", measure=MANY), way="rest")
    assert steps_on(ours) == "1 3"
    assert steps_on(theirs) == "2"
    assert steps_on(ours, "/second?id=" + NONE) == "1 3"
    told = undo(ours, 3)
    assert told["said"] == "2件の判断を元に戻しました。"
    assert steps_on(ours) == "1"


def test_a_later_word_of_another_is_not_taken_back(app: Gate, keys: Keys, out: Path) -> None:
    ours, theirs = (call(entered(visitor(app), keys), who) for who in ("企画課", "交通課"))
    say(ours, "number-1", word())
    say(theirs, "number-2", word("rejected"))
    told = undo(ours, "number-1")
    assert told["said"].startswith("その後に別の判断があります（1件，交通課）")
    assert (told["stored"], told["words"]) == (0, [word("rejected", why="")])
    assert standing(out) == {(ONE, "11"): "rejected"}


def test_pieces_of_one_step_are_taken_back_together(client: TestClient, out: Path) -> None:
    say(client, "number-1", word(), way="rest")
    say(client, "number-2", word(measure=NONE), way="rest", first="number-1")
    assert steps_on(client) == "1"
    assert undo(client, "number-1")["stored"] == 2
    assert standing(out) == {}


@pytest.mark.parametrize("step", [None, "", "short", 0, -1, True, 2**63, 1.5, [], {}, "長" * 9, "x" * 65])
def test_a_step_that_is_none_is_refused(client: TestClient, step: Any) -> None:
    assert post(client, "/undo", {"number": "undoing-1", "step": step}).status_code == 400


def test_undo_asks_for_the_token_of_the_session(client: TestClient) -> None:
    sent = {"content": '{"step": 1}', "headers": {**OURS, "Content-Type": "application/json"}}
    assert client.post("/undo", **sent).status_code == 403
    assert client.post("/takeback", data={"act": "1"}, headers=OURS).status_code == 403


def test_the_history_takes_a_step_back(client: TestClient, out: Path) -> None:
    say(client, "number-1", word("related", why="<i>協議</i>"))
    say(client, "number-2", word(measure=NONE), word(measure=BARE), way="rest")
    page = client.get("/history").text
    assert re.findall(r">([^<>]*判断を取り消す)</button>", page) == ["2件の判断を取り消す", "この判断を取り消す"]
    assert "&lt;i&gt;協議&lt;/i&gt;" in page
    form = {"csrf": csrf_of(client), "act": "2"}
    assert client.post("/takeback", data=form, headers=OURS).headers["location"] == "/history"
    page = client.get("/history").text
    assert page.count("取り消し済み") == 2
    assert re.findall(r">([^<>]*判断を取り消す)</button>", page) == ["この判断を取り消す"]
    assert standing(out) == {(ONE, "11"): "related"}


def test_the_history_says_why_a_step_stays(client: TestClient, out: Path) -> None:
    say(client, "number-1", word())
    say(client, "number-2", word("rejected"))
    answer = client.post("/takeback", data={"csrf": csrf_of(client), "act": "1"}, headers=OURS)
    assert answer.status_code == 409
    assert "その後に別の判断があります（1件）" in answer.text
    assert client.post("/takeback", data={"csrf": csrf_of(client), "act": "x"}, headers=OURS).status_code == 400
    assert standing(out) == {(ONE, "11"): "rejected"}


def test_a_note_stands_in_the_line_and_in_the_list(client: TestClient, out: Path) -> None:
    say(client, "number-1", word("related", why="  所管課と\n協議 <b>済み</b> "))
    assert [one.why for one in every(out)] == ["所管課と 協議 <b>済み</b>"]
    assert "理由：所管課と 協議 &lt;b&gt;済み&lt;/b&gt;" in client.get(COLUMN).text
    with store.opened(out) as db:
        table = decision_table(store.load_analysis(db), decisions.latest(db))
    at = [column.title for column in table.columns].index("理由")
    assert [plain(row[at]) for row in table.rows] == ["所管課と 協議 <b>済み</b>"]


def states(page: str) -> dict[str, tuple[str, ...]]:
    """Of each basic goal beside the column: ◎, ○, and the state of its row."""
    found = {}
    for row in re.findall(r'<tr data-subject="([^"]+)"(.*?)</tr>', page, re.DOTALL):
        numbers = re.findall(r'data-sum="\w+">(\d+)<', row[1])
        shown = re.findall(r'<span data-state="(\w+)"(?![^>]*hidden)', row[1])
        found[row[0]] = (*numbers, *shown)
    return found


def test_the_effect_on_the_row_of_the_basic_goal_is_that_of_the_table(client: TestClient, out: Path) -> None:
    assert states(client.get(COLUMN).text) == {"戦略.1": ("1", "1", "match"), "戦略.2": ("1", "0", "proposed")}
    say(client, "number-1", word("rejected"), word("rejected", measure=NONE), word("related", measure=MANY))
    assert states(client.get(COLUMN).text) == {"戦略.1": ("0", "0", "unsupported"), "戦略.2": ("0", "1", "none")}
    with store.opened(out) as db:
        rows = {(row.subject_id, row.label): STATES[row.state] for row in store.load_analysis(db).mapping}
    assert rows == {
        ("戦略.1", "11"): "本文の記述を確認",
        **{("戦略.2", goal): "追加の検討対象" for goal in ("3", "8", "12")},
    }


def test_a_plan_that_declares_nothing_has_candidates(tmp_path: Path, keys: Keys) -> None:
    found = city()
    bare = replace(found, plans=(replace(found.plans[0], declared=()),))
    client = entered(visitor(make_app(made(tmp_path / "裸", redecide(bare, ())), keys)), keys)
    page = client.get(COLUMN).text
    assert states(page)["戦略.1"] == ("1", "1", "proposed")
    assert re.search(r'<span data-state="proposed" class="chip ">候補<', page)


def test_the_sentence_is_shown_on_the_sheet_on_which_it_stands(tmp_path: Path, keys: Keys) -> None:
    text = "港を直します。介護の職員を増やします。"
    long = measure(id=ONE, title="一", text=text, goal="戦略.1", page=3, turns=[Turn(7, 4)])
    short = measure(id=NONE, title="無", text=text, goal="戦略.1", page=3)
    links = tuple(link(measure=one.id, label="11", evidence=(evidence("介護", 9, 11),)) for one in (long, short))
    found = analysis(plans=(plan(items=(item(),), measures=(long, short)),), links=links)
    client = entered(visitor(make_app(made(tmp_path / "別", found), keys)), keys)
    shown = re.findall(r'該当の頁を見る：(.)">(.)頁', client.get(COLUMN).text)
    assert sorted(shown) == [("一", "4"), ("無", "3")]


def test_what_changed_since_comes_first_and_waits_again(client: TestClient, out: Path) -> None:
    order = re.compile('data-measure="([^"]+)"')
    assert order.findall(client.get(COLUMN).text) == [MANY, NONE, ONE]
    with store.opened(out) as db:
        decisions.add(db, decision(measure=ONE, label="11", verdict="related", text="前の版の文"))
    page = client.get(COLUMN).text
    assert order.findall(page) == [ONE, MANY, NONE]
    assert page.count(" data-stale") == 1
    assert re.search(r'id="left-here">残り3<', page)
    say(client, "number-1", word("related"))
    page = client.get(COLUMN).text
    assert order.findall(page) == [MANY, NONE, ONE]
    assert (page.count(" data-stale"), re.search(r'id="left-here">残り2<', page) is None) == (0, False)


@pytest.mark.parametrize(("scheme", "label"), [("viewpoint", "DX"), ("theme", "II")])
def test_other_columns_have_the_same_order(tmp_path: Path, keys: Keys, scheme: str, label: str) -> None:
    measures = [measure(id=f"戦略.{n}") for n in range(3)]
    chances = dict(zip(measures, (0.9, 0.55, 0.99), strict=True))
    links = [
        link(measure=one.id, scheme=scheme, label=label, name=label, level=None, chance=chances[one])
        for one in measures
    ]
    found = analysis(plans=(plan(measures=measures),), links=links)
    out = made(tmp_path / "別", found)
    with store.opened(out) as db:
        decisions.add(db, decision(measure="戦略.2", scheme=scheme, label=label, verdict="linked", text="前の版の文"))
    page = entered(visitor(make_app(out, keys)), keys).get(f"/review?scheme={scheme}&label={label}").text
    assert re.findall('data-measure="([^"]+)"', page) == ["戦略.2", "戦略.1", "戦略.0"]


def second(client: TestClient) -> str:
    """The measure to which the second pass leads, empty where it is at its end."""
    answer = client.get("/second")
    return html.unescape(str(client.get(answer.headers["location"]).url.params["id"])) if answer.is_redirect else ""


def test_the_second_pass_has_those_without_and_those_with_too_many(client: TestClient) -> None:
    assert second(client) == NONE
    page = client.get(f"/second?id={NONE}").text
    assert "◎なし" in page
    assert "残り3件（3件のうち）" in page
    assert page.count("<tr id=") == 17
    assert re.search(rf'id="after" href="/second\?id={quote(MANY)}"', page)
    assert 'id="before"' not in page
    assert "◎が4つ" in client.get(f"/second?id={MANY}").text
    assert "◎の数は決まりの内です" in client.get(f"/second?id={ONE}").text
    assert client.get("/second?id=無い").status_code == 404


def test_the_city_s_own_rule_tells_how_many_are_too_many(tmp_path: Path, keys: Keys) -> None:
    client = entered(visitor(make_app(made(tmp_path / "四", replace(city(), most_primary=4)), keys)), keys)
    assert "残り2件" in client.get(f"/second?id={NONE}").text
    client = entered(visitor(make_app(made(tmp_path / "零", replace(city(), most_primary=1)), keys)), keys)
    assert "残り3件" in client.get(f"/second?id={NONE}").text


def test_a_measure_that_is_left_as_it_is_leaves_the_list(client: TestClient, out: Path) -> None:
    say(client, "number-1", word("related", measure=NONE))
    assert second(client) == NONE  # decided in its column, but not yet looked at as a whole
    say(client, "number-2", word("related", measure=NONE), way="whole")
    assert second(client) == MANY
    assert {one.way for one in every(out)} == {"one", "whole"}
    page = client.get(f"/second?id={NONE}").text
    assert "このままでよい</span>" in page
    assert "残り2件（3件のうち）" in page
    say(client, "number-3", word("rejected", measure=NONE))
    assert "残り3件" in client.get(f"/second?id={NONE}").text  # it is other than it was left
    undo(client, "number-3")
    undo(client, "number-2")
    assert "残り3件" in client.get(f"/second?id={NONE}").text


def test_a_measure_without_links_is_left_with_none(client: TestClient) -> None:
    goals = [word("rejected", measure=BARE, label=str(goal)) for goal in range(1, 18)]
    say(client, "number-1", *goals, way="whole")
    page = client.get(f"/second?id={BARE}").text
    assert "このままでよい</span>" in page
    assert "残り2件" in page


def test_the_pass_goes_on_where_one_left_off_and_ends(client: TestClient, out: Path) -> None:
    four = [word("primary", measure=MANY, label=label) for label in ("3", "8", "11", "12")]
    say(client, "number-1", *four, way="whole")
    assert second(client) == BARE  # after the last one left, not the first
    goals = [word("rejected", measure=BARE, label=str(goal)) for goal in range(1, 18)]
    say(client, "number-2", *goals, way="whole")
    assert second(client) == NONE
    say(client, "number-3", word("primary", measure=NONE))
    assert second(client) == ""
    assert "すべて見終わりました" in client.get("/second").text


def test_a_new_edition_of_the_text_brings_a_measure_back(client: TestClient, out: Path) -> None:
    say(client, "number-1", word("related", measure=NONE), way="whole")
    found = city()
    (changed,) = [replace(one, text="改めた文。") for one in found.plans[0].measures if one.id == NONE]
    measures = tuple(changed if one.id == NONE else one for one in found.plans[0].measures)
    with store.opened(out) as db:
        store.save(db, replace(found, plans=(replace(found.plans[0], measures=measures),)), store.Run("k2"))
    assert "残り3件" in client.get(f"/second?id={NONE}").text
