"""Running heads and page numbers over a whole document."""

from __future__ import annotations

from dataclasses import replace

from sheets import line, page

from planlink.documents.zones import strip
from planlink.records.documents import Frame, Line, Note, Page
from planlink.records.places import Box

HEAD = "みなと野市総合戦略"


def document(count: int = 4, head: str = HEAD, size: float = 8.0) -> tuple[Page, ...]:
    return tuple(
        page(
            line(head.replace("#", str(n)), y=40, size=size),
            line(f"第{'一二三四五六'[n]}の本文であり，港の整備を述べる", y=100),
            line("港の整備を進めるとともに，海を守る", y=116),
            line(f"- {n + 1} -", x=280, y=800),
            number=n + 1,
        )
        for n in range(count)
    )


def heads(pages: tuple[Page, ...]) -> list[list[str]]:
    return [[h.text for h in p.heads] for p in pages]


def body(pages: tuple[Page, ...]) -> list[int]:
    return [len(p.blocks) for p in pages]


def test_running_heads_and_page_numbers_come_off() -> None:
    pages = strip(document())
    assert heads(pages) == [[HEAD, f"- {n} -"] for n in range(1, 5)]
    assert body(pages) == [2, 2, 2, 2]


def test_heads_that_differ_by_their_number_come_off() -> None:
    assert heads(strip(document(head="第#章 港の整備")))[2] == ["第2章 港の整備", "- 3 -"]


def test_heads_that_change_with_the_chapter_come_off_though_one_of_them_has_most_pages() -> None:
    named = ("第１章 港", "第３章 港の施策", "第３章 港の施策", "第３章 港の施策", "第３章 港の施策", "資料編")
    pages = tuple(
        page(line(head, y=40, size=8.0), line(f"{n}頁の本文であり，港の整備を述べる", y=200), number=n)
        for n, head in enumerate(named, start=1)
    )
    assert heads(strip(pages)) == [[head] for head in named]


def test_a_cover_without_a_head_does_not_matter() -> None:
    cover = page(line("みなと野市の計画", y=300, size=22), number=1)
    assert heads(strip((cover, *document())))[1] == [HEAD, "- 1 -"]


def test_the_same_heading_at_the_top_of_pages_stays() -> None:
    """On other pages text stands at that height, so it is the first line of the type area."""
    same = [page(line("⑷ 具体的な施策", y=66), line("港の整備を述べる本文である", y=90)) for _ in range(3)]
    other = [page(line(f"本文が続く{n}頁目の始まりである", y=66), line("本文", y=90)) for n in "一二三"]
    pages = strip((same[0], other[0], same[1], other[1], same[2], other[2]))
    assert body(pages) == [2] * 6


def test_slide_titles_larger_than_the_text_stay() -> None:
    assert body(strip(document(size=18.0))) == [3, 3, 3, 3]


def test_a_head_in_a_box_comes_off() -> None:
    frame = Frame((line("資料編", y=42, size=8),), Box(60, 38, 130, 54))
    boxed = tuple(replace(p, blocks=(replace(frame), *p.blocks[1:])) for p in document())
    assert heads(strip(boxed))[0] == ["資料編", "- 1 -"]


def test_numbers_within_the_text_stay() -> None:
    pages = tuple(
        page(line(f"{place}の利用者数", y=60), line(f"{n}", y=76), line("人である", y=92), line(f"本文{place}", y=200))
        for n, place in enumerate(("港", "海辺", "町なか"), start=120)
    )
    assert body(strip(pages)) == [4, 4, 4]


def titled(size: float, beside: float) -> tuple[Page, ...]:
    """A number of this size at the head, with a title to its right in letters of the size `beside`."""
    return tuple(
        page(
            line(f"{n}", y=60, size=size),
            line(("港の整備", "道の手入れ", "山の恵み")[n - 1], x=120, y=62, size=beside),
            line("港の整備を進めるとともに，海を守る", y=160),
            number=n + 2,
        )
        for n in range(1, 4)
    )


def test_the_large_number_of_a_chapter_stays_with_its_title() -> None:
    assert body(strip(titled(24.0, 16.0))) == [3, 3, 3]


def test_a_number_that_heads_no_title_comes_off() -> None:
    assert body(strip(titled(10.0, 16.0))) == [2, 2, 2]
    assert body(strip(titled(24.0, 10.0))) == [2, 2, 2]


def test_the_number_of_a_single_page_comes_off() -> None:
    pages = strip((page(line("港の整備", y=100), line("13", x=290, y=800)),))
    assert heads(pages) == [["13"]]


def test_a_note_goes_on_over_a_page_end() -> None:
    one, two = document(2)
    begun = replace(one, notes=(Note("1", "港町：港の", 1),))
    pages = strip((begun, replace(two, notes=(Note("", "ある町", 2), Note("2", "海", 2)))))
    assert [[(n.label, n.text) for n in p.notes] for p in pages] == [[("1", "港町：港のある町")], [("2", "海")]]


def test_short_pages_have_no_full_lines() -> None:
    short = page(replace(line("短い行", y=100), full=True), number=9)
    pages = strip((*document(), short))
    assert [b.full for b in pages[-1].blocks if isinstance(b, Line)] == [False]


def test_nothing_is_lost_and_nothing_changes_twice() -> None:
    pages = strip(document())
    assert strip(pages) == pages


def test_pages_without_places_stay_as_they_are() -> None:
    plain = (Page(None, 0.0, 0.0, (Line("港の整備"), Line("13"))),)
    assert strip(plain) == plain
