"""Lints about patterns: words that rule each other out, count twice, or are never used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

from treuga.agreements.fields import listed
from treuga.agreements.lints import codes
from treuga.agreements.lints.desk import Desk, ruled_out
from treuga.model import Pattern
from treuga.yamlio import Plain, Route

_MANY = 4


def check_possible(desk: Desk) -> None:
    """No pattern rules out all that it asks for."""
    for route, pattern in desk.patterns():
        if part := ruled_out(pattern):
            message = f"this pattern matches nothing: 'excluding' rules out every '{part}' of it"
            desk.note(codes.IMPOSSIBLE_PATTERN, message, *route)


def check_opposites(desk: Desk) -> None:
    """No words of one commitment, or condition, speak for it and against it; none of its patterns stands twice."""
    for told in _subjects(desk):
        for (first, one), (second, two) in combinations(told, 2):
            if first[:-1] == second[:-1]:
                if one == two:
                    line = desk.sheet.line(first)
                    desk.note(codes.CONTRADICTION, f"this pattern stands on line {line} already", *second)
            elif shared := _shared(one, two):
                line = desk.sheet.line(first)
                message = f"{_named(shared)} would count as '{first[-2]}' by line {line}, and as '{second[-2]}' here"
                desk.note(codes.CONTRADICTION, message, *second)


def _subjects(desk: Desk) -> Iterator[list[tuple[Route, Pattern]]]:
    """The patterns of each commitment and of each condition."""
    for position in range(len(desk.agreement.commitments)):
        yield list(desk.told(position))
    found: dict[Route, list[tuple[Route, Pattern]]] = {}
    for route, pattern in desk.patterns():
        if route[-2] in ("met", "unmet", "opened", "refused"):
            found.setdefault(route[:-2], []).append((route, pattern))
    yield from found.values()


def _shared(one: Pattern, two: Pattern) -> list[str]:
    """The actions (or states, where there are none) at which two patterns would match the same clause.

    All else in them is the same. Where anything differs (who does it, in which context, how many), the author
    has told them apart.
    """
    by_state = not one.actions and not two.actions
    ours, theirs = (one.states, two.states) if by_state else (one.actions, two.actions)
    same = {"actions": (), "objects": (), **({"states": ()} if by_state else {})}
    if replace(one, **same) != replace(two, **same) or bool(one.objects) != bool(two.objects):  # type: ignore[arg-type]
        return []
    if one.objects and set(one.objects).isdisjoint(two.objects):
        return []
    return [word for word in ours if word in theirs]


def _named(entries: list[str]) -> str:
    more = f" and {len(entries) - _MANY} more words" if len(entries) > _MANY else ""
    return listed(repr(word) for word in entries[:_MANY]) + more


def check_classes(desk: Desk) -> None:
    """Every word class of the file is used, in a pattern or in another class."""
    own = desk.written.get("words")
    if not isinstance(own, dict):
        return
    used = set(_class_names({key: value for key, value in desk.written.items() if key != "words"}))
    for name, members in own.items():
        used |= set(_class_names(members)) - {name}
    for name in own:
        if name not in used:
            desk.note(codes.UNUSED, f"no pattern uses the word class '@{name}'", "words", name)


def _class_names(value: Plain) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip().startswith("@"):
            yield value.strip()[1:]
        return
    for child in value.values() if isinstance(value, dict) else value:
        yield from _class_names(child)


CHECKS: tuple[Callable[[Desk], None], ...] = (check_possible, check_opposites, check_classes)
