"""Lints: a doubtful file for each kind, the right code on the right line; and good files without any."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from agreement_samples import HEAD, commitment
from schema_samples import EVERYTHING, PARTIES

from treuga.agreements import InvalidAgreement, agreement_errors
from treuga.agreements.lints import lints
from treuga.agreements.lints.forms import dictionary_form
from treuga.errors import CODES

Write = Callable[..., Path]

DOUBTFUL = sorted((Path(__file__).parent / "doubtful").glob("*.yaml"))
TOLD = "topics: {pax: [DevInfra]}\ntestimony:\n  fulfilled: [{action: open, object: road}]"
_EXPECTED = re.compile(r"# expect (TR\d{3})")


def expected(path: Path) -> list[tuple[int, str]]:
    """What the comments of a file announce: (line, code), as often as they do."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return sorted((n, code) for n, line in enumerate(lines, 1) for code in _EXPECTED.findall(line))


def found(path: Path, **more: object) -> list[tuple[int, str]]:
    return [(int(lint.where.rpartition(":")[2]), lint.code) for lint in lints(path, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize("path", DOUBTFUL, ids=lambda path: path.stem)
def test_every_lint_is_named_with_its_line(path: Path) -> None:
    assert agreement_errors(path) == []
    assert found(path, data=()) == expected(path)
    for lint in lints(path, data=()):
        assert lint.message and lint.remedy
        assert "\n" not in str(lint)


def test_every_code_has_a_sample() -> None:
    declared = vars(importlib.import_module("treuga.agreements.lints.codes")).values()
    codes = {value for value in declared if isinstance(value, str) and re.fullmatch(r"TR\d{3}", value)}
    assert codes == {code for path in DOUBTFUL for _, code in expected(path)}
    assert codes <= set(CODES)


def test_a_file_with_mistakes_gets_no_lints(write: Write) -> None:
    with pytest.raises(InvalidAgreement):
        lints(write(commitment(extra="mode: sometimes")))


def test_a_good_file_has_none(write: Write) -> None:
    assert lints(write(commitment(extra=TOLD)), registry=PARTIES) == []


def test_without_a_case_nobody_knows_which_data_there_are(tmp_path: Path) -> None:
    path = tmp_path / "accord.yaml"
    path.write_text(EVERYTHING, encoding="utf-8")
    assert "TR550" not in {code for _, code in found(path)}
    assert [code for _, code in found(path, data={"other"})].count("TR550") == 2
    assert "TR550" not in {code for _, code in found(path, data={"valley-log"})}


def test_a_measure_can_show_what_no_pattern_does(write: Write) -> None:
    measure = (
        "measures:\n  - id: raids\n    title: Raids\n    data: log\n    commitment: open-roads\n"
        "    sources: [{source: The log, certainty: read}]\n"
    )
    bare = commitment(extra="mode: maintain\ntopics: {pax: [Ce]}")
    assert [code for _, code in found(write(bare))] == ["TR540"]
    assert found(write(bare, after=measure)) == []


def test_conduct_can_be_shown_by_its_breach_alone(write: Write) -> None:
    broken = "topics: {pax: [Ce]}\ntestimony:\n  breached: [{action: fight}]"
    assert [code for _, code in found(write(commitment(extra=broken)))] == ["TR540"]
    assert found(write(commitment(extra=f"mode: maintain\n{broken}"))) == []


def test_conduct_that_nothing_shows_stops_nobody(write: Write) -> None:
    first = commitment("calm", "mode: maintain\ntopics: {pax: [Ce]}")
    path = write(first, commitment("roads", f"antecedent: [calm]\n{TOLD}"))
    assert [code for _, code in found(path)] == ["TR540"]


@pytest.mark.parametrize("difference", ["by: debtor", "context: pass", "excluding: rain", "of: creditor"])
def test_patterns_that_the_author_told_apart_contradict_nothing(write: Write, difference: str) -> None:
    both = "    fulfilled: [{action: take, object: road}]\n    breached: [{action: take, object: road%s}]"
    topics = "topics: {pax: [DevInfra]}\ntestimony:\n"
    told, same = (f"{topics}{both % more}".replace("    ", "  ") for more in (f", {difference}", ""))
    assert found(write(commitment(extra=told))) == []
    assert [code for _, code in found(write(commitment(extra=same)))] == ["TR542"]


def test_a_performer_on_the_side_of_the_creditor_is_a_mistake_already(write: Write) -> None:
    errors = agreement_errors(write(commitment(extra=f"performer: south-valley\n{TOLD}")))
    assert [error.code for error in errors] == ["TR522"]


def test_an_agreement_that_a_gate_points_into_may_be_anywhere(tmp_path: Path) -> None:
    gate = """\
gates:
  - id: pass
    title: Whether the pass opens
    decider: south-valley
    conditions:
      - {id: truce, text: The truce holds, commitment: truce/hold-fire}
    opened: [{action: open, object: pass}]
    sources: [{source: Article 9, certainty: read}]
"""
    path, other = tmp_path / "accord.yaml", tmp_path / "truce.yaml"
    path.write_text(HEAD.replace("[north-valley, south-valley]", "[south-valley]") + gate, encoding="utf-8")
    truce = HEAD.replace("id: accord", "id: truce") + "commitments:\n"
    other.write_text(truce + commitment("hold-fire"), encoding="utf-8")
    assert [code for _, code in found(path)] == ["TR545"]
    other.write_text(truce + commitment("hold-fire", TOLD), encoding="utf-8")
    assert found(path) == []


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("released", "release"),
        ("attacks", "attack"),
        ("prisoners", "prisoner"),
        ("proceed", ""),
        ("armed", ""),
        ("release", ""),
        ("troops", ""),
        ("decommissioning", ""),
        ("zzyzx", ""),
    ],
)
def test_the_dictionary_form_of_a_word(word: str, plain: str) -> None:
    assert dictionary_form(word) == plain
