"""Packed tables: the one table inside a zip archive, as UCDP publishes its data, unpacked with a cap on its size.

Names inside an archive are never used as paths: what is unpacked goes into a scratch folder, under a name of ours.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from treuga.errors import ReadError
from treuga.measures import codes

#: What a table may come to, unpacked.
MOST_BYTES = 8_000_000_000
#: And how many times the archive: tables pack to a tenth, a fiftieth at the best; archives made to do harm, to less.
MOST_TIMES = 200
#: Below this nothing is harmful.
HARMLESS = 50_000_000
TABLES = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx")
_CHUNK = 1 << 20


def unpack(path: Path, scratch: Path) -> tuple[Path, str]:
    """Unpack the only table of a zip archive.

    Args:
        path: the archive.
        scratch: folder for the table.

    Returns:
        Where the table is, and what it is called in the archive.

    Raises:
        ReadError: it is no archive, holds none or several tables, is encrypted, damaged or too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            member = _table(archive, path)
            name = PurePosixPath(member.filename).name
            target = scratch / f"unpacked{PurePosixPath(name).suffix.lower()}"
            _write(archive, member, target, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        why = "it is encrypted" if isinstance(error, RuntimeError) and "encrypted" in str(error) else str(error)[:120]
        raise ReadError(codes.NOT_READABLE, f"the archive cannot be unpacked: {why}", where=str(path),
                        remedy="Unpack it yourself, and import the table.") from None  # fmt: skip
    return target, name


def _table(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    found = [
        one for one in archive.infolist()
        if not one.is_dir()
        and PurePosixPath(one.filename).suffix.lower() in TABLES
        and not PurePosixPath(one.filename).name.startswith(".")
        and "__MACOSX" not in PurePosixPath(one.filename).parts
    ]  # fmt: skip
    # A note beside the table is no second table.
    found = [one for one in found if not one.filename.lower().endswith(".txt")] or found
    if len(found) != 1:
        there = ", ".join(_shown(PurePosixPath(one.filename).name) for one in found[:5])
        what = f"holds {len(found)} tables ({there})" if found else "holds no table"
        raise ReadError(codes.NOT_READABLE, f"the archive {what}", where=str(path),
                        remedy="Unpack it, and import each table that you want.")  # fmt: skip
    return found[0]


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, path: Path) -> None:
    """Copy a member, counting what really comes: the size that an archive states may be a lie."""
    most = min(MOST_BYTES, max(HARMLESS, MOST_TIMES * path.stat().st_size))
    done = 0
    with archive.open(member) as source, target.open("wb") as file:
        while chunk := source.read(_CHUNK):
            done += len(chunk)
            if done > most:
                raise ReadError(codes.NOT_READABLE, f"unpacked, it comes to more than {most:,} bytes", where=str(path),
                                remedy="If that is right, unpack it yourself, and import the table.")  # fmt: skip
            file.write(chunk)


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else " " for c in name)[:60]
