"""``treuga agreements``: list, show and check agreement files, and print their schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from treuga.cli.options import agreement_argument, case_option, debug_option, format_option

if TYPE_CHECKING:
    from pathlib import Path

    from treuga.case import Case
    from treuga.errors import AgreementError
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

    case = case_or_none(case_dir)
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

    case = case_or_none(case_dir)
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
@click.option("--strict", is_flag=True, help="Lints fail too: exit code 1 where there is one.")
@format_option(("text", "json"), default="text")
@case_option
@debug_option
def check(files: tuple[str, ...], strict: bool, form: str, case_dir: str | None) -> int:
    """Check agreement FILEs: mistakes, and lints, each with its line and what to write instead.

    A mistake keeps a file from being used. A lint is something that can hardly be meant, for example a promise that no
    report could ever show kept; lints are looked for where there is no mistake.
    """
    from treuga.agreements import agreement_errors
    from treuga.agreements.lints import lints
    from treuga.cli import console
    from treuga.extract.registry import load_registry

    case = case_or_none(case_dir)
    registry = load_registry(case.party_files if case else ())
    data = _data_sets(case)
    records: list[dict[str, Any]] = []
    counts = {"mistake": 0, "lint": 0}
    for name in files:
        mistakes = agreement_errors(name, registry=registry)
        doubts = [] if mistakes else lints(name, registry=registry, data=data)
        found = [("mistake", one) for one in mistakes] + [("lint", one) for one in doubts]
        records += (_problem(name, kind, one) for kind, one in found)
        for kind, one in found:
            counts[kind] += 1
            if form == "text":
                click.echo(console.plain(str(one)))
        if form == "text" and not mistakes:
            click.echo(console.flat(f"{name}: no mistakes"))
    if form == "json":
        console.print_json(records)
    if records:
        console.say(", ".join(f"{n} {kind}{'s' * (n != 1)}" for kind, n in counts.items() if n))
    return 1 if counts["mistake"] or (strict and counts["lint"]) else 0


def _problem(name: str, kind: str, error: AgreementError) -> dict[str, Any]:
    line = error.where.rpartition(":")[2]
    return {
        "file": name,
        "line": int(line) if line.isdigit() else None,
        "kind": kind,
        "code": error.code,
        "message": error.message,
        "remedy": error.remedy,
    }


def _data_sets(case: Case | None) -> set[str] | None:
    """The data sets that a case has imported; None without a case, where nobody knows."""
    if case is None:
        return None
    from treuga.measures.store import Store

    return {dataset.name for dataset in Store(case.root / "incidents").datasets()}


@command.command("schema")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False), help="Write it into this file.")
@debug_option
def schema(out: str | None) -> None:
    """Print the JSON Schema of agreement files, by which an editor completes keys and marks mistakes.

    Write it beside your files, and let each begin with the line '# yaml-language-server: $schema=' and its name.
    """
    from pathlib import Path

    from treuga.agreements.schema import schema_text
    from treuga.cli import console

    if out:
        console.write_file(Path(out), schema_text())
    else:
        click.echo(schema_text(), nl=False)


def case_or_none(case_dir: str | None) -> Case | None:
    """The case, None where there is none and none was asked for by name: the library needs no case."""
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
