"""Durations that are counted from something: "within 14 months from the date of the agreement".

Such an expression keeps its length as value (``P14M``) and gets the words from which it is counted as ``anchor``, with
the ``relation`` to it: TIMEX3's ``beginPoint`` for after and within, its ``endPoint`` for before. What day that comes
to is not worked out here: that needs the day of the anchor, which an agreement knows and a report mostly does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from treuga.model import Span, TimeExpression

#: What joins a duration to what it is counted from.
_JOINT = re.compile(
    r"[,\s]{1,3}(?P<word>after|before|from|of|following|since|into|prior\sto|ahead\sof|preceding|as\sof|starting\sfrom"
    r"|counting\sfrom|beginning\s(?:from|with|on))\s{1,2}(?=\S)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\b(?:within|(?:no|not)\slater\sthan|in\sless\sthan|(?:no|not)\smore\sthan|at\sthe\slatest)\s(?:the\s)?"
    r"(?:(?:next|first)\s)?\Z",
    re.IGNORECASE,
)
_BEFORE: Final = frozenset(("before", "prior to", "ahead of", "preceding"))
#: Joints that also join other things ("14 months of talks", "ten days from Kabul"): what then must be counted from.
_POINT = re.compile(
    r"(?:(?:the|this|that|its|their|his|her|such|an?)\s)?(?:[\w-]{2,20}\s)?(?:date|day|moment|time|start|beginning|end|entry|signing|signature"
    r"|conclusion|adoption|ratification|announcement|publication|effective|commencement|today|now|tomorrow|ceasefire"
    r"|agreement|truce|receipt|notification|d-day|[A-Z][a-z]+day\b|\d{1,2}\s[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\s\d{1,2})\b"
    r"|[a-z]{3,20}ing\b",
)
_END = re.compile(r"[,;:.!?\n()\[\]\"“”»«—]|\s[-–]\s|\s(?:but|while|whereas|although)\s|\Z")
#: A verb form that ends what a preposition takes: "the weeks before the vote were quiet".
_FINITE = re.compile(r"\s(?:was|were|is|are|has|have|had|will|shall|must|may|would|should|can|could)\b")
_LONGEST: Final = 120


def anchored(doc: Doc, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Durations of a document with what they are counted from; all other expressions as they are."""
    parsed = doc.has_annotation("DEP")
    text = doc.text  # joined anew at each call
    return [_anchored(doc, text, time, parsed) if time.type == "DURATION" else time for time in times]


def _anchored(doc: Doc, text: str, time: TimeExpression, parsed: bool) -> TimeExpression:
    joint = _JOINT.match(text, time.span.end)
    if joint is None:
        return time
    word = " ".join(joint["word"].lower().split())
    within = _WITHIN.search(text, max(time.span.start - 40, 0), time.span.start) is not None
    if word in ("of", "from", "since", "as of") and not within and not _POINT.match(text, joint.end()):
        return time
    if word == "of" and not within:
        return time
    end = _phrase_end(doc, joint, parsed)
    if end <= joint.end():
        return time
    relation = "before" if word in _BEFORE else "within" if within else "after"
    return replace(time, anchor=Span.on(text, joint.end(), end), relation=relation)


def _phrase_end(doc: Doc, joint: re.Match[str], parsed: bool) -> int:
    """Where the words after a joint end: with its phrase or clause, and before the next punctuation mark."""
    text, start = joint.string, joint.end()
    stop = _END.search(text, start, min(start + _LONGEST, len(text)))
    end = stop.start() if stop else start + _LONGEST
    span = doc.char_span(joint.start("word"), joint.end("word"), alignment_mode="expand") if parsed else None
    edge = _right_edge(span[-1]) if span else None
    if span and span[-1].dep_ != "mark" and (verb := _FINITE.search(text, start, end)):
        end = verb.start()
    if edge is not None and start < edge.idx + len(edge) < end:
        end = edge.idx + len(edge)
    return start + len(text[start:end].rstrip(" '’"))


def _right_edge(joint: Token) -> Token | None:
    """The last word of the phrase or the clause that a preposition or a conjunction opens."""
    if joint.dep_ == "mark":
        return joint.head.right_edge
    return joint.right_edge if joint.right_edge.i > joint.i else None
