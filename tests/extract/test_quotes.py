from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treuga.extract.quotes import find_quotes
from treuga.extract.sentences import paragraphs


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotes(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The road is open,” she said.", ["The road is open,"]),
        ('"The road is open," she said. "It will stay so."', ["The road is open,", "It will stay so."]),
        ("Der Sprecher: «The road is open».", ["The road is open"]),
        ("He called it „a first step” on Monday.", ["a first step"]),
        ("She wrote ‘the road is open’ to the ministers’ office.", ["the road is open"]),
        ("The parties’ envoys and the ministers’ aides met.", []),
        ("It’s the army’s road, and that’s all.", []),
        # speech glued to its colon, closed by a mark that turns the wrong way
        ("She added:“ The road is open. We thank all. “", [" The road is open. We thank all. "]),
        # the opening mark is lost, the closing one follows a comma
        ("The road is open at last,” she said.", ["The road is open at last,"]),
        # a closing mark that never comes: the quotation ends with its paragraph
        ("She said: “The road is open.\n\nThe convoy left.", ["The road is open."]),
        # an inner quotation belongs to the outer one
        ("“He told us “never again” and left,” she said.", ["He told us “never again” and left,"]),
    ],
)
def test_quotation_is_found_whatever_the_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_speech_resumed_after_a_lost_closing_mark_is_two_quotations() -> None:
    text = "She said: “The road is open, adding: “The bridge will follow.”"
    assert inner(text) == ["The road is open", "The bridge will follow."]


@given(st.text(alphabet="ab .,:\n\"“”‘’'«»„`", max_size=200))
def test_quotations_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for quote in find_quotes(text, paragraphs(text)):
        assert end <= quote.start <= quote.inner_start <= quote.inner_end <= quote.end <= len(text)
        end = quote.end
