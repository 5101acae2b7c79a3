from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from treuga.extract.sentences import paragraphs, sentences, set_sentence_starts


def split(text: str) -> list[str]:
    return [text[a:b].strip() for block in paragraphs(text) for a, b in sentences(text, *block)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks resume\n\nThe sides met.", ["Talks resume", "The sides met."]),
        ("Gen. Park met Dr. Osei at 9 a.m. He ate.", ["Gen. Park met Dr. Osei at 9 a.m. He ate."]),
        ("Gen. Park met Dr. Osei on Monday. They ate.", ["Gen. Park met Dr. Osei on Monday.", "They ate."]),
        ("J. R. Okello signed. No. 4 was left out.", ["J. R. Okello signed.", "No. 4 was left out."]),
        ("It moves forward.It is time.", ["It moves forward.", "It is time."]),
        ("“We came. We saw,” she said.", ["“We came.", "We saw,” she said."]),
        ("“We came.” She left.", ["“We came.”", "She left."]),
        ("JUBA, 4 May (Agency) - The army left.", ["JUBA, 4 May (Agency) -", "The army left."]),
        ("NAIROBI: The army left.", ["NAIROBI:", "The army left."]),
        ("Growth was 3.5 per cent. Fine.", ["Growth was 3.5 per cent.", "Fine."]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "The delegation left the hotel after the second day of\ntalks and did not speak.\nTalks end\n"
    assert [text[a:b] for a, b in paragraphs(text)] == [text[:78], "Talks end"]


def test_component_marks_the_starts_before_the_parser() -> None:
    nlp = spacy.blank("en")
    doc = set_sentence_starts(nlp.make_doc("Talks resume\n\nGen. Park met them. They ate."))
    assert [s.text.strip() for s in doc.sents] == ["Talks resume", "Gen. Park met them.", "They ate."]


@given(st.text(max_size=300))
def test_sentences_cover_their_paragraph_in_order(text: str) -> None:
    end = 0
    for start, stop in paragraphs(text):
        assert end <= start < stop <= len(text)
        end = stop
        found = sentences(text, start, stop)
        assert found[0][0] == start and found[-1][1] == stop
        assert all(a[1] == b[0] for a, b in pairwise(found))
