"""Letters that CP932 lacks: which stand-in each gets, and that none is replaced in silence."""

from __future__ import annotations

import sys

import pytest

from planlink.outputs.cp932 import LOST, STAND_INS, in_cp932


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ｒ７〜Ｒ９", "Ｒ７～Ｒ９"),
        ("▲367人 −3", "▲367人 －3"),
        ("港—里", "港―里"),
        ("2025–2027", "2025‐2027"),
        ("‖¢£¬¦¥", "∥￠￡￢￤￥"),
        ("補塡・剝離・頰・𠮟る", "補填・剥離・頬・叱る"),
        ("か\u3099は\u309a", "がぱ"),
        ("か\u309a", "か゜"),
        ("葛\U000e0100城", "葛城"),
        ("12㎢", "12km2"),
        ("施策2㉑", "施策2(21)"),
        ("❶拠点", "①拠点"),
        ("1½", "1(1/2)"),
        ("café", "cafe"),
        ("a\u200bb\u00a0c", "ab c"),
        ("𠮷野", f"{LOST}野"),
        ("\ue000\x85", LOST),
    ],
)
def test_a_letter_that_lacks_has_a_sensible_stand_in(text: str, written: str) -> None:
    plain, replaced = in_cp932(text)
    assert plain == written
    assert plain.encode("cp932").decode("cp932") == plain
    assert replaced


@pytest.mark.parametrize("text", ["", "abc\r\n\t", "施策①㈱髙﨑℡№ⅠⅱＫＰＩ", "～－―∥￠￡￢", "ｶﾅ【】…※▲"])
def test_what_cp932_has_stays(text: str) -> None:
    assert in_cp932(text) == (text, ())


def test_each_letter_is_told_once_with_its_code() -> None:
    _, replaced = in_cp932("〜𠮷〜葛\U000e0100")
    assert [(one.letter, one.code, one.by) for one in replaced] == [
        ("〜", "U+301C", "～"),
        ("𠮷", "U+20BB7", "〓"),
        ("葛\U000e0100", "U+845B U+E0100", "葛"),
    ]


def test_every_letter_can_be_written() -> None:
    every = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    plain, _ = in_cp932(every)
    assert plain.encode("cp932").decode("cp932") == plain


def test_no_stand_in_needs_one_itself() -> None:
    for letter, by in STAND_INS.items():
        assert in_cp932(by) == (by, ())
        assert in_cp932(letter)[1]
