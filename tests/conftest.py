"""Its place puts tests/ on the path, so that every test can import `factories`; plans that cost seconds to read are
read once a run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from planlink.links import choice
from planlink.records.findings import Analysis
from planlink.records.plans import Plan
from planlink.relate import relate
from planlink.settings import Settings
from planlink.workspace.build import build
from shelf import Shelf

DEMO = Path(__file__).parents[1] / "corpus" / "demo"
DEMO_NAMES = {"strategy": "総合戦略（案）.pdf", "plan-summary": "実施計画　概要版.pdf", "vision": "長期ビジョン.pdf"}


@pytest.fixture(scope="session", autouse=True)
def models() -> Iterator[None]:
    """Each model is loaded once a process, where `relate` loads it anew for each city, and that costs seconds."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("load_model", "lsa_encoder"):
            patch.setattr(choice, name, cache(getattr(choice, name)))
        yield


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "shelf"
    folder.mkdir(exist_ok=True)
    return Shelf(folder)


@pytest.fixture(scope="session")
def demo_strategy(shelf: Shelf) -> Plan:
    return shelf.plan(DEMO / "strategy.pdf")


@pytest.fixture(scope="session")
def demo_vision(shelf: Shelf) -> Plan:
    return shelf.plan(DEMO / "vision.pdf")


@pytest.fixture(scope="session")
def demo_summary(shelf: Shelf) -> Plan:
    return shelf.plan(DEMO / "plan-summary.pdf")


@pytest.fixture(scope="session")
def demo_plans(demo_strategy: Plan, demo_vision: Plan, demo_summary: Plan) -> dict[str, Plan]:
    """The three plans of the made-up city by file stem."""
    return {plan.id: plan for plan in (demo_strategy, demo_vision, demo_summary)}


@pytest.fixture(scope="session")
def demo_related(shelf: Shelf, demo_plans: dict[str, Plan]) -> Analysis:
    """The three plans related by the model that needs no extra, without a person's word."""
    plans = [demo_plans[stem] for stem in DEMO_NAMES]
    return shelf.record("related", lambda: relate(plans, (), Settings(model="core")))


@pytest.fixture(scope="session")
def demo_city(shelf: Shelf) -> Path:
    """The workspace of the made-up city, from files with Japanese names. Tests that write take a copy."""

    def make(folder: Path) -> None:
        handed_in = folder / "計画 書"
        handed_in.mkdir(parents=True)
        for stem, name in DEMO_NAMES.items():
            shutil.copy(DEMO / f"{stem}.pdf", handed_in / name)
        build([handed_in], folder / "結果", Settings())

    return shelf.once("市", make) / "結果"
