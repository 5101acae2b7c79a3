"""Numbers in digits, in words and in round words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treuga.extract.numbers import COUNT, NUMBER, ROUND, parse_number

FOUND = re.compile(rf"(?<![\w.,]){NUMBER}(?!\w)", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("9,600", 9600),
        ("1,234,567", 1234567),
        ("17 000", 17000),
        ("2.5", 2.5),
        ("2½", 2.5),
        ("5 1/2", 5.5),
        ("1.1 million", 1_100_000),
        ("3bn", 3e9),
        ("12k", 12_000),
        ("nine", 9),
        ("twenty-one", 21),
        ("Forty Two", 42),
        ("a hundred", 100),
        ("one hundred and five", 105),
        ("three hundred", 300),
        ("a thousand", 1000),
        ("two thousand five hundred", 2500),
        ("one million two hundred thousand", 1_200_000),
        ("half a million", 500_000),
        ("two and a half", 2.5),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("three score", 60),
        ("a couple of", 2),
        ("dozens", 24),
        ("several hundred", 200),
        ("tens of thousands", 20_000),
    ],
)
def test_value(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "and", "of", "a", "prisoners", "seven hills", "1.2.3", "1/0"])
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a convoy of 17,000 lorries", "17,000"),
        ("some two hundred thousand families", "two hundred thousand"),
        ("tens of thousands of homes", "tens of thousands"),
        ("one million two hundred thousand votes", "one million two hundred thousand"),
        ("nearly half a million people", "half a million"),
        ("someone phoned", None),
        ("the tenth of them", None),
    ],
)
def test_found_in_text(text: str, found: str | None) -> None:
    match = FOUND.search(text)
    assert (match[0] if match else None) == found


@given(st.integers(0, 10**15 - 1))
def test_grouped_digits_come_back(number: int) -> None:
    match = FOUND.fullmatch(f"{number:,}")
    assert match
    assert parse_number(match[0]) == number


def _in_words(number: int) -> str:
    units = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
    units += ["seventeen", "eighteen", "nineteen"]
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            return f"{_in_words(number // size)} {name}" + (f" {_in_words(rest)}" if rest else "")
    if number >= 20:
        return tens[number // 10 - 2] + (f"-{units[number % 10 - 1]}" if number % 10 else "")
    return units[number - 1]


@given(st.integers(1, 999_999_999))
def test_words_come_back(number: int) -> None:
    words = _in_words(number)
    match = FOUND.fullmatch(words)
    assert match
    assert parse_number(words) == number


@given(st.text(alphabet="0123456789,. ½/-and hundretosk", max_size=60))
def test_whatever_is_found_has_a_value_or_is_refused(text: str) -> None:
    for match in FOUND.finditer(text):
        value = parse_number(match[0])
        assert value is None or value >= 0


def test_round_words_are_found_whole() -> None:
    for words in ROUND:
        match = FOUND.search(f"they saw {words} of them")
        assert match
        assert match[0] == words


def test_count_is_no_round_number() -> None:
    assert re.fullmatch(COUNT, "forty-five", re.IGNORECASE)
    assert not re.fullmatch(COUNT, "thousands", re.IGNORECASE)
