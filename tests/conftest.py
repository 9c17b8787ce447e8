"""Its place puts tests/ on the path, so that every test can import `factories`; plans that cost seconds to read are
read once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from planlink.read import read
from planlink.records.plans import Plan

DEMO = Path(__file__).parents[1] / "corpus" / "demo"


@pytest.fixture(scope="session")
def demo_strategy() -> Plan:
    return read(DEMO / "strategy.pdf")


@pytest.fixture(scope="session")
def demo_vision() -> Plan:
    return read(DEMO / "vision.pdf")


@pytest.fixture(scope="session")
def demo_summary() -> Plan:
    return read(DEMO / "plan-summary.pdf")


@pytest.fixture(scope="session")
def demo_plans(demo_strategy: Plan, demo_vision: Plan, demo_summary: Plan) -> dict[str, Plan]:
    """The three plans of the made-up city by file stem."""
    return {plan.id: plan for plan in (demo_strategy, demo_vision, demo_summary)}
