"""Does a sentence look back or ahead?

The tense of the verb that governs a time expression decides which "Wednesday" or "February" it means. With a
dependency parse the governing verb is an ancestor; without one, the nearest verb to the left (then right) in the
sentence by its tag; without tags, plain words such as "will" decide.
"""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Token

from treuga.extract.times_calendar import FUTURE, PAST, UNKNOWN

_MODALS: Final = frozenset("will shall 'll ’ll wo would can could may might should must ca".split())
_HAVE: Final = frozenset("have has had 've ’ve having".split())
_WAS: Final = frozenset(("was", "were"))
#: Verbs and adjectives whose complement lies ahead ("plans to", "scheduled for", "due on").
_AHEAD: Final = frozenset(
    "agree aim arrange ask call commit decide demand due eager expect hope intend invite likely need order pend plan "
    "prepare pledge promise propose ready schedule seek set slate threaten time undertake unlikely urge vow want "
    "willing wish".split()
)
_AHEAD_NOUNS: Final = frozenset(("plan", "deadline", "schedule", "invitation", "promise", "proposal", "intention"))
_AHEAD_ADJECTIVES: Final = frozenset(
    ("upcoming", "forthcoming", "next", "planned", "coming", "scheduled", "expected", "proposed")
)
#: Of these the passive past looks ahead too: "was scheduled for Thursday".
_TIMETABLE: Final = frozenset(("schedule", "slate", "set", "expect", "plan", "propose", "due"))
#: Verbs whose present tense tells of a time to come: "NATO plans on Wednesday", "talks resume on Sunday".
_PLANNING: Final = frozenset("plan intend aim expect hope seek schedule resume convene reconvene expire".split())
#: Deeds and choices: an infinitive on them does not by itself look ahead ("the attempt to storm the camp").
_DEEDS: Final = frozenset("attempt effort bid failure move decision refusal inability ability chance way time".split())
_WILL = re.compile(r"\b(?:will|shall|won[’']t|would|to be|expected|scheduled|due|plans?)\b|[’']ll\b", re.I)
_DID = re.compile(r"\b(?:was|were|had|did|said|told|has|have|\w{3,30}ed)\b", re.I)
_STOP = re.compile(r"[.!?;\n]")


class Tense:
    """Reads directions off one document. Which annotation it has is asked once: on a long text that is not free."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._text = doc.text
        self._tagged = doc.has_annotation("TAG")
        self._parsed = self._tagged and doc.has_annotation("DEP")

    def direction(self, start: int, end: int) -> int:
        """`PAST`, `FUTURE` or `UNKNOWN` for the expression at the given characters."""
        span = self._doc.char_span(start, end, alignment_mode="expand") if self._tagged else None
        if span is None or not len(span):
            return _by_words(self._text, start, end)
        if self._parsed:
            return _by_parse(span.root)
        return _by_tags(self._doc, span.start, span.end)

    def hangs_on_noun(self, start: int, end: int) -> bool:
        """Whether the expression modifies a noun rather than a verb, as in "his visit in March"."""
        span = self._doc.char_span(start, end, alignment_mode="expand") if self._parsed else None
        if not span:
            return False
        head = span.root.head
        return (head.head if head.pos_ == "ADP" else head).pos_ in ("NOUN", "PROPN")

    def tag(self, start: int, end: int) -> str:
        """The fine part of speech of the first word of a passage; empty where the document has no tags."""
        span = self._doc.char_span(start, end, alignment_mode="expand") if self._tagged else None
        return str(span[0].tag_) if span else ""


def _is_verb(token: Token) -> bool:
    return token.tag_.startswith("VB") or token.tag_ == "MD"


def _by_parse(token: Token) -> int:
    if token.dep_ == "poss":
        return _of_possessed(token)
    for _ in range(12):
        if _is_verb(token):
            return _finite(token)
        if any(child.lower_ in _AHEAD_ADJECTIVES for child in token.lefts) or token.lower_ in _AHEAD_NOUNS:
            return FUTURE
        if token.tag_ == "JJ" and token.lemma_ in _AHEAD:
            return FUTURE
        if token.head.i == token.i:
            break
        token = token.head
    return UNKNOWN


def _of_possessed(token: Token) -> int:
    """Of "Friday's ruling": what happened has such names, so only a plain "will" or a plan above it looks ahead."""
    verb = _verb_above(token)
    if verb is None:
        return UNKNOWN
    aux = {child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
    if aux & _MODALS and not aux & {"will", "shall", "'ll", "’ll", "wo"}:
        return UNKNOWN
    return _finite(verb)


def _finite(verb: Token, depth: int = 0) -> int:
    """The direction of a verb form with its auxiliaries; non-finite forms inherit it from their governor."""
    aux = {child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in _PLANNING and not aux:
        return FUTURE
    if aux & _MODALS or verb.tag_ == "MD":
        return PAST if aux & _HAVE else FUTURE
    if aux & _HAVE or verb.tag_ == "VBD" or "did" in aux or aux & _WAS:
        return FUTURE if "to" in aux or _scheduled(verb, aux) else PAST
    if "to" in aux:
        return _infinitive(verb, depth)
    if verb.tag_ == "VBN":
        return FUTURE if verb.lemma_ in _TIMETABLE else PAST if not aux else UNKNOWN
    if verb.tag_ == "VBG" and aux:
        return FUTURE
    if verb.tag_ in ("VBG", "VB") and depth < 4 and verb.head.i != verb.i:
        above = _verb_above(verb)
        return _finite(above, depth + 1) if above is not None else UNKNOWN
    return UNKNOWN


def _scheduled(verb: Token, aux: set[str]) -> bool:
    """Was scheduled for Thursday, had been planned: the verb's own date lies ahead of its tense."""
    return verb.tag_ == "VBN" and verb.lemma_ in _TIMETABLE and bool(aux & _WAS)


def _infinitive(verb: Token, depth: int) -> int:
    """Of "to meet": ahead under plans and promises and in headlines, else as its governor."""
    above = verb.head
    if above.i == verb.i or above.lemma_ in _AHEAD or above.lower_ in _AHEAD_NOUNS:
        return FUTURE
    governor = _verb_above(verb)
    if governor is None or depth >= 4 or governor.lemma_ in _AHEAD:
        return FUTURE
    direction = _finite(governor, depth + 1)
    to_come = verb.dep_ in ("acl", "relcl") and above.lemma_ not in _DEEDS  # "a deal to leave by May"
    return FUTURE if to_come and direction == UNKNOWN else direction


def _verb_above(token: Token) -> Token | None:
    for _ in range(8):
        if token.head.i == token.i:
            return None
        token = token.head
        if _is_verb(token):
            return token
    return None


def _by_tags(doc: Doc, start: int, end: int) -> int:
    for indices in (range(start - 1, max(start - 16, -1), -1), range(end, min(end + 16, len(doc)))):
        for i in indices:
            token = doc[i]
            if token.lower_ in (".", "!", "?", ";") or token.is_space:
                break
            if not _is_verb(token):
                continue
            before = {doc[j].lower_ for j in range(max(i - 3, 0), i)} | {token.lower_}
            if before & _MODALS or "to" in before:
                return PAST if before & _HAVE else FUTURE
            if before & _HAVE or token.tag_ in ("VBD", "VBN"):
                return PAST
            return UNKNOWN
    return UNKNOWN


def _by_words(text: str, start: int, end: int) -> int:
    left = _STOP.split(text[max(start - 100, 0) : start])[-1]
    right = _STOP.split(text[end : end + 60], maxsplit=1)[0]
    for clause in (left, right):
        if _WILL.search(clause):
            return FUTURE
        if _DID.search(clause):
            return PAST
    return UNKNOWN
