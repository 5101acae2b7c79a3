"""Direct quotations: which are speech, and which cue of the sentences around them introduces or closes them.

A quotation is speech where it begins a sentence or follows a cue; a quoted word or phrase inside a clause is part of
that clause ("the “dilemma” of leaving"), and belongs to the content of whoever says the clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from treuga.extract.attribution import source_of
from treuga.extract.cues import SPEECH_TAGS, VERBS
from treuga.extract.extents import FINITE, Draft, trim
from treuga.extract.frames import addressee_of
from treuga.extract.words import Span, Token

_MARKS = frozenset("\"“”„«»‘’'`") | {"''", "``"}
_DASHES = frozenset(("―", "—", "–", "--", "-"))


@dataclass(slots=True)
class Quoted:
    """A quotation in tokens: ``inner`` without its marks, and the sentences (indices) that it touches."""

    inner: tuple[int, int]
    first: int
    last: int


@dataclass(slots=True)
class Speech:
    """A run of quoted sentences with the attribution that governs them (``cue`` None: that of the speech before)."""

    pieces: list[tuple[int, int]]
    cue: Token | None
    source: Token | None
    sentence: int
    paragraph: bool = False
    addressed: list[Token] = field(default_factory=list)


def find_speech(sentences: Sequence[Span], quotes: Sequence[Quoted]) -> tuple[list[Speech], set[int]]:
    """Speeches of one paragraph, and the cues (token positions) that they use.

    Args:
        sentences: the paragraph's sentences.
        quotes: its quotations, in order.
    """
    out: list[Speech] = []
    used: set[int] = set()
    for quote in quotes:
        speech = _speech(sentences, quote, quotes, out)
        if speech is None:
            continue
        if speech.cue is not None:
            used.add(speech.cue.i)
        joined = _joins(out[-1] if out else None, speech, sentences)
        if joined:
            last = out[-1]
            last.pieces[-1] = (last.pieces[-1][0], speech.pieces[0][1])
            last.pieces.extend(speech.pieces[1:])
        else:
            out.append(speech)
    return out, used


def _speech(sentences: Sequence[Span], quote: Quoted, quotes: Sequence[Quoted], before: list[Speech]) -> Speech | None:
    start, end = quote.inner
    first, last = sentences[quote.first], sentences[quote.last]
    lead = [t for t in first if t.i < start and not t.is_space and t.text not in _MARKS]
    tail = [t for t in last if t.i >= end and not t.is_space and t.text not in _MARKS]
    tail_words = [t for t in tail if not t.is_punct]
    lead_words = [t for t in lead if not t.is_punct]
    pieces = _pieces(sentences, quote)
    if not pieces:
        return None
    inside = {i for q in quotes for i in range(*q.inner)}
    after = _tail_cue(tail, inside) if tail_words else None
    if after is not None and not lead_words:
        return Speech(pieces, after, source_of(after), quote.last, addressed=addressee_of(after))
    dash = _signature(tail) if not lead_words else None
    if dash is not None:
        return Speech(pieces, dash[0], dash[1], quote.last)
    cue = _lead_cue(lead, first.doc[start], end - start) if lead_words else None
    if cue is not None:
        if after is None and tail_words and tail_words[0].i not in inside:
            pieces[-1] = (pieces[-1][0], trim(last.doc[end : last.end])[1])
        return Speech(pieces, cue, source_of(cue), quote.first, addressed=[t for t in addressee_of(cue) if t.i < start])
    named = _colon_speaker(lead) if lead_words else None
    if named is not None and not tail_words:
        return Speech(pieces, lead[-1], named, quote.first)
    if after is not None and quote.first != quote.last:
        return Speech(pieces[1:] if lead_words else pieces, after, source_of(after), quote.last) if pieces[1:] else None
    if not lead_words and not tail_words and end - start > 3:
        alone = quote.first == 0 and quote.last == len(sentences) - 1
        return Speech(pieces, None, None, quote.first, paragraph=alone or not before)
    return None


def _pieces(sentences: Sequence[Span], quote: Quoted) -> list[tuple[int, int]]:
    start, end = quote.inner
    doc = sentences[0].doc
    out = []
    for sentence in sentences[quote.first : quote.last + 1]:
        a, b = max(start, sentence.start), min(end, sentence.end)
        if a < b:
            a, b = trim(doc[a:b])
            if a < b:
                out.append((a, b))
    return out


def _tail_cue(tail: list[Token], inside: set[int]) -> Token | None:
    """The verb of "..., he said", "..., said Stoltenberg on Monday": it and its subject open what follows the quote."""
    outside = [t for t in tail if t.i not in inside]
    opening = next((t for t in outside if not t.is_punct), None)
    if opening is None:
        return None
    for token in outside[:25]:
        if token.tag_ in FINITE or token.tag_ in ("VBG", "VBN"):
            if token.lemma_.lower() in SPEECH_TAGS:
                subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
                if subject is None:
                    subject = next((t for t in outside if t.i < token.i and t.pos_ in ("PROPN", "NOUN", "PRON")), None)
                near = subject is not None and min(token.i, subject.left_edge.i) <= opening.i + 3
                return token if near or token.i == opening.i else None
            if token.tag_ in FINITE and token.dep_ not in ("aux", "auxpass", "relcl"):
                return None
    return None


def _lead_cue(lead: list[Token], first: Token, length: int) -> Token | None:
    """The verb of "He said: ...", "Naim, in an interview, said, ...": no clause stands between it and the quote."""
    before = lead[-1]
    introduced = before.text in (":", ",") or (before.is_punct and before.text in ("-", "–", "—"))
    for token in reversed(lead):
        if token.tag_[:2] == "VB" and token.dep_ not in ("aux", "auxpass"):
            cue = VERBS.get(token.lemma_.lower())
            if cue and "q" in cue.frames and (introduced or (token.i == before.i and length >= 3)):
                return token
            if before.text == ":" and cue:
                return token
            if token.tag_ in FINITE or token.tag_ == "VBN":
                return None
        if not introduced and token.i != before.i:
            return None
    return None


def _colon_speaker(lead: list[Token]) -> Token | None:
    """The name of "Jens Stoltenberg, Secretary General: “...”"."""
    if lead[-1].text != ":" or len(lead) > 14 or any(t.tag_ in FINITE for t in lead):
        return None
    name = next((t for t in lead if t.pos_ == "PROPN"), None)
    while name is not None and name.dep_ in ("compound", "nmod") and name.head.i < lead[-1].i and name.head.i > name.i:
        name = name.head
    return name


def _signature(tail: list[Token]) -> tuple[Token, Token] | None:
    """The dash and the name of "“...” — Ada Moss, teacher"."""
    if len(tail) < 2 or len(tail) > 14 or tail[0].text.lstrip('”»"') not in _DASHES:
        return None
    name = tail[1]
    if name.pos_ != "PROPN" or any(t.tag_ in FINITE for t in tail[1:]):  # the dash itself may pass for a verb
        return None
    while name.dep_ in ("compound", "nmod") and name.head.i > name.i and name.head.pos_ == "PROPN":
        name = name.head
    return tail[0], name


def _joins(before: Speech | None, now: Speech, sentences: Sequence[Span]) -> bool:
    """Whether both are halves of one sentence that the cue breaks: "A," he said, "and b"."""
    if before is None or before.cue is None or now.cue is None or before.cue.i != now.cue.i:
        return False
    return now.cue.doc[now.pieces[0][0]].text[:1].islower()


def as_draft(speech: Speech, piece: tuple[int, int], cue: Token, source: Token | None) -> Draft:
    """One quoted sentence of a speech as an attribution."""
    known = VERBS.get(cue.lemma_.lower())
    begin = min([cue.i, *(c.i for c in cue.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < cue.i)])
    act = known.act if known and known.act in ("warning", "denial", "accusation") else ""
    return Draft(cue, (begin, cue.i + 1), source, piece, "d", act, list(speech.addressed))
