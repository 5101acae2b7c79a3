"""The Python face: what a notebook needs, in one function each.

>>> import treuga
>>> case = treuga.Case.init("my-case")                                        # doctest: +SKIP
>>> treuga.read(["downloads"], case=case)                                     # doctest: +SKIP
>>> treuga.status("us-taliban-2020", case=case, as_of="2021-02-16").to_pandas()  # doctest: +SKIP

Wherever a ``case`` is asked for, a `Case`, the path of its folder, or nothing (see `Case.find`) can be given; wherever
a date, a `datetime.date` or text such as ``2021-02-16`` or ``2021-02`` (its last day).
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from treuga.assemble import Watch, day
from treuga.board import Board
from treuga.case import Case
from treuga.errors import CaseError
from treuga.model import Agreement, Finding, GateFinding, PartialDate, Report, Testimony
from treuga.reading import Outcome, Tally, plan, read_into
from treuga.table import (
    Table,
    changes_table,
    deadlines_table,
    disagreements_table,
    findings_table,
    gates_table,
    near_misses_table,
    talks_table,
    whatif_table,
)

if TYPE_CHECKING:
    from treuga.monitor import Change, Disagreement, Due, NearMiss, TalksFinding, WhyRow

CaseLike = Case | str | os.PathLike[str] | None
DateLike = dt.date | str | PartialDate | None

__all__ = [
    "CaseLike",
    "DateLike",
    "agreement",
    "brief",
    "changes",
    "deadlines",
    "disagreements",
    "extract",
    "gates",
    "make_board",
    "open_case",
    "read",
    "status",
    "talks",
    "whatif",
    "why",
    "whynot",
]


def open_case(case: CaseLike = None) -> Case:
    """The case that a ``case`` argument means."""
    return case if isinstance(case, Case) else Case.find(case)


def read(
    paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    case: CaseLike = None,
    metadata: str | os.PathLike[str] | None = None,
    outlet: str = "",
    published: DateLike = None,
    processes: int = 0,
    notify: Callable[[Outcome], None] = lambda outcome: None,
) -> Tally:
    """Read files, and folders of them, into a case's ledger.

    Args:
        paths: one path or several.
        case: where they go.
        metadata: CSV file with what is known of the reports; left out, a ``metadata.csv`` beside them.
        outlet: outlet of reports for which nothing else tells one.
        published: publication date, likewise.
        processes: how many processes extract; 0 takes the case's setting.
        notify: called with an `Outcome` for each file.

    Returns:
        How many were new, known already, or could not be read, and why; undated ones by name.
    """
    listed = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    date = str(partial_date(published) or "")
    return read_into(
        open_case(case),
        plan(listed, metadata),
        outlet=outlet,
        published=date,
        processes=processes,
        notify=notify,
    )


def extract(
    source: Report | str | os.PathLike[str],
    *,
    outlet: str = "",
    published: DateLike = None,
    party_files: Sequence[str | os.PathLike[str]] = (),
) -> Testimony:
    """Say who said what, and what happened, in one report.

    Args:
        source: a `Report`, the path of a file, or the text itself. A string is a path where such a file exists or where
            it holds no white space, else it is text.
        outlet: who published it, where the source does not tell.
        published: when, so that "on Monday" can be told; likewise.
        party_files: YAML files with more parties.

    Raises:
        ReadError: the file cannot be read.
    """
    report = as_report(source, outlet=outlet, published=published)  # a missing file is named before spaCy is loaded
    from treuga.extract import extract as run

    return run(report, party_files=[str(path) for path in party_files])


def as_report(source: Report | str | os.PathLike[str], *, outlet: str = "", published: DateLike = None) -> Report:
    """The report that a ``source`` argument means."""
    if isinstance(source, Report):
        return source
    date = partial_date(published)
    if isinstance(source, str) and not _names_file(source):
        return _report_of_text(source, outlet, date)
    from treuga.sources import read_report

    return read_report(Path(source), outlet=outlet, published=str(date or "")).report


def _names_file(source: str) -> bool:
    if not source.strip() or len(source) > 1000 or "\n" in source or "\0" in source:
        return False
    return not any(c.isspace() for c in source) or Path(source).is_file()


def _report_of_text(text: str, outlet: str, date: PartialDate | None) -> Report:
    import hashlib

    from treuga.text import find_furniture

    key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Report(
        id=key,
        name="text",
        text=text,
        outlet=outlet,
        published=date,
        dated_by="metadata" if date else "none",
        furniture=tuple(find_furniture(text)),
    )


def partial_date(value: DateLike) -> PartialDate | None:
    """The date that a user's text means, with its precision; None where there is none."""
    if value is None or value == "":
        return None
    day(value, dt.date.max)  # says what is wrong with it
    return PartialDate.of(value.strip() if isinstance(value, str) else value)


def agreement(name: str | os.PathLike[str], *, case: CaseLike = None) -> Agreement:
    """An agreement by its id, from the case or the library, or from a YAML file; needs no case."""
    from treuga.agreements import find_agreement
    from treuga.extract.registry import load_registry

    try:
        found: Case | None = open_case(case)
    except CaseError:
        if case is not None:
            raise
        found = None
    registry = load_registry(found.party_files if found else ())
    return find_agreement(os.fspath(name), folder=found.agreements_dir if found else None, registry=registry)


def make_board(agreement: str, *, case: CaseLike = None, as_of: DateLike = None, known_at: DateLike = None) -> Board:
    """Everything on an agreement at one date: findings, gates, reports, coverage, and who said what."""
    with Watch(open_case(case)) as watch:
        return watch.board(watch.agreement(agreement), *_dates(as_of, known_at))


def status(
    agreement: str, *, case: CaseLike = None, as_of: DateLike = None, known_at: DateLike = None
) -> Table[Finding]:
    """Where each commitment of an agreement stands.

    Args:
        agreement: its id, or the path of its file.
        case: the case whose reports are the evidence.
        as_of: the day that is asked about; left out, today.
        known_at: use only reports that were out by then; left out, all of them, with hindsight.

    Returns:
        The findings in the order of the agreement's file.
    """
    with Watch(open_case(case)) as watch:
        return findings_table(watch.findings(watch.agreement(agreement), *_dates(as_of, known_at)))


def gates(
    agreement: str | None = None, *, case: CaseLike = None, as_of: DateLike = None, known_at: DateLike = None
) -> Table[GateFinding]:
    """Which decisions are open, and what blocks the others; with an agreement, those that depend on it."""
    with Watch(open_case(case)) as watch:
        one = watch.agreement(agreement) if agreement else None
        return gates_table(watch.gates(one, *_dates(as_of, known_at)))


def changes(
    agreement: str, *, since: DateLike, until: DateLike = None, case: CaseLike = None, as_of: DateLike = None
) -> Table[Change]:
    """What changed on an agreement, and on the gates that depend on it, between two days.

    Args:
        agreement: its id, or the path of its file.
        since: what was so and known on this day is compared ...
        until: ... with what was so and known on this one; left out, today, from all reports read.
        case: the case whose reports are the evidence.
        as_of: ask about this day both times: what was learnt about it in between.

    Raises:
        MonitorError: ``until`` is before ``since``.
    """
    first, last = day(since, dt.date.today()), day(until, dt.date.max)
    with Watch(open_case(case)) as watch:
        one = watch.agreement(agreement)
        upto = None if last == dt.date.max else last
        found = watch.changes(one, first, upto, day(as_of, dt.date.max) if as_of else None)
        return changes_table(found, one.id, first, last)


def deadlines(
    agreement: str | None = None, *, case: CaseLike = None, as_of: DateLike = None, known_at: DateLike = None
) -> Table[Due]:
    """What is due when, by date, and where each stands; without an agreement, of all that the reports speak of."""
    with Watch(open_case(case)) as watch:
        one = watch.agreement(agreement) if agreement else None
        return deadlines_table(watch.deadlines(one, *_dates(as_of, known_at)))


def disagreements(
    agreement: str | None = None, *, case: CaseLike = None, as_of: DateLike = None, known_at: DateLike = None
) -> Table[Disagreement]:
    """What the reports, or the parties, tell in two ways; without an agreement, on all that the reports speak of."""
    with Watch(open_case(case)) as watch:
        one = watch.agreement(agreement) if agreement else None
        return disagreements_table(watch.disagreements(one, *_dates(as_of, known_at)))


def why(
    agreement: str,
    commitment: str,
    *,
    case: CaseLike = None,
    as_of: DateLike = None,
    known_at: DateLike = None,
) -> list[WhyRow]:
    """The sentences that make a commitment's state, each with its report, offsets, speaker, standing and weight."""
    from treuga.monitor import why as rows

    with Watch(open_case(case)) as watch:
        finding = watch.finding(watch.agreement(agreement), commitment, *_dates(as_of, known_at))
        return list(rows(finding))


def talks(
    agreement: str, *, case: CaseLike = None, as_of: DateLike = None, known_at: DateLike = None
) -> Table[TalksFinding]:
    """Where the talks of an agreement stand: the stages reached, and the items open, agreed, disputed or stalled."""
    with Watch(open_case(case)) as watch:
        return talks_table(watch.talks(watch.agreement(agreement), *_dates(as_of, known_at)))


def whatif(
    agreement: str,
    *,
    without: str | Sequence[str] = (),
    grades: Mapping[str, str] | None = None,
    moves: Mapping[str, str] | None = None,
    case: CaseLike = None,
    as_of: DateLike = None,
    known_at: DateLike = None,
) -> Table[Change]:
    """What would be different on an agreement; nothing is changed by asking.

    Args:
        agreement: its id, or the path of its file.
        without: sources to leave out: names of reports or outlets, ids of parties.
        grades: name of an outlet, or id of a party -> Admiralty grade.
        moves: id of a commitment -> deadline, as a day or an expression such as ``signed + 200 days``.
        case: the case whose reports are the evidence.
        as_of: the day that is asked about; left out, today.
        known_at: use only reports that were out by then.
    """
    from treuga.monitor import Supposition

    left_out = (without,) if isinstance(without, str) else tuple(without)
    supposing = Supposition(left_out, dict(grades or {}), dict(moves or {}))
    with Watch(open_case(case)) as watch:
        one = watch.agreement(agreement)
        return whatif_table(watch.whatif(one, supposing, *_dates(as_of, known_at)), one.id, str(supposing))


def whynot(
    agreement: str, commitment: str, *, case: CaseLike = None, as_of: DateLike = None, known_at: DateLike = None
) -> Table[NearMiss]:
    """The sentences that are nearly evidence on a commitment, or decide nothing there, each with what it lacks."""
    with Watch(open_case(case)) as watch:
        return near_misses_table(watch.near_misses(watch.agreement(agreement), commitment, *_dates(as_of, known_at))[1])


def brief(
    agreement: str,
    *,
    case: CaseLike = None,
    as_of: DateLike = None,
    known_at: DateLike = None,
    format: Literal["html", "md"] = "html",
) -> str:
    """The brief on an agreement: one self-contained document in which every sentence leads to a quoted passage."""
    from treuga.publish import brief as publish

    return publish(make_board(agreement, case=case, as_of=as_of, known_at=known_at), format=format)


def _dates(as_of: DateLike, known_at: DateLike) -> tuple[dt.date, dt.date]:
    return day(as_of, dt.date.today()), day(known_at, dt.date.max)
