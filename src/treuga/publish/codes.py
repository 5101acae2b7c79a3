"""The error codes of briefs and exports (TR7xx), with what each means and what to do."""

from __future__ import annotations

from treuga.errors import declare

NOT_WRITTEN = declare(
    "TR701", "The brief cannot be written to its file.", "Check that its folder exists and that you may write to it."
)
UNKNOWN_FORMAT = declare(
    "TR702", "A brief has no such format.", "Name the file .html or .md, or choose one with --format html or md."
)
NOT_THE_TEXT = declare(
    "TR703",
    "A quotation is not what its report says at that place, so it is not published.",
    "Check the ledger with 'treuga verify', and read the report in again.",
)
