"""offline/lay.py: what lies where in the portable folder, and what is refused."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import gather
import lay
import pytest
from standin import write_embed

from small_wheels import windows_file, write_wheel

RUNTIME = windows_file("kernel32.dll", "vcruntime140.dll")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """planlink's, one that asks for Microsoft's C++ library, and the one that brings it."""
    folder = tmp_path_factory.mktemp("wheels")
    write_wheel(folder, "planlink", "0.1.0")
    asks = {"asks/core.pyd": windows_file("python313.dll", "msvcp140.dll", "api-ms-win-crt-math-l1-1-0.dll")}
    write_wheel(folder, "asks", "1.0", "cp313-cp313-win_amd64", more=asks)
    write_wheel(folder, "asks", "1.0", "cp312-cp312-win_amd64")
    brings = {"sklearn/.libs/msvcp140.dll": RUNTIME, "sklearn/fit.pyd": windows_file("msvcp140.dll")}
    write_wheel(folder, "scikit_learn", "1.0", "cp313-cp313-win_amd64", more=brings)
    gather.seal(folder)
    return folder


@pytest.fixture(scope="module")
def folder(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("usb")
    write_embed(place / "python-3.13.9-embed-amd64.zip", "3.13")
    lay.lay(wheels, "3.13", place / "planlink", place / "python-3.13.9-embed-amd64.zip")
    return place / "planlink"


def test_the_start_file_is_the_python_itself(folder: Path) -> None:
    assert (folder / "planlink.exe").read_bytes() == (folder / "python.exe").read_bytes()
    scripts = {".bat", ".cmd", ".ps1", ".vbs", ".js", ".wsf", ".lnk", ".reg"}
    assert not [path for path in folder.rglob("*") if path.suffix.lower() in scripts]
    assert not (folder / "Lib" / "site-packages" / "bin").exists()


def test_it_looks_for_modules_in_the_folder_alone(folder: Path) -> None:
    lines = (folder / "python313._pth").read_text(encoding="utf-8").splitlines()
    assert lines == ["python313.zip", ".", "Lib/site-packages", "import site"]
    assert (folder / "Lib" / "site-packages" / "sitecustomize.py").is_file()
    assert (folder / "Lib" / "site-packages" / "planlink" / "__init__.py").is_file()


def test_every_file_stands_in_the_sums(folder: Path) -> None:
    told = {line[66:]: line[:64] for line in (folder / gather.SUMS).read_text("utf-8").splitlines()}
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    del files[gather.SUMS]
    assert told == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def test_the_library_that_packages_ask_for_lies_beside_the_python(folder: Path, tmp_path: Path) -> None:
    assert (folder / "msvcp140.dll").read_bytes() == RUNTIME
    assert lay.lacking(folder, "3.13") == {}


def test_a_library_that_nobody_brings_is_named(wheels: Path, tmp_path: Path) -> None:
    lay.lay(wheels, "3.13", tmp_path / "planlink")
    (tmp_path / "planlink" / "msvcp140.dll").unlink()
    assert lay.lacking(tmp_path / "planlink", "3.13") == {"msvcp140.dll": ["Lib/site-packages/asks/core.pyd"]}
    assert "python313.dll" in lay.lacking(tmp_path / "planlink", "3.12")


def test_without_a_python_the_note_says_which_one_to_add(wheels: Path, tmp_path: Path) -> None:
    lay.lay(wheels, "3.13", tmp_path / "planlink")
    assert not list((tmp_path / "planlink").glob("*.exe"))
    note = (tmp_path / "planlink" / lay.NOTE).read_text(encoding="utf-8-sig")
    assert "python313._pth" in note
    assert "3xx" not in note


@pytest.mark.parametrize("python", ["3.11", "3.12"])
def test_a_python_of_another_version_is_refused(wheels: Path, tmp_path: Path, python: str) -> None:
    write_embed(tmp_path / "embed.zip", python)
    with pytest.raises(lay.BundleError, match=r"not an embeddable Python 3\.13 .* python313\.dll"):
        lay.lay(wheels, "3.13", tmp_path / "planlink", tmp_path / "embed.zip")
    assert not (tmp_path / "planlink").exists()


def test_a_file_that_is_no_python_is_refused(wheels: Path, tmp_path: Path) -> None:
    for name, data in {"cut.zip": b"PK\3\4", "setup.exe": b"MZ"}.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(lay.BundleError, match="no zip file"):
            lay.check_embed(tmp_path / name, "3.13")
    with pytest.raises(lay.BundleError, match="no zip file"):
        lay.check_embed(tmp_path / "nowhere.zip", "3.13")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as held:
        held.writestr("python.exe", "")
    with pytest.raises(lay.BundleError, match="not an embeddable"):
        lay.check_embed(tmp_path / "other.zip", "3.13")
