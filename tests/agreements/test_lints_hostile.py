"""Agreement files that mean harm: they are named or read as text, quickly, and never more."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from agreement_samples import HEAD, commitment

from treuga import yamlio
from treuga.agreements import agreement_errors, load_agreement
from treuga.agreements.lints import lints

GOOD = HEAD + "commitments:\n" + commitment()


def bomb() -> str:
    """The classic: each list holds the one before nine times over."""
    lists = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(["l0: &l0 [x]", *lists]) + "\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (bomb(), "is not allowed"),
        (GOOD + "note: !!python/object/apply:os.system [id]\n", "tag"),
        (GOOD + "note: !!binary aGk=\n", "tag"),
        (GOOD + "<<: {note: x}\n", "merge"),
        (GOOD + "note: " + "[" * 60 + "]" * 60 + "\n", "nested more than"),
        (GOOD + "note: " + "{a: " * 60 + "}" * 60 + "\n", "nested more than"),
        ("- " * 5000 + "x\n", "nested more than"),
        (GOOD + "note: " + "[" * 100_000, "nested more than"),
        (GOOD + "note: \x1b[2J\n", "YAML"),
        (GOOD + "note: \x00\n", "YAML"),
        (GOOD + "? [a, b]\n: x\n", "a key is not plain text"),
        (GOOD + "note: x\n---\nid: y\n", "second document"),
        (GOOD + "title: again\n", "was given before"),
        (GOOD + "note: " + "x" * yamlio.MAX_BYTES + "\n", "bytes"),
        ("", "key: value"),
    ],
    ids=lambda value: " ".join(value.split())[-24:] if isinstance(value, str) else None,
)
def test_a_hostile_file_is_refused_at_once(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "accord.yaml"
    path.write_text(text, encoding="utf-8")
    start = time.process_time()
    errors = agreement_errors(path)
    assert time.process_time() - start < 5
    assert errors
    assert words.lower() in errors[0].message.lower()
    for error in errors:
        assert error.where.startswith(str(path))
        assert not {"\x00", "\x1b"} & set(str(error))


def test_a_hostile_word_is_cut_short_and_made_visible(tmp_path: Path) -> None:
    path = tmp_path / "accord.yaml"
    name = "\u202e" + "y" * 5000 + "\u2028[31m"
    path.write_text(GOOD.replace("debtor: north-valley", f'debtor: "{name}"'), encoding="utf-8")
    errors = agreement_errors(path, registry={"north-valley", "south-valley"})
    assert errors
    for error in errors:
        assert len(error.message) < 400
        assert error.message.isprintable()


def test_a_path_in_an_id_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(GOOD.replace("id: accord", "id: secret"), encoding="utf-8")
    folder = tmp_path / "agreements"
    folder.mkdir()
    gate = """\
gates:
  - id: pass
    title: Whether the pass opens
    decider: south-valley
    conditions:
      - {id: truce, text: The truce holds, commitment: ../secret/open-roads}
    sources: [{source: Article 9, certainty: read}]
"""
    path = folder / "accord.yaml"
    path.write_text(GOOD + gate, encoding="utf-8")
    assert [error.code for error in agreement_errors(path)] == ["TR514"]


def test_scripts_that_run_from_right_to_left_are_as_good_as_others(tmp_path: Path) -> None:
    path = tmp_path / "accord.yaml"
    title = "توافق‌نامهٔ دو دره"  # with a joiner, as Persian is spelt
    path.write_text(GOOD.replace("Accord of the Two Valleys", title), encoding="utf-8")
    assert load_agreement(path).title == title
    assert "TR551" not in {lint.code for lint in lints(path)}
    path.write_text(GOOD.replace("Accord of the Two Valleys", "Accord \u2066of\u2069 \u202etwo"), encoding="utf-8")
    (lint,) = (lint for lint in lints(path) if lint.code == "TR551")
    assert str(lint).isprintable()
    assert "U+202E right-to-left override" in lint.message


def test_a_long_file_is_read_in_good_time(tmp_path: Path) -> None:
    path = tmp_path / "accord.yaml"
    told = "topics: {pax: [DevInfra]}\ntestimony:\n  fulfilled: [{action: open, object: road}]"
    path.write_text(
        HEAD + "commitments:\n" + "".join(commitment(f"c-{n}", told) for n in range(1000)), encoding="utf-8"
    )
    start = time.process_time()
    assert lints(path) == []
    assert time.process_time() - start < 20
