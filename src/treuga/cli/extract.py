"""``treuga extract``: testimony as JSON Lines, without a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from treuga.cli.options import debug_option

if TYPE_CHECKING:
    from treuga.model import Report
    from treuga.reading import Source


@click.command("extract", short_help="Print what reports say as JSON Lines, without a case.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=False))
@click.option(
    "--metadata",
    metavar="FILE.csv",
    type=click.Path(exists=True, dir_okay=False),
    help="Outlets and dates of the reports. Left out, a metadata.csv inside or beside PATH.",
)
@click.option("--outlet", default="", metavar="NAME", help="The outlet, where nothing else tells it.")
@click.option("--published", default="", metavar="DATE", help="The publication date, where nothing else tells it.")
@click.option("--parties", "party_files", multiple=True, metavar="FILE.yaml", type=click.Path(exists=True))
@click.option("--processes", type=click.IntRange(1, 256), default=1, show_default=True)
@debug_option
def command(
    *,
    paths: tuple[str, ...],
    metadata: str | None,
    outlet: str,
    published: str,
    party_files: tuple[str, ...],
    processes: int,
) -> int:
    """Print what reports say as JSON Lines: statements, mentions, times, quantities, events.

    Needs no case and keeps nothing. Offsets are characters of the report's canonical text.
    """
    from treuga.api import partial_date
    from treuga.reading import plan

    opened = _Opened(plan(paths, metadata), outlet, str(partial_date(published) or ""))
    from treuga.cli.console import json_text
    from treuga.extract import extract_many
    from treuga.extract.jsonl import records

    for testimony in extract_many(opened, party_files=party_files, processes=processes):
        report = opened.waiting.pop(testimony.report)
        lines = [json_text(record) for record in records(report, testimony)]
        if lines:
            click.echo("\n".join(lines))
    return 1 if opened.failed else 0


class _Opened:
    """Reads lazily; names what cannot be read, and keeps each report until its testimony comes."""

    def __init__(self, sources: list[Source], outlet: str, published: str) -> None:
        self.sources, self.outlet, self.published = sources, outlet, published
        self.waiting: dict[str, Report] = {}
        self.failed = 0

    def __iter__(self) -> Iterator[Report]:
        from treuga.cli.console import say
        from treuga.errors import ReadError
        from treuga.reading import open_reports

        for item in open_reports(self.sources, outlet=self.outlet, published=self.published, remark=say):
            if isinstance(item, ReadError):
                self.failed += 1
                say(str(item))
            else:
                self.waiting[item.report.id] = item.report
                yield item.report
