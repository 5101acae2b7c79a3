"""The schema that ships, and how an editor finds it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from agreement_samples import HEAD, commitment
from jsonschema import Draft202012Validator

import treuga
from treuga.agreements import library, load_agreement
from treuga.agreements.reader import LANGUAGE_VERSION
from treuga.agreements.schema import FILE_NAME, editor_hint, published, schema, schema_text


def test_the_file_that_ships_is_what_the_code_makes() -> None:
    assert published() == schema_text(), f"run 'treuga agreements schema --out src/treuga/data/{FILE_NAME}'"


def test_the_schema_carries_the_version_of_the_language() -> None:
    made = json.loads(published())
    assert made == schema()
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["$id"] == f"urn:treuga:agreement-file:{LANGUAGE_VERSION}"
    assert f"agreement-{LANGUAGE_VERSION}.schema.json" == FILE_NAME
    Draft202012Validator.check_schema(made)


def test_an_editor_is_told_of_every_key_what_it_means() -> None:
    made = schema()
    shapes = [made, *made["$defs"].values()]
    lacking = []
    for shape in shapes:
        for key, value in shape.get("properties", {}).items():
            target = made["$defs"][value["$ref"].rpartition("/")[2]] if "$ref" in value else value
            if not (value.get("description") or target.get("description")) and key not in {"pax", "pam", "id", "title"}:
                lacking.append(key)
    assert lacking == []
    codes = made["$defs"]["topic-pax"]
    assert len(codes["enum"]) == len(codes["enumDescriptions"]) > 200


def test_what_is_published_cannot_be_changed_by_who_reads_it() -> None:
    schema()["properties"].clear()
    assert "commitments" in schema()["properties"]


def test_the_hint_does_not_keep_a_file_from_being_read(tmp_path: Path) -> None:
    path = tmp_path / "accord.yaml"
    path.write_text(f"{editor_hint()}\n{HEAD}commitments:\n{commitment()}", encoding="utf-8")
    assert load_agreement(path).commitments[0].line == 8
    assert editor_hint() == "# yaml-language-server: $schema=agreement-1.schema.json"
    assert editor_hint("../a.json").endswith("$schema=../a.json")


@pytest.mark.parametrize(("value", "fits"), [(1, True), ("1", True), (2, False), ("1.0", False), (True, False)])
def test_the_version_may_be_a_number_to_an_editor(value: object, fits: bool) -> None:
    file = {
        "treuga": value, "id": "a", "title": "A", "parties": "b", "signed": 2031,
        "talks": [{"id": "t", "title": "T", "parties": ["b"]}],
    }  # fmt: skip
    # To JSON Schema, true is no number; to Python it is 1.
    assert Draft202012Validator(schema()).is_valid(file) is fits


def test_the_hints_in_the_library_lead_to_the_schema() -> None:
    ships = (Path(treuga.__file__).parent / "data" / FILE_NAME).resolve()
    heads = {path: path.read_text("utf-8").partition("\n")[0] for path in library().values()}
    hinted = {path: head.partition("$schema=")[2] for path, head in heads.items() if "$schema=" in head}
    assert len(hinted) >= 3
    assert {(path.parent / target).resolve() for path, target in hinted.items()} == {ships}
