"""The beginning of an agreement file, from the table of PA-X."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pax_samples import COLUMNS, ROW, table

from treuga import yamlio
from treuga.agreements import agreement_errors, load_agreement
from treuga.agreements.lints import lints
from treuga.agreements.pax import PaxTable, Skeleton, read_table, skeleton
from treuga.errors import AgreementError
from treuga.extract.registry import Registry, load_registry

PAX = Path(__file__).resolve().parents[2] / "../shared/data/agreements/pax-v10.csv"
#: What the skeleton leaves to its reader.
LACKS_COMMITMENTS = "the file has neither 'commitments' nor 'gates' nor 'talks'"

Make = Callable[..., PaxTable]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def maker(*rows: dict[str, str], raw: bytes = b"") -> PaxTable:
        path = tmp_path / "table.csv"
        path.write_bytes(raw or table(*rows))
        return read_table(path)

    return maker


def written(made: Skeleton, folder: Path) -> Path:
    path = folder / f"{made.id}.yaml"
    path.write_text(made.text, encoding="utf-8")
    return path


def test_a_row_is_read(make: Make) -> None:
    read = make({}, {"AgtId": "9002", "Ver": "3", "Dat": "2031"})
    row = read.get("9001")
    assert read.problems == ()
    assert (row.title, str(row.signed), row.countries, row.process) == (
        "Accord of the Pass", "2031-05-04", ("AFG",), "Process of the Pass",
    )  # fmt: skip
    assert row.topics == {"Ce": 2, "CeProv": 1}
    assert read.version == 10
    # A cell of the first row has three lines.
    assert (row.line, read.get("9002").line) == (2, 5)


def test_parties_are_found_in_the_registry_and_the_others_are_listed(make: Make, registry: Registry) -> None:
    made = skeleton(make({}).get("9001"), registry, version=10)
    assert made.parties == ("taliban", "pakistani-government")
    assert made.unknown == ("The Hill Clan of the Pass",)


def test_a_person_stands_for_the_body_of_that_day(make: Make, registry: Registry) -> None:
    rows = make(
        {"Part": "Jens Stoltenberg", "Dat": "2020-02-29"}, {"AgtId": "2", "Part": "Jens Stoltenberg", "Dat": "1999"}
    )
    assert skeleton(rows.get("9001"), registry).parties == ("nato",)
    assert "nato" not in skeleton(rows.get("2"), registry).parties


def test_the_skeleton_says_what_pax_says_and_promises_nothing(make: Make, registry: Registry, tmp_path: Path) -> None:
    made = skeleton(make({}).get("9001"), registry, version=10)
    path = written(made, tmp_path)
    assert path.name == "pax-9001.yaml"
    assert [error.message for error in agreement_errors(path, registry=registry)] == [LACKS_COMMITMENTS]
    data = yamlio.load(path).data
    assert data["title"] == "Accord of the Pass"
    assert data["parties"] == ["taliban", "pakistani-government"]
    (source,) = data["sources"]
    assert isinstance(source, dict)
    assert source["certainty"] == "secondary"
    assert all(word in source["source"] for word in ("PA-X", "version 10", "PeaceRep", "9001"))
    assert "Hill Clan" in str(data["note"])
    assert data["commitments"] == ""
    codes = [line.split()[1:3] for line in made.text.splitlines() if line.startswith("#   ")]
    assert codes == [["Ce", "2"], ["CeProv", "1"]]


def test_with_a_commitment_it_is_a_good_file(make: Make, registry: Registry, tmp_path: Path) -> None:
    made = skeleton(make({}).get("9001"), registry, name="pass-2031")
    filled = (
        made.text.partition("commitments:")[0]
        + """\
commitments:
  - id: calm
    title: Nobody fights
    debtor: taliban
    creditor: pakistani-government
    consequent: Keep the peace.
    topics: {pax: [Ce]}
    testimony: {fulfilled: [{action: "@stop", object: "@violence"}]}
    sources: [{source: Article 1, certainty: read}]
"""
    )
    path = tmp_path / "pass-2031.yaml"
    path.write_text(filled, encoding="utf-8")
    assert load_agreement(path, registry=registry).parties == made.parties
    assert lints(path, registry=registry) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"AgtId": "nine"}, "'nine' is no number"),
        ({"AgtId": "٣"}, "is no number"),
        ({"Dat": "4 May 2031"}, "is no date of agreement 9001"),
        ({"Dat": "2031-02-30"}, "is no date of agreement 9001"),
        ({"Agt": "  "}, "agreement 9001 has no title"),
        ({"Ce": "yes"}, "is no grade of the topic Ce in agreement 9001"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_used(make: Make, change: dict[str, str], words: str) -> None:
    read = make({"AgtId": "8000"}, change, {"AgtId": "8001"})
    (problem,) = read.problems
    assert set(read.rows) == {"8000", "8001"}
    assert problem.code == "TR561"
    assert problem.where.endswith("table.csv:5")
    assert words in problem.message and problem.remedy


def test_a_number_that_is_given_twice_and_a_row_of_another_length_are_named(make: Make) -> None:
    read = make(raw=table({}, {}) + b"1,2,3\r\n\r\n")
    assert [problem.code for problem in read.problems] == ["TR561", "TR561"]
    assert "given before, on line 2" in read.problems[0].message
    assert f"3 cells, not {len(COLUMNS)}" in read.problems[1].message


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"a,b\r\n1,2\r\n", "the column AgtId, Agt, Dat or Part is missing"),
        (b"AgtId,Agt,Dat,Part\r\n", "no column is a topic"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (table() + b'"open', "no CSV"),
        (b"\n", "missing"),
        (table({}) + b"x" * 200_000, "no CSV"),
    ],
)
def test_what_is_no_table_of_pax_is_refused(make: Make, raw: bytes, words: str) -> None:
    with pytest.raises(AgreementError) as caught:
        make(raw=raw)
    assert caught.value.code == "TR560"
    assert words in caught.value.message


def test_a_number_that_is_not_there(make: Make) -> None:
    with pytest.raises(AgreementError) as caught:
        make({}).get("17")
    assert caught.value.code == "TR562"


def test_the_table_can_be_searched(make: Make) -> None:
    read = make(
        {"AgtId": "3", "Dat": "2031"},
        {"AgtId": "2", "Agt": "Truce of the Lake", "Loc1ISO": "COL", "Con": "Colombia", "Dat": "2030-01-01"},
        {"AgtId": "1", "Agt": "Second Truce of the Lake", "PPName": "Lake process", "PP": "77", "Dat": "2032-01-01"},
    )

    def numbers(**asked: str) -> list[str]:
        return [row.id for row in read.find(**asked)]

    assert numbers() == ["2", "3", "1"]  # by date
    assert numbers(words="lake TRUCE") == ["2", "1"]
    assert numbers(country="col") == numbers(country="Colombia") == ["2"]
    assert numbers(process="lake") == numbers(process="77") == ["1"]
    assert numbers(words="lake", country="AFG") == ["1"]
    assert numbers(words="sea") == []


HOSTILE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60) | st.sampled_from(
    [
        "x\ncommitments:\n  - id: owned",
        '"}\n- x',
        "&a *a",
        "!!python/object:os.system",
        "\u202egpj.exe",
        "- - -",
        "%",
        "#",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(HOSTILE, HOSTILE, HOSTILE))
def test_no_text_of_the_table_becomes_yaml(
    make: Make, registry: Registry, tmp_path: Path, texts: tuple[str, str, str]
) -> None:
    title, parties, process = texts
    read = make({"Agt": f"T {title}", "Part": parties, "PPName": process})
    path = written(skeleton(read.get("9001"), registry), tmp_path)
    data = yamlio.load(path).data  # refuses tags, anchors, aliases and keys that stand twice
    assert set(data) == {"treuga", "id", "title", "signed", "parties", "sources", "note", "commitments"}
    assert data["commitments"] == ""
    assert {error.message for error in agreement_errors(path)} <= {
        LACKS_COMMITMENTS, "'parties' has no value in the file",
    }  # fmt: skip
    wanted = "".join(c for c in title if c.isalnum())
    assert wanted in "".join(c for c in str(data["title"]) if c.isalnum())
    # Nothing hidden comes through either; only what a file without commitments lacks is left to say.
    assert not any(c in path.read_text("utf-8") for c in "\u202e\u200b\x1b\x07")
    assert yaml.safe_load(path.read_text("utf-8"))["id"] == "pax-9001"


@pytest.mark.skipif(not PAX.is_file(), reason="PA-X is not beside the project")
def test_every_row_of_the_table_gives_a_file_that_can_be_read(registry: Registry, tmp_path: Path) -> None:
    read = read_table(PAX)
    assert (len(read.rows), read.problems, read.version) == (2257, (), 10)
    wrong = []
    # Every row is read; each twentieth becomes a file that is checked.
    for row in itertools.islice(read.rows.values(), 0, None, 20):
        path = written(skeleton(row, registry, version=read.version), tmp_path)
        others = {e.message for e in agreement_errors(path, registry=registry)} - {LACKS_COMMITMENTS}
        wrong += [(row.id, message) for message in others if message != "'parties' has no value in the file"]
    assert wrong == []
    doha = skeleton(read.get("2271"), registry)
    assert doha.parties == ("united-states", "taliban")
    assert {"TjPrire", "SsrFf", "Terr"} <= set(read.get("2271").topics)


def test_the_sample_is_of_the_shape_of_the_table() -> None:
    assert set(ROW) <= set(COLUMNS)
    if PAX.is_file():
        with PAX.open(encoding="utf-8-sig") as file:
            assert set(COLUMNS) <= set(file.readline().strip().split(","))
