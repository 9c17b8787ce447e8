"""Names that differ from place to place, and those that only look so."""

import pytest

from factories import item, mention, plan
from planlink.audit import wording
from planlink.audit.matter import Draft, Matter

NAME = "支え合い、安心して住み続けられる地域をつくる"


def goals(*names: str) -> list[Draft]:
    mentions = [mention(label="基本目標1", name=name, page=page) for page, name in enumerate((NAME, *names), start=1)]
    goal = item(label="基本目標1", title=NAME)
    return list(wording.goal_names(Matter((plan(items=(goal,), mentions=mentions),), ())))


def test_one_word_differs() -> None:
    (draft,) = goals("支え合い、安心して暮らし続けられる地域をつくる")
    assert draft.facts["second"] == "支え合い、安心して暮らし続けられる地域をつくる"
    assert [place.page for place in draft.places] == [1, 2]


def test_the_same_other_spelling_in_two_places_is_one_finding() -> None:
    other = "支え合い、安心して暮らし続けられる地域をつくる"
    (draft,) = goals(other, other)
    assert [place.page for place in draft.places] == [1, 2, 3]


@pytest.mark.parametrize(
    "name",
    [
        NAME,
        "支え合い，安心して住み続けられる地域をつくる。",
        "支え合い、安心して住み続け",
        "支え合い、安心して住み続けられる地域をつくるために",
        "港のにぎわいを取り戻す",
    ],
    ids=["equal", "other comma", "cut by a column", "with more behind it", "another goal"],
)
def test_no_finding(name: str) -> None:
    assert goals(name) == []


def themes(first: str, second: str, label: str = "Ⅱ") -> list[Draft]:
    one = plan(id="戦略", mentions=(mention(document="戦略", kind="theme", label="II", name=first, page=3),))
    two = plan(id="計画", mentions=(mention(document="計画", kind="theme", label="II", name=second, page=4),))
    return list(wording.theme_names(Matter((one, two), ())))


def test_theme_written_otherwise_in_another_plan() -> None:
    (draft,) = themes("いろどる 港と里のなりわいづくり", "彩る 港と里のなりわいづくり")
    assert {(place.document, place.page) for place in draft.places} == {("戦略", 3), ("計画", 4)}


def test_blanks_and_width_are_no_difference() -> None:
    assert themes("いろどる 港と里のなりわいづくり", "いろどる港と里のなりわいづくり") == []
    assert themes("ＤＸで変わる市役所", "DXで変わる市役所") == []
