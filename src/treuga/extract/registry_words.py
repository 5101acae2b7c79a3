"""The general words by which parties, offices and persons are named: lexicons of English, not lists of parties."""

from __future__ import annotations

ARTICLES = frozenset("the a an this that its their his her our".split())
CLITICS = frozenset("al el ul ur ad as bin ben ibn abu de da del della van von der le la".split())

#: Common nouns by which a party of each kind may be called, and adjectives that may stand before them.
KIND_NOUNS: dict[str, tuple[str, ...]] = {
    "state": ("country", "state", "nation"),
    "government": ("government", "administration", "authorities", "cabinet"),
    "organisation": ("organization", "organisation", "body", "bloc", "agency"),
    "armed-group": (
        "group", "movement", "militia", "militias", "militants", "insurgents", "insurgency", "rebels", "rebel group",
        "fighters", "guerrillas", "guerrilla", "faction", "organization", "organisation", "armed group",
    ),
    "body": ("body", "institution"),
    "media": ("agency", "outlet", "newspaper", "channel", "broadcaster", "news agency"),
    "group": ("group", "coalition", "alliance"),
    "qualifier": (
        "armed", "militant", "insurgent", "rebel", "islamist", "military", "regional", "international", "world",
        "western", "eastern", "islamic", "political", "national", "guerrilla", "extremist", "terrorist", "new",
    ),
}  # fmt: skip

#: Words before a role that do not tell whose it is.
RANKS = frozenset("top senior outgoing incoming new longtime veteran special current then".split())
#: A role as a report may call it, to the titles of office that it may mean.
SAME_OFFICE: dict[str, tuple[str, ...]] = {
    "chief": (
        "secretary general",
        "chief",
        "director",
        "commander",
        "leader",
        "head",
        "chairperson",
        "president",
        "secretary of defense",
    ),
    "boss": ("secretary general", "chief", "leader"),
    "head": ("head", "secretary general", "director", "chief", "leader", "chairman"),
    "leader": ("leader", "supreme leader", "emir", "president", "prime minister", "chairman", "secretary general"),
    "supreme leader": ("supreme leader", "leader", "emir"),
    "secretary general": ("secretary general",),
    "general secretary": ("secretary general",),
    "president": ("president",),
    "vice president": ("vice president", "first vice president"),
    "prime minister": ("prime minister", "chancellor"),
    "premier": ("prime minister",),
    "head of state": ("president", "king", "emir", "supreme leader"),
    "head of the state": ("president", "king", "emir", "supreme leader"),
    "head of government": ("prime minister", "chancellor"),
    "chancellor": ("chancellor",),
    "foreign minister": ("foreign minister", "secretary of state", "foreign secretary"),
    "top diplomat": ("foreign minister", "secretary of state", "high representative", "foreign secretary"),
    "foreign policy chief": ("high representative",),
    "secretary of state": ("secretary of state",),
    "defense minister": ("defense minister", "secretary of defense"),
    "defence minister": ("defense minister", "secretary of defense"),
    "defense secretary": ("secretary of defense", "defense secretary"),
    "defence secretary": ("secretary of defense", "defense secretary"),
    "national security adviser": ("national security adviser",),
    "national security advisor": ("national security adviser",),
    "envoy": ("special representative", "special envoy", "envoy"),
    "special envoy": ("special representative", "special envoy", "envoy"),
    "peace envoy": ("special representative", "special envoy", "envoy"),
    "special representative": ("special representative", "special envoy"),
    "ambassador": ("ambassador",),
    "spokesman": ("spokesperson",),
    "spokeswoman": ("spokesperson",),
    "spokesperson": ("spokesperson",),
    "negotiator": ("chief negotiator", "negotiator"),
    "chief negotiator": ("chief negotiator",),
    "commander": ("commander", "commander in chief"),
    "top commander": ("commander", "commander in chief"),
    "army chief": ("army chief", "chief of staff"),
    "king": ("king",),
    "emir": ("emir",),
    "crown prince": ("crown prince",),
    "pope": ("pope",),
}
