"""``treuga whatif``: the board as it would be."""

from __future__ import annotations

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


def _pairs(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for value in values:
        # An outlet may have an equals sign in its name; a grade, a day or an expression has none.
        name, equals, given = value.rpartition("=")
        if not (equals and name.strip() and given.strip()):
            raise click.BadParameter(f"'{value}' is not of the form {param.metavar}.", ctx, param)
        found[name.strip()] = given.strip()
    return found


@click.command("whatif", short_help="Show the board as it would be without a source, say.")
@agreement_argument
@click.option(
    "--drop-source",
    "without",
    metavar="NAME",
    multiple=True,
    help="Leave out a report, an outlet, or all that a party says.",
)
@click.option(
    "--grade",
    "grades",
    metavar="NAME=GRADE",
    multiple=True,
    callback=_pairs,
    help="Grade an outlet, or a party, on the Admiralty scale: 'Harbour Post=B2'.",
)
@click.option(
    "--move",
    "moves",
    metavar="COMMITMENT=DATE",
    multiple=True,
    callback=_pairs,
    help="Give a commitment another deadline: a day, or 'signed + 200 days'.",
)
@as_of_option
@known_at_option
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def command(
    *,
    agreement: str,
    without: tuple[str, ...],
    grades: dict[str, str],
    moves: dict[str, str],
    as_of: str | None,
    known_at: str | None,
    form: str,
    case_dir: str | None,
) -> None:
    """Show what would be different on an AGREEMENT without a source, with another grade, or with another deadline.

    Each option can be given several times. Nothing is changed by asking.
    """
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.cli import boardview, console
    from treuga.cli.changes import print_changes
    from treuga.monitor import Supposition
    from treuga.records import whatif_record

    if not (without or grades or moves):
        raise click.UsageError("Say what to suppose: --drop-source, --grade or --move.")
    supposing = Supposition(without, {name: grade.upper() for name, grade in grades.items()}, moves)
    when, known = dates(as_of, known_at)
    with Watch(Case.find(case_dir)) as watch:
        found = watch.agreement(agreement)
        records = watch.whatif(found, supposing, when, known)
        if form == "json":
            console.print_json([whatif_record(change, found.id, str(supposing)) for change in records])
        elif form == "csv":
            console.print_csv([whatif_record(change, found.id, str(supposing)) for change in records])
        else:
            heading = f"{found.title}, {boardview.date_words(when, known)}, supposing: {supposing}"
            print_changes(console.console(), heading, records, found, "Nothing would change.")
