"""Tables of findings, that turn into plain records (`treuga.records`) or data frames of pandas and Polars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from treuga.model import Finding, GateFinding
from treuga.records import (
    Record,
    change_record,
    change_row,
    disagreement_record,
    due_record,
    due_row,
    finding_record,
    finding_row,
    gate_record,
    gate_row,
    near_miss_record,
    talks_record,
    whatif_record,
)

if TYPE_CHECKING:
    import pandas
    import polars

    from treuga.monitor import Change, Disagreement, Due, NearMiss, TalksFinding

T = TypeVar("T")


class Table(Sequence[T], Generic[T]):
    """Findings in order, that turn into plain dictionaries or a data frame.

    Args:
        items: the findings.
        record: makes the full, nested record of one of them.
        row: makes its flat row, for data frames and CSV.
    """

    def __init__(self, items: Iterable[T], record: Callable[[T], Record], row: Callable[[T], Record]) -> None:
        self._items = tuple(items)
        self._record = record
        self._row = row

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return self._items == other._items if isinstance(other, Table) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Table({len(self)} items)"

    def to_dicts(self) -> list[Record]:
        """Nested records, as ``--format json`` prints them."""
        return [self._record(item) for item in self._items]

    def to_rows(self) -> list[Record]:
        """Flat rows, as ``--format csv`` prints them; dates are `datetime.date`."""
        return [self._row(item) for item in self._items]

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame of the flat rows (needs ``pip install treuga[pandas]``)."""
        import pandas

        return pandas.DataFrame(self.to_rows())

    def to_polars(self) -> polars.DataFrame:
        """A Polars DataFrame of the flat rows (needs ``pip install treuga[polars]``)."""
        import polars

        return polars.DataFrame(self.to_rows(), infer_schema_length=None)


def findings_table(findings: Iterable[Finding]) -> Table[Finding]:
    """A table of findings on commitments."""
    return Table(findings, finding_record, finding_row)


def gates_table(findings: Iterable[GateFinding]) -> Table[GateFinding]:
    """A table of findings on gates."""
    return Table(findings, gate_record, gate_row)


def changes_table(found: Iterable[Change], agreement: str, since: dt.date, until: dt.date) -> Table[Change]:
    """A table of what changed on an agreement between two days."""
    return Table(
        found,
        lambda change: change_record(change, agreement, since, until),
        lambda change: change_row(change, agreement, since, until),
    )


def deadlines_table(found: Iterable[Due]) -> Table[Due]:
    """A table of deadlines."""
    return Table(found, due_record, due_row)


def disagreements_table(found: Iterable[Disagreement]) -> Table[Disagreement]:
    """A table of disagreements; flat, each names how many versions there are and what they are."""
    return Table(
        found,
        disagreement_record,
        lambda one: {
            "kind": one.kind,
            "agreement": one.agreement,
            "about": one.about,
            "versions": len(one.versions),
            "values": "; ".join(dict.fromkeys(version.value for version in one.versions)),
            "reports": "; ".join(dict.fromkeys(v.report_name for v in one.versions if v.report_name)),
            "note": one.note,
        },
    )


def near_misses_table(found: Iterable[NearMiss]) -> Table[NearMiss]:
    """A table of near misses."""
    return Table(found, near_miss_record, near_miss_record)


def whatif_table(found: Iterable[Change], agreement: str, supposing: str) -> Table[Change]:
    """A table of what a supposition would change."""

    def record(change: Change) -> Record:
        return whatif_record(change, agreement, supposing)

    return Table(found, record, record)


def talks_table(found: Iterable[TalksFinding]) -> Table[TalksFinding]:
    """A table of tables of negotiation; flat, each names its stage and the state of its items."""
    return Table(
        found,
        talks_record,
        lambda one: {
            "agreement": one.agreement,
            "talks": one.talks.id,
            "title": one.talks.title,
            "state": one.state,
            "since": one.since,
            "reported_only": one.reported,
            "current": one.current,
            "items": "; ".join(f"{item.stage.id}: {item.state}" for item in one.items),
            "as_of": one.as_of,
            "known_at": None if one.known_at == dt.date.max else one.known_at,
        },
    )
