"""The command line: one file a verb, each imported when it is called."""

from __future__ import annotations

from treuga.cli.app import main, run

__all__ = ["main", "run"]
