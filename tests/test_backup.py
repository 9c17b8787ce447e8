"""planlink backup, restore and purge: nothing lost, nothing half, nothing elsewhere."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from factories import decision, town
from planlink.cli import main
from planlink.records.findings import Answer
from planlink.web import tray
from planlink.workspace import answers, backup, copies, decisions, jobs, manifest, purge, restore, store

Content = dict[str, bytes]


def run(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], input=typed, catch_exceptions=False)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A workspace with two decisions, one of them taken back, an answer, a copy, and what a person put there."""
    folder, source = tmp_path / "結果", tmp_path / "戦略.pdf"
    (folder / "reports").mkdir(parents=True)
    (folder / "run.json").write_text("{}\n")
    (folder / "reports" / "report.html").write_text("帳票", encoding="utf-8")
    (folder / "reports" / "~$SDGs対応表.xlsx").write_text("開いている印", encoding="utf-8")
    source.write_bytes(b"%PDF" * 1000)
    with store.opened(folder, create=True) as db:
        store.save(db, town(), store.Run("k"))
        store.save_copies(db, copies.mirror([source], folder, frozenset()))
        decisions.add(db, decision(who="甲", when="2026-04-01T09:00:00"))
        decisions.add(db, decision(label="11", verdict="rejected", who="乙", when="2026-04-01T09:01:00"))
        decisions.undo(db, "乙")
        answers.add(db, [Answer("kpi-year.1", "fix", "R6年度", "企画課")])
    (folder / "documents" / "手持ち.pdf").write_bytes(b"%PDF of a person")
    return folder


@pytest.fixture
def file(out: Path, tmp_path: Path) -> Path:
    assert run("backup", out, tmp_path / "控え.zip").exit_code == 0
    return tmp_path / "控え.zip"


def content(file: Path) -> Content:
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def pack(file: Path, parts: Content) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)


def told(parts: Content) -> Any:
    return json.loads(parts[manifest.FILE])


def tell(parts: Content, said: Any) -> None:
    parts[manifest.FILE] = json.dumps(said).encode()


def put(parts: Content, name: str, data: bytes) -> None:
    """A member as an evil hand would add it: with its right size and hash in the manifest."""
    said = told(parts)
    said["members"] = [one for one in said["members"] if one["name"] != name]
    said["members"].append({"_": "Member", "name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    parts.pop(name, None)
    parts[name] = data
    tell(parts, said)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def words(out: Path) -> tuple[Any, ...]:
    with store.opened(out) as db:
        acts = [(one, one.act, one.undoes) for one in decisions.every(db)]
        return acts, answers.latest(db), store.load_copies(db), store.load_run(db), store.load_analysis(db)


def test_a_round_trip_keeps_every_word_and_gives_the_same_export(out: Path, file: Path, tmp_path: Path) -> None:
    back = tmp_path / "戻した"
    result = run("restore", file, back)
    assert result.exit_code == 0
    assert "判断の記録 3件，点検への回答の記録 1件" in result.output
    assert words(back) == words(out)
    for folder, name in ((out, "元"), (back, "戻")):
        run("export", folder, "--format", "jsonl", "-o", tmp_path / name)
    exported = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("元", "戻")]
    assert exported[0] == exported[1] != {}
    kept = ("documents/戦略.pdf", "documents/手持ち.pdf", "reports/report.html", "run.json")
    assert [(back / name).read_bytes() for name in kept] == [(out / name).read_bytes() for name in kept]
    assert names(back / "reports") == ["report.html"]


def test_the_same_workspace_gives_the_same_bytes_and_an_empty_folder_will_do(
    out: Path, file: Path, tmp_path: Path
) -> None:
    back = tmp_path / "空"
    back.mkdir()
    assert run("restore", file, back).exit_code == 0
    run("backup", back, tmp_path / "２つめ.zip")
    assert (tmp_path / "２つめ.zip").read_bytes() == file.read_bytes()
    assert list(content(file)) == [
        "planlink.db",
        "run.json",
        "journal.jsonl",
        "documents/戦略.pdf",
        "documents/手持ち.pdf",
        "reports/report.html",
        manifest.FILE,
    ]


def test_an_open_write_of_another_process_is_not_in_the_backup(out: Path, tmp_path: Path) -> None:
    with store.opened(out) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO requests VALUES ('half', 99)")
        assert run("backup", out, tmp_path / "控え.zip").exit_code == 0
        db.execute("ROLLBACK")
    assert run("restore", tmp_path / "控え.zip", tmp_path / "戻した").exit_code == 0
    with store.opened(tmp_path / "戻した") as db:
        assert decisions.act_of(db, "half") is None


def test_a_build_in_the_middle_is_noticed(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = backup._write

    def meanwhile(part: Path, files: list[tuple[str, Path]]) -> manifest.Manifest:
        with store.opened(out) as db:
            store.save(db, town(), store.Run("other"))
        return write(part, files)

    monkeypatch.setattr(backup, "_write", meanwhile)
    result = run("backup", out, tmp_path / "控え.zip")
    assert (result.exit_code, "控えを取る間に作り直されました" in result.output) == (2, True)
    assert not (tmp_path / "控え.zip").exists()


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("控え.zip", "--force"),
        ("結果/控え.zip", "作業フォルダーの中です"),
        ("結果", "フォルダーです"),
        ("無い/a.zip", "控えを書けません"),
    ],
)
def test_backup_refuses_what_it_must_not_write(where: str, sentence: str, out: Path, tmp_path: Path) -> None:
    (tmp_path / "控え.zip").write_text("前の控え", encoding="utf-8")
    before = names(tmp_path)
    result = run("backup", out, tmp_path / where)
    assert (result.exit_code, sentence in result.output) == (2, True)
    assert (tmp_path / "控え.zip").read_text(encoding="utf-8") == "前の控え"
    assert names(tmp_path) == before
    assert names(out) == ["documents", "journal.jsonl", "planlink.db", "reports", "run.json"]


class Killed(BaseException):
    """As a signal in the middle."""


def killed(*_: object, **__: object) -> None:
    raise Killed


@pytest.mark.parametrize("full", [Killed(), OSError(28, "No space left on device")], ids=["killed", "full"])
def test_a_backup_that_is_stopped_leaves_the_old_file(
    full: BaseException, out: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, there = file.read_bytes(), names(tmp_path)

    def stopped(*_: object) -> None:
        raise full

    monkeypatch.setattr(os, "fsync", stopped)
    if isinstance(full, Killed):
        with pytest.raises(Killed):
            run("backup", out, file, "--force")
    else:
        assert "空き容量" in run("backup", out, file, "--force").output
    assert (file.read_bytes(), names(tmp_path)) == (before, there)


@pytest.mark.parametrize("step", ["_put", "_ask_sound"])
def test_a_restore_that_is_stopped_leaves_nothing(
    step: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = names(tmp_path)
    monkeypatch.setattr(restore, step, killed)
    with pytest.raises(Killed):
        run("restore", file, tmp_path / "戻した")
    assert names(tmp_path) == there


def _tampered(parts: Content) -> None:
    parts["documents/戦略.pdf"] = b"%PEF" * 1000


def _longer(parts: Content) -> None:
    parts["documents/戦略.pdf"] += b"x"


def _missing(parts: Content) -> None:
    del parts["run.json"]


def _unnamed(parts: Content) -> None:
    parts["documents/余分.pdf"] = b"%PDF"


def _without_manifest(parts: Content) -> None:
    del parts[manifest.FILE]


def _broken_manifest(parts: Content) -> None:
    parts[manifest.FILE] = parts[manifest.FILE][:-20]


def _foreign_manifest(parts: Content) -> None:
    tell(parts, ["planlink"])


def _negative(parts: Content) -> None:
    said = told(parts)
    said["members"][1]["size"] = -1
    tell(parts, said)


def _bomb(parts: Content) -> None:
    """Far more than the manifest says."""
    parts["documents/戦略.pdf"] = bytes(50_000_000)


def _said_bomb(parts: Content) -> None:
    said = told(parts)
    said["members"][1]["size"] = manifest.MOST_OF_ALL * 10
    tell(parts, said)


def _without_database(parts: Content) -> None:
    del parts["planlink.db"]
    tell(parts, told(parts) | {"members": told(parts)["members"][1:]})


def _no_database(parts: Content) -> None:
    put(parts, "planlink.db", b"SQLite format 3\0" + bytes(5000))


def _torn_database(parts: Content) -> None:
    put(parts, "planlink.db", parts["planlink.db"][:-4096])


def _added(name: str) -> Callable[[Content], None]:
    def change(parts: Content) -> None:
        put(parts, name, b"evil")

    change.__name__ = name.replace("\0", "NUL")
    return change


EVIL = (
    "../逃げた",
    "documents/../../逃げた",
    "documents/..",
    "documents/",
    "/逃げた",
    "documents//逃げた",
    "documents/下/逃げた",
    "documents\\..\\..\\逃げた",
    "documents/..\\..\\逃げた",
    "documents/C:逃げた",
    "C:/逃げた",
    "planlink.db-journal",
    "other/逃げた",
    "逃げた",
)


@pytest.mark.parametrize(
    "change",
    [
        _tampered,
        _longer,
        _missing,
        _unnamed,
        _without_manifest,
        _broken_manifest,
        _foreign_manifest,
        _negative,
        _bomb,
        _said_bomb,
        _without_database,
        _no_database,
        _torn_database,
        *map(_added, EVIL),
    ],
    ids=lambda change: change.__name__,
)
def test_a_changed_file_is_refused_and_leaves_nothing(
    change: Callable[[Content], None], file: Path, tmp_path: Path
) -> None:
    parts, there = content(file), names(tmp_path)
    change(parts)
    pack(file, parts)
    result = run("restore", file, tmp_path / "戻した")
    assert result.exit_code == 2
    assert "planlink の控えではないか，壊れています" in result.output
    assert names(tmp_path) == there
    assert not Path("/逃げた").exists()


def test_a_member_that_unpacks_to_more_than_all_headers_say_is_refused(file: Path, tmp_path: Path) -> None:
    parts, much = content(file), 50_000_000
    true = len(parts["documents/戦略.pdf"])
    parts["documents/戦略.pdf"] = bytes(much)
    pack(file, parts)
    data = file.read_bytes()
    assert data.count(struct.pack("<I", much)) == 2
    file.write_bytes(data.replace(struct.pack("<I", much), struct.pack("<I", true)))
    assert "壊れています" in run("restore", file, tmp_path / "戻した").output
    assert not (tmp_path / "戻した").exists()


def test_the_changes_above_are_what_is_refused(file: Path, tmp_path: Path) -> None:
    parts = content(file)
    put(parts, "documents/足した.pdf", b"%PDF")
    pack(file, parts)
    assert run("restore", file, tmp_path / "戻した").exit_code == 0


def test_members_are_looked_at_before_anything_is_written_where_they_are_too_much(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "MOST_OF_ALL", 1000)
    monkeypatch.setattr(restore, "_put", killed)
    assert "壊れています" in run("restore", file, tmp_path / "戻した").output


def test_a_disk_that_is_too_small_is_told(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: type("Usage", (), {"free": 10}))
    result = run("restore", file, tmp_path / "戻した")
    assert (result.exit_code, "空き容量が足りません" in result.output) == (2, True)
    assert not (tmp_path / "戻した").exists()


@pytest.mark.parametrize("entry", ["twice", "link", "bzip2"])
def test_entries_that_no_backup_has_are_refused(entry: str, file: Path, tmp_path: Path) -> None:
    parts = content(file)
    pack(file, {name: data for name, data in parts.items() if name != "run.json" or entry == "twice"})
    kind = zipfile.ZIP_BZIP2 if entry == "bzip2" else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(file, "a", kind) as packed:
        own = zipfile.ZipInfo("run.json")
        own.compress_type = kind
        own.external_attr = (0o120777 if entry == "link" else 0o644) << 16
        if entry == "twice":
            with pytest.warns(UserWarning, match="Duplicate"):
                packed.writestr(own, parts["run.json"])
        else:
            packed.writestr(own, parts["run.json"])
    assert "壊れています" in run("restore", file, tmp_path / "戻した").output
    assert not (tmp_path / "戻した").exists()


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7 no zip", b"PK\x05\x06" + bytes(18)])
def test_another_file_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "別.zip").write_bytes(data)
    result = run("restore", tmp_path / "別.zip", tmp_path / "戻した")
    assert (result.exit_code, "planlink の控えではない" in result.output) == (2, True)
    assert names(tmp_path) == ["別.zip"]


@pytest.mark.parametrize("seed", range(60))
def test_a_file_with_flipped_bytes_is_whole_or_refused(seed: int, out: Path, file: Path, tmp_path: Path) -> None:
    chance, data = random.Random(seed), bytearray(file.read_bytes())
    tail = len(data) - 2500 if seed % 2 else 0  # the directory, which says where all else is
    for _ in range(1 + seed % 5):
        data[chance.randrange(max(0, tail), len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)
    result = run("restore", file, tmp_path / "戻した")
    if result.exit_code:
        assert (result.exit_code, result.output.startswith("エラー：")) == (2, True)
        assert not (tmp_path / "戻した").exists()
    else:
        assert words(tmp_path / "戻した") == words(out)
    assert [name for name in names(tmp_path) if name.startswith(".planlink-")] == []


@pytest.mark.parametrize("field", ["edition", "database"])
def test_a_backup_of_a_newer_planlink_is_told_so(field: str, file: Path, tmp_path: Path) -> None:
    parts = content(file)
    tell(parts, told(parts) | {field: 99, "planlink": "9.0.0", "members": [{"other": 1}]})
    pack(file, parts)
    result = run("restore", file, tmp_path / "戻した")
    assert (result.exit_code, "新しい版の planlink（9.0.0）で取った控えです" in result.output) == (2, True)
    assert not (tmp_path / "戻した").exists()


def test_a_database_that_calls_files_elsewhere_its_copies_is_refused(file: Path, tmp_path: Path) -> None:
    parts, evil = content(file), tmp_path / "evil.db"
    evil.write_bytes(parts["planlink.db"])
    db = sqlite3.connect(evil)
    with db:
        db.execute("UPDATE run SET value = ? WHERE name = 'copies'", ('["../../大事.txt"]',))
    db.close()
    put(parts, "planlink.db", evil.read_bytes())
    pack(file, parts)
    assert "壊れています" in run("restore", file, tmp_path / "戻した").output


@pytest.mark.parametrize("there", ["file", "full", "no parent"])
def test_restore_never_writes_over_anything(there: str, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "先"
    if there == "file":
        target.write_text("x")
    elif there == "full":
        target.mkdir()
        (target / "大事.txt").write_text("x")
    else:
        target = target / "下"
    before = sorted(tmp_path.rglob("*"))
    assert run("restore", file, target).exit_code == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_purge_removes_what_planlink_made_and_names_what_stays(out: Path, tmp_path: Path) -> None:
    (out / ".incoming" / "1.part").mkdir(parents=True)
    (out / ".incoming" / "1.part" / "x.pdf").write_text("x")
    (out / "reports" / "SDGs対応表.xlsx").write_text("x")
    (out / "reports" / ".planlink-left").mkdir()
    (out / "planlink.db-wal").write_text("")
    (out / "メモ.txt").write_text("x")
    result = run("purge", out, "--yes")
    assert result.exit_code == 0, result.output
    left = ["documents/手持ち.pdf", "reports/~$SDGs対応表.xlsx", "メモ.txt"]
    assert sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()) == left
    assert "ほかのファイル 3件" in result.output
    assert all(str(out / name) in result.output for name in left)
    assert (tmp_path / "戦略.pdf").is_file()


def test_purge_removes_the_folder_where_nothing_else_is_in_it(file: Path, out: Path) -> None:
    (out / "documents" / "手持ち.pdf").unlink()
    (out / "reports" / "~$SDGs対応表.xlsx").unlink()
    assert run("purge", out, typed="はい\n").exit_code == 0
    assert not out.exists()


@pytest.mark.parametrize("typed", ["\n", "いいえ\n", "yes\n", ""])
def test_purge_asks_and_names_what_is_lost(typed: str, out: Path) -> None:
    before = sorted(out.rglob("*"))
    result = run("purge", out, typed=typed)
    assert result.exit_code != 0
    assert "判断の記録 3件，点検への回答の記録 1件も消えます" in result.output
    assert f"planlink backup {out}" in result.output
    assert sorted(out.rglob("*")) == before


def test_purge_refuses_a_folder_that_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "大事.pdf").write_text("x")
    result = run("purge", tmp_path, "--yes")
    assert (result.exit_code, "作業フォルダーではありません" in result.output) == (2, True)
    assert (tmp_path / "documents" / "大事.pdf").is_file()


def test_purge_stays_in_its_folder_whatever_the_database_says(out: Path, tmp_path: Path) -> None:
    (tmp_path / "大事.txt").write_text("x")
    with store.opened(out) as db:
        store.save_copies(db, frozenset({"../../大事.txt", str(tmp_path / "大事.txt"), "..", ""}))
    assert run("purge", out, "--yes").exit_code == 0
    assert (tmp_path / "大事.txt").is_file()


def test_a_purge_that_is_stopped_can_be_done_again(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(purge, "_loose", lambda folder: killed())
        with pytest.raises(Killed):
            run("purge", out, "--yes")
        assert (out / "planlink.db").is_file()
    assert run("purge", out, "--yes").exit_code == 0
    assert not (out / "planlink.db").exists()


def test_purge_waits_for_no_build_and_says_so(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.1)
    with store.opened(out) as db:
        db.execute("BEGIN IMMEDIATE")
        result = run("purge", out, "--yes")
        db.execute("ROLLBACK")
    assert (result.exit_code, "ほかの planlink が使用中です" in result.output) == (2, True)
    assert (out / "documents" / "戦略.pdf").is_file()


@pytest.fixture
def cities(out: Path, tmp_path: Path) -> Path:
    """A run over two cities, one with what people said, its parts, and the index over them."""
    run_folder = tmp_path / "県"
    for name in ("あ市", "い町"):
        shutil.copytree(out, run_folder / name)
    (run_folder / "い町" / "メモ.txt").write_text("x")
    with jobs.opened(run_folder) as table:
        table.put(jobs.Job("あ市", "戦略.pdf"))
    for made in ("parts/1.parquet", "parts/.1.parquet.2.half", "index/meta.json", "index/1.store", "jobs.db-journal"):
        (run_folder / made).parent.mkdir(exist_ok=True)
        (run_folder / made).write_text("")
    return run_folder


def test_purge_takes_all_cities_of_a_run_and_what_belongs_to_none(cities: Path) -> None:
    result = run("purge", cities, typed="はい\n")
    assert result.exit_code == 0, result.output
    assert "2の市町村の作業フォルダーがあります" in result.output
    assert "判断の記録 6件" in result.output
    left = {str(path.relative_to(cities)) for path in cities.rglob("*") if path.is_file()}
    own = {"documents/手持ち.pdf", "reports/~$SDGs対応表.xlsx"}
    assert left == {f"{name}/{file}" for name in ("あ市", "い町") for file in own} | {"い町/メモ.txt"}


def test_a_purge_of_a_run_that_is_stopped_after_its_cities_can_be_done_again(
    cities: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(purge, "_of_run", lambda folder: killed())
        with pytest.raises(Killed):
            run("purge", cities, "--yes")
    assert run("purge", cities, "--yes").exit_code == 0
    assert not [path for path in cities.iterdir() if path.name not in ("あ市", "い町")]


def test_workspaces_that_happen_to_lie_in_one_folder_are_not_purged_together(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "棚" / "あ市")
    result = run("purge", tmp_path / "棚", "--yes")
    assert result.exit_code == 2
    assert (tmp_path / "棚" / "あ市" / store.DATABASE).is_file()


def test_purge_takes_the_job_table_of_one_city(file: Path, out: Path) -> None:
    with jobs.opened(out):
        pass
    assert run("purge", out, "--yes").exit_code == 0
    assert not list(out.glob("jobs.db*"))


def test_purge_knows_where_the_page_keeps_what_was_sent() -> None:
    assert tray.FOLDER == purge.INCOMING


def test_the_manifest_of_an_older_database_reads_back(file: Path) -> None:
    found = manifest.read(content(file)[manifest.FILE].decode())
    assert manifest.read(manifest.written(replace(found, database=3))) == replace(found, database=3)
