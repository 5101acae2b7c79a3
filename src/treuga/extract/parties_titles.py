"""Titles before names: "US Special Envoy for Afghanistan Zalmay Khalilzad" is one mention."""

from __future__ import annotations

import re
from collections.abc import Sequence

from treuga.extract import parties_words as lexicon
from treuga.extract.registry_names import Hit, Word

#: How far back from a name its title is looked for, in words.
_REACH = 14

# One letter a word: R role, M word of a title, P party or its adjective, C other capitalised word, l other word,
# p preposition, t article, . full stop of an abbreviation, & and; the title ends where the name begins.
_TITLE = re.compile(r"(?:[MPC]|P&(?=P))*(?:R\.?[MR.]*)(?:pt?[PCMRl]+(?:pt?[PCM]+)?)?\Z")


class Titles:
    """Finds where the title of a name begins.

    Args:
        words: of the text.
        hits: names of parties found; their words count as one part of a title.
    """

    def __init__(self, words: Sequence[Word], hits: Sequence[Hit]) -> None:
        self._words = words
        self._party = {i for hit in hits if hit.how != "person" for i in range(hit.first, hit.last)}

    def begin(self, first: int) -> int:
        """The word where the title of the name at ``first`` begins; ``first`` itself where there is none."""
        letters: list[str] = []
        at = first - 1
        while at >= 0 and first - at <= _REACH and (letter := self._letter(at)):
            letters.append(letter)
            at -= 1
        found = self._search("".join(reversed(letters)))
        return first - found if found else first

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
        if word.key == "the" and word.text.islower():
            return "t"
        if word.key == "and":
            return "&"
        if word.text[0].isupper():
            starts = at == 0 or self._words[at - 1].key in (".", lexicon.BREAK, '"', "“", ":")
            return "" if starts or word.key in lexicon.CALENDAR else "C"
        return "l" if at and self._words[at - 1].key in ("for", "of", "to", "the") else ""
