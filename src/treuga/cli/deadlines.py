"""``treuga deadlines``: what is due when."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from treuga.cli.options import as_of_option, case_option, dates, debug_option, format_option, known_at_option

if TYPE_CHECKING:
    from treuga.monitor import Due


@click.command("deadlines", short_help="Show what is due when; as a calendar, too.")
@click.argument("agreement", required=False)
@as_of_option
@known_at_option
@click.option("--open", "only_open", is_flag=True, help="Only what is still to come, or to be done.")
@click.option(
    "--ics", metavar="FILE", type=click.Path(dir_okay=False), help="Also write them as a calendar file (iCalendar)."
)
@click.option(
    "--remind",
    metavar="DAYS",
    type=click.IntRange(0, 366),
    default=0,
    envvar="TREUGA_REMIND",
    help="In the calendar file, remind so many days before; else TREUGA_REMIND.",
)
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def command(
    *,
    agreement: str | None,
    as_of: str | None,
    known_at: str | None,
    only_open: bool,
    ics: str | None,
    remind: int,
    form: str,
    case_dir: str | None,
) -> None:
    """Show all deadlines of an AGREEMENT by date, with the state of what is due, and when decisions are expected.

    Without an AGREEMENT: those of all agreements of which the case's reports speak.
    """
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.cli import console
    from treuga.records import due_record, due_row

    when, known = dates(as_of, known_at)
    with Watch(Case.find(case_dir)) as watch:
        found = watch.deadlines(watch.agreement(agreement) if agreement else None, when, known)
    if only_open:
        found = [due for due in found if not due.settled]
    if form == "json":
        console.print_json([due_record(due) for due in found])
    elif form == "csv":
        console.print_csv([due_row(due) for due in found])
    else:
        _print_table(found, several=agreement is None)
    if ics:
        _write_calendar(Path(ics), found, remind)


def _print_table(found: list[Due], *, several: bool) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from treuga.cli.console import console, flat

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in ("Date", "Schedule", "State", "What is due"):
        table.add_column(name, overflow="fold")
    for due in found:
        what = Text(flat(due.subject), style="bold")
        lines = (due.agreement if several else "", _about(due))
        what.append("".join(f"\n{flat(line)}" for line in lines if line), style="not bold dim")
        table.add_row(str(due.date or "unknown"), _when(due), due.state, what)
    if found:
        console().print(table)
    click.echo(f"{len(found)} {'date' if len(found) == 1 else 'dates'}" if found else "Nothing is due.")


def _when(due: Due) -> str:
    if due.days is None or due.schedule in ("late", "on time", "done, date unknown"):
        return due.schedule
    count = abs(due.days)
    distance = f"{count} {'day' if count == 1 else 'days'} {'ago' if due.days < 0 else 'left'}" if count else "today"
    return f"{due.schedule}, {distance}"


def _about(due: Due) -> str:
    if due.kind == "deadline":
        return f"{due.title} ({due.note})" if due.note else due.title
    if due.kind == "milestone":
        return f"{due.kind}: {due.note}"
    return f"{due.kind} ({due.note})" if due.kind == "also given as" else f"{due.title}: {due.kind}, {due.note}"


def _write_calendar(path: Path, found: list[Due], remind: int) -> None:
    from treuga.cli.console import say, write_file
    from treuga.monitor.calendar import icalendar

    write_file(path, icalendar(found, stamp=dt.datetime.now(dt.UTC), remind=remind))
    count = sum(due.date is not None for due in found)
    say(f"{count} {'date' if count == 1 else 'dates'} written to {path}")
