"""``treuga disagreements``: what is told in two ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from treuga.cli.options import as_of_option, case_option, dates, debug_option, format_option, known_at_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from treuga.monitor import Disagreement, Version

_HEADINGS = {
    "signing date": "The day of signing",
    "claims": "Claim against claim",
    "wording": "The words against the agreement",
    "decision": "A decision before its day",
    "who decided": "One decision, two who took it",
    "who did it": "One deed, two who did it",
    "date": "One event, two days",
    "place": "One event, two places",
    "number": "One matter, two numbers",
    "yes or no": "Told, and denied",
    "one side": "One side's word only",
}


@click.command("disagreements", short_help="Show what sources, or parties, tell in two ways.")
@click.argument("agreement", required=False)
@as_of_option
@known_at_option
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def command(agreement: str | None, as_of: str | None, known_at: str | None, form: str, case_dir: str | None) -> None:
    """Show what is told in two ways, side by side: by reports, by parties, or otherwise than by the agreement.

    With an AGREEMENT: what concerns it and its parties. That something was asked for first and done later is history,
    and is not shown.
    """
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.cli import boardview, console
    from treuga.records import disagreement_record, disagreement_rows

    when, known = dates(as_of, known_at)
    with Watch(Case.find(case_dir)) as watch:
        found = watch.disagreements(watch.agreement(agreement) if agreement else None, when, known)
        if form == "json":
            console.print_json([disagreement_record(one) for one in found])
        elif form == "csv":
            console.print_csv([row for number, one in enumerate(found, 1) for row in disagreement_rows(number, one)])
        else:
            out = console.console()
            print_disagreements(out, found)
            boardview.print_coverage(out, watch.coverage(when, known), when)


def print_disagreements(out: Console, found: Sequence[Disagreement]) -> None:
    """Each with its versions, one below the other, and the sentence of each."""
    from treuga.cli.console import print_line

    if not found:
        print_line("No disagreement was found.", out=out)
        out.print()
    for one in found:
        print_line(f"{_HEADINGS[one.kind]}: {one.about}", style="bold", out=out)
        if one.note:
            print_line(one.note, indent=2, style="dim", out=out)
        for version in one.versions:
            _print_version(out, version)
        out.print()


def _print_version(out: Console, version: Version) -> None:
    from treuga.cli.console import print_line

    print_line(f"{version.value} - {version.witness}", indent=2, out=out)
    if version.span is None:
        return
    print_line(f"“{version.span.text}”", indent=4, out=out)
    date = version.published.iso if version.published else "undated"
    place = f"{version.report_name}, characters {version.span.start}-{version.span.end}"
    more = f"and {version.copies} more of the same story" if version.copies else ""
    facts = filter(None, (place, version.outlet or "outlet unknown", date, more))
    print_line("; ".join(facts), indent=6, style="dim", out=out)
