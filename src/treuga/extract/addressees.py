"""Who is asked, told, warned or promised something.

The cue's own objects first ("told the monitors", "called on both sides"), then a letter or message in which it was
said, then those whom the content itself calls on: "we urge X to", "X must", "let X", "to be freed by X".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from treuga.extract.cues import PEOPLE
from treuga.extract.discourse import Discourse
from treuga.extract.extents import Draft
from treuga.extract.words import Span, Token
from treuga.model import Reference

#: Verbs whose object is always somebody.
_TELLS: Final = frozenset(
    "tell ask urge call order instruct remind inform assure appeal invite press pressure beg implore advise notify "
    "exhort thank congratulate commend praise promise caution warn plead reassure alert command".split()
)
_PEOPLE_LABELS: Final = frozenset(("PERSON", "ORG", "NORP"))
_AUDIENCE: Final = frozenset(
    "reporter journalist newsman parliament lawmaker audience agency newspaper station citizen people channel voter "
    "congress senate assembly bishop mediator donor partner".split()
)
_CALLS: Final = frozenset("call urge appeal ask implore invite order press tell beg exhort request warn".split())
_DUTIES: Final = frozenset(("must", "should", "shall", "ought"))
_WRITINGS: Final = frozenset("letter message note appeal telegram memo memorandum call telephone speech".split())
#: Nouns after "the" or "all" that are called upon though no party bears them.
_CALLED_UPON: Final = frozenset(
    "party side government stakeholder signatory army leader rebel militia commander".split()
)
#: Acts in which the content may name those who are to act.
_ASKS: Final = frozenset(("demand", "warning"))


def addressees(
    draft: Draft, content: Span, act: str, speaker: str | None, discourse: Discourse
) -> tuple[Reference, ...]:
    """Those to whom a statement is addressed, each once.

    Args:
        draft: the attribution; `Draft.addressed` holds the heads that its cue takes.
        content: what is said.
        act: which act it is.
        speaker: party of the speaker, who addresses others.
        discourse: what the report has said so far.
    """
    told = draft.cue.lemma_.lower() in _TELLS
    heads = [h for h in draft.addressed if (told and _is_somebody(h)) or _can_be_told(h, discourse)]
    heads = heads or list(_written_to(draft.cue))
    if not heads and act in _ASKS:
        heads = [h for h in _asked_inside(content, draft.act == act) if _is_party(h, discourse)]
    found: dict[tuple[int, str | None], Reference] = {}
    for head in heads:
        for each in (head, *(c for c in head.conjuncts if c.i > head.i and c.pos_ in ("NOUN", "PROPN"))):
            for reference in discourse.everyone(each, other_than=speaker):
                # "told us": the reporter, or whoever answers; a pronoun that nobody can tell is left out.
                if (reference.party or each.pos_ != "PRON") and reference.party != speaker:
                    found.setdefault((reference.span.start, reference.party), reference)
    return tuple(found.values())


def _is_somebody(head: Token) -> bool:
    return head.pos_ in ("NOUN", "PROPN", "PRON") and head.tag_ not in ("WP", "WDT", "WP$")


def _can_be_told(head: Token, discourse: Discourse) -> bool:
    """Whether a cue's object can be somebody: "demanded a pause" has none."""
    if head.i in discourse.at or head.pos_ == "PRON" or head.ent_type_ in _PEOPLE_LABELS:
        return True
    lemma = head.lemma_.lower()
    named = any(c.i in discourse.at for c in head.lefts)
    return lemma in PEOPLE | _AUDIENCE or bool(discourse.together(head)) or (named and head.dep_ != "dobj")


def _is_party(head: Token, discourse: Discourse) -> bool:
    return (
        head.i in discourse.at
        or head.ent_type_ == "NORP"
        or any(c.i in discourse.at for c in head.children)
        or head.lemma_.lower() in _CALLED_UPON
    )


def _written_to(cue: Token) -> Iterator[Token]:
    """As in "said in a letter to X", "wrote in a message addressed to X"."""
    for child in cue.children:
        if child.dep_ != "prep" or child.lower_ not in ("in", "by", "through"):
            continue
        for writing in child.children:
            if writing.dep_ == "pobj" and writing.lemma_.lower() in _WRITINGS:
                for preposition in writing.subtree:
                    if preposition.lower_ in ("to", "with") and preposition.dep_ in ("prep", "dative"):
                        yield from (c for c in preposition.children if c.dep_ == "pobj" and c.pos_ != "PRON")


def _asked_inside(content: Span, demanded: bool) -> list[Token]:
    """Those whom the content itself calls on; the first way that says it. ``demanded``: the cue demands it."""
    ways = (_called_upon, _let, _duty_bearers, _for_whom, *([_wanted] if demanded else []))
    for way in ways:
        found = list(way(content))
        if found:
            return found
    message = next((t for t in content if t.lemma_ == "message"), None)
    if message is not None:
        return [c for p in message.children if p.lower_ == "to" for c in p.children if c.dep_ == "pobj"]
    return []


def _called_upon(content: Span) -> Iterator[Token]:
    """As in "we call on the sides to", "we urge X to"."""
    for token in content:
        if token.lemma_.lower() in _CALLS and token.tag_[:2] == "VB":
            for child in token.children:
                if child.dep_ == "prep" and child.lower_ in ("on", "upon", "to"):
                    yield from (c for c in child.children if c.dep_ == "pobj")
                elif child.dep_ == "dobj" or (child.dep_ == "nsubj" and child.i > token.i):
                    yield child
                elif child.dep_ in ("ccomp", "xcomp"):
                    yield from (c for c in child.children if c.dep_ == "nsubj" and c.i > token.i)
            return


def _let(content: Span) -> Iterator[Token]:
    """As in "Let X come": X is to act; "let us" calls on nobody in particular."""
    for token in content:
        if token.lemma_.lower() == "let" and (token.i == content.start or token.dep_ in ("ROOT", "ccomp", "conj")):
            for clause in token.children:
                subjects = [clause, *clause.children] if clause.dep_ in ("dobj", "ccomp") else []
                yield from (s for s in subjects if s.dep_ in ("nsubj", "dobj") and s.pos_ in ("NOUN", "PROPN"))
            return


def _duty_bearers(content: Span) -> Iterator[Token]:
    """The subject of "must" or "has to"; in the passive, by whom it is to be done, if that is said."""
    for token in content:
        duty = token.tag_ == "MD" and token.lower_ in _DUTIES
        if not duty and token.lemma_ not in ("have", "need"):
            continue
        verb = token.head if duty else token
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None and subject.dep_ == "nsubjpass":
            agents = [c for a in verb.children if a.dep_ == "agent" for c in a.children if c.dep_ == "pobj"]
            if agents:
                yield from agents
                return
        if subject is not None and subject.pos_ in ("NOUN", "PROPN"):
            yield subject
            return


def _wanted(content: Span) -> Iterator[Token]:
    """As in "demands that X comply": the subject of a verb in its base form."""
    root = content.root
    if root.tag_ in ("VB", "VBP") and not any(c.tag_ in ("TO", "MD") for c in root.children):
        yield from (c for c in root.children if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN"))


def _for_whom(content: Span) -> Iterator[Token]:
    """As in "it is time for X to", "the need for X to"."""
    for token in content:
        if token.lower_ != "for" or token.i + 1 >= content.end:
            continue
        subject = next((c for c in token.head.children if c.dep_ == "nsubj" and c.i > token.i), None)
        if subject is None:
            subject = next((c for c in token.children if c.dep_ == "pobj" and c.i < content.end), None)
            if subject is not None and not any(t.lower_ == "to" and t.i > subject.i for t in content):
                subject = None
        if subject is not None and subject.pos_ in ("NOUN", "PROPN"):
            yield subject
            return
