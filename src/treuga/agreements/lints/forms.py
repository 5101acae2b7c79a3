"""Lints about word forms: patterns are compared with dictionary forms, so 'released' finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from treuga.agreements.lints import codes
from treuga.agreements.lints.desk import Desk
from treuga.agreements.words import shipped_classes
from treuga.yamlio import Plain, Route

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer

#: What is compared by its dictionary form only; a state is compared by its stem, a context also as it stands.
_BY_LEMMA = ("action", "object")


def check_forms(desk: Desk) -> None:
    """Actions and objects are dictionary forms."""
    for route, word in _written(desk):
        if plain := dictionary_form(word):
            message = f"'{word}' is no dictionary form, and a report's words are compared in theirs"
            desk.note(codes.INFLECTED, message, *route, remedy=f"did you mean '{plain}'?")


def _written(desk: Desk) -> Iterator[tuple[Route, str]]:
    """The single words of actions and objects, as the file has them, each with its place."""
    for route, _ in desk.patterns():
        value: Plain = desk.sheet.document.data
        for step in route:
            value = value[step]  # type: ignore[index]
        for key in _BY_LEMMA:
            told = cast("dict[str, Plain]", value).get(key, [])
            for position, word in enumerate([told] if isinstance(told, str) else told):
                place = (*route, key) if isinstance(told, str) else (*route, key, position)
                yield from _single(place, word)


def _single(place: Route, word: Plain) -> Iterator[tuple[Route, str]]:
    if isinstance(word, str) and word.isascii() and word.isalpha() and word.islower():
        yield place, word


def _looks_inflected(word: str) -> bool:
    """Whether a word ends like a past form or a plural; only then are the tables of the language model read."""
    return word.endswith(("ed", "s")) and not word.endswith(("eed", "ss", "us", "is")) and word not in _shipped()


@lru_cache(maxsize=1)
def _shipped() -> frozenset[str]:
    return frozenset(word for words in shipped_classes().values() for word in words)


@lru_cache(maxsize=4096)
def dictionary_form(word: str) -> str:
    """The dictionary form of a regularly inflected verb or noun; empty where the word is one itself, or not known.

    "The decommissioning of weapons" is a happening too, whether or not a dictionary has the noun, so -ing stays.
    """
    if not _looks_inflected(word):
        return ""
    from spacy.tokens import Doc

    lemmatizer = _lemmatizer()
    index = lemmatizer.lookups.get_table("lemma_index")
    if any(word in index[kind] for kind in ("verb", "noun", "adj")):
        return ""
    for kind in ("verb", "noun"):
        token = Doc(lemmatizer.vocab, words=[word], pos=[kind.upper()])[0]
        for form in lemmatizer.rule_lemmatize(token):
            if form != word and form in index[kind]:
                return str(form)
    return ""


@lru_cache(maxsize=1)
def _lemmatizer() -> Lemmatizer:
    import spacy

    from treuga.extract.pipeline import MODEL

    # Its tables are all that is asked for here; the parser would take most of the time.
    others = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "ner"]
    return cast("Lemmatizer", spacy.load(MODEL, exclude=others).get_pipe("lemmatizer"))


CHECKS: tuple[Callable[[Desk], None], ...] = (check_forms,)
