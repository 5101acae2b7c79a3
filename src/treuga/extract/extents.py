"""Where the content of a cue begins and ends.

Content reaches to the end of the sentence, because small parsers attach the tail of a long content almost anywhere,
unless something shows that the reporter, or another cue, has taken over: a coordinated verb in the cue's own tense, a
participle of speech behind a comma, "according to", a new sentence behind a semicolon, or the clause in which the cue
itself stands being over.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from treuga.extract.cues import DOCUMENTS, QUIET, SPEECH_TAGS, VERBS
from treuga.extract.words import Span, Token

_TRAILING = frozenset((",", ";", ":", "-", "–", "—", "(", '"', "“", "”", "'", "’", "‘"))
#: Tags of verb forms that carry a clause.
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
_OPENING = frozenset(("“", "«", "„", "``"))
_CLOSING = frozenset(("”", "»", "''"))
_LINKED = frozenset(("conj", "advcl", "acl", "dep", "parataxis"))
_FIRST = frozenset(("we", "i"))
_INNER = frozenset(("if", "unless", "because", "until", "whether", "that", "so"))
_RELATIVE = frozenset(("WDT", "WP", "WP$", "WRB"))
_ASIDE = frozenset(("whereas", "although", "though"))
_EMBEDDED = frozenset(("advcl", "relcl", "acl", "csubj", "csubjpass", "pcomp"))
_WHEN = frozenset(("on", "at", "in", "during", "since", "after", "before"))
_HOW = _WHEN | {"through", "via", "amid", "ahead"}


@dataclass(slots=True)
class Draft:
    """An attribution before its people are known: token positions in the ``Doc``.

    ``frame`` is the letter of the cue's frame that matched (see `treuga.extract.cues`), ``p`` for a preposition, ``d``
    for a direct quotation, ``a`` for "according to", ``j`` for a name given ("called it a farce"). ``content`` is a
    half-open range of tokens.
    """

    cue: Token
    cue_range: tuple[int, int]
    source: Token | None
    content: tuple[int, int]
    frame: str
    act: str = ""
    addressed: list[Token] = field(default_factory=list)


def trim(span: Span) -> tuple[int, int]:
    """A token range without spaces and punctuation at its edges; what closes a bracket or asks a question is kept."""
    start, end = span.start, span.end
    doc = span.doc
    while start < end and (doc[start].is_space or doc[start].text in _TRAILING or doc[start].text in ("''", "``")):
        start += 1
    while end > start and (
        doc[end - 1].is_space or (doc[end - 1].is_punct and doc[end - 1].text not in (")", "]", "%", "?", "!"))
    ):
        end -= 1
    return start, end


def right_edge(verb: Token, start: int, sentence: Span, cues: set[int]) -> int:
    """End of the content that begins at ``start``: the sentence's, or where something else takes over."""
    limit = _clause_end(verb, start, sentence.end)
    chain = _chain(verb)
    content = _Content(start, limit, _tense(verb))
    doc = sentence.doc
    quoted = doc[start].text in _OPENING or (start > 0 and doc[start - 1].text in _OPENING | {'"'})
    for i in range(start, limit):
        token = doc[i]
        if token.text in _OPENING or token.text in _CLOSING or token.text == '"':
            quoted = token.text in _OPENING or (token.text == '"' and not quoted and i > start)
            continue
        if i in cues and token.dep_ in _LINKED and governor(token).i in chain and not _stays_inside(token):
            edge = _before(token, start)
            if edge > start:
                return edge
        if quoted or i <= start + 1:
            content.seen.add(_form(token))
            continue
        if _takes_over(token, content, cues):
            return _before(token, start)
        content.seen.add(_form(token))
    return limit


def governor(verb: Token) -> Token:
    """The verb on which a cue depends; "..., saying ..." behind a reported clause belongs to whoever reports it."""
    head = verb.head
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl") or verb.lemma_.lower() not in SPEECH_TAGS:
        return head
    if verb.dep_ == "acl" and (head.lemma_.lower() in DOCUMENTS or head.ent_type_ in ("PERSON", "ORG", "NORP")):
        return head
    while head.head.i != head.i and head.head.i < verb.i:
        outer = head.head
        known = VERBS.get(outer.lemma_.lower())
        if head.dep_ == "ccomp" and known is not None and "t" in known.frames:
            return outer
        head = outer
    return verb.head


def _chain(verb: Token) -> set[int]:
    chain, head = {verb.i}, verb
    while head.dep_ in ("conj", "advcl") and head.head.i not in chain:
        head = head.head
        chain.add(head.i)
    return chain


def _stays_inside(verb: Token) -> bool:
    """Whether a cue belongs to the content after all: "..., and we will discuss it", "if nothing is agreed"."""
    return any(c.lower_ in _FIRST or (c.dep_ == "mark" and c.lower_ in _INNER) for c in verb.lefts)


def _clause_end(verb: Token, start: int, end: int) -> int:
    """End of the clause around a cue where the sentence goes on: "the envoy, who said so, left"."""
    current = verb
    embedded = False
    while current.head.i != current.i:
        embedded = embedded or (current.dep_ in _EMBEDDED and _is_subordinate(current))
        if current.head.i > start:
            edge = verb.right_edge.i + 1
            return min(end, edge) if embedded and edge > start else end
        current = current.head
    return end


def _is_subordinate(verb: Token) -> bool:
    """Whether a clause is marked as one; a finite adverbial clause without a mark is a slip of the parser."""
    if verb.dep_ != "advcl" or verb.tag_ in ("VBG", "VBN"):
        return True
    return any(c.dep_ == "mark" or c.tag_ in ("WRB", "IN") for c in verb.lefts)


def _tense(verb: Token) -> str:
    """The tag of the verb form that carries the cue's clause, "has" in "has warned"."""
    first = next((c for c in verb.lefts if c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE), None)
    if first is None and verb.tag_ not in FINITE and verb.dep_ == "conj":
        return _tense(verb.head)
    return _form(first if first is not None else verb)


def _form(token: Token) -> str:
    # "had said" is no reason to think that a later "said" goes on with it.
    return "had" if token.tag_ == "VBD" and token.dep_ == "aux" else token.tag_


@dataclass(slots=True)
class _Content:
    """A content while its end is looked for: its edges, the cue's tense, and the verb forms seen in it."""

    start: int
    limit: int
    tense: str
    seen: set[str] = field(default_factory=set)


def _takes_over(token: Token, content: _Content, cues: set[int]) -> bool:
    """Whether the content ends before ``token``."""
    start, tense, seen = content.start, content.tense, content.seen
    before = token.nbor(-1)
    tag = token.tag_
    if token.lower_ == "having" and before.text == ",":
        return token.head.i in cues and token.head.lemma_.lower() in SPEECH_TAGS
    if token.tag_ in _RELATIVE and token.head.dep_ == "relcl" and token.head.right_edge.i >= content.limit - 2:
        return before.text == "," or (before.tag_ == "IN" and before.nbor(-1).text == ",")
    if token.lower_ in _ASIDE and before.text == ",":
        return True
    if token.lower_ == "according":
        return token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to"
    if tag == "VBG":
        return before.text in (",", "”") and token.i in cues and token.lemma_.lower() not in QUIET
    if before.text == ";":
        return token.lower_ not in ("that", "and", "or") and _has_clause(token)
    if tag == tense and token.i in cues and token.dep_ == "conj" and _has_named_subject(token):
        return True
    if tag in FINITE and tag == tense and tag not in seen and tag != "MD":
        while before.tag_ == "RB" and before.i > start:
            before = before.nbor(-1)
        return before.lower_ in ("and", "but")
    return False


def _has_named_subject(verb: Token) -> bool:
    said = verb.lemma_.lower() in SPEECH_TAGS
    return said and any(c.dep_ == "nsubj" and c.pos_ == "PROPN" for c in verb.lefts)


def _has_clause(first: Token) -> bool:
    """Whether what follows a semicolon can stand alone: a subject and a finite verb."""
    rest = first.doc[first.i : first.sent.end]
    return any(t.dep_ in SUBJECTS for t in rest) and any(t.tag_ in FINITE for t in rest)


def _before(token: Token, start: int) -> int:
    """Where the clause of a following cue begins, its conjunction and comma included."""
    edge = token.i
    for child in token.children:
        if (
            child.i < token.i
            and child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "advmod", "mark", "neg")
            and child.left_edge.i > start
        ):
            edge = min(edge, child.left_edge.i)
    while edge - 1 > start and (
        token.doc[edge - 1].text in (",", ";", "and", "but", "while", "also", "“", "”", '"')
        or (token.doc[edge - 1].tag_ == "RB" and token.doc[edge - 2].lower_ in ("and", "but"))
    ):
        edge -= 1
    return edge


def phrase_edge(nominal: Token, verb: Token, limit: int) -> int:
    """End of a noun phrase that is content: without where, when and how it was said."""
    end = limit
    for child in verb.rights:
        first = child.left_edge.i
        if first <= nominal.i or first >= end:
            continue
        if (child.dep_ == "prep" and child.lower_ in _HOW) or (child.dep_ == "npadvmod" and child.ent_type_ == "DATE"):
            end = first
    for child in nominal.rights:
        if child.dep_ == "prep" and child.lower_ in _WHEN and child.right_edge.i + 1 == end and _is_time(child):
            end = child.i
    return max(end, nominal.i + 1)


def _is_time(preposition: Token) -> bool:
    inner = next((c for c in preposition.rights if c.dep_ == "pobj"), None)
    return inner is not None and inner.ent_type_ in ("DATE", "TIME")
