"""``treuga explain``: one report as an HTML page with everything that was read in it marked."""

from __future__ import annotations

from pathlib import Path

import click

from treuga.cli.options import debug_option


@click.command("explain", short_help="Show one report with everything that was read in it marked.")
@click.argument("report", metavar="REPORT", type=click.Path(exists=False))
@click.option(
    "-o",
    "--output",
    metavar="FILE.html",
    type=click.Path(dir_okay=False),
    help="Where to write the page. Left out, NAME.explained.html in this folder; '-' is standard output.",
)
@click.option(
    "--metadata",
    metavar="FILE.csv",
    type=click.Path(exists=True, dir_okay=False),
    help="Outlets and dates of the reports. Left out, a metadata.csv beside REPORT.",
)
@click.option("--outlet", default="", metavar="NAME", help="The outlet, where nothing else tells it.")
@click.option("--published", default="", metavar="DATE", help="The publication date, where nothing else tells it.")
@click.option("--parties", "party_files", multiple=True, metavar="FILE.yaml", type=click.Path(exists=True))
@debug_option
def command(
    *, report: str, output: str | None, metadata: str | None, outlet: str, published: str, party_files: tuple[str, ...]
) -> None:
    """Write one HTML page that shows REPORT as it is, with every span marked and named.

    For checking what Treuga reads: who speaks, the cue, the content, the act and why, addressees, parties, times,
    numbers, events, page furniture. Needs no case and keeps nothing. The page holds no script and loads nothing.
    """
    from treuga.api import partial_date
    from treuga.cli.console import say, write_file
    from treuga.errors import ReadError
    from treuga.extract import extract
    from treuga.extract.explain import explain_html
    from treuga.reading import open_reports, plan

    if Path(report).is_dir():
        raise click.UsageError("explain shows one report: name a file, not a folder.")
    sources = plan([report], metadata)
    date = str(partial_date(published) or "")
    item = next(open_reports(sources, outlet=outlet, published=date, remark=say))
    if isinstance(item, ReadError):
        raise item
    page = explain_html(item.report, extract(item.report, party_files=party_files))
    if output == "-":
        click.echo(page)
        return
    target = Path(output) if output else Path(f"{Path(item.report.name).stem}.explained.html")
    write_file(target, page)
    say(f"Wrote {target}")
