"""Which reports could be known when, and which of them have one voice between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from treuga.model import Report

if TYPE_CHECKING:
    from treuga.ledger import Listed


def could_be_known(report: Report | Listed, known_at: dt.date) -> bool:
    """Whether a report was out by then: published, or, where undated, read into the ledger."""
    upto = report.published.latest if report.published else report.retrieved
    return known_at == dt.date.max or (upto is not None and upto <= known_at)


def copies(reports: Sequence[Report]) -> list[list[str]]:
    """Groups of two or more reports that are copies of one another, from their texts.

    The ledger knows them already (`treuga.ledger.Ledger.stories`); this is for one that cannot be written.
    """
    if len(reports) < 2:
        return []
    from treuga.text import near_duplicates, without_furniture

    # Copies stand on pages whose furniture differs.
    groups: Iterable[Sequence[int]] = near_duplicates([without_furniture(r.text, r.furniture) for r in reports])
    return [[reports[i].id for i in group] for group in groups if len(group) > 1]


def one_voice(
    reports: Iterable[Report | Listed], owners: Mapping[str, str], stories: Iterable[Sequence[str]]
) -> dict[str, str]:
    """Report id -> group, where copies, and reports of outlets with the same owner, are one group."""
    group = {report.id: f"owner {owners[report.outlet]}" for report in reports if report.outlet in owners}
    for members in stories:
        joined = {group[key] for key in members if key in group}
        target = min(joined, default=members[0])
        group.update({key: target for key, name in group.items() if name in joined})
        group.update(dict.fromkeys(members, target))
    return group


def by_date(report: Report | Listed) -> tuple[str, str, str]:
    """Orders reports by date, undated ones last."""
    return (report.published.iso if report.published else "9999-99", report.name, report.id)
