"""A parsed document read once into plain Python objects, with the names that spaCy gives to the same things.

Statements and events look at each word dozens of times. Each look at a spaCy token makes an object and decodes a
string; here that is done once per word, and a look is an attribute. `Token`, `Span` and `Doc` have that part of spaCy's
interface which the rules use, with the same results, so the rules read either.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, overload

import numpy as np
import spacy.tokens

#: What is read of each word: strings first, then numbers and flags.
_STRINGS: Final = ("ORTH", "LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE")
_FLAGS: Final = ("IS_SPACE", "IS_PUNCT", "IS_ALPHA", "IS_QUOTE", "LIKE_NUM")
_READ: Final[list[int | str]] = [*_STRINGS, "IDX", "HEAD", "SENT_START", *_FLAGS]
_HEAD: Final = _READ.index("HEAD")
_NONE: Final[Sequence[Any]] = ()
#: A row for each word, a column for each thing that is read.
Table = np.ndarray[Any, np.dtype[np.uint64]]


class Token:
    """One word; see spaCy's ``Token``. ``lefts``, ``rights`` and ``children`` are sequences here."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_alpha", "is_punct", "is_quote", "is_sent_start",
        "is_space", "lefts", "lemma_", "like_num", "lower_", "pos_", "rights", "tag_", "text",
    )  # fmt: skip

    doc: Doc
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str
    is_sent_start: bool
    is_space: bool
    is_punct: bool
    is_alpha: bool
    is_quote: bool
    like_num: bool
    head: Token
    lefts: Sequence[Token]
    rights: Sequence[Token]
    children: Sequence[Token]

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def n_rights(self) -> int:
        """How many children stand behind it."""
        return len(self.rights)

    @property
    def left_edge(self) -> Token:
        """The first word of its subtree."""
        return self.doc.tokens[self.doc.source[self.i].left_edge.i]

    @property
    def right_edge(self) -> Token:
        """The last word of its subtree."""
        return self.doc.tokens[self.doc.source[self.i].right_edge.i]

    @property
    def subtree(self) -> Iterator[Token]:
        """The word and all that hangs on it, in order."""
        tokens = self.doc.tokens
        return (tokens[token.i] for token in self.doc.source[self.i].subtree)

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above it, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The words that it is coordinated with."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            for child in token.rights:
                if child.dep_ == "conj":
                    found.append(child)
        return tuple([token for token in found if token is not self]) if len(found) > 1 else ()

    @property
    def sent(self) -> Span:
        """The sentence around it."""
        return self.doc.sentence_at(self.i)

    def nbor(self, offset: int = 1) -> Token:
        """The word so many places behind it, or before it where the offset is negative."""
        if self.i + offset < 0:
            raise IndexError(offset)
        return self.doc.tokens[self.i + offset]


class Span:
    """Words ``[start, end)`` of a document; see spaCy's ``Span``."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __reversed__(self) -> Iterator[Token]:
        return reversed(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> Span: ...
    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, int):
            return self.doc.tokens[self.start : self.end][key]
        start, end, _ = key.indices(len(self))
        return Span(self.doc, self.start + start, self.start + max(start, end))

    @property
    def start_char(self) -> int:
        """Where its first word begins."""
        return self.doc.tokens[self.start].idx if self.start < len(self.doc.tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Where its last word ends."""
        if self.start == self.end:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its characters, without the space behind it."""
        return self.doc.text[self.start_char : self.end_char] if self.end > self.start else ""

    @property
    def root(self) -> Token:
        """Its word nearest to the root of the sentence."""
        return self.doc.tokens[self.doc.source[self.start : self.end].root.i]


class Doc:
    """A document; see spaCy's ``Doc``, which is its ``source``. Make it with `read`."""

    def __init__(self, source: spacy.tokens.Doc, table: Table) -> None:
        self.source = source
        self.table = table
        self.text: str = source.text  # joined anew by spaCy at each call
        self.tokens = _tokens(self, table)
        self._sentences: list[Span] | None = None
        self._begins: list[int] = []

    @property
    def _(self) -> Any:
        return self.source._

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> Span: ...
    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, slice):
            start, end, _ = key.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[key]

    @property
    def sents(self) -> Sequence[Span]:
        """Its sentences."""
        if self._sentences is None:
            self._sentences = [Span(self, sentence.start, sentence.end) for sentence in self.source.sents]
            self._begins = [sentence.start for sentence in self._sentences]
        return self._sentences

    def sentence_at(self, i: int) -> Span:
        """The sentence around a word."""
        return self.sents[bisect_right(self._begins, i) - 1] if self.sents else Span(self, 0, len(self))

    def char_span(self, start: int, end: int, *, alignment_mode: Literal["contract", "expand"]) -> Span | None:
        """The words between two characters, None where there are none."""
        found = self.source.char_span(start, end, alignment_mode=alignment_mode)
        return Span(self, found.start, found.end) if found is not None else None


def _tokens(doc: Doc, table: Table) -> list[Token]:
    strings = doc.source.vocab.strings
    columns = table.T.tolist()
    keys: set[int] = set().union(*columns[: len(_STRINGS)])
    names = {key: strings[key] for key in keys}
    heads = table[:, _HEAD].astype("int64").tolist()
    tokens = [Token() for _ in range(len(heads))]
    for i, (token, row) in enumerate(zip(tokens, zip(*columns, strict=True), strict=True)):
        orth, lower, lemma, tag, pos, dep, ent, idx, _, start, space, punct, alpha, quote, num = row
        token.doc, token.i, token.idx, token.is_sent_start = doc, i, idx, start == 1
        token.text, token.lower_, token.lemma_ = names[orth], names[lower], names[lemma]
        token.tag_, token.pos_, token.dep_, token.ent_type_ = names[tag], names[pos], names[dep], names[ent]
        token.is_space, token.is_punct, token.is_alpha = space == 1, punct == 1, alpha == 1
        token.is_quote, token.like_num = quote == 1, num == 1
        token.head = tokens[i + heads[i]]
        token.lefts = token.rights = token.children = _NONE
    _hang(tokens)
    return tokens


def _hang(tokens: list[Token]) -> None:
    """Give each word its children."""
    lefts: dict[int, list[Token]] = {}
    rights: dict[int, list[Token]] = {}
    for i, token in enumerate(tokens):
        head = token.head.i
        if head != i:
            (lefts if i < head else rights).setdefault(head, []).append(token)
    for head, found in lefts.items():
        tokens[head].lefts = tokens[head].children = found
    for head, found in rights.items():
        token = tokens[head]
        token.rights = found
        token.children = [*token.lefts, *found] if token.lefts else found


#: The document that was read last, for the component that comes next.
_LAST: Final[list[Doc]] = []


def read(source: spacy.tokens.Doc) -> Doc:
    """A document's words as plain objects; asked again for the same document, as it still is, the same ones."""
    table: Table = source.to_array(_READ)  # type: ignore[assignment]  # declared for one attribute
    for last in _LAST[:1]:
        if last.source is source and np.array_equal(last.table, table):
            return last
    doc = Doc(source, table)
    _LAST[:] = [doc]
    return doc


def forget() -> None:
    """Let go of the document that was read last."""
    _LAST.clear()
