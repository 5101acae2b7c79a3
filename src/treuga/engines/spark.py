"""The same rules on Apache Spark: a session here or on a cluster, over Parquet or rows. Needs pyspark and Java 17."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from treuga.engines import codes
from treuga.engines.duck import DuckEngine
from treuga.engines.tables import Kind, Row, Rows, Source, type_of
from treuga.errors import CaseError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_TYPES: Mapping[str, str] = {
    "text": "STRING",
    "integer key": "BIGINT",
    "day": "INT",
    "flag": "BOOLEAN",
    "number": "INT",
}


def available() -> str:
    """Why Spark cannot run here; empty where it can."""
    from importlib.util import find_spec

    if find_spec("pyspark") is None:
        return "pyspark is not installed"
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and (Path(home) / "bin" / "java").exists())):
        return "there is no Java"
    return ""


class SparkEngine:
    """One Spark session.

    Args:
        session: an existing one, which stays open; else one is started here.
        master: where to start it.
        partitions: into how many parts a shuffle divides; a few for each core.
        scratch: folder for what is computed on the way, which all machines of the session can reach; a temporary one
            on this machine if None.
        settings: more of Spark's own, for one that is started here.
    """

    name = "spark"

    def __init__(
        self,
        session: SparkSession | None = None,
        *,
        master: str = "local[2]",
        partitions: int = 4,
        scratch: Path | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        if session is None and (lack := available()):
            raise CaseError(codes.NEEDS_ENGINE, lack)
        self._own = session is None
        self.session: SparkSession = session or start(master, partitions, settings)
        self._folder = tempfile.TemporaryDirectory(prefix="treuga-bulk-", dir=scratch)
        self._written = 0
        self._writer = DuckEngine()

    def load(self, name: str, source: Source) -> None:
        """Give Parquet files a name.

        Raises:
            CaseError: it is no path (TR132).
        """
        if not isinstance(source, Path):
            raise CaseError(
                codes.BAD_VALUE, f"Spark reads tables from Parquet or rows, and not '{type(source).__name__}'"
            )
        # A path is taken for a pattern: characters with a meaning there are escaped.
        path = "".join(f"\\{c}" if c in "*?[]{}\\" else c for c in source.absolute().as_posix())
        self.session.read.parquet(path).createOrReplaceTempView(name)

    def fill(self, name: str, columns: Mapping[str, Kind], rows: Rows | Sequence[Row]) -> None:
        """Make a table of rows."""
        # By way of a file that DuckDB writes: Spark would send rows through Python each time that they are read.
        listed = rows.rows if isinstance(rows, Rows) else rows
        schema = ", ".join(f"{c} {type_of(k, i, listed, _TYPES)}" for i, (c, k) in enumerate(columns.items()))
        path = self._next()
        path.mkdir()
        self._writer.fill("made", columns, rows)
        self._writer.write("SELECT * FROM made", path / "part-0.parquet")
        self.session.read.schema(schema).parquet(path.as_posix()).createOrReplaceTempView(name)

    def keep(self, name: str, sql: str) -> None:
        """Make a table of a query: computed once, and cut off from what it came from."""
        # By way of files: plans stay short, nothing is computed twice, and a lost executor loses nothing. (A local
        # checkpoint would be the same in memory, but Spark 4 fails where one of these stands in a query twice.)
        path = self._next().as_posix()
        made = self.session.sql(sql)
        made.write.parquet(path)
        self.session.read.schema(made.schema).parquet(path).createOrReplaceTempView(name)

    def view(self, name: str, sql: str) -> None:
        """Name a query."""
        self.session.sql(sql).createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        """Forget a table; its files go with the folder, for what is still to be computed may want them."""
        self.session.catalog.dropTempView(name)

    def rename(self, old: str, new: str) -> None:
        """Put a table into the place of another."""
        self.session.table(old).createOrReplaceTempView(new)
        self.session.catalog.dropTempView(old)

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query."""
        return [tuple(row) for row in self.session.sql(sql).collect()]

    def columns(self, name: str) -> list[str]:
        """The columns of a table or view."""
        return list(self.session.table(name).columns)

    def write(self, sql: str, path: Path) -> None:
        """Write the rows of a query as a folder of Parquet files."""
        self.session.sql(sql).write.mode("overwrite").parquet(path.absolute().as_posix())

    def close(self) -> None:
        """Remove what was made on the way, and end the session if it was started here."""
        if self._own:
            self.session.stop()
        self._writer.close()
        self._folder.cleanup()

    def _next(self) -> Path:
        """Where the next table goes."""
        self._written += 1
        return Path(self._folder.name).absolute() / str(self._written)


def start(master: str = "local[2]", partitions: int = 4, settings: Mapping[str, str] | None = None) -> SparkSession:
    """A session that shows no page, listens to this machine only, and keeps quiet; ``settings`` come on top."""
    logging.getLogger("py4j").setLevel(logging.ERROR)
    from pyspark.sql import SparkSession

    every = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": str(partitions),
        "spark.default.parallelism": str(partitions),
        "spark.sql.adaptive.enabled": "true",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.catalogImplementation": "in-memory",
        **(settings or {}),
    }
    builder = SparkSession.builder.master(master).appName("treuga")
    for name, value in every.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
