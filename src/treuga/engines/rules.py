"""The one definition (``rules.sql``), read and cut into its parts and steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal, Protocol, cast

_Kind = Literal["keep", "view", "drop"]
_MARK = re.compile(r"^-- (part|keep|view|drop): (\S+)\n", re.M)
#: What can be said, as the numbers that stand for it in the rules: claim * 10 + stance.
SAID: Final[Mapping[str, int]] = {
    "fulfilled": 10, "unfulfilled": 11, "breached": 20, "unbreached": 21, "outstanding": 30,
    "released": 50, "unreleased": 51, "suspended": 60, "unsuspended": 61,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A query with a name; ``keep`` is computed once, ``view`` wherever it is used. ``drop`` ends what was kept."""

    kind: _Kind
    name: str
    sql: str


class Runs(Protocol):
    """What a step needs of an engine."""

    def keep(self, name: str, sql: str) -> None:
        """Make a table of a query."""

    def view(self, name: str, sql: str) -> None:
        """Name a query."""

    def drop(self, name: str) -> None:
        """Forget a table."""


@cache
def parts() -> Mapping[str, tuple[Step, ...]]:
    """The steps of each part, in order, with braces where numbers belong."""
    text = files("treuga.engines").joinpath("rules.sql").read_text("utf-8")
    made: dict[str, list[Step]] = {}
    part: list[Step] = []
    _, *found = _MARK.split(text)
    for kind, name, sql in zip(found[::3], found[1::3], found[2::3], strict=True):
        if kind == "part":
            part = made.setdefault(name, [])
        else:
            part.append(Step(cast(_Kind, kind), name, sql.strip().removesuffix(";")))
    return {name: tuple(steps) for name, steps in made.items()}


def steps(part: str, **numbers: int) -> Iterator[Step]:
    """The steps of a part, with its numbers filled in."""
    filled = {**SAID, **numbers}
    for step in parts()[part]:
        yield Step(step.kind, step.name.format_map(filled), step.sql.format_map(filled))


def run(engine: Runs, part: str, **numbers: int) -> None:
    """Run a part."""
    for step in steps(part, **numbers):
        if step.kind == "drop":
            engine.drop(step.name)
        else:
            (engine.keep if step.kind == "keep" else engine.view)(step.name, step.sql)
