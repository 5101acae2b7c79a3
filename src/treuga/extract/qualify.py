"""How a content puts what it says: on which condition, denied or not, how surely, and when.

All is read off the main clause of the content as it stands. Under "said", "would leave" lies ahead and "was leaving" is
in the past, as the words have it; nobody shifts tenses back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from treuga.extract.extents import SUBJECTS, trim
from treuga.extract.words import Span, Token
from treuga.model import Tense

_IF: Final = frozenset(("if", "unless", "provided", "providing", "once", "until", "till", "lest", "assuming"))
_ONLY: Final = frozenset(("only", "not", "never", "no", "n't", "n’t"))
_WHEN: Final = frozenset(("when", "after", "before", "as", "while"))
_HANGS_ON: Final = frozenset(("depend", "hinge", "conditional", "contingent", "dependent", "subject"))
_EXCHANGE: Final = frozenset(("exchange", "return", "condition"))
_HEDGES: Final = frozenset(
    "may might could probably possibly perhaps maybe likely unlikely apparently allegedly reportedly seemingly "
    "presumably seem appear suggest".split()
)
_AHEAD: Final = frozenset(("will", "shall", "'ll", "’ll", "wo", "would", "'d", "’d"))
_PAST: Final = frozenset(("had", "has", "have", "'ve", "’ve", "did", "was", "were"))

#: A half-open range of tokens.
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Qualities:
    """What `qualify` finds; ranges are token positions of the document."""

    antecedent: Range | None = None
    consequent: Range | None = None
    negated: bool = False
    hedge: str = ""
    tense: Tense = ""


def qualify(content: Span) -> Qualities:
    """Condition, negation, hedge and tense of the content of a statement."""
    root = _main(content)
    antecedent = _antecedent(content, root)
    consequent = _rest(content, antecedent) if antecedent is not None else None
    if root.pos_ not in ("VERB", "AUX"):
        return Qualities(antecedent, consequent, negated=content[0].lower_ == "no")
    parts = list(root.children)
    negated = any(c.dep_ == "neg" or c.lower_ in ("never", "neither") for c in parts) or any(
        c.dep_ in SUBJECTS and any(d.lower_ in ("no", "neither") for d in (c, *c.lefts)) for c in parts
    )
    hedge = next(
        (c.lemma_.lower() for c in parts if c.dep_ in ("aux", "advmod", "acomp") and c.lemma_.lower() in _HEDGES), ""
    )
    if not hedge and root.lemma_ in _HEDGES:
        hedge = root.lemma_
    return Qualities(antecedent, consequent, negated, hedge, _tense(root, parts))


def _main(content: Span) -> Token:
    """The head of the content's main clause: of several heads, the first verb."""
    inside = range(content.start, content.end)
    heads = [t for t in content if t.head.i not in inside or t.head.i == t.i]
    return next((t for t in heads if t.pos_ in ("VERB", "AUX")), heads[0] if heads else content.root)


def _tense(root: Token, parts: list[Token]) -> Tense:
    aux = [c.lower_ for c in parts if c.dep_ in ("aux", "auxpass")]
    if any(a in _AHEAD for a in aux) or (root.tag_ == "VBG" and root.lemma_ == "go"):
        return "future"
    if root.tag_ == "VBD" or any(a in _PAST for a in aux):
        return "past"
    if "to" in aux or root.tag_ in ("VBG", "VBN"):
        return ""
    return "present" if root.tag_ in ("VBZ", "VBP") or aux else ""


def _antecedent(content: Span, root: Token) -> Range | None:
    """What must be so first."""
    for token in content:
        word = token.lower_
        if token.dep_ in ("mark", "advmod", "prep") and word in _IF | _WHEN:
            found = _clause(token, content, root)
        elif word in _EXCHANGE and token.dep_ == "pobj" and token.head.lower_ in ("in", "on"):
            inner = next((c for c in token.rights if c.lower_ in ("for", "that") or c.dep_ in ("acl", "relcl")), None)
            found = _within(content, inner) if inner is not None else None
        elif token.lemma_ in _HANGS_ON:
            inner = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ in ("on", "upon", "to")), None)
            found = _within(content, inner) if inner is not None else None
        else:
            continue
        if found is not None:
            return found
    return None


def _clause(mark: Token, content: Span, root: Token) -> Range | None:
    """The clause behind "if", "unless", "until"; behind "when" and "before" only where "only" or a negation asks it."""
    verb = mark if mark.dep_ == "prep" else mark.head
    if verb.dep_ not in ("advcl", "prep") or verb.i == root.i:
        return None
    if mark.dep_ == "prep" and mark.lower_ not in ("until", "till", "before", "after"):
        return None
    strict = "only" in (mark.nbor(-1).lower_ if mark.i else "", *(c.lower_ for c in verb.head.lefts))
    negated = any(c.lower_ in _ONLY for c in verb.head.children)
    if mark.lower_ in _WHEN and not (strict or (negated and mark.lower_ == "before")):
        return None
    if mark.lower_ in ("until", "till") and not (negated or verb.head.lemma_ in ("refuse", "decline")):
        return None
    return _within(content, verb)


def _within(content: Span, head: Token) -> Range | None:
    start, end = max(head.left_edge.i, content.start), min(head.right_edge.i + 1, content.end)
    if start >= end:
        return None
    start, end = trim(content.doc[start:end])
    return (start, end) if start < end else None


def _rest(content: Span, antecedent: Range) -> Range | None:
    """What holds then: what stands before the condition, or behind it where it comes first."""
    before = trim(content.doc[content.start : max(antecedent[0], content.start)])
    behind = trim(content.doc[min(antecedent[1], content.end) : content.end])
    longer = max((before, behind), key=lambda r: r[1] - r[0])
    return longer if longer[0] < longer[1] else None
