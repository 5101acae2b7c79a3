"""``treuga incidents``: import incident data, and see what there is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from treuga.cli.options import case_option, debug_option, format_option

if TYPE_CHECKING:
    from treuga.case import Case
    from treuga.measures import DataSet, Imported, Store

#: Unknown actors that are named; the rest are counted.
_NAMED = 12


@click.command("incidents", short_help="Import incident data (UCDP, ACLED, GDELT, your own).")
@click.argument("files", nargs=-1, type=click.Path())
@click.option("--mapping", metavar="FILE", type=click.Path(), help="YAML file that says which column holds what.")
@click.option("--dataset", metavar="NAME", default="", help="Under which name it is kept.")
@click.option("--version", metavar="VERSION", default="", help="Which version it is; kept apart from others.")
@click.option("--published", metavar="DATE", default="", help="The day by which it could be known. Today.")
@click.option("--covers", metavar="FIRST..LAST", default="", help="Days for which no row means no incident.")
@click.option("--show", metavar="NAME", default="", help="Show one data set: actors, types, places.")
@format_option(("table", "json"))
@case_option
@debug_option
def command(
    *,
    files: tuple[str, ...],
    mapping: str | None,
    dataset: str,
    version: str,
    published: str,
    covers: str,
    show: str,
    form: str,
    case_dir: str | None,
) -> int:
    """Import FILES of incidents into the case; without FILES, list what there is.

    UCDP GED (CSV, JSON), ACLED exports and GDELT 2 events are known by their columns; any other CSV or Excel file needs
    a mapping. Rows that cannot be used are kept aside with number and reason. The same file again adds nothing.
    """
    from treuga.case import Case
    from treuga.measures import Store
    from treuga.measures.duck import need

    case = Case.find(case_dir)
    store = Store(case.root / "incidents")
    if files:
        need("duckdb")
        about = {"dataset": dataset, "version": version, "published": _day(published), "covers": covers}
        return _import(case, store, [Path(file) for file in files], mapping=Path(mapping) if mapping else None,
                       about=about, form=form)  # fmt: skip
    if show:
        _show(case, store.pick(show, version), form)
    else:
        _list(store, form)
    return 0


def _day(text: str) -> str:
    from treuga.assemble import day

    return day(text, day("2000-01-01", None)).isoformat() if text else ""  # type: ignore[arg-type]


def _import(
    case: Case, store: Store, files: list[Path], *, mapping: Path | None, about: dict[str, str], form: str
) -> int:
    from treuga.cli import console
    from treuga.errors import ReadError
    from treuga.measures import import_file

    failed, records = 0, []
    for path in files:
        try:
            done = import_file(store.root, path, mapping=mapping, **about)  # type: ignore[arg-type]
        except ReadError as error:
            failed += 1
            console.say(str(error))
            continue
        records.append(_record(done))
        if form != "json":
            _tell(done)
    if form == "json":
        console.print_json(records)
    elif len(files) > failed:
        _unknown(case, store.pick(records[-1]["dataset"], records[-1]["version"]))
    return 0 if not failed else 2 if failed == len(files) else 1


def _record(done: Imported) -> dict[str, Any]:
    one = done.manifest
    return {
        "file": one.file, "dataset": one.dataset, "version": one.version, "known": done.known, "rows": one.rows,
        "kept": one.kept, "bad": one.bad, "duplicates": one.duplicates, "lookalikes": one.lookalikes,
        "imprecise": one.imprecise, "covers": list(one.covers), "simulated": one.simulated,
        "rejected": str(done.rejected or ""), "reasons": dict(done.reasons),
    }  # fmt: skip


def _tell(done: Imported) -> None:
    from treuga.cli import console

    one = done.manifest
    words = console.flat(f"{one.file}: {one.dataset}, version {one.version}")
    if done.known:
        click.echo(f"{words}: already there, nothing added.")
        return
    simulated = ", SIMULATED" if one.simulated else ""
    click.echo(f"{words}{simulated}: {one.kept:,} of {one.rows:,} rows, {one.covers[0]} to {one.covers[1]}.")
    if one.bad or one.duplicates:
        click.echo(f"  Kept aside: {one.bad:,} bad, {one.duplicates:,} there before. See {done.rejected}")
        for reason, count in done.reasons[:8]:
            click.echo(console.flat(f"    {count:,} x {reason}"))
    if one.lookalikes:
        click.echo(f"  {one.lookalikes:,} rows agree with another in date, place, actors and count; they were kept.")
    if one.imprecise:
        click.echo(f"  {one.imprecise:,} rows have no exact day; finer series than their precision leave them out.")


def _unknown(case: Case, dataset: DataSet) -> None:
    from treuga.cli import console
    from treuga.extract.registry import load_registry
    from treuga.measures.actors import Actors

    unknown = Actors(load_registry(case.party_files)).unknown(dataset.actors())
    if unknown:
        named = ", ".join(f"{name} ({rows:,})" for name, rows in unknown[:_NAMED])
        more = f" and {len(unknown) - _NAMED:,} more" if len(unknown) > _NAMED else ""
        console.say(f"Actors that the registry does not know: {console.flat(named)}{more}.")
        console.say("Give them to parties with aliases in parties/*.yaml; until then they count under their own names.")


def _list(store: Store, form: str) -> None:
    from treuga.cli import console

    there = store.datasets()
    if form == "json":
        console.print_json([
            {"dataset": one.name, "version": one.version, "title": one.title, "files": len(one.files),
             "rows": sum(file.kept for file in one.files), "simulated": one.simulated,
             "covers": [[str(first), str(last)] for first, last in one.covered], "known": one.known.isoformat(),
             "provisional_from": str(one.provisional_from or "")}
            for one in there
        ])  # fmt: skip
        return
    console.print_rows(("Data set", "Version", "Rows", "Covers", "Title"), [
        (one.name, one.version, f"{sum(file.kept for file in one.files):,}",
         ", ".join(f"{first} to {last}" for first, last in one.covered), one.title)
        for one in there
    ])  # fmt: skip
    if not there:
        click.echo("No incidents yet. Import some with 'treuga incidents FILE'.")


def _show(case: Case, dataset: DataSet, form: str) -> None:
    from treuga.cli import console
    from treuga.extract.registry import load_registry
    from treuga.measures import Reader

    reader = Reader(dataset, load_registry(case.party_files))
    kinds = reader.kinds()
    actors = [(name, rows, reader.actors.party(name) or "") for name, rows in dataset.actors().items()]
    if form == "json":
        console.print_json({"dataset": dataset.name, "version": dataset.version, "others": list(dataset.others),
                            "actors": [list(row) for row in actors], **kinds})  # fmt: skip
        return
    click.echo(console.flat(f"{dataset.title}; other versions: {', '.join(dataset.others) or 'none'}"))
    console.print_rows(("Actor", "Rows", "Party"), [(name, f"{rows:,}", party) for name, rows, party in actors[:30]])
    for kind, values in kinds.items():
        console.print_rows((kind.capitalize(), "Rows"), [(name, f"{rows:,}") for name, rows in values[:15]])
