"""Whether a predicate is said to have happened, to go on, to be planned, demanded, conditional or merely possible.

After FactBank (Sauri and Pustejovsky 2009) and the implicatives of Karttunen: a complement takes its factuality from
what
governs it. "Failed to release" is a release that did not happen; "agreed to release" one that is planned; "must stop
hosting" demands an end to a hosting that goes on; "did not fulfil their promises of cutting ties" says that ties were
not cut.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from spacy.tokens import Token

from treuga.model import Factuality

_DEMAND: Final = frozenset(
    "urge call ask demand press pressure order require request appeal need insist instruct beg implore exhort "
    "recommend advise encourage invite force push warn command summon".split()
)
_PLAN: Final = frozenset(
    "agree promise pledge vow plan intend decide commit prepare undertake offer resolve swear aim schedule announce "
    "threaten propose vote".split()
)
_FAIL: Final = frozenset("fail refuse decline neglect forget avoid deny omit".split())
_INHERIT: Final = frozenset(
    "ensure make guarantee manage help see secure work continue keep serve include involve fulfil fulfill honour honor "
    "implement deliver meet keep complete finish do take go come get try cause let enable".split()
)
_STOP: Final = frozenset("stop cease end halt quit discontinue refrain desist suspend abandon".split())
_START: Final = frozenset("start begin commence launch resume initiate open".split())
_WISH: Final = frozenset("hope want wish expect like seek try attempt look consider discuss doubt wonder".split())
_PROMISES: Final = frozenset(
    "promise pledge commitment obligation undertaking vow term condition agreement deal".split()
)
_OCCUR: Final = frozenset("take be hold occur happen continue fall drop rise".split())
_HEDGES: Final = frozenset("perhaps maybe possibly probably likely allegedly reportedly apparently supposedly".split())
_COMPLETE: Final = frozenset("complete finish conclude accomplish conduct effect undergo carry".split())
_LISTS: Final = frozenset(("include", "involve", "mean", "require", "cover"))
_NEED: Final = frozenset("need call demand appeal request pressure".split())
_BOUND: Final = frozenset("must should shall ought".split())
_MAYBE: Final = frozenset("would could may might can ca 'd ’d".split())
_DEPENDENT: Final = frozenset(
    (
        "xcomp",
        "ccomp",
        "pcomp",
        "advcl",
        "acl",
        "relcl",
        "conj",
        "prep",
        "pobj",
        "dobj",
        "oprd",
        "csubj",
        "appos",
        "attr",
        "nsubj",
        "acomp",
        "dep",
        "nsubjpass",
    )
)


class Fact(NamedTuple):
    """Factuality, polarity and aspect of one predicate."""

    factuality: Factuality
    polarity: bool = True
    aspect: str = ""


def judge(token: Token, depth: int = 0) -> Fact:
    """The factuality of a verb or event noun, by its own grammar and by what governs it."""
    if depth > 10:
        return Fact("possible")
    return _verb(token, depth) if token.pos_ in ("VERB", "AUX") else _noun(token, depth)


def _verb(verb: Token, depth: int) -> Fact:
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    words = {a.lower_ for a in auxiliaries}
    polarity = not _negated(verb)
    if any(c.dep_ == "advmod" and c.lower_ in _HEDGES for c in verb.children):
        return Fact("possible", polarity)
    if words & _BOUND or ("to" not in words and "need" in words):
        return Fact("demanded", polarity)
    if words & {"will", "'ll", "’ll", "wo", "shall"}:
        return Fact("conditional" if _hypothetical(verb) else "planned", polarity)
    if words & _MAYBE:
        return Fact("possible", polarity)
    if _hypothetical(verb):
        return Fact("conditional", polarity)
    own = _tense(verb, {a.lemma_.lower() for a in auxiliaries}, words)
    if own is not None and not _under_demand(verb):
        return Fact(own, polarity)
    if verb.dep_ == "ROOT" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children) and verb.tag_ == "VB":
        return Fact("demanded", polarity)
    governed = _governed(verb, depth)
    return Fact(governed.factuality, governed.polarity == polarity, governed.aspect)


def _tense(verb: Token, lemmas: set[str], words: set[str]) -> Factuality | None:
    tag = verb.tag_
    if ("to" in words and not lemmas & {"have"}) or (tag in ("VB", "VBG") and not lemmas & {"be", "have", "do"}):
        return None
    if tag == "VBG":
        return "ongoing" if lemmas & {"be"} else None
    if tag in ("VBD",) or "have" in lemmas or "did" in words:
        return "happened"
    if tag == "VBN":
        if lemmas & {"be"}:
            return "happened" if words & {"was", "were", "been"} else "ongoing"
        return "happened"
    return "ongoing"


def _negated(token: Token) -> bool:
    if any(
        c.dep_ == "neg" or (c.lower_ in ("never", "hardly", "no", "nobody", "none") and c.dep_ in ("advmod", "det"))
        for c in token.children
    ):
        return True
    for child in token.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and any(
            g.lower_ in ("no", "neither", "none") for g in child.children if g.dep_ == "det"
        ):
            return True
    return token.dep_ == "pcomp" and token.head.lower_ == "without"


def _hypothetical(verb: Token) -> bool:
    for token in (verb, verb.head if verb.dep_ in ("conj", "ccomp") else verb):
        mark = {c.lower_ for c in token.children if c.dep_ in ("mark", "advmod")}
        if token.dep_ == "advcl" and mark & {"if", "unless", "until", "before", "once"}:
            return True
        if token.dep_ == "advcl" and "when" in mark and {"will", "shall"} & {c.lower_ for c in token.head.children}:
            return True
    return False


def _under_demand(verb: Token) -> bool:
    """As in "demands that the parties comply", "make sure that they break": a bare present that is no report."""
    return (
        verb.dep_ == "ccomp"
        and verb.tag_ in ("VB", "VBP", "VBZ")
        and (verb.head.lemma_.lower() in _DEMAND | _WISH | {"ensure", "sure", "guarantee", "propose"})
    )


def _governed(token: Token, depth: int) -> Fact:
    head = token.head
    if head.i == token.i or token.dep_ not in _DEPENDENT:
        return Fact("possible")
    while head.dep_ == "prep" and head.pos_ in ("ADP", "SCONJ", "PART") and head.head.i != head.i:
        token, head = head, head.head
    lemma = head.lemma_.lower()
    if token.dep_ == "conj":
        return judge(head, depth + 1)
    if head.pos_ in ("VERB", "AUX"):
        return _by_verb(token, head, lemma, depth)
    if head.pos_ == "ADJ":
        above = _governed(head, depth + 1) if lemma in ("sure", "certain") else Fact("possible")
        return Fact("planned") if lemma in ("ready", "willing", "set", "due", "committed", "prepared") else above
    if lemma in _NEED:
        return Fact("demanded")
    if lemma in _PROMISES:
        return _promised(head, depth)
    return (
        judge(head, depth + 1) if head.pos_ == "NOUN" and token.dep_ in ("prep", "relcl", "acl") else Fact("possible")
    )


def _promised(promise: Token, depth: int) -> Fact:
    """What a promise is about: as factual as the promise is kept ("did not fulfil its promise to ...")."""
    up = promise
    while up.dep_ in ("pobj", "prep") and up.head.i != up.i:
        up = up.head
    if up.head.pos_ == "VERB" and up.head.lemma_.lower() in _INHERIT | _FAIL:
        return judge(up.head, depth + 1)
    return Fact("planned")


def _by_verb(token: Token, head: Token, lemma: str, depth: int) -> Fact:
    if lemma in _STOP:
        above = judge(head, depth + 1)
        return Fact(above.factuality, above.polarity, "stop")
    if lemma in _FAIL:
        above = judge(head, depth + 1)
        return Fact("happened" if above.factuality == "ongoing" else above.factuality, not above.polarity)
    if lemma == "have" and token.dep_ == "xcomp":
        yet = any(c.lower_ == "yet" for c in (*head.children, *token.children))
        return Fact("happened", False) if yet else Fact("demanded", not _negated(head))
    if lemma in ("need", "be") and token.dep_ in ("xcomp", "ccomp"):
        needed = lemma == "need" or any(c.dep_ == "attr" and c.lemma_.lower() in _NEED for c in head.children)
        return Fact("demanded" if needed else "planned")
    if lemma in _LISTS and head.dep_ == "relcl" and head.head.lemma_.lower() in _PROMISES:
        return _promised(head.head, depth + 1)
    if lemma in _COMPLETE and token.dep_ in ("dobj", "nsubjpass"):
        above = judge(head, depth + 1)
        return Fact(above.factuality, above.polarity, "complete")
    if lemma in _START:
        above = judge(head, depth + 1)
        return Fact(above.factuality, above.polarity, "resume" if lemma == "resume" else "start")
    if lemma in _DEMAND:
        return Fact("demanded", judge(head, depth + 1).polarity)
    if lemma in _PLAN:
        return Fact("planned", judge(head, depth + 1).polarity)
    if lemma in _WISH:
        return Fact("possible")
    if lemma in _INHERIT or token.dep_ in ("conj", "relcl", "dobj", "nsubj", "nsubjpass", "attr", "prep"):
        if token.dep_ == "advcl":
            return Fact("possible")
        return judge(head, depth + 1)
    return Fact("possible")


_ADJECTIVES: Final[dict[str, Factuality]] = {
    **dict.fromkeys(
        "current ongoing continued continuing persistent existing recent latest present continuous prolonged "
        "rising".split(),
        "ongoing",
    ),
    **dict.fromkeys(
        "planned upcoming future proposed possible potential eventual scheduled forthcoming".split(), "planned"
    ),
}


def _noun(noun: Token, depth: int) -> Fact:
    for child in noun.children:
        known = _ADJECTIVES.get(child.lower_)
        if known is not None and child.dep_ in ("amod", "compound"):
            return Fact(known)
        if child.lower_ in ("no", "zero") and child.dep_ == "det":
            return Fact("happened", False)
    if noun.dep_ in ("nsubj", "nsubjpass") and noun.head.pos_ in ("VERB", "AUX"):
        return _subject(noun.head, depth)
    governed = _governed(noun, depth + 1)
    return governed if noun.dep_ != "ROOT" else Fact("ongoing")


def _subject(verb: Token, depth: int) -> Fact:
    """An event noun as the subject of its verb: what takes place, stops or falls; else it is taken for granted."""
    lemma = verb.lemma_.lower()
    if lemma not in _START | _STOP | _COMPLETE | _OCCUR:
        return Fact("ongoing")
    above = judge(verb, depth + 1)
    return Fact(
        above.factuality, above.polarity, "stop" if lemma in _STOP else "complete" if lemma in _COMPLETE else ""
    )
