"""What a good file becomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from agreement_samples import HEAD, commitment
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from treuga.agreements import agreement_errors, find_agreement, load_agreement
from treuga.agreements.loader import fingerprint
from treuga.errors import AgreementError
from treuga.model import Citation, PartialDate, Pattern

Write = Callable[..., Path]


def pattern(write: Write, lines: str, **more: str) -> Pattern:
    extra = f"performer: hill-people\ntestimony:\n  fulfilled:\n    - {lines}"
    sides = "sides:\n  north-valley: [hill-people]\n"
    loaded = load_agreement(write(commitment(extra=extra), before=sides + more.get("before", "")))
    (found,) = loaded.commitments[0].fulfilled
    return found


def test_the_whole_file_becomes_an_agreement(write: Write) -> None:
    path = write(
        commitment("open-roads", "deadline: signed + 30 days\nmode: maintain\nbasis: asserted\nnote: So they say."),
        commitment("clear-mines", "antecedent: [open-roads]\nantecedent_text: Once the roads are open."),
        before="sides:\n  north-valley: [hill-people]\nplace: On the bridge\nnote: Invented.\n",
        after=(
            "talks:\n  - id: round-table\n    title: Round table\n    parties: [north-valley, south-valley]\n"
            "    stages:\n      - {id: agenda, title: Agenda}\n    items:\n      - {id: tolls, title: Tolls}\n"
        ),
    )
    accord = load_agreement(path)
    assert (accord.id, accord.signed, accord.parties) == (
        "accord",
        PartialDate("2031-05-04"),
        ("north-valley", "south-valley"),
    )
    assert accord.sides == {"north-valley": ("hill-people",)}
    assert accord.digest == fingerprint(path.read_bytes())
    assert accord.path == str(path)
    roads, mines = accord.commitments
    assert (roads.mode, roads.basis, roads.note) == ("maintain", "asserted", "So they say.")
    assert roads.deadline is not None
    assert roads.deadline.date == dt.date(2031, 6, 3)
    assert roads.sources == (Citation("Article 2", "read"),)
    assert roads.antecedent == ("signing",)
    assert (mines.antecedent, mines.antecedent_text) == (("open-roads",), "Once the roads are open.")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "- id: open-roads" in lines[roads.line - 1]
    assert "- id: clear-mines" in lines[mines.line - 1]
    assert [(s.id, s.kind) for s in (*accord.talks[0].stages, *accord.talks[0].items)] == [
        ("agenda", "stage"),
        ("tolls", "item"),
    ]


def test_a_deadline_keeps_other_dates_that_were_announced(write: Write) -> None:
    extra = "deadline:\n  expression: start(open-roads) + 2 weeks\n  variants:\n    - {date: 2031-07-01, by: the mayor}"
    accord = load_agreement(write(commitment(), commitment("tolls", extra)))
    due = accord.commitments[1].deadline
    assert due is not None
    assert (due.expression, due.date) == ("start(open-roads) + 2 weeks", None)
    assert due.variants == ((dt.date(2031, 7, 1), "the mayor"),)


def test_roles_stand_for_the_parties_of_the_commitment(write: Write) -> None:
    found = pattern(write, "{action: open, by: [performer, debtor, performer], of: creditor}")
    assert found.by == ("hill-people", "north-valley")
    assert found.of == "south-valley"


def test_the_performer_is_the_debtor_where_none_is_named(write: Write) -> None:
    extra = "testimony:\n  breached:\n    - {action: close, by: performer}"
    accord = load_agreement(write(commitment(extra=extra)))
    assert accord.commitments[0].breached[0].by == ("north-valley",)


def test_word_classes_become_their_lemmas_each_once(write: Write) -> None:
    found = pattern(write, '{action: ["@release", Free, "@release"], object: "@prisoners"}')
    assert {"release", "free", "hand over"} <= set(found.actions)
    assert len(found.actions) == len(set(found.actions))
    assert "prisoner" in found.objects
    assert all(word == word.lower() and not word.startswith("@") for word in (*found.actions, *found.objects))


def test_a_file_can_add_to_a_word_class_that_ships(write: Write) -> None:
    own = 'words:\n  prisoners: ["@prisoners", shackled one]\n  all-of-them: ["@prisoners", guard]\n'
    found = pattern(write, '{action: free, object: "@all-of-them"}', before=own)
    assert {"prisoner", "shackled one", "guard"} <= set(found.objects)


def test_counts_are_numbers_with_a_unit(write: Write) -> None:
    found = pattern(write, '{action: free, object: prisoner, count: {value: "5,000", unit: Prisoner}}')
    assert (found.count, found.unit) == (5000.0, "prisoner")


def test_yaml_words_stay_words(write: Write) -> None:
    found = pattern(write, "{action: free, object: [no, 12:30, 1e3]}")
    assert found.objects == ("no", "12:30", "1e3")


def test_gates_wait_for_commitments_of_this_and_other_files(write: Write, tmp_path: Path) -> None:
    gate = """\
gates:
  - id: pass
    title: Whether the pass opens
    decider: south-valley
    expected: [2031-06]
    conditions:
      - {id: roads, text: Roads are open, commitment: open-roads}
      - {id: truce, text: The truce holds, commitment: truce/hold-fire}
      - {id: calm, text: It is calm, met: [{object: pass, state: calm}], unmet: [{action: fight, by: decider}]}
    sources:
      - {source: Article 9, certainty: secondary}
"""
    path = write(commitment(), after=gate)
    other = HEAD.replace("id: accord", "id: truce") + "commitments:\n" + commitment("hold-fire")
    assert [error.code for error in agreement_errors(path)] == ["TR514"]
    (tmp_path / "truce.yaml").write_text(other, encoding="utf-8")
    (found,) = load_agreement(path).gates
    assert [condition.commitment for condition in found.conditions] == ["open-roads", "truce/hold-fire", ""]
    assert found.expected == (PartialDate("2031-06"),)
    assert found.conditions[2].unmet[0].by == ("south-valley",)
    assert list(load_agreement(path).subjects())[-1] == "condition:pass/calm"


def test_sides_can_owe_each_other_the_same_thing(write: Write) -> None:
    both = "[north-valley, south-valley]"
    mutual = commitment().replace("debtor: north-valley", f"debtor: {both}")
    mutual = mutual.replace("creditor: south-valley", f"creditor: {both}")
    accord = load_agreement(write(mutual))
    assert accord.commitments[0].debtor == accord.commitments[0].creditor == ("north-valley", "south-valley")
    with pytest.raises(AgreementError) as caught:  # allies owe each other nothing that could be watched
        load_agreement(write(mutual, before="sides: {north-valley: [south-valley]}\n"))
    assert caught.value.code == "TR522"


def test_a_registry_is_asked_where_there_is_one(write: Write) -> None:
    path = write(commitment())
    assert agreement_errors(path) == []
    assert agreement_errors(path, registry={"north-valley", "south-valley"}) == []
    assert [error.code for error in agreement_errors(path, registry={"south-valley"})] == ["TR507"]


def test_the_case_has_its_own_agreements_before_the_library(tmp_path: Path) -> None:
    text = HEAD.replace("id: accord", "id: us-taliban-2020") + "commitments:\n" + commitment()
    (tmp_path / "us-taliban-2020.yaml").write_text(text, encoding="utf-8")
    assert find_agreement("us-taliban-2020", folder=tmp_path).title == "Accord of the Two Valleys"
    assert find_agreement("us-taliban-2020").parties == ("united-states", "taliban")
    assert find_agreement(str(tmp_path / "us-taliban-2020.yaml")).title == "Accord of the Two Valleys"
    assert find_agreement("us-taliban-2020", folder=tmp_path / "none").signed == PartialDate("2020-02-29")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_windows_lines_do_no_harm(tmp_path: Path, line_end: str) -> None:
    text = HEAD + "commitments:\n" + commitment(extra="mode: sometimes")
    path = tmp_path / "accord.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", line_end).encode())
    (error,) = agreement_errors(path)
    line = int(error.where.rpartition(":")[2])
    assert "mode: sometimes" in text.splitlines()[line - 1]


_PLAIN = st.recursive(
    st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_KEYS = st.sampled_from(
    "treuga id title signed parties sides words sources commitments gates talks note place other".split()
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(_KEYS, _PLAIN), st.sampled_from(["commitments", "gates", "talks"]), _PLAIN)
def test_no_file_of_any_shape_breaks_the_loader(tmp_path: Path, top: dict[str, object], key: str, item: object) -> None:
    import json

    # JSON is YAML: it makes any nesting that hypothesis thinks of. Surrogates are kept out by its escapes.
    path = tmp_path / "accord.yaml"
    path.write_text(
        json.dumps({**top, key: [item, {"id": item, "sources": item, "deadline": item, "testimony": item}]})
    )
    errors = agreement_errors(path)
    assert errors
    assert all(error.where.startswith(str(path)) and error.remedy for error in errors)
    with pytest.raises(AgreementError):
        load_agreement(path)
