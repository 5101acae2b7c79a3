"""The registry: what it holds, how it answers, and that it loads quickly."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from treuga.extract import registry_files
from treuga.extract.registry import load_registry
from treuga.model import PartialDate

AUTUMN = dt.date(2020, 10, 17)


@pytest.fixture(scope="module")
def registry():
    return load_registry()


def test_the_shipped_json_is_what_the_yaml_says():
    again = registry_files.as_json(registry_files.compile_shipped())
    stale = "run: python -m treuga.extract.registry_files"
    assert registry_files.COMPILED.read_text(encoding="utf-8") == again, stale


def test_it_is_as_large_as_promised(registry):
    listed = [party for party in registry if party.id in registry.listed]
    count = {kind: sum(party.kind == kind for party in listed) for kind in registry_files.KINDS}
    assert count["state"] >= 195
    assert count["organisation"] + count["body"] >= 80
    assert count["armed-group"] >= 90
    assert count["person"] >= 200
    assert count["media"] >= 20


def test_every_reference_of_the_shipped_files_is_defined(registry):
    for party in registry:
        for other in (*party.part_of, *party.allies, *(office.body for office in party.offices)):
            assert other in registry, f"{party.id} refers to {other}"


def test_every_name_of_a_listed_party_leads_back_to_it(registry):
    from treuga.extract.registry_names import words_of

    for party in registry:
        if party.id in registry.listed:
            words = words_of(party.names[0])
            assert party.id in {hit.party for hit in registry.names.find(words)}, party.names[0]


@pytest.mark.parametrize(
    ("party", "on", "expected"),
    [
        ("jens-stoltenberg", AUTUMN, ("jens-stoltenberg", "nato")),
        ("jens-stoltenberg", dt.date(2009, 5, 1), ("jens-stoltenberg", "norwegian-government", "norway")),
        ("muhammad-naim", AUTUMN, ("muhammad-naim", "taliban")),
        ("pentagon", AUTUMN, ("pentagon", "united-states")),
        ("mike-pompeo", AUTUMN, ("mike-pompeo", "us-state-department", "united-states")),
        ("joe-biden", AUTUMN, ("joe-biden",)),
        ("joe-biden", dt.date(2021, 2, 16), ("joe-biden", "united-states")),
        ("north-atlantic-council", None, ("north-atlantic-council", "nato")),
        ("united-states", None, ("united-states",)),
        ("colombian-government", None, ("colombian-government", "colombia")),
        ("trump-administration", AUTUMN, ("trump-administration", "united-states")),
        ("netanyahu-government", None, ("netanyahu-government", "israeli-government", "israel")),
        ("somebody-unknown", AUTUMN, ("somebody-unknown",)),
    ],
)
def test_principals(registry, party, on, expected):
    assert registry.principals(party, on) == expected


def test_a_year_in_which_one_left_and_another_came_admits_both(registry):
    year = PartialDate("2024")
    assert "nato" in registry.principals("jens-stoltenberg", year)
    assert "nato" in registry.principals("mark-rutte", year)


def test_holder_looks_at_the_date_and_forgives_the_hyphen(registry):
    assert registry.holder("Secretary-General", "nato", AUTUMN) == "jens-stoltenberg"
    assert registry.holder("secretary general", "nato", dt.date(2025, 3, 1)) == "mark-rutte"
    assert registry.holder("secretary general", "nato") is None  # several have been
    assert registry.holder("harbour master", "nato", AUTUMN) is None


def test_states_have_governments_by_rule(registry):
    assert registry.government_of("afghanistan") == "afghan-government"
    assert registry.government_of("south-sudan") == "south-sudanese-government"
    assert registry.government_of("united-states") == "united-states"
    assert registry.government_of("nato") is None
    assert registry.get("nepali-government").part_of == ("nepal",)


def test_adjectives_and_display_names(registry):
    assert registry.adjective("afghan") == "afghanistan"
    assert registry.adjective("Americans") == "united-states"
    assert registry.adjective("purple") is None
    assert registry.display_name("nato") == "NATO"
    assert registry.display_name("some-local-council") == "Some Local Council"


def test_find_ranks_the_exact_name_first(registry):
    assert registry.find("taliban")[0].id == "taliban"
    assert registry.find("Gulf Clan")[0].id == "clan-del-golfo"
    assert registry.find("no such party at all") == []
    assert registry.find("   ") == []
    assert len(registry.find("government", limit=3)) == 3


@pytest.mark.parametrize(
    ("words", "candidates", "expected"),
    [
        ("the NATO chief", (), "jens-stoltenberg"),
        ("the alliance 's secretary general", ("taliban", "nato"), "jens-stoltenberg"),
        ("the secretary general of the alliance", ("nato",), "jens-stoltenberg"),
        ("the military organization", ("taliban", "nato"), "nato"),
        ("the movement", ("nato", "taliban"), "taliban"),
        ("the guerrillas", ("colombian-government", "eln"), "eln"),
        ("the mission", ("nato", "unmiss"), "unmiss"),
        ("the Russian foreign minister", (), "sergei-lavrov"),
        ("the German chancellor", (), "angela-merkel"),
        ("the Pentagon chief", (), "mark-esper"),
        ("the envoy", ("mike-pompeo", "zalmay-khalilzad"), "zalmay-khalilzad"),
        ("the Taliban leader", (), "haibatullah-akhundzada"),
        ("the rebel leader", ("ashraf-ghani",), None),
        ("the US commander", (), None),
        ("the former president", ("barack-obama",), None),
        ("the table", ("nato",), None),
        ("", ("nato",), None),
        ("the", (), None),
    ],
)
def test_by_description(registry, words, candidates, expected):
    assert registry.by_description(words.split(), candidates, AUTUMN) == expected


def test_by_description_follows_the_date(registry):
    assert registry.by_description(["the", "NATO", "chief"], (), dt.date(2012, 1, 1)) == "anders-fogh-rasmussen"


def test_loading_is_cached():
    assert load_registry() is load_registry()


def test_loading_needs_neither_yaml_nor_spacy():
    code = (
        "import sys; from treuga.extract import registry as r; r.load_registry();"
        "print('yaml' in sys.modules, 'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_damaged_installation_is_named(monkeypatch, tmp_path):
    from treuga.errors import ExtractError
    from treuga.extract import registry as module

    broken = tmp_path / "parties.json"
    broken.write_text('{"half": ', encoding="utf-8")
    monkeypatch.setattr(module, "_COMPILED", Path(broken))
    with pytest.raises(ExtractError) as caught:
        module._entries()
    assert caught.value.code == "TR320"
    assert str(broken) in caught.value.where


def test_the_json_has_one_party_a_line():
    lines = registry_files.COMPILED.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(json.loads("\n".join(lines))) + 2
