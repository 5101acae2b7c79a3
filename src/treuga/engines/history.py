"""The state of every commitment at each of many days: one board a day, or all of them in one run over a grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final, Literal

from treuga.engines import codes
from treuga.engines.bulk import evaluate_bulk
from treuga.engines.tables import Question, Tables
from treuga.errors import CaseError
from treuga.model import Agreement, Evidence, Finding

Step = Literal["day", "week", "month"]
EngineName = Literal["auto", "python", "duckdb", "spark"]
#: From so many pieces of evidence times days on, a grid on DuckDB is faster than a board a day.
GRID_FROM: Final = 20_000
#: A grid of more days than a hundred years has is a mistake.
MOST_DAYS: Final = 36_600


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a commitment stood on one day.

    Attributes:
        readings: (the debtor's, the creditor's).
    """

    commitment: str
    as_of: dt.date
    known_at: dt.date
    state: str
    readings: tuple[str, str]
    schedule: str
    deadline: dt.date | None
    evidence_class: str

    @property
    def told(self) -> tuple[object, ...]:
        """What makes one day differ from another."""
        return self.state, self.readings, self.schedule, self.deadline, self.evidence_class


def days(first: dt.date, last: dt.date, every: Step) -> list[dt.date]:
    """The days of a grid: from the first by steps, and always the last as well.

    Months go by the calendar: from 31 January on, by the last day of each.

    Raises:
        CaseError: it ends before it begins, or has too many days (TR137).
    """
    if first > last:
        raise CaseError(codes.BAD_GRID, f"the time from {first} ends on {last}, before it begins")
    from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

    out: list[dt.date] = []
    while True:
        if len(out) > MOST_DAYS:
            raise CaseError(codes.BAD_GRID, f"there are more than {MOST_DAYS} days from {first} to {last}")
        number = len(out)
        try:
            day = first + relativedelta(**{f"{every}s": number})
        except (OverflowError, ValueError):
            break
        if day >= last:
            break
        out.append(day)
    return [*out, last]


def choose(engine: EngineName, evidence: int, many: int) -> EngineName:
    """The engine that ``auto`` means."""
    if engine != "auto":
        return engine
    return "duckdb" if evidence * many >= GRID_FROM and find_spec("duckdb") else "python"


def by_grid(
    agreement: Agreement,
    evidence: Iterable[Evidence],
    questions: Sequence[Question],
    *,
    engine: Literal["duckdb", "spark"] = "duckdb",
    groups: Mapping[str, str] | None = None,
    for_question: Mapping[int, Iterable[Evidence]] | None = None,
) -> list[Standing]:
    """All days at once, by question and then in the order of the file.

    Args:
        agreement: what was promised.
        evidence: as `treuga.monitor.link` gives it.
        questions: the days.
        engine: where to run.
        groups: report id -> group, for copies of one story.
        for_question: evidence for one of the questions alone.

    Raises:
        CaseError: the engine cannot run here (TR130).
    """
    tables = Tables.of([agreement], evidence, groups=groups, for_question=for_question)
    place = {f"{agreement.id}/{commitment.id}": i for i, commitment in enumerate(agreement.commitments)}
    with evaluate_bulk(tables, questions, engine=engine) as bulk:
        found = sorted(bulk.findings(), key=lambda f: (f.question, place[str(f.commitment)]))
        return [
            Standing(
                str(f.commitment).removeprefix(f"{agreement.id}/"), f.as_of, f.known_at, f.state,
                (f.debtor, f.creditor), f.schedule, f.deadline, f.evidence_class,
            )
            for f in found
        ]  # fmt: skip


def of_findings(findings: Iterable[Finding]) -> list[Standing]:
    """The same from the monitor's board of one day."""
    return [
        Standing(
            f.commitment.id, f.as_of, f.known_at, f.state, (f.readings[0], f.readings[1]), f.schedule, f.deadline,
            f.evidence_class,
        )
        for f in findings
    ]  # fmt: skip


def turns(standings: Iterable[Standing]) -> list[tuple[Standing, Standing | None]]:
    """What is new from day to day: each standing that differs from the one before, which comes with it."""
    last: dict[str, Standing] = {}
    out = []
    for one in standings:
        before = last.get(one.commitment)
        if before is None or before.told != one.told:
            out.append((one, before))
        last[one.commitment] = one
    return out
