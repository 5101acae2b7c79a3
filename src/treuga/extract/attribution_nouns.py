"""Cues that are no verbs: "their promise to", "expressed doubt that", "is afraid that", "in the view of"."""

from __future__ import annotations

from collections.abc import Iterator

from treuga.extract.cues import DOCUMENTS, LIGHT, MATTERS, NOUNS, STANDPOINTS, VERBS, Cue
from treuga.extract.extents import FINITE, Draft, right_edge, trim
from treuga.extract.words import Span, Token

_COPULAS = frozenset("be remain feel seem appear become sound stay grow look".split())
_KNOWN = frozenset(("known", "clear", "plain", "public", "explicit"))
_NOT_YET = frozenset(("if", "unless", "could", "might", "may", "should", "would", "must"))


def infinitive_start(verb: Token) -> int:
    """Where "to ..." or "not to ..." begins."""
    return min(c.i for c in verb.children if c.i < verb.i and (c.dep_ in ("aux", "neg", "auxpass")))


def is_infinitive(token: Token) -> bool:
    """Whether a verb has "to" before it."""
    return token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or that of the verb it is coordinated with."""
    for _ in range(6):
        subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None:
            return verb.head if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" else subject
        if verb.dep_ not in ("conj", "xcomp") or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def can_speak(source: Token) -> bool:
    """Whether a subject may hold a view: decisions and attacks do not, though they "raise doubts"."""
    return source.lemma_.lower() not in MATTERS - DOCUMENTS or source.pos_ == "PROPN"


# -- nouns


def noun_draft(noun: Token, cue: Cue, sentence: Span, cues: set[int]) -> Draft | None:
    """Noun cues: "their promises that ...", "the community's call for ...", "one of NATO's concerns is that ..."."""
    light = _light_verb(noun)
    if light is not None:
        return _lent(noun, light, cue, sentence, cues)
    source = next((c for c in noun.children if c.dep_ == "poss"), None) or _of_owner(noun)
    if source is None or (noun.dep_ in ("dobj", "pobj", "attr") and _governed(noun, cues)):
        return None
    found = _complement(noun, cue)
    if found is None:
        return _copular(noun, source, cue, sentence)
    start, end, last = found
    return Draft(noun, (noun.i, last + 1), source, trim(noun.doc[start:end]), "n", cue.act)


def _complement(noun: Token, cue: Cue) -> tuple[int, int, int] | None:
    """Content of a noun, and the last word of the cue: "that ...", "to ...", "of ...", "include ..."."""
    for child in noun.rights:
        end = child.right_edge.i + 1
        if child.dep_ == "prep" and child.lower_ in cue.prepositions and child.n_rights:
            labels = {c.ent_type_ for c in child.rights}
            if (child.lower_ == "of" and labels & {"PERSON", "ORG"}) or (child.lower_ == "on" and labels & {"DATE"}):
                continue  # "the demand of the minister that", "the statement on Monday"
            return child.i + 1, end, child.i
        if child.dep_ == "relcl" and child.lemma_ in ("include", "involve") and "include" in cue.prepositions:
            return child.i + 1, end, noun.i
        if child.dep_ in ("acl", "ccomp", "xcomp", "relcl") and "to" in cue.prepositions and is_infinitive(child):
            return infinitive_start(child), end, noun.i
        if child.dep_ in ("acl", "ccomp") and "that" in cue.prepositions and _is_clause(child):
            return child.left_edge.i + (child.left_edge.lower_ == "that"), end, noun.i
    return None


def _is_clause(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in verb.lefts)


def _light_verb(noun: Token) -> Token | None:
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in LIGHT and noun.i > verb.i:
        return verb
    return None


def _lent(noun: Token, verb: Token, cue: Cue, sentence: Span, cues: set[int]) -> Draft | None:
    """A noun whose verb only lends its subject: "expressed doubt that ...", "issued a call for ..."."""
    if any(c.lower_ in _NOT_YET for c in verb.lefts) or (verb.tag_ == "VB" and is_infinitive(verb)):
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    source = subject_of(verb)
    if source is None or not can_speak(source) or (owner is not None and owner.pos_ != "PRON"):
        return None
    found = _complement(noun, cue)
    if found is None:
        found = _behind(noun, verb, cue)
    if found is None:
        return None
    start, end, last = found
    if cue.prepositions & {"that"} and noun.doc[start - 1].lower_ == "that":
        end = right_edge(verb, start, sentence, cues)
    begin = min([verb.i, *(c.i for c in verb.lefts if c.dep_ in ("aux", "neg"))])
    return Draft(verb, (begin, last + 1), source, trim(noun.doc[start:end]), "n", cue.act)


def _behind(noun: Token, verb: Token, cue: Cue) -> tuple[int, int, int] | None:
    """The complement of a noun that the parser gave to its light verb."""
    for child in verb.rights:
        if child.i <= noun.i:
            continue
        end = child.right_edge.i + 1
        if child.dep_ in ("prep", "dative") and child.lower_ in cue.prepositions and child.n_rights:
            return child.i + 1, end, child.i
        if child.dep_ == "ccomp" and "that" in cue.prepositions and child.left_edge.lower_ == "that":
            return child.left_edge.i + 1, end, noun.i
        if child.dep_ in ("xcomp", "advcl") and "to" in cue.prepositions and is_infinitive(child):
            return infinitive_start(child), end, noun.i
    return None


def is_lent(verb: Token) -> bool:
    """Whether a verb only lends its subject to a noun cue that has content of its own."""
    if verb.lemma_.lower() not in LIGHT:
        return False
    for child in verb.rights:
        if child.dep_ == "dobj":
            cue = NOUNS.get(child.lemma_.lower())
            return cue is not None and (_complement(child, cue) is not None or _behind(child, verb, cue) is not None)
    return False


def _governed(noun: Token, cues: set[int]) -> bool:
    """Whether a cue verb takes the noun as its content ("reiterated its commitment") and it is no cue itself."""
    head = noun.head.head if noun.dep_ == "pobj" else noun.head
    known = VERBS.get(head.lemma_.lower())
    if head.i not in cues or known is None:
        return False
    return noun.head.lower_ in known.prepositions if noun.dep_ == "pobj" else "n" in known.frames


def _of_owner(noun: Token) -> Token | None:
    return next(
        (
            p
            for c in noun.children
            if c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from")
            for p in c.children
            if p.dep_ == "pobj"
        ),
        None,
    )


def _copular(noun: Token, source: Token, cue: Cue, sentence: Span) -> Draft | None:
    """The noun is, or heads, the subject of "is that ..."."""
    top = noun
    while top.dep_ in ("pobj", "prep") and top.head.i != top.i:
        top = top.head
    verb = top.head
    if top.dep_ != "nsubj" or verb.lemma_ != "be" or "that" not in cue.prepositions:
        return None
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if clause is None:
        return None
    start = clause.left_edge.i + (clause.left_edge.lower_ == "that")
    act = "expectation" if noun.lemma_ in ("concern", "hope") else cue.act
    return Draft(noun, (noun.i, noun.i + 1), source, trim(noun.doc[start : sentence.end]), "t", act)


# -- adjectives


def adjective_draft(word: Token, cue: Cue, sentence: Span, cues: set[int]) -> Draft | None:
    """Adjectives of view and will: "is afraid that ...", "were incensed by ...", "remains ready to ..."."""
    verb = word.head if word.dep_ in ("acomp", "oprd", "attr") else word
    if verb.i != word.i and verb.lemma_ not in _COPULAS:
        return None
    if verb.i == word.i and not any(c.dep_ in ("auxpass", "cop") for c in word.lefts):
        return None
    if any(c.lower_ in _NOT_YET for c in verb.lefts):
        return None
    source = subject_of(verb)
    if source is None or not can_speak(source):
        return None
    begin = min([verb.i, word.i, *(c.i for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg"))])
    for child in (*word.rights, *((c for c in verb.rights if c.i > word.i) if verb.i != word.i else ())):
        if child.dep_ in ("prep", "agent") and child.lower_ in cue.prepositions and child.n_rights:
            content = trim(word.doc[child.i + 1 : child.right_edge.i + 1])
            return Draft(word, (begin, child.i + 1), source, content, "s", cue.act)
        if child.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(child) and "i" in cue.frames:
            start = infinitive_start(child)
            end = right_edge(verb, start, sentence, cues)
            return Draft(word, (begin, word.i + 1), source, trim(word.doc[start:end]), "s", cue.act)
        if child.dep_ == "ccomp" and "t" in cue.frames and child.tag_ != "VBG":
            start = max(child.left_edge.i + (child.left_edge.lower_ == "that"), word.i + 1)
            end = right_edge(verb, start, sentence, cues)
            return Draft(word, (begin, word.i + 1), source, trim(word.doc[start:end]), "s", cue.act)
    return None


# -- idioms


def idiom_draft(word: Token, sentence: Span) -> Draft | None:
    """Set phrases ("as she put it", "has made known that") and verbs taken for nouns ("OCHA estimates.")."""
    if word.tag_[:2] == "NN":
        return _mistagged(word, sentence) if word.dep_ == "ROOT" else None
    if word.lemma_ == "put":
        return _put_it(word, sentence)
    return _made_known(word, sentence) if word.lemma_ == "make" else None


def _put_it(verb: Token, sentence: Span) -> Draft | None:
    """What "..., as she put it" puts so: the sentence around it."""
    follows = verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "it"
    source = subject_of(verb)
    if source is None or not follows or not any(c.lower_ == "as" for c in verb.children):
        return None
    first = min((c.i for c in verb.children if c.lower_ == "as"), default=verb.i)
    before, after = (sentence.start, first), (verb.i + 2, sentence.end)
    content = before if first - sentence.start > 3 else after
    return Draft(verb, (verb.i, verb.i + 2), source, trim(sentence.doc[slice(*content)]), "t")


def _made_known(verb: Token, sentence: Span) -> Draft | None:
    state = next((c for c in verb.rights if c.lower_ in _KNOWN), None)
    source = subject_of(verb)
    if state is None or source is None or (verb.tag_ == "VB" and is_infinitive(verb)):
        return None
    clause = next((c for c in (*state.rights, *verb.rights) if c.dep_ in ("ccomp", "advcl") and c.i > state.i), None)
    begin = min([verb.i, *(c.i for c in verb.lefts if c.dep_ in ("aux", "neg"))])
    if clause is not None:
        start = max(clause.left_edge.i, state.i + 1)
        start += verb.doc[start].lower_ == "that"
        end = right_edge(verb, start, sentence, set())
        return Draft(verb, (begin, state.i + 1), source, trim(verb.doc[start:end]), "t")
    first = min(source.left_edge.i, begin)
    if first - sentence.start > 3 and verb.doc[first - 1].text == ",":
        return Draft(verb, (begin, state.i + 1), source, trim(verb.doc[sentence.start : first]), "t")
    return None


def _mistagged(noun: Token, sentence: Span) -> Draft | None:
    cue = VERBS.get(noun.lemma_.lower())
    subject = next((c for c in noun.lefts if c.dep_ == "nsubj"), None)
    source = subject or next((c for c in noun.lefts if c.pos_ in ("PROPN", "NOUN") and c.i == noun.i - 1), None)
    if cue is None or source is None or "t" not in cue.frames or (noun.tag_ != "NNS" and subject is None):
        return None
    doc = noun.doc
    left, right = doc[sentence.start : source.left_edge.i], doc[noun.i + 1 : sentence.end]
    content = left if sum(t.is_alpha for t in right) < 2 else right
    if not any(t.tag_ in FINITE for t in content) or (content is left and doc[source.left_edge.i - 1].text != ","):
        return None
    start, end = trim(content)
    start += doc[start].lower_ == "that"
    return Draft(noun, (noun.i, noun.i + 1), source, (start, end), "t", cue.act)


# -- standpoints: "according to X", "in the view of X", "by X's count"


def standpoint_drafts(sentence: Span) -> Iterator[Draft]:
    """What names a source and leaves the sentence around it as the content: "according to" and its kin."""
    for token in sentence:
        lower = token.lower_
        if lower == "according":
            found = _according(token, sentence)
        elif token.dep_ == "pobj" and lower in STANDPOINTS:
            found = _in_view(token)
        else:
            continue
        if found is None:
            continue
        first, last, source, edge = found
        content = _around(sentence, first, edge)
        act = STANDPOINTS[lower].act if lower in STANDPOINTS else ""
        yield Draft(token, (first, last + 1), source, content, "a", act)


def _according(token: Token, sentence: Span) -> tuple[int, int, Token, int] | None:
    doc = token.doc
    if token.i + 1 >= sentence.end or doc[token.i + 1].lower_ != "to":
        return None
    inner = next((c for c in doc[token.i + 1].children if c.dep_ == "pobj"), None)
    if inner is None:
        inner = next((t for t in doc[token.i + 2 : sentence.end] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    return (token.i, token.i + 1, inner, inner.right_edge.i) if inner is not None else None


def _in_view(noun: Token) -> tuple[int, int, Token, int] | None:
    """Whose standpoint it is, where that is said: "in the view of X", "in X's words", "by the count of X"."""
    preposition = noun.head
    if preposition.lower_ not in ("in", "by", "on") or preposition.i > noun.i:
        return None
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is not None:
        return preposition.i, noun.i, owner, noun.i
    for child in noun.rights:
        if child.lower_ == "of":
            inner = next((c for c in child.rights if c.dep_ == "pobj"), None)
            return (preposition.i, child.i, inner, inner.right_edge.i) if inner is not None else None
    return None


def _around(sentence: Span, first: int, edge: int) -> tuple[int, int]:
    """What a standpoint is said of: what stands before it, or behind its comma where it opens the sentence."""
    doc = sentence.doc
    behind = doc[edge + 1 : edge + 3]
    if len(behind) == 2 and behind[0].text == "," and behind[1].is_quote and behind[1].i + 1 < sentence.end:
        return trim(doc[behind[1].i : sentence.end])  # "it is, in the words of one, “a promise on paper”"
    if first - sentence.start > 2:
        return trim(doc[sentence.start : first])
    if edge > sentence.end - 4:  # the parser made the whole sentence a part of the source
        edge = first + 2
    comma = next((t.i for t in doc[edge : sentence.end] if t.text == ","), None)
    return trim(doc[comma + 1 : sentence.end]) if comma is not None else (sentence.end, sentence.end)
