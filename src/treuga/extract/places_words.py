"""Words that tell a place from a word, a person, an actor or another name: general English, no names of places."""

from __future__ import annotations

import re
from typing import Final

#: Words before a name by which it is a place.
LOCATIVE: Final = frozenset(
    "in at near from to of around outside inside within across through over via towards toward into beyond between "
    "above below on off along against leaving entering left entered reached reaching captured seized retook recaptured "
    "besieged shelled bombed attacked visited visiting overran liberated".split()
)
#: Common nouns before a name by which it is a place: "the town of" is caught by "of".
PLACE_WORDS: Final = frozenset(
    "city town village province district region state capital camp port island valley river lake mount fort border "
    "governorate oblast department county airport township commune locality hamlet".split()
)
#: Words between preposition and name that change nothing.
DIRECTIONS: Final = frozenset(
    "the northern southern eastern western central north south east west northeast northwest southeast southwest "
    "north-east north-west south-east south-west north-eastern north-western south-eastern south-western northeastern "
    "northwestern southeastern southwestern downtown greater nearby neighbouring neighboring rural upper lower mid "
    "war-torn occupied besieged government-held rebel-held".split()
)

_DIVISION: Final = (
    r"(?:provinces?|regions?|states?|governorates?|oblasts?|departments?|count(?:y|ies)|prefectures?|district council"
    r"|divisions?|provincial|regional|cantons?|voivodeships?)"
)
#: What follows the name of a region, at once or after others: "Kunduz and Takhar provinces".
DIVISION_AFTER: Final = re.compile(
    rf"(?:(?:,\s|,?\sand\s|\sor\s)[A-Z][\w’'-]{{2,20}}(?:\s[A-Z][\w’'-]{{2,20}})?){{0,4}}\s{_DIVISION}\b"
)
DIVISION_BEFORE: Final = re.compile(rf"\b{_DIVISION}\sof\s\Z", re.IGNORECASE)

#: What is called after a place and is none: agreements, bodies, newspapers.
NAMED_AFTER: Final = re.compile(
    r"(?:[’']s)?[\s-](?:(?:[Pp]eace\s|[Cc]easefire\s|[Ff]ramework\s|[Pp]olitical\s|Power-?[Ss]haring\s|II\s|I\s)?"
    r"(?:[Aa]greements?|[Aa]ccords?|[Cc]onventions?|[Pp]rotocols?|[Dd]eclaration|[Tt]reaty|[Pp]act|[Cc]ommuniqu[eé]"
    r"|[Mm]emorandum|[Pp]rocess|[Ff]ormat|[Pp]latform|Initiative|Formula|[Rr]oadmap|Document|Principles)\b"
    r"|(?:University|Institute|College|School|Hospital|Brigades?|Battalion|Front|Army|Corps|Council|Company|Bank|Airways"
    r"|Airlines|FC|Times|Post|Herald|Tribune|Gazette|Observer|Independent|Review|Club|Group|Foundation|Forum"
    r"|Conference|Congress|Assembly|Movement|Coalition|Alliance|Party|League|Federation|Radio|TV|News|Monitor)\b)"
)
#: What a state or its capital drives is done by an actor: "Moscow-backed", "Saudi-led".
DRIVEN: Final = re.compile(
    r"[-‑–](?:led|backed|brokered|sponsored|mediated|supported|funded|trained|aligned|allied|imposed|appointed|installed"
    r"|friendly|drafted|supplied|made|hosted|facilitated|proposed)\b"
)
