"""Nouns by which events are told: general English words, no names."""

from __future__ import annotations

from typing import Final

#: Nouns of amount and change: "levels of violence", "a wave of attacks"; what describes them describes what they
#: measure.
MEASURES: Final = frozenset(
    "level number rate wave spate series surge increase rise decrease decline drop fall reduction escalation lack "
    "rounds round "
    "end cessation halt resumption start beginning continuation suspension process state".split()
)
#: Nouns that tell of something that happens, or is done, without a verb.
EVENT_NOUNS: Final = frozenset(
    "attack violence fighting clash killing operation offensive raid airstrike strike shelling bombing bombardment "
    "ambush "
    "explosion violation breach incident hostility release exchange swap withdrawal pullout drawdown departure "
    "deployment "
    "redeployment presence mission ceasefire truce armistice talk negotiation dialogue consultation meeting conference "
    "round agreement deal accord signing ratification implementation compliance commitment tie link relation "
    "relationship "
    "cooperation support sanctuary haven base shelter recruitment training funding delisting sanction review "
    "endorsement "
    "resolution amnesty disarmament demobilization demobilisation reintegration cantonment election referendum "
    "transition "
    "return access delivery aid blockade siege embargo escalation reduction decrease increase surge cessation progress "
    "stalemate deadlock impasse delay reset inspection verification monitoring reform investigation trial prosecution "
    "demonstration protest rally riot strike march visit summit probe inquiry imprisonment execution kidnapping "
    "assassination massacre curfew boycott blast amnesty pardon surrender resignation evacuation repatriation "
    "extradition integration restructuring formation appointment abduction detention arrest threat decision "
    "interference process".split()
)
#: Nouns for what is written: what they do ("a decree granting amnesty") is what was decided.
PAPERS: Final = frozenset(
    "decree law bill act order statement declaration document letter report resolution memorandum protocol treaty pact "
    "text clause article message tweet announcement".split()
)
