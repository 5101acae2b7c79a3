"""What the words around a quantity say: of what it is a share, whose it is, what befell it, of which it is a part.

Only the neighbourhood of each quantity is read, so the cost is that of the quantities, not of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from treuga.extract.quantities_words import CASUALTY, CASUALTY_ADJECTIVES
from treuga.model import Mention, Quantity, Reference, Span

#: "30% of the fighters".
_SHARE_OF = re.compile(
    r"\sof\s(?:all\s|the\s|its\s|their\s|our\s|his\s|her\s|those\s|these\s)*(?=[\w“\"'‘])", re.IGNORECASE
)
#: "by 40% compared with last year", "40% more than in 2019", "a 40% drop from a year earlier".
_COMPARED = re.compile(
    r"[,\s]{1,2}(?:[\w-]{2,20}\s){0,4}?(?:compared\s(?:with|to)|relative\sto|against|than(?:\sin)?|from|since|over|on)\s"
    r"(?=(?:the\s|a\s|an\s|in\s)?(?:same|previous|last|past|year|month|week|quarter|day|\d|pre-|before|January|February|March|April"
    r"|May|June|July|August|September|October|November|December|baseline|average|levels?))",
)
_CHANGE = re.compile(
    r"\b(?:fell|fall(?:s|en|ing)?|drop(?:s|ped|ping)?|r[oi]se[sn]?|rising|increas\w+|decreas\w+|declin\w+|reduc\w+|up|down|grew|"
    r"grown|shr[aiu]nk|cut|climb\w*|jump\w*|surg\w+|plung\w+|more|fewer|less|lower|higher)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"[,;:.!?\n()\[\]\"“”»«—]|\s(?:and|but|while|as|were|was|is|are|have|has|had|will|would|who|that|which)\s|\Z"
)
#: Words by which one quantity is a part of the one before.
_PART = re.compile(
    r",?\s(?:\(?including|among\s(?:them|whom)|of\s(?:whom|which|them)|with)\s(?:(?:at\s(?:least|most)|about|nearly|some|around|over"
    r"|up\sto|more\sthan|fewer\sthan)\s)?\Z"
)
_PART_AFTER = re.compile(r"\sof\s(?:them|whom|which)\b")
_OURS = re.compile(
    r"\b(?P<who>our|their|its|his|her|my)\s(?:(?:other|first|last|own|some|about|nearly|remaining)\s)*\Z", re.I
)
_OF_OURS = re.compile(r"\bof\s(?P<who>our|their|its|his|her|my)\b", re.IGNORECASE)
_HIS = re.compile(r"(?:[’']s?|\b(?:has|have|holds?|held))\s\Z")
_FROM = re.compile(r"\s(?:of|from|by)\s(?:the\s)?\Z")
#: Tags of verbs, with which a noun phrase is over.
_VERBS: Final = frozenset(("VBD", "VBZ", "VBP", "MD", "VB"))
#: One lemma for one harm.
_HARM: Final = {
    "dead": "kill", "die": "kill", "murder": "kill", "slay": "kill", "massacre": "kill", "behead": "kill",
    "execute": "kill", "martyr": "kill", "wounded": "wound", "injured": "wound", "injure": "wound", "hurt": "wound",
    "maim": "wound", "killed": "kill", "missing": "miss", "displaced": "displace", "drive": "displace",
    "uproot": "displace", "evacuate": "displace", "kidnap": "abduct", "arrest": "detain", "capture": "detain",
    "hospitalise": "wound", "hospitalize": "wound",
}  # fmt: skip


def related(doc: Doc, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities of a document with base, owner, harm and whole, as far as the words say."""
    text = doc.text  # joined anew at each call
    mentions: Sequence[Mention] = doc._.mentions
    ends = [mention.span.end for mention in mentions]
    parsed = doc.has_annotation("DEP")  # asked once: on a long text that is not free
    out: list[Quantity] = []
    for quantity in quantities:
        before = out[-1] if out else None
        first = bisect_left(ends, quantity.span.start - 3)
        whole = _whole(text, quantity, before)
        harm = _harm(doc, quantity, parsed=parsed) or (before.harm if whole is not None and before is not None else "")
        owner = _owner(text, quantity, mentions[first : first + 6])
        out.append(replace(quantity, base=_base(doc, text, quantity), owner=owner, harm=harm, part_of=whole))
    return tuple(out)


def _base(doc: Doc, text: str, quantity: Quantity) -> Span | None:
    """Of what a share is, or with what a change is compared."""
    if quantity.unit not in ("percent", "percentage point"):
        return None
    end = quantity.span.end
    found = _SHARE_OF.match(text, end)
    if found is None:
        around = text[max(quantity.span.start - 60, 0) : end + 40]
        found = _COMPARED.match(text, end) if _CHANGE.search(around) else None
    if found is None:
        return None
    stop = _END.search(text, found.end(), min(found.end() + 60, len(text)))
    last = stop.start() if stop else min(found.end() + 60, len(text))
    words = doc.char_span(found.end(), last, alignment_mode="expand")
    verb = next((token.idx for token in words or () if token.idx > found.end() and _ends_noun(token)), last)
    last = found.end() + len(text[found.end() : verb].rstrip())
    return Span.on(text, found.end(), last) if last > found.end() else None


def _ends_noun(token: Token) -> bool:
    """A verb, or a participle behind a noun ("of the fighters left"), is no part of a noun phrase any more."""
    return token.tag_ in _VERBS or (token.tag_ == "VBN" and token.nbor(-1).tag_.startswith("NN"))


def _owner(text: str, quantity: Quantity, mentions: Sequence[Mention]) -> Reference | None:
    """Whose they are: "our prisoners", "the Taliban's 5,000 men", "5,000 Taliban prisoners", "6,000 men of the AU"."""
    span = quantity.span
    for mention in mentions:
        inside = span.start <= mention.span.start and mention.span.end <= span.end
        owns = mention.span.end <= span.start and _HIS.fullmatch(text[mention.span.end : span.start])
        follows = mention.span.start >= span.end and _FROM.fullmatch(text[span.end : mention.span.start])
        if inside or owns or (follows and quantity.unit != "percent"):
            return Reference(mention.span, mention.party)
    found = _OF_OURS.search(text, span.start, span.end) or _OURS.search(text, max(span.start - 30, 0), span.start)
    return Reference(Span.on(text, *found.span("who")), None) if found else None


def _whole(text: str, quantity: Quantity, before: Quantity | None) -> Span | None:
    """The quantity before, where this one is a part of it."""
    if before is None or not 0 <= quantity.span.start - before.span.end < 60 or quantity.value > before.value:
        return None
    between = text[before.span.end : quantity.span.start]
    if _PART.search(between) or (
        _PART_AFTER.search(text, quantity.span.start, quantity.span.end + 9) and "." not in between
    ):
        return before.part_of if before.part_of is not None and " and " in between else before.span
    return before.part_of if re.fullmatch(r",?\sand\s|,\s", between) else None


def _harm(doc: Doc, quantity: Quantity, *, parsed: bool) -> str:
    """What befell those counted: "killed 5 soldiers", "15 wounded", "12 rebels were killed"."""
    if quantity.unit in ("percent", "dollar", "day", "month", "year", "kilometre", "metre"):
        return ""
    span = doc.char_span(quantity.span.start, quantity.span.end, alignment_mode="expand")
    if span is None or not len(span):
        return ""
    last = span[-1]
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if after is not None and after.lower_ in CASUALTY_ADJECTIVES and after.pos_ != "NOUN":
        return _HARM.get(after.lower_, after.lower_)
    return _by_parse(span.root) if parsed else ""


def _by_parse(token: Token) -> str:
    for child in token.rights:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ in CASUALTY:
            return _HARM.get(child.lemma_, child.lemma_)
    for _ in range(4):
        if token.dep_ not in ("conj", "appos", "nummod", "quantmod", "compound"):
            break
        token = token.head
        if token.lemma_ in CASUALTY and token.pos_ == "VERB":
            return _HARM.get(token.lemma_, token.lemma_)
    verb = token.head
    passive = token.dep_ == "nsubjpass" or (token.dep_ == "nsubj" and verb.lemma_ == "die")
    if (token.dep_ == "dobj" or passive) and verb.lemma_ in CASUALTY:
        return _HARM.get(verb.lemma_, verb.lemma_)
    return ""
