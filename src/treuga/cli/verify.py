"""``treuga verify``: check the ledger."""

from __future__ import annotations

import click

from treuga.cli.options import case_option, debug_option


@click.command("verify", short_help="Check the ledger, letter by letter.")
@case_option
@debug_option
def command(case_dir: str | None) -> int:
    """Check that every report is unaltered and every quotation stands in its report, letter by letter."""
    from treuga.case import Case
    from treuga.cli.console import plain, say
    from treuga.ledger import Ledger

    case = Case.find(case_dir)
    with Ledger(case.ledger) as ledger:
        result = ledger.verify()
    checked = ", ".join(f"{count:,} {what}" for what, count in dict(result.checked).items())
    click.echo(f"Checked {checked or 'an empty ledger'}.")
    for skipped in result.skipped:
        say(f"Not checked: {skipped}")
    if result.ok:
        click.echo("No problems: every hash, quotation and reference holds.")
        return 0
    for problem in result.problems:
        click.echo(plain(f"[{problem.code}] {problem.where}: {problem.message}"))
    say(
        f"{len(result.problems)} problem(s) found. Restore the ledger from a copy, or read the reports into a new case."
    )
    return 1
