"""PLOVER: each type on sentences of our own, with mode, source and target; and what must not be coded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from treuga.extract import plover
from treuga.extract.factuality import Fact
from treuga.model import Event, Testimony

Read = Callable[..., Testimony]

# text, type, mode, words of the source, words of the target
CODED = [
    ("Sudan promised to reopen the railway.", "AGREE", None, "Sudan", None),
    ("Norway and Chad agreed on a route for the convoy.", "AGREE", None, "Chad", None),
    ("Kenyan officials reached a compromise with Somalia.", "AGREE", None, "Kenyan officials", "Somalia"),
    ("France will send blankets to Lebanon.", "AGREE", None, "France", "Lebanon"),
    ("Iraq is willing to release the sailors.", "AGREE", None, "Iraq", "sailors"),
    ("Egyptian negotiators met Qatari mediators in Rome.", "CONSULT", None, "Egyptian negotiators", "Qatari mediators"),
    ("The Kenyan president visited Uganda.", "CONSULT", "visit", "Kenyan president", "Uganda"),
    ("Turkey telephoned Greece.", "CONSULT", "phone", "Turkey", "Greece"),
    ("Ghana hosted talks between Togo and Benin.", "CONSULT", None, "Ghana", None),
    ("Brazil praised Peru for its patience.", "SUPPORT", None, "Brazil", "Peru"),
    ("Mali restored diplomatic ties with Niger.", "SUPPORT", None, "Mali", "Niger"),
    ("Chad ratified the treaty with Libya.", "SUPPORT", None, "Chad", "Libya"),
    ("The government lifted the night curfew in Darfur.", "CONCEDE", None, "government", None),
    ("The miners called off their strike.", "CONCEDE", None, "miners", None),
    ("Serbia apologised to Croatia.", "CONCEDE", None, "Serbia", "Croatia"),
    ("Japan shared intelligence with India.", "COOPERATE", None, "Japan", "India"),
    ("Spain extradited two smugglers to Morocco.", "COOPERATE", None, "Spain", "smugglers"),
    ("Canada delivered medical supplies to Haiti.", "AID", "humanitarian", "Canada", "Haiti"),
    ("Kenya granted asylum to Burundian journalists.", "AID", "asylum", "Kenya", "Burundian journalists"),
    ("Rebels released nine hostages.", "RETREAT", "release", "Rebels", "hostages"),
    ("Ethiopian troops withdrew from the valley.", "RETREAT", "withdraw", "Ethiopian troops", None),
    ("The mayor resigned.", "RETREAT", "resign", "mayor", None),
    ("The militia handed over its weapons.", "RETREAT", "disarm", "militia", None),
    ("The guerrillas declared a truce.", "CONCEDE", None, "guerrillas", None),
    ("Syria demanded that Turkey close the crossing.", "REQUEST", None, "Syria", "Turkey"),
    ("Russia said that Georgia must free the pilots.", "REQUEST", "yield", "Russia", "Georgia"),
    ("Armenia accused Azerbaijan of moving the boundary posts.", "ACCUSE", "allege", "Armenia", "Azerbaijan"),
    ("The court opened an investigation into the police.", "ACCUSE", "investigate", "court", "police"),
    ("India condemned Pakistan.", "ACCUSE", "disapprove", "India", "Pakistan"),
    ("Yemen rejected a Saudi proposal.", "REJECT", None, "Yemen", "Saudi"),
    ("Israel refused to meet Lebanese envoys.", "REJECT", "meet", "Israel", "Lebanese envoys"),
    ("Iran threatened Iraq.", "THREATEN", None, "Iran", "Iraq"),
    ("Rwanda will bomb Burundi.", "THREATEN", "violence", "Rwanda", "Burundi"),
    ("Students blocked the main road.", "PROTEST", "obstruct", "Students", None),
    ("Teachers held a rally against the minister.", "PROTEST", "demo", "Teachers", "minister"),
    ("Prisoners began a hunger strike.", "PROTEST", "hunger", "Prisoners", None),
    ("Poland recalled its ambassador from Belarus.", "SANCTION", "withdraw", "Poland", "Belarus"),
    ("Malaysia suspended talks with Thailand.", "SANCTION", "discontinue", "Malaysia", "Thailand"),
    ("The Philippines expelled a Chinese diplomat.", "SANCTION", "expel", "Philippines", "Chinese diplomat"),
    ("India sent troops to the border with Nepal.", "MOBILIZE", "troops", "India", None),
    ("Police arrested thirty demonstrators.", "COERCE", "arrest", "Police", "demonstrators"),
    ("The junta imposed a curfew.", "COERCE", "curfew", "junta", None),
    ("The governor banned the newspaper.", "COERCE", "ban", "governor", "newspaper"),
    ("Gunmen kidnapped a French nurse.", "ASSAULT", "abduct", "Gunmen", "French nurse"),
    ("Rebel fighters blew up the depot.", "ASSAULT", "explosives", "Rebel fighters", None),
    ("Syrian warplanes bombed Idlib.", "ASSAULT", "heavy-weapons", "Syrian warplanes", "Idlib"),
    ("Villagers were attacked by the militia.", "ASSAULT", None, "militia", "Villagers"),
    ("An attack by separatists on the police killed nobody.", "ASSAULT", None, "separatists", "police"),
    ("The army launched an offensive against the rebels.", "ASSAULT", None, "army", "rebels"),
]  # fmt: skip


def coded(read: Read, text: str, kind: str, mode: str | None) -> list[Event]:
    return [e for e in read(text).events if e.type == kind and (mode is None or e.mode == mode)]


@pytest.mark.parametrize(("text", "kind", "mode", "source", "target"), CODED, ids=[c[0] for c in CODED])
def test_type_mode_source_and_target(
    read: Read, text: str, kind: str, mode: str | None, source: str | None, target: str | None
) -> None:
    events = coded(read, text, kind, mode)
    assert events, [(e.predicate.text, e.type, e.mode) for e in read(text).events]
    for wanted, side in ((source, "source"), (target, "target")):
        found = [a.span.text for e in events for a in getattr(e, side)]
        assert wanted is None or any(wanted in words for words in found), (side, found)


def test_every_type_is_tried() -> None:
    assert {kind for _, kind, *_ in CODED} == set(plover.TYPES)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rain held up the talks.", "CONSULT"),
        ("The lawyer seeks to prolong the case.", "REQUEST"),
        ("The ministry released a statement.", "RETREAT"),
        ("The crew fired the engine.", "ASSAULT"),
        ("The market hit a new low.", "ASSAULT"),
        ("The talks will go on.", "AGREE"),
        ("The singer released an album.", "RETREAT"),
    ],
)
def test_what_is_no_such_deed(read: Read, text: str, kind: str) -> None:
    facts = [e for e in read(text).events if e.factuality in ("happened", "planned") and e.pos == "verb"]
    assert kind not in {e.type for e in facts}


def actor(read: Read, text: str) -> tuple[str, str | None, str, str]:
    found = next(a for e in read(text).events for a in e.source)
    return found.span.text, found.party, found.sector, found.country


def test_actors_carry_party_sector_and_country(read: Read) -> None:
    assert actor(read, "Taliban fighters attacked the post.")[1:3] == ("taliban", "REB")
    words, _, sector, country = actor(read, "Israeli police arrested a driver.")
    assert (words, sector, country) == ("Israeli police", "COP", "israel")
    assert actor(read, "Masked gunmen attacked the post.")[1:] == (None, "UAF", "")
    assert actor(read, "A group of Sudanese villagers blocked the road.")[2:] == ("CVL", "sudan")


def test_the_united_states_are_not_us(read: Read) -> None:
    assert actor(read, "The US on Monday rejected the plan.")[1] == "united-states"


def test_a_pronoun_in_reported_speech_is_its_speaker(read: Read) -> None:
    event = next(e for e in read("Hungary said it will release the drivers.").events if e.lemma == "release")
    assert [(a.span.text, a.party) for a in event.source] == [("Hungary", "hungary")]


def test_who_demands_is_the_source_and_who_must_act_the_target(read: Read) -> None:
    events = read("Jens Stoltenberg said the Taliban must release the engineers.").events
    event = next(e for e in events if e.lemma == "release")
    assert event.type == "REQUEST" and event.mode == "yield"
    assert [a.party for a in event.source] == ["jens-stoltenberg"]
    assert [a.party for a in event.target] == ["taliban"]
    assert event.actors == ("taliban",)  # whose deed it would be stays as it was


def test_contexts_follow_the_words_around(read: Read) -> None:
    event = next(e for e in read("The army attacked a refugee convoy with artillery.").events if e.lemma == "attack")
    assert {"military", "migration"} <= set(event.contexts)
    assert plover.contexts(["nuclear", "inspector"]) == ("cbrn",)
    assert plover.contexts([]) == ()


def test_a_threat_of_arrest_and_a_refusal_to_meet_have_modes() -> None:
    assert plover.code("arrest", ["leader"], Fact("planned")) == ("THREATEN", "arrest", True)
    assert plover.code("meet", ["envoy"], Fact("happened", False)) == ("REJECT", "meet", True)
    assert plover.code("deploy", ["troop"], Fact("planned", False)).type == "MOBILIZE"


def test_the_dictionary_holds_known_types_only() -> None:
    kinds = {entry.type for entries in plover._lexicon().values() for entry in entries}
    assert kinds == set(plover.TYPES)


def test_a_month_is_no_march(read: Read) -> None:
    assert "march" not in {e.lemma for e in read("On 3 March the envoy left. In March he came back.").events}


def test_a_record_names_the_places_of_its_event(read: Read) -> None:
    from treuga.extract.jsonl import records
    from treuga.model import Report

    text = "The army shelled Kandahar. Rebels released nine hostages in Helmand."
    found = {
        r["predicate"]["text"]: r["places"]
        for r in records(Report("r" * 64, "a.txt", text), read(text))
        if r["kind"] == "event"
    }
    assert found["shelled"] == ["af-kandahar"] and found["released"] == ["af-helmand"]


@pytest.mark.parametrize(
    ("text", "lemma", "actors"),
    [
        ("NATO accused the Taliban of attacking the convoy.", "attack", ("taliban",)),
        ("NATO blamed the Taliban for shelling the road.", "shell", ("taliban",)),
        ("NATO kept the Taliban from attacking the convoy.", "attack", ("taliban",)),
        ("NATO met the Taliban after releasing the engineers.", "release", ("nato",)),
    ],
)
def test_who_is_accused_of_a_deed_is_its_actor(read: Read, text: str, lemma: str, actors: tuple[str, ...]) -> None:
    assert [e.actors for e in read(text).events if e.lemma == lemma] == [actors]
