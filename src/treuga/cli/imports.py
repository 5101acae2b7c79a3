"""``treuga import``: what is known elsewhere, as the beginning of files of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from treuga.cli.options import case_option, debug_option, format_option

if TYPE_CHECKING:
    from treuga.agreements.pax import PaxAgreement, PaxTable, Skeleton

#: More rows than that are no help in a terminal.
_SHOWN = 40


@click.group("import", short_help="Begin an agreement file from PA-X.")
def command() -> None:
    """Begin files of your own from what others have gathered."""


@command.command("pax")
@click.argument("file", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False))
@click.option("--id", "numbers", metavar="NUMBER", multiple=True, help="The agreement's number in PA-X (AgtId).")
@click.option("--find", "words", metavar="WORDS", default="", help="Search: all of these words stand in the title.")
@click.option("--country", metavar="CODE", default="", help="Search: ISO code (COL), or a word of the conflict's name.")
@click.option(
    "--process", metavar="WORDS", default="", help="Search: a part of the peace process's name, or its number."
)
@click.option("--name", metavar="ID", default="", help="The id of the new agreement file; else pax-NUMBER.")
@click.option("--out", metavar="DIR", type=click.Path(file_okay=False), help="Write the file into this folder.")
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def pax(
    *,
    file: str,
    numbers: tuple[str, ...],
    words: str,
    country: str,
    process: str,
    name: str,
    out: str | None,
    form: str,
    case_dir: str | None,
) -> int:
    """Begin an agreement file from the table of PA-X, or search in it.

    FILE.csv is the table of all agreements that peaceagreements.org offers. With --id the metadata of that agreement
    become an agreement file: title, date, parties, topics, source. The commitments are yours to add. Without --id the
    table is searched.
    """
    from treuga.agreements.pax import read_table
    from treuga.cli import console

    if numbers and (words or country or process):
        raise click.UsageError("'--id' takes an agreement, '--find', '--country' and '--process' search: use one.")
    if (name or out) and not numbers:
        raise click.UsageError("'--name' and '--out' need '--id', which says which agreement.")
    if len(numbers) > 1 and (name or not out):
        raise click.UsageError("Several agreements need '--out', a folder, and no '--name'.")
    table = read_table(file)
    for problem in table.problems:
        console.say(str(problem))
    if numbers:
        _write([table.get(number) for number in numbers], table, name, out, case_dir)
    else:
        _list(table.find(words, country, process), form)
    return 1 if table.problems else 0


def _list(rows: list[PaxAgreement], form: str) -> None:
    from treuga.cli import console

    records = [
        {
            "number": row.id,
            "signed": str(row.signed),
            "countries": " ".join(row.countries),
            "process": row.process,
            "title": row.title,
        }
        for row in rows
    ]
    if form == "json":
        console.print_json(records)
    elif form == "csv":
        console.print_csv(records)
    else:
        columns = ("number", "signed", "countries", "title")
        shown = [[record[key] for key in columns] for record in records[:_SHOWN]]
        console.print_rows([key.capitalize() for key in columns], shown)
        more = f", of which {_SHOWN} are shown; narrow the search, or use --format csv" * (len(rows) > _SHOWN)
        console.say(f"{len(rows)} {'agreement' if len(rows) == 1 else 'agreements'}{more}")


def _write(rows: list[PaxAgreement], table: PaxTable, name: str, out: str | None, case_dir: str | None) -> None:
    from treuga.agreements.fields import KEBAB
    from treuga.agreements.pax import skeleton
    from treuga.cli import console
    from treuga.cli.agreements import case_or_none
    from treuga.extract.registry import load_registry

    if name and not KEBAB.match(name):
        raise click.UsageError(f"'{console.flat(name)}' is no id: use lower-case letters, digits and single hyphens.")
    case = case_or_none(case_dir)
    registry = load_registry(case.party_files if case else ())
    made = [skeleton(row, registry, version=table.version, name=name) for row in rows]
    if out is None:
        click.echo(made[0].text, nl=False)
    else:
        _into(Path(out), made)
    for one in made:
        for entry in one.unknown:
            console.say(f"{one.id}: not in the registry: {console.flat(entry)}")


def _into(folder: Path, made: list[Skeleton]) -> None:
    """Write the files, and beside them the schema that their first line names.

    Raises:
        AgreementError: one of them is there already (TR563); then none is written.
    """
    from treuga.agreements.pax import codes
    from treuga.agreements.schema import FILE_NAME, schema_text
    from treuga.cli import console
    from treuga.errors import AgreementError

    files = {folder / f"{one.id}.yaml": one.text for one in made}
    for path in files:
        if path.exists():
            raise AgreementError(codes.EXISTS, f"'{path.name}' is not written over", where=str(path))
    if not folder.is_dir():
        raise click.UsageError(f"There is no folder '{console.flat(str(folder))}'.")
    if not (folder / FILE_NAME).exists():
        console.write_file(folder / FILE_NAME, schema_text())
    for path, text in files.items():
        console.write_file(path, text)
        console.say(f"{console.flat(str(path))} written: add the commitments, then 'treuga agreements check' it.")
