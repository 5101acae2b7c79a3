"""``treuga changes``: what is new since a day."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

import click

from treuga.cli.options import agreement_argument, case_option, debug_option, format_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from treuga.ledger import Listed
    from treuga.model import Agreement
    from treuga.monitor import Change

_WORDS = {
    "state": "State",
    "readings": "Readings (debtor's / creditor's)",
    "breach": "Breach",
    "schedule": "Schedule",
    "deadline": "Deadline",
    "evidence class": "Evidence",
    "claim": "Claim",
    "decision": "Decision",
    "refusal": "Refusal",
    "condition": "Condition",
    "talks": "Talks",
    "stage": "Stage",
    "item": "Item",
}
#: Report names shown in the footer; more are counted.
_NAMED = 10


@click.command("changes", short_help="Show what is new since a day.")
@agreement_argument
@click.option("--since", metavar="DATE", required=True, help="Compare with what was so, and known, on this day.")
@click.option("--until", metavar="DATE", help="Up to this day. Left out: today, from all reports read.")
@click.option("--as-of", metavar="DATE", help="Ask about this one day both times: what was learnt about it in between.")
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def command(
    *, agreement: str, since: str, until: str | None, as_of: str | None, form: str, case_dir: str | None
) -> None:
    """Show what changed on an AGREEMENT between two days: states, claims, testimony, deadlines passed, gates, talks."""
    from treuga.assemble import Watch, day
    from treuga.case import Case
    from treuga.cli import console
    from treuga.records import change_record, change_row

    first, last = day(since, dt.date.today()), day(until, dt.date.max)
    fixed = day(as_of, dt.date.max) if as_of else None
    with Watch(Case.find(case_dir)) as watch:
        found = watch.agreement(agreement)
        upto = None if last == dt.date.max else last
        changes = watch.changes(found, first, upto, fixed)
        if form == "json":
            console.print_json([change_record(change, found.id, first, last) for change in changes])
        elif form == "csv":
            console.print_csv([change_row(change, found.id, first, last) for change in changes])
        else:
            heading = f"{found.title}, {_period(first, upto, fixed)}"
            print_changes(console.console(), heading, changes, found)
            _print_reports(console.console(), watch.published(first, upto))


def _period(since: dt.date, until: dt.date | None, as_of: dt.date | None) -> str:
    end = str(until) if until else "today, with all reports read"
    return f"as of {as_of}, as known on {since} and on {end}" if as_of else f"from {since} to {end}"


def print_changes(
    out: Console, heading: str, changes: Sequence[Change], agreement: Agreement, nothing: str = "Nothing changed."
) -> None:
    """The changes by commitment, each with its title; then the gates, and the talks."""
    from treuga.cli.console import print_items, print_line

    print_line(heading, style="bold", out=out)
    out.print()
    if not changes:
        print_line(nothing, out=out)
        out.print()
    for (about, key), group in groupby(changes, key=lambda change: (change.about, change.commitment)):
        several = list(group)
        commitment = agreement.commitment(key) if about == "commitment" else None
        print_line(f"{'' if about == 'commitment' else f'{about} '}{key}", style="bold", out=out)
        if commitment:
            print_line(commitment.title, style="dim", indent=2, out=out)
        print_items([change_words(change) for change in several if change.kind != "evidence"], out)
        for change in several:
            if change.evidence:
                _print_testimony(out, change)
        out.print()


def change_words(change: Change) -> str:
    """One difference on one line."""
    if change.kind == "deadline passed":
        return f"The deadline passed: {change.before} ({change.after})"
    if change.kind in ("new", "gone"):
        return "New in the file: " + change.after if change.kind == "new" else "No longer in the file"
    words = _WORDS[change.kind]
    if change.before and change.after:
        return f"{words}: {change.before} -> {change.after}"
    return f"{words}, new: {change.after}" if change.after else f"{words}, no longer: {change.before}"


def _print_testimony(out: Console, change: Change) -> None:
    from treuga.cli.console import print_line

    assert change.evidence is not None
    evidence, span = change.evidence.evidence, change.evidence.evidence.spans[0]
    print_line(f"“{span.text}”", indent=4, out=out)
    date = evidence.t_known.iso if evidence.t_known else "undated"
    place = f"{evidence.report_name}, characters {span.start}-{span.end}"
    facts = (place, evidence.outlet or "outlet unknown", date, f"{evidence.witness}, {evidence.standing}")
    print_line("; ".join(facts), indent=6, style="dim", out=out)


def _print_reports(out: Console, reports: Sequence[Listed]) -> None:
    from treuga.cli.console import print_line

    named = ", ".join(report.name for report in reports[:_NAMED])
    more = f" and {len(reports) - _NAMED} more" if len(reports) > _NAMED else ""
    count = f"{len(reports)} {'report' if len(reports) == 1 else 'reports'} came out in between"
    print_line(f"{count}: {named}{more}." if reports else f"{count}.", style="dim", out=out)
