"""Paragraphs and sentences of news text, and the spaCy component that makes the parser keep them.

Statistical sentence splitting glues headlines to leads and cuts inside quotations; a quotation that is cut in the wrong
place becomes a wrong quotation. Boundaries are therefore set by rule before the parser runs: at paragraph borders, and
after final punctuation (with its closing marks) before a capital, a digit or an opening mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col capt maj sgt cpl adm cmdr brig sen rep gov pres rev fr st jr sr hon amb sec min "
    "no nos vs etc inc ltd co corp dept est approx al cf eg ie u.s u.k u.n e.u d.c p.m a.m i.e e.g "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun fig art para pp vol".split()
)
_END = re.compile(
    r"(?:[.!?…]+[\"”’»)\]]*(?:\s*\.(?=\s))?\s+|(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])|[.!?…]\s?[”\"](?=[A-Z]))"
    r"(?=[\"“‘«(\[„'`]*\s?[\"“‘«(\[„'`]*[A-Z0-9ÀÁÂÄÅÆÇÈÉÊËÍÎÓÔÖØÚÜÝŠŽ])"
)
#: "“Who pays?” the minister's name asked." is one sentence, though a capital follows the mark.
_ASKED = re.compile(
    r"[?!…]+[\"”’»]+\s+[A-Z][\w.'’-]*(?:[ \u00a0][\w.'’-]+){0,5}?[ \u00a0]"
    r"(?:asked|asks|said|says|wondered|wonders|wrote|writes|tweeted|added|replied|shouted|cried|exclaimed|demanded)"
    r"(?=[.,;:]|\s*$|[ ](?:on|in|at|during|after|of|to)\b)",
    re.MULTILINE,
)
_LAST_WORD = re.compile(r"([\w.]+)\Z")
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SENTENCE_CLOSERS = frozenset('.!?:;”"…')


_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w.'’-]*(?:[ ,.]+|(?=[(:—–])))(?:(?:[A-Z][\w.'’-]*|\d{1,4}(?:st|nd|rd|th)?|[A-Z]\.)[ ,.]*){0,5}"
    r"(?:\([^()\n]{1,40}\)\s*)?(?:[-–—]{1,2}|:)\s+(?=[\"“«‘']?[A-Z])"
)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """(start, end) of each non-empty paragraph: a line, or several lines of hard-wrapped prose."""
    out: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if text[start:end].isspace():
            continue
        if out and _wraps(text, out[-1], start):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _wraps(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether the line that begins at ``start`` goes on with the sentence of the long line right before it."""
    end = before[1]
    close = start - end == 1 and text[start].islower()
    return close and end - before[0] > 40 and not text[end - 1].isspace() and text[end - 1] not in _SENTENCE_CLOSERS


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """(start, end) of each sentence of the paragraph ``[start, end)``; together they cover it.

    A dateline ("KABUL, 12 March (Agency) -") and the name of a speaker before a colon stand alone.
    """
    cuts = [start]
    dateline = _DATELINE.match(text, start, min(end, start + 90))
    if dateline:
        cuts.append(dateline.end())
    for found in _END.finditer(text, start, end):
        if found.end() <= cuts[-1] or _ASKED.match(text, found.start(), end):
            continue
        if not _is_abbreviation(text, found.start(), cuts[-1]):
            cuts.append(found.end())
    cuts.append(end)
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def _is_abbreviation(text: str, stop: int, start: int) -> bool:
    if text[stop : stop + 1] != ".":
        return False
    word = _LAST_WORD.search(text[max(start, stop - 12) : stop])
    if not word:
        return False
    bare = word.group(1).lower()
    return bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha() and bare != "i")


@Language.component("treuga_sentences", assigns=["token.is_sent_start"])
def set_sentence_starts(doc: Doc) -> Doc:
    """Mark sentence starts, so that the parser keeps them; put it before the parser."""
    text = doc.text
    borders = sorted({a for block in paragraphs(text) for a, _ in sentences(text, *block)})
    starts = np.full(len(doc), -1, dtype="int64")
    previous = -1
    for token in doc:
        if token.is_space:
            continue
        here = bisect_right(borders, token.idx)
        if here != previous:
            starts[token.i] = 1
        previous = here
    # Set at once: the setter of a single token looks at the whole document each time.
    return doc.from_array(["SENT_START"], starts.astype("uint64").reshape(-1, 1))  # type: ignore[arg-type]
