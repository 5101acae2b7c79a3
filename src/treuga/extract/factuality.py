"""Whether a predicate is said to have happened, to go on, to be planned, demanded, conditional or merely possible.

After FactBank (Sauri and Pustejovsky 2009) and the implicatives of Karttunen: a complement takes its factuality from
what
governs it. "Failed to release" is a release that did not happen; "agreed to release" one that is planned; "must stop
hosting" demands an end to a hosting that goes on; "did not fulfil their promises of cutting ties" says that ties were
not cut.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from treuga.extract.cues import VERBS
from treuga.extract.events_words import EVENT_NOUNS, PAPERS
from treuga.extract.words import Token
from treuga.model import Factuality

_DEMAND: Final = frozenset(
    "urge call ask demand press pressure order require request appeal need insist instruct beg implore exhort "
    "recommend advise encourage invite force push warn command summon".split()
)
_PLAN: Final = frozenset(
    "agree promise pledge vow plan intend decide commit prepare undertake offer resolve swear aim schedule announce "
    "threaten propose vote".split()
)
_FAIL: Final = frozenset("fail refuse decline neglect forget avoid deny omit prevent avert thwart foil".split())
_INHERIT: Final = frozenset(
    "ensure make guarantee manage help see secure work continue keep serve include involve fulfil fulfill honour honor "
    "implement deliver meet keep complete finish do take go come get try cause let enable resort".split()
)
_STOP: Final = frozenset("stop cease end halt quit discontinue refrain desist suspend abandon".split())
_START: Final = frozenset("start begin commence launch resume initiate open".split())
_WISH: Final = frozenset("hope want wish expect like seek try attempt look consider discuss doubt wonder".split())
_PROMISES: Final = frozenset(
    "promise pledge commitment obligation undertaking vow term condition agreement deal".split()
)
_REFUSALS: Final = frozenset("refusal failure inability unwillingness reluctance".split())
_PLANS: Final = frozenset(
    "plan decision intention consensus agreement readiness willingness resolve preparation".split()
)
_GIVEN: Final = frozenset("after following despite amid since".split())
_THERE: Final = frozenset(
    "over complete present absent possible impossible ready due underway likely unlikely imminent".split()
)
_OCCUR: Final = frozenset("take be hold occur happen continue fall drop rise".split())
_HEDGES: Final = frozenset("perhaps maybe possibly probably likely allegedly reportedly apparently supposedly".split())
_COMPLETE: Final = frozenset("complete finish conclude accomplish conduct effect undergo carry".split())
_LISTS: Final = frozenset(("include", "involve", "mean", "require", "cover"))
_TELL: Final = frozenset(
    "say tell announce confirm state declare promise pledge vow warn insist add reply repeat reiterate inform assure "
    "threaten agree decide note write report swear guarantee disclose reveal".split()
)
_PERCEIVE: Final = frozenset(
    "see observe spot watch notice find hear film witness catch detect record register note report be".split()
)
_NOBODY: Final = frozenset("none nobody nothing neither no-one".split())
_WHOLE: Final = frozenset("all every each both many much enough one a any".split())
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
    verbal = token.pos_ in ("VERB", "AUX") and not mistagged(token)
    return _verb(token, depth) if verbal else _noun(token, depth)


def mistagged(token: Token) -> bool:
    """Whether a noun was tagged as a verb: it is an object or subject with an article or noun before it."""
    return (
        token.tag_ in ("VBZ", "VBP", "VB")
        and token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass")
        and any(child.dep_ in ("det", "compound", "amod", "poss") for child in token.lefts)
    )


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
    if "would" in words and _reported(verb):
        return Fact("conditional" if _hypothetical(verb) or _on_condition(verb) else "planned", polarity)
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
    if any(c.dep_ == "preconj" and c.lower_ == "neither" for c in token.children):
        return True
    if token.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ == "nor" for c in token.head.children):
        return True
    if any(c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and _empty(c) for c in token.children):
        return True
    return token.dep_ == "pcomp" and token.head.lower_ == "without"


def _empty(noun: Token) -> bool:
    """Whether a noun phrase says that there was none, or not all of it: "no new violations", "not all weapons"."""
    if noun.lower_ in _NOBODY and noun.pos_ != "DET":
        return True
    doc = noun.doc
    for token in doc[noun.left_edge.i : noun.i]:
        # Of "no ceasefire violations", the parser hangs "no" on either noun.
        if noun.i not in (token.head.i, token.head.head.i):
            continue
        if token.lower_ in ("no", "neither") and token.dep_ in ("det", "preconj", "predet", "neg", "advmod"):
            return doc[token.i + 1].lower_ not in ("longer", "more", "doubt")
        if token.lower_ == "not" and doc[token.i + 1].lower_ in _WHOLE:
            return True
    return False


def _hypothetical(verb: Token) -> bool:
    for token in (verb, verb.head if verb.dep_ in ("conj", "ccomp") else verb):
        mark = {c.lower_ for c in token.children if c.dep_ in ("mark", "advmod")}
        if token.dep_ == "advcl" and mark & {"if", "unless", "until", "before", "once"}:
            return True
        if token.dep_ == "advcl" and "when" in mark and {"will", "shall"} & {c.lower_ for c in token.head.children}:
            return True
    return False


def _reported(verb: Token) -> bool:
    """Whether "would" is the "will" of somebody whose words are told in the past: "said that it would leave"."""
    clause = verb
    while clause.dep_ == "conj" and clause.head.pos_ in ("VERB", "AUX"):
        clause = clause.head
    head = clause.head
    return clause.dep_ == "ccomp" and head.tag_ in ("VBD", "VBN") and head.lemma_.lower() in _TELL


def _on_condition(verb: Token) -> bool:
    return any(c.dep_ == "advcl" and any(g.lower_ in ("if", "were", "had") for g in c.children) for c in verb.children)


def _under_demand(verb: Token) -> bool:
    """As in "demands that the parties comply", "make sure that they break": a bare present that is no report."""
    return (
        verb.dep_ == "ccomp"
        and (verb.tag_ in ("VB", "VBP", "VBZ") or any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in verb.children))
        and (verb.head.lemma_.lower() in _DEMAND | _WISH | {"ensure", "sure", "guarantee", "propose"})
    )


def _governed(token: Token, depth: int) -> Fact:
    head = token.head
    if head.i == token.i or token.dep_ not in _DEPENDENT:
        return Fact("possible")
    while head.dep_ == "prep" and head.pos_ in ("ADP", "SCONJ", "PART") and head.head.i != head.i:
        if head.lower_ in _GIVEN and token.dep_ == "pobj":
            return Fact("happened")  # "suspended deliveries after an attack": the attack is not what was suspended
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
    if head.pos_ != "NOUN" or token.dep_ not in ("prep", "relcl", "acl"):
        return Fact("possible")
    if token.dep_ == "acl" and token.tag_ == "VBG" and _only_describes(token, head):
        return Fact("possible")
    return _to_come(token, head, depth) or judge(head, depth + 1)


def _only_describes(verb: Token, noun: Token) -> bool:
    """Whether a participle tells which one is meant ("a driver delivering aid"), and not what he was seen to do."""
    if verb.lemma_.lower() in VERBS or noun.lemma_.lower() in EVENT_NOUNS | PAPERS:
        return False
    seen = noun.dep_ in ("dobj", "attr") and noun.head.lemma_.lower() in _PERCEIVE
    return not seen


def _to_come(token: Token, noun: Token, depth: int) -> Fact | None:
    """What a noun's infinitive or "for doing" is about: "an offer to host", "the refusal to accept"; None for deeds."""
    infinitive = token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)
    if not infinitive and not (
        token.dep_ == "prep" and token.lower_ == "for" and any(c.tag_ == "VBG" for c in token.children)
    ):
        return None
    if any(c.lower_ in ("first", "last", "only", "latest") for c in noun.children):
        return None  # "the first to visit" did visit
    lemma = noun.lemma_.lower()
    if lemma in _REFUSALS:
        return Fact("happened", False)
    return Fact("planned") if lemma in _PLANS else Fact("possible")


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
    if lemma == "be" and token.dep_ in ("xcomp", "ccomp") and any(c.lower_ == "yet" for c in head.children):
        return Fact("happened", False)
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
        if child.lower_ == "zero" and child.dep_ in ("det", "nummod"):
            return Fact("happened", False)
    if _empty(noun) or (noun.dep_ == "pobj" and noun.head.lower_ == "without"):
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
    if lemma == "be" and any(c.dep_ == "acomp" and c.pos_ == "ADJ" and c.lower_ not in _THERE for c in verb.children):
        return Fact("ongoing")  # "the violence was not acceptable" says how it is, not that there was none
    above = judge(verb, depth + 1)
    return Fact(
        above.factuality, above.polarity, "stop" if lemma in _STOP else "complete" if lemma in _COMPLETE else ""
    )
