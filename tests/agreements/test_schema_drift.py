"""The loader and the JSON Schema say the same of the form of an agreement file."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from schema_samples import EVERYTHING, PARTIES, shape_at, walk

from treuga import yamlio
from treuga.agreements import agreement_errors, library, load_agreement
from treuga.agreements.amendments import AMENDMENT_KEYS, THRESHOLD_KEYS
from treuga.agreements.due import DEADLINE_KEYS
from treuga.agreements.fields import Field
from treuga.agreements.measures import MEASURE_KEYS
from treuga.agreements.patterns import PATTERN_KEYS
from treuga.agreements.reader import COMMITMENT_KEYS, GATE_KEYS, TESTIMONY_KEYS, TOP_KEYS
from treuga.agreements.schema import schema
from treuga.yamlio import Plain, Route

SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)
BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))

#: Mistakes of form, which a schema can see; all others are about what a file means, or about YAML itself.
FORM = frozenset({
    "TR502", "TR503", "TR504", "TR505", "TR508", "TR509", "TR510", "TR515", "TR516", "TR517", "TR520", "TR521", "TR524",
    "TR525", "TR526", "TR528",
})  # fmt: skip
#: Partly of form: an amendment that changes nothing, a measure that bears on two things.
EITHER = frozenset({"TR527", "TR529"})
#: Bad files that are wrong in what they mean only; a schema must let them pass.
MEANING = frozenset({
    "both-sides", "cycle", "cycle-by-amendment", "duplicate-id", "name-mismatch", "no-side",
    "unknown-antecedent", "unknown-class", "unknown-condition", "unknown-party",
})  # fmt: skip


def refused(data: Plain) -> list[str]:
    return [f"{'/'.join(map(str, error.path))}: {error.message[:100]}" for error in VALIDATOR.iter_errors(data)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", sorted(library()))
def test_every_agreement_that_ships_fits(name: str) -> None:
    assert refused(yamlio.load(library()[name]).data) == []


def test_the_file_with_every_key_is_good_on_both_sides(tmp_path: Path) -> None:
    path = tmp_path / "accord.yaml"
    path.write_text(EVERYTHING, encoding="utf-8")
    load_agreement(path, registry=PARTIES)
    assert refused(yamlio.load(path).data) == []
    # An editor sees numbers and dates where the loader sees text.
    typed = yaml.load(EVERYTHING.replace("withdrawn: no", "withdrawn: 'no'"), yaml.BaseLoader)
    typed["treuga"], typed["thresholds"]["accepted_from"] = 1, 3
    typed["commitments"][0]["testimony"]["fulfilled"][0]["count"]["value"] = 12
    assert refused(typed) == []


# The keys -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[Route, tuple[frozenset[str], frozenset[str]]]:
    """What the loader asks of each mapping that it reads: route -> keys that are needed, keys that are allowed."""
    found: dict[Route, tuple[frozenset[str], frozenset[str]]] = {}
    real = Field.mapping

    def spy(self: Field, required: Iterable[str] = (), optional: Iterable[str] = ()) -> dict[str, Field]:
        required, optional = tuple(required), tuple(optional)
        found[self.route] = frozenset(required), frozenset((*required, *optional))
        return real(self, required, optional)

    monkeypatch.setattr(Field, "mapping", spy)
    return found


def test_the_loader_and_the_schema_know_the_same_keys(
    tmp_path: Path, asked: dict[Route, tuple[frozenset[str], frozenset[str]]]
) -> None:
    path = tmp_path / "accord.yaml"
    path.write_text(EVERYTHING, encoding="utf-8")
    load_agreement(path, registry=PARTIES)
    assert len(asked) > 30
    for route, (needed, allowed) in asked.items():
        shape = shape_at(SCHEMA, route)
        assert set(shape["properties"]) == allowed, route
        # The loader has an error of its own for what comes from nowhere, and asks for the key apart.
        assert set(shape["required"]) - {"sources"} == needed, route
        assert shape["additionalProperties"] is False, route


@pytest.mark.parametrize(
    ("route", "keys"),
    [
        ((), TOP_KEYS),
        (("commitments", 0), COMMITMENT_KEYS),
        (("commitments", 0, "testimony"), TESTIMONY_KEYS),
        (("commitments", 0, "testimony", "fulfilled", 0), PATTERN_KEYS),
        (("commitments", 0, "deadline"), DEADLINE_KEYS),
        (("gates", 0), GATE_KEYS),
        (("measures", 0), MEASURE_KEYS),
        (("amendments", 0), AMENDMENT_KEYS),
        (("thresholds",), THRESHOLD_KEYS),
    ],
    ids=str,
)
def test_the_sample_and_the_schema_have_every_key_of_the_loaders_lists(route: Route, keys: tuple[str, ...]) -> None:
    assert set(shape_at(SCHEMA, route)["properties"]) == set(keys)
    # Keys that exclude each other stand in two entries of the sample.
    *above, last = route or ("",)
    used: set[str] = set()
    for place, value in walk(yaml.load(EVERYTHING, yaml.BaseLoader)):
        if isinstance(value, dict) and (place == route or (isinstance(last, int) and place[:-1] == tuple(above))):
            used |= value.keys()
    assert used == set(keys)


# The bad files --------------------------------------------------------------------------------------------------------


def codes_of(path: Path) -> set[str]:
    return {error.code for error in agreement_errors(path, registry=PARTIES)}


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_bad_on_both_sides(path: Path) -> None:
    codes = codes_of(path)
    if "TR501" in codes:
        pytest.skip("no YAML that either side could read")
    wrong = bool(refused(yamlio.load(path).data))
    if path.stem in MEANING:
        assert not wrong and not codes & FORM
    elif codes & FORM:
        assert wrong


_OTHERS: dict[type, tuple[Any, ...]] = {
    str: ("§ 1", ["§ 1"], {"§": "1"}),
    list: ("§ 1", [["§ 1"]]),
    dict: ("§ 1", ["§ 1"]),
}


def mutants() -> Iterator[tuple[str, dict[str, Any]]]:
    """The good file with one thing wrong, in each kind of place: a key more, a key less, a value of another shape."""
    good = yaml.load(EVERYTHING, yaml.BaseLoader)
    seen: set[str] = set()
    for route, value in walk(good):
        place = "/".join("*" if isinstance(step, int) else step for step in route)
        if place in seen:
            continue
        seen.add(place)
        if isinstance(value, dict) and not {"sides", "words"} & set(route[-1:]):
            yield f"{place} + key", _changed(good, (*route, "unheard-of"), "x")
        if route and isinstance(route[-1], str):
            yield f"{place} gone", _changed(good, route, None)
        for other in _OTHERS[type(value)] if route else ():
            yield f"{place} = {other}", _changed(good, route, other)


def _changed(data: dict[str, Any], route: Route, value: Any) -> dict[str, Any]:
    made = copy.deepcopy(data)
    target: Any = made
    for step in route[:-1]:
        target = target[step]
    if value is None:
        del target[route[-1]]
    else:
        target[route[-1]] = value
    return made


def test_the_loader_and_the_schema_refuse_the_same_changes(tmp_path: Path) -> None:
    path = tmp_path / "accord.yaml"
    differ, tried, wrong = [], 0, 0
    for name, data in mutants():
        tried += 1
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")  # JSON is YAML
        codes, fits = codes_of(path), VALIDATOR.is_valid(data)
        wrong += bool(codes & FORM)
        if bool(codes & FORM) == fits and (fits or not codes & EITHER):
            differ.append(f"{name}: loader {sorted(codes)}, schema {refused(data)[:2]}")
    assert tried > 300 and wrong > 200
    assert differ == []


@pytest.mark.parametrize(
    ("place", "good", "bad"),
    [
        ("signed", ["2031", "2031-05", "2031-05-04"], ["May 2031", "2031-13", "2031-00", "2031-05-32", "31-05-04"]),
        (
            "deadline",
            ["2031-09", "signed", "signed+1 year", "start( mules ) + 2 weeks", "signed + 1 month - 1 day"],
            ["soon", "signed + some days", "signed + 3 fortnights", "start(The Mules)", "signed 3 days", "+ 3 days"],
        ),
        ("window", ["1 day", "90 days", "2031-01-01..2031-02-01"], ["0 days", "a month", "2031-01..2031-02", "28"]),
        (
            "baseline",
            ["28 days", "28 days before", "season", "season 3", "signed - 90 days", "2030-01-01..2030-02-01"],
            ["last year", "season 0", "signed + 90 days", "signed - 0 days"],
        ),
        ("target", ["5%", "99.9 %"], ["half", "100%", "-5%", "50"]),
        ("value", ["5,000", "5000", "1.5"], ["0", "-1", "many", "5,00", "0.0"]),
        ("data", ["log", "log.v2", "a-b"], ["Log", ".log", "log/2", "-log"]),
        ("accepted_from", ["1", "6"], ["0", "7", "two", "2.5"]),
    ],
)
def test_values_are_read_alike(tmp_path: Path, place: str, good: list[str], bad: list[str]) -> None:
    path = tmp_path / "accord.yaml"
    line = re.compile(rf"(\b{place}:) (?:[^,}}\n]+)(?=[,}}\n])")
    sample = EVERYTHING.replace("deadline:\n      expression: signed + 30 days", "deadline: signed + 30 days")
    sample = re.sub(r"(?m)^      (variants|milestones):\n +- .*\n", "", sample)
    for value in (*good, *bad):
        text = line.sub(lambda found, value=value: f'{found[1]} "{value}"', sample, count=1)
        assert text != sample, place
        path.write_text(text, encoding="utf-8")
        loader = {error.code for error in agreement_errors(path, registry=PARTIES)} & FORM
        assert (bool(loader), bool(refused(yamlio.load(path).data))) == (value in bad,) * 2, value
