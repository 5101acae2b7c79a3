"""The rules of docs/explanation/standing.md, written down a third time: slowly, plainly, one question at a time.

Nothing of `treuga.monitor` is called here, and nothing is clever: each rule is a loop over plain records. It is what
the two fast evaluators are held against.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from treuga.agreements.amended import NOT_YET, as_amended
from treuga.agreements.deadlines import resolve
from treuga.model import Agreement, Commitment, Evidence, PartialDate

DAY = dt.timedelta(1)


@dataclass
class Found:
    """What is to be the same everywhere."""

    debtor: str
    creditor: str
    state: str
    schedule: str
    deadline: dt.date | None
    evidence_class: str
    decisive: frozenset[str]
    done: tuple[dt.date | None, dt.date] | None
    told: PartialDate | None


def said(e: Evidence) -> dt.date:
    return e.t_known.latest if e.t_known is not None else e.known_upto


def so_by(e: Evidence) -> dt.date:
    days = [said(e)]
    if e.t_event is not None:
        days.append(e.t_event.latest)
    return min(days)


def so_from(e: Evidence) -> dt.date:
    if e.t_event is not None:
        return e.t_event.earliest
    return e.t_known.earliest if e.t_known is not None else e.known_upto


def points(e: Evidence) -> int:
    if e.standing == "acknowledged":
        return 3
    if e.standing == "self-serving" or "the speaker could not be identified" in e.notes:
        return 0
    found = {"A": 3, "B": 3, "C": 2, "D": 1, "E": 0}.get(e.grade[:1], 1)
    found -= {"4": 1, "5": 2}.get(e.grade[1:2], 0)
    if "nobody knows for whom the speaker speaks" in e.notes:
        found = min(found, 1)
    return max(found, 0)


def counted_once(bag: list[Evidence]) -> list[Evidence]:
    out: dict[str, Evidence] = {}
    for e in bag:
        out[e.id] = e
    return sorted(out.values(), key=lambda e: (said(e), e.id))


def standing_words(bag: list[Evidence]) -> list[Evidence]:
    """Without retractions, what they take back, unknown voices, and parts of a deed."""
    out = []
    for e in bag:
        if e.stance == "retracts" or "the speaker could not be identified" in e.notes:
            continue
        if e.claim == "fulfilled" and any(note.startswith("a part only") for note in e.notes):
            continue
        back = [r for r in bag if r.stance == "retracts" and (r.witness, r.claim) == (e.witness, e.claim)]
        if any(said(r) >= said(e) for r in back):
            continue
        out.append(e)
    return out


def family(e: Evidence) -> str:
    return "verdict" if e.claim in ("fulfilled", "breached") else e.claim


def last_words(bag: list[Evidence], once: bool) -> tuple[list[Evidence], list[Evidence]]:
    """Who still speaks, and earlier words to the same effect as a later one."""

    def moment(e: Evidence) -> tuple[dt.date, dt.date]:
        return (said(e), so_by(e)) if once else (so_by(e), said(e))

    speaking, repeated = [], []
    for e in bag:
        others = [o for o in bag if o.witness == e.witness and family(o) == family(e)]
        last = max(others, key=lambda o: (moment(o), said(o), o.id))
        if moment(last) == moment(e) or (last.standing == "self-serving" and e.standing != "self-serving"):
            speaking.append(e)
        elif (last.claim, last.stance) == (e.claim, e.stance):
            repeated.append(e)
    return speaking, repeated


def one_vote(bag: list[Evidence], groups: dict[str, str]) -> tuple[list[Evidence], list[Evidence]]:
    """The weightiest first; who follows with the same witness or story for the same claim has no vote."""
    voting: list[Evidence] = []
    without: list[Evidence] = []
    for e in sorted(bag, key=lambda e: (-points(e), said(e), e.id)):
        for v in voting:
            if (v.claim, v.stance) != (e.claim, e.stance):
                continue
            stories = [groups.get(x.report) if "in the reporter's own voice" in x.notes else None for x in (v, e)]
            if v.witness == e.witness or (stories[0] is not None and stories[0] == stories[1]):
                without.append(e)
                break
        else:
            voting.append(e)
    return voting, without


def verdict(pro: list[Evidence], con: list[Evidence], accepted_from: int) -> str:
    if not pro:
        return "out"
    a, b = sum(map(points, pro)), sum(map(points, con))
    return "accepted" if a >= accepted_from and a > b else "contested"


def best(pro: list[Evidence]) -> int:
    """3 acknowledged, 2 a third party, 1 claimed, 0 nobody."""
    weighty = [e for e in pro if points(e) > 0]
    if any(e.standing == "acknowledged" for e in weighty):
        return 3
    return 2 if weighty else 1 if pro else 0


class Slow:
    """All commitments of one agreement, as of one day, with the knowledge of another."""

    def __init__(
        self, agreement: Agreement, evidence: list[Evidence], as_of: dt.date, known_at: dt.date, groups: dict[str, str]
    ) -> None:
        self.agreement, self.as_of, self.groups = as_amended(agreement, as_of, known_at), as_of, groups
        self.bag = [
            e for e in counted_once(evidence)
            if e.digest == agreement.digest and e.known_upto <= known_at and so_by(e) <= as_of
        ]  # fmt: skip
        self.found: dict[str, Found] = {}

    def all(self) -> dict[str, Found]:
        return {c.id: self.one(c.id) for c in self.agreement.commitments}

    def one(self, key: str) -> Found:
        if key not in self.found:
            commitment = self.agreement.commitment(key)
            assert commitment is not None
            self.found[key] = self._one(commitment)
        return self.found[key]

    def _one(self, c: Commitment) -> Found:
        once = c.mode == "achieve"
        scope = [e for e in self.bag if e.subject == f"commitment:{c.id}"]
        standing = standing_words(scope)
        speaking, repeated = last_words(standing, once)
        voices, copies = one_vote(speaking, self.groups)

        def saying(*what: tuple[str, str]) -> list[Evidence]:
            return [e for e in voices if (e.claim, e.stance) in what]

        due = self._due(c)
        done, undone = saying(("fulfilled", "asserts")), saying(("fulfilled", "denies"))
        broken, unbroken = saying(("breached", "asserts")), saying(("breached", "denies"))
        cured: list[Evidence] = []
        if once:
            against_done = [e for e in undone + broken if not done or said(e) >= min(map(so_by, done))]
            breach = broken + [e for e in undone if due is not None and so_from(e) > due]
            against_breach = unbroken + done
        else:
            breach = broken + undone
            against_done = breach
            against_breach = []
            if breach:
                first, last = min(map(so_by, breach)), max(map(so_by, breach))
                against_breach = [e for e in unbroken if so_by(e) >= first] + [e for e in done if so_by(e) >= last]
                cured = [e for e in done if so_by(e) > last]
        tallies = {
            "done": (done, against_done), "broken": (breach, against_breach), "cured": (cured, []),
            "released": (saying(("released", "asserts")), saying(("released", "denies"))),
            "suspended": (off := saying(("suspended", "asserts")), on := saying(("suspended", "denies"))),
            "resumed": ([e for e in on if off and so_by(e) > max(map(so_by, off))], []),
        }  # fmt: skip
        says = {name: verdict(*sides, self.agreement.thresholds.accepted_from) for name, sides in tallies.items()}
        readings = tuple(self._read(c, says, due, side) for side in ("debtor", "creditor"))
        state = readings[0] if readings[0] == readings[1] else "disputed"
        when = told = urging = None
        if once and "satisfied" in readings:
            weighty = [e for e in done if points(e) > 0] or done
            names = {e.witness for e in weighty}
            also = [e for e in repeated + copies if (e.claim, e.stance) == ("fulfilled", "asserts")]
            when, told, urging = self._when(standing, weighty + [e for e in also if e.witness in names])
        decisive = {e.id for pro, con in tallies.values() for e in pro + con} | ({urging.id} if urging else set())
        return Found(
            *readings, state, self._schedule(c, state, readings, due, when), due,
            self._class(once, readings, says, {name: best(pro) for name, (pro, _) in tallies.items()}),
            frozenset(decisive), when, told,
        )  # fmt: skip

    def _due(self, c: Commitment) -> dt.date | None:
        if c.deadline is None or c.deadline.date is not None:
            return c.deadline.date if c.deadline else None

        def started(key: str) -> PartialDate | None:
            other = self.one(key)
            return other.told if other.state == "satisfied" else None

        return resolve(c.deadline.expression, self.agreement.signed, started)

    def _read(self, c: Commitment, says: dict[str, str], due: dt.date | None, side: str) -> str:
        def true(claim: str, gained_by: str) -> bool:
            return says[claim] == "accepted" or (says[claim] == "contested" and gained_by == side)

        once = c.mode == "achieve"
        waits = [self._waits(c, a, side) for a in c.antecedent]
        in_force = all(answer == "holds" for answer in waits)
        if c.in_force is not None and self.as_of < c.in_force:
            in_force = False
        if true("released", "debtor") or any(amendment.ends for amendment in c.amended):
            return "released"
        if true("suspended", "debtor") and says["resumed"] != "accepted":
            return "suspended"
        if once and true("done", "debtor"):
            return "satisfied"
        if in_force and true("broken", "creditor") and (once or says["cured"] != "accepted"):
            return "violated"
        if not once and due is not None and self.as_of > due and says["done"] == "accepted":
            return "satisfied"
        if "never" in waits:
            return "expired"
        return "active" if in_force else "conditional"

    def _waits(self, c: Commitment, antecedent: str, side: str) -> str:
        if antecedent == "always":
            return "holds"
        if antecedent == NOT_YET:
            return "open"
        if antecedent == "signing":
            signed = self.agreement.signed
            return "open" if signed is not None and signed.latest > self.as_of else "holds"
        other, found = self.agreement.commitment(antecedent), self.one(antecedent)
        assert other is not None
        if other.mode == "maintain":
            return "open" if found.state == "violated" else "holds"
        read = found.state
        for party in c.debtor if side == "debtor" else c.creditor:
            where = self._side(other, party)
            if where:
                read = found.debtor if where == "debtor" else found.creditor
                break
        return {"satisfied": "holds", "expired": "never", "released": "never"}.get(read, "open")

    def _side(self, c: Commitment, party: str) -> str:
        """Where somebody stands: by name, else by an alliance; on both sides is on neither."""
        owing, owed = {*c.debtor, *c.performer}, {*c.creditor}
        if party in owing or party in owed:
            return "" if party in owing and party in owed else "debtor" if party in owing else "creditor"
        blocs = [{name, *allies} for name, allies in self.agreement.sides.items()]
        allied: set[Any] = {name for bloc in blocs if party in bloc for name in bloc}
        with_debtor, with_creditor = bool(allied & owing), bool(allied & owed)
        return "" if with_debtor == with_creditor else "debtor" if with_debtor else "creditor"

    def _when(
        self, standing: list[Evidence], deciding: list[Evidence]
    ) -> tuple[tuple[dt.date | None, dt.date], PartialDate | None, Evidence | None]:
        latest = min(map(so_by, deciding))
        open_still = [
            e for e in standing if (e.claim, e.stance) in (("outstanding", "asserts"), ("fulfilled", "denies"))
        ]
        open_still = [e for e in open_still if so_from(e) < latest]
        urging = max(open_still, key=lambda e: (so_from(e), e.id)) if open_still else None
        earliest = so_from(urging) if urging else None
        order = {"acknowledged": 0, "third-party": 1, "self-serving": 2}
        fine = {"day": 0, "month": 1, "year": 2}
        dated = [e for e in standing if (e.claim, e.stance) == ("fulfilled", "asserts") and e.t_event is not None]
        dated.sort(key=lambda e: (order[e.standing], fine[e.t_event.precision], said(e), e.id))  # type: ignore[union-attr]
        for e in dated:
            day = e.t_event
            assert day is not None
            if day.earliest > latest or (earliest is not None and day.latest < earliest):
                continue
            bounded = urging if earliest is not None and earliest >= day.earliest else None
            first = day.earliest if earliest is None else max(day.earliest, earliest)
            return (first, min(latest, day.latest)), day, bounded
        return (earliest, latest), None, urging

    def _schedule(
        self, c: Commitment, state: str, readings: tuple[str, ...], due: dt.date | None,
        when: tuple[dt.date | None, dt.date] | None,
    ) -> str:  # fmt: skip
        if due is None:
            return "no deadline"
        if state == "satisfied":
            if when is None or when[1] <= due:
                return "on time"
            return "late" if when[0] is not None and when[0] > due else "done, date unknown"
        if self.as_of <= due:
            return "due soon" if due - self.as_of <= 30 * DAY else "not due"
        owed = any(r not in ("released", "suspended", "expired", "conditional") for r in readings)
        return "overdue" if c.mode == "achieve" and owed else "not due"

    def _class(self, once: bool, readings: tuple[str, ...], says: dict[str, str], classes: dict[str, int]) -> str:
        of = [
            name for state, name in (("released",) * 2, ("suspended",) * 2, ("satisfied", "done")) if state in readings
        ]
        cured = says["broken"] != "out" and says["cured"] == "accepted"
        if "violated" in readings:
            of.append("broken")
        elif cured:
            of.append("cured")
        elif not of and not once:
            of.append("done")
        return ("none", "claimed", "third-party", "acknowledged")[max((classes[name] for name in of), default=0)]
