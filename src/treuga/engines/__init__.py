"""Engines: the monitor's states for many commitments and many days at once, on DuckDB or Apache Spark.

>>> from treuga.engines import Question, Tables, evaluate_bulk

One definition, ``rules.sql``, runs on each engine. docs/how-to/bulk.md has the tables, docs/decisions/0008-engine.md
the reasons.
"""

from treuga.engines.bulk import Bulk, BulkFinding, evaluate_bulk
from treuga.engines.tables import Question, Rows, Tables

__all__ = ["Bulk", "BulkFinding", "Question", "Rows", "Tables", "evaluate_bulk"]
