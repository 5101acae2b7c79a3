"""``treuga agreements``: list, show and check agreement files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from treuga.cli.options import agreement_argument, case_option, debug_option, format_option

if TYPE_CHECKING:
    from pathlib import Path

    from treuga.case import Case
    from treuga.model import Agreement


@click.group("agreements", short_help="List, show or check agreements.")
def command() -> None:
    """List the agreements that can be watched, show one, or check a file that you write."""


@command.command("list")
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def list_agreements(form: str, case_dir: str | None) -> int:
    """List the agreements of the case, and those that ship with Treuga."""
    from treuga.agreements import library, load_agreement
    from treuga.cli import console
    from treuga.errors import AgreementError
    from treuga.extract.registry import load_registry

    case = _case(case_dir)
    registry = load_registry(case.party_files if case else ())
    own = _own_files(case)
    records, wrong = [], 0
    for path in (*own, *library().values()):
        try:
            records.append(_record(load_agreement(path, registry=registry), own=path in own))
        except AgreementError as error:
            wrong += 1
            console.say(str(error))
    if form == "json":
        console.print_json(records)
    elif form == "csv":
        console.print_csv([{**record, "parties": "; ".join(record["parties"])} for record in records])
    else:
        columns = ("agreement", "signed", "commitments", "gates", "from", "title")
        rows = [[str(record[key]) for key in columns] for record in records]
        console.print_rows([key.capitalize() for key in columns], rows)
    return 1 if wrong else 0


@command.command("show")
@agreement_argument
@case_option
@debug_option
def show(agreement: str, case_dir: str | None) -> None:
    """Show an AGREEMENT: who owes what to whom, until when, and on what ground."""
    from treuga.agreements import find_agreement
    from treuga.cli import console
    from treuga.extract.registry import load_registry

    case = _case(case_dir)
    registry = load_registry(case.party_files if case else ())
    found = find_agreement(agreement, folder=case.agreements_dir if case else None, registry=registry)
    click.echo(console.flat(f"{found.id}: {found.title}"))
    click.echo(console.flat(f"signed: {found.signed or 'not told'}; parties: {', '.join(found.parties)}"))
    for side, allies in found.sides.items():
        if allies:
            click.echo(console.flat(f"on the side of {side}: {', '.join(allies)}"))
    if found.note:
        click.echo(console.flat(found.note))
    click.echo()
    rows = [
        [
            commitment.id,
            f"{', '.join(commitment.debtor)} to {', '.join(commitment.creditor)}",
            str(commitment.deadline.date or commitment.deadline.expression) if commitment.deadline else "no deadline",
            commitment.title,
        ]
        for commitment in found.commitments
    ]
    console.print_rows(("Commitment", "Who to whom", "Until", "What"), rows)
    for gate in found.gates:
        click.echo(console.flat(f"gate {gate.id}: {gate.title} (decided by {', '.join(gate.decider)})"))
    for talks in found.talks:
        click.echo(console.flat(f"talks {talks.id}: {talks.title} ({', '.join(talks.parties)})"))
    for source in found.sources:
        click.echo(console.flat(f"source: {source.source} [{source.certainty}]"))
    click.echo(console.flat(f"file: {found.path}"))


@command.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@case_option
@debug_option
def check(files: tuple[str, ...], case_dir: str | None) -> int:
    """Check agreement FILEs, and name every mistake with its line and what to write instead."""
    from pathlib import Path

    from treuga.agreements import agreement_errors
    from treuga.cli import console
    from treuga.extract.registry import load_registry

    case = _case(case_dir)
    registry = load_registry(case.party_files if case else ())
    found = 0
    for name in files:
        errors = agreement_errors(Path(name), registry=registry)
        found += len(errors)
        for error in errors:
            click.echo(console.plain(str(error)))
        if not errors:
            click.echo(console.flat(f"{name}: no mistakes"))
    if found:
        console.say(f"{found} {'mistake' if found == 1 else 'mistakes'}")
    return 1 if found else 0


def _case(case_dir: str | None) -> Case | None:
    # The library needs no case; but a case that was asked for by name must be there.
    import os

    from treuga.case import Case
    from treuga.errors import CaseError

    try:
        return Case.find(case_dir)
    except CaseError:
        if case_dir or os.environ.get("TREUGA_CASE"):
            raise
        return None


def _own_files(case: Case | None) -> list[Path]:
    if case is None:
        return []
    return sorted(path for path in case.agreements_dir.glob("*") if path.suffix in {".yaml", ".yml"})


def _record(agreement: Agreement, *, own: bool) -> dict[str, Any]:
    return {
        "agreement": agreement.id,
        "title": agreement.title,
        "signed": agreement.signed.iso if agreement.signed else "",
        "parties": list(agreement.parties),
        "commitments": len(agreement.commitments),
        "gates": len(agreement.gates),
        "from": "case" if own else "library",
    }
