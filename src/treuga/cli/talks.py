"""``treuga talks``: which stages were reached, and where the items of the agenda stand."""

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
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from treuga.model import Weighed
    from treuga.monitor import StageFinding, TalksFinding


@click.command("talks", short_help="Show the stages of talks, and the items of their agenda.")
@agreement_argument
@as_of_option
@known_at_option
@click.option("--evidence", "with_evidence", is_flag=True, help="Also show the sentences behind each state.")
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def command(
    *,
    agreement: str,
    as_of: str | None,
    known_at: str | None,
    with_evidence: bool,
    form: str,
    case_dir: str | None,
) -> None:
    """Show where the talks of an AGREEMENT stand: stages reached, and items open, agreed, disputed or stalled."""
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.cli import boardview, console
    from treuga.records import stage_rows, talks_record

    when, known = dates(as_of, known_at)
    with Watch(Case.find(case_dir)) as watch:
        found = watch.talks(watch.agreement(agreement), when, known)
        if form == "json":
            console.print_json([talks_record(finding) for finding in found])
        elif form == "csv":
            console.print_csv([row for finding in found for row in stage_rows(finding)])
        elif not found:
            click.echo("The agreement's file has no talks.")
        else:
            out = console.console()
            console.print_line(f"Talks {boardview.date_words(when, known)}", out=out)
            out.print()
            for finding in found:
                print_talks(out, finding, with_evidence=with_evidence)
            boardview.print_coverage(out, watch.coverage(when, known), when)


def print_talks(out: Console, finding: TalksFinding, *, with_evidence: bool) -> None:
    """One table: its state, its stages in order with the current one marked, and the items of its agenda."""
    from treuga.cli.console import print_line

    print_line(f"{finding.agreement}/{finding.talks.id}: {_state(finding)}", style="bold", out=out)
    print_line(finding.talks.title, indent=2, style="dim", out=out)
    print_line(f"at the table: {', '.join(finding.talks.parties)}", indent=2, out=out)
    if with_evidence:
        _print_evidence(out, finding.evidence)
    for heading, several in (("Stages", finding.stages), ("Agenda", finding.items)):
        if several:
            print_line(heading, indent=2, style="bold", out=out)
            _print_stages(out, several, finding.current if heading == "Stages" else "", with_evidence=with_evidence)
    out.print()


def _state(finding: TalksFinding) -> str:
    if finding.state == "not begun":
        return "no report tells that they began"
    return _said(finding.state, finding.reported, str(finding.since) if finding.since else "")


def _said(state: str, reported: bool, since: str) -> str:
    words = f"{state}{', by a single weak voice' if reported else ''}"
    return f"{words} (first told by {since})" if since else words


def _print_stages(out: Console, several: Sequence[StageFinding], current: str, *, with_evidence: bool) -> None:
    from treuga.cli.console import print_line

    for found in several:
        since = str(found.since) if found.since else ""
        mark = "> " if found.stage.id == current else "- "
        print_line(f"{mark}{found.stage.title}: {_said(found.state, found.reported, since)}", indent=4, out=out)
        for note in found.notes:
            print_line(note, indent=8, style="dim", out=out)
        if with_evidence:
            _print_evidence(out, found.evidence)


def _print_evidence(out: Console, evidence: Iterable[Weighed]) -> None:
    from treuga.cli.console import print_line

    for weighed in evidence:
        one, span = weighed.evidence, weighed.evidence.spans[0]
        print_line(f"“{span.text}”", indent=8, out=out)
        date = one.t_known.iso if one.t_known else "undated"
        counts = f"counts, weight {weighed.weight}" if weighed.counted else f"does not count: {weighed.why}"
        place = f"{one.report_name}, characters {span.start}-{span.end}"
        print_line("; ".join((place, date, one.witness, counts)), indent=10, style="dim", out=out)
