"""``treuga parties``: look into the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from treuga.cli.options import case_option, debug_option, format_option

if TYPE_CHECKING:
    from treuga.extract.registry import Registry
    from treuga.model import Office, Party


@click.group("parties", short_help="Look up parties and persons.")
def command() -> None:
    """Look up parties and persons in the registry: by id, or by name."""


@command.command("show")
@click.argument("party")
@format_option(("text", "json"), default="text")
@case_option
@debug_option
def show(party: str, form: str, case_dir: str | None) -> None:
    """Show one PARTY by its id: names, offices, and for whom it speaks."""
    import difflib

    from treuga.cli import codes, console
    from treuga.errors import CaseError

    registry = _registry(case_dir)
    found = registry.get(party)
    if found is None:
        near = difflib.get_close_matches(party, [one.id for one in registry], n=3)
        advice = f"Did you mean {' or '.join(near)}?" if near else ""
        raise CaseError(codes.UNKNOWN_PARTY, f"the registry has no party '{party}'", remedy=advice)
    record = _record(found, registry)
    if form == "json":
        console.print_json(record)
        return
    for key, value in record.items():
        text = ", ".join(value) if isinstance(value, list) else str(value)
        if text:
            click.echo(console.flat(f"{key.replace('_', ' ')}: {text}"))


@command.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many at most.")
@format_option(("table", "json"))
@case_option
@debug_option
def find(words: tuple[str, ...], limit: int, form: str, case_dir: str | None) -> None:
    """Find parties whose names hold the WORDS, misspellings included."""
    from treuga.cli import console

    registry = _registry(case_dir)
    found = _ranked(registry, " ".join(words))[:limit]
    if form == "json":
        console.print_json([_record(party, registry) for party in found])
        return
    console.print_rows(("Party", "Name", "Kind", "Part of"), [
        [party.id, party.names[0], party.kind, ", ".join(party.part_of)] for party in found
    ])  # fmt: skip
    click.echo(f"{len(found)} found" if found else "Nothing found. A case adds its own parties in parties/*.yaml.")


def _registry(case_dir: str | None) -> Registry:
    from treuga.cli.agreements import case_or_none
    from treuga.extract.registry import load_registry

    case = case_or_none(case_dir)
    return load_registry(case.party_files if case else ())


def _ranked(registry: Registry, query: str) -> list[Party]:
    wanted = query.casefold()
    scored = []
    for party in registry:
        score = max(_likeness(wanted, name.casefold()) for name in (party.id, *party.names))
        if score >= 80:
            scored.append((-score, party.id, party))
    return [party for _, _, party in sorted(scored, key=lambda item: item[:2])]


def _likeness(wanted: str, name: str) -> float:
    # Whole names before parts of names, the shortest first, before misspellings.
    from rapidfuzz import fuzz

    if wanted == name:
        return 120.0
    if wanted in name:
        return 110.0 - len(name) / 100
    # A much shorter name is "contained" in almost any query, and says nothing.
    return fuzz.partial_ratio(wanted, name) if len(name) + 2 >= len(wanted) > 3 else fuzz.ratio(wanted, name)


def _record(party: Party, registry: Registry) -> dict[str, Any]:
    return {
        "party": party.id,
        "names": list(party.names),
        "kind": party.kind,
        "description": party.description,
        "part_of": list(party.part_of),
        "speaks_for": list(registry.principals(party.id)[1:]),
        "allies": list(party.allies),
        "offices": [_office(office) for office in party.offices],
    }


def _office(office: Office) -> str:
    if not (office.start or office.end):
        return f"{office.title}, {office.body}"
    return f"{office.title}, {office.body} ({office.start or '?'} to {office.end or 'now'})"
