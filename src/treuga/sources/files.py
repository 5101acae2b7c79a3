"""Which files a set of paths means."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

#: Tables and settings that lie beside reports. Everything else in a folder is read or named as unreadable: a PDF
#: that is passed over in silence would be worse than one that is complained of.
TABLES = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".yaml", ".yml", ".toml", ".xls", ".xlsx", ".ods"})
#: What a page leaves beside itself when it is saved: folders of this name hold its pictures and scripts.
_SAVED_PAGE = ("_files", ".files")


def find_files(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The files to read, folders taken apart, each once, in the order given and by name within a folder.

    Hidden files, tables, the trappings of saved pages, and links that lead in circles are left out of folders. A path
    that is named itself stays in the list whatever it is, also where it does not exist: reading it says what is wrong.

    Args:
        paths: files and folders.
    """
    out: dict[Path, None] = {}
    for given in paths:
        path = Path(given)
        for found in _walk(path, set()) if _is_folder(path) else (path,):
            out.setdefault(found)
    return list(out)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        return False


def _walk(folder: Path, above: set[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError:
        yield folder  # may not be listed: reading it tells why
        return
    pages = {p.stem for p in entries if p.suffix.lower() in {".html", ".htm", ".xhtml"}}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            if not any(entry.name.endswith(end) and entry.name.removesuffix(end) in pages for end in _SAVED_PAGE):
                yield from _walk(entry, above | {real})
        elif entry.suffix.lower() not in TABLES:
            yield entry
