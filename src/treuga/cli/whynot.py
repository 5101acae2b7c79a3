"""``treuga whynot``: the sentences that nearly decide a commitment, and what each of them lacks."""

from __future__ import annotations

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
    from collections.abc import Sequence

    from rich.console import Console

    from treuga.model import Finding
    from treuga.monitor import NearMiss


@click.command("whynot", short_help="Show what nearly decides a commitment, and what it lacks.")
@agreement_argument
@click.argument("commitment")
@as_of_option
@known_at_option
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def command(
    *, agreement: str, commitment: str, as_of: str | None, known_at: str | None, form: str, case_dir: str | None
) -> None:
    """Show the sentences that are nearly evidence on a COMMITMENT, or decide nothing, each with what it lacks."""
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.cli import boardview, console
    from treuga.records import near_miss_record

    when, known = dates(as_of, known_at)
    with Watch(Case.find(case_dir)) as watch:
        finding, found = watch.near_misses(watch.agreement(agreement), commitment, when, known)
        if form == "json":
            console.print_json([near_miss_record(miss) for miss in found])
        elif form == "csv":
            console.print_csv([near_miss_record(miss) for miss in found])
        else:
            out = console.console()
            print_near_misses(out, finding, found)
            for line in boardview.coverage_lines(watch.coverage(when, known), when):
                console.print_line(line, style="dim", out=out)


def print_near_misses(out: Console, finding: Finding, found: Sequence[NearMiss]) -> None:
    """The state, then what was linked and decides nothing, then what was left out."""
    from treuga.cli import boardview
    from treuga.cli.console import print_items, print_line

    print_line(f"{finding.agreement}/{finding.commitment.id}", style="bold", out=out)
    state = f"{boardview.state_words(finding)}; {boardview.schedule_words(finding)}"
    print_line(f"{finding.commitment.title}: {state}", out=out)
    out.print()
    for linked, heading in ((True, "Heard, and decides nothing"), (False, "Left out, though its words come near")):
        several = [miss for miss in found if miss.linked is linked]
        if several:
            print_line(heading, style="bold", out=out)
            for miss in several:
                _print_one(out, miss)
            out.print()
    if not found:
        print_line("No sentence comes near.", out=out)
        out.print()
    if finding.would_change:
        print_line("What would change it", style="bold", out=out)
        print_items(finding.would_change, out)
        out.print()


def _print_one(out: Console, miss: NearMiss) -> None:
    from treuga.cli.console import print_line

    print_line(f"“{miss.quote.text}”", indent=2, out=out)
    date = miss.published.iso if miss.published else "undated"
    place = f"{miss.report_name}, characters {miss.quote.start}-{miss.quote.end}"
    facts = (place, miss.outlet or "outlet unknown", date, miss.speaker)
    print_line("; ".join(filter(None, facts)), indent=4, style="dim", out=out)
    print_line(f"{miss.kind.capitalize()}: {miss.why}", indent=4, out=out)
