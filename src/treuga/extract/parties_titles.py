"""Titles before names: "US Special Envoy for Afghanistan Zalmay Khalilzad" is one mention."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence

from spacy.tokens import Token

from treuga.extract import parties_words as lexicon
from treuga.extract.registry_names import Word

TokenAt = Callable[[int], Token]

#: How far back from a name its title is looked for, in words.
_REACH = 14

# One letter a word: R role, M word of a title, P party or its adjective, C other capitalised word, l other word,
# p preposition, t article, . full stop of an abbreviation, & and; the title ends where the name begins.
_TITLE = re.compile(r"(?:[MPC]|P&(?=P))*(?:R[MRC.]*)(?:pt?[PCMRl]+(?:pt?[PCM]+)?)?\Z")


class Titles:
    """Finds where the title of a name begins.

    Args:
        words: of the text.
        parties: positions of the words of parties' names; they may stand in a title.
        token_at: the spaCy token that covers a character offset.
    """

    def __init__(self, words: Sequence[Word], parties: Container[int], token_at: TokenAt) -> None:
        self._words, self._party, self._token_at = words, parties, token_at

    def begin(self, first: int) -> int:
        """The word where the title of the name at ``first`` begins; ``first`` itself where there is none."""
        letters: list[str] = []
        at = first - 1
        while at >= 0 and first - at <= _REACH and (letter := self._letter(at)):
            letters.append(letter)
            at -= 1
        found = self._search("".join(reversed(letters)))
        return self._of_whom(first - found, first) if found else first

    def _of_whom(self, begin: int, first: int) -> int:
        """A spokesman for a minister is not the minister: of "spokesman for Prime Minister X" the title is X's."""
        if not self._words[begin].key.startswith("spokes"):
            return begin
        of = next((i for i in range(begin, first) if self._words[i].key in lexicon.PREPOSITIONS), first)
        behind = of + 1 + (of + 1 < first and self._words[of + 1].key == "the")
        return behind if any(self._words[i].key in lexicon.ROLES for i in range(behind, first)) else begin

    def roles(self, begin: int, first: int) -> str:
        """The words of a title in lower case."""
        return " ".join(word.key for word in self._words[begin:first])

    def _search(self, letters: str) -> int:
        """Length of the longest title that ends the string of letters."""
        for start in range(len(letters)):
            if letters[start] in "MPRC" and _TITLE.match(letters, start):
                return len(letters) - start
        return 0

    def _letter(self, at: int) -> str:
        word = self._words[at]
        if at in self._party:
            return "P"
        if word.key == "." and at and self._words[at - 1].key in lexicon.ABBREVIATED:
            return "."
        if not word.text[0].isalpha():
            return ""
        if word.key in lexicon.ROLES:
            return "R"
        if word.key in lexicon.TITLE_WORDS:
            return "M"
        if word.key in lexicon.PREPOSITIONS and word.text.islower():
            return "p"
        if word.key == "the":
            return "t" if word.text.islower() else ""
        if word.key == "and":
            return "&"
        if word.text[0].isupper():
            return "C" if self._may_qualify(at) else ""
        before = at - 1
        if before in self._party and word.key in lexicon.DELEGATIONS:  # "head of the Houthi delegation"
            return "l"
        return "l" if at and self._words[before].key in ("for", "of", "to", "the") else ""

    def _may_qualify(self, at: int) -> bool:
        """Whether a capitalised word can be part of a title: "Helmand Governor", not "Yesterday President"."""
        word, token = self._words[at], self._token_at(self._words[at].start)
        if word.key in lexicon.CALENDAR or token.ent_type_ == "PERSON":
            return False
        starts = at == 0 or self._words[at - 1].key in (".", lexicon.BREAK, '"', "“", ":")
        return not starts or token.pos_ == "PROPN"
