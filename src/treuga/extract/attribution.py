"""From a cue to its source and content, on the dependency parse of one sentence.

Attribution as in PARC 3.0 and PolNeAR: a source, a cue and a content. The parse gives the source and where the content
begins; `treuga.extract.extents` says where it ends, `treuga.extract.attribution_nouns` reads cues that are no verbs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from treuga.extract.attribution_nouns import (
    adjective_draft,
    can_speak,
    idiom_draft,
    is_lent,
    noun_draft,
    standpoint_drafts,
)
from treuga.extract.cues import ADJECTIVES, MATTERS, NOUNS, QUIET, SPEECH_TAGS, VERBS, Cue, verb_cue
from treuga.extract.extents import FINITE, SUBJECTS, Draft, governor, right_edge, trim
from treuga.extract.frames import agent_of, content_start, nominal_edge, object_of
from treuga.extract.words import Span, Token

_UNREAL = frozenset(("if", "unless", "whether", "could", "might", "must", "should", "may", "can", "would", "shall"))
_ACTORS = frozenset(("PERSON", "ORG", "NORP", "GPE"))
#: Verbs under which an infinitive of speech took place: "went on to say", "appeared to suggest".
_LIGHT = frozenset(
    ("continue", "want", "seek", "try", "go", "begin", "start", "come", "appear", "seem", "rush", "hasten")
)
#: "would not say" is a refusal to.
_WITHHELD = frozenset(
    "say confirm comment discuss answer identify name elaborate disclose reveal specify speculate estimate respond "
    "reply accept agree commit negotiate recognise recognize give provide".split()
)
#: "A says that B says that ...": nobody writes more levels, and each reads all below it once more.
_DEEPEST = 8
#: What sets a parenthesis apart.
_BREAKS = frozenset((",", "–", "—"))
_ANSWERS = frozenset(("respond", "reply", "answer"))
_ASSERTIONS = frozenset(
    "accusation allegation assertion charge claim criticism comparison idea notion report rumour rumor speculation "
    "suggestion criticism remark statement finding argument narrative label version concern fear".split()
)


def cue_tokens(sentence: Span) -> Iterator[tuple[Token, Cue]]:
    """The words of a sentence that may report speech, with what the lexicon says of them."""
    for token in sentence:
        kind = token.tag_[:2]
        if kind == "VB":
            if token.dep_ in ("aux", "auxpass", "amod", "compound"):
                continue
            found = verb_cue(token)
            if found is not None:
                yield token, found[0]
            elif token.tag_ == "VBN" and token.lower_ in ADJECTIVES:
                yield token, ADJECTIVES[token.lower_]
        elif kind == "NN":
            cue = NOUNS.get(token.lemma_.lower())
            if cue is None and token.dep_ == "ROOT":  # "OCHA estimates.": the tagger takes the verb for a noun
                cue = VERBS.get(token.lemma_.lower())
            if cue is not None:
                yield token, cue
        elif kind == "JJ" and token.lower_ in ADJECTIVES:
            yield token, ADJECTIVES[token.lower_]


def drafts(sentence: Span) -> list[Draft]:
    """All attributions in one sentence that the parse shows, direct quotations aside, in text order."""
    cues = list(cue_tokens(sentence))
    verbs = {token.i for token, cue in cues if token.tag_[:2] == "VB" and (cue.frames or cue.prepositions)}
    out: list[Draft] = []
    around: list[Draft] = []
    for token, cue in cues:
        around = [draft for draft in around if token.i < draft.content[1]]
        if sum(draft.content[0] <= token.i for draft in around) >= _DEEPEST:
            continue
        tag = token.tag_[:2]
        if tag == "NN":
            draft = noun_draft(token, cue, sentence, verbs) or idiom_draft(token, sentence)
        elif tag == "JJ" or (token.lemma_.lower() not in VERBS and token.lower_ in ADJECTIVES):
            draft = adjective_draft(token, cue, sentence, verbs)
        else:
            draft = _verb_draft(token, cue, sentence, verbs) or idiom_draft(token, sentence)
        if draft is not None and draft.content[0] < draft.content[1]:
            out.append(draft)
            around.append(draft)
    out.extend(standpoint_drafts(sentence))
    out.sort(key=lambda d: d.cue.i)
    _make_room(out)
    _go_on(out)
    return [d for d in out if d.content[0] < d.content[1] or d.frame == "a"]


def _go_on(found: list[Draft]) -> None:
    """Give a cue that took over from another its source: "Senators say the rebels fled and demand a pause"."""
    for before, after in pairwise(found):
        gap = after.cue.doc[before.content[1] : after.cue_range[0]]
        if before.source is None or not 0 < len(gap) < 5 or before.content[0] < before.cue.i or before.frame in "sav":
            continue
        if any(t.dep_ in SUBJECTS for t in after.cue.lefts) or after.cue.tag_ not in FINITE:
            continue
        if any(t.lower_ in ("and", "but") for t in gap) and all(t.is_punct or t.tag_ in ("CC", "RB") for t in gap):
            after.source = before.source


def _make_room(found: list[Draft]) -> None:
    """End what a cue before it took where "..., its spokesman said, ..." stands inside: that reports the whole."""
    for aside in found:
        if aside.source is None or not aside.content[0] < aside.cue.i < aside.content[1]:
            continue
        first = min(aside.cue.i, aside.source.left_edge.i)
        for draft in found:
            if draft.cue.i < first < draft.content[1] and draft.content[0] < first and draft is not aside:
                draft.content = trim(draft.cue.doc[draft.content[0] : first])


# -- who speaks, and to whom


def source_of(verb: Token) -> Token | None:
    """The head of the noun phrase that speaks, or None where the sentence does not say."""
    if verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl") and not any(c.dep_ == "aux" for c in verb.children):
        return agent_of(verb)  # "asked about the raid, she ...": whoever asked is not named
    seen = 0
    current = verb
    while seen < 8:
        seen += 1
        outer = governor(current)
        if outer.i != current.head.i:
            current = outer
            continue
        subjects = [c for c in current.children if c.dep_ in SUBJECTS]
        subject = next((c for c in subjects if c.tag_ not in ("WP", "WDT")), subjects[0] if subjects else None)
        if subject is not None:
            if subject.dep_ == "nsubjpass" and current.tag_ == "VBN" and current.i == verb.i:
                return agent_of(current)
            if subject.tag_ in ("WP", "WDT") and current.dep_ == "relcl":
                return current.head
            return subject
        if current.dep_ in ("acl", "relcl"):
            return current.head if current.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        if current.dep_ in ("conj", "advcl", "xcomp", "ccomp", "pcomp", "dep", "parataxis"):
            head = current.head
            if head.i == current.i:
                return None
            if head.dep_ == "prep" and current.dep_ == "pcomp":
                head = head.head
            current = head
            continue
        return _apart(current) if current.i == verb.i or current.dep_ == "ROOT" else None
    return None


def _apart(verb: Token) -> Token | None:
    """The subject that the parser lost: a name set off by commas before a finite verb of speech."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.lemma_.lower() not in SPEECH_TAGS:
        return None
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.pos_ == "PROPN" and token.dep_ in ("appos", "nmod", "dep", "ROOT") and token.ent_type_ in _ACTORS:
            return token
    return None


# -- verbs


def _verb_draft(verb: Token, cue: Cue, sentence: Span, cues: set[int]) -> Draft | None:
    withheld = _withholds(verb)
    if (_unreal(verb) and not withheld) or is_lent(verb):
        return None
    source = source_of(verb)
    if source is not None and source.i == verb.i:
        return None
    if source is None and not _is_operative(verb, sentence):
        return None
    if source is not None and "t" in cue.frames and _parenthesis(verb, source, sentence):
        return Draft(verb, (verb.i, verb.i + 1), source, trim(sentence), "t", cue.act)
    found = content_start(verb, cue)
    if found is None and source is not None:
        return _left_of(verb, cue, source, sentence)
    if found is None:
        return None
    start, frame, addressed, last = found
    if frame in "npmv" and verb.lemma_.lower() in QUIET:
        return None
    if frame == "p" and verb.lemma_ in _ANSWERS and not withheld:
        return None
    if frame in "mw" and source is not None and not can_speak(source):
        return None
    if frame == "v":
        end = next(c.right_edge.i + 1 for c in verb.lefts if c.dep_ == "nsubjpass")
    elif start < verb.i:  # content that stands before "..., he said" ends where that begins
        end = min(
            verb.i, *(c.left_edge.i for c in verb.lefts if c.dep_ in SUBJECTS), source.left_edge.i if source else verb.i
        )
        start = _whole_left(verb, start, end, sentence)
    else:
        end = right_edge(verb, start, sentence, cues)
        if frame in "nm":
            end = nominal_edge(verb, start, end)
    act = "refusal" if withheld else _act(verb, cue, frame)
    begin = min([verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < verb.i)])
    known = verb_cue(verb)
    particle = known[1].i if known is not None and known[1] is not None and known[1].i <= verb.i + 2 else verb.i
    last = max(last, verb.i, particle)
    return Draft(verb, (begin, last + 1), source, trim(sentence.doc[start:end]), frame, act, addressed)


def _act(verb: Token, cue: Cue, frame: str) -> str:
    """The act of the cue: to reject a charge is to deny it, to reject an offer is to refuse it."""
    if frame == "e" and verb.lemma_ in ("want", "wish"):
        return "demand"
    if cue.act == "denial" and frame in "nwv":
        nominal = object_of(verb) or next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
        if nominal is not None and nominal.lemma_.lower() in MATTERS - _ASSERTIONS:
            return "refusal"
    return cue.act


def _withholds(verb: Token) -> bool:
    """Whether somebody keeps silent, which is an act too: "would not say", "did not respond to"."""
    if verb.lemma_.lower() not in _WITHHELD or not any(c.dep_ == "neg" for c in verb.lefts):
        return False
    modals = {c.lower_ for c in verb.lefts if c.dep_ == "aux"}
    if modals & {"would", "will", "could", "wo"}:
        return not any(c.dep_ == "mark" for c in verb.lefts)
    return bool(modals & {"did", "has", "have", "had"}) and verb.lemma_ in ("respond", "reply", "comment", "answer")


def _is_operative(verb: Token, sentence: Span) -> bool:
    """Whether a sentence begins with its verb, as the operative paragraphs of communiqués do ("Welcomes ...")."""
    first = next((t for t in sentence if t.is_alpha), None)
    if first is None or first.i != verb.i or verb.tag_ != "VBZ":
        return False
    return verb.text[:1].isupper() or any(not t.is_space for t in verb.doc[sentence.start : verb.i])


def _parenthesis(verb: Token, source: Token, sentence: Span) -> bool:
    """Whether the cue stands inside what it reports: "The museum, she said, shows ..."."""
    doc = sentence.doc
    first = min(verb.i, source.left_edge.i, *(c.i for c in verb.lefts if c.dep_ in ("aux", "mark")), verb.i)
    if (
        verb.lemma_.lower() not in SPEECH_TAGS
        or first <= sentence.start + 1
        or doc[first - 1].text not in (",", "–", "—")
    ):
        return False
    if not any(t.tag_ in FINITE for t in (verb, *verb.lefts)) or source.right_edge.i > verb.i + 12:
        return False
    behind = doc[max(verb.i, source.i) + 1 : sentence.end]
    close = next((t for t in behind if t.text in _BREAKS or t.text == ";" or t.tag_ in FINITE), None)
    return close is not None and close.text in _BREAKS and close.i - verb.i <= 8 and sentence.end - close.i > 3


def _first_word(verb: Token, source: Token) -> int:
    """Where the words of a cue and its source begin."""
    return min(verb.i, source.left_edge.i, *(c.i for c in verb.lefts if c.dep_ in ("aux", "mark")), verb.i)


def _left_of(verb: Token, cue: Cue, source: Token, sentence: Span) -> Draft | None:
    """A cue behind its content that the parse did not join to it: "..., the agency reports."."""
    doc, first = sentence.doc, _first_word(verb, source)
    if "t" not in cue.frames or verb.lemma_.lower() not in SPEECH_TAGS or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    if first - sentence.start < 4 or doc[first - 1].text != "," or any(c.dep_ in ("mark", "cc") for c in verb.lefts):
        return None
    if doc[first].tag_ in ("WP", "WDT", "VBG", "IN") or not any(t.tag_ in FINITE for t in doc[sentence.start : first]):
        return None
    if verb.dep_ in ("conj", "relcl", "acl", "xcomp") or any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.rights):
        return None
    return Draft(verb, (verb.i, verb.i + 1), source, trim(doc[sentence.start : first]), "t", cue.act)


def _whole_left(verb: Token, start: int, end: int, sentence: Span) -> int:
    """Content before "..., he said." begins with the sentence, unless another reported something there before."""
    before = sentence.doc[sentence.start : start]
    if verb.head.i != verb.i or any(t.tag_ in FINITE and t.lemma_.lower() in SPEECH_TAGS for t in before):
        return start
    return sentence.start if any(t.tag_ in FINITE for t in before) and len(before) < 40 else start


def _unreal(verb: Token) -> bool:
    """Speech that did not take place: "if they say", "to say", "would deny"."""
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("without", "instead"):
        return True
    first = verb
    while first.dep_ == "conj" and first.tag_ == verb.tag_ and first.head.pos_ in ("VERB", "AUX"):
        first = first.head
    left = {c.lower_ for v in (verb, first) for c in v.children if c.i < v.i and c.dep_ in ("aux", "mark")}
    if first.tag_ == "VB" and "to" in left and first.head.lemma_.lower() not in _LIGHT:
        return True
    if (
        first.tag_ == "VB"
        and not left
        and first.dep_ in ("ROOT", "ccomp")
        and not any(c.dep_ in SUBJECTS for c in first.lefts)
    ):
        return True  # an order: "Tell them that ..."
    return bool(left & _UNREAL) or verb.dep_ == "csubj"
