"""What a finding says in words: each party's claim, notes, and what would change the state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from treuga.agreements.amended import NOT_YET
from treuga.model import Commitment, Deadline, Evidence
from treuga.monitor.fusion import Tally, weight
from treuga.monitor.remarks import REPORTER, UNAFFILIATED, UNIDENTIFIED
from treuga.monitor.standing import Principals
from treuga.monitor.timing import When, said_on, upper
from treuga.monitor.verdict import Judged

_SAYS = {
    ("fulfilled", "asserts"): "done",
    ("fulfilled", "denies"): "not done",
    ("breached", "asserts"): "broken",
    ("breached", "denies"): "not broken",
    ("outstanding", "asserts"): "still to be done",
    ("outstanding", "denies"): "nothing left to be done",
    ("intended", "asserts"): "intended",
    ("intended", "denies"): "not now",
    ("released", "asserts"): "released",
    ("released", "denies"): "not released",
    ("suspended", "asserts"): "suspended",
    ("suspended", "denies"): "not suspended",
}
_SAYS_ALWAYS = {("fulfilled", "asserts"): "kept", ("fulfilled", "denies"): "not kept"}
#: Where a witness says several things at one time, the most definite is its claim.
_ORDER = ("released", "suspended", "breached", "fulfilled", "outstanding", "intended")


def claims(evidence: Sequence[Evidence], *, once: bool = True) -> tuple[tuple[str, str], ...]:
    """What each named party says now: (party id, what it says), in the order of their last words.

    A verdict is not taken back by an appeal of the same report, nor by an announcement made later.
    """
    last: dict[str, Evidence] = {}
    for e in sorted(evidence, key=_now):
        if e.stance == "retracts" or REPORTER in e.notes or UNIDENTIFIED in e.notes:
            continue
        last[e.witness] = e
    words = _SAYS if once else {**_SAYS, **_SAYS_ALWAYS}
    return tuple((e.witness, words[e.claim, e.stance]) for e in sorted(last.values(), key=_now))


def _now(evidence: Evidence) -> tuple[bool, dt.date, int, str]:
    return evidence.claim != "intended", said_on(evidence), -_ORDER.index(evidence.claim), evidence.id


_NOT_DONE = frozenset({("fulfilled", "denies"), ("breached", "asserts")})
_NOT_BROKEN = frozenset({("breached", "denies"), ("fulfilled", "asserts")})


class Telling:
    """Sentences about judged commitments; names come from the registry where there is one."""

    def __init__(self, registry: Principals | None) -> None:
        self._registry = registry

    def name(self, party: str) -> str:
        """The common name of a party."""
        known = self._registry.get(party) if self._registry else None
        return known.names[0] if known and known.names else party

    def names(self, parties: Sequence[str], joint: str = "or") -> str:
        """Several names in a sentence."""
        told = [self.name(party) for party in parties]
        return f" {joint} ".join(filter(None, (", ".join(told[:-1]), *told[-1:]))) if told else "the other side"

    def notes(self, judged: Judged, as_of: dt.date, schedule: str) -> tuple[str, ...]:
        """What a reader must know about a finding."""
        out = [*self._basis(judged), *amended(judged.commitment)]
        out += [*self._timing(judged, as_of, schedule), *self._waiting(judged, as_of)]
        out += (note for e in judged.heard.voices for note in e.notes if _odd(note, e))
        return tuple(dict.fromkeys(out))

    def _basis(self, judged: Judged) -> list[str]:
        votes, out = judged.votes, []
        if not judged.scope:
            return ["no report that was read speaks of it; that is no sign of a breach"]
        if votes.done.verdict == "contested" and "satisfied" in judged.readings:
            contrary = self._contradicted(judged, votes.done, _NOT_DONE)
            out.append(f"said to be done by {self._who(votes.done.pro)} only; {contrary}")
        if votes.broken.verdict == "contested" and "violated" in judged.readings:
            contrary = self._contradicted(judged, votes.broken, _NOT_BROKEN)
            out.append(f"said to be broken by {self._who(votes.broken.pro)} only; {contrary}")
        if judged.cured:
            day = max(upper(e) for e in votes.broken.pro)
            out.append(f"broken before ({self._who(votes.broken.pro)}, by {day}), and kept since by acknowledgement")
        return out

    def _contradicted(self, judged: Judged, tally: Tally, against: frozenset[tuple[str, str]]) -> str:
        """Who says the contrary now, whatever it weighs: a word that settles nothing contradicts all the same."""
        latest = {e.witness: e for e in sorted(judged.heard.voices, key=_now)}
        said = {e.witness for e in tally.pro}
        heard = [e for e in latest.values() if (e.claim, e.stance) in against and e.witness not in said]
        con = [*tally.con, *(e for e in heard if e not in tally.con)]
        if not con:
            return "nobody contradicts it"
        return f"{self._who(con)} {'says' if len({e.witness for e in con}) == 1 else 'say'} otherwise"

    def _who(self, evidence: Sequence[Evidence]) -> str:
        told = [
            f"{self.name(e.witness)} in its own voice" if REPORTER in e.notes else self.name(e.witness)
            for e in evidence
        ]
        return self.names(list(dict.fromkeys(told)), "and")

    def _timing(self, judged: Judged, as_of: dt.date, schedule: str) -> list[str]:
        when, due, out = judged.when, judged.commitment.deadline, []
        if when:
            first = f"between {when.earliest} and {when.latest}" if when.earliest else f"by {when.latest}"
            out.append(f"done {f'on {when.latest}' if when.earliest == when.latest else first}")
            if when.urged:
                out.append(f"{self.name(when.urged.witness)} still asked for it on {when.earliest}")
            if when.clash and when.urged:
                out.append(
                    f"{self.name(when.clash.witness)} gives {when.clash.t_event} as its date, "
                    f"but {self.name(when.urged.witness)} still asked for it afterwards"
                )
        if when and schedule == "late" and judged.deadline:
            out += self._lateness(judged, when, judged.deadline)
        if due:
            out += (f"the deadline is also given as {date} ({who})" for date, who in due.variants)
            if judged.deadline is None:
                out.append(f"it is due at '{due.expression}', and that day is not known yet")
        elif schedule == "no deadline" and judged.state == "active" and judged.commitment.mode == "achieve":
            out.append("it has no deadline, so it cannot be overdue")
        return out

    def _lateness(self, judged: Judged, when: When, due: dt.date) -> Iterator[str]:
        """By how much something was late, whether that was called a breach, and by which other date it was not late."""
        least, most = ((day - due).days for day in (when.earliest or when.latest, when.latest))
        days = f"{most}" if least == most else f"{least} to {most}"
        yield f"done {days} {'day' if days == '1' else 'days'} after it was due"
        if judged.votes.broken.pro:
            yield f"said not to be done, or broken, in between, by {self._who(judged.votes.broken.pro)}; cured since"
        for date, who in judged.commitment.deadline.variants if judged.commitment.deadline else ():
            if when.latest <= date:
                yield f"not late by the other date that was given, {date} ({who})"

    def _waiting(self, judged: Judged, as_of: dt.date) -> list[str]:
        start = judged.commitment.in_force
        return [f"it is owed from {start} on"] * (start is not None and start > as_of) + [
            "it stands for another promise, and no amendment says so yet" if key == NOT_YET else f"it waits for '{key}'"
            for key in judged.waits_for
        ]

    def would_change(self, judged: Judged, as_of: dt.date) -> tuple[str, ...]:
        """What would change the state, in short sentences."""
        commitment, readings = judged.commitment, judged.readings
        owed, owes = self.names(commitment.creditor), self.names(commitment.debtor)
        title, out = f"“{commitment.title}”", []
        if {*readings} & {"released", "suspended", "expired"}:
            return (f"word from {owed} that {title} is owed again would change it",)
        if commitment.mode == "achieve" and readings != ("satisfied", "satisfied"):
            out.append(f"an acknowledgement by {owed} that {title} was done would make it satisfied")
            if self._in_force(judged) and "violated" not in readings:
                out.append(self._how_violated(judged, as_of, owes))
        if commitment.mode == "maintain":
            if "violated" in readings:
                out.append(f"an acknowledgement by {owed} that {title} is kept again would lift the breach")
            if readings != ("violated", "violated"):
                out.append(
                    f"an admission by {owes}, or a reliable third party, that it was broken would settle a breach"
                )
        if readings == ("satisfied", "satisfied"):
            out.append(f"only {owed} taking back its word, or third parties of more weight, would undo it")
        out += (f"'{key}' coming true would bring it into force" for key in judged.waits_for if key != NOT_YET)
        return tuple(out)

    def _in_force(self, judged: Judged) -> bool:
        return "conditional" not in judged.readings

    def _how_violated(self, judged: Judged, as_of: dt.date, owes: str) -> str:
        if judged.deadline is None or as_of <= judged.deadline:
            return f"an admission by {owes}, or a reliable third party, that it was given up would show a breach"
        return f"an admission by {owes}, or a reliable third party, that it was not done would make it violated"


def amended(commitment: Commitment) -> Iterator[str]:
    """What amendments changed in a commitment, each in a sentence with its date and source."""
    for one in commitment.amended:
        by = f"by the amendment of {one.date}{f' ({one.sources[0].source})' if one.sources else ''}"
        if one.deadline:
            yield f"moved from {_due(one.before)} to {_due(one.deadline)} {by}"
        if one.count is not None:
            yield f"the number was changed to {one.count:,g} {one.unit}".rstrip() + f" {by}"
        if one.ends:
            yield f"replaced by '{one.replaced_by}' {by}" if one.replaced_by else f"withdrawn {by}"
        if one.note:
            yield one.note


def _due(deadline: Deadline | None) -> str:
    """A deadline in few words: its day, or how it is written where the day is not known."""
    return str(deadline.date or f"'{deadline.expression}'") if deadline else "no deadline"


def _odd(note: str, evidence: Evidence) -> bool:
    """Whether a remark on a voice belongs beside the finding: what is odd in the words, not who speaks."""
    return note not in (REPORTER, UNIDENTIFIED, UNAFFILIATED) and (evidence.claim != "intended" or weight(evidence) > 0)
