from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from treuga.text import near_duplicates

WIRE = (
    "The envoy of the river union said on Monday that the two armies had agreed to stop shelling the bridge over "
    "the Oru and to exchange forty prisoners within a week. She added that monitors would count the guns on both "
    "banks, and that a second round of talks was to open in Linden before the rains. The first army confirmed the "
    "agreement. The second army said that it had agreed to the exchange only, and that the guns would stay where "
    "they were for now."
)
EDITED = WIRE.replace("on Monday", "late on Monday").replace("forty", "40").replace("The first army", "The First Army")
OTHER = (
    "Guns fell silent at the Oru bridge on Monday after the union's envoy announced an exchange of prisoners. "
    "Forty men will walk home next week, and observers are to be posted on either bank, she told journalists in "
    "the capital. One of the armies was quick to endorse her words; its adversary limited its consent to the "
    "prisoners and ruled out moving artillery. Another meeting is planned in Linden ahead of the rainy season."
)


def test_a_lightly_edited_copy_is_found_and_another_report_is_not() -> None:
    assert near_duplicates([OTHER, WIRE, EDITED]) == [[1, 2]]


def test_a_shortened_copy_is_found() -> None:
    assert near_duplicates([WIRE, " ".join(WIRE.split()[:45])]) == [[0, 1]]


def test_punctuation_case_and_quotes_do_not_matter() -> None:
    assert near_duplicates(["“Stop,” she said.", "OTHER", '"stop" she said']) == [[0, 2]]


def test_empty_and_short_texts_are_no_copies_of_each_other() -> None:
    assert near_duplicates(["", " ", "Yes.", "No."]) == []
    assert near_duplicates([]) == []


def test_many_copies_are_grouped(must_end: None) -> None:
    texts = [f"{WIRE} {i}" for i in range(800)]
    assert near_duplicates(texts) == [list(range(800))]


words = st.lists(st.sampled_from([f"w{i}" for i in range(400)]), min_size=60, max_size=120, unique=True).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(words, words, st.integers(0, 2**16))
def test_one_changed_word_makes_a_copy_whatever_the_order(a: str, b: str, seed: int) -> None:
    tokens = a.split()
    tokens[len(tokens) // 2] = "changed"
    texts = [a, b, " ".join(tokens)]
    order = list(range(3))
    random.Random(seed).shuffle(order)
    groups = near_duplicates([texts[i] for i in order])
    named = [sorted(order[i] for i in group) for group in groups]
    assert any({0, 2} <= set(group) for group in named)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(words, st.text(max_size=80)), max_size=8))
def test_groups_are_disjoint_and_in_order(texts: list[str]) -> None:
    groups = near_duplicates(texts)
    flat = [i for group in groups for i in group]
    assert len(flat) == len(set(flat))
    assert all(len(group) > 1 and group == sorted(group) for group in groups)
    assert groups == sorted(groups)
