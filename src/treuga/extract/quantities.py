"""`QuantityComponent`: numbers with what they count.

A number is found by its form, then refused where it is a date, a label, a name or a manner of speaking, and else given
the noun that it counts. That noun is read off the tags to the right of the number: the parse is often wrong around
numbers, the tags hardly ever.

Conventions: a range ("10 to 15 troops") is its lower end, ``at least``. Round plurals promise two of their kind, ``at
least`` ("dozens" 24, "scores" 40, "hundreds" 200). Shares count ``percent``, money its currency, "9,600-strong" forces
troops, and casualties without a noun persons. Ages and calibres are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Token

from treuga.extract.extensions import in_furniture, register
from treuga.extract.numbers import NUMBER, ROUND, parse_number
from treuga.extract.quantities_relations import related
from treuga.extract.quantities_words import (
    CASUALTY,
    CASUALTY_ADJECTIVES,
    CURRENCIES,
    LABELS,
    MILITARY_BODIES,
    bound_of,
    is_manner,
    singular,
)
from treuga.extract.times import find_times
from treuga.model import Quantity, Span

_CURRENCY: Final = r"(?P<sign>US\$|[$€£¥₽₴₹₪₦]|USD\s|EUR\s|GBP\s)\s?"
_NUMBER_END: Final = r"(?!(?!k?m\b)\w|[/:+]\d|[.,]\d)"
_FOUND = re.compile(
    rf"(?P<between>\bbetween\s)?(?:(?<!\w){_CURRENCY}|(?<![\w.,/:#$€£₽₴+'’–-]))(?P<number>{NUMBER}){_NUMBER_END}"
    rf"(?P<again>\s\({NUMBER}\))?"
    rf"(?:(?:\s?[-–—]\s?|\s(?:to|or)\s|(?(between)\sand\s|(?!)))(?:US\$|[$€£])?(?P<upper>{NUMBER}){_NUMBER_END}(?!-\d))?"
    r"(?P<share>\s?%|[-\s]per\s?cent(?:age\spoints?)?\b|\spercentage\spoints?\b)?(?P<metric>\s?k?m\b(?![.’']\w))?",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"[-‑–](?P<unit>minute|hour|day|night|week|month|year|decade|member|man|strong|person|state|nation|point|mile|kilometre|kilometer|metre|meter|km|seat)\b(?![-‑–\s]?(?:old|olds)\b)",
    re.I,
)
_AGE_AFTER = re.compile(r"[-\s](?:years?|months?|weeks?|days?)[-\s](?:old|olds|of\sage)\b", re.I)
_LIST_NUMBER = re.compile(r"(?:^|\n)[^\S\n]*[(\[]?\Z")
_ENDS_LIST_NUMBER = re.compile(r"[.)\]]\s")
_LAST_WORD = re.compile(r"([^\W\d_][\w.]*)[^\S\n]{1,2}\Z")
_OF_THEM = re.compile(r"\sof\s(?:them|whom|which)\b", re.I)
_NUMBER_OF = re.compile(
    r"\b(?:number|total|tally|count)\sof\s(?:[a-z-]{2,20}\s)?(?P<unit>[a-z-]{2,20}(?:s|people|men|women|children))\b[^.;:\n]{0,40}?"
    r"\s(?:from|to|at|is|was|stands\sat|reached|exceeds|by)\s(?:(?:about|nearly|over|at\sleast)\s)?(?:\d[\d,]{0,11}\sto\s)?\Z"
)
#: "3 min read": a remark of the page on itself.
_READING_TIME = re.compile(r"[-\s]?(?:mins?|minutes?)[-\s](?:read|listen|watch)\b", re.I)
_OF = re.compile(r"\sof\s", re.I)
#: "the death toll rose to", and hedges.
_TOLL_BEFORE = re.compile(
    r"\b(?:toll|casualties|dead|fatalities)\b[^.;:\n\d]{0,40}\s(?:to|at|of|was|is|were)\s(?:(?:at\s(?:least|most)|about|nearly|over)\s)?\Z",
    re.I,
)
_OF_POSSESSED = re.compile(r"\sof\s(?=(?:the|our|their|its|his|her|my|your|these|those|them|us)\b)", re.I)

_MODIFIERS: Final = frozenset("JJ JJR JJS VBG VBN NN NNP NNPS NNS HYPH CD AFX FW POS ``".split())
_NOUNS: Final = frozenset(("NN", "NNS", "NNP", "NNPS"))
_NAME_LABELS: Final = frozenset(("ORG", "PRODUCT", "WORK_OF_ART", "LAW", "FAC", "EVENT"))
_STOP_WORDS: Final = frozenset("ago earlier later last this next while who that which other".split())
_HEDGES: Final = frozenset("at least about some more than nearly another over around almost up to".split())
#: Heads that make the number part of an address, a fraction or an ordinal date.
_NO_UNITS: Final = frozenset("street st avenue ave boulevard road rd drive lane square third fifth sixth tenth".split())
_REACH: Final = 12
_GAP = re.compile(r"[^\S\n]{0,4}\n?[^\S\n]{0,4}(?=\S)")
#: After a number that ends in a bare "m": millions of these, else metres.
_PLURAL_AFTER = re.compile(r"\s(?:[a-z-]{2,20}\s)?(?:people|men|women|children|[a-z]{3,20}[^su\s]s)\b")
#: "one in ten", "of every nine": a share.
_SHARE_BEFORE = re.compile(r"(?:\bevery|\b(?:one|two|three|\d)\s(?:in|out\sof|of))\s\Z", re.I)


class QuantityComponent:
    """Sets ``doc._.quantities``; reads ``doc._.times`` where they were found, ``doc._.furniture``, and the tags."""

    def __init__(self, nlp: Language | None = None) -> None:
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Find the quantities of a document."""
        doc._.quantities = find_quantities(doc)
        return doc


def find_quantities(doc: Doc) -> tuple[Quantity, ...]:
    """The quantities of a document, in text order, not overlapping, none in page furniture or in a date."""
    reader = _Reader(doc)
    quantities: list[Quantity] = []
    last = 0
    for found in _FOUND.finditer(reader.text):
        if found.start() < last:
            continue
        quantity = reader.read(found)
        if quantity is not None and not in_furniture(doc, quantity.span.start, quantity.span.end):
            quantities.append(quantity)
            reader.last = quantity
            last = quantity.span.end
    return related(doc, quantities)


@dataclass(frozen=True, slots=True)
class _Head:
    """The noun that a number counts, and where its phrase ends."""

    unit: str
    end: int


class _Reader:
    """Reads single numbers of one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.last: Quantity | None = None
        self._tagged = doc.has_annotation("TAG")
        times = doc._.times or find_times(doc)
        self._dates = iter(sorted((t.span.start, t.span.end) for t in times if t.type != "DURATION"))
        self._date = next(self._dates, None)

    def read(self, found: re.Match[str]) -> Quantity | None:
        """The quantity that a match is, or None."""
        if self._in_date(found) or self._is_label(found):
            return None
        value = parse_number(found["number"])
        upper = parse_number(found["upper"]) if found["upper"] else None
        if value is None or (found["again"] and parse_number(found["again"].strip(" ()")) != value):
            return None
        value = _scaled_alike(value, upper, found)
        if found["metric"]:
            kilo = found["metric"].strip().lower() == "km"
            if not kilo and (found["sign"] or _PLURAL_AFTER.match(self.text, found.end())):
                value *= 10**6
            elif not found["sign"]:
                return self._quantity(
                    found.start("number"), found.end(), value, "kilometre" if kilo else "metre", found
                )
        if found["sign"]:
            return self._quantity(
                found.start("sign"), found.end(), value, CURRENCIES[found["sign"].strip().lower()], found
            )
        if found["share"]:
            unit = "percentage point" if "point" in found["share"].lower() else "percent"
            return self._quantity(found.start("number"), found.end(), value, unit, found)
        return self._counted(found, value)

    def _counted(self, found: re.Match[str], value: float) -> Quantity | None:
        end = found.end()
        if _AGE_AFTER.match(self.text, end) or _READING_TIME.match(self.text, end):
            return None
        if (part := self._part(found, value)) or (named := self._number_of(found)):
            return self._quantity(found.start("number"), end, value, part or named, found)
        joined = _UNIT_AFTER.match(self.text, end)
        if joined:
            return self._joined(found, joined, value)
        if self.text[end : end + 1] in "-‑–" and self.text[end + 1 : end + 2].isalnum():
            return None
        head = self._head(found) or self._casualties(found)
        if head is not None and head.unit in _NO_UNITS:
            return None
        if head is None or is_manner(head.unit, value) or self._definite_pair(found, value):
            return None
        return self._quantity(found.start("number"), head.end, value, head.unit, found)

    def _part(self, found: re.Match[str], value: float) -> str:
        """The unit of the quantity before, of which this is said to be a part: "38 patrols, five of which"."""
        if self.last is None or not _OF_THEM.match(self.text, found.end()) or value > self.last.value:
            return ""
        return self.last.unit if 0 <= found.start() - self.last.span.end < 60 else ""

    def _number_of(self, found: re.Match[str]) -> str:
        """The unit that stands before: "the number of states from 32 to 10"."""
        if found["number"][0].isalpha():
            return ""
        before = _NUMBER_OF.search(self.text, max(found.start("number") - 80, 0), found.start("number"))
        following = self._token(found.end() + 1)
        counted = following is not None and following.tag_ in ("NNS", "NNPS")
        return singular(before["unit"]) if before and not counted else ""

    def _joined(self, found: re.Match[str], joined: re.Match[str], value: float) -> Quantity | None:
        """Three-day; 9,600-strong mission; 300-member council."""
        unit = joined["unit"].lower()
        if unit != "strong":
            return self._quantity(found.start("number"), joined.end(), value, singular(unit), found)
        head = self._phrase(joined.end(), until=MILITARY_BODIES)
        end = head.end if head else joined.end()
        military = head is not None and head.unit in MILITARY_BODIES
        return self._quantity(found.start("number"), end, value, "troop" if military else "person", found)

    def _quantity(self, start: int, end: int, value: float, unit: str, found: re.Match[str]) -> Quantity:
        bound = bound_of(self.text[max(start - 30, 0) : start], self.text[found.end() : found.end() + 12])
        if bound == "exact" and (found["upper"] or found["number"].lower() in ROUND):
            bound = "at least"
        upper = parse_number(found["upper"]) if found["upper"] else None
        return Quantity(Span.on(self.text, start, end), value, unit, bound, upper if upper and upper > value else None)

    # --- what is no count

    def _in_date(self, found: re.Match[str]) -> bool:
        while self._date is not None and self._date[1] <= found.start():
            self._date = next(self._dates, None)
        return self._date is not None and self._date[0] < found.end()

    def _is_label(self, found: re.Match[str]) -> bool:
        """Article 5, Resolution 2513, Channel 4, the 1. of a list."""
        before = self.text[max(found.start("number") - 24, 0) : found.start("number")]
        word = _LAST_WORD.search(before)
        if word and word[1].lower() in LABELS and found["number"][0].isdigit():
            return True
        if _SHARE_BEFORE.search(before):
            return True
        if _LIST_NUMBER.search(before) and _ENDS_LIST_NUMBER.match(self.text, found.end()):
            return True
        token = self._token(found.start("number"))
        return (
            token is not None
            and token.i > 0
            and token.ent_type_ in _NAME_LABELS
            and token.ent_iob_ == "I"
            and (token.nbor(-1).tag_ in ("NNP", "NNPS"))
        )

    def _definite_pair(self, found: re.Match[str], value: float) -> bool:
        """The two, the three: mentioned before, not counted here."""
        return value <= 3 and bool(
            re.search(
                r"\b(?:the|these|those|both|other)\s\Z", self.text[max(found.start() - 8, 0) : found.start()], re.I
            )
        )

    # --- what is counted

    def _token(self, start: int) -> Token | None:
        span = self.doc.char_span(start, start + 1, alignment_mode="expand") if self._tagged else None
        return span[0] if span else None

    def _head(self, found: re.Match[str]) -> _Head | None:
        end = found.end()
        possessed = _OF_POSSESSED.match(self.text, end)
        number = found["number"].lower()
        if possessed:
            return self._phrase(possessed.end(), after_of=True)
        of = _OF.match(self.text, end)
        if of and (number in ROUND or number.endswith("couple")):
            return self._phrase(of.end(), after_of=True)
        if number.endswith("s") and number in ROUND:
            return None  # "hundreds were arrested"
        return self._phrase(end)

    def _phrase(self, start: int, *, after_of: bool = False, until: frozenset[str] = frozenset()) -> _Head | None:
        """The head of the noun phrase that starts at a character: its last noun by the tags, or one of ``until``."""
        gap = _GAP.match(self.text, start)
        first = self._token(gap.end()) if gap and gap.end() < len(self.text) else None
        if first is None:
            return self._phrase_by_words(start)
        head: Token | None = None
        for i in range(first.i, min(first.i + _REACH, len(self.doc))):
            token = self.doc[i]
            if token.is_space and token.text.count("\n") < 2:
                continue
            if after_of and i == first.i and token.tag_ in ("DT", "PRP$"):
                continue
            if token.tag_ in ("CC", ",") and head is None and i > first.i:
                continue  # "American and allied soldiers"
            if token.tag_ not in _MODIFIERS or token.lower_ in _STOP_WORDS or self._starts_date(token):
                break
            if head is not None and head.tag_ in ("NNS", "NNPS") and token.tag_ != "NNS" and not self._compound(token):
                break
            if token.tag_ in _NOUNS:
                head = token
                if token.lower_ in until:
                    break
        if head is None or head.is_punct or (head.ent_type_ in ("DATE", "TIME") and head.tag_ == "NNP"):
            return None
        return _Head(singular(head.text, head.lemma_), head.idx + len(head))

    def _compound(self, token: Token) -> bool:
        """Whether a noun in the singular after a plural goes on to a plural: "arms control experts"."""
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        return token.tag_ == "NN" and following is not None and following.tag_ == "NNS"

    def _starts_date(self, token: Token) -> bool:
        return self._date is not None and self._date[0] <= token.idx < self._date[1]

    def _phrase_by_words(self, start: int) -> _Head | None:
        """Without tags: the next word, where it is a plural in lower case."""
        word = re.compile(r"[^\S\n]{1,2}([a-z]{2,30}s|people|children|men|women)\b").match(self.text, start)
        return _Head(singular(word[1]), word.end()) if word and not self._tagged else None

    def _casualties(self, found: re.Match[str]) -> _Head | None:
        """15 killed; 15 were wounded; killing 15: persons."""
        token = self._token(found.end() - 1)
        if token is None:
            return None
        following = [other for other in self.doc[token.i + 1 : token.i + 8] if not other.is_space]
        for other in following[:4]:
            if other.lower_ in CASUALTY_ADJECTIVES or (other.tag_ in ("VBN", "VBD") and other.lemma_ in CASUALTY):
                return _Head("person", found.end())
            if other.pos_ not in ("AUX", "ADV"):
                break
        if _TOLL_BEFORE.search(self.text[max(found.start() - 80, 0) : found.start()]):
            return _Head("person", found.end())
        first = self._token(found.start("number"))
        previous = first.nbor(-1) if first is not None and first.i > 0 else None
        for _ in range(4):
            if previous is not None and previous.i > 0 and (previous.is_space or previous.lower_ in _HEDGES):
                previous = previous.nbor(-1)
        if previous is not None and previous.tag_.startswith("VB") and previous.lemma_ in CASUALTY:
            return _Head("person", found.end())
        return None


def _scaled_alike(value: float, upper: float | None, found: re.Match[str]) -> float:
    """The lower end of "2 to 3 million" in millions: the scale of the upper end holds for the lower."""
    scale = re.search(r"\b(?:hundred|thousand|million|billion|trillion|bn|mn|k)\b", (found["upper"] or "").lower())
    if upper and scale and value < 1000 and not re.search(r"[a-z]{5}", found["number"].lower()):
        factor = parse_number("1 " + scale[0])
        return value * (factor or 1)
    return value
