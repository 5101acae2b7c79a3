"""The beginning of an agreement file, from a row of PA-X: all that it knows, and no commitment.

The texts of the table are somebody else's words. They only ever stand in quoted YAML scalars, which PyYAML writes;
comments hold nothing of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from treuga.agreements.lints.texts import hidden
from treuga.agreements.pax.table import PaxAgreement
from treuga.agreements.schema import VERSION, editor_hint
from treuga.agreements.topics import vocabularies
from treuga.extract.registry import Registry
from treuga.extract.registry_names import words_of
from treuga.model import PartialDate, Party

#: Kinds that sign; persons sign for one of them, and media for nobody.
_SIGNING = frozenset({"state", "government", "armed-group", "organisation", "group", "body"})
_ENTRIES = 60
_LONGEST = 200
_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Skeleton:
    """An agreement file without commitments.

    Attributes:
        id: of the agreement, and the name of its file.
        text: the file.
        parties: ids of the registry that the words of PA-X name.
        unknown: entries among those words in which the registry recognises nobody.
    """

    id: str
    text: str
    parties: tuple[str, ...]
    unknown: tuple[str, ...]


def skeleton(row: PaxAgreement, registry: Registry, *, version: int = 0, name: str = "") -> Skeleton:
    """Write the beginning of an agreement file.

    Args:
        row: from `read_table`.
        registry: the parties that exist.
        version: the release of PA-X, to be cited.
        name: id of the agreement; else ``pax-`` and its number.
    """
    parties, unknown = parties_in(row.parties, registry, row.signed)
    key = name or f"pax-{row.id}"
    release = f", version {version}" if version else ""
    source = f"PA-X Peace Agreements Database{release}, University of Edinburgh (PeaceRep), agreement {row.id}"
    lines = [
        editor_hint(),
        "# Begun from the metadata of PA-X. Who owes what to whom is not among them: add it, from the text itself.",
        f"treuga: {VERSION}",
        f"id: {key}",
        f"title: {_quoted(row.title)}",
        f"signed: {row.signed}",
        *_party_lines(parties, unknown),
        "",
        "sources:",
        f"  - source: {_quoted(source)}",
        "    certainty: secondary",
        f"note: {_quoted(_note(row, unknown))}",
        "",
        *_topic_lines(row),
        *_TEMPLATE,
    ]
    return Skeleton(key, "\n".join(lines) + "\n", parties, unknown)


_TEMPLATE = (
    "commitments:",
    "  # - id:",
    "  #   title:",
    "  #   debtor:          # who owes it",
    "  #   creditor:        # who is owed it",
    "  #   consequent:      # what is promised, in one sentence",
    "  #   deadline:        # a date, or signed + 30 days",
    "  #   topics: {pax: []}",
    "  #   testimony:",
    "  #     fulfilled: []",
    "  #     breached: []",
    "  #   sources:",
    "  #     - {source: Article 1, certainty: read}",
)


def parties_in(
    words: str, registry: Registry, on: PartialDate | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom the words of PA-X name, and the entries that name nobody whom the registry knows.

    A person stands for the first body for which he or she spoke on that day.
    """
    known: dict[str, None] = {}
    unknown: list[str] = []
    for entry in _entries(words):
        hits = [hit.party for hit in registry.names.find(words_of(entry)) if hit.how == "name"]
        found = [body for hit in hits if (body := _body(hit, registry, on))]
        known.update(dict.fromkeys(found))
        if not found:
            unknown.append(entry)
    return tuple(known), tuple(dict.fromkeys(unknown))


def _body(party_id: str, registry: Registry, on: PartialDate | None) -> str:
    def signs(party: Party | None) -> bool:
        return party is not None and party.kind in _SIGNING

    candidates = registry.principals(party_id, on)
    return next((one for one in candidates if signs(registry.get(one))), "")


def _entries(words: str) -> Iterator[str]:
    """The lines of the words of PA-X, and what semicolons part; without numbers and marks before them."""
    count = 0
    for part in re.split(r"[\n\r;]+", words):
        entry = re.sub(r"^[\W\d_]+", "", _flat(part)).strip(" .,:")
        if sum(c.isalpha() for c in entry) >= 2:
            yield entry[:_LONGEST]
            count += 1
        if count == _ENTRIES:
            return


def _flat(text: str) -> str:
    """One line without what cannot be seen: controls, and marks that turn the direction of a text."""
    return " ".join("".join(" " if hidden(c) or c in "\n\t" else c for c in text).split())


def _quoted(text: str) -> str:
    """A text as a double-quoted scalar on one line."""
    written: str = yaml.safe_dump(_flat(text), default_style='"', allow_unicode=True, width=float("inf"))
    return written.strip()


def _party_lines(parties: tuple[str, ...], unknown: tuple[str, ...]) -> Iterator[str]:
    yield "# Those of the registry whom PA-X names as parties. Check them, and add who is missing."
    if unknown:
        yield f"# {len(unknown)} of its entries name nobody whom the registry knows; the note has them."
    yield f"parties: [{', '.join(parties)}]"


def _note(row: PaxAgreement, unknown: tuple[str, ...]) -> str:
    parts = [
        ("Process", row.process), ("Conflict", row.conflict), ("Status", row.status), ("Stage", row.stage),
        ("Parties in the words of PA-X", row.parties), ("Third parties", row.third_parties),
        ("Not in the registry", "; ".join(unknown)),
    ]  # fmt: skip
    return " ".join(f"{name}: {_shortened(text)}." for name, text in parts if text)


def _shortened(text: str) -> str:
    flat = _flat(text).rstrip(".")
    return flat if len(flat) <= _NOTE else flat[: _NOTE - 1] + "…"


def _topic_lines(row: PaxAgreement) -> Iterator[str]:
    labels = vocabularies()["pax"]
    yield "# What the whole agreement treats, as PA-X codes it, graded 1 to 3. Each commitment has topics of its own."
    for code, grade in row.topics.items():
        yield f"#   {code:<12} {grade}  {labels[code]}"
