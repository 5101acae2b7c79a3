"""Opening the ledger's file, for reading or for writing, and bringing its layout up to date."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from treuga.errors import LedgerBusy, LedgerError
from treuga.ledger import codes

#: Marks a SQLite file as a ledger of ours ("TREG"); the first migration sets it.
APPLICATION: Final = 0x54524547

_PATIENCE_S: Final = 5.0
_MIGRATION: Final = re.compile(r"(\d{4})_\w+\.sql\Z")


@cache
def migrations() -> tuple[str, ...]:
    """The SQL of every migration, in order; the n-th (from 1) leads to schema version n."""
    found = {}
    for entry in resources.files("treuga.ledger").joinpath("migrations").iterdir():
        if match := _MIGRATION.match(entry.name):
            found[int(match[1])] = entry.read_text(encoding="utf-8")
    if sorted(found) != list(range(1, len(found) + 1)):
        raise RuntimeError(f"the numbers of the migrations have gaps: {sorted(found)}")
    return tuple(found[number] for number in sorted(found))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translate(error, path) from error


def _translate(error: sqlite3.Error, path: Path) -> LedgerError:
    where = str(path)
    name: str = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerBusy(codes.BUSY, "another program holds the ledger's file", where=where)
    if name.startswith("SQLITE_NOTADB"):
        return LedgerError(codes.NOT_A_LEDGER, "this file is not a ledger", where=where)
    if name.startswith("SQLITE_CORRUPT"):
        return LedgerError(codes.DAMAGED, f"the ledger's file is damaged: {error}", where=where)
    if name.startswith("SQLITE_CONSTRAINT"):
        return LedgerError(codes.BAD_TESTIMONY, f"the ledger refuses a row: {error}", where=where)
    return LedgerError(codes.UNUSABLE, f"the ledger cannot be used: {error}", where=where)


def version_of(db: sqlite3.Connection, path: Path) -> int:
    """The schema version of an open file, 0 for an empty one.

    Raises:
        LedgerError: it belongs to another program, or to a newer Treuga.
    """
    ((application,),) = db.execute("PRAGMA application_id").fetchall()
    ((version,),) = db.execute("PRAGMA user_version").fetchall()
    if application != APPLICATION:
        ((tables,),) = db.execute("SELECT count(*) FROM sqlite_master").fetchall()
        if application or version or tables:
            raise LedgerError(codes.NOT_A_LEDGER, "this database belongs to another program", where=str(path))
    if version > len(migrations()):
        raise LedgerError(
            codes.TOO_NEW,
            f"the ledger has layout {version}, and this Treuga knows layouts up to {len(migrations())}",
            where=str(path),
        )
    return int(version)


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. It sees whole transactions only, also while a writer is at work.

    Raises:
        LedgerError: no ledger there, or not one that this version can read.
    """
    if not path.is_file():
        raise LedgerError(codes.NO_LEDGER, "there is no ledger here", where=str(path))
    with translated(path):
        try:
            return _checked(_connect(path, "mode=ro"), path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_CANTOPEN":
                raise
        # SQLite wants to make two small files beside one in WAL mode, and may not: the folder cannot be written (a
        # CD, a read-only share). Where no committed page waits in a log, the file alone is the whole ledger.
        log = path.resolve().with_name(path.resolve().name + "-wal")
        if log.exists() and log.stat().st_size:
            raise LedgerError(
                codes.UNUSABLE,
                "the ledger was not closed by its last writer, and its folder cannot be written",
                where=str(path),
                remedy="Copy it, with the files of the same name ending in -wal and -shm, to a folder that can.",
            )
        return _checked(_connect(path, "mode=ro&immutable=1"), path)


def open_writer(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection that writes, its layout brought up to date. The caller holds the `WriterLock`.

    Raises:
        LedgerError: no ledger there, or not one of ours.
    """
    if not create and not path.is_file():
        raise LedgerError(codes.NO_LEDGER, "there is no ledger here", where=str(path))
    with translated(path):
        db = _connect(path, "mode=rwc" if create else "mode=rw")
        try:
            _checked(db, path)
            db.execute("PRAGMA journal_mode = WAL")
            # A commit is on the disk when it returns, so that a power cut takes nothing that was reported as kept.
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA foreign_keys = ON")
            migrate(db, path)
        except BaseException:
            db.close()
            raise
    return db


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Apply the migrations that the file lacks, each in a transaction of its own."""
    for number in range(version_of(db, path) + 1, len(migrations()) + 1):
        script = f"BEGIN IMMEDIATE; {migrations()[number - 1]}; PRAGMA user_version = {number}; COMMIT;"
        try:
            db.executescript(script)
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def _connect(path: Path, parameters: str) -> sqlite3.Connection:
    # The path goes in as a URI made by the standard library, so that no character of it can become a parameter.
    # Several threads may share a reader: SQLite is built to serialise them (threadsafety 3), as our platforms' are.
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?{parameters}",
        uri=True,
        timeout=_PATIENCE_S,
        isolation_level=None,  # transactions begin where we say so
        check_same_thread=not ("mode=ro" in parameters and sqlite3.threadsafety == 3),
    )
    # A ledger may come from anyone: its schema must not be able to call functions with effects.
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def _checked(db: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    try:
        version_of(db, path)
    except BaseException:
        db.close()
        raise
    return db
