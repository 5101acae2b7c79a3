"""What the lints look at: an agreement beside the sheet that it was read from, and the patterns with their places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from treuga.agreements.fields import Sheet
from treuga.model import Agreement, Commitment, Pattern
from treuga.yamlio import Plain, Route

SIDES = ("fulfilled", "breached", "released", "suspended")


@dataclass(frozen=True)
class Desk:
    """One file on the desk.

    Attributes:
        agreement, sheet: the same file, read and as written; lints are noted on the sheet.
        other: gives another agreement by its id and the path of the file that names it.
        data: data sets that exist; None where nobody knows.
    """

    agreement: Agreement
    sheet: Sheet
    other: Callable[[str, Path], Agreement | None]
    data: Collection[str] | None

    def note(self, code: str, message: str, *route: str | int, remedy: str = "") -> None:
        """Note a lint at a place."""
        self.sheet.report(code, message, route, remedy)

    @cached_property
    def written(self) -> Mapping[str, Plain]:
        """The file as plain data."""
        return self.sheet.document.data

    def told(self, position: int) -> Iterator[tuple[Route, Pattern]]:
        """The patterns of a commitment, each with its place."""
        commitment = self.agreement.commitments[position]
        for side in SIDES:
            for number, pattern in enumerate(getattr(commitment, side)):
                yield ("commitments", position, "testimony", side, number), pattern

    def patterns(self) -> Iterator[tuple[Route, Pattern]]:
        """All patterns of the file, each with its place."""
        agreement = self.agreement
        for position in range(len(agreement.commitments)):
            yield from self.told(position)
        for i, gate in enumerate(agreement.gates):
            yield from _listed(("gates", i, "opened"), gate.opened)
            yield from _listed(("gates", i, "refused"), gate.refused)
            for j, condition in enumerate(gate.conditions):
                yield from _listed(("gates", i, "conditions", j, "met"), condition.met)
                yield from _listed(("gates", i, "conditions", j, "unmet"), condition.unmet)
        for i, talks in enumerate(agreement.talks):
            for kind, entries in (("stages", talks.stages), ("items", talks.items)):
                for j, stage in enumerate(entries):
                    yield from _listed(("talks", i, kind, j, "reached"), stage.reached)

    @cached_property
    def dead(self) -> frozenset[str]:
        """Commitments of the file that can never be shown fulfilled, in themselves or for what they wait for."""
        return dead_ends(self.agreement)


def _listed(route: Route, patterns: tuple[Pattern, ...]) -> Iterator[tuple[Route, Pattern]]:
    yield from (((*route, number), pattern) for number, pattern in enumerate(patterns))


def untold(agreement: Agreement, commitment: Commitment) -> bool:
    """Whether nothing could ever decide a commitment: no pattern and no measure that could speak of it.

    What is to be achieved needs a sign that it was; conduct is kept until a breach shows, so either sign will do.
    """
    if any(measure.subject == f"commitment:{commitment.id}" for measure in agreement.measures):
        return False
    signs = commitment.fulfilled if commitment.mode == "achieve" else (*commitment.fulfilled, *commitment.breached)
    return not any(map(possible, signs))


def dead_ends(agreement: Agreement) -> frozenset[str]:
    """Ids of commitments to achieve something that can never be shown achieved.

    Conduct that is promised holds until it is broken, so that nothing is stopped by it.
    """
    deeds = [commitment for commitment in agreement.commitments if commitment.mode == "achieve"]
    dead = {commitment.id for commitment in deeds if untold(agreement, commitment)}
    while more := {c.id for c in deeds if c.id not in dead and not dead.isdisjoint(c.antecedent)}:
        dead |= more
    return frozenset(dead)


def possible(pattern: Pattern) -> bool:
    """Whether a pattern can match anything, as far as its own words tell."""
    return not ruled_out(pattern)


def ruled_out(pattern: Pattern) -> str:
    """What a pattern asks for and rules out in one: ``action``, ``object``, ``state``, or nothing.

    An action or an object stands among the words at which ``excluding`` looks, so a pattern whose every action (or
    object) is excluded matches no clause. Of several words in one entry, the exclusion of any part is enough.
    """
    excluded = [set(entry.replace("-", " ").split()) for entry in pattern.excluding]

    def all_out(entries: tuple[str, ...]) -> bool:
        parts = [set(entry.replace("-", " ").split()) for entry in entries]
        return bool(parts) and all(any(out <= part for out in excluded) for part in parts)

    if all_out(pattern.objects):
        return "object"
    if all_out(pattern.actions) and (not pattern.states or all_out(pattern.states)):
        return "action"
    if not pattern.actions and all_out(pattern.states):
        return "state"
    return ""
