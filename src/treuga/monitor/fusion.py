"""Fusion: how much each voice weighs, which voices count, and whether a claim is accepted. Small integers, by hand.

Weights: who acknowledges weighs 3; a third party 0 to 3 by its grade; a self-serving word 0, whatever its grade: it
makes a claim *contested*, and is borne out only by another class of witness. One witness has one vote, copies of one
story have one vote. A claim is *accepted* with a weight of 2 or more (or as the agreement file has it) that is greater
than what speaks against it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from treuga.model import Evidence, EvidenceClass
from treuga.monitor.remarks import REPORTER, UNAFFILIATED, UNIDENTIFIED, is_part
from treuga.monitor.standing import helps_debtor
from treuga.monitor.timing import said_on, upper

ACCEPTED_FROM: Final = 2
ACKNOWLEDGED: Final = 3
_BY_LETTER: Final = {"A": 3, "B": 3, "C": 2, "D": 1, "F": 1, "E": 0}
_BY_DIGIT: Final = {"4": -1, "5": -2}
_DECISIVE = frozenset({"fulfilled", "breached"})

Verdict = Literal["accepted", "contested", "out"]


def weight(evidence: Evidence) -> int:
    """What one voice weighs on its own."""
    if evidence.standing == "acknowledged":
        return ACKNOWLEDGED
    if evidence.standing == "self-serving" or UNIDENTIFIED in evidence.notes:
        return 0
    graded = max(0, _BY_LETTER.get(evidence.grade[:1], 1) + _BY_DIGIT.get(evidence.grade[1:2], 0))
    return min(graded, 1) if UNAFFILIATED in evidence.notes else graded


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said about one subject, sorted: which voices speak, and why the others do not.

    Attributes:
        voices: evidence that speaks, in order of time.
        silent: evidence id -> why it does not count.
        echoes: among the silent, those that only say what a voice of the same witness or story says.
        void: among the silent, those that show nothing at all: taken back, of unknown origin, or of a part only.
    """

    voices: tuple[Evidence, ...]
    silent: Mapping[str, str] = field(default_factory=dict)
    echoes: tuple[Evidence, ...] = ()
    void: frozenset[str] = frozenset()

    def saying(self, *wanted: tuple[str, str]) -> tuple[Evidence, ...]:
        """The voices with one of the given (claim, stance)."""
        return tuple(e for e in self.voices if (e.claim, e.stance) in wanted)

    def behind(self, voices: Iterable[Evidence]) -> list[Evidence]:
        """The voices, and what the same witnesses said to the same effect on other occasions."""
        voices = list(voices)
        said = {(e.witness, e.claim, e.stance) for e in voices}
        return voices + [e for e in self.echoes if (e.witness, e.claim, e.stance) in said]


def hear(evidence: Iterable[Evidence], *, by_event: bool, groups: Mapping[str, str] | None = None) -> Heard:
    """Sort out who speaks: retractions, later words of the same witness, parts only, unknown voices, copies.

    Args:
        evidence: all that bears on one subject and is in scope.
        by_event: order a witness's words by what they speak of (conduct that goes on), not by when they were said.
        groups: report id -> group, for reports that are copies of one story.
    """
    ordered = sorted({e.id: e for e in evidence}.values(), key=lambda e: (said_on(e), e.id))
    silent: dict[str, str] = {}
    echoes: list[Evidence] = []
    for e in ordered:
        if e.stance == "retracts":
            silent[e.id] = "takes back what the same witness said before; says nothing of its own"
            for other in ordered:
                if other.witness == e.witness and other.claim == e.claim and said_on(other) <= said_on(e):
                    silent.setdefault(other.id, f"taken back by {e.witness} on {said_on(e)}")
        elif UNIDENTIFIED in e.notes:
            silent[e.id] = "nobody can say whose interest speaks, as the speaker could not be identified"
        elif is_part(e.notes) and e.claim == "fulfilled":
            silent[e.id] = next(note for note in e.notes if is_part((note,)))
    void = frozenset(silent)
    _supersede([e for e in ordered if e.id not in silent], by_event, silent, echoes)
    _one_vote([e for e in ordered if e.id not in silent], groups or {}, silent, echoes)
    return Heard(tuple(e for e in ordered if e.id not in silent), silent, tuple(echoes), void)


def _supersede(evidence: Sequence[Evidence], by_event: bool, silent: dict[str, str], echoes: list[Evidence]) -> None:
    """A witness's last word stands. A self-serving word takes back nothing that the same witness conceded."""

    def time(e: Evidence) -> tuple[dt.date, dt.date]:
        return (upper(e), said_on(e)) if by_event else (said_on(e), upper(e))

    last: dict[tuple[str, str], Evidence] = {}
    for e in evidence:
        key = (e.witness, _family(e))
        if key not in last or time(e) >= time(last[key]):
            last[key] = e
    for e in evidence:
        newer = last[e.witness, _family(e)]
        if time(newer) <= time(e):
            continue
        if newer.standing == "self-serving" and e.standing != "self-serving":
            continue
        same = (newer.claim, newer.stance) == (e.claim, e.stance)
        echoes += [e] * same
        silent[e.id] = f"{e.witness} said {'the same' if same else 'otherwise'} later, on {said_on(newer)}"


def _family(evidence: Evidence) -> str:
    """Claims of one family replace each other; what is still asked for or intended takes back no verdict."""
    return "verdict" if evidence.claim in _DECISIVE else evidence.claim


def _one_vote(
    evidence: Sequence[Evidence], groups: Mapping[str, str], silent: dict[str, str], echoes: list[Evidence]
) -> None:
    """One witness, or one story in several copies, has one vote for the same claim: its weightiest."""
    voted: dict[tuple[str, str, str], Evidence] = {}
    for e in sorted(evidence, key=lambda e: (-weight(e), said_on(e), e.id)):
        claim = f"{e.claim}/{e.stance}"
        keys = [("witness", e.witness, claim)]
        if REPORTER in e.notes and e.report in groups:
            keys.append(("story", groups[e.report], claim))
        before = next((voted[key] for key in keys if key in voted), None)
        if before is None:
            voted.update(dict.fromkeys(keys, e))
            continue
        echoes.append(e)
        if before.witness == e.witness:
            silent[e.id] = f"{e.witness} has one vote, given in {before.report_name}"
        else:
            silent[e.id] = f"a copy of the story in {before.report_name}; one story has one vote"


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes on one claim.

    Attributes:
        pro, con: voices for and against it.
        accepted_from: weight from which it is accepted; an agreement file can set its own.
    """

    pro: tuple[Evidence, ...] = ()
    con: tuple[Evidence, ...] = ()
    accepted_from: int = ACCEPTED_FROM

    @property
    def weight_pro(self) -> int:
        """What the voices for it weigh together."""
        return sum(weight(e) for e in self.pro)

    @property
    def weight_con(self) -> int:
        """What the voices against it weigh together."""
        return sum(weight(e) for e in self.con)

    @property
    def verdict(self) -> Verdict:
        """Accepted, contested, or out where nobody says it."""
        if not self.pro:
            return "out"
        pro = self.weight_pro
        return "accepted" if pro >= self.accepted_from and pro > self.weight_con else "contested"

    def admitted(self, favoured: bool) -> bool:
        """Whether a reading takes it as true: contested claims only in the reading that they favour."""
        return self.verdict == "accepted" or (self.verdict == "contested" and favoured)

    @property
    def deciding(self) -> tuple[Evidence, ...]:
        """The voices on which the verdict rests: those with weight, or self-serving ones where there is no other."""
        return tuple(e for e in self.pro if weight(e)) or self.pro

    @property
    def evidence_class(self) -> EvidenceClass:
        """The best class of witness among the voices for it."""
        standings = {e.standing for e in self.pro if weight(e)}
        if "acknowledged" in standings:
            return "acknowledged"
        if standings:
            return "third-party"
        return "claimed" if self.pro else "none"


def explain(evidence: Evidence) -> str:
    """Why a voice that speaks weighs what it weighs, in words."""
    side = "debtor" if helps_debtor(evidence.claim, evidence.stance) else "creditor"
    if evidence.standing == "acknowledged":
        other = "creditor" if side == "debtor" else "debtor"
        return f"said by the {other}'s side against its own interest"
    if evidence.standing == "self-serving":
        return f"the {side}'s side speaks for itself: contested until another class of witness bears it out"
    if UNAFFILIATED in evidence.notes:
        return f"third party of unknown affiliation, graded {evidence.grade}"
    if REPORTER in evidence.notes:
        return f"the reporter's own voice, graded {evidence.grade}"
    return f"neither side nor its ally, graded {evidence.grade}"
