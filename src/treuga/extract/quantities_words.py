"""Words that tell what a number counts, how firmly it is meant, and where a number is no count at all."""

from __future__ import annotations

import re
from typing import Final

#: Harm that is told of people without naming them: "15 killed", "wounding 30".
CASUALTY: Final = frozenset(
    "kill wound injure die hurt maim slay murder massacre behead execute abduct kidnap detain arrest displace "
    "evacuate hospitalize hospitalise capture free martyr uproot".split()
)
CASUALTY_ADJECTIVES: Final = frozenset(("dead", "wounded", "injured", "missing", "killed", "hurt", "displaced"))

#: What an "X-strong" body counts: a military one troops, any other persons.
MILITARY_BODIES: Final = frozenset(
    "army battalion brigade contingent corps deployment division force garrison mission operation platoon "
    "presence regiment unit".split()
)

#: Nouns of which a single one is worth noting ("one soldier was killed", but not "one step further").
NOTED_SINGLY: Final = frozenset(
    "person people man woman child boy girl civilian soldier troop policeman officer fighter militant rebel "
    "insurgent prisoner detainee hostage journalist doctor judge teacher worker peacekeeper monitor observer "
    "serviceman member guard attack attacker bomber explosion violation ceasefire casualty death tank helicopter "
    "aircraft drone howitzer mortar checkpoint base house building shell rocket missile gunman driver passenger "
    "sailor marine resident villager".split()
)

#: Nouns whose number is a way of speaking rather than a count.
NOT_COUNTED: Final = frozenset(
    "side thing way hand step front time part kind sort type respect fold folks reason chance stage".split()
)
#: ... unless the number is larger than these words go with.
_MANNER_LIMIT: Final = 4

#: Words after which a number is a label.
LABELS: Final = frozenset(
    "article annex appendix chapter chapters clause day figure flight footnote grade highway item level line no "
    "no. nr number fortune page pages pp para paragraph part phase point protocol resolution resolutions road "
    "room route rule section stage step table tier title vol volume channel group act law decree order level form "
    "bill proposition amendment".split()
)

CURRENCIES: Final[dict[str, str]] = {
    "$": "dollar", "us$": "dollar", "usd": "dollar", "€": "euro", "eur": "euro", "£": "pound", "gbp": "pound",
    "¥": "yen", "₽": "ruble", "₴": "hryvnia", "₹": "rupee", "₪": "shekel", "₦": "naira",
}  # fmt: skip

#: Lemmas that the unit differs from, and plurals that a lemmatizer may leave as they are.
UNIT_OF: Final[dict[str, str]] = {
    "bases": "base", "bodies": "body", "casualties": "casualty", "centuries": "century", "children": "child",
    "countries": "country", "dead": "person", "families": "family", "forces": "force", "gunmen": "gunman",
    "headquarters": "headquarters", "kilometer": "kilometre", "kilometers": "kilometre",
    "kilometres": "kilometre", "km": "kilometre", "kms": "kilometre", "lives": "life", "m": "metre", "men": "man",
    "meter": "metre", "meters": "metre", "metre": "metre", "militia": "militia", "pct": "percent",
    "people": "person", "percent": "percent", "persons": "person", "policemen": "policeman", "series": "series",
    "usd": "dollar", "euros": "euro",
    "servicemen": "serviceman", "servicewomen": "servicewoman", "troops": "troop", "women": "woman",
}  # fmt: skip

_AT_LEAST = (
    r"at least|more than|over|no (?:fewer|less) than|not (?:fewer|less) than|upwards? of|a minimum of|above|exceeding"
    r"|in excess of|greater than|well over|just over"
)
_AT_MOST = (
    r"up to|at most|fewer than|less than|under|below|a maximum of|no more than|not more than|as many as|as much as"
    r"|just under|well under|not exceeding|as few as"
)
_ABOUT = (
    r"about|around|nearly|almost|some|roughly|approximately|an estimated|estimated|close to|near|circa|approx\.?"
    r"|virtually|something like|an average of|reportedly"
)
BOUND: Final = re.compile(
    rf"\b(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})|(?P<about>{_ABOUT}))\s+(?:the\s)?\Z", re.I
)
BOUND_AFTER: Final = re.compile(
    r"\s*(?:(?P<least>\+|or more|plus\b)|(?P<most>or (?:fewer|less))|(?P<about>or so\b))", re.I
)


def bound_of(before: str, after: str = "") -> str:
    """How firmly a number is meant, from the words around it.

    >>> bound_of("killed at least "), bound_of("up to "), bound_of("nearly "), bound_of("the ")
    ('at least', 'at most', 'about', 'exact')
    """
    found = BOUND.search(before) or BOUND_AFTER.match(after)
    if not found:
        return "exact"
    return "at least" if found["least"] else "at most" if found["most"] else "about"


def singular(word: str, lemma: str = "") -> str:
    """The singular of a noun in lower case: the lemma where there is a good one, else by the plain rules.

    >>> singular("people"), singular("prisoners"), singular("countries"), singular("Countries", "country")
    ('person', 'prisoner', 'country', 'country')
    """
    word, lemma = word.lower(), lemma.lower()
    if word in UNIT_OF or lemma in UNIT_OF:
        return UNIT_OF.get(word) or UNIT_OF[lemma]
    if lemma and lemma != word:
        return lemma
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_manner(unit: str, value: float) -> bool:
    """Whether number and noun are a manner of speaking ("two sides", "one step") rather than a count."""
    if value == 1:
        return unit not in NOTED_SINGLY
    return value < _MANNER_LIMIT and unit in NOT_COUNTED
