"""The package's face: what `import planlink` offers, and that it costs nothing until it is used."""

import subprocess
import sys

import pytest

import planlink


@pytest.mark.parametrize("name", [name for name in planlink.__all__ if name != "__version__"])
def test_every_name_is_there(name: str) -> None:
    code = f"import planlink; assert planlink.{name}.__name__ == {name!r}; from planlink import {name}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_unknown_names_are_no_attributes() -> None:
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        _ = planlink.guess


def test_the_import_alone_loads_no_stage() -> None:
    code = "import sys, planlink; sys.exit(','.join(m for m in sys.modules if m.startswith('planlink.')) or None)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
