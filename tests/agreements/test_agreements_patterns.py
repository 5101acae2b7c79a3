"""The patterns of the library, tried on invented clauses: what would each be taken to say of which commitment?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import pytest

from treuga import model
from treuga.agreements import find_agreement
from treuga.model import Event, Mention, PartialDate, Quantity, Reference, Report, Span, Statement
from treuga.monitor.link import link


class Registry:
    """Everybody speaks for nobody but itself."""

    def principals(self, party_id: str, on: dt.date | None = None) -> tuple[str, ...]:
        return (party_id,)

    def get(self, party_id: str) -> None:
        return None

    def __contains__(self, party_id: object) -> bool:
        return True


@dataclass(frozen=True)
class Case:
    """A sentence said by somebody, the event in it, and what it should be linked to."""

    text: str
    predicate: str
    lemma: str
    words: str
    expected: frozenset[tuple[str, str]]
    speaker: str = "united-nations"
    about: tuple[str, ...] = ()
    more: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return self.text[:50]


def case(text: str, predicate: str, lemma: str, words: str, *expected: str, **more: Any) -> Case:
    """``expected`` as ``commitment claim``."""
    speaker, about = more.pop("speaker", "united-nations"), more.pop("about", ())
    pairs = frozenset((f"commitment:{key}", claim) for key, _, claim in (e.partition(" ") for e in expected))
    return Case(text, predicate, lemma, words, pairs, speaker, about, tuple(more.items()))


def as_testimony(said: Case) -> tuple[Report, model.Testimony]:
    text = f"Somebody said: {said.text}"
    report = Report("0" * 64, "invented.txt", text, published=PartialDate("2020-11-20"))
    content = Span.on(text, text.index(said.text), len(text))
    start = text.index(said.predicate, content.start)
    statement = Statement(
        Reference(Span.on(text, 0, 8), said.speaker), Span.on(text, 9, 13), content, act="claim", form="indirect"
    )
    event = Event(
        span=content,
        predicate=Span.on(text, start, start + len(said.predicate)),
        lemma=said.lemma,
        pos="verb",
        words=tuple(said.words.split()),
        statement=0,
    )
    details = dict(said.more)
    if number := details.pop("number", None):
        details["quantities"] = (Quantity(content, float(number[0]), number[1]),)
    mentions = tuple(Mention(Span.on(text, content.start, content.start + 1), party) for party in said.about)
    return report, model.Testimony(report.id, (statement,), mentions, events=(replace(event, **details),))


US, TALIBAN, KABUL = ("united-states",), ("taliban",), ("afghan-government",)
CASES = [
    # Prisoners: by number, by owner, by doer.
    case("Kabul freed 4,900 Taliban inmates.", "freed", "free", "taliban inmate", "prisoners-5000 fulfilled",
         actors=KABUL, owners=TALIBAN, number=(4900, "inmate")),
    case("The movement let 1,000 captives go.", "let", "let go", "captive", "prisoners-1000 fulfilled",
         actors=TALIBAN, number=(1000, "captive")),
    case("The Taliban have yet to free the soldiers.", "free", "free", "soldier", "prisoners-1000 fulfilled",
         actors=TALIBAN, polarity=False),
    # Withdrawal: a number decides which step is meant.
    case("Washington has cut its troops to 8,600.", "cut", "cut", "troop", "withdrawal-135-days fulfilled",
         actors=US, number=(8600, "troop")),
    case("The Americans vacated five camps.", "vacated", "vacate", "camp", "bases fulfilled", actors=US,
         number=(5, "camp")),
    case("The pullout has been completed.", "completed", "complete", "pullout", "withdrawal fulfilled", actors=US),
    case("The Americans pulled all soldiers out.", "pulled", "pull out", "soldier", "withdrawal fulfilled", actors=US),
    # Ties and shelter.
    case("The Taliban renounced their relations with al-Qaeda.", "renounced", "renounce", "relation qaeda",
         "no-safe-haven fulfilled", actors=TALIBAN, about=("al-qaeda",)),
    case("The Taliban never severed their links with extremists.", "severed", "sever", "link extremist",
         "no-safe-haven breached", actors=TALIBAN, polarity=False),
    case("The Taliban harbour jihadist commanders.", "harbour", "harbour", "jihadist commander",
         "no-safe-haven breached", actors=TALIBAN),
    case("The Taliban work with others against terrorism.", "work", "work", "terrorism", actors=TALIBAN),
    case("NATO trains soldiers to fight terrorism.", "trains", "train", "soldier terrorism", actors=("nato",)),
    # Violence.
    case("Assaults rose again this month.", "rose", "rise", "assault", "reduce-violence breached"),
    case("The Taliban scaled down their operations.", "scaled", "scale down", "operation", "reduce-violence fulfilled",
         actors=TALIBAN),
    case("The bloodshed is intolerable.", "intolerable", "intolerable", "bloodshed", "reduce-violence breached",
         modifiers=("intolerable",)),
    case("The American air force increased its strikes.", "increased", "increase", "strike", actors=US),
    # Talks, of the Afghans only.
    case("The intra-Afghan dialogue opened.", "opened", "open", "dialogue intra-afghan",
         "intra-afghan-talks fulfilled"),
    case("The stalled Afghan talks worry us.", "talks", "talk", "afghan", "intra-afghan-talks fulfilled", pos="noun",
         modifiers=("stalled",), factuality="ongoing"),
    case("The trade talks opened.", "opened", "open", "trade talk"),
    # Sanctions: whose they are.
    case("Washington began to review its blacklist.", "review", "review", "blacklist", "sanctions-review fulfilled",
         actors=US),
    case("The Security Council adopted a resolution.", "adopted", "adopt", "resolution", "unsc-endorsement fulfilled",
         actors=("un-security-council",), about=("un-security-council",)),
]  # fmt: skip


@pytest.mark.parametrize("said", CASES, ids=str)
def test_a_clause_is_linked_to_what_it_speaks_of_and_to_nothing_else(said: Case) -> None:
    evidence = link(find_agreement("us-taliban-2020"), *as_testimony(said), Registry())  # type: ignore[arg-type]
    assert {(e.subject, e.claim) for e in evidence} == said.expected


def test_what_is_not_done_is_denied() -> None:
    said = next(c for c in CASES if c.lemma == "free" and "soldier" in c.words)
    (evidence,) = link(find_agreement("us-taliban-2020"), *as_testimony(said), Registry())  # type: ignore[arg-type]
    assert evidence.stance == "denies"


def test_the_gate_hears_its_decider() -> None:
    leaving = case(
        "We will not leave before the time has come.", "leave", "leave", "time", speaker="nato",
        actors=("nato",), polarity=False, factuality="planned",
    )  # fmt: skip
    evidence = link(find_agreement("nato-resolute-support"), *as_testimony(leaving), Registry())  # type: ignore[arg-type]
    assert {(e.subject, e.claim, e.stance) for e in evidence} == {("gate:presence", "intended", "denies")}
