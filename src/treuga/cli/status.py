"""``treuga status``: the board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from treuga.cli.options import (
    agreement_argument,
    as_of_option,
    case_option,
    dates,
    debug_option,
    format_option,
    known_at_option,
)

if TYPE_CHECKING:
    from treuga.model import Finding
    from treuga.monitor.absence import Count


@click.command("status", short_help="Show where each commitment stands, on whose word.")
@agreement_argument
@as_of_option
@known_at_option
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def command(agreement: str, as_of: str | None, known_at: str | None, form: str, case_dir: str | None) -> None:
    """Show where each commitment of an AGREEMENT stands, and on whose word."""
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.cli import boardview, console
    from treuga.records import finding_record, finding_row

    when, known = dates(as_of, known_at)
    with Watch(Case.find(case_dir)) as watch:
        found = watch.agreement(agreement)
        findings = watch.findings(found, when, known)
        if form == "json":
            console.print_json([finding_record(finding) for finding in findings])
        elif form == "csv":
            console.print_csv([finding_row(finding) for finding in findings])
        else:
            heading = f"{found.title}, {boardview.date_words(when, known)}"
            board = (heading, findings, watch.coverage(when, known), when)
            boardview.print_board(console.console(), *board, remarks=_silences(findings, watch.ledger.coverage))
            console.say(f"Why: treuga why {found.id} COMMITMENT --as-of {when}")


def _silences(findings: Sequence[Finding], count: Count) -> Iterator[str]:
    """What is overdue while nobody says whether it was done, with how much was read for that time."""
    from treuga.monitor.absence import absence

    for finding in findings:
        if note := absence(finding, count):
            yield f"{finding.commitment.id}, overdue: {note}."
