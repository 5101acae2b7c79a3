"""From incident data to evidence: what the measures of an agreement say of its promises and conditions.

A measure speaks where its interval is clear: ``fulfilled`` where the whole of it lies below what was promised,
``breached`` where it lies above, and nothing where it reaches across or where nothing can be told. Its words are the
verdict with the interval; its voice is that of whoever keeps the data.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from treuga.errors import MonitorError
from treuga.measures import codes
from treuga.measures.question import Answer, ask
from treuga.measures.series import Choice, Reader
from treuga.measures.store import DataSet, Store
from treuga.model import Agreement, Claim, Evidence, Measure, PartialDate, Reference, Span, Standing

if TYPE_CHECKING:
    from treuga.extract.registry import Registry

#: How far a data set is trusted where nobody says: hand-checked ones more than machine-coded ones (Admiralty).
GRADES = {"ucdp-ged": "B2", "ucdp-ged-extract": "B3", "acled": "B2", "gdelt": "D4"}
#: Data that end earlier than this before the day in question say nothing about it.
STALE = 31
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of an agreement, answered; ``answer`` is None where it cannot be asked, and ``why`` says why."""

    measure: Measure
    answer: Answer | None
    claim: Claim | None
    why: str = ""


def measured(
    agreement: Agreement, folder: Path, as_of: dt.date, known_at: dt.date, registry: Registry
) -> list[Measured]:
    """Answer all measures of an agreement.

    Args:
        agreement: the file that has them.
        folder: ``CASE/incidents``.
        as_of: no later incident is looked at.
        known_at: only data that were out by then.
        registry: the parties behind the names of actors.
    """
    store = Store(folder)
    return [_measured(measure, store, as_of, known_at, registry) for measure in agreement.measures]


def _measured(measure: Measure, store: Store, as_of: dt.date, known_at: dt.date, registry: Registry) -> Measured:
    try:
        dataset = store.pick(measure.data, measure.version).known_at(known_at)
        if dataset is None:
            return Measured(measure, None, None, f"{measure.data} was not out by {known_at}")
        window = window_of(measure, dataset, as_of)
        if window is None:
            return Measured(measure, None, None, f"{measure.data} says nothing about the days before {as_of}")
        choice = Choice(measure.parties, measure.types, measure.regions, measure.countries)
        answer = ask(Reader(dataset, registry), window, baseline=measure.baseline, choice=choice,
                     what=measure.counts, until=as_of, model=False)  # fmt: skip
    except MonitorError as error:
        if error.code in (codes.NO_DATA, codes.NO_MATCH, codes.BAD_BASELINE, codes.NEEDS_EXTRA):
            return Measured(measure, None, None, str(error))
        raise
    return Measured(measure, answer, claim_of(answer, measure.target))


def window_of(measure: Measure, dataset: DataSet, as_of: dt.date) -> tuple[dt.date, dt.date] | None:
    """The days that a measure is about as of a date; None where the data do not reach there."""
    if measure.window:
        return measure.window if measure.window[1] <= as_of else None
    provisional = dataset.provisional_from
    end = min(as_of, (provisional or dt.date.max) - _DAY) if provisional else as_of
    reached = [min(end, last) for first, last in dataset.covered if first <= end]
    if not reached or (as_of - reached[-1]).days > STALE:
        return None
    return reached[-1] - (measure.days - 1) * _DAY, reached[-1]


def claim_of(answer: Answer, target: float) -> Claim | None:
    """What an answer says of a promise to lower the rate by a share; None where it says nothing."""
    ratio = answer.ratio
    if ratio is None:
        return None
    if answer.verdict == "down" and ratio.high <= 1 - target:
        return "fulfilled"
    # A promised drop that is clearly missed is a breach; without a number, only a rise is.
    missed = ratio.low > 1 - target if target else answer.verdict == "up"
    return "breached" if missed else None


def evidence(agreement: Agreement, answers: Sequence[Measured], registry: Registry) -> list[Evidence]:
    """The evidence that answered measures give; see `measured`."""
    return [
        _evidence(agreement, one.measure, one.answer, one.claim, registry)
        for one in answers
        if one.answer is not None and one.claim is not None and one.measure.subject
    ]


def _evidence(agreement: Agreement, measure: Measure, answer: Answer, claim: Claim, registry: Registry) -> Evidence:
    dataset = answer.dataset
    words = f"{measure.title}: {answer.sentence}"
    witness = next((one.witness for one in dataset.files if one.witness), dataset.name)
    files = ",".join(one.sha256 for one in dataset.files)
    key = "\n".join((agreement.digest, measure.id, files, str(answer.window), claim))
    notes = [f"measured in {dataset.title}", *answer.limits]
    numbers = answer.ratio
    assert numbers is not None
    grade = next((one.grade for one in dataset.files if one.grade), "") or GRADES.get(dataset.files[0].shape, "F6")
    if dataset.simulated:
        grade = "F6"  # what was invented is never more than an illustration, and decides nothing
    return Evidence(
        id=hashlib.sha256(key.encode()).hexdigest()[:32],
        agreement=agreement.id,
        digest=agreement.digest,
        subject=measure.subject,
        claim=claim,
        stance="asserts",
        report=f"incidents:{dataset.name}@{dataset.version}",
        report_name=dataset.title,
        outlet=dataset.title,
        spans=(Span(0, len(words), words),),
        speaker=Reference(Span(0, len(dataset.title), dataset.title), witness),
        witness=witness,
        standing=_standing(agreement, measure, witness, claim, registry),
        t_event=PartialDate.of(answer.window[1]),
        t_known=PartialDate.of(dataset.known),
        known_upto=dataset.known,
        grade=grade,
        act="measure",
        linked_by=(
            f"{numbers.window:,} in {numbers.window_days} days, {numbers.baseline:,} in {numbers.baseline_days}: "
            f"ratio {numbers.ratio:.2f}, 95% interval {numbers.low:.2f} to {numbers.high:.2f}"
            + (f", target {1 - measure.target:.2f}" if measure.target else "")
        ),
        notes=tuple(notes),
    )


def _standing(agreement: Agreement, measure: Measure, witness: str, claim: Claim, registry: Registry) -> Standing:
    """Data that one side keeps are that side's word."""
    from treuga.monitor.standing import Sides, standing

    kind, _, key = measure.subject.partition(":")
    commitment = agreement.commitment(key) if kind == "commitment" else None
    if commitment is None:
        return "third-party"
    side, _ = Sides.of(agreement).side(commitment, registry.principals(witness))
    return standing(side, claim, "asserts")
