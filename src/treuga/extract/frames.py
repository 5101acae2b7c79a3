"""Where the content of a verb begins: by its frames, on what the parse hangs under it."""

from __future__ import annotations

from treuga.extract.attribution_nouns import infinitive_start, is_infinitive
from treuga.extract.cues import MATTERS, PEOPLE, VERBS, Cue
from treuga.extract.extents import SUBJECTS, phrase_edge
from treuga.extract.words import Token

#: Verbs that give a name: "called the raid a crime".
_NAMING = frozenset(("call", "consider", "term", "deem", "brand", "label", "dub", "find", "judge", "name", "pronounce"))
_ACTORS = frozenset(("PERSON", "ORG", "NORP", "GPE"))
#: Start, frame, those addressed, and the last word of the cue.
Found = tuple[int, str, list[Token], int]


def agent_of(verb: Token) -> Token | None:
    """Whom "by" names under a passive."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def object_of(verb: Token) -> Token | None:
    """The direct object behind a verb."""
    return next((c for c in verb.rights if c.dep_ == "dobj"), None)


def addressee_of(verb: Token) -> list[Token]:
    """Heads of the noun phrases that are asked, told or warned: objects, "on" and "to" phrases, a passive's subject."""
    found: list[Token] = []
    for child in verb.children:
        if child.ent_type_ in ("DATE", "TIME"):
            continue
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
        return cue is not None and preposition.lower_ in cue.prepositions and cue.act == "demand"
    return preposition.lower_ == "to"


def content_start(verb: Token, cue: Cue) -> Found | None:
    """Where the content of a cue begins, or None where the verb has none."""
    doc, frames = verb.doc, cue.frames
    right = [c for c in verb.children if c.i > verb.i]
    if verb.i + 1 < len(doc) and doc[verb.i + 1].text == ":" and frames & {"t", "q"}:
        return verb.i + 2, "t", addressee_of(verb), verb.i
    clause = next((c for c in right if c.dep_ == "ccomp"), None)
    told = _told_that(verb, frames)
    if told is not None:
        return told
    found = _clause_or_infinitive(verb, clause, right, frames)
    if found is None:
        found = _prepositional(verb, cue, right)
    if found is not None:
        return found
    gerund = next((c for c in right if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
    if gerund is not None and "g" in frames:
        inner_cue = VERBS.get(gerund.lemma_.lower())
        inner_start = content_start(gerund, inner_cue) if inner_cue else None
        return inner_start if inner_start is not None else (gerund.left_edge.i, "g", [], verb.i)
    left_clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
    if left_clause is not None and "t" in frames and verb.lemma_ not in ("see", "know", "find", "show"):
        return left_clause.left_edge.i, "t", addressee_of(verb), verb.i
    gives_name = verb.lemma_ in _NAMING and not any(c.dep_ == "nsubjpass" for c in verb.lefts)
    named = next((c for c in right if c.dep_ in ("oprd", "ccomp")), None) if gives_name else None
    if named is not None and named.left_edge.i > verb.i:
        first = min([named.left_edge.i, *(c.left_edge.i for c in right if c.dep_ == "dobj")])
        return first, "j", [], verb.i
    passive = _passive(verb, cue)
    if passive is not None:
        return passive
    return _nominal(verb, cue, right) or _next_word(verb, cue)


def _told_that(verb: Token, frames: frozenset[str]) -> Found | None:
    """Whom one told what where the parser takes "that" for a relative pronoun: "told the army that trust ..."."""
    told = object_of(verb) if {"t", "o"} <= frames else None
    if told is None or told.i + 2 >= len(verb.doc) or told.nbor(1).lower_ != "that":
        return None
    return (told.i + 2, "t", [told], verb.i) if told.nbor(2).tag_[:2] not in ("VB", "MD", "RB") else None


def _next_word(verb: Token, cue: Cue) -> Found | None:
    """What the words alone show where the parse does not: "agreed that", "agreed to “strict adherence”"."""
    if verb.i + 2 >= len(verb.doc):
        return None
    first, second = verb.nbor(1), verb.nbor(2)
    if "t" in cue.frames and first.lower_ == "that":
        return verb.i + 2, "t", addressee_of(verb), verb.i
    if first.lower_ in cue.prepositions and second.is_quote:
        return verb.i + 2, "p", [], verb.i + 1
    return None


def _clause_or_infinitive(
    verb: Token, clause: Token | None, right: list[Token], frames: frozenset[str]
) -> Found | None:
    if clause is not None and frames & {"t", "o", "i", "e"}:
        return _clausal(verb, clause, frames)
    infinitive = next((c for c in right if c.dep_ in ("xcomp", "advcl", "acl") and is_infinitive(c)), None)
    if infinitive is None or not frames & {"i", "o", "e"}:
        return None
    told = object_of(verb)
    if "e" in frames and told is not None and told.i < infinitive.i:
        return told.left_edge.i, "e", [told] if _animate(told) else [], verb.i
    addressed = addressee_of(verb) if "o" in frames else []
    if addressed or "i" in frames:
        return infinitive_start(infinitive), "o" if addressed else "i", addressed, _last_prep(verb, addressed)
    return None


def _prepositional(verb: Token, cue: Cue, right: list[Token]) -> Found | None:
    # "accused the government of ..." may hang its "of" on the government.
    behind = [
        p
        for c in right
        if c.dep_ == "dobj" and not cue.frames & {"n", "m"}
        for p in c.children
        if p.lower_ in ("of", "for")
    ]
    for child in (*right, *behind):
        if child.dep_ == "prep" and child.lower_ in cue.prepositions:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp", "ccomp")), None)
            if inner is not None and inner.i > child.i:
                nested = _objects_infinitive(inner) or next(
                    (c for c in right if c.i > inner.i and is_infinitive(c) and child.lower_ != "for"), None
                )
                if nested is not None and cue.frames & {"o", "i"} and _animate(inner):
                    return infinitive_start(nested), "o", [inner], child.i
                told = cue.act != "accusation"  # the accused are spoken of, not spoken to
                addressed = [t for t in addressee_of(verb) if told and t.i != inner.i]
                return child.i + 1, "p", addressed, child.i
    return None


def _passive(verb: Token, cue: Cue) -> Found | None:
    """A passive, whose subject is the content: "the plan was rejected by the movement"."""
    if verb.tag_ != "VBN" or not cue.frames & {"n", "m", "w"} or cue.frames & {"o"} or agent_of(verb) is None:
        return None
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    if subject is None or subject.pos_ == "PRON":
        return None
    return subject.left_edge.i, "v", [], next(c.i for c in verb.children if c.dep_ == "agent")


def _nominal(verb: Token, cue: Cue, right: list[Token]) -> Found | None:
    """A noun phrase as content, alone or with what is said of it."""
    frames = cue.frames
    nominal = next((c for c in right if c.dep_ in ("dobj", "oprd", "attr")), None)
    if nominal is None or not frames & {"n", "m", "w", "e"}:
        return None
    start = max(nominal.left_edge.i, verb.i + 1)
    said_of = next(
        (
            c
            for c in (*nominal.rights, *(r for r in right if r.i > nominal.i))
            if c.dep_ == "prep" and c.lower_ in cue.object_with
        ),
        None,
    )
    if "w" in frames and said_of is not None:
        return start, "w", [], verb.i
    if "n" not in frames and not ("m" in frames and _is_matter(nominal)):
        return None
    if nominal.pos_ == "PRON" and nominal.lower_ not in ("this", "that", "these"):
        return None
    split = _objects_infinitive(nominal)
    if split is not None and "o" in frames and _animate(nominal):
        return infinitive_start(split), "o", [nominal], verb.i
    addressed = [t for t in addressee_of(verb) if t.i != nominal.i]
    return start, "n" if "n" in frames else "m", addressed, verb.i


def _is_matter(nominal: Token) -> bool:
    """Whether one can be for or against it in words: plans and decisions, not towns and armies."""
    return nominal.lemma_.lower() in MATTERS and nominal.ent_type_ not in ("PERSON", "GPE", "LOC", "FAC")


def nominal_edge(verb: Token, start: int, end: int) -> int:
    """End of a noun phrase that is content."""
    nominal = object_of(verb) or next((c for c in verb.rights if c.dep_ in ("oprd", "attr")), None)
    if nominal is None or nominal.right_edge.i < start:
        return end
    return phrase_edge(nominal, verb, end)


def _animate(token: Token) -> bool:
    return token.pos_ in ("PROPN", "PRON") or token.ent_type_ in _ACTORS or token.lemma_.lower() in PEOPLE


def _clausal(verb: Token, clause: Token, frames: frozenset[str]) -> Found | None:
    """A clause after the verb: with "that", bare, or an infinitive whose subject is the one addressed."""
    subject = next((c for c in clause.children if c.dep_ in SUBJECTS and c.i > verb.i), None)
    if is_infinitive(clause):
        if subject is not None and "e" in frames:
            return subject.left_edge.i, "e", [subject] if _animate(subject) else [], verb.i
        if subject is not None and "o" in frames:
            return infinitive_start(clause), "o", [subject], verb.i
        if subject is None and frames & {"i", "o", "t"}:
            start, addressed = infinitive_start(clause), addressee_of(verb)
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


def _objects_infinitive(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ in ("acl", "relcl", "xcomp", "advcl") and is_infinitive(c)), None)


def _last_prep(verb: Token, addressed: list[Token]) -> int:
    return next((t.head.i for t in addressed if t.head.dep_ == "prep" and t.head.head.i == verb.i), verb.i)
