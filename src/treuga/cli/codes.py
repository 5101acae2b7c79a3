"""Error codes of the command line, TR120-199; those below are declared in the modules of the case."""

from __future__ import annotations

from treuga.errors import declare

UNKNOWN_PARTY = declare("TR120", "The registry has no such party.", "Search by name with 'treuga parties find WORD'.")
DEMO_TAKEN = declare(
    "TR121",
    "The folder for the demo holds something else.",
    "Name a new folder with --dir, for example 'treuga demo --dir /tmp/treuga-demo'.",
)
NOT_WRITTEN = declare(
    "TR123", "The output file cannot be written.", "Check that its folder exists and that you may write to it."
)
UNEXPECTED = declare(
    "TR199",
    "Something went wrong that Treuga did not foresee.",
    "Run it again as 'treuga --debug ...' and report what it prints, without confidential text.",
)
