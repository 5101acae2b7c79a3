"""Linking, by tables: what an event in a report says about a commitment, and on whose word."""

from __future__ import annotations

from typing import Any

import pytest
from monitor_kit import Registry, Scene, agreement, conduct, counted, promise

from treuga.errors import MonitorError
from treuga.model import Agreement, Commitment, Evidence, Furniture, Gate, Mention, PartialDate, Pattern, Span
from treuga.monitor import link
from treuga.monitor.remarks import NO_NUMBER, UNAFFILIATED, UNDER_WAY, UNIDENTIFIED


def linked(scene: Scene, pact: Agreement, **more: Any) -> list[Evidence]:
    found = link(pact, scene.report, scene.testimony, Registry(), **more)
    for evidence in found:
        for span in evidence.spans:
            assert scene.text[span.start : span.end] == span.text
    return found


def said(
    commitment: Commitment, speaker: str | None, lemma: str, words: str, act: str = "claim", **more: Any
) -> list[Evidence]:
    scene = Scene()
    position = scene.say(speaker, f"it is about {lemma} {words}", act)
    scene.event("about", lemma, words, at=position, **more)
    return linked(scene, agreement(commitment))


def one(found: list[Evidence]) -> tuple[str, str, str]:
    assert len(found) == 1
    return found[0].claim, found[0].stance, found[0].standing


@pytest.mark.parametrize(
    ("event", "act", "expected"),
    [
        ({}, "claim", ("fulfilled", "asserts")),
        ({"polarity": False}, "claim", ("fulfilled", "denies")),
        ({"polarity": False}, "accusation", ("fulfilled", "denies")),
        ({"factuality": "ongoing"}, "claim", ("intended", "asserts")),
        ({"aspect": "start"}, "claim", ("intended", "asserts")),
        ({"aspect": "stop"}, "claim", ("fulfilled", "denies")),
        ({"factuality": "planned"}, "announcement", ("intended", "asserts")),
        ({"factuality": "planned", "polarity": False}, "announcement", ("intended", "denies")),
        ({"factuality": "demanded"}, "demand", ("outstanding", "asserts")),
        ({"factuality": "demanded"}, "commitment", ("intended", "asserts")),
        ({"factuality": "demanded", "polarity": False}, "demand", None),
        ({"factuality": "conditional"}, "condition", None),
        ({"factuality": "possible"}, "claim", None),
        ({}, "expectation", None),
        ({}, "denial", ("fulfilled", "denies")),
        ({"polarity": False}, "denial", ("fulfilled", "denies")),  # "said that it was not": the denial is the clause's
        ({"pos": "noun"}, "demand", ("outstanding", "asserts")),
        ({"factuality": "possible"}, "demand", ("outstanding", "asserts")),
        ({"factuality": "planned"}, "demand", ("outstanding", "asserts")),
        # a bare event noun names a deed and does not say that it was done
        ({"pos": "noun"}, "claim", None),
        ({"pos": "noun", "on": "2030-01-20"}, "claim", ("fulfilled", "asserts")),
        ({"pos": "noun", "on": "PAST_REF"}, "claim", ("fulfilled", "asserts")),
        ({"pos": "noun", "on": "2030-04-20"}, "claim", None),
        # what is promised is not done, unless the words date it in the past
        ({}, "commitment", ("intended", "asserts")),
        ({"on": "2030-01-20"}, "commitment", ("fulfilled", "asserts")),
        # a hope says nothing, but what it mentions of the past
        ({"on": "2030-01-20"}, "expectation", ("fulfilled", "asserts")),
        ({"factuality": "planned"}, "refusal", ("intended", "denies")),
    ],
)
def test_what_is_said_of_a_deed(event: dict[str, Any], act: str, expected: tuple[str, str] | None) -> None:
    found = said(promise(), "front-speaker", "release", "captive", act, **event)
    assert [(e.claim, e.stance) for e in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("lemma", "words", "event", "act", "expected"),
    [
        ("reduce", "shelling", {}, "claim", ("fulfilled", "asserts")),
        ("reduce", "shelling", {"polarity": False}, "accusation", ("breached", "asserts")),
        ("reduce", "shelling", {"factuality": "demanded"}, "demand", ("outstanding", "asserts")),
        ("reduce", "shelling", {"aspect": "stop"}, "claim", ("breached", "asserts")),
        ("escalate", "shelling", {}, "claim", ("breached", "asserts")),
        ("escalate", "shelling", {"factuality": "ongoing"}, "claim", ("breached", "asserts")),
        ("escalate", "shelling", {"polarity": False}, "claim", ("breached", "denies")),
        ("escalate", "shelling", {}, "denial", ("breached", "denies")),
        ("escalate", "shelling", {"factuality": "demanded", "polarity": False}, "demand", None),
        ("escalate", "shelling", {"factuality": "planned"}, "warning", None),
        # "must stop cooperating" presupposes that it goes on
        ("cooperate", "warlord", {"factuality": "demanded", "aspect": "stop"}, "demand", ("breached", "asserts")),
        ("cooperate", "warlord", {"aspect": "stop"}, "claim", ("fulfilled", "asserts")),
        ("cooperate", "warlord", {"aspect": "stop", "polarity": False}, "claim", ("breached", "asserts")),
        ("shelling", "", {"pos": "noun", "modifiers": ("unacceptable",)}, "demand", ("breached", "asserts")),
        ("be", "level violence", {"modifiers": ("acceptable",), "polarity": False}, "claim", ("breached", "asserts")),
        ("be", "level violence", {"modifiers": ("acceptable",)}, "claim", None),
        ("level", "violence", {"pos": "noun", "modifiers": ("not acceptable",)}, "claim", ("breached", "asserts")),
        ("escalate", "shelling", {"pos": "noun"}, "claim", None),
        ("escalate", "shelling", {"pos": "noun"}, "accusation", ("breached", "asserts")),
        ("escalate", "shelling", {"pos": "noun", "on": "PAST_REF"}, "expectation", ("breached", "asserts")),
    ],
)
def test_what_is_said_of_conduct(
    lemma: str, words: str, event: dict[str, Any], act: str, expected: tuple[str, str] | None
) -> None:
    found = said(conduct(), "north-envoy", lemma, words, act, **event)
    assert [(e.claim, e.stance) for e in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("speaker", "witness", "standing"),
    [
        ("front-speaker", "mountain-front", "acknowledged"),
        ("capital", "capital", "self-serving"),
        ("league-chief", "league", "self-serving"),
        ("observers", "observers", "third-party"),
        ("someone-new", "someone-new", "third-party"),
    ],
)
def test_on_whose_word(speaker: str, witness: str, standing: str) -> None:
    found = said(promise(), speaker, "release", "captive")
    assert (found[0].witness, found[0].standing) == (witness, standing)
    assert found[0].speaker.party == speaker


def test_voices_that_nobody_knows_are_marked() -> None:
    (nameless,) = said(promise(), None, "release", "captive")
    (stranger,) = said(promise(), "someone-new", "release", "captive")
    assert UNIDENTIFIED in nameless.notes
    assert UNAFFILIATED in stranger.notes
    assert stranger.grade == "F6"


def test_the_reporters_voice_is_the_outlets() -> None:
    scene = Scene()
    place = scene.tell("The captives were released at noon")
    scene.event("released", "release", "captive", at=place)
    (found,) = linked(scene, agreement(promise()), grades={"Valley Post": "B2"})
    assert (found.witness, found.standing, found.grade) == ("Valley Post", "third-party", "B2")
    assert found.spans[0].text == "The captives were released at noon."


def test_a_partys_own_outlet_is_no_third_party() -> None:
    scene = Scene(outlet="Valley Voice")
    place = scene.tell("The captives were released at noon")
    scene.event("released", "release", "captive", at=place)
    (found,) = linked(scene, agreement(promise()))
    assert (found.witness, found.standing) == ("mountain-front", "acknowledged")


def test_a_grade_off_the_scale_is_refused() -> None:
    with pytest.raises(MonitorError, match=r"TR605.*'B9' is the grade of 'Valley Post'"):
        linked(Scene(), agreement(promise()), grades={"Valley Post": "B9"})


@pytest.mark.parametrize(
    ("count", "owners", "subjects"),
    [
        ((5000, "captive"), (), {"many"}),
        ((1000, "captive"), (), {"few"}),
        ((4900, "captive"), (), {"many"}),
        ((1000, "captive"), ("mountain-front",), {"few"}),  # the words have the side reversed; the number decides
        ((300, "captive"), (), {"many", "few"}),
        ((300, "captive"), ("mountain-front",), {"many"}),
        ((9000, "captive"), (), set()),
        ((14, "month"), (), {"many", "few"}),
        (None, (), {"many", "few"}),
        (None, ("north",), {"few"}),
    ],
)
def test_numbers_and_owners_choose_between_promises(
    count: tuple[float, str] | None, owners: tuple[str, ...], subjects: set[str]
) -> None:
    scene = Scene()
    position = scene.say("front-speaker", "they have been released as agreed")
    scene.event("released", "release", "captive", at=position, count=count, owners=owners)
    found = linked(scene, agreement(*counted()))
    assert {e.subject.removeprefix("commitment:") for e in found} == subjects


def test_a_reversed_side_is_noted() -> None:
    scene = Scene()
    position = scene.say("front-speaker", "a thousand captives of ours were released")
    scene.event("released", "release", "captive", at=position, count=(1000, "captive"), owners=("mountain-front",))
    (found,) = linked(scene, agreement(*counted()))
    assert found.notes == ("the words give the captive as another side's than the agreement does",)
    assert found.standing == "self-serving"


def test_parts_and_missing_numbers_are_noted() -> None:
    def notes(words: str, count: tuple[float, str] | None) -> tuple[str, ...]:
        scene = Scene()
        position = scene.say("front-speaker", words)
        scene.event("released", "release", "captive", at=position, count=count, owners=("mountain-front",))
        return linked(scene, agreement(*counted()))[0].notes

    assert notes("300 captives were released", (300, "captive")) == ("a part only: 300 of 5,000",)
    assert notes("captives were released", None) == (NO_NUMBER,)
    assert notes("all captives were released", None) == ()
    assert notes("4,900 captives were released", (4900, "captive")) == ("the words say 4,900, the agreement 5,000",)


def test_a_counted_match_beats_a_promise_without_number() -> None:
    rest = promise("rest", fulfilled=(Pattern(("release",), ("captive",), of="mountain-front"),))
    scene = Scene()
    position = scene.say("front-speaker", "5,000 captives were released")
    scene.event("released", "release", "captive", at=position, count=(5000, "captive"))
    assert [e.subject for e in linked(scene, agreement(*counted(), rest))] == ["commitment:many"]


def test_a_denied_quotation_is_no_evidence() -> None:
    scene = Scene()
    outer = scene.say("capital", "the Front never said so", "denial")
    inner = scene.say("front-speaker", "the captives were released", inside=outer)
    scene.event("released", "release", "captive", at=inner)
    assert linked(scene, agreement(promise())) == []


def test_the_innermost_speaker_is_the_witness() -> None:
    scene = Scene()
    outer = scene.say("observers", "as the Front has it")
    inner = scene.say("front-speaker", "the captives were released", inside=outer)
    scene.event("released", "release", "captive", at=inner)
    assert one(linked(scene, agreement(promise()))) == ("fulfilled", "asserts", "acknowledged")


@pytest.mark.parametrize(
    ("published", "on", "expected"),
    [
        ("2029-12-31", "", None),
        ("2030-02-01", "2029-12-01", None),
        ("2030-02-01", "2030-01", "2030-01"),
        ("2030-02-01", "2030-01-15TMO", "2030-01-15"),
        ("2030-02-01", "2030-05-01", ""),  # a date to come is no date of what happened
        ("2030-02-01", "PAST_REF", ""),
        ("2030-02-01", "2030-13", ""),
        ("2030-01", "", ""),  # it may have been after the signing
    ],
)
def test_dates(published: str, on: str, expected: str | None) -> None:
    scene = Scene(published)
    position = scene.say("front-speaker", "the captives were released")
    scene.event("released", "release", "captive", at=position, on=on)
    found = linked(scene, agreement(promise()))
    assert [str(e.t_event or "") for e in found] == ([] if expected is None else [expected])


def test_an_undated_report_is_known_when_it_was_read() -> None:
    scene = Scene(None)
    position = scene.say("front-speaker", "the captives were released")
    scene.event("released", "release", "captive", at=position)
    (found,) = linked(scene, agreement(promise()))
    assert found.t_known is None
    assert found.known_upto.isoformat() == "2030-12-31"


def test_an_appeal_is_dated_by_the_day_on_which_it_was_said() -> None:
    scene = Scene("2030-02-05")
    position = scene.say("league-chief", "release them", "demand", said="2030-02-03")
    scene.event("release", "release", "captive", at=position, factuality="demanded")
    (found,) = linked(scene, agreement(promise()))
    assert found.t_event == PartialDate("2030-02-03")


@pytest.mark.parametrize(
    ("more", "event", "matches"),
    [
        ({"by": ("capital",)}, {"actors": ("north-envoy",)}, True),  # the Capital's side
        ({"by": ("capital",)}, {"actors": ("front-speaker",)}, False),
        ({"by": ("capital",)}, {}, True),
        ({"excluding": ("livestock",)}, {"words": "captive livestock"}, False),
        ({"context": ("mountain-front",)}, {}, False),
        ({"context": ("mountain-front",)}, {"recipients": ("mountain-front",)}, True),
        ({"context": ("prisons",)}, {}, True),  # stands in the sentence
        ({"objects": ("prisoner of war",)}, {"words": "prisoner"}, False),
        ({"objects": ("prisoner of war",)}, {"words": "prisoner war"}, True),
        ({"objects": ("prisoner of war",)}, {"words": "prisoner of war"}, True),
        ({"actions": ("hand over",)}, {"lemma": "hand over"}, True),
        ({"actions": ("set free",)}, {"lemma": "set", "words": "captive free"}, True),
        ({"actions": ("liberate",)}, {}, False),
    ],
)
def test_patterns(more: dict[str, Any], event: dict[str, Any], matches: bool) -> None:
    pattern = Pattern(**{"actions": ("release",), "objects": ("captive",), **more})
    scene = Scene()
    position = scene.say("observers", "they were released from the prisons of the coast")
    details = {"lemma": "release", "words": "captive", **event}
    scene.event("released", details.pop("lemma"), details.pop("words"), at=position, **details)
    assert bool(linked(scene, agreement(promise(fulfilled=(pattern,), breached=())))) is matches


def talks() -> Commitment:
    return promise("talks", fulfilled=(Pattern(("start", "begin"), ("talk",), states=("ongoing", "stalled")),))


@pytest.mark.parametrize(
    ("lemma", "words", "event", "claim"),
    [
        ("begin", "talk", {}, "fulfilled"),
        ("talk", "", {"pos": "noun", "modifiers": ("stalled",)}, "fulfilled"),
        ("stall", "talk", {}, "fulfilled"),
        ("talk", "", {"aspect": "start"}, "fulfilled"),  # "began talking"
        ("begin", "talk", {"factuality": "ongoing"}, "fulfilled"),  # begun is begun
        ("begin", "talk", {"factuality": "demanded"}, "outstanding"),
    ],
)
def test_what_is_going_on_has_begun(lemma: str, words: str, event: dict[str, Any], claim: str) -> None:
    assert [e.claim for e in said(talks(), "observers", lemma, words, **event)] == [claim]


def test_a_release_that_goes_on_is_not_done() -> None:
    (found,) = said(promise(), "front-speaker", "release", "captive", factuality="ongoing")
    assert UNDER_WAY in found.notes


def test_a_mention_in_the_sentence_is_context() -> None:
    pattern = Pattern(("release",), ("captive",), context=("river-state",))
    scene = Scene()
    place = scene.tell("In the Delta land captives were released")
    scene.event("released", "release", "captive", at=(place[0] + 18, place[1]))
    assert linked(scene, agreement(promise(fulfilled=(pattern,)))) == []
    scene.mentions.append(Mention(Span.on(scene.text, place[0] + 7, place[0] + 17), "river-state"))
    assert len(linked(scene, agreement(promise(fulfilled=(pattern,))))) == 1


def test_quotations_of_the_reporter_stop_at_page_furniture() -> None:
    scene = Scene()
    scene.text = "Read also this "
    place = scene.tell("the captives were released at noon")
    scene.event("released", "release", "captive", at=place)
    report = scene.report
    object.__setattr__(report, "furniture", (Furniture(0, 15, "related"),))
    (found,) = link(agreement(promise()), report, scene.testimony, Registry())
    assert found.spans[0].text == "the captives were released at noon."


def test_one_sentence_gives_one_piece_of_evidence_for_a_claim() -> None:
    scene = Scene()
    position = scene.say("front-speaker", "the captives were released and handed over on Monday")
    scene.event("released", "release", "captive", at=position)
    scene.event("handed", "hand over", "captive", at=position, on="2030-01-07")
    (found,) = linked(scene, agreement(promise()))
    assert found.t_event == PartialDate("2030-01-07")


def test_ids_are_stable_and_depend_on_the_wording_of_the_agreement() -> None:
    scene = Scene()
    position = scene.say("front-speaker", "the captives were released")
    scene.event("released", "release", "captive", at=position)
    pact = agreement(promise())
    first, again = linked(scene, pact), linked(scene, pact)
    assert first == again
    other = agreement(promise())
    object.__setattr__(other, "digest", "e" * 64)
    assert linked(scene, other)[0].id != first[0].id


def test_gates_hear_the_decider() -> None:
    gate = Gate("leave", "Leave?", ("league",), (), opened=(Pattern(("decide",), ("departure",)),))
    pact = agreement(gates=(gate,))

    def standing(speaker: str) -> str:
        scene = Scene()
        position = scene.say(speaker, "we decided on the departure")
        scene.event("decided", "decide", "departure", at=position)
        (found,) = linked(scene, pact)
        assert found.subject == "gate:leave"
        return found.standing

    assert [standing(s) for s in ("league-chief", "north-envoy", "front-speaker", "observers")] == [
        "acknowledged",
        "third-party",
        "self-serving",
        "third-party",
    ]


@pytest.mark.parametrize(
    ("actors", "expected"), [(("mountain-front",), "self-serving"), (("north",), "acknowledged"), ((), "self-serving")]
)
def test_where_both_sides_owe_the_same(actors: tuple[str, ...], expected: str) -> None:
    both = ("north", "mountain-front")
    (found,) = said(conduct(debtor=both, creditor=both), "north-envoy", "escalate", "shelling", actors=actors)
    assert (found.claim, found.witness, found.standing) == ("breached", "north", expected)


def test_who_accuses_does_not_admit() -> None:
    scene = Scene()
    position = scene.say("front-speaker", "they escalated the shelling many times", act="accusation")
    scene.event("escalated", "escalate", "shelling", at=position)
    assert linked(scene, agreement(conduct())) == []
    admitted = Scene()
    position = admitted.say("front-speaker", "we escalated the shelling", act="accusation")
    admitted.event("escalated", "escalate", "shelling", at=position, actors=("mountain-front",))
    (found,) = linked(admitted, agreement(conduct()))
    assert (found.claim, found.standing) == ("breached", "acknowledged")


@pytest.mark.parametrize(
    "words", ["have the captives been released? Nobody knows", "were the captives released?” he asked"]
)
def test_a_question_claims_nothing(words: str) -> None:
    scene = Scene()
    at = scene.tell(words)
    scene.event("released", "release", "captive", at=at)
    assert linked(scene, agreement(promise())) == []
