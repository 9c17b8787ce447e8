"""A PDF that is drawn in another order gives the same plan and the same export."""

from __future__ import annotations

from pathlib import Path

import pytest
from shuffled import DEMO, REAL, differences, exported, shuffle

from planlink.documents.pdf import read_pages
from planlink.read import read
from planlink.records.findings import Analysis
from planlink.records.plans import Plan
from shelf import Shelf

PDFS = Path(__file__).parent / "pdfs"


def alone(plan: Plan) -> Analysis:
    return Analysis((plan,), (), (), (), (), (), ())


@pytest.fixture(scope="module")
def shuffled_demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    folder = tmp_path_factory.mktemp("shuffled")
    return {f.stem: read(shuffle(f, folder / f.name, seed)) for seed, f in enumerate(sorted(DEMO.glob("*.pdf")))}


@pytest.mark.parametrize("name", ["plan-summary", "strategy", "vision"])
def test_the_demo_says_the_same(name: str, demo_plans: dict[str, Plan], shuffled_demo: dict[str, Plan]) -> None:
    plan, other = demo_plans[name], shuffled_demo[name]
    assert list(differences(exported(alone(plan)), exported(alone(other)))) == []
    assert (plan.passages, plan.mentions, plan.doubts) == (other.passages, other.mentions, other.doubts)
    assert plan.sha256 != other.sha256


@pytest.mark.parametrize(("seed", "path"), list(enumerate(sorted(PDFS.glob("layout_*.pdf")))))
def test_small_plans_say_the_same(seed: int, path: Path, tmp_path: Path, shelf: Shelf) -> None:
    other = read(shuffle(path, tmp_path / path.name, seed))
    assert list(differences(exported(alone(shelf.plan(path))), exported(alone(other)))) == []


def test_a_shuffled_file_is_drawn_in_another_order(tmp_path: Path) -> None:
    path = PDFS / "layout_plan.pdf"
    (one,), (other,) = (read_pages(p, 1, 1) for p in (path, shuffle(path, tmp_path / "a.pdf", 1)))
    assert one.letters != other.letters
    assert sorted(one.letters) == sorted(other.letters)


def test_differences_are_seen() -> None:
    one, other = (
        {"items": [{"id": "a", "title": "港"}], "links": []},
        {"items": [{"id": "a", "title": "山"}], "links": []},
    )
    (found,) = differences(one, other)
    assert found.startswith("items: ")
    assert "港" in found
    assert "山" in found
    assert list(differences(one, {**one, "items": []})) == ["items: 1 | 0"]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not here")
def test_the_real_strategy_says_the_same(tmp_path: Path) -> None:
    """All that links, audit and export rest on; `bench/shuffled.py` holds the whole exports against each other."""
    path = REAL / "strategy.pdf"
    plan, other = read(path), read(shuffle(path, tmp_path / path.name, 7))
    assert list(differences(exported(alone(plan)), exported(alone(other)))) == []
    assert (plan.passages, plan.mentions, plan.doubts) == (other.passages, other.mentions, other.doubts)
