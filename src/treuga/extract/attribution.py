"""From a cue to its source and content, on the dependency parse of one sentence.

Attribution as in PARC 3.0 and PolNeAR: a source, a cue and a content. The parse gives the source and where the content
begins; the content reaches to the end of the sentence unless another cue of the same chain begins ("said ... and called
for ...", "..., adding that ..."), because small parsers attach the tail of a long content almost anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from treuga.extract.cues import DOCUMENTS, NOUNS, PEOPLE, QUIET, SPEECH_TAGS, VERBS, Cue

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_TRAILING = frozenset((",", ";", ":", "-", "–", "—", "(", '"', "“", "”", "'", "’", "‘"))
#: Tags of verb forms that carry a clause.
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_NAMING = frozenset(("call", "consider", "term", "deem", "brand", "label", "dub"))
_UNREAL = frozenset(("if", "unless", "whether", "could", "might", "must", "should", "may", "can", "would", "shall"))
_ACTORS = frozenset(("PERSON", "ORG", "NORP", "GPE"))
_LIGHT = frozenset(("continue", "want", "seek", "try", "go", "begin", "start"))


@dataclass(slots=True)
class Draft:
    """An attribution before its people are known: token positions in the ``Doc``.

    ``frame`` is the letter of the cue's frame that matched (see `treuga.extract.cues`), ``p`` for a preposition, ``d``
    for a direct quotation, ``a`` for "according to". ``content`` is a half-open range of tokens.
    """

    cue: Token
    cue_range: tuple[int, int]
    source: Token | None
    content: tuple[int, int]
    frame: str
    act: str = ""
    addressed: list[Token] = field(default_factory=list)


def cue_tokens(sentence: Span) -> Iterator[tuple[Token, Cue]]:
    """The words of a sentence that may report speech, with what the lexicon says of them."""
    for token in sentence:
        kind = token.tag_[:2]
        if kind == "VB":
            cue = VERBS.get(token.lemma_.lower())
            if cue and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
                yield token, cue
        elif kind == "NN" and token.lemma_.lower() in NOUNS:
            yield token, NOUNS[token.lemma_.lower()]


def source_of(verb: Token) -> Token | None:
    """The head of the noun phrase that speaks, or None where the sentence does not say."""
    if verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl") and not any(c.dep_ == "aux" for c in verb.children):
        return _agent(verb)  # "asked about the raid, she ...": whoever asked is not named
    seen = 0
    current = verb
    while seen < 8:
        seen += 1
        outer = governor(current)
        if outer.i != current.head.i:
            current = outer
            continue
        subject = next((c for c in current.children if c.dep_ in _SUBJECTS), None)
        if subject is not None:
            if subject.dep_ == "nsubjpass" and current.tag_ == "VBN":
                return _agent(current)
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


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def addressee_of(verb: Token) -> list[Token]:
    """Heads of the noun phrases that are asked, told or warned: objects, "on" and "to" phrases, a passive's subject."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and child.pos_ in ("NOUN", "PROPN", "PRON"):
            found.append(child)
        elif child.dep_ in ("prep", "dative") and child.i > verb.i and _addresses(verb, child):
            found.extend(c for c in child.children if c.dep_ == "pobj")
        elif child.dep_ == "nsubjpass":
            found.append(child)
    return found


def _addresses(verb: Token, preposition: Token) -> bool:
    """Whether what follows is whom one speaks to: "said to X", "called on X", but not "wrote on Monday"."""
    if preposition.lower_ in ("on", "upon", "with"):
        cue = VERBS.get(verb.lemma_.lower())
        return (
            cue is not None
            and preposition.lower_ in cue.prepositions
            and "o" in cue.frames | {"q"}
            and cue.act == "demand"
        )
    return preposition.lower_ == "to"


def drafts(sentence: Span) -> list[Draft]:
    """All attributions in one sentence that the parse shows, direct quotations aside, in text order."""
    cues = list(cue_tokens(sentence))
    verbs = {token.i for token, _ in cues if token.tag_[:2] == "VB"}
    out: list[Draft] = []
    for token, cue in cues:
        read = _noun_draft if token.tag_[:2] == "NN" else _verb_draft
        draft = read(token, cue, sentence, verbs)
        if draft is not None and draft.content[0] < draft.content[1]:
            out.append(draft)
    out.extend(_according(sentence))
    return sorted(out, key=lambda d: d.cue.i)


def _verb_draft(verb: Token, cue: Cue, sentence: Span, cues: set[int]) -> Draft | None:
    if _unreal(verb):
        return None
    source = source_of(verb)
    if source is not None and source.i == verb.i:
        return None
    if source is None and not _is_operative(verb, sentence):
        return None
    found = _content_start(verb, cue)
    if found is None:
        return _put_it(verb, source, sentence) if source is not None else None
    start, frame, addressed, last = found
    if source is not None and "t" in cue.frames and _parenthesis(verb, source, sentence):
        return Draft(verb, (verb.i, verb.i + 1), source, trim(sentence), "t", cue.act)
    # Content that stands before "..., he said" ends where that begins.
    end = right_edge(verb, start, sentence, cues) if start > verb.i else min(verb.i, (source or verb).left_edge.i)
    if frame in "np" and verb.lemma_.lower() in QUIET:
        return None
    begin = min([verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < verb.i)])
    return Draft(verb, (begin, max(verb.i, last) + 1), source, trim(sentence.doc[start:end]), frame, cue.act, addressed)


def _is_operative(verb: Token, sentence: Span) -> bool:
    """Whether a sentence begins with its verb, as the operative paragraphs of communiqués do ("Welcomes ...")."""
    first = next((t for t in sentence if t.is_alpha), None)
    return first is not None and first.i == verb.i and verb.tag_ == "VBZ" and verb.text[:1].isupper()


def _parenthesis(verb: Token, source: Token, sentence: Span) -> bool:
    """Whether the cue stands inside what it reports: "The museum, she said, shows ..."."""
    doc = sentence.doc
    first = min(verb.i, source.left_edge.i)
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or first <= sentence.start + 1 or doc[first - 1].text != ",":
        return False
    close = next(
        (t.i for t in doc[max(verb.i, source.i) + 1 : sentence.end] if t.text in (",", ";") or t.tag_ in FINITE), None
    )
    return close is not None and doc[close].text == "," and close - verb.i <= 8 and sentence.end - close > 4


def _put_it(verb: Token, source: Token, sentence: Span) -> Draft | None:
    """What "..., as she put it" puts so: the sentence around it."""
    follows = verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "it"
    if verb.lemma_ != "put" or not follows or not any(c.lower_ == "as" for c in verb.children):
        return None
    first = min((c.i for c in verb.children if c.lower_ == "as"), default=verb.i)
    before, after = (sentence.start, first), (verb.i + 2, sentence.end)
    content = before if first - sentence.start > 3 else after
    return Draft(verb, (verb.i, verb.i + 2), source, trim(sentence.doc[slice(*content)]), "t")


def _unreal(verb: Token) -> bool:
    """Speech that did not take place: "if they say", "to say", "would deny"."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return True
    first = verb
    while first.dep_ == "conj" and first.tag_ == verb.tag_ and first.head.pos_ in ("VERB", "AUX"):
        first = first.head
    left = {c.lower_ for v in (verb, first) for c in v.children if c.i < v.i and c.dep_ in ("aux", "mark")}
    if first.tag_ == "VB" and "to" in left and first.head.lemma_.lower() not in _LIGHT:
        return True
    return bool(left & _UNREAL) or verb.dep_ == "csubj"


def _content_start(verb: Token, cue: Cue) -> tuple[int, str, list[Token], int] | None:
    doc, frames = verb.doc, cue.frames
    right = [c for c in verb.children if c.i > verb.i]
    if verb.i + 1 < len(doc) and doc[verb.i + 1].text == ":" and frames & {"t", "q"}:
        return verb.i + 2, "t", addressee_of(verb), verb.i
    clause = next((c for c in right if c.dep_ == "ccomp"), None)
    if clause is not None and frames & {"t", "o", "i"}:
        return _clausal(verb, clause, frames)
    infinitive = next((c for c in right if c.dep_ in ("xcomp", "advcl", "acl") and _is_infinitive(c)), None)
    if infinitive is not None and frames & {"i", "o"}:
        addressed = addressee_of(verb) if "o" in frames else []
        if addressed or "i" in frames:
            return _infinitive_start(infinitive), "o" if addressed else "i", addressed, _last_prep(verb, addressed)
    # "accused the government of ..." may hang its "of" on the government.
    behind = [
        p for c in right if c.dep_ == "dobj" and "n" not in frames for p in c.children if p.lower_ in ("of", "for")
    ]
    for child in (*right, *behind):
        if child.dep_ == "prep" and child.lower_ in cue.prepositions:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp", "ccomp")), None)
            if inner is not None and inner.i > child.i:
                nested = _objects_infinitive(inner)
                if nested is not None and "o" in frames and _animate(inner):
                    return _infinitive_start(nested), "o", [inner], child.i
                told = cue.act != "accusation"  # the accused are spoken of, not spoken to
                addressed = [t for t in addressee_of(verb) if told and t.i != inner.i]
                return child.i + 1, "p", addressed, child.i
    gerund = next((c for c in right if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    if gerund is not None and "g" in frames:
        inner_cue = VERBS.get(gerund.lemma_.lower())
        inner_start = _content_start(gerund, inner_cue) if inner_cue else None
        return inner_start if inner_start is not None else (gerund.left_edge.i, "g", [], verb.i)
    left_clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
    if left_clause is not None and "t" in frames and verb.lemma_ not in ("see", "know", "find", "show"):
        return left_clause.left_edge.i, "t", addressee_of(verb), verb.i
    named = next((c for c in right if c.dep_ in ("oprd", "ccomp")), None) if verb.lemma_ in _NAMING else None
    if named is not None and named.left_edge.i > verb.i:
        first = min([named.left_edge.i, *(c.left_edge.i for c in right if c.dep_ == "dobj")])
        return first, "j", [], verb.i
    if "n" in frames:
        nominal = next((c for c in right if c.dep_ in ("dobj", "oprd", "attr") and c.pos_ not in ("PRON",)), None)
        if nominal is not None:
            split = _objects_infinitive(nominal)
            if split is not None and "o" in frames and _animate(nominal):
                return _infinitive_start(split), "o", [nominal], verb.i
            addressed = [t for t in addressee_of(verb) if t.i != nominal.i]
            return max(nominal.left_edge.i, verb.i + 1), "n", addressed, verb.i
    if "t" in frames and verb.i + 1 < len(doc) and doc[verb.i + 1].lower_ == "that":
        return verb.i + 2, "t", addressee_of(verb), verb.i
    return None


def _animate(token: Token) -> bool:
    return token.pos_ in ("PROPN", "PRON") or token.ent_type_ in _ACTORS or token.lemma_.lower() in PEOPLE


def _clausal(verb: Token, clause: Token, frames: frozenset[str]) -> tuple[int, str, list[Token], int] | None:
    """A clause after the verb: with "that", bare, or an infinitive whose subject is the one addressed."""
    subject = next((c for c in clause.children if c.dep_ in _SUBJECTS and c.i > verb.i), None)
    if _is_infinitive(clause):
        if subject is not None and "o" in frames:
            return _infinitive_start(clause), "o", [subject], verb.i
        if subject is None:
            start, addressed = _infinitive_start(clause), addressee_of(verb)
            return start, "o" if addressed and "o" in frames else "i", addressed, verb.i
    if "t" not in frames and "o" not in frames:
        return None
    start = max(clause.left_edge.i, verb.i + 1)
    addressed = [t for t in addressee_of(verb) if t.i < start]
    while start < clause.i and (
        (verb.doc[start].lower_ == "that" and verb.doc[start].dep_ == "mark") or verb.doc[start].is_punct
    ):
        if verb.doc[start].text in '“"‘«' and verb.doc[start].text:
            break
        start += 1
    return start, "t", addressed, verb.i


def _is_infinitive(token: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children) and token.tag_ == "VB"


def _infinitive_start(verb: Token) -> int:
    return min(c.i for c in verb.children if c.i < verb.i and (c.dep_ in ("aux", "neg", "auxpass")))


def _objects_infinitive(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ in ("acl", "relcl", "xcomp", "advcl") and _is_infinitive(c)), None)


def _last_prep(verb: Token, addressed: list[Token]) -> int:
    return next((t.head.i for t in addressed if t.head.dep_ == "prep" and t.head.head.i == verb.i), verb.i)


def right_edge(verb: Token, start: int, sentence: Span, cues: set[int]) -> int:
    """End of the content that begins at ``start``: the sentence's, or where a cue of the same chain takes over."""
    end = sentence.end
    chain = {verb.i}
    head = verb
    while head.dep_ in ("conj", "advcl") and head.head.i not in chain:
        head = head.head
        chain.add(head.i)
    for token in sentence.doc[start : sentence.end]:
        if token.i in cues and governor(token).i in chain and token.dep_ in ("conj", "advcl", "dep", "parataxis"):
            edge = _before(token, start)
            if edge > start:
                end = min(end, edge)
                break
    return end


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
    while edge - 1 > start and token.doc[edge - 1].text in (",", ";", "and", "but", "while", "also", "“", "”", '"'):
        edge -= 1
    return edge


def _noun_draft(noun: Token, cue: Cue, sentence: Span, cues: set[int]) -> Draft | None:
    """Noun cues: "their promises that ...", "the community's call for ...", "one of NATO's concerns is that ..."."""
    source = next((c for c in noun.children if c.dep_ == "poss"), None) or _of_owner(noun)
    if source is None or (noun.dep_ in ("dobj", "pobj", "attr") and _governed(noun, cues)):
        return None
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ == "prep" and child.lower_ in cue.prepositions:
            return _noun(noun, source, (child.i + 1, child.right_edge.i + 1), child.i, cue)
        if child.dep_ in ("acl", "ccomp", "relcl") and "that" in cue.prepositions:
            if child.dep_ == "relcl" and child.lemma_ in ("include", "involve") and "include" in cue.prepositions:
                return _noun(noun, source, (child.i + 1, child.right_edge.i + 1), noun.i, cue)
            if child.dep_ == "relcl":
                continue
            start = child.left_edge.i + (child.left_edge.lower_ == "that")
            return _noun(noun, source, (start, child.right_edge.i + 1), noun.i, cue)
        if child.dep_ in ("acl", "xcomp") and "to" in cue.prepositions and _is_infinitive(child):
            return _noun(noun, source, (_infinitive_start(child), child.right_edge.i + 1), noun.i, cue)
    return _copular(noun, source, cue, sentence)


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
            if c.dep_ == "prep" and c.lower_ in ("by", "from")
            for p in c.children
            if p.dep_ == "pobj"
        ),
        None,
    )


def _noun(noun: Token, source: Token, content: tuple[int, int], last: int, cue: Cue) -> Draft:
    return Draft(noun, (noun.i, last + 1), source, trim(noun.doc[slice(*content)]), "n", cue.act)


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


def _according(sentence: Span) -> Iterator[Draft]:
    doc = sentence.doc
    for token in sentence:
        if token.lower_ != "according" or token.i + 1 >= sentence.end or doc[token.i + 1].lower_ != "to":
            continue
        inner = next((c for c in doc[token.i + 1].children if c.dep_ == "pobj"), None)
        if inner is None:
            inner = next((t for t in doc[token.i + 2 : sentence.end] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
        if inner is None:
            continue
        if token.i - sentence.start > 2:
            content = (sentence.start, token.i)
        else:
            comma = next(
                (t.i for t in doc[inner.i : sentence.end] if t.text == "," and t.i > inner.right_edge.i - 1), None
            )
            content = (comma + 1, sentence.end) if comma is not None else (sentence.end, sentence.end)
        start, end = trim(doc[content[0] : content[1]]) if content[0] < content[1] else content
        yield Draft(token, (token.i, token.i + 2), inner, (start, end), "a")


def trim(span: Span) -> tuple[int, int]:
    """A token range without spaces and punctuation at its edges; closing brackets of what it opens are kept."""
    start, end = span.start, span.end
    doc = span.doc
    while start < end and (doc[start].is_space or doc[start].text in _TRAILING or doc[start].text in ("''", "``")):
        start += 1
    while end > start and (
        doc[end - 1].is_space or (doc[end - 1].is_punct and doc[end - 1].text not in (")", "]", "%"))
    ):
        end -= 1
    return start, end
