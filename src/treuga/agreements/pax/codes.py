"""The error codes of the import from PA-X (TR56x)."""

from __future__ import annotations

from treuga.errors import declare

NO_TABLE = declare(
    "TR560",
    "The file is not the table of PA-X.",
    "Give the CSV file of all agreements ('pax_all_agreements_data') as peaceagreements.org publishes it, in UTF-8.",
)
BAD_ROW = declare(
    "TR561",
    "A row of the PA-X table cannot be used.",
    "Compare it with the table as published; the other rows are used.",
)
NO_AGREEMENT = declare(
    "TR562",
    "The PA-X table has no agreement with that number.",
    "Leave '--id' out and search with '--find', '--country' or '--process' for its number (AgtId).",
)
EXISTS = declare("TR563", "The agreement file is there already.", "Name another folder with --out, or remove the file.")
