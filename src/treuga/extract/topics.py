"""What a statement is about: codes of the PA-X vocabulary, by the words of its content.

The words are data, ``treuga/extract/data/topics.csv``: dictionary forms of single words, and phrases. Two codes of our
own, in lower case, name what PA-X does not code because it codes agreements: ``talks`` and ``violence``.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import lru_cache
from importlib import resources

from treuga.extract.words import Span

#: The most topics that one statement has: those with most words in it.
MOST = 4
_Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


def topics_of(content: Span) -> tuple[str, ...]:
    """The topics of the content of a statement, the one with most words in it first.

    Args:
        content: tokens with lemmas.

    Returns:
        Codes as in ``data/topics.csv``, at most `MOST`; empty where no word of the lexicon occurs.
    """
    lexicon = _lexicon()
    words = [token.lemma_.lower() for token in content]
    found: dict[str, int] = defaultdict(int)
    for i, word in enumerate(words):
        for phrase, code in lexicon.get(word, ()):
            if len(phrase) == 1 or tuple(words[i : i + len(phrase)]) == phrase:
                found[code] += 1
    return tuple(sorted(found, key=lambda code: -found[code])[:MOST])


@lru_cache(maxsize=1)
def labels() -> dict[str, str]:
    """What each code means, in words."""
    return {row["code"]: row["label"] for row in _rows()}


@lru_cache(maxsize=1)
def _lexicon() -> _Phrases:
    """The phrases that begin with a word, each with its code; "cease-fire" is three tokens to the tokenizer."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for row in _rows():
        for entry in row["words"].split(";"):
            phrase = tuple(entry.replace("-", " - ").split())
            out[phrase[0]].append((phrase, row["code"]))
    return {word: tuple(phrases) for word, phrases in out.items()}


def _rows() -> list[dict[str, str]]:
    path = resources.files("treuga.extract").joinpath("data", "topics.csv")
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
