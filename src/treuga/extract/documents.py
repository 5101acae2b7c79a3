"""Reports that are somebody's own word: communiqués, declarations, press statements, open letters.

In these the speaker stands once, at the head: in a preamble ("The Security Council:", "The Ministry has the honour
to inform that ... It") on which a list of verbs hangs ("Welcomes ...", "- calls upon ..."), in "We, the guarantors,
...", or in the heading. What "we" say in them is the issuer's; in any other report a "we" outside quotation marks is
the reporter's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from treuga.extract.extents import FINITE, Draft, trim
from treuga.extract.referents import slug
from treuga.extract.words import Span as Words
from treuga.extract.words import Token
from treuga.model import Mention, Reference, Span

if TYPE_CHECKING:
    from treuga.extract.discourse import Discourse

Ranges = Sequence[tuple[int, int]]

_PAPER: Final = re.compile(
    r"\b(?:statement|communiqu[ée]|declaration|press release|open letter|letter|message|appeal|proclamation|"
    r"note verbale)\b",
    re.I,
)
_WE: Final = re.compile(r"\bwe\b", re.I)
_WE_THE: Final = re.compile(r"\bWe, (?:the )?(?P<who>[^,;.\n]{3,90}),")
_OPERATIVE: Final = re.compile(
    r"\W*(?:\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)]\s*)?(?:(?:further|also|strongly|deeply)\s+)?\w+(?:s|ing)\b", re.I
)
_BULLET: Final = re.compile(r"\s*(?:[-–—•*·]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)])\s", re.I)
_BY: Final = re.compile(r"\b(?:by|of|from)\s+(?:the\s+)?\Z", re.I)
#: How many paragraphs at its head may tell whose a document is, and how long a heading may be.
_HEAD: Final = 4
_HEADING: Final = 140
#: From so many "we" outside quotation marks a paper with such a heading speaks in the first person.
_SUBJECT_WORDS: Final = 12
#: How many mentions above a preamble may tell whose organ it names.
_ABOVE: Final = 20
_OWN_VOICE: Final = 2
_ISSUERS: Final = frozenset(("organisation", "armed-group", "body", "government", "group", "state"))


@dataclass(frozen=True, slots=True)
class Document:
    """Whose word a report is.

    Attributes:
        preambles: (offset behind it, the words that name its subject and the party), in order.
        issuer: who "we" are, None where the report is not written in the first person.
        heading: the token that calls it a statement, the cue of sentences without a cue of their own.
    """

    preambles: tuple[tuple[int, Reference], ...] = ()
    issuer: Reference | None = None
    heading: Token | None = None

    def subject_at(self, offset: int) -> Reference | None:
        """The subject of an operative paragraph: that of the last preamble before it."""
        at = bisect_right(self.preambles, offset, key=itemgetter(0)) - 1
        return self.preambles[at][1] if at >= 0 else None

    def we(self, pronoun: Token) -> Reference | None:
        """Whom a "we" means that stands outside all quotation marks."""
        if self.issuer is None or pronoun.lower_ not in ("we", "our", "us"):
            return None
        return Reference(Span(pronoun.idx, pronoun.idx + len(pronoun), pronoun.text), self.issuer.party)

    def own_voice(self, sentence: Words) -> tuple[Draft, Reference] | None:
        """What "we" say without a word that reports it, "We will meet again in March": the heading is its cue."""
        cue = self.heading
        subject = next((t for t in sentence if t.lower_ == "we" and t.dep_ in ("nsubj", "nsubjpass")), None)
        who = self.we(subject) if subject is not None else None
        start, end = trim(sentence)
        if cue is None or who is None or start >= end:
            return None
        return Draft(cue, (cue.i, cue.i + 1), subject, (start, end), "c", ""), who


def read_document(discourse: Discourse, blocks: Ranges, quoted: Ranges) -> Document:
    """Find whose word a report is.

    Args:
        discourse: of the report, before anything was observed.
        blocks: its paragraphs, in characters.
        quoted: its quotations, in characters.
    """
    preambles = tuple(_preambles(discourse, blocks))
    doc, text = discourse.doc, discourse.text
    heading = next((m for a, b in blocks[:_HEAD] if b - a <= _HEADING and (m := _PAPER.search(text, a, b))), None)
    said_we = [m for m in _WE.finditer(text) if not _inside(m.start(), quoted)] if heading else []
    named = next((m for m in _WE_THE.finditer(text) if not _inside(m.start(), quoted)), None)
    if named is None and (heading is None or len(said_we) < _OWN_VOICE):
        return Document(preambles)
    issuer = _we_the(discourse, named) if named else _issuer(discourse, blocks)
    cue = doc.char_span(heading.start(), heading.end(), alignment_mode="expand") if heading else None
    return Document(preambles, issuer, cue[0] if cue else None)


def _preambles(discourse: Discourse, blocks: Ranges) -> list[tuple[int, Reference]]:
    """Paragraphs that end in a colon, a comma or a bare "It", and are followed by one that begins with a verb."""
    text = discourse.text
    found: list[tuple[int, Reference]] = []
    for (a, b), (c, d) in pairwise(blocks):
        words = text[a:b].rstrip()
        bare = re.search(r"\b(?:It|They|We)\W{0,2}\Z", words)
        if not (bare or words.endswith((":", ","))) or not _OPERATIVE.match(text, c, d):
            continue
        if not (_BULLET.match(text, c, d) or text[c : c + 1].isupper()):
            continue
        mention = _first_mention(discourse, a, b) or _whole(discourse, a, a + len(words))
        if mention is None:
            continue
        party = mention.party if mention.party in discourse.registry else _named_above(discourse, a) or mention.party
        span = (
            Span.on(text, a + bare.start(), a + bare.start() + len(bare.group().rstrip(" :,")))
            if bare
            else mention.span
        )
        found.append((b, Reference(span, party)))
    return found


def _whole(discourse: Discourse, start: int, end: int) -> Mention | None:
    """A preamble without a name of a party: "The Council of Elders:"."""
    phrase = discourse.doc.char_span(start, end, alignment_mode="contract")
    words = [t for t in phrase if not t.is_punct and not t.is_space] if phrase is not None else []
    if not 0 < len(words) <= _SUBJECT_WORDS or any(t.tag_ in FINITE for t in words):
        return None
    party = slug(words)
    last = words[-1]
    return Mention(Span.on(discourse.text, words[0].idx, last.idx + len(last)), party) if party else None


def _inside(offset: int, ranges: Ranges) -> bool:
    """Whether an offset lies in one of these ranges, which are apart and in order."""
    at = bisect_right(ranges, offset, key=itemgetter(0)) - 1
    return at >= 0 and offset < ranges[at][1]


def _mentions_from(discourse: Discourse, start: int) -> int:
    """Which of the mentions is the first that begins at an offset or behind it."""
    return bisect_left(discourse.doc._.mentions, start, key=lambda mention: mention.span.start)


def _first_mention(discourse: Discourse, start: int, end: int) -> Mention | None:
    mentions = discourse.doc._.mentions
    inside = takewhile(lambda m: m.span.start < end, islice(mentions, _mentions_from(discourse, start), None))
    return next((m for m in inside if not discourse.is_person(m.party)), None)


def _named_above(discourse: Discourse, before: int) -> str | None:
    """The organ of "The Assembly:" is the party named in the heading above it."""
    last = _mentions_from(discourse, before)
    for mention in reversed(discourse.doc._.mentions[max(last - _ABOVE, 0) : last]):
        known = discourse.registry.get(mention.party)
        if known is not None and known.kind in _ISSUERS - {"state"}:
            return str(mention.party)
    return None


def _we_the(discourse: Discourse, match: re.Match[str]) -> Reference | None:
    """As in "We, the guarantors of the truce, ...": a party named there, else an id of their own."""
    start, end = match.span("who")
    span = Span.on(discourse.text, start, end)
    mention = next((m for m in discourse.doc._.mentions if start <= m.span.start < end), None)
    if mention is not None:
        return Reference(span, mention.party)
    phrase = discourse.doc.char_span(start, end, alignment_mode="expand")
    if phrase is None:
        return None
    together = discourse.together(phrase.root)
    return Reference(
        span, together[0] if together else slug([t for t in phrase if t.i <= phrase.root.i and t.is_alpha])
    )


def _issuer(discourse: Discourse, blocks: Ranges) -> Reference | None:
    """Whose the heading says it is ("Statement by X"), else who is named there, else who signs it."""
    mentions: tuple[Mention, ...] = discourse.doc._.mentions
    text = discourse.text
    head = [m for m in mentions if any(a <= m.span.start < b and b - a <= _HEADING for a, b in blocks[:_HEAD])]
    by = [m for m in head if _BY.search(text[: m.span.start][-12:])]
    a, b = blocks[-1]
    signed = [m for m in mentions if a <= m.span.start < b] if b - a <= _HEADING else []
    for mention in (*by, *head, *signed):
        known = discourse.registry.get(mention.party)
        if known is not None and (known.kind in _ISSUERS or known.kind == "person"):
            return Reference(mention.span, mention.party)
    return None
