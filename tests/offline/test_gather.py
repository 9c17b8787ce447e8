"""offline/gather.py: what is named with its hash, and that nothing else is installed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import gather
import pytest

from small_wheels import write_wheel


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    write_wheel(tmp_path, "planlink", "0.1.0")
    write_wheel(tmp_path, "Numbers_Lib", "2.0", "cp313-cp313-win_amd64")
    write_wheel(tmp_path, "Numbers_Lib", "2.0", "cp312-cp312-win_amd64")
    return tmp_path


def test_each_package_is_named_once_with_the_hashes_of_its_wheels(wheels: Path) -> None:
    found = gather.seal(wheels)
    assert len(found) == 3
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}
    two, one, own = (f"--hash=sha256:{hashes[name]}" for name in sorted(hashes))
    assert (wheels / "requirements.txt").read_text() == (
        f"numbers-lib==2.0 \\\n    {two} \\\n    {one}\nplanlink[semantic,serve]==0.1.0 \\\n    {own}\n"
    )
    told = {line[66:]: line[:64] for line in (wheels / "SHA256SUMS").read_text().splitlines()}
    assert {name: told[name] for name in hashes} == hashes
    assert set(told) == {*hashes, "requirements.txt"}


def test_sealing_again_changes_nothing(wheels: Path) -> None:
    gather.seal(wheels)
    before = (wheels / "SHA256SUMS").read_bytes()
    gather.seal(wheels)
    assert (wheels / "SHA256SUMS").read_bytes() == before


def test_a_wheel_that_was_changed_is_not_installed(tmp_path: Path) -> None:
    path = write_wheel(tmp_path, "planlink", "0.1.0")
    gather.seal(tmp_path)
    write_wheel(tmp_path, "planlink", "0.1.0", text="changed = True\n")
    pip = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--require-hashes", "--target"]
    exact = [str(tmp_path / "to"), "--find-links", str(tmp_path), "-r", str(tmp_path / "requirements.txt")]
    done = subprocess.run([*pip, *exact], capture_output=True, text=True)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert path.exists()


def test_our_own_wheels_have_to_be_there(wheels: Path) -> None:
    assert gather.wheel_of("planlink", wheels).name == "planlink-0.1.0-py3-none-any.whl"
    with pytest.raises(FileNotFoundError, match="make wheels"):
        gather.wheel_of("unidic-lite", wheels)


def test_what_we_build_is_not_asked_of_an_index() -> None:
    one, own, two = (
        f"{name}==1.0 \\\n    --hash=sha256:a\n    # via thinc\n" for name in ("tqdm", "unidic-lite", "wrapt")
    )
    assert "".join(gather._without_own(one + own + two)) == one + two
