"""Reading the patterns of a commitment, gate or stage of talks."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import cast

from treuga.agreements import codes
from treuga.agreements.fields import Field, shown
from treuga.agreements.words import Lexicon
from treuga.model import Bound, Pattern

Roles = Mapping[str, tuple[str, ...]]

PATTERN_KEYS = ("action", "object", "state", "context", "excluding", "by", "of", "count", "bound")
BOUNDS = ("exactly", "at most", "at least")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?", re.ASCII)


def read_patterns(field: Field | None, lexicon: Lexicon, roles: Roles) -> tuple[Pattern, ...]:
    """Read a list of patterns; None gives none."""
    if field is None:
        return ()
    return tuple(read_pattern(item, lexicon, roles) for item in field.items())


def read_pattern(field: Field, lexicon: Lexicon, roles: Roles) -> Pattern:
    """Read one pattern.

    Args:
        field: its mapping.
        lexicon: the word classes that it may name.
        roles: words that stand for parties in ``by`` and ``of`` (``debtor``), with those parties.
    """
    keys = field.mapping((), PATTERN_KEYS)

    def lemmas(name: str) -> tuple[str, ...]:
        return lexicon.expand(keys[name].texts()) if name in keys else ()

    actions, objects, states = lemmas("action"), lemmas("object"), lemmas("state")
    if isinstance(field.value, dict) and "action" not in keys and not ("object" in keys and "state" in keys):
        field.problem(
            codes.EMPTY_PATTERN,
            f"{field.name} can match nothing: it has neither 'action' nor both 'object' and 'state'",
        )
    count, unit = read_count(keys.get("count"))
    contexts = _contexts(keys["context"], lexicon) if "context" in keys else ()
    if "bound" in keys and "count" not in keys:
        keys["bound"].problem(codes.BAD_COUNT, "'bound' says how a 'count' is meant, and there is none", "Add 'count'.")
    owners = _parties(keys.get("of"), roles)
    return Pattern(
        actions=actions,
        objects=objects,
        states=states,
        context=contexts[0] if contexts else (),
        also=contexts[1:],
        excluding=lemmas("excluding"),
        by=_parties(keys.get("by"), roles),
        of=owners[0] if owners else "",
        count=count,
        unit=unit,
        bound=cast(Bound, keys["bound"].one_of(BOUNDS, BOUNDS[0]) if "bound" in keys else BOUNDS[0]),
    )


def _contexts(field: Field, lexicon: Lexicon) -> tuple[tuple[str, ...], ...]:
    """One list of words, of which any will do; of a list of lists, each asks for a word of its own."""
    nested = isinstance(field.value, list) and any(isinstance(entry, list) for entry in field.value)
    return tuple(lexicon.expand(part.texts()) for part in (field.items() if nested else [field]))


def _parties(field: Field | None, roles: Roles) -> tuple[str, ...]:
    """Party ids, with role words replaced; each once."""
    found: dict[str, None] = {}
    for entry in field.texts() if field else ():
        word = entry.text()
        if word in roles:
            found.update(dict.fromkeys(roles[word]))
        elif entry.id():
            found[word] = None
    return tuple(found)


def read_count(field: Field | None) -> tuple[float | None, str]:
    """A number with its unit; (None, "") where there is no field."""
    if field is None:
        return None, ""
    keys = field.mapping(("value", "unit"))
    unit = " ".join(keys["unit"].text().lower().split()) if "unit" in keys else ""
    if "value" not in keys:
        return None, unit
    written = keys["value"].text()
    number = float(written.replace(",", "")) if _NUMBER.fullmatch(written) else math.nan
    if written and not number > 0:
        keys["value"].problem(codes.BAD_COUNT, f"'{shown(written)}' is no positive number", "Write it in digits.")
    return (number if number > 0 else None), unit


def party_fields(field: Field, roles: Roles) -> list[Field]:
    """The places in one pattern that name a party by id, for the check against the registry."""
    keys = field.value if isinstance(field.value, dict) else {}
    named: list[Field] = []
    for name in ("by", "of"):
        if keys.get(name):
            child = Field(field.sheet, (*field.route, name), keys[name], name)
            named += [entry for entry in child.texts() if entry.text() not in roles]
    return named
