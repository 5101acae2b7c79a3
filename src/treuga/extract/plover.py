"""A first coder for PLOVER, the Political Language Ontology for Verifiable Event Records.

The sixteen event types are those of the 2021 ontology (Halterman, Bagozzi, Beger, Schrodt, Scarborough: PLOVER and
POLECAT).
A predicate is coded by its lemma, where needed together with a word among its arguments ("open" fire, "lift"
sanctions).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from treuga.extract.factuality import Fact

TYPES: Final = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT"
).split()

# lemma[+word|word][=mode]
_TABLE: Final = {
    "AGREE": "agree accept consent promise pledge vow commit undertake offer accord+peace|deal",
    "CONSULT": "meet negotiate discuss consult mediate talk visit confer convene host hold+talk|meeting|"
    "negotiation|consultation|dialogue "
    "resume+talk|negotiation|dialogue begin+talk|negotiation|dialogue open+talk|negotiation start+talk|"
    "negotiation|dialogue "
    "talks negotiation consultation dialogue mediation meeting summit",
    "SUPPORT": "apologise apologize establish+tie|relation|embassy open+embassy|consulate praise welcome endorse "
    "back support hail applaud commend congratulate recognise recognize defend "
    "express+support|solidarity",
    "CONCEDE": "concede forgive lift+curfew ease+restriction acquit pardon amnesty "
    "grant+amnesty|autonomy reinstate "
    "admit yield reform",
    "COOPERATE": "cooperate collaborate launch+game|exercise|drill hold+exercise|drill sign+agreement|deal|"
    "accord|treaty|pact|memorandum|ceasefire|declaration "
    "ratify implement extradite share+intelligence "
    "normalise normalize",
    "AID": "provide+aid|assistance|food|weapon|arm|fund|humanitarian|relief|shelter|support deliver+aid|food|"
    "relief donate finance assist evacuate "
    "send+aid|food|relief grant+asylum|aid rescue aid",
    "RETREAT": "resign withdraw retreat surrender disarm demobilise demobilize release free disengage demine "
    "pull+out|"
    "troop|force "
    "lift+sanction|blockade|siege|embargo observe+ceasefire|truce declare+ceasefire|truce cease+fire|hostility "
    "hand+over|weapon|prisoner "
    "withdrawal pullout release ceasefire truce",
    "REQUEST": "demand urge ask request appeal order require call+on|for|upon insist propose press pressure seek "
    "implore exhort",
    "ACCUSE": "accuse blame condemn denounce criticise criticize charge allege investigate complain deplore "
    "decry sue probe",
    "REJECT": "reject refuse deny decline veto rebuff dismiss defy ignore boycott+talk|negotiation|election|vote "
    "oppose",
    "THREATEN": "threaten warn caution",
    "PROTEST": "block+road|street|bridge|highway rally organize+strike|rally|protest stage+rally|protest|strike "
    "protest demonstrate riot rally+protest strike+worker|union|hunger march+protester|demonstrator",
    "SANCTION": "sanction expel suspend+talk|aid|membership|relation|participation|negotiation impose+sanction|"
    "embargo|blockade recall+ambassador "
    "freeze+asset|aid|fund cut+tie|relation|aid|link sever+tie|relation|link break+off|tie|relation halt+talk|"
    "negotiation|aid|mediation "
    "end+mediation|talk|negotiation withdraw+ambassador walk+out",
    "MOBILIZE": "strengthen+force|troop|army alert mobilise mobilize deploy amass reinforce muster redeploy "
    "station+troop|force",
    "COERCE": "hack arrest detain seize jail imprison deport ban censor abduct=abduct kidnap=abduct raid confiscate "
    "besiege blockade "
    "imprisonment detention abduction curfew crackdown sentence interrogate torture",
    "ASSAULT": "beat explode detonate attack kill bomb shell shoot assassinate ambush fire+rocket|missile|"
    "artillery|mortar|shot|weapon "
    "open+fire clash fight "
    "wound injure strike+airstrike|position|target|drone|plane|warplane massacre torch rape behead execute "
    "destroy loot burn+village|house "
    "attack assault bombing shelling airstrike clash fighting offensive raid explosion killing massacre ambush "
    "bombardment",
}


def _parse() -> dict[str, list[tuple[str, frozenset[str], str]]]:
    out: dict[str, list[tuple[str, frozenset[str], str]]] = {}
    for kind, table in _TABLE.items():
        for entry in table.split():
            body, _, mode = entry.partition("=")
            lemma, _, words = body.partition("+")
            out.setdefault(lemma, []).append((kind, frozenset(filter(None, words.split("|"))), mode))
    for entries in out.values():
        entries.sort(key=lambda e: not e[1])
    return out


_LEMMAS: Final = _parse()


_KIND: Final = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"))
_HARSH: Final = frozenset(("SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"))


def code(lemma: str, words: Collection[str], fact: Fact | None = None) -> tuple[str | None, str | None]:
    """PLOVER type and mode of a predicate, (None, None) where none applies.

    What is only announced is coded as the verbal act that it is: a kindness to come as AGREE, a harshness to come as
    THREATEN, a kindness ruled out as REJECT, what somebody must do as REQUEST.

    Args:
        lemma: dictionary form, lower case; a particle after a space ("hand over").
        words: lower-case lemmas among its arguments.
        fact: its factuality; left out, it has happened.
    """
    kind, mode = _by_lemma(lemma, words)
    if kind is None or fact is None:
        return kind, mode
    if fact.factuality == "demanded":
        return "REQUEST", None
    if fact.factuality == "planned" and kind in _KIND:
        return ("AGREE" if fact.polarity else "REJECT"), None
    if fact.factuality == "planned" and kind in _HARSH and fact.polarity:
        return "THREATEN", None
    if not fact.polarity and kind in _KIND | {"AGREE"}:
        return "REJECT", None
    return kind, mode


def _by_lemma(lemma: str, words: Collection[str]) -> tuple[str | None, str | None]:
    head, _, particle = lemma.partition(" ")
    around = {*words, particle} if particle else words
    for kind, needed, mode in _LEMMAS.get(head, ()):
        if not needed or not needed.isdisjoint(around):
            return kind, mode or None
    return None, None
