"""The file: making it, opening it, versions, safeguards."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from ledger_samples import DIGEST, sample, sample_evidence

from treuga.errors import LedgerError
from treuga.ledger import Ledger, connect

TABLES = ("reports", "statements", "mentions", "times", "quantities", "places", "events", "evidence", "linked")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with the sample report and one piece of evidence."""
    report, original, testimony = sample()
    with Ledger.create(tmp_path / "ledger.db") as ledger, ledger.writer() as writer:
        writer.add_report(report, original, testimony)
        writer.add_evidence(DIGEST, report.id, [sample_evidence(report)])
    return tmp_path / "ledger.db"


def code_of(call, *args) -> str:
    with pytest.raises(LedgerError) as caught:
        call(*args)
    assert caught.value.where
    assert caught.value.remedy
    return caught.value.code


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "action", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "INSERT OR REPLACE INTO {} SELECT * FROM {}"]
)
def test_rows_stay_as_they_were_written(path: Path, table: str, action: str) -> None:
    db = sqlite3.connect(path)
    (column,) = db.execute(
        "SELECT name FROM pragma_table_info(?) WHERE name NOT IN ('n', 'position')", (table,)
    ).fetchone()[:1]
    sql = action.format(table, *((column, column) if action.startswith("UPDATE") else (table,)))
    before = db.execute(f"SELECT * FROM {table}").fetchall()
    assert before
    with pytest.raises(sqlite3.IntegrityError, match=f"{table}: "):
        db.execute(sql)
    assert db.execute(f"SELECT * FROM {table}").fetchall() == before
    db.close()


def test_a_ledger_is_in_wal_mode_and_marked_as_ours(path: Path) -> None:
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA application_id").fetchone() == (connect.APPLICATION,)
    assert db.execute("PRAGMA user_version").fetchone() == (len(connect.migrations()),)
    db.close()


def test_creating_again_keeps_everything(path: Path) -> None:
    with Ledger.create(path) as ledger:
        assert len(ledger.reports()) == 1
        assert ledger.verify().ok


def test_no_ledger(tmp_path: Path) -> None:
    assert code_of(Ledger, tmp_path / "ledger.db") == "TR401"
    assert code_of(Ledger, tmp_path) == "TR401"
    assert list(tmp_path.iterdir()) == []  # asking made nothing


def test_no_folder(tmp_path: Path) -> None:
    assert code_of(Ledger.create, tmp_path / "absent" / "ledger.db") == "TR406"


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").mkdir()
    assert code_of(Ledger.create, tmp_path / "ledger.db") == "TR406"


@pytest.mark.parametrize("content", [b"Dear diary, nothing happened today. " * 40, b"SQLite format 3\0" + b"x" * 900])
def test_a_file_of_another_kind_is_left_alone(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "ledger.db"
    other.write_bytes(content)
    assert code_of(Ledger, other) == "TR403"
    assert code_of(Ledger.create, other) == "TR403"
    assert other.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "ledger.db"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE birds (name)")
    db.close()
    before = other.read_bytes()
    assert code_of(Ledger, other) == "TR403"
    assert code_of(Ledger.create, other) == "TR403"
    assert other.read_bytes() == before


def test_a_ledger_of_a_newer_version_is_left_alone(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 4711")
    db.close()
    assert code_of(Ledger, path) == "TR404"
    assert code_of(Ledger.create, path) == "TR404"


def old_layout(path: Path, version: int) -> None:
    """A file as an older version would have left it."""
    db = sqlite3.connect(path, isolation_level=None)
    for number, script in enumerate(connect.migrations()[:version], 1):
        db.executescript(f"{script}; PRAGMA user_version = {number};")
    db.close()


@pytest.mark.parametrize("version", range(len(connect.migrations())))
def test_a_writer_brings_an_older_layout_up_to_date(tmp_path: Path, version: int) -> None:
    path = tmp_path / "ledger.db"
    if version:
        old_layout(path, version)
    else:
        path.touch()  # as after a kill while it was made
    with Ledger(path) as ledger:
        for question in (ledger.reports, ledger.stats, ledger.verify, lambda: ledger.search("thaw")):
            assert code_of(question) == "TR405"
        with ledger.writer() as writer:
            writer.add_report(*sample())
        assert len(ledger.reports()) == 1
        result = ledger.verify()
        assert result.ok, result.problems


def test_a_migration_that_fails_leaves_the_version_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = connect.migrations()
    bad = "CREATE TABLE half (x); INSERT INTO nowhere VALUES (1)"
    monkeypatch.setattr(connect, "migrations", lambda: (*known, bad))
    with pytest.raises(LedgerError, match="nowhere"):
        Ledger.create(path)
    monkeypatch.undo()
    with Ledger(path) as ledger:
        assert len(ledger.reports()) == 1
        assert ledger.verify().ok  # no table is left over, and the lock is free


@pytest.mark.parametrize(
    "name", ["what? a #1 ledger%20.db", "ledger?mode=rwc&vfs=none.db", "ünïcode ☮.db", "file:x.db"]
)
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    with Ledger.create(tmp_path / name) as ledger, ledger.writer() as writer:
        writer.add_report(*sample())
    assert (tmp_path / name).is_file()
    with Ledger(tmp_path / name) as ledger:
        assert len(ledger.reports()) == 1


def test_a_relative_path_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Ledger.create("ledger.db") as ledger:
        assert ledger.stats().reports == 0


# --- after a crash, and on media that cannot be written ---------------------------------------------------------------

DIE = """
import os, sys
sys.path.insert(0, sys.argv[2])
from ledger_samples import sample
from treuga.ledger import Ledger
ledger = Ledger.create(sys.argv[1])
with ledger.writer() as writer:
    writer.add_report(*sample())
    os.kill(os.getpid(), 9)
"""


def crashed(path: Path) -> None:
    """A ledger whose writer was killed: its one report is in the write-ahead log only."""
    subprocess.run([sys.executable, "-c", DIE, str(path), str(Path(__file__).parent)], check=False)
    assert path.with_name(path.name + "-wal").stat().st_size


def test_a_reader_sees_what_a_killed_writer_committed(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    crashed(path)
    with Ledger(path) as ledger:
        assert len(ledger.reports()) == 1
        assert ledger.verify().ok


@pytest.fixture
def locked_folder():
    """A folder that its user can read and not write; root steps down for the time, as root may write anywhere."""
    if not hasattr(os, "geteuid"):
        pytest.skip("needs POSIX permissions")
    folder = Path(tempfile.mkdtemp())
    yield folder
    if os.getuid() == 0:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def close_to_writing(folder: Path) -> None:
    for entry in folder.iterdir():
        entry.chmod(0o444)
    folder.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(65534)


def test_a_ledger_on_read_only_media_can_be_read(locked_folder: Path) -> None:
    path = locked_folder / "ledger.db"
    with Ledger.create(path) as ledger, ledger.writer() as writer:
        writer.add_report(*sample())
    close_to_writing(locked_folder)
    with Ledger(path) as ledger:
        assert len(ledger.reports()) == 1
        assert ledger.search("prisoners")
        result = ledger.verify()
        assert result.ok, result.problems
        assert "search indexes" in result.skipped[0]
        assert code_of(lambda: ledger.writer().__enter__()) == "TR406"


@pytest.mark.parametrize("with_index", [True, False])
def test_a_crashed_ledger_on_read_only_media_is_never_half_read(locked_folder: Path, with_index: bool) -> None:
    path = locked_folder / "ledger.db"
    crashed(path)
    if not with_index:
        path.with_name("ledger.db-shm").unlink()
    close_to_writing(locked_folder)
    if with_index:  # SQLite rebuilds the log's index in memory
        with Ledger(path) as ledger:
            assert len(ledger.reports()) == 1
    else:
        with pytest.raises(LedgerError, match="not closed by its last writer") as caught:
            Ledger(path)
        assert "-wal" in caught.value.remedy


def test_threads_share_a_reader(path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with Ledger(path) as ledger, ThreadPoolExecutor(4) as pool:
        expected = ledger.reports()
        assert all(found == expected for found in pool.map(lambda _: ledger.reports(), range(40)))
