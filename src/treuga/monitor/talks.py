"""Where talks stand: which stages were reached, which items of the agenda are open, agreed, disputed or stalled.

The same weights as for commitments decide (docs/explanation/standing.md). At a table nobody is creditor or debtor, so
the word of each party counts by its grade, like a third party's: one word is enough until another contradicts it, and a
reporter of unknown merit alone settles nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from treuga.model import Agreement, Evidence, Stage, Talks, Weighed
from treuga.monitor.fusion import Heard, Tally, weight
from treuga.monitor.remarks import UNDER_WAY, UNSETTLED
from treuga.monitor.timing import said_on, upper
from treuga.monitor.verdict import Bench

StageState = Literal["concluded", "under way", "not reached", "disputed"]
ItemState = Literal["open", "agreed", "disputed", "stalled"]
TableState = Literal["going on", "stalled", "not begun"]


@dataclass(frozen=True, slots=True)
class StageFinding:
    """A stage, or an item of the agenda.

    Attributes:
        state: for a stage ``concluded``, ``under way``, ``not reached`` or ``disputed``; for an item ``open``,
            ``agreed``, ``disputed`` or ``stalled``.
        since: the last day by which it can have come to that, as the first voice tells it; None where nobody does.
        reported: nobody of enough weight says so; it is only said.
        evidence: what was said about it.
        notes: what a reader must know.
    """

    stage: Stage
    state: StageState | ItemState
    since: dt.date | None
    reported: bool = False
    evidence: tuple[Weighed, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TalksFinding:
    """Where one table of negotiation stands as of a day, known at a day.

    Attributes:
        state: whether the talks go on, have stalled, or nothing tells that they began.
        since: as for a stage.
        reported: as for a stage.
        current: id of the last stage, in the order of the file, that was reached; empty where none was.
        evidence: what was said about the talks as such.
    """

    agreement: str
    talks: Talks
    as_of: dt.date
    known_at: dt.date
    state: TableState
    since: dt.date | None
    reported: bool
    current: str
    stages: tuple[StageFinding, ...] = ()
    items: tuple[StageFinding, ...] = ()
    evidence: tuple[Weighed, ...] = ()


def evaluate_talks(
    agreement: Agreement,
    evidence: Sequence[Evidence],
    *,
    as_of: dt.date,
    known_at: dt.date,
    groups: Mapping[str, str] | None = None,
) -> list[TalksFinding]:
    """One finding for each table of an agreement.

    Args:
        agreement: the file that holds the talks.
        evidence: as `treuga.monitor.link` gives it, in any order.
        as_of: the day whose state is asked for.
        known_at: the day whose knowledge is used.
        groups: report id -> group, for copies of one story.
    """
    if not agreement.talks:
        return []
    bench = Bench(agreement, evidence, as_of=as_of, known_at=known_at, groups=groups)
    return [_table(bench, talks) for talks in agreement.talks]


def _table(bench: Bench, talks: Talks) -> TalksFinding:
    stages = tuple(_stage(bench, talks, stage) for stage in talks.stages)
    items = tuple(_item(bench, talks, stage) for stage in talks.items)
    current = next((s.stage.id for s in reversed(stages) if s.state != "not reached"), "")
    subject = f"talks:{talks.id}"
    heard = bench.hear(subject, by_event=True)
    going, stopped = heard.saying(("fulfilled", "asserts")), heard.saying(("breached", "asserts"))
    # What was discussed or agreed at the table shows that it was not stalled then.
    progress = [upper(e) for e in going] + [s.since for s in (*stages, *items) if s.since and s.state != "stalled"]
    moved = max(progress, default=None)
    halted = tuple(e for e in stopped if moved is None or upper(e) >= moved)
    state: TableState = "stalled" if halted else "going on" if moved else "not begun"
    tally = bench.tally(halted or going)
    since = min((upper(e) for e in halted), default=min(progress, default=None))
    weak = bool(tally.pro) and tally.verdict != "accepted"
    reported = weak and (bool(halted) or not current)
    return TalksFinding(
        agreement=bench.agreement.id,
        talks=talks,
        as_of=bench.as_of,
        known_at=bench.known_at,
        state=state,
        since=since,
        reported=reported,
        current=current,
        stages=stages,
        items=items,
        evidence=_weighed(bench.scope(subject), {e.id for e in (*halted, *going)}, heard),
    )


def _stage(bench: Bench, talks: Talks, stage: Stage) -> StageFinding:
    subject = f"stage:{talks.id}/{stage.id}"
    heard = bench.hear(subject, by_event=False)
    done, begun = _done(bench, heard), heard.saying(("intended", "asserts"))
    # A witness's later "we are discussing it again" does not undo that it was once concluded; it is told beside.
    begun = tuple(e for e in begun if UNDER_WAY in e.notes)
    state: StageState = "not reached"
    tally = Tally()
    if done.pro:
        tally = done
        state = "disputed" if done.con and done.verdict != "accepted" else "concluded"
    elif begun:
        state, tally = "under way", bench.tally(begun)
    return _finding(bench.scope(subject), stage, state, tally, heard)


def _item(bench: Bench, talks: Talks, stage: Stage) -> StageFinding:
    subject = f"item:{talks.id}/{stage.id}"
    heard = bench.hear(subject, by_event=False)
    done = _done(bench, heard)
    unsettled = tuple(e for e in heard.saying(("outstanding", "asserts")) if UNSETTLED in e.notes)
    halted = heard.saying(("breached", "asserts"))
    last = max((said_on(e) for e in done.pro), default=dt.date.min)
    halted = tuple(e for e in halted if said_on(e) >= last)
    state: ItemState = "open"
    tally = Tally()
    if done.pro and done.con and done.verdict != "accepted":
        state, tally = "disputed", done
    elif halted:
        state, tally = "stalled", bench.tally(halted)
    elif done.pro:
        state, tally = "agreed", done
    elif unsettled:
        state, tally = "disputed", bench.tally(unsettled)
    return _finding(bench.scope(subject), stage, state, tally, heard)


def _done(bench: Bench, heard: Heard) -> Tally:
    """The votes that it was agreed, and those that it was not, said afterwards: before, it was simply open."""
    pro = heard.saying(("fulfilled", "asserts"))
    first = min((said_on(e) for e in pro), default=dt.date.max)
    return bench.tally(pro, tuple(e for e in heard.saying(("fulfilled", "denies")) if said_on(e) >= first))


def _finding(
    scope: Sequence[Evidence], stage: Stage, state: StageState | ItemState, tally: Tally, heard: Heard
) -> StageFinding:
    notes = []
    if state == "open" and any(UNDER_WAY in e.notes for e in heard.voices):
        notes.append("under discussion")
    if asked := _asking(heard):
        notes.append(f"asked for by {', '.join(asked)}")
    return StageFinding(
        stage=stage,
        state=state,
        since=min((upper(e) for e in tally.pro), default=None),
        reported=bool(tally.pro) and tally.verdict != "accepted" and state != "disputed",
        evidence=_weighed(scope, {e.id for e in (*tally.pro, *tally.con)}, heard),
        notes=tuple(notes),
    )


def _asking(heard: Heard) -> list[str]:
    """Who asks for it."""
    asked = (e for e in heard.saying(("outstanding", "asserts")) if UNSETTLED not in e.notes)
    return list(dict.fromkeys(e.witness for e in asked))


def _weighed(scope: Iterable[Evidence], counted: set[str], heard: Heard) -> tuple[Weighed, ...]:
    ordered = sorted(scope, key=lambda e: (said_on(e), e.report_name, e.spans[0].start, e.id))
    return tuple(Weighed(e, weight(e), e.id in counted, _side(e), _why(e, heard, counted)) for e in ordered)


def _side(e: Evidence) -> Literal["for", "against", "neither"]:
    if e.claim == "fulfilled" or (e.claim == "intended" and UNDER_WAY in e.notes):
        return "for" if e.stance == "asserts" else "against"
    return "against" if e.claim == "breached" and e.stance == "asserts" else "neither"


def _why(e: Evidence, heard: Heard, counted: set[str]) -> str:
    if e.id in heard.silent:
        return heard.silent[e.id]
    if e.id in counted:
        return f"its word on the talks, graded {e.grade}"
    if e.claim == "outstanding":
        return "asks for it, which shows that it is still open"
    return "overtaken, or not about what was reached"
