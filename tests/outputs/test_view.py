"""What is shown to whom."""

from __future__ import annotations

from factories import analysis, evidence, finding, link, mapping_row, measure, plan
from planlink.outputs.view import confirmed_only, for_the_public
from planlink.records.findings import Analysis


def city() -> Analysis:
    return analysis(
        plans=(plan(measures=(measure(), measure(id="戦略.2"))),),
        links=(
            link(status="confirmed", evidence=(evidence(),)),
            link(measure="戦略.2"),
            link(label="3", status="review"),
            link(label="4", status="rejected"),
        ),
        mapping=(
            mapping_row(primary=("戦略.1.ア.1", "戦略.2")),
            mapping_row(label="3", state="proposed", primary=("戦略.1.ア.1",)),
            mapping_row(label="14", state="unsupported", primary=()),
        ),
        findings=(finding(),),
    )


def test_with_confirmed_links_alone_the_table_has_them_alone() -> None:
    seen = confirmed_only(city())
    assert [(one.measure, one.status) for one in seen.links] == [("戦略.1.ア.1", "confirmed")]
    assert [row.primary for row in seen.mapping] == [("戦略.1.ア.1",), (), ()]
    assert seen.findings == city().findings


def test_the_public_sees_no_findings_no_open_links_and_no_additions() -> None:
    seen = for_the_public(city())
    assert seen.findings == ()
    assert [(one.measure, one.status) for one in seen.links] == [("戦略.1.ア.1", "confirmed"), ("戦略.2", "linked")]
    assert [row.label for row in seen.mapping] == ["11", "14"]
    assert not [part for one in seen.links for part in one.evidence]
