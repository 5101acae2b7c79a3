"""One bad file for each kind of mistake: the right code, on the right line, with advice."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from treuga.agreements import InvalidAgreement, agreement_errors, find_agreement, load_agreement
from treuga.errors import CODES, AgreementError

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
REGISTRY = frozenset({"north-valley", "south-valley", "hill-people"})
_EXPECTED = re.compile(rb"# expect (TR\d{3})")

#: In words, so that the messages stay as kind as they are.
ADVICE = {
    "unknown-key": "did you mean 'creditor'?",
    "unknown-party": "did you mean 'hill-people'?",
    "unknown-word": "did you mean 'achieve'?",
    "unknown-antecedent": "did you mean 'signing'?",
    "unknown-condition": "did you mean 'non-interference'?",
    "unknown-class": "did you mean '@release'?",
    "unknown-topic": "did you mean 'prisoner-release'?",
    "deadline-reference": "did you mean 'open-roads'?",
    "bad-id": "Write 'open-roads'.",
    "cycle": "a -> c -> b -> a",
}


def expected(path: Path) -> set[tuple[int, str]]:
    """What the comments of a bad file announce: (line, code)."""
    lines = path.read_bytes().split(b"\n")
    return {(n, code.decode()) for n, line in enumerate(lines, 1) for code in _EXPECTED.findall(line)}


def place(error: AgreementError) -> tuple[str, int]:
    path, _, line = error.where.rpartition(":")
    return path, int(line)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_mistake_is_named_with_its_line(path: Path) -> None:
    errors = agreement_errors(path, registry=REGISTRY)
    assert {(place(error)[1], error.code) for error in errors} == expected(path)
    assert {place(error)[0] for error in errors} == {str(path)}
    assert [place(error)[1] for error in errors] == sorted(place(error)[1] for error in errors)
    assert all(error.message and error.remedy for error in errors)
    assert all("\n" not in str(error) for error in errors)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_with_all_its_mistakes(path: Path) -> None:
    with pytest.raises(InvalidAgreement) as caught:
        load_agreement(path, registry=REGISTRY)
    assert [str(problem) for problem in caught.value.problems] == [
        str(error) for error in agreement_errors(path, registry=REGISTRY)
    ]
    assert caught.value.code in str(caught.value)


@pytest.mark.parametrize(("name", "words"), ADVICE.items(), ids=str)
def test_the_nearest_right_word_is_suggested(name: str, words: str) -> None:
    path = Path(__file__).parent / "bad" / f"{name}.yaml"
    assert any(words in str(error) for error in agreement_errors(path, registry=REGISTRY))


def test_every_code_of_the_room_has_a_sample() -> None:
    declared = vars(importlib.import_module("treuga.agreements.codes")).values()
    codes = {value for value in declared if isinstance(value, str) and re.fullmatch(r"TR5\d\d", value)}
    sampled = {code for path in BAD for _, code in expected(path)}
    not_found = "TR500"  # is about a name, not about a file: see below
    assert codes - sampled == {not_found}
    assert codes <= set(CODES)


def test_a_name_that_nobody_has_gets_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(AgreementError) as caught:
        find_agreement("us-talban-2020", folder=tmp_path)
    assert caught.value.code == "TR500"
    assert "did you mean 'us-taliban-2020'?" in str(caught.value)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    (error,) = agreement_errors(tmp_path / "nowhere.yaml")
    assert error.code == "TR501"
    assert "cannot be opened" in error.message


def test_mistakes_survive_the_way_between_processes() -> None:
    import pickle

    with pytest.raises(InvalidAgreement) as caught:
        load_agreement(BAD[0], registry=REGISTRY)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert len(again.problems) == len(caught.value.problems)
