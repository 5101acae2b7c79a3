"""Which commitments wait for which: rounds of judging, circles, and what a change reaches."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

Edge = tuple[int, int]


def levels(edges: Iterable[Edge]) -> tuple[dict[int, int], tuple[int, ...]]:
    """How deep each commitment lies below those that wait for nobody.

    Args:
        edges: (who waits, for whom).

    Returns:
        Commitment -> level for all that are in an edge, and a circle as a path that ends where it begins; one is empty.
    """
    needs: dict[int, set[int]] = {}
    for who, whom in edges:
        needs.setdefault(who, set()).add(whom)
    found: dict[int, int] = {}
    try:
        for one in TopologicalSorter(needs).static_order():
            found[one] = max((found[other] + 1 for other in needs.get(one, ())), default=0)
    except CycleError as error:
        # graphlib tells the path from what is needed to who needs it; people read it the other way.
        return {}, tuple(reversed(error.args[1]))
    return found, ()


def dependents(edges: Iterable[Edge], touched: Iterable[int]) -> set[int]:
    """What is touched, what waits for it, what waits for that, and so on."""
    waiting: dict[int, list[int]] = {}
    for who, whom in edges:
        waiting.setdefault(whom, []).append(who)
    reached, open_ = set(touched), list(touched)
    while open_:
        for who in waiting.get(open_.pop(), ()):
            if who not in reached:
                reached.add(who)
                open_.append(who)
    return reached
