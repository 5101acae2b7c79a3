"""Sectors of actors, by PLOVER's codes: from the noun that describes someone, and from what the registry knows."""

from __future__ import annotations

from typing import Final

from treuga.model import Party

_NOUNS: Final = {
    "GOV": "government administration authority minister ministry president premier official cabinet envoy ambassador "
    "diplomat negotiator mediator council governor mayor delegation regime prince king emir chancellor embassy junta "
    "chief leader leadership vice-president deputy secretary representative ruler sultan state republic municipality "
    "commission commissioner candidate",
    "JUD": "court judge tribunal prosecutor magistrate judiciary jury",
    "LEG": "parliament lawmaker legislature senate senator congress congressman congresswoman assembly legislator mp "
    "parliamentarian",
    "MIL": "army troop soldier military force navy commander general colonel officer warplane helicopter jet warship "
    "gunboat peacekeeper brigade battalion garrison marine artillery tank convoy infantry infantryman airman "
    "lieutenant sergeant cadet aircraft warhead vessel patrol",
    "COP": "police policeman policewoman gendarme constable guard",
    "OPP": "opposition dissident activist campaigner",
    "PTY": "party coalition bloc",
    "REB": "rebel guerrilla insurgent militant fighter separatist terrorist bomber extremist fundamentalist jihadist "
    "faction combatant insurgency",
    "PRM": "militia militiaman paramilitary vigilante",
    "UAF": "gunman attacker assailant raider kidnapper hijacker",
    "SPY": "spy agent",
    "CVL": "civilian villager resident people citizen crowd protester protestor demonstrator woman man child elder "
    "community family settler inhabitant youth mob tribesman mourner traveller passenger prisoner detainee hostage "
    "captive inmate national supporter marcher rioter nationalist sailor pilot crew engineer tourist merchant "
    "shopkeeper boy girl bystander fisherman herder",
    "LAB": "union worker striker miner farmer driver trucker",
    "EDU": "student teacher university professor school academic",
    "MED": "doctor nurse hospital medic",
    "JRN": "journalist reporter newspaper radio editor broadcaster agency",
    "REF": "refugee returnee migrant",
    "REL": "priest cleric bishop church mosque monk imam pope archbishop",
    "BUS": "company businessman businesswoman firm bank trader",
    "CRM": "gang cartel pirate smuggler trafficker",
    "SOC": "organisation organization charity watchdog association federation movement foundation group",
}
#: Noun (lemma) -> sector.
SECTORS: Final = {word: sector for sector, words in _NOUNS.items() for word in words.split()}

#: Nouns that only count or gather those who act: "a group of diplomats".
GATHERING: Final = frozenset(
    "group number dozen hundred thousand score majority minority member rest handful team crowd wave party pair couple "
    "half third quarter million some many most all both each one several leader contingent column remnant "
    "representative element side unit".split()
)

#: Sectors of those who act for the state, or movement, by which they are named; rebels of a country do not act for it.
ACT_FOR_STATE: Final = frozenset("GOV MIL COP LEG JUD SPY".split())
ACT_FOR_GROUP: Final = ACT_FOR_STATE | frozenset("REB PRM UAF PTY".split())

_BY_KIND: Final = {
    "state": "GOV",
    "government": "GOV",
    "armed-group": "REB",
    "media": "JRN",
}


def sector_of(party: Party | None) -> str:
    """The sector of a party by what the registry says it is; empty where that does not tell."""
    if party is None:
        return ""
    name = party.id
    if party.kind == "body":
        if name.endswith(("armed-forces", "defense-forces", "army", "military")):
            return "MIL"
        if "police" in name:
            return "COP"
        return "JUD" if "court" in name else "LEG" if "parliament" in name or "congress" in name else "GOV"
    if party.kind == "person":
        return "GOV" if party.offices else ""
    return _BY_KIND.get(party.kind, "")
