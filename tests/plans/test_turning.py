"""Where the text of a measure goes on on another sheet."""

from __future__ import annotations

import pytest

from planlink.plans.turning import turns
from planlink.records.outline import Paragraph, PlacedFrame
from planlink.records.places import Turn, sheet_at
from texts import frame, line, plan_of_pages

SEA, HILLS = "港を直します。", "山も守ります。"
BOTH = SEA + HILLS


def paragraph(text: str, page: int | None, *over: tuple[int, int]) -> Paragraph:
    return Paragraph(text, page, over[-1][1] if over else page, turns=tuple(Turn(*one) for one in over))


@pytest.mark.parametrize(
    ("text", "paragraphs", "first", "found"),
    [
        (SEA, [paragraph(SEA, 3)], 3, []),
        (SEA, [paragraph(SEA, 4)], 3, [(SEA, 4)]),
        (SEA, [paragraph(SEA, 3, (4, 4))], 3, [("ます。", 4)]),
        (BOTH, [paragraph(SEA, 3), paragraph(HILLS, 4)], 3, [(HILLS, 4)]),
        # the last letters alone stand on the next sheet, and before them too
        (BOTH, [paragraph(BOTH, 3, (12, 4))], 3, [("す。", 4)]),
        # markers and departments that the text leaves out
        (BOTH, [paragraph(f"ア　{SEA}", 3), paragraph(f"イ　{HILLS}", 4)], 3, [(HILLS, 4)]),
        (BOTH, [paragraph(f"{SEA}（港湾課）", 3), paragraph(HILLS, 4)], 3, [(HILLS, 4)]),
        # a title of its own that the text does not have
        (SEA, [paragraph("海の再生", 3), paragraph(SEA, 4)], 3, [(SEA, 4)]),
        # three sheets, one of them left out
        (BOTH, [paragraph(SEA, 3, (2, 4)), paragraph(HILLS, 6)], 3, [("直します。" + HILLS, 4), (HILLS, 6)]),
        # the same piece twice: it cannot be told where the second sheet begins
        ("朝。朝。朝。", [paragraph("昼。", 3), paragraph("朝。", 4)], 3, [("朝。朝。朝。", 4)]),
        ("夜。朝。昼。朝。", [paragraph("昼夜。", 3), paragraph("朝。", 4)], 3, []),
        (SEA, [paragraph(SEA, None)], None, []),
        ("", [paragraph(SEA, 4)], 3, []),
        (SEA, [], 3, []),
        (SEA, [paragraph("", 4)], 3, []),
    ],
)
def test_turns(text: str, paragraphs: list[Paragraph], first: int | None, found: list[tuple[str, int]]) -> None:
    made = turns(text, paragraphs, first)
    assert [(text[turn.start :], turn.page) for turn in made] == found
    assert sorted({turn.start for turn in made}) == [turn.start for turn in made]


def test_the_sheet_of_a_letter() -> None:
    over = (Turn(5, 4), Turn(9, 6))
    assert [sheet_at(start, 3, over) for start in (0, 4, 5, 8, 9, 99)] == [3, 3, 4, 4, 6, 6]
    assert sheet_at(0, None, ()) is None


@pytest.mark.parametrize(
    ("pages", "found"),
    [((), []), ((3, 3, 3), []), ((3, 4, 4), [(2, 4)]), ((3, 4, 5), [(2, 4), (5, 5)]), ((3, 3, 4), [(5, 4)])],
)
def test_a_box_goes_on_where_its_lines_do(pages: tuple[int, ...], found: list[tuple[int, int]]) -> None:
    assert list(PlacedFrame(frame("港と", "山と，", "里"), 3, pages=pages).turns) == found


def test_a_measure_that_goes_on_on_the_next_page() -> None:
    found = plan_of_pages(
        ("戦略です。", "１ 具体的な施策", "(1) 海", line("港を直し，市内と市外の若い人が集まる", full=True)),
        ("朝市を開きます。", "(2) 山", "山を守ります。"),
    )
    sea, mountain = found.measures
    assert (sea.page, sea.page_end, mountain.turns) == (1, 2, ())
    assert [(sea.text[turn.start :], turn.page) for turn in sea.turns] == [("朝市を開きます。", 2)]
    assert sea.place_of("港を直し").page == sea.place_of("海").page == sea.place_of("どこにもない").page == 1
    assert sea.place_of("朝市").page == 2
    assert [(one.text[turn.start :], turn.page) for one in found.passages for turn in one.turns] == [
        ("朝市を開きます。", 2)
    ]
