"""Page furniture: menus, forms, buttons, adverts, lists of other reports. Marked, never deleted, never quoted.

Four passes over the blocks of a text (docs/decisions/0003-furniture.md has the reasons):

1. what a block shows by itself: its share of furniture words, paths of section names, counters, credits;
2. heads of lists that lead away ("Related", "Check also", "Leave a reply"), with all that follows until the article's
   own prose returns;
3. teasers at the end, and stray lines between paragraphs;
4. small ambiguous blocks that stand beside furniture before or after the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from treuga.model import Furniture
from treuga.text.features import (
    Piece,
    author_box,
    byline,
    direct_kind,
    in_thread,
    is_link,
    labels_advert,
    leads_away,
    opens_comments,
    piece,
    weakly,
)
from treuga.text.lines import raw_blocks

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_STRAY = re.compile(r"[^\W\d_][\w&'’-]*(?: [\w&'’-]+){0,3}\Z")

#: Blocks of vocabulary that are read to tell the article's prose from another's, and the overlap that tells it.
_VOCABULARY_CHARS = 60_000
_COHESIVE, _PLAUSIBLE = 0.34, 0.2

#: Bylines stand among the first blocks, if the article's first paragraph does not end the head before.
_HEAD_BLOCKS = 12


def find_furniture(text: str) -> tuple[Furniture, ...]:
    """Mark the page furniture of a text.

    Args:
        text: a canonical text.

    Returns:
        The marked passages, in order, not overlapping; each begins and ends with a block. Time is linear in the length.
    """
    pieces = [piece(text, raw) for raw in raw_blocks(text)]
    if not pieces:
        return ()
    head = _head(pieces)
    for i, p in enumerate(pieces):
        p.kind = direct_kind(p)
        if not p.kind and byline(p, head=i < head, after_title=_title_before(pieces, i)):
            in_place = i < head or _prose_after(pieces, i) == 0
            p.kind = "byline" if in_place else ""
    _lists(text, pieces)
    _teasers(text, pieces)
    _strays(pieces)
    _neighbours(pieces)
    return _spans(pieces)


def without_furniture(text: str, furniture: Sequence[Furniture] | None = None) -> str:
    """The text without its furniture, for counting and comparing. Offsets on it mean nothing: never quote from it.

    Args:
        text: a canonical text.
        furniture: what `find_furniture` found, where that is known already.
    """
    marked = find_furniture(text) if furniture is None else furniture
    out: list[str] = []
    at = 0
    for mark in marked:
        out.append(text[at : mark.start])
        at = mark.end
    return "".join(out) + text[at:]


def _head(pieces: list[Piece]) -> int:
    """How many blocks stand before the article's first paragraph; a headline written as a sentence is among them."""
    for i, p in enumerate(pieces[:_HEAD_BLOCKS]):
        if p.prose and (i > 0 or p.count > 20):
            return i
    return min(len(pieces), _HEAD_BLOCKS)


def _title_before(pieces: list[Piece], i: int) -> bool:
    return any(p.count >= 4 and not p.kind for p in pieces[: min(i, _HEAD_BLOCKS)])


def _prose_after(pieces: list[Piece], i: int) -> int:
    """Prose blocks after ``i``, looking a few ahead: a credit at the end has none."""
    return sum(p.prose and not p.kind for p in pieces[i + 1 : i + 4])


# -- 2: lists that lead away ------------------------------------------------------------------------------------------


class _Flow:
    """The blocks of one text with what is known of the article so far: its prose, and its vocabulary."""

    def __init__(self, text: str, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.vocabulary = _Vocabulary(text)
        self.before = [0]  # words of prose before each block, and in all
        for p in pieces:
            self.before.append(self.before[-1] + (p.count if p.prose and not p.kind else 0))

    def mostly_after(self, i: int) -> bool:
        """Whether more of the prose stands after a block than before it: then it cannot be the article's end."""
        return self.before[-1] - self.before[i] > self.before[i]


def _lists(text: str, pieces: list[Piece]) -> None:
    flow = _Flow(text, pieces)
    i = 0
    while i < len(pieces):
        p = pieces[i]
        flow.vocabulary.add(p)
        kind = _opener(p)
        if not kind or flow.before[i] == 0:
            if kind in {"comment", "related", "byline", "tags"}:
                p.kind = p.kind or kind
            i += 1
        elif kind == "pointer":
            i = _pointer(pieces, i)
        elif kind == "comment":
            i = _comments(flow, i)
        else:
            i = _away(flow, i, kind)


def _opener(p: Piece) -> str:
    if opens_comments(p):
        return "comment"
    if author_box(p):
        return "byline"
    if p.kind == "tags" or (p.count == 1 and p.words[0] in {"tags", "topics", "categories"} and not p.final):
        return "tags"
    lead = leads_away(p)
    return {"strong": "related", "weak": "related-weak"}.get(lead, lead)


def _pointer(pieces: list[Piece], i: int) -> int:
    """A pointer takes the address behind it, or up to two link texts, never a paragraph; returns where to read on."""
    pieces[i].kind = pieces[i].kind or "related"
    for j in range(i + 1, min(i + 3, len(pieces))):
        p = pieces[j]
        if not (is_link(p) or (p.short and p.count >= 3 and p.text[:1].isupper())):
            return j
        p.kind = p.kind or "related"
        if is_link(p):
            return j + 1
    return min(i + 3, len(pieces))


def _comments(flow: _Flow, i: int) -> int:
    """A comment section takes all that follows, unless most of the article would go: then it was a mere link."""
    pieces = flow.pieces
    pieces[i].kind = pieces[i].kind or "comment"
    if flow.mostly_after(i) and sum(map(in_thread, pieces[i + 1 : i + 200])) < 2:
        return i + 1
    for p in pieces[i + 1 :]:
        p.kind = p.kind or "comment"
    return len(pieces)


def _away(flow: _Flow, i: int, kind: str) -> int:
    """Mark the head and what it leads to, up to where the article goes on; returns where to read on."""
    back = _returns(flow, i, kind)
    if kind == "related-weak" and back == i + 1:
        return back  # an intertitle ("More on the talks"): the article goes straight on
    for p in flow.pieces[i:back]:
        kind = (_opener(p) or kind).removesuffix("-weak").replace("pointer", "related")
        p.kind = p.kind or ("sidebar" if p.prose or p.truncated else kind)
    return back


def _returns(flow: _Flow, i: int, kind: str) -> int:
    """Where the article's own prose returns after a head at ``i``; the number of blocks where it does not."""
    pieces = flow.pieces
    for j in range(i + 1, len(pieces)):
        if not _own_prose(pieces[j]):
            continue
        if kind == "byline" and j <= i + 2:
            continue  # the note on the author itself
        overlap = flow.vocabulary.overlap(pieces[j])
        goes_on = j + 1 < len(pieces) and _own_prose(pieces[j + 1])
        if overlap >= _COHESIVE or (goes_on and (overlap >= _PLAUSIBLE or flow.mostly_after(i))):
            return j
    return len(pieces)


def _own_prose(p: Piece) -> bool:
    return p.prose and not p.kind and not p.truncated


class _Vocabulary:
    """The longer words of the article so far, up to a limit that keeps memory and time bounded."""

    def __init__(self, text: str) -> None:
        self.text, self.words, self.read = text, set[str](), 0

    def add(self, p: Piece) -> None:
        if p.prose and not p.kind and self.read < _VOCABULARY_CHARS:
            passage = self.text[p.raw.start : min(p.raw.end, p.raw.start + _VOCABULARY_CHARS)]
            self.read += len(passage)
            self.words.update(w.lower() for w in _LONG_WORD.findall(passage))

    def overlap(self, p: Piece) -> float:
        passage = self.text[p.raw.start : min(p.raw.end, p.raw.start + 2000)]
        words = {w.lower() for w in _LONG_WORD.findall(passage)}
        return len(words & self.words) / len(words) if words else 0.0


# -- 3: teasers and strays --------------------------------------------------------------------------------------------


def _teasers(text: str, pieces: list[Piece]) -> None:
    """Pairs of a heading and a text that breaks off, at the end: other reports, where their words are not ours."""
    end = len(pieces)
    while end > 0:
        if pieces[end - 1].kind:
            end -= 1
            continue
        if end < 3 or not (pieces[end - 1].truncated and pieces[end - 2].short and not pieces[end - 1].quoted):
            break
        end -= 2
    if end == len(pieces):
        return
    vocabulary = _Vocabulary(text)
    for p in pieces[:end]:
        vocabulary.add(p)
    for i in range(end, len(pieces) - 1):
        heading, body = pieces[i], pieces[i + 1]
        if not heading.kind and not body.kind and body.truncated and vocabulary.overlap(body) < _COHESIVE:
            heading.kind, body.kind = "related", "sidebar"


def _strays(pieces: list[Piece]) -> None:
    """A line of one to four words in lower case between two full paragraphs belongs to neither.

    Nor does the line that hangs on the label of an advert, set off from what follows by a blank line.
    """
    for i in range(1, len(pieces) - 1):
        p, above, below = pieces[i], pieces[i - 1], pieces[i + 1]
        if not p.kind and labels_advert(above) and p.short and not p.raw.apart and below.raw.apart:
            p.kind = "advert"
        if p.kind or not 0 < p.count <= 4 or p.final or p.marker or not _STRAY.match(p.text):
            continue
        opens = below.text[:1] or "A"
        if p.text[0].islower() and above.final and above.prose and below.prose and not opens.islower():
            p.kind = "advert"


# -- 4: neighbours ----------------------------------------------------------------------------------------------------


def _neighbours(pieces: list[Piece]) -> None:
    """Before and after the article, small blocks of page words go with the furniture that they touch."""
    own = [i for i, p in enumerate(pieces) if p.prose and not p.kind]
    first, last = (own[0], own[-1]) if own else (len(pieces), -1)
    lead = next((i for i, p in enumerate(pieces) if not weakly(p)), len(pieces))
    if 2 <= lead < first:  # a menu, an entry a line
        for p in pieces[:lead]:
            p.kind = p.kind or "navigation"
    for i in range(1, first):
        if not pieces[i].kind and pieces[i - 1].kind in _SPREADING and weakly(pieces[i]):
            pieces[i].kind = pieces[i - 1].kind
    for i in range(min(first, len(pieces)) - 2, -1, -1):
        if not pieces[i].kind and pieces[i + 1].kind in _SPREADING and weakly(pieces[i]):
            pieces[i].kind = pieces[i + 1].kind
    for i in range(len(pieces) - 2, last, -1):
        if not pieces[i].kind and pieces[i + 1].kind and weakly(pieces[i]):
            pieces[i].kind = pieces[i + 1].kind
    for i in range(last + 1, len(pieces)):
        if i and not pieces[i].kind and pieces[i - 1].kind in _SPREADING and weakly(pieces[i]):
            pieces[i].kind = pieces[i - 1].kind


_SPREADING = frozenset(
    {"form", "comment", "share", "control", "subscription", "legal", "navigation", "tags", "related"}
)


def _spans(pieces: list[Piece]) -> tuple[Furniture, ...]:
    out: list[Furniture] = []
    previous = ""
    for p in pieces:
        if p.kind and p.kind == previous:
            out[-1] = Furniture(out[-1].start, p.raw.end, p.kind)
        elif p.kind:
            out.append(Furniture(p.raw.start, p.raw.end, p.kind))
        previous = p.kind
    return tuple(out)
