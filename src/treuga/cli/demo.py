"""``treuga demo``: the whole path on a shipped example, without network."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from treuga.cli.options import debug_option

if TYPE_CHECKING:
    from pathlib import Path

    from treuga.case import Case

AGREEMENT = "us-taliban-2020"
#: Two days before a decision was expected, which is the moment that the example's reports lead up to.
AS_OF = dt.date(2021, 2, 16)
#: Marks a folder as ours, so that a second run may use it and a foreign one is left alone.
MARKER = ".treuga-demo"


@click.command("demo", short_help="Try it: an example case, its board and its brief.")
@click.option(
    "--dir",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False),
    default="treuga-demo",
    show_default=True,
    help="Where the example case is made.",
)
@debug_option
def command(folder: str) -> int:
    """Make an example case, read its reports, and print the board, the gates and the path of the brief.

    The reports were written for this example: their events follow the public record in outline, but their words,
    outlets and details are invented, and its incidents are simulated. Nothing is fetched from a network.
    """
    from pathlib import Path

    from treuga.cli.console import say

    root = Path(folder)
    case = prepare(root)
    say(f"Example case in {root}. Its reports are invented for this demo; do not quote them.")
    failed = _read(case)
    _measure(case)
    _show(case)
    return 1 if failed else 0


def prepare(root: Path) -> Case:
    """Make the example case in a new or empty folder, or use the one that an earlier demo made.

    Raises:
        CaseError: the folder holds something else.
    """
    from treuga.case import Case
    from treuga.cli import codes
    from treuga.errors import CaseError

    if root.exists() and not (root / MARKER).is_file() and (not root.is_dir() or any(root.iterdir())):
        raise CaseError(codes.DEMO_TAKEN, "the folder holds something else", where=str(root))
    case = Case.init(root)
    (root / MARKER).touch()
    copy_reports(case.reports_dir)
    write_agreement(case.agreements_dir)
    return case


def write_agreement(target: Path) -> None:
    """Write the example's own copy of its agreement: the one that ships, with measures on the simulated incidents."""
    from importlib.resources import files

    from treuga.agreements import library

    own = target / f"{AGREEMENT}.yaml"
    if not own.exists() and can_measure():
        measures = (files("treuga") / "data" / "demo" / "measures.yaml").read_text("utf-8")
        own.write_text(library()[AGREEMENT].read_text("utf-8") + measures, encoding="utf-8")


def can_measure() -> bool:
    """Whether the libraries for incidents are here; without them the example asks nothing of its incidents."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("duckdb", "statsmodels", "altair", "vl_convert"))


def copy_reports(target: Path) -> int:
    """Copy the example's reports and their metadata to a folder; files that are there stay as they are."""
    from importlib.resources import files

    copied = 0
    for source in sorted((files("treuga") / "data" / "demo" / "reports").iterdir(), key=lambda item: item.name):
        if source.is_file() and not (target / source.name).exists():
            (target / source.name).write_bytes(source.read_bytes())
            copied += 1
    return copied


def _read(case: Case) -> bool:
    from treuga.cli.console import plain
    from treuga.reading import plan, read_into

    tally = read_into(case, plan([case.reports_dir]))
    known = f", {tally.known} already there" if tally.known else ""
    click.echo(f"{tally.read} reports read{known}.")
    for error in tally.failed:
        click.echo(plain(str(error)), err=True)
    return bool(tally.failed)


def _measure(case: Case) -> None:
    """Import the simulated incidents; without the libraries for it, say how to get them and go on."""
    from importlib.resources import as_file, files

    from treuga.cli.console import plain
    from treuga.errors import MonitorError
    from treuga.measures import import_file

    try:
        with as_file(files("treuga") / "data" / "demo") as folder:
            done = import_file(case.root / "incidents", folder / "incidents.csv.gz", mapping=folder / "incidents.yaml")
    except MonitorError as error:
        click.echo(plain(f"No incidents: {error}"), err=True)
        return
    known = ", already there" if done.known else ""
    click.echo(f"{done.manifest.kept:,} SIMULATED incidents{known}.")


def _show(case: Case) -> None:
    from treuga.assemble import Watch
    from treuga.cli import boardview
    from treuga.cli.console import console, print_line, write_file
    from treuga.publish import brief

    out = console()
    with Watch(case) as watch:
        board = watch.board(watch.agreement(AGREEMENT), AS_OF, dt.date.max)
    heading = f"{board.agreement.title}, {boardview.date_words(AS_OF, dt.date.max)}"
    out.print()
    boardview.print_board(out, heading, board.findings, board.coverage, AS_OF)
    out.print()
    boardview.print_gates(out, board.gates)
    for picture in board.pictures:
        out.print()
        print_line(picture.title, style="bold")
        print_line(picture.sentence)
    out.print()
    target = case.root / "brief.html"
    write_file(target, brief(board, format="html"))
    click.echo(f"The brief: {target}")
    click.echo(f"Ask on:    treuga why {AGREEMENT} no-safe-haven --as-of {AS_OF} --case {case.root}")
