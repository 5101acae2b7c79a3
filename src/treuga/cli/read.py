"""``treuga read``: reports into the ledger."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from treuga.cli.options import case_option, debug_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from treuga.reading import Outcome, Source, Tally

    Notify = Callable[[Outcome], None]


@click.command("read", short_help="Read reports into the case.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=False))
@click.option(
    "--metadata",
    metavar="FILE.csv",
    type=click.Path(exists=True, dir_okay=False),
    help="What is known of the reports: file, outlet, published, published_precision, language, url, note. "
    "Left out, a metadata.csv inside or beside PATH.",
)
@click.option("--outlet", default="", metavar="NAME", help="The outlet, where nothing else tells it.")
@click.option("--published", default="", metavar="DATE", help="The publication date, where nothing else tells it.")
@click.option(
    "--processes", type=click.IntRange(1, 256), help="How many processes extract; else as in the case's settings."
)
@case_option
@debug_option
def command(
    *,
    paths: tuple[str, ...],
    metadata: str | None,
    outlet: str,
    published: str,
    processes: int | None,
    case_dir: str | None,
) -> int:
    """Read reports (text or HTML files, and folders of them) into the case.

    What was read before is not read again. A file that cannot be read is named, and the rest is read.
    """
    from treuga.api import partial_date
    from treuga.case import Case
    from treuga.reading import Tally, plan, read_into

    case = Case.find(case_dir)
    date = str(partial_date(published) or "")
    sources = plan(paths, metadata)
    _announce(sources)
    seen = Tally()
    try:
        with _progress(sources) as advance:

            def notify(outcome: Outcome) -> None:
                seen(outcome)
                advance(outcome)

            done = read_into(case, sources, outlet=outlet, published=date, processes=processes or 0, notify=notify)
    except KeyboardInterrupt:
        _summary(seen)
        click.echo("Interrupted. What was read is kept; the same command goes on with the rest.", err=True)
        return 130
    _summary(done)
    return 1 if done.failed or not (done.read or done.known) else 0


def _announce(sources: list[Source]) -> None:
    from treuga.cli.console import say

    for source in sources:
        if source.found:
            say(f"Using {source.metadata} for outlets and dates.")


@contextlib.contextmanager
def _progress(sources: list[Source]) -> Iterator[Notify]:
    """A bar on a terminal, and nothing in a pipe; failures are named as they come either way."""
    import sys

    from treuga.cli.console import console, plain

    def failure(outcome: Outcome) -> str:
        return plain(str(outcome.error))

    if not sys.stderr.isatty():
        yield lambda outcome: click.echo(failure(outcome), err=True) if outcome.error else None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from treuga.reading import count_files

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("read", total=count_files(sources))

        def advance(outcome: Outcome) -> None:
            if outcome.error:
                bar.console.print(failure(outcome))
            bar.advance(task)

        yield advance


def _summary(tally: Tally) -> None:
    from treuga.cli.console import flat, plain

    parts = [f"{tally.read} {'report' if tally.read == 1 else 'reports'} read"]
    if tally.known:
        parts.append(f"{tally.known} already there")
    if tally.failed:
        parts.append(f"{len(tally.failed)} could not be read")
    click.echo(", ".join(parts) + ".")
    if tally.undated:
        names = ", ".join(flat(name) for name in tally.undated[:10])
        more = f" and {len(tally.undated) - 10} more" if len(tally.undated) > 10 else ""
        click.echo(f"{len(tally.undated)} without a date: {names}{more}. Give it with --metadata or --published.")
    for remark in tally.remarks:
        click.echo(plain(remark), err=True)
    for error in tally.skipped_agreements:
        click.echo(f"Not linked, because this agreement file has a mistake: {plain(str(error))}", err=True)
    if not (tally.read or tally.known or tally.failed):
        click.echo("There was nothing to read: no text or HTML files are there.", err=True)
