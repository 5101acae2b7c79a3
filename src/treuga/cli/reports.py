"""``treuga reports``: what was read."""

from __future__ import annotations

import click

from treuga.cli.options import case_option, debug_option, format_option


@click.command("reports", short_help="List what was read.")
@click.option("--undated", is_flag=True, help="Only reports without a date.")
@click.option("--outlet", metavar="NAME", help="Only reports of this outlet.")
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def command(undated: bool, outlet: str | None, form: str, case_dir: str | None) -> None:
    """List the reports in the ledger, by date."""
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.cli import console
    from treuga.records import report_record

    with Watch(Case.find(case_dir)) as watch:
        found = [
            report
            for report in watch.reports
            if not (undated and report.published) and (outlet is None or report.outlet == outlet)
        ]
    records = [report_record(report) for report in found]
    if form == "json":
        console.print_json(records)
    elif form == "csv":
        console.print_csv(records)
    else:
        rows = [[r["published"] or "undated", r["report"], r["outlet"], r["title"]] for r in records]
        console.print_rows(("Date", "Report", "Outlet", "Title"), rows)
        click.echo(f"{len(found)} {'report' if len(found) == 1 else 'reports'}")
