"""Disagreements: the same thing told in two ways, side by side.

By general rules over what was extracted; nothing is decided here about who is right. Three kinds of comparison: report
against report (days, numbers, yes and no), party against party (the claims on a commitment that contradict each
other), and report against instrument (the day of signing, sides and numbers, a decision told before its day).

*History is no disagreement*: that something was asked for, or not yet so, and later was done is what one would expect.
Only what was said of the same time, or against what had been said before, is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from treuga.model import Agreement, Evidence, Finding, Quantity, Report, Span, Testimony
from treuga.monitor.contrast import day_of, doers, likeness, near, places
from treuga.monitor.standing import Principals, Sides
from treuga.monitor.telltales import SAYING, Fact, Interval, alike, clusters, facts, same_number, sources
from treuga.monitor.timing import said_on
from treuga.monitor.versions import Disagreement, DisagreementKind, Version, about, merged, parties_of, told_by

_ORDER: tuple[DisagreementKind, ...] = get_args(DisagreementKind)
_SIGNING = frozenset({"sign", "conclude", "reach", "strike", "seal", "ink", "initial", "agree", "make"})
_INSTRUMENT = frozenset({"agreement", "deal", "accord", "pact", "treaty"})
_DECIDING = ("decide", "resolve", "determine", "decision")
_AGREEING = frozenset({"agree", "accept", "consent", "concede"})
_TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
#: Reports that far apart tell of one state of things; later ones may tell of another.
_SAME_TIME = 7
#: Conduct that is said to be good and bad within so many days is spoken of differently; later, it may have changed.
_SAME_SEASON = 60
#: Two days that far apart can be one event, misdated; more, and it happened twice.
_MISDATED = 10
#: The share of the words of the shorter clause that two clauses on one thing have in common.
_ALIKE = 0.5
#: How long before the day of a decision nobody can have taken it.
_BEFORE_DECISION = 60


def disagreements(
    agreements: Sequence[tuple[Agreement, Sequence[Finding], Sequence[Evidence]]],
    reports: Sequence[Report],
    testimonies: Iterable[Testimony],
    registry: Principals,
    groups: Mapping[str, str] | None = None,
) -> list[Disagreement]:
    """All disagreements, those that concern agreements first.

    Args:
        agreements: each with its findings at one date, and the evidence that was linked to it.
        reports: those that count at that date.
        testimonies: what they say.
        registry: who speaks for whom.
        groups: report id -> group, for copies of one story.
    """
    read = sources(reports, testimonies, registry, groups or {})
    told = [fact for source in read for fact in facts(source)]
    known = {report.id for report in reports}
    found: list[Disagreement] = []
    for agreement, findings, evidence in agreements:
        linked = [e for e in evidence if e.report in known]
        found += _signing(agreement, told)
        found += (d for finding in findings if (d := _claims(finding)))
        found += _wording(agreement, linked)
        found += _early_decisions(agreement, linked)
        found += _one_side(agreement, told)
    counts = {c.count: c.id for a, _, _ in agreements for c in _counted(a)}
    found += [*_dates(told), *_numbers(told, counts), *_denied(told), *doers(told), *places(told, registry)]
    return sorted(found, key=lambda d: _ORDER.index(d.kind))


# --- against the instrument ------------------------------------------------------------------------------------------


def _signing(agreement: Agreement, told: Sequence[Fact]) -> list[Disagreement]:
    """The day of signing, as reports give it, against the agreement's own."""
    signed = agreement.signed
    if signed is None or len(agreement.parties) < 2:
        return []
    own = Interval(signed.earliest, signed.latest)
    given = [(fact, day) for fact in told for day in fact.days if _is_signing(fact, agreement)]
    if all(day.meets(own) for _, day in given):
        return []
    versions = [Version(signed.iso, "the agreement"), *merged((str(day), fact) for fact, day in given)]
    about = f"When “{agreement.title}” was signed"
    return [Disagreement("signing date", agreement.id, about, tuple(versions), frozenset(agreement.parties))]


def _is_signing(fact: Fact, agreement: Agreement) -> bool:
    """Whether an event tells of the making of this agreement: nobody is named in it who is no party to it."""
    event = fact.event
    if not event.polarity or event.factuality not in ("happened", "ongoing", "possible", "planned"):
        return False
    noun = event.lemma in _INSTRUMENT
    if not (noun or (event.lemma in _SIGNING and not _INSTRUMENT.isdisjoint(event.words))):
        return False
    named = {mention.party for mention in fact.source.testimony.mentions if _inside(mention.span, event.span)}
    chief = {_chief(fact, party, agreement) for party in (*named, *event.actors, *event.recipients)}
    return bool(chief & {*agreement.parties}) and "" not in chief and (not noun or len(chief) > 1)


def _chief(fact: Fact, party: str, agreement: Agreement) -> str:
    """The party to the agreement for whom someone speaks; nothing where that is nobody."""
    return next((p for p in fact.source.principals.get(party, (party,)) if p in agreement.parties), "")


def _inside(span: Span, outer: Span) -> bool:
    return outer.start <= span.start < outer.end


def _wording(agreement: Agreement, linked: Sequence[Evidence]) -> Iterator[Disagreement]:
    """Sides and numbers that a report's words give otherwise than the agreement does."""
    odd: dict[tuple[str, str], list[Evidence]] = {}
    for e in linked:
        for note in e.notes:
            if note.startswith(("the words give", "the words say")):
                odd.setdefault((e.subject, note), []).append(e)
    for (subject, note), several in odd.items():
        commitment = agreement.commitment(subject.partition(":")[2])
        own = Version(commitment.consequent if commitment else subject, "the agreement")
        unique = {(e.report, e.spans[0].start): e for e in several}
        versions = (own, *(_version(note, e) for e in unique.values()))
        title = commitment.title if commitment else subject
        yield Disagreement("wording", agreement.id, title, versions, frozenset(e.witness for e in several), note)


def _early_decisions(agreement: Agreement, linked: Sequence[Evidence]) -> Iterator[Disagreement]:
    """A decision that a report tells as taken, before the day on which it is to be taken."""
    for gate in agreement.gates:
        first = min((date.earliest for date in gate.expected), default=None)
        if first is None:
            continue
        early = [
            e
            for e in linked
            if e.subject == f"gate:{gate.id}"
            and 0 < (first - said_on(e)).days <= _BEFORE_DECISION
            and any(_decides(span.text) for span in e.spans[1:2])
        ]
        if early:
            expected = " to ".join(dict.fromkeys(str(date) for date in gate.expected))
            own = Version(f"to be decided on {expected}", "the agreement")
            told = (_version("decided", e) for e in {e.spans[0]: e for e in early}.values())
            yield Disagreement("decision", agreement.id, gate.title, (own, *told), frozenset(gate.decider))


def _decides(cue: str) -> bool:
    words = cue.casefold().split()
    return any(word.startswith(stem[:-1]) for word in words for stem in _DECIDING)


# --- party against party ---------------------------------------------------------------------------------------------


def _claims(finding: Finding) -> Disagreement | None:
    """What counts for a commitment's being done or kept against what is said to the contrary."""
    speaks = [w for w in finding.evidence if w.side != "neither" and (w.counted or w.evidence.claim == "outstanding")]
    pro = [w.evidence for w in speaks if w.side == "for"]
    con = [w.evidence for w in speaks if w.side == "against"]
    if not pro or not con:
        return None
    if finding.commitment.mode == "achieve":  # that it was once still open is history
        first = min(said_on(e) for e in pro)
        con = [e for e in con if said_on(e) >= first]
        if finding.state == "satisfied":
            con = [e for e in con if e.claim != "outstanding"]
    else:
        con = [e for e in con if e.claim != "outstanding"]
        pro, con = _of_one_mind(pro, con), _of_one_mind(con, pro)
        pro, con = _of_one_time(pro, con), _of_one_time(con, pro)
    if not pro or not con or {e.witness for e in pro} == {e.witness for e in con}:
        return None
    versions = tuple(_version(_SAYS[e.claim, e.stance], e) for e in sorted((*pro, *con), key=said_on))
    parties = frozenset(e.witness for e in (*pro, *con))
    return Disagreement("claims", finding.agreement, finding.commitment.title, versions, parties)


def _of_one_mind(side: Sequence[Evidence], other: Sequence[Evidence]) -> list[Evidence]:
    """What one side says, without those whose own words of the same day stand on the other side too."""
    both = {(e.witness, said_on(e)) for e in other}
    return [e for e in side if (e.witness, said_on(e)) not in both]


def _of_one_time(side: Sequence[Evidence], other: Sequence[Evidence]) -> list[Evidence]:
    """What one side says of conduct while the other says otherwise: calm in spring and war in autumn is history."""
    return [e for e in side if any(abs((said_on(e) - said_on(o)).days) <= _SAME_SEASON for o in other)]


_SAYS = {
    ("fulfilled", "asserts"): "done, or kept",
    ("fulfilled", "denies"): "not done, or not kept",
    ("breached", "asserts"): "broken",
    ("breached", "denies"): "not broken",
    ("outstanding", "asserts"): "still to be done",
    ("outstanding", "denies"): "nothing left to be done",
    ("released", "asserts"): "released",
    ("released", "denies"): "not released",
    ("suspended", "asserts"): "suspended",
    ("suspended", "denies"): "not suspended",
}


def _one_side(agreement: Agreement, told: Sequence[Fact]) -> Iterator[Disagreement]:
    """One side says that the other agreed to something, and no word of the other says so."""
    sides = Sides.of(agreement)
    agreed = [f for f in told if f.event.lemma in _AGREEING and f.of_party and f.event.polarity]
    agreed = [f for f in agreed if f.event.factuality in ("happened", "ongoing")]
    for fact in agreed:
        for party in agreement.parties:
            side = sides.bloc((party,))
            named = fact.actors & side
            if not named or fact.voice in side or fact.voice not in sides.bloc(agreement.parties):
                continue
            if any(other.voice in side and other.words & fact.words for other in agreed):
                continue
            versions = (told_by("agreed", fact), Version("says nothing of it in the reports read", party))
            about = f"Whether {party} agreed: {' '.join(sorted(fact.words)) or fact.event.predicate.text}"
            yield Disagreement("one side", agreement.id, about, versions, frozenset((party, fact.voice)))


# --- report against report -------------------------------------------------------------------------------------------


def _dates(told: Sequence[Fact]) -> Iterator[Disagreement]:
    """One event, on two days."""
    dated = [f for f in told if f.event.lemma not in SAYING and f.event.polarity and f.actors and day_of(f)]
    for group in clusters(dated, _misdated):
        versions = merged((str(day), fact) for fact in group if (day := day_of(fact)))
        yield Disagreement("date", "", about(group), versions, parties_of(group))


def _misdated(one: Fact, other: Fact) -> bool:
    first, second = day_of(one), day_of(other)
    if not (first and second) or first.meets(second) or one.actors.isdisjoint(other.actors):
        return False
    shared, gap = alike(one, other), first.gap(second)
    same_day_of_month = first.first.day == second.first.day and gap <= _SAME_SEASON
    if shared >= 2 and (gap <= _MISDATED or same_day_of_month):
        return likeness(one, other) >= _ALIKE
    # Neighbouring days in reports of the same days: a slip of the weekday, where it is no matter of every day.
    return shared >= 0 and gap == 1 and near(one, other, 3) and one.event.type != "ASSAULT"


def _numbers(told: Sequence[Fact], counts: Mapping[float, str]) -> Iterator[Disagreement]:
    """One matter, in two numbers that cannot both be true."""
    counted: dict[tuple[str, int], tuple[Fact, Quantity]] = {}
    for fact in told:
        if fact.event.polarity and fact.event.factuality in ("happened", "ongoing"):
            for quantity in fact.event.quantities:
                # The narrowest clause that holds a number says what it counts.
                key = (fact.source.report.id, quantity.span.start)
                if key not in counted or fact.lies_in(counted[key][0]):
                    counted[key] = (fact, quantity)
    pairs = [(replace(fact, words=fact.words - {q.unit}), q) for fact, q in _single(counted.values())]
    by_fact = {id(fact): q for fact, q in pairs}

    def differ(one: Fact, other: Fact) -> bool:
        return _miscounted(one, by_fact[id(one)], other, by_fact[id(other)], counts)

    for group in clusters([fact for fact, _ in pairs], differ):
        versions = merged((_number(by_fact[id(fact)]), fact) for fact in group)
        yield Disagreement("number", "", about(group), versions, parties_of(group))


def _single(counted: Iterable[tuple[Fact, Quantity]]) -> list[tuple[Fact, Quantity]]:
    """Those of which a voice gives one number only: who gives several counts several things."""
    given: dict[tuple[str, str, str, str], list[tuple[Fact, Quantity]]] = {}
    for fact, quantity in counted:
        if fact.event.lemma not in SAYING:
            key = (fact.source.report.id, fact.voice, fact.event.lemma, quantity.unit.casefold())
            given.setdefault(key, []).append((fact, quantity))
    return [several[0] for several in given.values() if len({q.value for _, q in several}) == 1]


def _miscounted(one: Fact, first: Quantity, other: Fact, second: Quantity, counts: Mapping[float, str]) -> bool:
    if first.unit.casefold() != second.unit.casefold() or same_number(first, second):
        return False
    if {first.value, second.value} <= counts.keys():
        return False  # two promises, not two counts
    shared = alike(one, other)
    if shared < 0 or (first.unit in _TIME_UNITS and shared < 2):
        return False
    # "A fall of 75 per cent", and no more: a rate needs no object where another voice of the report gives another.
    bare = first.unit == "percent" and one.source is other.source and not (one.words and other.words)
    if not bare and (shared < 1 or likeness(one, other) < _ALIKE):
        return False
    if one.days and other.days:
        return any(a == b for a in one.days for b in other.days)
    return near(one, other, _SAME_TIME)


def _number(quantity: Quantity) -> str:
    bound = "" if quantity.bound == "exact" else f"{quantity.bound} "
    return f"{bound}{quantity.value:,g} {quantity.unit}"


def _denied(told: Sequence[Fact]) -> Iterator[Disagreement]:
    """One says that it happened, another that it did not; said afterwards, or at the same time."""
    firm = [f for f in told if f.event.pos == "verb" and f.event.factuality in ("happened", "ongoing")]
    firm = [f for f in firm if f.event.lemma not in SAYING and f.actors and f.told]

    def contradict(one: Fact, other: Fact) -> bool:
        if one.event.polarity == other.event.polarity or one.actors.isdisjoint(other.actors):
            return False
        yes, no = (one, other) if one.event.polarity else (other, one)
        assert yes.told and no.told
        after = (no.told - yes.told).days
        return 0 <= after <= 2 * _SAME_TIME and alike(one, other) >= 2 and likeness(one, other) >= _ALIKE

    for group in clusters(firm, contradict):
        versions = merged(("it was so" if fact.event.polarity else "it was not so", fact) for fact in group)
        yield Disagreement("yes or no", "", about(group), versions, parties_of(group))


# --- parts -----------------------------------------------------------------------------------------------------------


def _version(value: str, e: Evidence) -> Version:
    return Version(value, e.witness, e.report, e.report_name, e.outlet, e.t_known, e.spans[0])


def _counted(agreement: Agreement) -> Iterator[_Count]:
    for commitment in agreement.commitments:
        for pattern in (*commitment.fulfilled, *commitment.breached):
            if pattern.count is not None:
                yield _Count(commitment.id, pattern.count)


@dataclass(frozen=True, slots=True)
class _Count:
    """A number that a commitment promises."""

    id: str
    count: float
