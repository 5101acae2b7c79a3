"""Where agreements are found: a folder of the case first, then the library that ships with Treuga."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_SUFFIXES = (".yaml", ".yml")


@cache
def _shipped() -> tuple[Path, ...]:
    return tuple(sorted(Path(__file__).with_name("library").glob("*.yaml")))


def library() -> dict[str, Path]:
    """The agreements that ship with Treuga: id -> file."""
    return {path.stem: path for path in _shipped()}


def in_folder(folder: Path | None) -> dict[str, Path]:
    """The agreement files of a folder: id -> file."""
    if folder is None or not folder.is_dir():
        return {}
    return {path.stem: path for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES and path.is_file()}


def looks_like_path(name: str) -> bool:
    """Whether the words of a user mean a file rather than an id."""
    return "/" in name or "\\" in name or name.endswith(_SUFFIXES)
