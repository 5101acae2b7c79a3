"""Linking: from what a report says to evidence about an agreement's commitments and gates.

Everything that decides here comes from the agreement's file: a new agreement needs no code.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from treuga.agreements.amended import as_amended, in_force
from treuga.model import (
    Agreement,
    Event,
    Evidence,
    Factuality,
    Mention,
    PartialDate,
    Quantity,
    Reference,
    Report,
    Span,
    Statement,
    Testimony,
)
from treuga.monitor.claims import (
    RESULTS,
    Mode,
    Reading,
    completed,
    framed,
    in_question,
    is_frame,
    limited,
    read_claim,
    read_progress,
)
from treuga.monitor.leaving import spoken
from treuga.monitor.patterns import (
    Clause,
    Match,
    Rule,
    Rulebook,
    any_among,
    fits,
    match_words,
    number_of,
    words_of,
)
from treuga.monitor.quote import is_past, quotation, sentence, stated_date
from treuga.monitor.remarks import NO_NUMBER, PART
from treuga.monitor.standing import Principals
from treuga.monitor.witness import Witnesses
from treuga.text.furniture import without_furniture

#: Talks "among" those of one country need not name who sits there.
_AMONG = frozenset({"intra", "inter"})
#: How far behind "agreement" its matter is looked for.
_RESULT_REACH = 160
_TOTAL = frozenset(["all", "entire", "entirely", "full", "fully", "every", "total", "complete", "completely", "last"])

MissKind = Literal[
    "not said", "a question", "ruled out", "no context", "wrong actor", "wrong side", "too many", "another promise",
    "hope, not fact", "accusation", "before signing", "another object", "late", "contested", "too few", "overtaken",
    "unidentified", "heard only",
]  # fmt: skip

_rulebooks: dict[str, Rulebook] = {}


def link(
    agreement: Agreement,
    report: Report,
    testimony: Testimony,
    registry: Principals,
    *,
    grades: Mapping[str, str] | None = None,
) -> list[Evidence]:
    """What one report says about an agreement's commitments, gates and conditions.

    A report that was published before the agreement was signed bears on none of it, and neither does one that names
    nothing of what the file says the agreement is ``about``.

    Args:
        agreement: with the patterns of its commitments.
        report: as it was read.
        testimony: what was extracted from it.
        registry: who speaks for whom, at the date of the report.
        grades: Admiralty grades by outlet or party id, over the defaults of `treuga.monitor.witness`.

    Returns:
        Evidence in text order, each with the quotation first among its spans.

    Raises:
        MonitorError: a grade is not one of the scale (TR605).
    """
    if _before(report.published, agreement.signed) or not concerns(agreement, report, testimony):
        return []
    witnesses = Witnesses(agreement, registry, report, grades or {})
    return Linker(rulebook(agreement, last_day(report)), report, testimony, witnesses).run()


def concerns(agreement: Agreement, report: Report, testimony: Testimony) -> bool:
    """Whether a report names a word or party that the agreement is about; every report does, where there are none."""
    if not agreement.about:
        return True
    named = {mention.party for mention in testimony.mentions}
    return bool(any_among(agreement.about, words_of(without_furniture(report.text, report.furniture)) | named))


def rulebook(agreement: Agreement, day: dt.date = dt.date.max) -> Rulebook:
    """The compiled patterns of an agreement, with the numbers that were promised on a day; kept for the next report."""
    counting = tuple(a for a in in_force(agreement, day, day) if a.count is not None)
    key = f"{agreement.digest} {len(counting)}"
    known = _rulebooks.get(key)
    if known is None or known.agreement is not agreement:
        if len(_rulebooks) >= 64:
            _rulebooks.clear()
        patterns = as_amended(agreement, day, day) if counting else agreement
        known = _rulebooks[key] = Rulebook(agreement, patterns)
    return known


def last_day(report: Report) -> dt.date:
    """The last day on which a report can have come out; undated ones are read with what was last agreed."""
    return report.published.latest if report.published else dt.date.max


def _before(date: PartialDate | None, signed: PartialDate | None) -> bool:
    return date is not None and signed is not None and date.latest < signed.earliest


@dataclass(frozen=True, slots=True)
class _Hit:
    """A rule that an event matched, with the sides and the number judged."""

    match: Match
    quantity: Quantity | None = None
    exact: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Link:
    """An event that says something about a subject: what it says, and where."""

    hit: _Hit
    event: Event
    statement: Statement | None
    reading: Reading
    quote: Span
    t_event: PartialDate | None


class Linker:
    """Links one report. What it leaves out, and why, goes to `miss`, which does nothing here."""

    def __init__(self, book: Rulebook, report: Report, testimony: Testimony, witnesses: Witnesses) -> None:
        self.book = book
        self.agreement = book.agreement
        self.report = report
        self.testimony = testimony
        self.witnesses = witnesses
        self.found: dict[str, _Link] = {}

    def miss(self, rule: Rule, event: Event, kind: MissKind, why: str) -> None:
        """Called for an event that matched a rule's words and was left out; see `treuga.monitor.whynot`."""

    def run(self) -> list[Evidence]:
        """The evidence, in text order."""
        for position, event in enumerate(self.testimony.events):
            rules = self.book.candidates(event)
            if not rules or self._unsaid(event, rules):
                continue
            self._take(event, rules)
            if finished := completed(self.testimony.events, position, self.book.things, self.report.text):
                self._take(finished, rules)
        evidence = (self._evidence(identity, found) for identity, found in self.found.items())
        return sorted(evidence, key=lambda e: (e.spans[0].start, e.subject, e.claim, e.id))

    def _unsaid(self, event: Event, rules: Sequence[Rule]) -> bool:
        """Whether an event stands in a question, or in a statement that somebody denies was made."""
        if self._denied_outside(event.statement):
            kind: MissKind = "not said"
            why = "somebody denies that this was said"
        elif in_question(event, self.report.text):
            kind, why = "a question", "it asks whether it is so"
        else:
            return False
        for rule in rules:
            if match_words(rule, self._clause(event)):
                self.miss(rule, event, kind, why)
        return True

    @cached_property
    def frames(self) -> list[Event]:
        """The events that say of promises as such that they are kept or not."""
        found = (event for event in self.testimony.events if is_frame(event))
        return sorted(found, key=lambda event: event.predicate.end)

    @cached_property
    def starts(self) -> list[tuple[int, int]]:
        """Where each event begins, in text order, with its position."""
        return sorted((event.span.start, position) for position, event in enumerate(self.testimony.events))

    @cached_property
    def mentions(self) -> Sequence[Mention]:
        """Who is named, in text order."""
        return sorted(self.testimony.mentions, key=lambda mention: mention.span.start)

    def _take(self, event: Event, rules: Sequence[Rule]) -> None:
        event = self._as_asked(event)
        clause = self._clause(event)
        at_table = self._at_table(clause) if any(rule.talks for rule in rules) else clause
        hits = [
            hit
            for rule in rules
            if (match := match_words(rule, read := at_table if rule.talks else clause))
            and (hit := self._judge(match, read))
        ]
        left = {hit.match.rule.subject for hit in hits if hit.match.rule.phrase}
        # "Released from its commitment to free the captives" does not say that they were freed.
        hits = [hit for hit in hits if hit.match.rule.phrase or hit.match.rule.subject not in left]
        if not hits:
            return
        chosen = _compete(hits)
        for hit in hits:
            if all(hit.match.rule.subject != other.match.rule.subject for other in chosen):
                other = chosen[0].match.rule.subject
                self.miss(hit.match.rule, event, "another promise", f"its number is that of {other}")
        meant = framed(event, self.frames, self.testimony.statements, self.report.text) or event
        held = replace(event, factuality=at_table.event.factuality)
        for hit in chosen:
            self._give(hit, held if hit.match.rule.talks and meant is event else meant)

    def _as_asked(self, event: Event) -> Event:
        """Nobody demands of itself: who is to do what is asked for is the one who is addressed."""
        if event.statement is None or event.factuality != "demanded" or not event.actors:
            return event
        statement = self.testimony.statements[event.statement]
        if statement.act != "demand" or statement.speaker.party is None:
            return event
        own = self.witnesses.principals(statement.speaker.party)
        others = tuple(a for a in event.actors if own[-1] not in self.witnesses.principals(a))
        asked = tuple(reference.party for reference in statement.addressees if reference.party)
        return event if others == event.actors else replace(event, actors=others or asked)

    def _clause(self, event: Event) -> Clause:
        named = (mention.party for mention in self._mentioned(event.span.start, event.span.end))
        text = self.report.text[event.span.start : event.span.end]
        return Clause(event, frozenset((*event.actors, *event.recipients, *event.owners, *named)), text)

    def _at_table(self, clause: Clause) -> Clause:
        """For talks, "an agreement between them on the rules" is about the rules, which its noun does not govern."""
        event = clause.event
        if event.pos != "noun" or event.lemma not in RESULTS:
            return clause
        event = replace(event, factuality=self._as_held(event))
        rest = self.report.text[event.predicate.end : sentence(self.report, event.span).end][:_RESULT_REACH]
        return Clause(replace(event, words=(*event.words, *sorted(words_of(rest)))), clause.parties, clause.text)

    def _as_held(self, event: Event) -> Factuality:
        """The factuality of the narrowest clause that holds a noun: "when the agreement is reached" tells of none."""
        at = event.predicate.start
        around = [e for e in self.testimony.events if e.pos == "verb" and e.span.start <= at < e.span.end]
        held = min(around, key=lambda e: e.span.end - e.span.start, default=event)
        return held.factuality if held.factuality in ("conditional", "possible", "planned") else event.factuality

    def _mentioned(self, start: int, end: int) -> list[Mention]:
        low = bisect_left(self.mentions, start, key=lambda mention: mention.span.start)
        high = bisect_right(self.mentions, end - 1, key=lambda mention: mention.span.start)
        return list(self.mentions[low:high])

    def _judge(self, match: Match, clause: Clause) -> _Hit | None:
        """Context, exclusions, doer, owner and number; None where one of them speaks against the match."""
        pattern, event = match.rule.pattern, clause.event
        at, text = event.predicate, self.report.text
        if not spoken(match.rule.phrase, text[event.span.start : at.start], text[at.end : event.span.end]):
            return None
        if pattern.excluding and any_among(pattern.excluding, clause.bag | words_of(clause.text)):
            return self._no(match, event, "ruled out", "a word in it shows that another matter is meant")
        for context in (pattern.context, *pattern.also):
            if context and not self._in_context(context, clause):
                return self._no(match, event, "no context", f"its sentence has none of: {', '.join(context[:6])}")
        if match.rule.talks and (not self._seated(match.rule, clause) or self._elsewhere(match.rule, clause)):
            return self._no(match, event, "no context", "its sentence does not say which talks are meant")
        if pattern.by and event.actors and not self._on_side(event.actors, pattern.by):
            who = f"done by {', '.join(event.actors)}, not by {', '.join(pattern.by)}"
            return self._no(match, event, "wrong actor", who)
        foreign = bool(pattern.of and event.owners and not self._on_side(event.owners, (pattern.of,)))
        quantity = number_of(match.rule, event.quantities)
        exact = quantity is not None and fits(quantity, pattern)
        if foreign and not exact:
            whose = f"of {', '.join(event.owners)}, not of {pattern.of}"
            return self._no(match, event, "wrong side", f"the {match.thing or 'object'} is {whose}")
        if quantity is None or pattern.count is None or exact:
            notes = [
                f"the words give the {match.thing or 'object'} as another side's than the agreement does"
            ] * foreign
            if quantity is not None and pattern.count is not None and quantity.value != pattern.count:
                bound = "" if pattern.bound == "exactly" else f"{pattern.bound} "
                notes.append(f"the words say {quantity.value:,g}, the agreement {bound}{pattern.count:,g}")
            return _Hit(match, quantity, exact, tuple(notes))
        if quantity.value > pattern.count:  # more than was promised is another matter
            more = f"{quantity.value:,g} is more than the {pattern.count:,g} that were promised"
            return self._no(match, event, "too many", more)
        return _Hit(match, quantity, False, (f"{PART}: {quantity.value:,g} of {pattern.count:,g}",))

    def _no(self, match: Match, event: Event, kind: MissKind, why: str) -> _Hit | None:
        self.miss(match.rule, event, kind, why)
        return None

    def _in_context(self, context: tuple[str, ...], clause: Clause) -> bool:
        if any_among(context, clause.bag):
            return True
        around = sentence(self.report, clause.event.span)
        named = {mention.party for mention in self._mentioned(around.start, around.end)}
        return bool(any_among(context, words_of(around.text) | named))

    def _seated(self, rule: Rule, clause: Clause) -> bool:
        """Whether the sentence, or who speaks in it, names enough of those who sit at the table."""
        assert rule.talks is not None
        around = sentence(self.report, clause.event.span)
        named = {mention.party for mention in self._mentioned(around.start, around.end)}
        if clause.event.statement is not None and rule.seated < 2:
            named.add(self.testimony.statements[clause.event.statement].speaker.party or "")
        principals = {one for party in named if party for one in self.witnesses.principals(party)}
        needed = min(rule.seated, 1) if not _AMONG.isdisjoint(clause.bag) else rule.seated
        return len(principals.intersection(rule.talks.parties)) >= needed

    def _elsewhere(self, rule: Rule, clause: Clause) -> bool:
        """Whether what the parties of the table are to do is told of somebody else, an ally perhaps, who is named."""
        if not rule.pattern.by:
            return False
        span = clause.event.span
        named = (*clause.event.actors, *(mention.party for mention in self._mentioned(span.start, span.end)))
        return any(frozenset(self.witnesses.principals(party)).isdisjoint(rule.pattern.by) for party in named)

    def _on_side(self, someone: Sequence[str], wanted: Sequence[str]) -> bool:
        return any(self.witnesses.sides.same(self.witnesses.principals(party), wanted) for party in someone)

    def _denied_outside(self, position: int | None) -> bool:
        """Whether somebody denies that the statement was made at all ("X denied that Y said")."""
        statements = self.testimony.statements
        seen = 0
        while position is not None and seen < len(statements):
            position = statements[position].nested_in
            seen += 1
            if position is not None and statements[position].act == "denial":
                return True
        return False

    def _give(self, hit: _Hit, event: Event) -> None:
        rule = hit.match.rule
        statement = None if event.statement is None else self.testimony.statements[event.statement]
        past = is_past(event, self.report)
        if rule.talks:
            reading = read_progress(hit.match, event, statement, past=past)
        else:
            reading = read_claim(hit.match, event, statement, _mode(rule), past=past)
            reading = reading and limited(reading, event, _mode(rule), self.report.text)
        if reading is None:
            self.miss(rule, event, "hope, not fact", f"it is {event.factuality} in the words of the report")
            return
        if self._accuses_itself(rule, event, statement, reading):
            self.miss(rule, event, "accusation", "who accuses somebody else admits nothing")
            return
        quote = quotation(self.report, event, statement)
        if reading.claim in ("outstanding", "intended") or event.factuality == "ongoing":
            t_event = statement.said if statement else None  # it held when it was said
        else:
            t_event = stated_date(event, self.report, self._nearby(event))
        if _before(t_event, self.agreement.signed):
            self.miss(rule, event, "before signing", f"it speaks of {t_event}, before the signing")
            return
        if self._too_early(rule, t_event or self.report.published):
            self.miss(rule, event, "before signing", f"it was not yet in force on {t_event or self.report.published}")
            return
        place = f"{quote.start}:{quote.end}"
        key = (self.agreement.digest, self.report.id, rule.subject, reading.claim, reading.stance, place)
        identity = hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:16]
        known = self.found.get(identity)
        if known is None or (known.t_event is None and t_event is not None):
            self.found[identity] = _Link(hit, event, statement, reading, quote, t_event)

    def _too_early(self, rule: Rule, told: PartialDate | None) -> bool:
        """Whether it speaks of conduct from before the day from which that conduct was owed."""
        commitment = rule.commitment
        if commitment is None or commitment.in_force is None or commitment.mode == "achieve":
            return False
        return told is not None and told.latest < commitment.in_force

    def _nearby(self, event: Event) -> list[Event]:
        """The events that begin within a clause."""
        starts = self.starts
        low, high = bisect_left(starts, (event.span.start, 0)), bisect_left(starts, (event.span.end, 0))
        return [self.testimony.events[position] for _, position in starts[low:high]]

    def _accuses_itself(self, rule: Rule, event: Event, statement: Statement | None, reading: Reading) -> bool:
        """Whether a side would be taken to admit what it accuses somebody else of ("they broke it many times")."""
        if statement is None or statement.act != "accusation" or event.actors:
            return False
        if reading != Reading("breached", "asserts", reading.notes):
            return False
        return self.witnesses.stand(rule, self.witnesses.voice(statement.speaker), (), reading)[0] == "acknowledged"

    def _evidence(self, identity: str, found: _Link) -> Evidence:
        hit, statement, reading, quote = found.hit, found.statement, found.reading, found.quote
        rule, report = hit.match.rule, self.report
        voice = self.witnesses.voice(statement.speaker if statement else None)
        stands, witness = self.witnesses.stand(rule, voice, found.event.actors, reading)
        spans, speaker = [quote], Reference(Span(quote.start, quote.start, ""), None)
        if statement:
            spans += [span for span in (statement.cue, statement.speaker.span) if span.text and span != quote]
            speaker = statement.speaker
        notes = (*hit.notes, *reading.notes, *voice.notes)
        any_number = rule.pattern.count is None or rule.pattern.bound == "at most"
        promised = not any_number and reading == Reading("fulfilled")
        if promised and hit.quantity is None and not self._is_total(found.event):
            notes += (NO_NUMBER,)
        return Evidence(
            id=identity,
            agreement=self.agreement.id,
            digest=self.agreement.digest,
            subject=rule.subject,
            claim=reading.claim,
            stance=reading.stance,
            report=report.id,
            report_name=report.name,
            outlet=report.outlet,
            spans=tuple(spans),
            speaker=speaker,
            witness=witness,
            standing=stands,
            t_event=found.t_event,
            t_known=report.published,
            known_upto=self.witnesses.known_upto,
            grade=voice.grade,
            act=statement.act if statement else "",
            linked_by=_linked_by(hit),
            notes=tuple(dict.fromkeys(notes)),
        )

    def _is_total(self, event: Event) -> bool:
        words = words_of(self.report.text[event.span.start : event.span.end])
        return not _TOTAL.isdisjoint(words.union(event.words, event.modifiers))


def _compete(hits: list[_Hit]) -> list[_Hit]:
    """Among rules that want the same object, a matched number wins over none, and one rule speaks for a subject."""
    counted = {hit.match.thing for hit in hits if hit.exact}
    best: dict[tuple[str, str], _Hit] = {}
    for hit in hits:
        if hit.match.thing in counted and not hit.exact and hit.match.rule.commitment:
            continue
        key = (hit.match.rule.subject, hit.match.rule.role)
        if key not in best or _rank(hit) > _rank(best[key]):
            best[key] = hit
    return list(best.values())


def _rank(hit: _Hit) -> tuple[bool, bool, int]:
    return hit.exact, not hit.match.by_state, len(hit.match.rule.pattern.context)


def _linked_by(hit: _Hit) -> str:
    words = " + ".join(word for word in hit.match.words if word)
    return f"{words} ({hit.quantity.value:,g} {hit.quantity.unit})" if hit.quantity else words


def _mode(rule: Rule) -> Mode:
    """How a subject is judged; a gate's decision is taken once, its conditions go on."""
    if rule.commitment:
        return rule.commitment.mode
    return "achieve" if rule.role in ("decided", "refused") else "maintain"
