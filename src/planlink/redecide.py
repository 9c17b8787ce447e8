"""redecide(): an analysis with the decisions as they stand now, without a document or a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planlink.audit.coverage import coverage
from planlink.audit.mapping import mapping
from planlink.links.decided import decided, proposals
from planlink.records.findings import Analysis
from planlink.records.links import Decision


def redecide(analysis: Analysis, decisions: Sequence[Decision]) -> Analysis:
    """The analysis with these decisions in place of those it was made with: its links, coverage and rows of the SDG
    table. `decisions` are all of them, or the last words. Findings stay as they were until the next build."""
    own = proposals(analysis.links, analysis.proposed)
    links, proposed = decided(own, analysis.scores, decisions, analysis.measures)
    covered = coverage(analysis.plans, links, analysis.scores)
    rows = mapping(analysis.plans, links, covered)
    return replace(analysis, links=links, proposed=proposed, coverage=covered, mapping=rows)
