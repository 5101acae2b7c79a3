"""Near misses: what is left out or decides nothing, each with the predicate that failed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from monitor_kit import Registry, Scene, agreement, counted, day, promise, word

from treuga.model import Pattern
from treuga.monitor import evaluate, link, near_misses, undecided
from treuga.monitor.remarks import NO_NUMBER, UNIDENTIFIED
from treuga.monitor.whynot import NearMiss

STRICT = promise(
    fulfilled=(
        Pattern(("release",), ("captive",), context=("ford",), excluding=("goat",), by=("capital",),
                of="mountain-front", count=100, unit="captive"),
    )
)  # fmt: skip


def missed(scene: Scene, *, pact: object = None, key: str = "release") -> list[NearMiss]:
    one = pact or agreement(STRICT)
    found = near_misses(one, scene.report, scene.testimony, Registry(), key)  # type: ignore[arg-type]
    for miss in found:
        assert scene.text[miss.quote.start : miss.quote.end] == miss.quote.text
    return found


def tell(words: str, published: str = "2030-02-01", **more: object) -> Scene:
    scene = Scene(published)
    at = scene.tell(words)
    scene.event("released", "release", str(more.pop("bag", "captive")), at=at, **more)  # type: ignore[arg-type]
    return scene


GOOD = "the captives were released at the ford"


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: tell(GOOD + " with a goat"), "ruled out"),
        (lambda: tell("the captives were released"), "no context"),
        (lambda: tell(GOOD, actors=("river-state",)), "wrong actor"),
        (lambda: tell(GOOD, owners=("north",)), "wrong side"),
        (lambda: tell(GOOD, count=(5000, "captive")), "too many"),
        (lambda: tell(GOOD, factuality="possible"), "hope, not fact"),
        (lambda: tell(GOOD + "? Nobody knows"), "a question"),
        (lambda: tell(GOOD, on="2029-12-01"), "before signing"),
        (lambda: tell(GOOD, published="2029-12-01"), "before signing"),
        (lambda: tell(GOOD, bag="goatherd"), "another object"),
    ],
)
def test_the_predicate_that_failed_is_named(make: Callable[[], Scene], kind: str) -> None:
    scene = make()
    (miss,) = missed(scene)
    assert (miss.kind, miss.linked) == (kind, False)
    assert miss.why
    assert link(agreement(STRICT), scene.report, scene.testimony, Registry()) == []


def test_what_is_evidence_is_no_near_miss() -> None:
    scene = tell(GOOD, count=(100, "captive"))
    assert len(link(agreement(STRICT), scene.report, scene.testimony, Registry())) == 1
    assert missed(scene) == []


def test_a_number_that_is_another_promise() -> None:
    scene = tell("the captives were released", count=(1000, "captive"))
    (miss,) = missed(scene, pact=agreement(*counted()), key="many")
    assert (miss.kind, miss.why) == ("another promise", "its number is that of commitment:few")


def test_who_accuses_admits_nothing_and_is_named() -> None:
    scene = Scene()
    position = scene.say("capital", "they canceled the release", act="accusation")
    scene.event("canceled", "cancel", "release", at=position)
    (miss,) = missed(scene)
    assert (miss.kind, miss.speaker) == ("accusation", "capital")


def test_what_is_linked_and_decides_nothing() -> None:
    c = promise()
    evidence = [
        word(c, "north", "fulfilled", "2030-02-01"),
        word(c, "observers", "fulfilled", "2030-02-02", notes=(NO_NUMBER,)),
        word(c, "observers", "fulfilled", "2030-02-03", notes=(UNIDENTIFIED,)),
        word(c, "river-state", "intended", "2030-02-04"),
        word(c, "mountain-front", "fulfilled", "2030-08-01"),
        word(promise("other"), "north", "fulfilled", "2030-02-01"),
    ]
    (finding,) = evaluate(agreement(c), evidence, as_of=day("2030-03-05"), known_at=day("2030-03-05"))
    assert finding.state == "disputed"
    found = undecided(finding, evidence)
    assert [miss.kind for miss in found] == ["contested", "too few", "unidentified", "heard only", "late"]
    assert all(miss.linked and miss.why for miss in found)
    assert "after 2030-03-05" in found[-1].why


def test_what_decides_is_left_out() -> None:
    c = promise()
    evidence = [word(c, "mountain-front", "fulfilled", "2030-02-01"), word(c, "north", "fulfilled", "2030-02-01")]
    (finding,) = evaluate(agreement(c), evidence, as_of=day("2030-03-05"), known_at=day("2030-03-05"))
    assert undecided(finding, evidence) == []
