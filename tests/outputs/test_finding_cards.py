"""Findings on the page: the same rows as in the workbook, with pictures of their places."""

from __future__ import annotations

from dataclasses import replace

from factories import analysis, finding, place, plan
from planlink.outputs.audit_rows import finding_paper
from planlink.outputs.finding_cards import OF_OTHERS, PICTURES, cards, pictured
from planlink.outputs.rows import plain
from planlink.records.findings import Analysis, Answer, Finding


def audit(*findings: Finding) -> Analysis:
    return analysis(plans=(plan(),), findings=findings)


def many(severity: str, count: int) -> Finding:
    return finding(id=severity, severity=severity, places=[place(page=n, text=f"箇所{n}") for n in range(1, count + 1)])


def test_the_page_has_the_rows_of_the_paper() -> None:
    town = audit(many("note", 3), many("error", 1), finding(id="hidden", shown=False))
    paper = finding_paper(town, ("壊れた.pdf：開けません。",))
    groups = cards(paper, town, {})
    assert [title for title, _ in groups] == ["要修正", "参考", "未点検"]
    said = [
        (card.number, card.state, card.check, card.message, tuple(spot.ref for spot in card.spots), card.answer)
        for _, found in groups
        for card in found
    ]
    assert said == [tuple(plain(cell) if n in (1, 2, 3, 5) else cell for n, cell in enumerate(r)) for r in paper.rows]


def test_answered_findings_stand_together_at_the_end() -> None:
    one = many("error", 1)
    answered = replace(one, id="b", answer=Answer("b", "keep", one.said))
    groups = cards(finding_paper(audit(answered, one)), audit(answered, one), {})
    assert [(title, len(found)) for title, found in groups] == [("要修正", 1), ("回答済み", 1)]


def test_pictures_go_to_the_gravest_first_and_are_no_more_than_forty() -> None:
    town = audit(*(replace(many("note", 3), id=str(n)) for n in range(3)), many("error", 9))
    wanted = pictured(town)
    assert [one.page for one in wanted] == [1, 2, 3, 4]  # the notes' places are the same ones
    crowd = audit(*(finding(id=str(n), places=[place(page=n + 1)]) for n in range(99)))
    assert len(pictured(crowd)) == PICTURES


def test_places_without_a_page_and_findings_that_are_not_shown_have_no_picture() -> None:
    assert pictured(audit(finding(places=[place(page=None)]), finding(id="h", shown=False))) == []


def test_a_picture_stands_at_its_place_only() -> None:
    note = many("note", 4)
    town = audit(note)
    ((_, (card,)),) = cards(finding_paper(town), town, dict.fromkeys(note.places, b"png"))
    assert [bool(spot.picture) for spot in card.spots] == [n < OF_OTHERS for n in range(4)]
    assert card.spots[0].picture == "data:image/png;base64,cG5n"
