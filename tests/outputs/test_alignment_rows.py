"""What answers what, one row a pair."""

from __future__ import annotations

from dataclasses import replace

from factories import alignment, analysis, evidence, plan, town
from planlink.outputs import words
from planlink.outputs.alignment_rows import alignment_table


def test_a_pair_has_both_sides_in_full_and_no_answer_is_told_plainly() -> None:
    given = replace(
        town(),
        alignments=(
            alignment(
                target="戦略.1",
                score=0.61237,
                evidence=(evidence("港"), evidence("港"), evidence(None), evidence("船")),
            ),
            replace(alignment(source="ビジョン.1", target=None, score=0.1), document="戦略"),
            alignment(source="ビジョン.1", target=None, score=0.0),
        ),
    )
    pair, none, nowhere = alignment_table(given).rows
    assert pair == (
        *("戦略.1.ア.1", "公共交通の再編", "みなと野市総合戦略", 3),
        *("戦略.1", "誰もが安心して移動できるまちをつくる", "みなと野市総合戦略", 2),
        *(0.612, "候補", "港・船"),
    )
    assert none == (
        *("ビジョン.1", "港の夜景づくり", "ビジョン.txt", None),
        *(None, None, "みなと野市総合戦略", None),
        *(0.1, words.NOTHING, ""),
    )
    assert nowhere[6] == "すべての計画"


def test_an_id_that_is_not_known_stays_itself() -> None:
    (row,) = alignment_table(analysis(plans=(plan(),), alignments=(alignment(source="甲", target="乙"),))).rows
    assert row[:8] == ("甲", None, None, None, "乙", None, None, None)
