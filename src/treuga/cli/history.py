"""``treuga history``: the state of every commitment over time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from treuga.cli.options import agreement_argument, case_option, debug_option, format_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from treuga.assemble import Watch
    from treuga.engines.history import EngineName, Standing
    from treuga.model import Agreement


@click.command("history", short_help="Show the state of every promise over time.")
@agreement_argument
@click.option("--from", "first", metavar="DATE", required=True, help="The first day that is asked about.")
@click.option("--to", "last", metavar="DATE", help="The last one. Left out: today.")
@click.option(
    "--every", type=click.Choice(("week", "month", "day")), default="week", show_default=True, help="The steps between."
)
@click.option(
    "--known-at",
    metavar="DATE",
    help="Ask about each day with what was known on this one. Left out: with what was known on the day itself.",
)
@click.option(
    "--engine",
    type=click.Choice(("auto", "python", "duckdb", "spark")),
    default="auto",
    show_default=True,
    help="Where it is worked out; the answer is the same.",
)
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def command(
    *,
    agreement: str,
    first: str,
    last: str | None,
    every: str,
    known_at: str | None,
    engine: EngineName,
    form: str,
    case_dir: str | None,
) -> None:
    """Show where every promise of an AGREEMENT stood on each day of a span, as it was known then.

    The table has a line for each change only; JSON and CSV have one for every promise and day.
    """
    from treuga.assemble import Watch, day
    from treuga.case import Case
    from treuga.cli import console
    from treuga.engines.history import days

    today = dt.date.today()
    begin, end = day(first, today), day(last, today)
    known = day(known_at, dt.date.max) if known_at else None
    grid = days(begin, end, every)  # type: ignore[arg-type]
    with Watch(Case.find(case_dir)) as watch:
        found = watch.agreement(agreement)
        standings = _standings(watch, found, grid, known, engine)
    if form == "json":
        console.print_json([{**_record(one, found.id), "readings": _readings(one)} for one in standings])
    elif form == "csv":
        console.print_csv([{**_record(one, found.id), **_flat(one)} for one in standings])
    else:
        _print_table(
            found, standings, f"from {begin} to {end}, by the {every}" + (f", known on {known}" if known else "")
        )


def _standings(
    watch: Watch, agreement: Agreement, grid: Sequence[dt.date], known: dt.date | None, engine: EngineName
) -> list[Standing]:
    from treuga.engines.history import by_grid, choose, of_findings
    from treuga.engines.tables import Question

    evidence = watch.evidence(agreement)
    questions = [Question(day, known or day) for day in grid]
    chosen = choose(engine, len(evidence), len(grid))
    if chosen not in ("duckdb", "spark"):
        return [one for q in questions for one in of_findings(watch.findings(agreement, q.as_of, q.known_at))]
    # What incident data say depends on the day that is asked about.
    measured = {i: watch.measured_evidence(agreement, q.as_of, q.known_at) for i, q in enumerate(questions)}
    return by_grid(agreement, evidence, questions, engine=chosen, groups=watch.groups, for_question=measured)


def _print_table(agreement: Agreement, standings: Sequence[Standing], span: str) -> None:
    from treuga.cli import console
    from treuga.engines.history import turns

    out = console.console()
    console.print_line(f"{agreement.title}, {span}", style="bold", out=out)
    out.print()
    rows = []
    for one, before in turns(standings):
        # Without the day of the deadline, which JSON and CSV have: it leaves more room for ids.
        told = (_state(one), _state(before) if before else "", one.schedule, one.evidence_class)
        rows.append((one.as_of.isoformat(), one.commitment, *told))
    console.print_rows(
        ("On", "Commitment", "State", "Before", "Schedule", "Evidence"), rows, whole=("On", "Commitment")
    )


def _state(one: Standing) -> str:
    if one.state != "disputed":
        return one.state
    return f"disputed (debtor: {one.readings[0]}, creditor: {one.readings[1]})"


def _record(one: Standing, agreement: str) -> dict[str, Any]:
    """One promise on one day: the keys of ``treuga status`` where they mean the same."""
    from treuga.records import known_at

    return {
        "agreement": agreement,
        "commitment": one.commitment,
        "as_of": one.as_of.isoformat(),
        "known_at": known_at(one.known_at),
        "state": one.state,
        "schedule": one.schedule,
        "deadline": one.deadline.isoformat() if one.deadline else None,
        "evidence_class": one.evidence_class,
    }


def _readings(one: Standing) -> dict[str, str]:
    return {"debtor": one.readings[0], "creditor": one.readings[1]}


def _flat(one: Standing) -> dict[str, str]:
    return {"debtor_reading": one.readings[0], "creditor_reading": one.readings[1]}
