"""One place where DuckDB is opened: it loads nothing from a network, and touches no ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from treuga.errors import MonitorError
from treuga.measures import codes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_GLOB = re.compile(r"[*?\[]")


def need(module: str) -> ModuleType:
    """Import a library of the extra ``measures``.

    Raises:
        MonitorError: it is not installed (TR650).
    """
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise MonitorError(codes.NEEDS_EXTRA, f"'{error.name or module}' is not installed") from None


@contextmanager
def connect(scratch: Path | None = None, *, ordered: bool = True) -> Iterator[DuckDBPyConnection]:
    """A connection in memory.

    Args:
        scratch: folder into which what does not fit into memory may spill.
        ordered: keep rows in the order of the files.
    """
    need("duckdb")
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "preserve_insertion_order": "true" if ordered else "false",
    }
    if scratch is not None:
        config["temp_directory"] = str(scratch)
    with duckdb.connect(":memory:", config=config) as connection:
        yield connection


def literal(path: Path) -> str:
    """A path that DuckDB takes as it stands: it would read ``*`` and ``[`` in a file name as a pattern."""
    return _GLOB.sub(lambda found: f"[{found[0]}]", str(path))


def literals(paths: Sequence[Path]) -> list[str]:
    """Several of them."""
    return [literal(path) for path in paths]
