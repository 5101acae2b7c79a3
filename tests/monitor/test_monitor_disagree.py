"""What is told in two ways: found by general rules; and what only looks so, not found."""

from __future__ import annotations

from typing import Any

import pytest
from monitor_kit import Registry, Scene, agreement, conduct, counted, day, promise, word

from treuga.model import Agreement, Condition, Evidence, Gate, Mention, PartialDate, Pattern, Quantity, Span
from treuga.monitor import Disagreement, disagreements, evaluate, link
from treuga.monitor.telltales import Interval, interval, same_number

AS_OF = day("2030-12-31")


def found(
    *scenes: Scene,
    pact: Agreement | None = None,
    evidence: list[Evidence] | None = None,
    groups: dict[str, str] | None = None,
) -> list[Disagreement]:
    one = pact or agreement(promise())
    linked = evidence or [e for s in scenes for e in link(one, s.report, s.testimony, Registry())]
    findings = evaluate(one, linked, as_of=AS_OF, known_at=AS_OF)
    reports = [scene.report for scene in scenes]
    return disagreements([(one, findings, linked)], reports, [s.testimony for s in scenes], Registry(), groups)


def values(one: Disagreement) -> list[str]:
    return [version.value for version in one.versions]


def told(words: str, name: str, published: str, verb: str, lemma: str, bag: str, **more: Any) -> Scene:
    scene = Scene(published, name)
    at = scene.tell(words)
    scene.mentions += more.pop("mentions", [])
    for party in more.pop("names", ()):
        start = scene.text.index(party.replace("-", " "))
        scene.mentions.append(Mention(Span.on(scene.text, start, start + len(party)), party))
    scene.event(verb, lemma, bag, at=at, **more)
    return scene


def signing(date: str, name: str, names: tuple[str, ...] = ("north", "mountain-front")) -> Scene:
    who = " and ".join(party.replace("-", " ") for party in names)
    return told(f"{who} signed the accord then", name, "2030-05-01", "signed", "sign", "accord", on=date, names=names)


def test_a_signing_date_is_held_against_the_agreement() -> None:
    (one,) = found(signing("2030-01-01", "a.txt"), signing("2029-12-01", "b.txt"), signing("2030-01", "c.txt"))
    assert (one.kind, values(one)) == ("signing date", ["2030-01-01", "2030-01-01", "2029-12-01", "2030-01"])
    assert one.versions[0].span is None
    spans = [version.span for version in one.versions[1:]]
    assert all(span and "signed the accord" in span.text for span in spans)


def test_signing_dates_that_can_be_true_are_none() -> None:
    assert found(signing("2030-01", "a.txt"), signing("2030-01-01", "b.txt")) == []


def test_another_agreement_has_its_own_date() -> None:
    assert found(signing("2029-12-01", "a.txt", ("north", "river-state"))) == []
    assert found(signing("2029-12-01", "a.txt", ("river-state", "observers"))) == []


def blast(name: str, on: str, published: str, actor: str = "mountain-front", words: str = "bridge mill") -> Scene:
    text = "the bridge by the mill was destroyed"
    return told(text, name, published, "destroyed", "destroy", words, on=on, actors=(actor,))


def test_one_event_on_two_days() -> None:
    (one,) = found(blast("a.txt", "2030-02-03", "2030-02-05"), blast("b.txt", "2030-02-04", "2030-02-06"))
    assert (one.kind, values(one)) == ("date", ["2030-02-03", "2030-02-04"])
    assert {version.report_name for version in one.versions} == {"a.txt", "b.txt"}


@pytest.mark.parametrize(
    "other",
    [
        blast("b.txt", "2030-02-03", "2030-02-06"),
        blast("b.txt", "2030-03-20", "2030-03-21"),
        blast("b.txt", "2030-02", "2030-02-26"),
        blast("b.txt", "2030-02-09", "2030-02-10", actor="north"),
        blast("b.txt", "2030-02-09", "2030-02-10", words="chapel tower"),
    ],
    ids=["the same day", "weeks apart", "a month that holds the day", "somebody else", "something else"],
)
def test_what_is_no_other_date_of_the_same(other: Scene) -> None:
    assert found(blast("a.txt", "2030-02-03", "2030-02-05"), other) == []


def test_copies_of_one_story_do_not_disagree_with_each_other() -> None:
    one, other = blast("a.txt", "2030-02-03", "2030-02-05"), blast("b.txt", "2030-02-04", "2030-02-06")
    assert found(one, other, groups={one.report.id: "story", other.report.id: "story"}) == []


def toll(number: float, name: str, published: str = "2030-02-05", unit: str = "villager", **more: Any) -> Scene:
    return told("the flood at the mill displaced some", name, published, "displaced", "displace", "flood mill",
                count=(number, unit), **more)  # fmt: skip


def test_one_matter_in_two_numbers() -> None:
    (one,) = found(toll(40, "a.txt"), toll(90, "b.txt", "2030-02-07"))
    assert (one.kind, values(one)) == ("number", ["40 villager", "90 villager"])


@pytest.mark.parametrize(
    "other",
    [
        toll(42, "b.txt"),
        toll(90, "b.txt", "2030-03-05"),
        toll(90, "b.txt", unit="house"),
        toll(90, "b.txt", owners=("north",)),
        toll(90, "b.txt", factuality="planned"),
        toll(9000, "b.txt"),
    ],
    ids=["rounding", "weeks later", "another unit", "another's", "a plan", "another order"],
)
def test_what_is_no_other_number_of_the_same(other: Scene) -> None:
    assert found(toll(40, "a.txt"), other) == []


def test_two_promised_numbers_are_two_promises() -> None:
    scenes = [
        told("captives were let go at the ford", name, "2030-02-05", "let go", "release", "captive ford",
             count=(number, "captive"))
        for name, number in (("a.txt", 5000), ("b.txt", 1000))
    ]  # fmt: skip
    kinds = [one.kind for one in found(*scenes, pact=agreement(*counted()))]
    assert "number" not in kinds
    assert [one.kind for one in found(*scenes)] == ["number"]


def test_told_and_denied_but_not_first_denied_and_then_told() -> None:
    def crossing(name: str, published: str, polarity: bool) -> Scene:
        return told("the river at the ford was crossed", name, published, "crossed", "cross", "river ford",
                    actors=("north",), polarity=polarity)  # fmt: skip

    (one,) = found(crossing("a.txt", "2030-02-05", True), crossing("b.txt", "2030-02-06", False))
    assert (one.kind, values(one)) == ("yes or no", ["it was so", "it was not so"])
    assert found(crossing("a.txt", "2030-02-05", False), crossing("b.txt", "2030-02-06", True)) == []


def test_claims_of_the_parties_against_each_other() -> None:
    c, k = promise(), conduct()
    evidence = [
        word(k, "north", "breached", "2030-02-01"),
        word(k, "mountain-front", "fulfilled", "2030-02-20"),
        word(c, "north", "fulfilled", "2030-02-01"),
        word(c, "mountain-front", "outstanding", "2030-03-05"),
    ]
    first, second = found(pact=agreement(c, k), evidence=evidence)
    assert (first.kind, first.about, values(first)) == ("claims", "The release", ["done, or kept", "still to be done"])
    assert (second.about, values(second)) == ("No shelling", ["broken", "done, or kept"])


def test_history_is_no_disagreement() -> None:
    c, k = promise(), conduct()
    evidence = [
        word(c, "mountain-front", "outstanding", "2030-02-01"),  # asked for, then done
        word(c, "mountain-front", "fulfilled", "2030-03-01"),
        word(k, "mountain-front", "fulfilled", "2030-02-01"),  # calm, and half a year later war
        word(k, "north", "breached", "2030-08-01"),
    ]
    assert found(pact=agreement(c, k), evidence=evidence) == []


def test_sides_that_are_reversed_are_held_against_the_agreement() -> None:
    pact = agreement(*counted())
    scene = Scene()
    position = scene.say("north-envoy", "a thousand of our captives were released")
    scene.event("released", "release", "captive", at=position, count=(1000, "captive"), owners=("mountain-front",))
    (one,) = [d for d in found(scene, pact=pact) if d.kind == "wording"]
    assert one.versions[0].witness == "the agreement"
    assert one.versions[1].span and "a thousand of our captives" in one.versions[1].span.text


def test_a_decision_told_before_its_day() -> None:
    gate = Gate("return", "The return", ("league",), (Condition("calm", "Calm"),),
                (Pattern(("go home",), ("troop",)),), expected=(PartialDate("2030-03-01"),))  # fmt: skip
    pact = agreement(promise(), gates=(gate,))

    def decided(published: str, cue: str) -> Scene:
        scene = Scene(published)
        position = scene.say("league-chief", "its troops will not go home", act="announcement")
        statement = scene.statements[position]
        scene.text = scene.text.replace("said", cue)
        scene.statements[position] = type(statement)(
            **{f: getattr(statement, f) for f in ("speaker", "act", "form", "said")},
            cue=Span.on(scene.text, statement.cue.start, statement.cue.end + len(cue) - 4),
            content=Span.on(scene.text, statement.content.start + len(cue) - 4, statement.content.end + len(cue) - 4),
        )
        scene.event("go home", "go home", "troop", at=position, factuality="planned", polarity=False)
        return scene

    (one,) = found(decided("2030-02-20", "decided"), pact=pact)
    assert (one.kind, values(one)) == ("decision", ["to be decided on 2030-03-01", "decided"])
    assert found(decided("2030-02-20", "hinted"), pact=pact) == []
    assert found(decided("2030-03-02", "decided"), pact=pact) == []


def test_one_side_says_that_the_other_agreed() -> None:
    scene = Scene()
    position = scene.say("north-envoy", "the front agreed to a longer pause at the ford")
    scene.event("agreed", "agree", "pause ford", at=position, actors=("mountain-front",))
    (one,) = found(scene)
    assert (one.kind, [version.witness for version in one.versions]) == ("one side", ["north", "mountain-front"])
    position = scene.say("front-speaker", "we agreed to the pause")
    scene.event("agreed", "agree", "pause", at=position, actors=("mountain-front",))
    assert found(scene) == []


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ((100, "exact"), (109, "exact"), True),
        ((100, "exact"), (150, "exact"), False),
        ((100, "at least"), (150, "exact"), True),
        ((100, "exact"), (150, "at most"), True),
        ((100, "at most"), (150, "exact"), False),
        ((7, "exact"), (8, "exact"), False),
    ],
)
def test_numbers_that_can_both_be_true(first: tuple[float, str], second: tuple[float, str], same: bool) -> None:
    one, other = (Quantity(Span(0, 1, "x"), value, "man", bound) for value, bound in (first, second))
    assert same_number(one, other) is same_number(other, one) is same


def test_days_of_time_values() -> None:
    assert interval("2030-02-03T10:00") == Interval(day("2030-02-03"), day("2030-02-03"))
    assert str(interval("2030-02")) == "2030-02"
    assert str(interval("2030-02-03/2030-02-05")) == "2030-02-03 to 2030-02-05"
    assert [interval(value) for value in ("2030", "P3D", "2030-W07", "PAST_REF", "2030-99", "XXXX-XX")] == [None] * 6


# --- places, doers, deciders ------------------------------------------------------------------------------------------


def met(place: str, name: str, published: str = "2030-05-01", **more: Any) -> Scene:
    more = {"actors": ("north",), "on": "2030-04-30", **more}
    return told(f"The envoys of north met {place} about grain", name, published, "met", "meet", "envoy grain", **more)


def test_one_event_in_two_places() -> None:
    (one,) = found(met("in Linden", "a.txt"), met("in the town of Upper Ford", "b.txt"))
    assert (one.kind, values(one)) == ("place", ["Linden", "Upper Ford"])


@pytest.mark.parametrize(
    "other",
    [
        met("in Linden", "b.txt"),
        met("in Old Linden", "b.txt"),
        met("in Rivermark", "b.txt"),  # of which another sentence says that Linden lies in it
        met("in Upper Ford", "b.txt", on="2030-04-20"),
        met("in Upper Ford", "b.txt", actors=("mountain-front",)),
        met("in Upper Ford", "b.txt", polarity=False),
        met("in Upper Ford and in Linden", "b.txt"),
        met("in May", "b.txt"),
        met("in Upper Ford", "b.txt", published="2030-06-20", on=""),
    ],
    ids=["same", "longer", "within", "day", "actor", "denied", "both", "month", "undated, weeks later"],
)
def test_what_is_no_other_place_of_the_same(other: Scene) -> None:
    other.tell("They went on to Linden, Rivermark")
    assert "place" not in {one.kind for one in found(met("in Linden", "a.txt"), other)}


def test_somebodys_name_is_no_place() -> None:
    scene = met("in Capital", "b.txt")
    start = scene.text.index("Capital")
    scene.mentions.append(Mention(Span.on(scene.text, start, start + 7), "capital"))
    assert found(met("in Linden", "a.txt"), scene) == []


def freed(actor: str, name: str, number: float = 40, published: str = "2030-05-01", **more: Any) -> Scene:
    words = f"{actor} freed {number:g} miners from the salt works"
    more = {"actors": (actor,), "count": (number, "miner"), **more}
    return told(words, name, published, "freed", "free", "miner salt work", **more)


def test_one_deed_done_by_two() -> None:
    (one,) = found(freed("north", "a.txt"), freed("mountain-front", "b.txt"))
    assert (one.kind, values(one), one.about) == ("who did it", ["north", "mountain-front"], "free miner salt work")


@pytest.mark.parametrize(
    "other",
    [
        freed("north-envoy", "b.txt"),  # speaks for the same
        freed("mountain-front", "b.txt", number=25),
        freed("mountain-front", "b.txt", count=None),
        freed("mountain-front", "b.txt", published="2030-05-09"),
        freed("mountain-front", "b.txt", factuality="planned"),
        freed("mountain-front", "b.txt", polarity=False),
    ],
    ids=["same side", "number", "nothing in common", "later", "planned", "denied"],
)
def test_what_are_two_deeds(other: Scene) -> None:
    assert [one for one in found(freed("north", "a.txt"), other) if one.kind == "who did it"] == []


def chose(actor: str, name: str, published: str = "2030-05-01", bag: str = "leave valley") -> Scene:
    return told(f"{actor} decided to leave", name, published, "decided", "decide", bag, actors=(actor,))


def test_one_decision_taken_by_two() -> None:
    (one,) = found(chose("league", "a.txt"), chose("river-state", "b.txt", "2030-05-06"))
    assert (one.kind, values(one)) == ("who decided", ["league", "river-state"])


@pytest.mark.parametrize(
    "other",
    [
        chose("league", "b.txt"),
        chose("river-state", "b.txt", "2030-06-01"),
        chose("river-state", "b.txt", bag="buy grain"),
    ],
    ids=["same", "another month", "another matter"],
)
def test_what_are_two_decisions(other: Scene) -> None:
    assert found(chose("league", "a.txt"), other) == []
