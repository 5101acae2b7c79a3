"""``treuga gates``: which decisions are open, and what blocks them."""

from __future__ import annotations

import click

from treuga.cli.options import as_of_option, case_option, dates, debug_option, format_option, known_at_option


@click.command("gates", short_help="Show which decisions are open, and what blocks them.")
@click.argument("agreement", required=False)
@as_of_option
@known_at_option
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def command(agreement: str | None, as_of: str | None, known_at: str | None, form: str, case_dir: str | None) -> None:
    """Show the decisions that wait, and which of their conditions block them.

    With an AGREEMENT: its own gates, and those of other agreements that depend on it. Without: all of them.
    """
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.cli import boardview, console
    from treuga.records import gate_record, gate_row

    when, known = dates(as_of, known_at)
    with Watch(Case.find(case_dir)) as watch:
        found = watch.gates(watch.agreement(agreement) if agreement else None, when, known)
        if form == "json":
            console.print_json([gate_record(finding) for finding in found])
        elif form == "csv":
            console.print_csv([gate_row(finding) for finding in found])
        elif not found:
            click.echo("No gate depends on this agreement." if agreement else "No agreement has a gate.")
        else:
            out = console.console()
            out.print(f"Gates {boardview.date_words(when, known)}\n")
            boardview.print_gates(out, found)
            boardview.print_coverage(out, watch.coverage(when, known), when)
