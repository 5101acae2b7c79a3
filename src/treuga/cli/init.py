"""``treuga init``: make a case."""

from __future__ import annotations

import click

from treuga.cli.options import debug_option


@click.command("init", short_help="Make a case.")
@click.argument("folder", metavar="DIR", type=click.Path())
@debug_option
def command(folder: str) -> None:
    """Make a case: a folder with settings, agreements, parties, reports and a ledger."""
    from pathlib import Path

    from treuga.case import SETTINGS_FILE, Case
    from treuga.cli.console import say

    existed = (Path(folder) / SETTINGS_FILE).is_file()
    case = Case.init(folder)
    if existed:
        say(f"{folder} is a case already. Nothing in it was changed.")
        return
    say(f"Made the case {folder}:")
    say(f"  {SETTINGS_FILE}   settings, with their explanations")
    say("  agreements/   your agreement files; those that ship with Treuga need not be copied")
    say("  parties/      more parties and persons, where the registry lacks them")
    say("  reports/      a place for reports; they can be read from anywhere")
    say(f"  {case.ledger.name}     what was read, and the evidence")
    say(f"Next: treuga read --case {folder} PATH...")
