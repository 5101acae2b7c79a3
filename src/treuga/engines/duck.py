"""The rules on DuckDB: in this process, over Parquet, rows, or whatever DuckDB scans; what does not fit spills."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from treuga.engines import codes
from treuga.engines.tables import Kind, Row, Rows, Source, type_of
from treuga.errors import CaseError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES: Mapping[str, str] = {
    "text": "VARCHAR",
    "integer key": "BIGINT",
    "day": "INTEGER",
    "flag": "BOOLEAN",
    "number": "INTEGER",
}


class DuckEngine:
    """One DuckDB connection in memory.

    Args:
        memory_limit: such as ``4GB``; empty leaves it to DuckDB.
        threads: 0 for as many as there are cores.
        scratch: where a folder for what does not fit into memory is made; the system's own place if None.
    """

    name = "duckdb"

    def __init__(self, *, memory_limit: str = "", threads: int = 0, scratch: Path | None = None) -> None:
        try:
            import duckdb
        except ImportError:
            raise CaseError(codes.NEEDS_ENGINE, "DuckDB is not installed") from None
        self._folder = tempfile.TemporaryDirectory(prefix="treuga-bulk-", dir=scratch)
        config: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "preserve_insertion_order": "false",
            "temp_directory": self._folder.name,
        }
        if memory_limit:
            config["memory_limit"] = memory_limit
        if threads:
            config["threads"] = threads
        self.connection: DuckDBPyConnection = duckdb.connect(":memory:", config=config)

    def load(self, name: str, source: Source) -> None:
        """Give a source a name; nothing is read yet."""
        if isinstance(source, Path):
            found = sorted(source.glob("*.parquet")) if source.is_dir() else [source]
            self.connection.read_parquet([_literal(path) for path in found]).create_view(name)
        else:
            self.connection.register(name, source)

    def fill(self, name: str, columns: Mapping[str, Kind], rows: Rows | Sequence[Row]) -> None:
        """Make a table of rows."""
        listed = rows.rows if isinstance(rows, Rows) else rows
        made = ", ".join(
            f"{column} {type_of(kind, i, listed, _TYPES)}" for i, (column, kind) in enumerate(columns.items())
        )
        self.connection.execute(f"CREATE OR REPLACE TABLE {name} ({made})")
        if listed:
            # A column at a time: row by row would take a hundred times as long.
            values = ", ".join(f"unnest(?::{type_of(k, i, listed, _TYPES)}[])" for i, k in enumerate(columns.values()))
            self.connection.execute(
                f"INSERT INTO {name} SELECT {values}",
                [list(column) for column in zip(*listed, strict=True)],
            )

    def keep(self, name: str, sql: str) -> None:
        """Make a table of a query."""
        self.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def view(self, name: str, sql: str) -> None:
        """Name a query."""
        self.connection.execute(f"CREATE OR REPLACE VIEW {name} AS {sql}")

    def drop(self, name: str) -> None:
        """Forget a table, and what it takes."""
        self.connection.execute(f"DROP TABLE {name}")

    def rename(self, old: str, new: str) -> None:
        """Put a table into the place of another."""
        self.connection.execute(f"DROP TABLE IF EXISTS {new}")
        self.connection.execute(f"ALTER TABLE {old} RENAME TO {new}")

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query."""
        return self.connection.execute(sql).fetchall()

    def columns(self, name: str) -> list[str]:
        """The columns of a table or view."""
        return [str(column[0]) for column in self.connection.execute(f"DESCRIBE {name}").fetchall()]

    def write(self, sql: str, path: Path) -> None:
        """Write the rows of a query as one Parquet file."""
        self.connection.sql(sql).write_parquet(str(path))

    def close(self) -> None:
        """Close the connection and remove what it spilt."""
        self.connection.close()
        self._folder.cleanup()


def _literal(path: Path) -> str:
    """A path that DuckDB takes as it stands: it would read ``*`` and ``[`` in a name as a pattern."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path))
