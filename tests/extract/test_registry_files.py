"""A case's own party files: what they may say, and each mistake with its line and code."""

import pytest

from treuga.errors import CODES, ExtractError
from treuga.extract.registry import load_registry, party_errors
from treuga.extract.registry_files import check_references, read_party_file

GOOD = """\
parties:
  river-council:
    kind: body
    names: [River Council, Council of the River]
    part_of: [un-security-council]
    with: {river-front: [Council]}
  river-front:
    kind: armed-group
    names: [River Front]
    allies: [river-council]
persons:
  ada-example:
    names: [Ada Example]
    gender: f
    offices:
      - {body: river-front, title: spokesperson, start: 2019-05, end: 2021}
"""


def write(tmp_path, text, name="own.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_adds_to_the_registry(tmp_path):
    registry = load_registry([write(tmp_path, GOOD)])
    assert registry.get("river-front").kind == "armed-group"
    assert registry.principals("ada-example")[:2] == ("ada-example", "river-front")
    assert registry.principals("river-council")[-1] == "united-nations"
    assert "nato" in registry
    assert "river-front" not in load_registry()
    assert party_errors([write(tmp_path, GOOD)]) == []


def test_a_changed_file_is_read_again(tmp_path):
    path = write(tmp_path, GOOD)
    first = load_registry([path])
    assert load_registry([str(path)]) is first
    path.write_text(GOOD.replace("River Front]", "River Front, Front of the River]"), encoding="utf-8")
    assert "Front of the River" in load_registry([path]).get("river-front").names


def test_a_case_may_replace_a_shipped_party(tmp_path):
    path = write(tmp_path, "parties:\n  nato:\n    kind: organisation\n    names: [NATO, The Pact]\n")
    assert load_registry([path]).get("nato").names[:2] == ("NATO", "The Pact")


BAD = [
    ("TR310", 2, "parties:\n\tnato: x\n", "not valid YAML"),
    ("TR310", 3, "parties:\n  a: {kind: body, names: [A]}\n  a: {kind: body, names: [B]}\n", "given before"),
    ("TR310", 2, "parties:\n  a: &x {kind: body, names: [A]}\n", "anchor"),
    ("TR311", 1, "partys:\n  a: {kind: body, names: [A]}\n", "did you mean 'parties'"),
    ("TR312", 2, "parties:\n  a: {kind: body, names: [A], alias: [B]}\n", "no key 'alias'"),
    ("TR312", 2, "persons:\n  a: {names: [A], kind: person}\n", "no key 'kind'"),
    (
        "TR312",
        4,
        "persons:\n  a:\n    names: [A]\n    offices: [{body: nato, title: x, from: 2020}]\n",
        "no key 'from'",
    ),
    ("TR313", 2, "parties:\n  a: {kind: body}\n", "no 'names'"),
    ("TR313", 2, "parties:\n  a: {names: [A]}\n", "no 'kind'"),
    ("TR313", 4, "persons:\n  a:\n    names: [A]\n    offices: [{body: nato}]\n", "no 'title'"),
    ("TR314", 2, "parties:\n  a: {kind: club, names: [A]}\n", "no kind of party"),
    ("TR314", 1, "parties: [a, b]\n", "must hold lines"),
    ("TR314", 2, "parties:\n  a: just text\n", "must be a mapping"),
    ("TR314", 4, "parties:\n  a:\n    kind: body\n    names: {first: A}\n", "list of texts"),
    ("TR314", 3, "persons:\n  a:\n    gender: unknown\n    names: [A]\n", "f, m or x"),
    ("TR314", 4, "persons:\n  a:\n    names: [A]\n    offices: [spokesman]\n", "must be {body"),
    ("TR314", 4, "parties:\n  a:\n    kind: body\n    with: [A]\n    names: [A]\n", "must be a mapping"),
    ("TR315", 2, "parties:\n  River Front: {kind: body, names: [A]}\n", "write 'river-front'"),
    ("TR317", 2, "parties:\n  a: {kind: body, names: [A], part_of: [natto]}\n", "did you mean 'nato'"),
    ("TR318", 4, "persons:\n  a:\n    names: [A]\n    offices: [{body: nato, title: x, start: May 2020}]\n", "no date"),
    (
        "TR318",
        4,
        "persons:\n  a:\n    names: [A]\n    offices: [{body: nato, title: x, start: 2021, end: 2019}]\n",
        "before it starts",
    ),
    (
        "TR319",
        2,
        "parties:\n  a: {kind: body, names: [A], part_of: [b]}\n  b: {kind: body, names: [B], part_of: [a]}\n",
        "a -> b -> a",
    ),
]


@pytest.mark.parametrize(("code", "line", "text", "words"), BAD)
def test_each_mistake_has_its_code_line_and_remedy(tmp_path, code, line, text, words):
    path = write(tmp_path, text)
    errors = party_errors([path])
    fitting = [error for error in errors if error.code == code]
    assert fitting, [str(error) for error in errors]
    assert fitting[0].where == f"{path}:{line}"
    assert words in fitting[0].message
    assert fitting[0].remedy
    assert code in CODES
    with pytest.raises(ExtractError):
        load_registry([path])


def test_an_id_given_in_two_files_is_named_with_both_places(tmp_path):
    one = write(tmp_path, "parties:\n  a: {kind: body, names: [A]}\n", "one.yaml")
    two = write(tmp_path, "parties:\n\n  a: {kind: body, names: [A]}\n", "two.yaml")
    (error,) = party_errors([one, two])
    assert error.code == "TR316"
    assert error.where == f"{two}:3"
    assert f"{one}:2" in error.message


def test_all_mistakes_are_collected_and_counted(tmp_path):
    path = write(
        tmp_path, "parties:\n  a: {kind: club, names: [A]}\n  b: {kind: body}\n  c: {kind: body, names: [C]}\n"
    )
    assert [error.code for error in party_errors([path])] == ["TR314", "TR313"]
    with pytest.raises(ExtractError, match="first of 2 mistakes"):
        load_registry([path])


def test_a_missing_file_is_an_error_not_a_crash(tmp_path):
    with pytest.raises(ExtractError) as caught:
        load_registry([tmp_path / "nowhere.yaml"])
    assert caught.value.code == "TR310"
    assert "cannot be opened" in caught.value.message


def test_bad_entries_do_not_hide_good_ones(tmp_path):
    read = read_party_file(write(tmp_path, "parties:\n  a: {kind: club, names: [A]}\n  c: {kind: body, names: [C]}\n"))
    assert list(read.entries) == ["c"]
    assert check_references([read], ()) == []
