"""The error codes of bulk evaluation (TR13x)."""

from __future__ import annotations

from treuga.errors import declare

NEEDS_ENGINE = declare(
    "TR130",
    "The engine that was asked for cannot run here.",
    "Install it with: pip install 'treuga[engine]' for DuckDB, pip install 'treuga[spark]' and Java 17 for Spark.",
)
MISSING_COLUMN = declare(
    "TR131", "A table for bulk evaluation lacks a column.", "docs/how-to/bulk.md has the columns of each table."
)
BAD_VALUE = declare(
    "TR132",
    "A table for bulk evaluation holds a value that means nothing.",
    "Correct the rows; docs/how-to/bulk.md has the values.",
)
UNKNOWN_COMMITMENT = declare(
    "TR133",
    "A commitment waits for one that the table of commitments does not have.",
    "Add its row, or take the antecedent out.",
)
CIRCLE = declare(
    "TR134",
    "Commitments of a table wait for each other in a circle, so none can ever come into force.",
    "Remove one of the antecedents that are named.",
)
BAD_QUESTION = declare(
    "TR135", "The days that are asked about cannot be used.", "Give datetime.date values, each pair once."
)
BACKWARDS = declare(
    "TR136",
    "New evidence can be added for the same day or for a later one only.",
    "Ask about an earlier day with a run of its own.",
)
BAD_GRID = declare(
    "TR137", "The days of a history make no sense.", "Give the earlier day with --from and the later one with --to."
)
