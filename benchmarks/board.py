"""What the board costs on cases of many sizes: ledgers of invented rows, written by the real writer, then asked.

``python -m benchmarks.board 1000 10000 100000`` prints, for each number of statements, the CPU seconds of
``treuga status`` beyond those of a case without reports. The reports of a ledger are about as long, and as dense in
statements, events and evidence, as news reports are; one in ten is a copy of another.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from treuga.agreements import find_agreement
from treuga.case import Case
from treuga.ledger import Ledger
from treuga.model import Agreement, Event, Evidence, PartialDate, Reference, Report, Span, Statement, Testimony
from treuga.monitor.standing import Sides, standing

AGREEMENT = "us-taliban-2020"
#: Statements, events and pieces of evidence in one report.
STATEMENTS, EVENTS, PIECES = 20, 60, 2
_ACTS = ("claim", "demand", "announcement", "accusation", "assessment", "warning")
_CLAIMS = ("fulfilled", "breached", "outstanding", "intended")
_WITNESSES = ("taliban", "united-states", "afghan-government", "united-nations", "nato")


def build(root: Path, statements: int, seed: int = 1) -> Case:
    """A case whose ledger holds about so many statements, with evidence on one agreement."""
    case = Case.init(root)
    agreement = find_agreement(AGREEMENT)
    with Ledger(case.ledger) as ledger, ledger.writer() as writer, writer.batch():
        for report, testimony, pieces in reports(agreement, statements // STATEMENTS, seed):
            writer.add_report(report, report.text.encode(), testimony)
            writer.add_evidence(agreement.digest, report.id, pieces)
    return case


def reports(agreement: Agreement, count: int, seed: int) -> Iterator[tuple[Report, Testimony, list[Evidence]]]:
    """Invented reports, each with what it says and bears."""
    random_ = random.Random(seed)
    words = ["".join(random_.choices("bdfgklmnprstvaeiou", k=random_.randint(3, 9))) for _ in range(8000)]
    sides = Sides.of(agreement)
    before: list[str] = []
    for number in range(count):
        copied = before and random_.random() < 0.1
        body = random_.choice(before) if copied else " ".join(random_.choices(words, k=450))
        before.append(body)
        text = f"Number {number}. {body}"
        day = dt.date(2020, 3, 1) + dt.timedelta(days=random_.randrange(700))
        report = Report(
            id=hashlib.sha256(text.encode()).hexdigest(),
            name=f"{number:06}.txt",
            text=text,
            outlet=f"Outlet {random_.randrange(40)}",
            published=PartialDate.of(day),
            retrieved=day,
        )
        said = Testimony(report.id, tuple(_statements(text, random_)), events=tuple(_events(text, random_)))
        yield report, said, [_piece(agreement, sides, report, random_) for _ in range(PIECES)]


def _span(text: str, random_: random.Random, size: int) -> Span:
    start = random_.randrange(len(text) - size)
    return Span.on(text, start, start + size)


def _statements(text: str, random_: random.Random) -> Iterator[Statement]:
    for _ in range(STATEMENTS):
        speaker = Reference(_span(text, random_, 12), random_.choice(_WITNESSES))
        act = random_.choice(_ACTS)
        yield Statement(speaker, _span(text, random_, 4), _span(text, random_, 120), act, "indirect")  # type: ignore[arg-type]


def _events(text: str, random_: random.Random) -> Iterator[Event]:
    for number in range(EVENTS):
        words = tuple(_span(text, random_, 6).text for _ in range(5))
        yield Event(
            _span(text, random_, 60), _span(text, random_, 8), "say", "verb", words=words, statement=number % 20
        )


def _piece(agreement: Agreement, sides: Sides, report: Report, random_: random.Random) -> Evidence:
    commitment = random_.choice(agreement.commitments)
    witness, claim = random_.choice(_WITNESSES), random_.choice(_CLAIMS)
    side, stands_for = sides.side(commitment, (witness,))
    quote = _span(report.text, random_, 120)
    key = hashlib.sha256(f"{report.id} {commitment.id} {claim} {quote.start}".encode()).hexdigest()[:16]
    assert report.published is not None
    return Evidence(
        id=key,
        agreement=agreement.id,
        digest=agreement.digest,
        subject=f"commitment:{commitment.id}",
        claim=claim,  # type: ignore[arg-type]
        stance="asserts",
        report=report.id,
        report_name=report.name,
        outlet=report.outlet,
        spans=(quote,),
        speaker=Reference(_span(report.text, random_, 10), witness),
        witness=stands_for,
        standing=standing(side, claim, "asserts"),  # type: ignore[arg-type]
        t_event=None,
        t_known=report.published,
        known_upto=report.published.latest,
        grade="C3",
    )


def cpu_seconds(case: Path, *more: str) -> float:
    """CPU seconds of ``treuga status`` on a case, in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "treuga", "status", AGREEMENT, "--case", str(case), "--as-of", "2021-02-16", *more]
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(sizes: list[int]) -> None:
    """Measure each size, and print one line for it."""
    with tempfile.TemporaryDirectory() as folder:
        empty = min(cpu_seconds(build(Path(folder) / "empty", 0).root) for _ in range(3))
        print(f"without reports: {empty:.2f} s of CPU")
        for size in sizes:
            case = build(Path(folder) / str(size), size)
            cost = min(cpu_seconds(case.root) for _ in range(3))
            print(f"{size:>7,} statements: {cost:.2f} s of CPU, {cost - empty:.2f} s beyond start-up", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000])
