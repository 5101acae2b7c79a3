"""What an event that matches a pattern claims about its subject, by factuality, polarity, aspect and act.

The rules, in words (docs/explanation/standing.md has the table):

* said to have happened -> ``fulfilled``, or ``breached`` for the patterns of a breach;
* said not to have happened -> a promise to achieve is denied to be fulfilled, a promise to maintain is ``breached``;
* asked for ("must", "urged") -> ``outstanding``; asked to *stop* a breach -> it goes on, so ``breached``;
* announced for later -> ``intended``;
* released, suspended, resumed, refused -> that, where it is told as a fact;
* conditions, possibilities, questions -> nothing; hopes and bare event nouns ("the release") nothing but what they date
  in the past;
* in a statement that denies, the stance turns round.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from treuga.model import Claim, Event, Stance, Statement
from treuga.monitor.patterns import BEGINNING, Match, Role
from treuga.monitor.remarks import ELSEWHERE, REFUSED, UNDER_WAY, UNSETTLED

Mode = Literal["achieve", "maintain"]

#: "did not fulfil their promises, which included ...": what follows shares the fate of the promise.
_KEEPING = frozenset({
    "fulfil", "fulfill", "honour", "honor", "keep", "meet", "deliver", "implement", "comply", "observe", "respect",
    "abide", "adhere", "uphold", "stick", "live", "satisfy",
})  # fmt: skip
_PROMISES = frozenset({
    "promise", "commitment", "obligation", "pledge", "undertaking", "agreement", "deal", "accord", "term", "word",
    "requirement", "condition",
})  # fmt: skip
#: "... and that has been done".
_COMPLETING = frozenset({
    "do", "complete", "carry", "accomplish", "implement", "fulfil", "fulfill", "finish", "achieve", "happen",
})  # fmt: skip
_EMPTY_WORDS = frozenset({
    "also", "already", "now", "indeed", "fully", "so", "far", "this", "that", "it", "they", "too", "since",
})  # fmt: skip
_REACH = 250
#: Nouns that name what an act of agreeing left behind.
RESULTS = frozenset({"agreement", "accord", "deal", "consensus", "understanding", "compromise"})
#: "Agreed on many items" has not agreed on the agenda.
_SOME = frozenset({"many", "some", "several", "most", "part", "few", "certain", "various", "partial", "partially"})
_LATER = frozenset({"then", "later", "afterwards", "afterward", "soon", "next", "eventually"})
#: Acts whose contents are wished for, feared, or tied to an if.
_NOT_YET = frozenset({"demand", "expectation", "condition", "commitment", "warning", "refusal"})
#: Roles whose patterns tell a plain fact, in whatever mode the promise is.
_PLAIN = frozenset({"released", "suspended", "resumed", "refused"})
_SENTENCE_END = re.compile(r"[.!?]\s")
_WHAT_IT_HOLDS = re.compile(r"\b(?:includ\w+|such as|namely|among them|like|on|of|to|when it comes to|regarding)\b|:")
_NOT = re.compile(r"\b(?:not|never|no)\b|n[’']t\b", re.IGNORECASE)
_STOP = re.compile(r"([.!?])(?=[\s”\"’'»)\]]|\Z)")
_WHETHER = re.compile(r"\bwhether\b", re.IGNORECASE)
#: "... and that has (not) been done", right after the clause.
_DONE = re.compile(
    r"[\s,;:–—”\"’']{0,9}(?:and\s+|which\s+|but\s+)?(?:(?:that|this|it|they|which)\s+)?"
    r"(?:has|have|had|was|were|is|are)(?P<not>n[’']t|\s+not|\s+never)?\s+(?:(?:already|also|now|since|indeed)\s+)?"
    r"(?:yet\s+)?(?:been\s+)?(?:done|completed|carried\s+out|implemented|accomplished|fulfill?ed|achieved|finished)\b",
    re.IGNORECASE,
)


#: Cues that deny what follows them.
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject|refut|dismiss|disput|contest|rebut|contradict)", re.IGNORECASE
)
#: "No violations inside the area", "on some days": what was not seen there and then may have been elsewhere.
_LIMITED = re.compile(
    r"\b(?:inside|within|near|around|outside|at|beyond|north|south|east|west|attributable|caused|involving)\b"
    r"|\bin\s+(?:the\s+)?(?:[\w-]+\s+){0,3}(?:area|zone|region|district|town|village|city|sector|province)s?\b"
    r"|\bin\s+(?:the\s+)?(?-i:[A-Z])"
    r"|\b(?:several|some|few|number\s+of|certain|many|most|other)\s+(?:[\w-]+\s+)?(?:days|hours|weeks|nights)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim with its stance, and what is odd about it."""

    claim: Claim
    stance: Stance = "asserts"
    notes: tuple[str, ...] = ()


def read_claim(match: Match, event: Event, statement: Statement | None, mode: Mode, *, past: bool) -> Reading | None:
    """What an event claims; None where it says nothing about what is or was.

    Args:
        match: the pattern that it matched, and how.
        event: as extracted, or as a sentence around it has it.
        statement: the innermost one that holds it; None in the reporter's voice.
        mode: whether the promise is to achieve or to maintain something.
        past: its clause gives a date that is past.
    """
    act = statement.act if statement else None
    happened = event.factuality in ("happened", "ongoing")
    if act == "expectation" and not (happened and past):
        return None
    event = _as_the_act_has_it(event, match, act, past)
    if event.factuality in ("happened", "ongoing") and not _asserted(event, match, act, past):
        return None
    if match.denied_state:
        event = replace(event, polarity=True)
    if match.aspect_used:
        event = replace(event, aspect="")
    if match.rule.role in _PLAIN:
        reading = _plainly(match.rule.role, event)
    else:
        reading = _breach(event, mode) if match.rule.role == "breached" else _fulfilment(match, event, mode)
    turned = (act == "denial" and not _denies_in_words(event, statement)) or (
        act == "refusal" and reading is not None and reading.claim == "intended"
    )
    if reading is None or not turned:
        return reading
    if reading.claim == "outstanding" or match.rule.role == "refused":
        return None
    return replace(reading, stance="denies" if reading.stance == "asserts" else "asserts")


def limited(reading: Reading, event: Event, mode: Mode, text: str) -> Reading:
    """The reading of a calm as a part, where the words tell of one place, kind or time only.

    "Recorded no violations inside the area" shows that the promise was kept there, and does not deny that it was broken
    elsewhere.
    """
    if mode != "maintain" or event.polarity or reading.claim != "breached" or reading.stance != "denies":
        return reading
    words = text[event.span.start : event.span.end]
    for time in reversed(event.times):  # "in May" is no place
        start = time.span.start - event.span.start
        words = words[: max(0, start)] + words[max(0, start) + len(time.span.text) :]
    return Reading("fulfilled", "asserts", (*reading.notes, ELSEWHERE)) if _LIMITED.search(words) else reading


def read_progress(match: Match, event: Event, statement: Statement | None, *, past: bool) -> Reading | None:
    """What an event claims about talks, a stage of them, or an item of their agenda.

    Agreed or concluded -> ``fulfilled``; begun or discussed -> ``intended``, under way; stalled -> ``breached``;
    disputed -> ``outstanding``. "The agreement between them on the rules" tells that there is one.
    """
    act = statement.act if statement else None
    role = match.rule.role
    if role in ("stalled", "unsettled"):
        told = event.factuality in ("happened", "ongoing") and act not in ("expectation", "demand", "condition")
        if not told or (role == "unsettled" and not (event.polarity or match.denied_state)):
            return None
        if role == "unsettled":
            return Reading("outstanding", notes=(UNSETTLED,))
        return Reading("breached", "asserts" if event.polarity else "denies")
    if event.factuality == "ongoing" and not _LATER.isdisjoint(event.modifiers):
        event = replace(event, factuality="planned")
    if event.lemma in RESULTS and event.pos == "noun" and act not in _NOT_YET:
        # "They insist that the agreement on the rules is a step" asks for nothing.
        insisted = event.factuality == "demanded" and act in ("assessment", "claim")
        told = event.factuality in ("happened", "ongoing") or insisted
        event = replace(event, pos="verb", factuality="happened") if told else event
    reading = read_claim(match, event, statement, "achieve", past=past)
    begun = match.words[0] in BEGINNING and not match.rule.subject.startswith("talks:")
    some = not _SOME.isdisjoint((*event.words, *event.modifiers))
    if reading == Reading("fulfilled") and (begun or some):
        return Reading("intended", notes=(UNDER_WAY,))
    return reading


def _denies_in_words(event: Event, statement: Statement | None) -> bool:
    """Whether a denial is in the clause itself ("said that it did not shell"): its stance must not be turned twice."""
    return not event.polarity and statement is not None and not _DENYING.search(statement.cue.text)


def _asserted(event: Event, match: Match, act: str | None, past: bool) -> bool:
    """Whether an event is said to be a fact: a bare event noun ("paved the way for the release") names it only."""
    named_only = event.pos == "noun" and not match.by_state and not event.aspect
    return not named_only or past or (act == "accusation" and match.rule.role == "breached")


def _as_the_act_has_it(event: Event, match: Match, act: str | None, past: bool) -> Event:
    """A demand's content is what somebody else shall do, a commitment's what the speaker will do, in any verb form.

    Only what the clause dates in the past, or describes by its state, is a fact inside them.
    """
    if match.by_state:
        return event
    form = event.factuality
    if act == "demand":
        is_asked = form in ("planned", "possible") and match.rule.role != "breached"
        named = form in ("happened", "ongoing") and not past and (event.pos == "noun" or event.aspect != "")
        return replace(event, factuality="demanded") if is_asked or named else event
    if act in ("commitment", "announcement") and form == "demanded":
        return replace(event, factuality="planned")
    if act == "commitment" and form == "happened" and not past and match.rule.role != "breached":
        return replace(event, factuality="planned")
    return event


def _fulfilment(match: Match, event: Event, mode: Mode) -> Reading | None:
    stops = event.aspect == "stop"
    if event.factuality == "demanded":
        return Reading("outstanding") if event.polarity and not stops else None
    if event.factuality == "planned":
        return Reading("intended", "asserts" if event.polarity != stops else "denies")
    if event.factuality not in ("happened", "ongoing"):
        return None
    if event.polarity == stops:  # not done, or no longer done; "has not stopped" is a double negation
        return Reading("breached") if mode == "maintain" else Reading("fulfilled", "denies")
    unfinished = event.factuality == "ongoing" or event.aspect == "start" or stops
    if mode == "achieve" and unfinished and not match.rule.begins and not match.aspect_used:
        return Reading("intended", notes=(UNDER_WAY,))
    return Reading("fulfilled")


def _breach(event: Event, mode: Mode) -> Reading | None:
    stops = event.aspect == "stop"
    if event.factuality == "demanded":
        return Reading("breached") if stops and event.polarity else None
    if event.factuality == "planned":
        return Reading("intended") if stops and event.polarity else None
    if event.factuality not in ("happened", "ongoing"):
        return None
    if stops and event.polarity:
        return Reading("fulfilled") if mode == "maintain" else Reading("breached", "denies")
    return Reading("breached", "asserts" if event.polarity or stops else "denies")


def _plainly(role: Role, event: Event) -> Reading | None:
    """A release, suspension, resumption or refusal: it counts where it is told as a fact, not where it is to come."""
    if event.factuality not in ("happened", "ongoing"):
        return None
    so = event.polarity != (event.aspect == "stop")
    if role == "refused":
        return Reading("fulfilled", "denies", (REFUSED,)) if so else None
    if role == "resumed":  # "has not resumed" shows that it is still suspended
        return Reading("suspended", "denies" if so else "asserts")
    claim: Claim = "released" if role == "released" else "suspended"
    return Reading(claim, "asserts" if so else "denies")


def is_frame(event: Event) -> bool:
    """Whether an event says that promises as such are not kept, or are to be kept: what they hold shares that fate."""
    about = event.lemma.split(" ")[0] in _KEEPING and not _PROMISES.isdisjoint(event.words)
    return about and (not event.polarity or event.factuality == "demanded")


def framed(event: Event, frames: Sequence[Event], statements: Sequence[Statement], text: str) -> Event | None:
    """The event as the sentence about keeping promises has it that names it as what was promised, or None.

    "The group did not keep its promises, which included cutting ties" says of the cutting that it was not done, and
    whoever says so is the speaker of the whole, though the promise was the group's.
    """
    start = event.predicate.start
    near = bisect_left(frames, start - _REACH, key=lambda frame: frame.predicate.end)
    for frame in frames[near : bisect_left(frames, start, key=lambda frame: frame.predicate.end)]:
        gap = text[frame.predicate.end : start]
        if _SENTENCE_END.search(gap) or not _WHAT_IT_HOLDS.search(gap):
            continue
        same = event.statement == frame.statement
        quoted = event.statement is not None and statements[event.statement].nested_in == frame.statement
        if same or quoted:
            # A negation that does not stand inside is the frame's own, carried on to what it holds.
            inside = not event.polarity and bool(_NOT.search(gap))
            return replace(
                event,
                factuality=frame.factuality,
                polarity=frame.polarity != inside,
                aspect=event.aspect or frame.aspect,
                statement=frame.statement,
                actors=event.actors or frame.actors,
            )
    return None


def in_question(event: Event, text: str) -> bool:
    """Whether the clause asks whether it is so, or its sentence is a question."""
    end = _STOP.search(text, event.predicate.end)
    if end and end[1] == "?":
        return True
    return bool(_WHETHER.search(text[max(0, event.span.start - 60) : event.predicate.start].rpartition(".")[2]))


def completed(events: Sequence[Event], position: int, things: frozenset[str], text: str) -> Event | None:
    """An announced event as what follows completes it: "will be released, and they have been released"; "and that has
    been done".

    What follows must follow at once, in the same voice, say "done" or repeat the verb, and name nothing new.
    """  # noqa: D205
    event = events[position]
    if event.factuality not in ("planned", "demanded", "ongoing"):
        return None
    if done := _DONE.match(text, event.span.end):
        return replace(event, factuality="happened", polarity=not done["not"], aspect="", pos="verb")
    for later in events[position + 1 : position + 4]:
        if later.statement != event.statement or later.predicate.start - event.span.end > _REACH:
            return None
        words = {word.casefold() for word in later.words}.difference(event.words, _EMPTY_WORDS)
        repeats = later.lemma == event.lemma and not words & things
        says_done = later.lemma.split(" ")[0] in _COMPLETING and not words
        if (repeats or says_done) and later.factuality == "happened" and later.pos == "verb" and not later.quantities:
            return replace(
                event,
                factuality="happened",
                polarity=later.polarity,
                aspect=later.aspect,
                times=later.times,
                actors=later.actors or event.actors,
                pos="verb",
            )
        if words & things:
            return None  # the talk has moved on
    return None
