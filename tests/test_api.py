"""The public verbs and records: each says what it takes and gives, with an example that runs as it is printed."""

from __future__ import annotations

import doctest
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import planlink

PLAN = """# 総合戦略

計画期間 令和7年度から令和11年度まで

## 基本目標１ 港を生かす

### 具体的な施策

#### (1) 浜の清掃

浜に流れ着いたごみを、住民とともに拾います。

#### (2) 漁船の係留場所

漁港に係留場所を増やし、漁業を続けやすくします。

### 重要業績評価指標（KPI）

| 指標 | 基準値（令和5年度） | 目標値（令和11年度） |
|---|---|---|
| 拾ったごみの量 | 12トン | 20トン |
"""
"""The document that the examples call 計画.md."""

PUBLIC = [name for name in planlink.__all__ if name != "__version__"]
ERRORS = {"read": "DocumentError", "relate": "KnowledgeError", "build": "WorkspaceError", "Settings": "SettingsError"}
"""What a public verb raises is promised by name."""


def examples(name: str) -> doctest.DocTest:
    """The example in a docstring, as it would run after `import planlink`."""
    said = inspect.getdoc(getattr(planlink, name)) or ""
    return doctest.DocTestParser().get_doctest(said, {"__name__": "example"}, name, None, None)


@pytest.mark.parametrize("name", PUBLIC)
def test_the_example_gives_what_is_printed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "計画.md").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    example, report = examples(name), list[str]()
    assert any(one.want for one in example.examples), f"{name} has no example with an outcome"
    failed, _ = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=report.append)
    assert failed == 0, "".join(report)


def test_an_example_that_is_wrong_is_noticed() -> None:
    wrong = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "wrong", None, None)
    assert doctest.DocTestRunner().run(wrong, out=lambda _: None).failed == 1


@pytest.mark.parametrize(("name", "error"), ERRORS.items())
def test_a_verb_names_its_errors(name: str, error: str) -> None:
    assert error in (inspect.getdoc(getattr(planlink, name)) or "")


@pytest.mark.parametrize("verb", ["read", "relate"])
def test_a_verb_stays_one_when_its_module_was_loaded_before(verb: str) -> None:
    asked = f"import planlink.{verb}, planlink; from planlink import {verb}; print(callable({verb}), planlink.{verb})"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"True <function {verb} ")


def test_a_name_that_is_not_public_is_none() -> None:
    with pytest.raises(AttributeError, match="no attribute 'write'"):
        getattr(planlink, "write")  # noqa: B009
