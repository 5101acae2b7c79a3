"""Random agreements with evidence, and what the evaluators make of them, in one shape."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from dataclasses import replace
from typing import Any

from reference import Slow

from treuga.engines import Bulk, Question
from treuga.model import (
    Agreement,
    Amendment,
    Commitment,
    Deadline,
    Evidence,
    PartialDate,
    Reference,
    Span,
    Thresholds,
)
from treuga.monitor import evaluate
from treuga.monitor.remarks import NO_NUMBER, REPORTER, UNAFFILIATED, UNIDENTIFIED
from treuga.monitor.standing import Sides, standing

START = dt.date(2031, 1, 1)
OWN = ("upland", "lowland", "harbour", "guild")
OTHERS = ("watchers", "mission", "herald", "gazette")
ALLIES = {"upland": ("harbour",), "lowland": ("guild",)}
_CLAIMS = ("fulfilled",) * 4 + ("breached",) * 3 + ("outstanding",) * 2 + ("intended", "released", "suspended")
_STANCES = ("asserts",) * 7 + ("denies",) * 3 + ("retracts",)
_NOTES = ((), (), (), (), (REPORTER,), (REPORTER,), (UNIDENTIFIED,), (UNAFFILIATED,), (NO_NUMBER,))
GROUPS = {f"r{i}": f"story-{i % 3}" for i in range(8)}

Told = tuple[Any, ...]


def day(number: int) -> dt.date:
    return START + dt.timedelta(number)


def an_agreement(rng: random.Random, name: str, many: int = 5) -> Agreement:
    """Promises of both kinds that wait for each other, with deadlines of all sorts, and sometimes amendments."""
    made: list[Commitment] = []
    for i in range(many):
        debtor, creditor = rng.choice(
            [(("upland",), ("lowland",)), (("lowland",), ("upland",)), (("upland", "lowland"), ("lowland", "upland"))]
        )
        earlier = [c.id for c in made]
        antecedent = rng.choice(
            [("signing",), ("always",), ("signing",), tuple(rng.sample(earlier, min(len(earlier), 2)))]
        )
        if earlier and rng.random() < 0.3:
            antecedent = ("signing", rng.choice(earlier))
        made.append(
            Commitment(
                f"c{i}",
                f"Promise {i}",
                debtor,
                creditor,
                "Do it.",
                antecedent or ("always",),
                mode=rng.choice(("achieve", "achieve", "maintain")),
                performer=rng.choice(((), (), ("harbour",))),
                deadline=_deadline(rng, [c.id for c in made if c.mode == "achieve"]),
                in_force=rng.choice((None, None, day(rng.randint(-30, 210)))),
            )
        )
    signed = rng.choice([None, PartialDate(day(rng.randint(-60, 120)).isoformat()[: rng.choice((7, 10))])])
    return Agreement(
        name, name, ("upland", "lowland"), signed, digest=name.ljust(64, "0"), sides=dict(ALLIES),
        commitments=tuple(made), thresholds=Thresholds(rng.choice((2, 2, 1, 3))), amendments=_amendments(rng, made),
    )  # fmt: skip


def _deadline(rng: random.Random, earlier: list[str]) -> Deadline | None:
    kind = rng.choice(("none", "day", "day", "start"))
    if kind == "day":
        due = day(rng.randint(0, 200))
        return Deadline(due.isoformat(), due)
    if kind == "start" and earlier:
        return Deadline(
            f"start({rng.choice(earlier)}) + {rng.choice(('20 days', '1 month', '2 months - 3 days'))}", None
        )
    return None


def _amendments(rng: random.Random, made: list[Commitment]) -> tuple[Amendment, ...]:
    out = []
    for _ in range(rng.choice((0, 0, 1, 2))):
        held = PartialDate(day(rng.randint(20, 180)).isoformat())
        known = PartialDate((held.latest + dt.timedelta(rng.choice((0, 0, 25)))).isoformat())
        which = rng.choice(made)
        due = day(rng.randint(50, 250))
        match rng.choice(("deadline", "deadline", "withdrawn", "replaced")):
            case "deadline":
                out.append(Amendment(which.id, held, known, deadline=Deadline(due.isoformat(), due)))
            case "withdrawn":
                out.append(Amendment(which.id, held, known, withdrawn=True))
            case _:
                out.append(Amendment(which.id, held, known, replaced_by=rng.choice(made).id))
    return tuple(sorted(out, key=lambda a: a.date.latest))


def some_evidence(rng: random.Random, agreement: Agreement, many: int, prefix: str = "") -> list[Evidence]:
    """Words of all sorts, often on the same few days, so that ties are common."""
    sides, numbers = Sides.of(agreement), itertools.count()
    out = []
    for _ in range(many):
        c = rng.choice(agreement.commitments)
        witness, claim, stance = rng.choice(OWN + OTHERS), rng.choice(_CLAIMS), rng.choice(_STANCES)
        known = PartialDate(day(rng.choice((rng.randint(0, 220), rng.randint(9, 12) * 10))).isoformat())
        event = day((known.latest - START).days - rng.randint(-5, 70)).isoformat()[: rng.choice((4, 7, 10, 10))]
        shown = rng.choice((known, known, known, None))
        notes = rng.choice(_NOTES)
        side = sides.side(c, (witness,))[0]
        out.append(
            Evidence(
                id=f"{prefix}{rng.randrange(10**6):06}-{next(numbers)}",
                agreement=agreement.id,
                digest=agreement.digest,
                subject=f"commitment:{c.id}",
                claim=claim,
                stance=stance,
                report=f"r{rng.randrange(8)}",
                report_name="a.txt",
                outlet="The Herald",
                spans=(Span(0, 4, "said"),),
                speaker=Reference(Span(0, 4, "said"), witness),
                witness=witness,
                standing=standing(side, claim, stance),
                t_event=PartialDate(event) if rng.random() < 0.7 else None,
                t_known=shown,
                known_upto=known.latest + dt.timedelta(rng.choice((0, 0, 3))),
                grade=rng.choice(("A1", "B2", "B5", "C3", "C4", "D2", "E5", "F6", "")),
                notes=notes,
            )  # type: ignore[arg-type]
        )
    return out


def told_by_monitor(agreement: Agreement, evidence: list[Evidence], question: Question) -> dict[str, Told]:
    board = evaluate(agreement, evidence, as_of=question.as_of, known_at=question.known_at, groups=GROUPS)
    return {
        f.commitment.id: (
            *f.readings, f.state, f.schedule, f.deadline, f.evidence_class,
            frozenset(w.evidence.id for w in f.evidence if w.counted),
        )
        for f in board
    }  # fmt: skip


def told_by_reference(agreement: Agreement, evidence: list[Evidence], question: Question) -> dict[str, Told]:
    found = Slow(agreement, evidence, question.as_of, question.known_at, GROUPS).all()
    return {
        key: (f.debtor, f.creditor, f.state, f.schedule, f.deadline, f.evidence_class, f.decisive)
        for key, f in found.items()
    }


def told_by_engine(bulk: Bulk, agreement: str, number: int = 0) -> dict[str, Told]:
    """What a run with evidence sets says of one agreement at one question."""
    sets = bulk.evidence_sets()
    return {
        str(f.commitment).removeprefix(f"{agreement}/"): (
            f.debtor, f.creditor, f.state, f.schedule, f.deadline, f.evidence_class, sets[f.question, f.commitment],
        )
        for f in bulk.findings()
        if f.question == number and str(f.commitment).startswith(f"{agreement}/")
    }  # fmt: skip


def again(agreement: Agreement, name: str) -> Agreement:
    return replace(agreement, id=name, digest=name.ljust(64, "0"))
